import { describe, expect, it } from 'vitest';
import { feedAddresses } from '../../../../lib/publication/feed/linked-feeds.ts';

const BASE = 'https://noligarchy.example/';
const USUAL = feedAddresses('', BASE);
const linked = (html: string, base = BASE): string[] =>
  feedAddresses(html, base).filter((address) => !feedAddresses('', base).includes(address));
const link = (href: string, type = 'application/rss+xml', more = ''): string =>
  `<link rel="alternate" type="${type}" href="${href}" ${more}>`;

describe('feedAddresses', () => {
  it('returns the usual addresses for a page that links to no feed', () => {
    expect(USUAL.slice(0, 5)).toEqual([
      `${BASE}feed`,
      `${BASE}feed/`,
      `${BASE}rss.xml`,
      `${BASE}atom.xml`,
      `${BASE}feed.xml`,
    ]);
    expect(USUAL).toContain(`${BASE}index.xml`);
    expect(USUAL).toContain(`${BASE}feed.json`);
    expect(new Set(USUAL).size).toBe(USUAL.length);
  });

  it('returns the usual addresses in the folder of the publication', () => {
    expect(feedAddresses('', `${BASE}lens/`)[0]).toBe(`${BASE}lens/feed`);
  });

  it('puts the linked addresses first, without duplicates', () => {
    const found = feedAddresses(`<head>${link('/atom.xml', 'application/atom+xml')}</head>`, BASE);
    expect(found[0]).toBe(`${BASE}atom.xml`);
    expect(found.length).toBe(USUAL.length);
  });

  it.each<[what: string, html: string, found: string[]]>([
    ['RSS', link('/news.rss'), [`${BASE}news.rss`]],
    ['Atom, relative', link('news.atom', 'application/atom+xml'), [`${BASE}news.atom`]],
    ['JSON Feed 1.1', link('/news.json', 'application/feed+json'), [`${BASE}news.json`]],
    ['JSON Feed 1.0', link('/newsfeed.json', 'application/json'), [`${BASE}newsfeed.json`]],
    ['a type with a parameter', link('/x', 'Application/RSS+XML; charset=utf-8'), [`${BASE}x`]],
    [
      'unquoted attributes in capitals',
      '<LINK REL=Alternate TYPE=application/rss+xml HREF=/x>',
      [`${BASE}x`],
    ],
    ['several rel words', '<link rel="home alternate" type="text/xml" href="/x">', [`${BASE}x`]],
    ['rel=feed', '<link rel="feed" href="/x">', [`${BASE}x`]],
    ['entities in the address', link('/?feed=rss2&amp;lang=en'), [`${BASE}?feed=rss2&lang=en`]],
    ['http on the same host', link('http://noligarchy.example/x'), [`${BASE}x`]],
    ['a base element', `<base href="/lens/">${link('x')}`, [`${BASE}lens/x`]],
    ['links in the body', `<body><p>x</p>${link('/x')}</body>`, [`${BASE}x`]],
    [
      'a feed of comments, recognised by its title, which comes last',
      link('/y', undefined, 'title="Comments"') + link('/x'),
      [`${BASE}x`, `${BASE}y`],
    ],
    ['another site', link('https://feeds.example/noligarchy'), []],
    ['another port', link('https://noligarchy.example:8443/x'), []],
    ['comments on WordPress', link('/comments/feed/') + link('/talks/?feed=comments-rss2'), []],
    ['comments on Blogger', link('/feeds/comments/default', 'application/atom+xml'), []],
    ['the API of WordPress', link('/wp-json/wp/v2/pages/2', 'application/json'), []],
    ['oEmbed', link('/oembed?format=xml', 'text/xml+oembed'), []],
    ['a style sheet', '<link rel="alternate stylesheet" type="text/css" href="/x">', []],
    ['a translation', '<link rel="alternate" hreflang="fr" href="/fr/">', []],
    ['a link in a comment', `<!-- ${link('/x')} -->`, []],
    ['no address', '<link rel="alternate" type="application/rss+xml">', []],
    ['an empty address', link(''), []],
    ['a script', link('javascript:alert(1)'), []],
    [
      'a link that is only shown as text',
      `&lt;link rel="alternate" type="application/rss+xml" href="/x"&gt;`,
      [],
    ],
  ])('finds the linked feeds, or none, in a page with %s', (_what, html, found) => {
    expect(linked(html)).toEqual(found);
  });

  it('returns at most ten linked feeds', () => {
    const many = Array.from({ length: 10_000 }, (_, at) => link(`/feed-${at}`)).join('');
    expect(linked(many).length).toBe(10);
  });
});
