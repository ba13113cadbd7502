import { describe, expect, it } from 'vitest';
import { dateIn, dayIn, idsIn, isDated, slugWords } from '../../../lib/address/article-path.ts';

const OUTLET = 'https://outlet.example';

describe('slugWords', () => {
  it.each([
    ['/2026/07/02/council-votes-down-bridge/', 'council votes down bridge'],
    ['/city/Council_votes-down_77.html', 'council votes down'],
    ['/council-votes/8015225', 'council votes'],
    ['/caf%C3%A9-opens-again', 'café opens again'],
    ['/council-votes-down?title=another-story-with-more-words', 'council votes down'],
    ['/%E0%A4%A-broken-escape', 'broken escape'],
    ['/a/b/c', ''],
    ['/77', ''],
    ['', ''],
  ])('finds the words in "%s": "%s"', (path, words) => {
    expect(slugWords(OUTLET + path).join(' ')).toBe(words);
  });

  it('accepts a URL key instead of an address', () => {
    expect(slugWords('outlet.example/council-votes-down')).toEqual(['council', 'votes', 'down']);
  });

  it('ignores the host', () => {
    expect(slugWords('https://the-daily-outlet-of-record.example/')).toEqual([]);
  });
});

describe('dayIn', () => {
  const JULY_2 = Date.UTC(2026, 6, 2);
  it.each([
    ['/2026/07/02/story', JULY_2],
    ['/2026/7/2/story', JULY_2],
    ['/2026/jul/02/story', JULY_2],
    ['/news/2026-07-02-story', JULY_2],
    ['/story-20260702-2ntbf.html', JULY_2],
    ['/a/202607021130/story', JULY_2],
    ['/2026/07/story', undefined],
    ['/2026/story', undefined],
    ['/story-12345678', undefined],
    ['/20261399', undefined],
    ['/2026/13/02/story', undefined],
    ['/120260702', undefined],
    ['/story?on=2026-07-02', undefined],
    ['/', undefined],
  ])('reads "%s" as %s', (path, day) => {
    expect(dayIn(OUTLET + path)).toBe(day);
  });
});

describe('dateIn', () => {
  it.each([
    ['/2026/07/02/story', { year: 2026, month: 7, day: 2 }],
    ['/2026/jul/02/story', { year: 2026, month: 7, day: 2 }],
    ['/2026/07/story', { year: 2026, month: 7 }],
    ['/2026/story', { year: 2026 }],
    ['/2026', undefined],
    ['/3026/story', undefined],
    ['/story-2026', undefined],
  ])('reads "%s" as %j', (path, date) => {
    expect(dateIn(OUTLET + path)).toEqual(date);
  });
});

describe('isDated', () => {
  it.each([
    ['/2026/07/story', true],
    ['/2026/jul/story', true],
    ['/20260702/story', true],
    ['/2026/story', false],
    ['/2026/july-story', false],
    ['/2026/0712345/story', false],
    ['/story', false],
  ])('for "%s" returns %s', (path, expected) => {
    expect(isDated(OUTLET + path)).toBe(expected);
  });
});

describe('idsIn', () => {
  const uuid = '0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f';
  it.each([
    ['/story-1234567', ['1234567']],
    ['/story?id=1234567', ['1234567']],
    [`/article_${uuid}.html`, [uuid]],
    [`/story/${'0a1b2c3d'.repeat(4)}`, ['0a1b2c3d'.repeat(4)]],
    ['/2026/07/02/story', []],
    ['/20260702/story', []],
    ['/story-12345', []],
    ['/', []],
  ])('finds the ids in "%s": %j', (path, ids) => {
    expect(idsIn(OUTLET + path)).toEqual(ids);
  });
});
