import { describe, expect, it } from 'vitest';
import { isArticle } from '../../../lib/page/is-article.ts';
import { ownArticleNode } from '../../../lib/page/own-article-node.ts';
import type { PageIdentity } from '../../../lib/page/page-identity.ts';
import { claim, node, page, STORY } from './identities.ts';

describe('ownArticleNode', () => {
  const teaser = node('Another story altogether', 'https://outlet.example/2026/another');
  const longest = 'Council votes down the new bridge after a long night';

  it.each([
    ['an address', node(undefined, 'https://www.outlet.example/2026/story/?utm_source=x')],
    ['one of its addresses', node(undefined, 'https://outlet.example/node/5', STORY)],
    ['the headline', node('Council votes')],
    ['the headline with other quotes and case', node('“COUNCIL” votes')],
    ['a long headline to which the page adds the name of the site', node(longest)],
  ])('finds the node by %s', (_, own) => {
    const identity = page({
      headlines: ['Council votes', `${longest} – The Outlet`],
      articles: [teaser, own],
    });
    expect(ownArticleNode(identity)).toBe(own);
  });

  it('finds the node by the canonical too, but prefers an address to a headline', () => {
    const byHeadline = node('Council votes', 'https://outlet.example/2026/live');
    const byCanonical = node(undefined, 'https://outlet.example/news/5');
    const identity = page({ headlines: ['Council votes'], articles: [byHeadline, byCanonical] });
    expect(ownArticleNode(identity, undefined, 'outlet.example/news/5')).toBe(byCanonical);
    expect(ownArticleNode(identity)).toBe(byHeadline);
  });

  it.each([
    ['only teasers', [teaser]],
    ['an empty node', [node()]],
    ['a node whose headline has no words', [node('…')]],
    ['a short headline with which the page’s headline starts', [node('Council')]],
    ['no node', []],
  ])('returns undefined for %s', (_, articles) => {
    expect(ownArticleNode(page({ headlines: ['Council votes', '…'], articles }))).toBeUndefined();
  });
});

describe('isArticle', () => {
  const home = 'https://outlet.example/';
  const slug = 'https://outlet.example/city/council-votes-down-the-bridge';
  const section = 'https://outlet.example/lakeside/harbour';
  const four = 'https://outlet.example/city/council-votes-down-bridge';
  const SIGNS = { ogType: 'article', published: '2026-07-02', microdata: true };
  it.each<[fields: Partial<PageIdentity>, expected: boolean, reason: string]>([
    [{ articles: [node(undefined, STORY)] }, true, 'it has a JSON-LD article'],
    [{ ogType: 'article', published: '2026-07-02' }, true, 'it has the Open Graph type and a date'],
    [{ ogType: 'Article', microdata: true }, true, 'it has the Open Graph type and microdata'],
    [{ ogType: 'article', claims: [claim('amphtml', `${STORY}/amp`)] }, true, 'it has an AMP form'],
    [{ ogType: 'article', address: four }, true, 'it has the Open Graph type and a slug'],
    [{ address: slug }, true, 'the address has a long slug'],
    [{ address: 'https://outlet.example/2026/07/02/77' }, true, 'the address has a date'],
    [
      { address: 'https://outlet.example/view.php?id=1234567' },
      true,
      'the address has the name of a file and a long id',
    ],
    [{}, false, 'it has no sign'],
    [{ ogType: 'article' }, false, 'the Open Graph type alone is not enough'],
    [{ published: '2026-07-02' }, false, 'a date alone is not enough'],
    [{ microdata: true }, false, 'microdata alone is not enough'],
    [{ address: four }, false, 'a slug of four words alone is not enough'],
    [{ ogType: 'website', address: slug }, false, 'the Open Graph type is that of a site'],
    [
      { ogType: 'product', address: slug, microdata: true },
      false,
      'the Open Graph type is that of a product',
    ],
    [{ ogType: 'articles', address: slug }, false, 'the Open Graph type only starts like that of an article'],
    [{ articles: [node('Another', 'https://outlet.example/another')] }, false, 'it has only teasers'],
    [{ address: home, articles: [node(undefined, home)] }, false, 'it is a home page with a JSON-LD article'],
    [{ address: home, ogType: 'article', published: '2026-07-02' }, false, 'it is a home page with a date'],
    [
      { address: 'https://outlet.example/business', microdata: true },
      false,
      'it is a section with microdata',
    ],
    [
      { address: 'https://outlet.example/topic/council-votes-down-the-bridge' },
      false,
      'it is a topic’s list',
    ],
    [{ address: 'https://outlet.example/forum/council-votes-down-the-bridge' }, false, 'it is a thread'],
    [
      { address: 'https://outlet.example/blog/page/12/', ogType: 'article', microdata: true },
      false,
      'it is a page of a list',
    ],
    [{ address: 'about:blank', ogType: 'article', published: '2026-07-02' }, false, 'it is not a web page'],
    [{ address: `${home}#/city/council-votes-down-the-bridge` }, true, 'its route has a long slug'],
    [{ address: `${home}#!/city/council-votes-down-the-bridge` }, true, 'its "#!" route has a long slug'],
    [{ address: `${home}#council-votes-down-the-bridge` }, false, 'an anchor does not count as a slug'],
    [{ address: home, loadedAs: STORY, ...SIGNS }, false, 'it is a home page with the head of an article'],
    [{ address: four, loadedAs: STORY, ...SIGNS }, true, 'it is an article with the head of another one'],
    [{ address: section, loadedAs: STORY, ...SIGNS }, false, 'it is a section with the head of an article'],
    [{ address: section, loadedAs: 'about:blank', ...SIGNS }, true, 'its head changed with the address'],
  ])('for %j returns %s, because %s', (fields, expected) => {
    expect(isArticle(page(fields))).toBe(expected);
  });

  it('uses the address of the article for a page in an archive', () => {
    expect(isArticle(page({ address: `https://web.archive.org/web/20260702/${slug}` }))).toBe(true);
    expect(isArticle(page({ address: `https://web.archive.org/web/20260702/${home}` }))).toBe(false);
  });
});
