import { describe, expect, it } from 'vitest';
import { pageKeys } from '../../../lib/page/page-keys.ts';
import { type ReadablePage, readHead, readIdentity } from '../../../lib/page/read-identity.ts';
import { documentOf, identityOf, jsonLd, STORY } from './page-document.ts';

describe('a page whose form replaces a member of the document', () => {
  // In a page with `<form name="title">`, `document.title` is that form:
  // https://html.spec.whatwg.org/multipage/dom.html#dom-tree-accessors
  const replaced = (name: 'title' | 'head' | 'baseURI'): ReadablePage => {
    const page = documentOf(
      '<link rel="canonical" href="https://outlet.example/news/5"><meta property="og:title" content="Council votes">',
      `<form name="${name}"></form><h1>Council votes again</h1>`,
    );
    return { ...page, [name]: page.querySelector('form') };
  };

  it('is read without its title if the form has the name "title"', () => {
    expect(readIdentity(replaced('title'), STORY, STORY)).toMatchObject({
      claims: [{ by: 'canonical', address: 'https://outlet.example/news/5' }],
      headlines: ['Council votes', 'Council votes again'],
    });
  });

  it.each(['baseURI', 'head'] as const)('is read with its headline if the form has the name "%s"', (name) => {
    expect(readIdentity(replaced(name), STORY, STORY).headlines).toContain('Council votes again');
  });
});

describe('readHead', () => {
  it('reads canonical, og:url and amphtml in document order', () => {
    const { claims } = readHead(
      documentOf(`
        <meta property="og:url" content="https://outlet.example/share">
        <link rel="stylesheet" href="/style.css">
        <link rel="alternate amphtml" href="https://outlet.example/amp/story">
        <link rel="CANONICAL" href="https://outlet.example/news/5">
        <meta name="og:url" content="https://outlet.example/named">
        <link rel="canonical-ish" href="https://outlet.example/no">
        <meta property="og:url:alt" content="https://outlet.example/no">`),
    );
    expect(claims).toEqual([
      { by: 'og:url', address: 'https://outlet.example/share' },
      { by: 'amphtml', address: 'https://outlet.example/amp/story' },
      { by: 'canonical', address: 'https://outlet.example/news/5' },
      { by: 'og:url', address: 'https://outlet.example/named' },
    ]);
  });

  const CANONICAL = '<link rel="canonical" href="/news/5">';
  const ARTICLE = '<h1>Council votes</h1><p>It did.</p><p>Twice.</p>';
  it.each([
    [`<iframe hidden></iframe>${CANONICAL}${ARTICLE}`, 1, 'an iframe ended the head'],
    [`<img alt="">${CANONICAL}<main>${ARTICLE}</main>`, 1, 'a picture ended the head'],
    [`Text${CANONICAL}${ARTICLE}`, 1, 'loose text ended the head'],
    [`<div><p>We use cookies.</p></div>${CANONICAL}${ARTICLE}`, 1, 'a notice comes before it'],
    [`<div>${CANONICAL}</div>${ARTICLE}`, 1, 'it is within another element'],
    [`${CANONICAL}<link rel="canonical" href="/other">${ARTICLE}`, 2, 'there are two'],
    [`${ARTICLE}${CANONICAL}`, 0, 'it comes after the headline'],
    [`<main>${CANONICAL}</main>${ARTICLE}`, 0, 'it is in the text'],
    [`<div><p>One.</p><p>Two.${CANONICAL}</p></div>`, 0, 'it comes after a paragraph'],
    [`<article><p>${CANONICAL}</p></article>`, 0, 'it is in an article'],
  ])('for the body %s, returns %i canonicals, because %s', (body, count) => {
    const { claims } = readHead(documentOf('<script></script>', body));
    expect(claims.map(({ by }) => by)).toEqual(Array(count).fill('canonical'));
  });

  it('reads Open Graph in the body too, but ignores the body if the head has a canonical', () => {
    const meta = '<meta property="og:url" content="/told"><meta property="og:title" content="Council votes">';
    expect(readHead(documentOf('', `<iframe hidden></iframe>${meta}${ARTICLE}`))).toEqual({
      claims: [{ by: 'og:url', address: 'https://outlet.example/told' }],
      meta: { 'og:title': 'Council votes' },
    });
    expect(readHead(documentOf(CANONICAL, `${meta}<link rel="canonical" href="/other">${ARTICLE}`))).toEqual({
      claims: [{ by: 'canonical', address: 'https://outlet.example/news/5' }],
      meta: {},
    });
  });

  it.each([
    ['https://outlet.example/news/5', 'https://outlet.example/news/5', 'absolute'],
    ['  https://outlet.example/news/5 ', 'https://outlet.example/news/5', 'with spaces around it'],
    ['/news/5', 'https://outlet.example/news/5', 'relative to the site'],
    ['other', 'https://outlet.example/2026/other', 'relative to the page'],
    ['?id=7', 'https://outlet.example/2026/story?id=7', 'a query'],
    ['//www.outlet.example/news/5', 'https://www.outlet.example/news/5', 'without a scheme'],
    ['http://outlet.example/news/5', 'http://outlet.example/news/5', 'with http'],
  ])('reads the canonical "%s" as %s: %s', (written, address) => {
    expect(readHead(documentOf(`<link rel="canonical" href="${written}">`)).claims).toEqual([
      { by: 'canonical', address },
    ]);
  });

  it.each([
    ['', 'an empty text'],
    ['   ', 'white space'],
    ['javascript:void(0)', 'a script'],
    ['data:text/html,hi', 'a data address'],
    ['mailto:desk@outlet.example', 'an e-mail address'],
    ['https://', 'no host'],
    [`https://outlet.example/${'x'.repeat(4096)}`, 'more than 4,096 characters'],
  ])('ignores the canonical "%.40s": %s', (written) => {
    expect(readHead(documentOf(`<link rel="canonical" href="${written}">`)).claims).toEqual([]);
  });

  it('ignores an element without an address', () => {
    expect(readHead(documentOf('<link rel="canonical"><meta property="og:url">')).claims).toEqual([]);
  });

  it('reads at most three claims of each kind', () => {
    expect(readHead(documentOf('<link rel="canonical" href="/news/5">'.repeat(500))).claims).toHaveLength(3);
  });

  it('accepts a page without a head', () => {
    const page = { ...documentOf(''), head: null } as unknown as ReadablePage;
    expect(readHead(page)).toEqual({ claims: [], meta: {} });
    expect(readIdentity(page, STORY, STORY)).toMatchObject({ address: STORY, claims: [], ogType: undefined });
  });
});

