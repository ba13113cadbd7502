import { describe, expect, it } from 'vitest';
import { isArticle } from '../../../lib/page/is-article.ts';
import { isInPageNavigation, ownArticle } from '../../../lib/page/own-article.ts';
import type { ArticleNode, Claim, PageIdentity } from '../../../lib/page/page-identity.ts';
import { pageKeys } from '../../../lib/page/page-keys.ts';

const STORY = 'https://outlet.example/2026/story';

/** A page at `STORY`, or at `address`, that says what `told` says. */
function page(told: Partial<PageIdentity> = {}): PageIdentity {
  const address = told.address ?? STORY;
  return { address, loadedAs: address, claims: [], headlines: [], articles: [], microdata: false, ...told };
}

const claim = (by: Claim['by'], address: string): Claim => ({ by, address });
const canonical = (address: string): Claim => claim('canonical', address);
const node = (headline?: string, ...addresses: string[]): ArticleNode => ({ addresses, headline });
const keysOf = (told: Partial<PageIdentity>): string[] => pageKeys(page(told)).map(({ key }) => key);

describe('pageKeys', () => {
  it('gives the keys in order of trust, whatever order the page gives them in', () => {
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

  it('gives each key once, by the most trusted of those that tell it', () => {
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

  it('calls the page that an archive shows wrapped', () => {
    const address = `https://web.archive.org/web/2026/${STORY}`;
    expect(pageKeys(page({ address }))[0]).toEqual({
      key: 'outlet.example/2026/story',
      address,
      by: 'wrapped',
      offSite: false,
    });
  });

  it.each(['about:blank', 'file:///home/story.html', 'chrome://newtab/', '', 'no address'])(
    'is empty where the address is "%s"',
    (address) => {
      expect(pageKeys(page({ address, claims: [canonical(STORY)] }))).toEqual([]);
    },
  );

  it.each([
    ['https://outlet.example/', 'the home page'],
    ['https://outlet.example/business', 'a section'],
    ['https://outlet.example/2026', 'a folder above the page'],
    ['https://syndicate.example/', 'the home page of another site'],
    ['mailto:desk@outlet.example', 'no web address'],
  ])('refuses the canonical %s: %s', (address) => {
    expect(keysOf({ claims: [canonical(address)] })).toEqual(['outlet.example/2026/story']);
  });

  it.each([
    ['https://outlet.example/2026/sto', 'a path that the own one only begins with'],
    ['https://outlet.example/2026?id=7', 'the address of a folder with an id'],
    ['https://outlet.example/business/desk', 'two words'],
  ])('believes the canonical %s: %s', (address) => {
    expect(keysOf({ claims: [canonical(address)] })).toHaveLength(2);
  });

  it.each([
    ['https://outlet.example/2026/https%3A%2F%2Foutlet.example%2Fnews%2F5', 'wholly encoded'],
    [
      'https://outlet.example/2026/https%3a%2f%2foutlet.example%2fnews%2f5',
      'wholly encoded, in small digits',
    ],
    ['https://outlet.example/2026/%22https://outlet.example/news/5%22', 'quoted'],
    ["https://outlet.example/2026/'https://outlet.example/news/5'", 'in single quotes'],
    ['https://outlet.example/2026/www.outlet.example/news/5', 'without a scheme'],
    ['https://www.outlet.example/www.outlet.example/news/5', 'without a scheme, below the host'],
  ])('reads the canonical %s as the site meant it: %s', (address) => {
    expect(keysOf({ claims: [canonical(address)] })[1]).toBe('outlet.example/news/5');
    expect(keysOf({ claims: [claim('og:url', address)] })[1]).toBe('outlet.example/news/5');
  });

  it.each([
    ['https://outlet.example/2026/https://other.example/news/5', 'the address of another site'],
    ['https://outlet.example/2026/https%3A%2F%2Foutlet.example%2F%E0%A4%A', 'what cannot be decoded'],
    ['https://outlet.example/2026/www.other.example/news/5', 'another site without a scheme'],
  ])('believes no canonical %s, a path that holds %s', (address) => {
    expect(keysOf({ claims: [canonical(address)] })).toEqual(['outlet.example/2026/story']);
  });

  it('reads a file that begins as a host does as the file', () => {
    expect(keysOf({ claims: [canonical('https://outlet.example/2026/www.html')] })[1]).toBe(
      'outlet.example/2026/www.html',
    );
  });

  it.each([
    ['og:url', 'https://outlet.example/api/content/0a1b2c3d/', 1],
    ['canonical', 'https://outlet.example/wp-json/wp/v2/posts/7', 1],
    ['canonical', 'https://outlet.example/apiary/content/0a1b2c3d', 2],
    ['amphtml', 'https://outlet.example/api/lite/2026/story', 2],
  ] as const)('judges the %s %s, an address for programs or not: %i keys', (by, address, expected) => {
    expect(keysOf({ claims: [claim(by, address)] })).toHaveLength(expected);
  });

  it.each([
    ['/706332', '/706332/a-story', 2, 'the story by its id'],
    ['/long-story-of-us', '/long-story-of-us/comment-page-2', 2, 'the first page of its comments'],
    ['/long-story-of-us', '/long-story-of-us/slide/1', 2, 'the story of which this is a picture'],
    ['/long-story-of-us', '/long-story-of-us/print', 2, 'the story of which this is the print form'],
    ['/2026', '/2026/a-story', 1, 'a year'],
    ['/202607', '/202607/a-story', 1, 'a month'],
    ['/20260702', '/20260702/a-story', 1, 'a day'],
    ['/706', '/706/a-story', 1, 'a short number'],
    ['/news-of-the-region', '/news-of-the-region/a-story', 1, 'a section with a long name'],
    ['/news-of-the-region', '/news-of-the-region/20260702', 1, 'a section with a long name and an id'],
    ['/business', '/business/2', 1, 'a section and its second page'],
  ])('judges the folder %s above %s: %i keys, since it is %s', (folder, path, expected) => {
    const address = `https://outlet.example${path}`;
    expect(keysOf({ address, claims: [canonical(`https://outlet.example${folder}`)] })).toHaveLength(
      expected,
    );
  });

  const SLUG = 'https://syndicate.example/city/council-votes-down-bridge';
  it.each([
    ['a word of the headline', { headlines: ['Bridge plan fails after heated debate'] }, 2],
    [
      'a word of the own address',
      { headlines: ['La ville refuse'], address: 'https://outlet.example/a-council-says-never' },
      2,
    ],
    ['too few words to compare', { headlines: ['Deal fails'] }, 2],
    ['words of another script', { headlines: ['市议会否决新桥方案'] }, 2],
    ['another story', { headlines: ['Football club signs young striker from Portugal'] }, 1],
  ])('judges a canonical on another site by the words of its slug: %s', (_, told, expected) => {
    expect(keysOf({ ...told, claims: [canonical(SLUG)] })).toHaveLength(expected);
  });

  it('believes a canonical on another site that has no slug', () => {
    const headlines = ['Football club signs young striker from Portugal'];
    expect(keysOf({ headlines, claims: [canonical('https://syndicate.example/story?id=77')] })).toHaveLength(
      2,
    );
  });

  it('believes no canonical where there are two that disagree', () => {
    const claims = [canonical('https://outlet.example/news/5'), canonical('https://outlet.example/news/6')];
    expect(keysOf({ claims })).toEqual(['outlet.example/2026/story']);
  });

  it('believes that a canonical points to another site, and nothing else that does', () => {
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

  it('takes the AMP cache of its own site for its own site', () => {
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
    ['og:url alone loses a parameter', [claim('og:url', bare)], 1],
    ['the AMP form loses one', [claim('amphtml', shorter)], 1],
    ['the canonical may lose one', [canonical(shorter)], 2],
    ['og:url may where the canonical agrees', [canonical(shorter), claim('og:url', shorter)], 2],
    ['og:url loses another than the canonical', [canonical(shorter), claim('og:url', bare)], 2],
    ['og:url has one more', [claim('og:url', `${article}&x=1`)], 2],
  ])('keeps of a claim with fewer parameters what can be trusted: %s', (_, claims, expected) => {
    expect(keysOf({ address: article, claims })).toHaveLength(expected);
  });

  it('trusts only the address bar of a page that was navigated inside', () => {
    const keys = keysOf({
      loadedAs: 'https://outlet.example/2026/earlier',
      claims: [canonical('https://outlet.example/news/5')],
      articles: [node('Mine', STORY, 'https://outlet.example/node/5')],
    });
    expect(keys).toEqual(['outlet.example/2026/story']);
  });

  it('leaves out the addresses of teasers', () => {
    const articles = [node('Another story', 'https://outlet.example/2026/another')];
    expect(keysOf({ headlines: ['My story'], articles })).toEqual(['outlet.example/2026/story']);
  });
});

describe('isInPageNavigation', () => {
  it.each([
    [STORY, STORY, false],
    [`${STORY}#comments`, STORY, false],
    [`${STORY}?utm_source=feed`, STORY, false],
    [`${STORY}/amp`, STORY, false],
    ['https://outlet.example/2026/other', STORY, true],
    [`${STORY}?page=2`, STORY, true],
    ['https://outlet.example/#/story/8', 'https://outlet.example/#/story/7', true],
    [STORY, 'about:blank', true],
  ])('is told of %s, loaded as %s: %s', (address, loadedAs, expected) => {
    expect(isInPageNavigation({ address, loadedAs })).toBe(expected);
  });
});

describe('ownArticle', () => {
  const teaser = node('Another story altogether', 'https://outlet.example/2026/another');
  const longest = 'Council votes down the new bridge after a long night';

  it.each([
    ['an address', node(undefined, 'https://www.outlet.example/2026/story/?utm_source=x')],
    ['one of its addresses', node(undefined, 'https://outlet.example/node/5', STORY)],
    ['the headline', node('Council votes')],
    ['the headline, quotes and case apart', node('“COUNCIL” votes')],
    ['a long headline with the name of the site behind it', node(longest)],
  ])('is told by %s', (_, own) => {
    const identity = page({
      headlines: ['Council votes', `${longest} – The Outlet`],
      articles: [teaser, own],
    });
    expect(ownArticle(identity)).toBe(own);
  });

  it('is told by the canonical too, and by an address before a headline', () => {
    const byHeadline = node('Council votes', 'https://outlet.example/2026/live');
    const byCanonical = node(undefined, 'https://outlet.example/news/5');
    const identity = page({ headlines: ['Council votes'], articles: [byHeadline, byCanonical] });
    expect(ownArticle(identity, undefined, 'outlet.example/news/5')).toBe(byCanonical);
    expect(ownArticle(identity)).toBe(byHeadline);
  });

  it.each([
    ['only teasers', [teaser]],
    ['a node that says nothing', [node()]],
    ['a node whose headline has no words', [node('…')]],
    ['a short headline that another begins with', [node('Council')]],
    ['nothing', []],
  ])('is missing where there is %s', (_, articles) => {
    expect(ownArticle(page({ headlines: ['Council votes', '…'], articles }))).toBeUndefined();
  });
});

describe('isArticle', () => {
  const home = 'https://outlet.example/';
  const slug = 'https://outlet.example/city/council-votes-down-the-bridge';
  const section = 'https://outlet.example/lakeside/harbour';
  const four = 'https://outlet.example/city/council-votes-down-bridge';
  const BOASTS = { ogType: 'article', published: '2026-07-02', microdata: true };
  it.each<[told: Partial<PageIdentity>, expected: boolean, reason: string]>([
    [{ articles: [node(undefined, STORY)] }, true, 'JSON-LD says so'],
    [{ ogType: 'article', published: '2026-07-02' }, true, 'Open Graph says so and it has a date'],
    [{ ogType: 'Article', microdata: true }, true, 'Open Graph and microdata say so'],
    [{ ogType: 'article', claims: [claim('amphtml', `${STORY}/amp`)] }, true, 'it has an AMP form'],
    [{ ogType: 'article', address: four }, true, 'Open Graph says so and the address has a slug'],
    [{ address: slug }, true, 'the address has a long slug'],
    [{ address: 'https://outlet.example/2026/07/02/77' }, true, 'the address has a date'],
    [
      { address: 'https://outlet.example/view.php?id=1234567' },
      true,
      'the address names a file and a long id',
    ],
    [{}, false, 'nothing says so'],
    [{ ogType: 'article' }, false, 'every seventh other page says so'],
    [{ published: '2026-07-02' }, false, 'a date alone'],
    [{ microdata: true }, false, 'microdata alone'],
    [{ address: four }, false, 'a slug of four words alone'],
    [{ ogType: 'website', address: slug }, false, 'Open Graph says otherwise'],
    [{ ogType: 'product', address: slug, microdata: true }, false, 'Open Graph says what it is'],
    [{ ogType: 'articles', address: slug }, false, 'a word that begins so'],
    [{ articles: [node('Another', 'https://outlet.example/another')] }, false, 'only teasers'],
    [{ address: home, articles: [node(undefined, home)] }, false, 'a home page that boasts'],
    [{ address: home, ogType: 'article', published: '2026-07-02' }, false, 'and one that boasts more'],
    [{ address: 'https://outlet.example/business', microdata: true }, false, 'a section that holds one'],
    [{ address: 'https://outlet.example/topic/council-votes-down-the-bridge' }, false, 'a list of a topic'],
    [{ address: 'https://outlet.example/forum/council-votes-down-the-bridge' }, false, 'a thread'],
    [
      { address: 'https://outlet.example/blog/page/12/', ogType: 'article', microdata: true },
      false,
      'a page of a list',
    ],
    [{ address: 'about:blank', ogType: 'article', published: '2026-07-02' }, false, 'no web page'],
    [{ address: `${home}#/city/council-votes-down-the-bridge` }, true, 'its route has a long slug'],
    [{ address: `${home}#!/city/council-votes-down-the-bridge` }, true, 'its old route has a long slug'],
    [{ address: `${home}#council-votes-down-the-bridge` }, false, 'an anchor is no slug'],
    [{ address: home, loadedAs: STORY, ...BOASTS }, false, 'a home page with the head of a story'],
    [{ address: four, loadedAs: STORY, ...BOASTS }, true, 'another story with the head of a story'],
    [{ address: section, loadedAs: STORY, ...BOASTS }, false, 'a section with the head of a story'],
    [{ address: section, loadedAs: 'about:blank', ...BOASTS }, true, 'its head changed with the address'],
  ])('judges %j: %s, since %s', (told, expected) => {
    expect(isArticle(page(told))).toBe(expected);
  });

  it('judges what an archive shows by the address of the article', () => {
    expect(isArticle(page({ address: `https://web.archive.org/web/20260702/${slug}` }))).toBe(true);
    expect(isArticle(page({ address: `https://web.archive.org/web/20260702/${home}` }))).toBe(false);
  });
});
