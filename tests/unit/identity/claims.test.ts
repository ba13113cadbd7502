import { describe, expect, it } from 'vitest';
import { isArticle, isSameSite, ownArticle, pageKeys, wentOnInside } from '../../../lib/identity/claims.ts';
import type { ArticleNode, Claim, PageIdentity } from '../../../lib/identity/page-identity.ts';

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
      { key: 'outlet.example/2026/story', by: 'address', offSite: false },
      { key: 'outlet.example/news/5', by: 'canonical', offSite: false },
      { key: 'outlet.example/share/5', by: 'og:url', offSite: false },
      { key: 'outlet.example/node/5', by: 'json-ld', offSite: false },
      { key: 'outlet.example/lite/5', by: 'amphtml', offSite: false },
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
    expect(pageKeys(page({ address: `https://web.archive.org/web/2026/${STORY}` }))[0]).toEqual({
      key: 'outlet.example/2026/story',
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

  it('believes no canonical where there are two that disagree', () => {
    const claims = [canonical('https://outlet.example/news/5'), canonical('https://outlet.example/news/6')];
    expect(keysOf({ claims })).toEqual(['outlet.example/2026/story']);
  });

  it('believes that a canonical points to another site, and nothing else that does', () => {
    const away = 'https://syndicate.example/news/5';
    expect(pageKeys(page({ claims: [canonical(away)] }))[1]).toEqual({
      key: 'syndicate.example/news/5',
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

describe('wentOnInside', () => {
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
    expect(wentOnInside({ address, loadedAs })).toBe(expected);
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
  it.each<[told: Partial<PageIdentity>, expected: boolean, reason: string]>([
    [{ ogType: 'article' }, true, 'Open Graph says so'],
    [{ ogType: 'Article' }, true, 'in capitals too'],
    [{ published: '2026-07-02' }, true, 'it has a date'],
    [{ microdata: true }, true, 'microdata says so'],
    [{ articles: [node(undefined, STORY)] }, true, 'JSON-LD says so'],
    [{ address: home, articles: [node(undefined, home)] }, true, 'JSON-LD says so even on a home page'],
    [{}, false, 'nothing says so'],
    [{ ogType: 'website' }, false, 'Open Graph says otherwise'],
    [{ ogType: 'articles' }, false, 'a word that begins so'],
    [{ articles: [node('Another', 'https://outlet.example/another')] }, false, 'only teasers'],
    [{ address: home, ogType: 'article', published: '2026-07-02' }, false, 'a home page that boasts'],
    [{ address: 'https://outlet.example/business', microdata: true }, false, 'a section that holds one'],
    [{ address: 'about:blank', ogType: 'article', published: '2026-07-02' }, false, 'no web page'],
  ])('judges %j: %s, since %s', (told, expected) => {
    expect(isArticle(page(told))).toBe(expected);
  });
});

describe('isSameSite', () => {
  it.each([
    ['outlet.example', 'outlet.example', true],
    ['news.outlet.example', 'outlet.example', true],
    ['news.outlet.example', 'a.b.outlet.example', true],
    ['outlet.co.uk', 'news.outlet.co.uk', true],
    ['outlet.de', 'news.outlet.de', true],
    ['localhost', 'localhost', true],
    ['one.example', 'two.example', false],
    ['outlet.example', 'outlet.test', false],
    ['one.co.uk', 'two.co.uk', false],
    ['one.com.au', 'two.com.au', false],
    ['myoutlet.example', 'outlet.example', false],
    ['outlet.example.net', 'outlet.example', false],
    ['outlet.example', 'localhost', false],
  ])('of %s and %s: %s', (a, b, expected) => {
    expect(isSameSite(a, b)).toBe(expected);
    expect(isSameSite(b, a)).toBe(expected);
  });
});
