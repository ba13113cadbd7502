import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptOf, markerOf } from '../../../lib/search/mark-words.ts';
import { parseQuery } from '../../../lib/search/query/query.ts';
import { anyText } from '../arbitraries.ts';
import { growsLinearly, holds, repeated } from '../properties.ts';
import { WORDS } from './documents.ts';

/** Returns the text with brackets around its matches. */
function marked(text: string, query: string): string {
  let all = '';
  let at = 0;
  for (const { start, end } of markerOf(parseQuery(query))(text)) {
    all += `${text.slice(at, start)}[${text.slice(start, end)}]`;
    at = end;
  }
  return all + text.slice(at);
}

describe('matches', () => {
  it.each<[query: string, text: string, marked: string]>([
    ['water', 'Clean Water, waters', 'Clean [Water], [waters]'],
    ['wat', 'Clean Water', 'Clean [Water]'],
    ['water', 'Underwater', 'Underwater'],
    ['eleicoes', 'As eleições', 'As [eleições]'],
    ['strasse', 'Die Straße', 'Die [Straße]'],
    ['dis', 'dis\u00adcreet', '[dis\u00adcreet]'],
    ['covid-19', 'Covid-19 and 19 others', '[Covid]-[19] and [19] others'],
    ['"clean water"', 'Clean water, water clean', '[Clean water], water clean'],
    ['"clean water" clean', 'Clean water, water clean', '[Clean water], water [clean]'],
    ['"a a"', 'a a a b a', '[a a a] b a'],
    ['-water clean', 'Clean water', '[Clean] water'],
    ['label:water clean', 'Clean water', '[Clean] water'],
    ['حكومة', 'عادت والحكومة', 'عادت [والحكومة]'],
    ['सरका', 'सरकार ने', '[सरकार] ने'],
    ['中国', '中国人在中国', '[中国]人在[中国]'],
    ['中国人', '中国人', '[中国人]'],
    ['人', '中国人人', '中国[人人]'],
    ['"国人"', '中国人 国 人', '中[国人] 国 人'],
    ['ประชากร', 'มีประชากรมาก', 'มี[ประชากร]มาก'],
    ["п'ять", 'П’ять', '[П’ять]'],
    ['½', '1/2', '[1]/[2]'],
    ['', 'water', 'water'],
    ['…', 'water…', 'water…'],
  ])('of the query %j are found in %j', (query, text, expected) => {
    expect(marked(text, query)).toBe(expected);
  });

  it('include words that the search corrected', () => {
    const mark = markerOf(parseQuery('goverment water'), [{ word: 'goverment', instead: ['government'] }]);
    expect(mark('The government')).toEqual([{ start: 4, end: 14 }]);
  });

  it('are in order, do not touch, and are not empty', () => {
    const anyQuery = fc
      .array(fc.oneof(anyText, fc.constantFrom(...WORDS, '"', '-')), { maxLength: 5 })
      .map((parts) => parts.join(' '));
    const anyWriting = fc
      .array(fc.oneof(anyText, fc.constantFrom(...WORDS)), { maxLength: 12 })
      .map((parts) => parts.join(' '));
    holds(
      fc.property(anyQuery, anyWriting, (query, text) => {
        let last = -1;
        for (const { start, end } of markerOf(parseQuery(query))(text)) {
          expect(start).toBeGreaterThan(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          last = end;
        }
      }),
      300,
    );
  });

  it.each(['a ', 'a', 'a a b ', '人', 'water\n'])('are found in linear time in %j', (piece) => {
    const mark = markerOf(parseQuery('a "a a a a a a a b" 人 "人人人"'));
    expect(growsLinearly(mark, (size) => repeated(piece, size), 10_000)).toBe(true);
  });
});

describe('an excerpt', () => {
  const mark = markerOf(parseQuery('water dam'));
  const far = 'word '.repeat(40);

  it.each<[texts: string[], excerpt: string, isCutBefore: boolean, isCutAfter: boolean]>([
    [['Clean water.'], 'Clean [water].', false, false],
    [['nothing', 'Clean water.'], 'Clean [water].', false, false],
    [[`${far}clean water at the dam ${far}`], 'word clean [water] at the [dam] word word word', true, true],
    [[`water ${far}a dam and water ${far}`], 'word a [dam] and [water] word word word word', true, true],
    [[`${far}water`], 'word word [water]', true, false],
  ])('shows the matches in %j', (texts, expected, isCutBefore, isCutAfter) => {
    const excerpt = excerptOf(texts, mark, 44);
    expect({ ...excerpt, text: marked(excerpt?.text ?? '', 'water dam'), places: undefined }).toEqual({
      text: expected,
      places: undefined,
      isCutBefore,
      isCutAfter,
    });
    expect(excerpt?.places).toEqual(mark(excerpt?.text ?? ''));
  });

  it('does not exist without a match', () => {
    expect(excerptOf(['nothing'], mark, 40)).toBeUndefined();
    expect(excerptOf([], mark, 40)).toBeUndefined();
  });

  it('contains its whole match, and no half of a character', () => {
    holds(
      fc.property(
        fc.array(fc.constantFrom('a', ' ', '😀', 'é', 'water', '中', '\n'), { maxLength: 60 }),
        (parts) => {
          const text = `${parts.join('')} water ${parts.join('')}`;
          const excerpt = excerptOf([text.normalize('NFD')], mark, 30);
          expect(excerpt?.places.length).toBeGreaterThan(0);
          expect(excerpt?.text.isWellFormed()).toBe(true);
          expect(excerpt?.text).not.toMatch(/^\p{M}/u);
          expect(excerpt?.text.length).toBeLessThan(80);
        },
      ),
      500,
    );
  });
});
