import { describe, expect, it } from 'vitest';
import type { Claim, PageIdentity } from '../../../lib/page/page-identity.ts';
import { pageKeys } from '../../../lib/page/page-keys.ts';
import { claim, node, page, STORY } from './identities.ts';

const canonical = (address: string): Claim => claim('canonical', address);

const keysOf = (fields: Partial<PageIdentity>): string[] => pageKeys(page(fields)).map(({ key }) => key);

describe('pageKeys', () => {
  it('returns the keys in order of trust, whatever their order in the page', () => {
    const keys = pageKeys(
      page({
        claims: [
          claim('amphtml', 'https://outlet.example/lite/5'),
          claim('og:url', 'https://outlet.example/share/5'),
          canonical('https://outlet.example/news/5'),
        ],
        articles: [node('Mine', STORY, 'https://outlet.example/node/5')],
      }),
    );
    expect(keys).toEqual([
      { key: 'outlet.example/2026/story', address: STORY, by: 'address', offSite: false },
      {
        key: 'outlet.example/news/5',
        address: 'https://outlet.example/news/5',
        by: 'canonical',
        offSite: false,
      },
      {
        key: 'outlet.example/share/5',
        address: 'https://outlet.example/share/5',
        by: 'og:url',
        offSite: false,
      },
      {
        key: 'outlet.example/node/5',
        address: 'https://outlet.example/node/5',
        by: 'json-ld',
        offSite: false,
      },
      {
        key: 'outlet.example/lite/5',
        address: 'https://outlet.example/lite/5',
        by: 'amphtml',
        offSite: false,
      },
    ]);
  });

  it('returns each key once, with its most trusted `by`', () => {
    const same = 'https://m.outlet.example/news/5/';
    const claims = [
      claim('og:url', same),
      canonical(same),
      canonical(`${same}#top`),
      claim('amphtml', STORY),
    ];
    expect(pageKeys(page({ claims })).map(({ key, by }) => [key, by])).toEqual([
      ['outlet.example/2026/story', 'address'],
      ['outlet.example/news/5', 'canonical'],
    ]);
  });

  it('marks the key of a page in an archive as wrapped', () => {
    const address = `https://web.archive.org/web/2026/${STORY}`;
    expect(pageKeys(page({ address }))[0]).toEqual({
      key: 'outlet.example/2026/story',
      address,
      by: 'wrapped',
      offSite: false,
    });
  });

  it.each(['about:blank', 'file:///home/story.html', 'chrome://newtab/', '', 'no address'])(
    'returns no keys for the address "%s"',
    (address) => {
      expect(pageKeys(page({ address, claims: [canonical(STORY)] }))).toEqual([]);
    },
  );

  it.each([
    ['https://outlet.example/', 'the home page'],
    ['https://outlet.example/business', 'a section'],
    ['https://outlet.example/2026', 'a folder above the page'],
    ['https://syndicate.example/', 'the home page of another site'],
    ['mailto:desk@outlet.example', 'not a web address'],
  ])('refuses the canonical %s: %s', (address) => {
    expect(keysOf({ claims: [canonical(address)] })).toEqual(['outlet.example/2026/story']);
  });

  it.each([
    ['https://outlet.example/2026/sto', 'the start of the page’s path, but not a folder'],
    ['https://outlet.example/2026?id=7', 'the address of a folder with an id'],
    ['https://outlet.example/business/desk', 'a path of two words'],
  ])('accepts the canonical %s: %s', (address) => {
    expect(keysOf({ claims: [canonical(address)] })).toHaveLength(2);
  });

  it.each([
    ['https://outlet.example/2026/https%3A%2F%2Foutlet.example%2Fnews%2F5', 'entirely encoded'],
    [
      'https://outlet.example/2026/https%3a%2f%2foutlet.example%2fnews%2f5',
      'entirely encoded, in lower case',
    ],
    ['https://outlet.example/2026/%22https://outlet.example/news/5%22', 'quoted'],
    ["https://outlet.example/2026/'https://outlet.example/news/5'", 'in single quotes'],
    ['https://outlet.example/2026/www.outlet.example/news/5', 'without a scheme'],
    ['https://www.outlet.example/www.outlet.example/news/5', 'without a scheme, directly below the host'],
  ])('repairs the canonical %s: %s', (address) => {
    expect(keysOf({ claims: [canonical(address)] })[1]).toBe('outlet.example/news/5');
    expect(keysOf({ claims: [claim('og:url', address)] })[1]).toBe('outlet.example/news/5');
  });

  it.each([
    ['https://outlet.example/2026/https://other.example/news/5', 'the address of another site'],
    [
      'https://outlet.example/2026/https%3A%2F%2Foutlet.example%2F%E0%A4%A',
      'an address that cannot be decoded',
    ],
    ['https://outlet.example/2026/www.other.example/news/5', 'the address of another site without a scheme'],
  ])('refuses the canonical %s, whose path contains %s', (address) => {
    expect(keysOf({ claims: [canonical(address)] })).toEqual(['outlet.example/2026/story']);
  });

  it('does not mistake a file such as www.html for a host', () => {
    expect(keysOf({ claims: [canonical('https://outlet.example/2026/www.html')] })[1]).toBe(
      'outlet.example/2026/www.html',
    );
  });

  it.each([
    ['og:url', 'https://outlet.example/api/content/0a1b2c3d/', 1],
    ['canonical', 'https://outlet.example/wp-json/wp/v2/posts/7', 1],
    ['canonical', 'https://outlet.example/apiary/content/0a1b2c3d', 2],
    ['amphtml', 'https://outlet.example/api/lite/2026/story', 2],
  ] as const)(
    'refuses the address of an API unless it is the AMP form: %s %s, %i keys',
    (by, address, expected) => {
      expect(keysOf({ claims: [claim(by, address)] })).toHaveLength(expected);
    },
  );

  it.each([
    ['/706332', '/706332/a-story', 2, 'the article by its id'],
    [
      '/long-story-of-us',
      '/long-story-of-us/comment-page-2',
      2,
      'the article, and the page shows its comments',
    ],
    [
      '/long-story-of-us',
      '/long-story-of-us/slide/1',
      2,
      'the article, and the page shows one of its pictures',
    ],
    ['/long-story-of-us', '/long-story-of-us/print', 2, 'the article, and the page is its print form'],
    ['/2026', '/2026/a-story', 1, 'a year'],
    ['/202607', '/202607/a-story', 1, 'a month'],
    ['/20260702', '/20260702/a-story', 1, 'a day'],
    ['/706', '/706/a-story', 1, 'a short number'],
    ['/news-of-the-region', '/news-of-the-region/a-story', 1, 'a section with a long name'],
    [
      '/news-of-the-region',
      '/news-of-the-region/20260702',
      1,
      'a section with a long name, and the page has an id',
    ],
    ['/business', '/business/2', 1, 'a section, and the page is its second page'],
  ])('for the canonical %s of %s returns %i keys, because it is %s', (folder, path, expected) => {
    const address = `https://outlet.example${path}`;
    expect(keysOf({ address, claims: [canonical(`https://outlet.example${folder}`)] })).toHaveLength(
      expected,
    );
  });

  const SLUG = 'https://syndicate.example/city/council-votes-down-bridge';
  it.each([
    ['a word of the headline', { headlines: ['Bridge plan fails after heated debate'] }, 2],
    [
      'a word of the page’s address',
      { headlines: ['La ville refuse'], address: 'https://outlet.example/a-council-says-never' },
      2,
    ],
    ['too few words to compare', { headlines: ['Deal fails'] }, 2],
    ['words of another script', { headlines: ['市议会否决新桥方案'] }, 2],
    ['only other words', { headlines: ['Football club signs young striker from Portugal'] }, 1],
  ])('compares the slug of a canonical on another site with a page that has %s', (_, fields, expected) => {
    expect(keysOf({ ...fields, claims: [canonical(SLUG)] })).toHaveLength(expected);
  });

  it('accepts a canonical on another site that has no slug', () => {
    const headlines = ['Football club signs young striker from Portugal'];
    expect(keysOf({ headlines, claims: [canonical('https://syndicate.example/story?id=77')] })).toHaveLength(
      2,
    );
  });

  it('refuses two canonicals that disagree', () => {
    const claims = [canonical('https://outlet.example/news/5'), canonical('https://outlet.example/news/6')];
    expect(keysOf({ claims })).toEqual(['outlet.example/2026/story']);
  });

  it('accepts an address on another site only if the canonical claims it', () => {
    const away = 'https://syndicate.example/news/5';
    expect(pageKeys(page({ claims: [canonical(away)] }))[1]).toEqual({
      key: 'syndicate.example/news/5',
      address: away,
      by: 'canonical',
      offSite: true,
    });
    expect(keysOf({ claims: [claim('og:url', away)] })).toHaveLength(1);
    expect(keysOf({ claims: [claim('amphtml', away)] })).toHaveLength(1);
    expect(keysOf({ articles: [node('Mine', STORY, away)] })).toHaveLength(1);
  });

  it('treats an address in an AMP cache as an address of the cached site', () => {
    const cached = 'https://outlet-example.cdn.ampproject.org/c/s/outlet.example/lite/5';
    expect(pageKeys(page({ claims: [claim('amphtml', cached)] }))[1]).toEqual({
      key: 'outlet.example/lite/5',
      address: cached,
      by: 'amphtml',
      offSite: false,
    });
  });

  const article = 'https://outlet.example/read?id=7&view=long';
  const bare = 'https://outlet.example/read';
  const shorter = `${bare}?id=7`;
  it.each([
    ['refuses an og:url that lacks parameters', [claim('og:url', bare)], 1],
    ['refuses an AMP form that lacks a parameter', [claim('amphtml', shorter)], 1],
    ['accepts a canonical that lacks a parameter', [canonical(shorter)], 2],
    [
      'accepts an og:url that lacks a parameter if the canonical agrees',
      [canonical(shorter), claim('og:url', shorter)],
      2,
    ],
    ['refuses an og:url that lacks more than the canonical', [canonical(shorter), claim('og:url', bare)], 2],
    ['accepts an og:url with an additional parameter', [claim('og:url', `${article}&x=1`)], 2],
  ])('%s', (_, claims, expected) => {
    expect(keysOf({ address: article, claims })).toHaveLength(expected);
  });

  it('uses only the address in the address bar after in-page navigation', () => {
    const keys = keysOf({
      loadedAs: 'https://outlet.example/2026/earlier',
      claims: [canonical('https://outlet.example/news/5')],
      articles: [node('Mine', STORY, 'https://outlet.example/node/5')],
    });
    expect(keys).toEqual(['outlet.example/2026/story']);
  });

  it('ignores the addresses of teasers', () => {
    const articles = [node('Another story', 'https://outlet.example/2026/another')];
    expect(keysOf({ headlines: ['My story'], articles })).toEqual(['outlet.example/2026/story']);
  });
});
