import fc from 'fast-check';
import { type Grammar, markup, nearly } from '../../arbitraries.ts';
import * as shape from '../../value-shapes.ts';

/** Arbitrary feeds with all kinds of elements, valid or damaged, and the expected form of a parsed feed. */

export const SITE = 'https://noligarchy.example/';

export const NOW = Date.parse('2026-07-10T12:00:00Z');

const DATES = [
  ...[
    'Thu, 02 Jul 2026 14:05:00 +0200',
    '2026-07-02',
    '2026-07-03T09:00:00Z',
    'Thu Jul  2 17:26:16 ET 2026',
    'tomorrow',
  ],
  ...[
    'Mon, 01 Jan 0001 00:00:00 +0000',
    '2099-01-01',
    '2026-02-30',
    '20260702T101010Z',
    'Fri,24 Nov 2023 18:28:36 -0000',
  ],
];
export const ADDRESSES = [
  ...[
    '/ferry-tolls',
    `${SITE}a`,
    `${SITE}a?p=1#x`,
    'https://www.noligarchy.example/b',
    'https://other.example/c',
    '',
  ],
  ...[
    'javascript:alert(1)',
    'http://noligarchy.example/d',
    '../e',
    '?f',
    'https://[',
    'tag:blogger.com,1999:1',
    SITE,
  ],
];
export const TEXTS = [
  ...[
    'Ferry tolls',
    'a &amp; b',
    '&lt;p&gt;Text&lt;/p&gt;',
    '<![CDATA[<p>Text</p>]]>',
    'Is x &lt; y?',
    '&bogus;',
    ' ',
  ],
  ...DATES,
  ...ADDRESSES.filter((address) => !address.includes('<')),
];
export const FEED: Grammar = {
  elements: (
    'item item entry entry title title link link guid id description summary content ' +
    'content:encoded pubDate updated published dc:date dc:title category category atom:link ' +
    'atom:updated at:deleted-entry channel rss feed image div p b language'
  ).split(' '),
  attributes: {
    href: ADDRESSES,
    rel: ['alternate', 'self', 'edit', ''],
    type: ['html', 'text', 'xhtml', 'text/html', 'application/pdf', ''],
    'xml:base': ADDRESSES,
    'xml:lang': ['en', 'x'.repeat(50)],
    xmlns: ['http://www.w3.org/2005/Atom', 'http://purl.org/rss/1.0/', 'urn:unknown', '__proto__'],
    'xmlns:atom': ['http://www.w3.org/2005/Atom'],
    'xmlns:content': ['http://purl.org/rss/1.0/modules/content/', 'urn:unknown'],
    isPermaLink: ['true', 'false'],
    term: ['tolls', '__proto__', SITE],
    ref: ['tag:blogger.com,1999:1', '__proto__'],
    when: DATES,
    __proto__: ['x'],
  },
  texts: TEXTS,
};

export const item = (inside: string, n: number): string =>
  `<item><title>Analysis ${n}</title><link>/analysis/${n}</link>` +
  `<pubDate>${DATES[n % DATES.length]}</pubDate>${inside}</item>`;
const rss = fc
  .array(markup(FEED), { maxLength: 3 })
  .map(
    (parts) => `<rss version="2.0"><channel><title>Plain</title>${parts.map(item).join('')}</channel></rss>`,
  );
const atom = fc.array(markup(FEED), { maxLength: 3 }).map((parts) => {
  const entries = parts.map(
    (part, n) => `<entry><title>Analysis ${n}</title><link href="/analysis/${n}"/>${part}</entry>`,
  );
  return `<feed xmlns="http://www.w3.org/2005/Atom">${entries.join('')}</feed>`;
});
const JSON_ITEM = {
  ...{
    id: `${SITE}a`,
    url: '/analysis/a',
    title: 'Ferry tolls',
    summary: 'A toll.',
    content_html: '<p>Text</p>',
  },
  ...{ date_published: '2026-07-02T10:00:00Z', date_modified: '2026-07-03', tags: ['tolls', 'ports'] },
};
const jsonFeed = nearly({
  ...{ version: 'https://jsonfeed.org/version/1.1', title: 'Plain', home_page_url: SITE, language: 'en' },
  items: [JSON_ITEM, { ...JSON_ITEM, id: 7, url: '/analysis/b', content_text: 'Text\n\nMore' }],
}).map((feed) => JSON.stringify(feed));
export const feeds = fc.oneof(rss, atom, jsonFeed, markup(FEED));

export const own = shape.like(
  'an address of the publication',
  (value) =>
    /^https:\/\/(?:www\.)?noligarchy\.example\//.test(String(value)) && shape.link(value) === undefined,
);
export const feed = shape.object({
  title: shape.optional(shape.text(1000)),
  language: shape.optional(shape.text(35)),
  items: shape.list(
    shape.object({
      url: own,
      headline: shape.text(1000),
      summary: shape.optional(shape.text(3000)),
      published: shape.optional(shape.date),
      updated: shape.optional(shape.date),
      html: shape.optional(shape.text(5_000_000)),
      base: shape.optional(shape.link),
      categories: shape.list(shape.text(200), 50),
    }),
    5000,
  ),
  skipped: shape.count(0, 5000),
  isCut: shape.optional(shape.exactly(true)),
});