describe('readIdentity', () => {
  it('reads claims, headlines, articles, type and date of a page', () => {
    const identity = readIdentity(
      documentOf(
        `<title>Council votes | The Outlet</title>
         <link rel="canonical" href="/news/5">
         <meta property="og:title" content="Council votes down bridge">
         <meta name="twitter:title" content="Bridge falls">
         <meta property="og:type" content="article">
         <meta property="og:site_name" content="The Outlet">
         <meta property="article:published_time" content="2026-07-02T12:00:00Z">
         ${jsonLd({ '@type': 'Article', url: STORY, headline: 'Council votes', datePublished: '2026-07-02' })}`,
        '<h1>Council <em>votes</em>\n down</h1><div itemscope itemtype="https://schema.org/NewsArticle"></div>',
      ),
      STORY,
      'https://outlet.example/2026/earlier',
    );
    expect(identity).toEqual({
      address: STORY,
      loadedAs: 'https://outlet.example/2026/earlier',
      claims: [{ by: 'canonical', address: 'https://outlet.example/news/5' }],
      headlines: [
        'Council votes down bridge',
        'Council votes down',
        'Council votes | The Outlet',
        'Bridge falls',
      ],
      articles: [{ addresses: [STORY], headline: 'Council votes', published: '2026-07-02' }],
      ogType: 'article',
      published: '2026-07-02T12:00:00Z',
      microdata: false,
    });
  });

  it('reads microdata only if there is no JSON-LD', () => {
    const body = '<div itemscope itemtype="https://schema.org/NewsArticle"></div>';
    expect(identityOf('', body).microdata).toBe(true);
    expect(identityOf(jsonLd({ '@type': 'WebPage' }), body).microdata).toBe(false);
  });

  it('returns each headline once, and no empty headline', () => {
    const head = '<title>Council votes</title><meta property="og:title" content=" Council  votes ">';
    expect(identityOf(head, '<h1> </h1>').headlines).toEqual(['Council votes']);
  });

  it('truncates a headline to 500 characters', () => {
    expect(identityOf('', `<h1>${'word '.repeat(100_000)}</h1>`).headlines[0]?.length).toBeLessThanOrEqual(
      500,
    );
  });

  it.each([
    ['https://schema.org/NewsArticle', true],
    ['http://schema.org/Article', true],
    ['https://schema.org/BlogPosting', true],
    ['https://schema.org/Product', false],
    ['https://other.example/Article', false],
  ])('recognizes microdata of the type %s as an article: %s', (type, expected) => {
    expect(identityOf('', `<div itemscope itemtype="${type}"></div>`).microdata).toBe(expected);
  });

  it('does not truncate a long address, because the shorter address could name another article', () => {
    const address = `${STORY}?utm_term=${'x'.repeat(4096)}&id=8`;
    const keys = pageKeys(readIdentity(documentOf(''), address, address));
    expect(keys.map(({ key }) => key)).not.toContain('outlet.example/2026/story');
  });
});
