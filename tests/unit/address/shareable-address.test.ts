import { describe, expect, it } from 'vitest';
import { shareableAddress } from '../../../lib/address/shareable-address.ts';
import { urlKey } from '../../../lib/address/url-keys.ts';
import { cpuTime } from '../cpu-time.ts';
import { at, DIFFERENT_ARTICLES, SAME_ARTICLE } from './vectors.ts';

const STORY = 'https://www.outlet.example/2026/Bridge-vote.html';

describe('shareableAddress', () => {
  it.each([
    [STORY, ''],
    [`${STORY}?utm_source=letter&fbclid=IwAR0x`, ''],
    [`${STORY}?utm_source=letter&id=7&gclid=1`, '?id=7'],
    [`${STORY}?b=2&a=1&&c`, '?b=2&a=1&c'],
    [`${STORY}?page=2`, '?page=2'],
    [`${STORY}?q=a%2Bb+c%20d&empty=`, '?q=a%2Bb+c%20d&empty='],
    [`${STORY}?`, ''],
    [`${STORY}#comments`, ''],
    [`${STORY}#:~:text=the%20bridge`, ''],
    [`${STORY}#access_token=s3cret`, ''],
    [`${STORY}?id=7#!/story/8?utm_source=x`, '?id=7#!/story/8'],
    [`${STORY}#/story/8?id=9&token=s3cret:~:text=bridge`, '#/story/8?id=9'],
    [`${STORY}#/`, ''],
    [`${STORY};jsessionid=0A1B?id=7`, '?id=7'],
  ])('reduces %s to the article’s address with "%s"', (address, rest) => {
    expect(shareableAddress(address)).toBe(STORY + rest);
  });

  it.each([
    'access_token=s3cret',
    'accessToken=s3cret',
    'pwapi_token=s3cret',
    'unlocked_article_code=1.AbC',
    'gift=abc',
    'giftId=abc',
    'email=reader%40mail.example',
    'user_email_address=x',
    'oauth=s3cret',
    'session-id=1',
    'u=reader%40mail.example',
    'u=reader%2Bnews@mail.example',
    'ACCESS%5FTOKEN=s3cret',
  ])('removes the personal parameter %s', (parameter) => {
    expect(shareableAddress(`${STORY}?${parameter}&id=7`)).toBe(`${STORY}?id=7`);
  });

  it.each(['author=garrow', 'session=2026', 'sid=77', 'user=@garrow', 'tokens=5', 'key=story', 'handle=a@b'])(
    'keeps %s, which may identify an article',
    (parameter) => {
      expect(shareableAddress(`${STORY}?${parameter}`)).toBe(`${STORY}?${parameter}`);
    },
  );

  it.each([
    ['https://reader:secret@outlet.example/story', 'https://outlet.example/story'],
    ['http://reader@outlet.example:8080/story', 'http://outlet.example:8080/story'],
    ['https://bücher.example/é', 'https://xn--bcher-kva.example/%C3%A9'],
    ['https://outlet.example', 'https://outlet.example/'],
    [
      `https://translate.google.com/translate?sl=de&u=${encodeURIComponent(`${STORY}?fbclid=1&id=7`)}`,
      `https://translate.google.com/translate?sl=de&u=${encodeURIComponent(`${STORY}?id=7`)}`,
    ],
    [`https://a.example/?u=${STORY}`, `https://a.example/?u=${STORY}`],
    [
      `https://web.archive.org/web/2026/${STORY}?utm_source=x&id=7`,
      `https://web.archive.org/web/2026/${STORY}?id=7`,
    ],
    ['https://outlet.example/?broken=%E0%A4%A&id=7', 'https://outlet.example/?broken=%E0%A4%A&id=7'],
  ])('turns %s into %s', (address, clean) => {
    expect(shareableAddress(address)).toBe(clean);
  });

  it.each([
    '',
    'no address',
    '/story',
    'about:blank',
    'file:///home/reader/story.pdf',
    'mailto:desk@outlet.example',
    'javascript:alert(1)',
    `https://outlet.example/${'a'.repeat(4096)}`,
  ])('returns undefined for "%s"', (address) => {
    expect(shareableAddress(address)).toBeUndefined();
  });

  it.each(
    [...SAME_ARTICLE, ...DIFFERENT_ARTICLES].flatMap(([a, b]) => [at(a), at(b)]).filter((a) => urlKey(a)),
  )('keeps the URL key of %s', (address) => {
    expect(urlKey(shareableAddress(address) ?? '')).toBe(urlKey(address));
  });

  it.each([
    `${STORY}?${'&'.repeat(4000)}`,
    `${STORY}?u=${'http://a?u='.repeat(300)}`,
    `${STORY}?u=${'%25'.repeat(1300)}`,
    `${STORY}${';jsessionid='.repeat(300)}`,
  ])('returns in time for an address that is built to be slow, and does not lengthen it: %#', (address) => {
    let clean = '';
    const work = cpuTime(() => {
      clean = shareableAddress(address) ?? '';
    });
    expect(clean).toContain(STORY);
    expect(clean.length).toBeLessThanOrEqual(address.length);
    expect(work).toBeLessThan(500);
  });
});
