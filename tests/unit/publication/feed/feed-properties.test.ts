import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../../lib/input/decode-text.ts';
import { readDate } from '../../../../lib/input/feed-dates.ts';
import { GunzipFailure, gunzipped } from '../../../../lib/input/gunzip.ts';
import { readFeed } from '../../../../lib/publication/feed/feed.ts';
import { plainText } from '../../../../lib/publication/feed/feed-text.ts';
import { readRobots } from '../../../../lib/publication/site/robots.ts';
import { newestFirst, readSitemap } from '../../../../lib/publication/site/sitemap.ts';
import { anyText, type Grammar, markup, nearly, pieces } from '../../arbitraries.ts';
import { growsLinearly, holds, holdsInTime, repeated } from '../../properties.ts';
import * as shape from '../../shape.ts';

/** Laws for the files in which a publication lists its pages: feeds, sitemaps and robots.txt, valid or damaged. */

const SITE = 'https://noligarchy.example/';
const BASE = `${SITE}feed.xml`;
const NOW = Date.parse('2026-07-10T12:00:00Z');

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
const ADDRESSES = [
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
const TEXTS = [
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
const FEED: Grammar = {
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
const SITEMAP: Grammar = {
  elements: (
    'url url url sitemap loc loc loc lastmod news:publication_date news:news image:image image:loc ' +
    'priority urlset sitemapindex html'
  ).split(' '),
  attributes: {
    xmlns: ['http://www.sitemaps.org/schemas/sitemap/0.9', 'urn:unknown'],
    'xmlns:news': ['http://www.google.com/schemas/sitemap-news/0.9'],
  },
  texts: TEXTS,
};

const item = (inside: string, n: number): string =>
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
const feeds = fc.oneof(rss, atom, jsonFeed, markup(FEED));

const own = shape.like(
  'an address of the publication',
  (value) =>
    /^https:\/\/(?:www\.)?noligarchy\.example\//.test(String(value)) && shape.link(value) === undefined,
);
const feed = shape.object({
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

describe('a feed of any form', () => {
  it('is read as a feed of pages on its own origin without duplicates, or as no feed', () => {
    let found = 0;
    holds(
      fc.property(feeds, (text) => {
        const read = readFeed(text, BASE, NOW);
        expect(shape.optional(feed)(read)).toBeUndefined();
        const items = read?.items ?? [];
        found += items.length;
        expect(new Set(items.map(({ url }) => url)).size).toBe(items.length);
        for (const { published, updated } of items)
          expect(!updated || !published || Date.parse(updated) > Date.parse(published)).toBe(true);
      }),
      150,
    );
    expect(found).toBeGreaterThan(60);
  });

  it('is marked as cut if truncated anywhere, and has only whole items', () => {
    const items = Array.from({ length: 5 }, (_, n) => item('', n)).join('');
    const whole = `<rss><channel>${items}</channel></rss>`;
    const all = readFeed(whole, BASE, NOW)?.items ?? [];
    holds(
      fc.property(fc.integer({ min: '<rss>'.length, max: whole.length - '</rss>'.length }), (end) => {
        const read = readFeed(whole.slice(0, end), BASE, NOW);
        expect(read?.isCut).toBe(true);
        expect(read?.items).toEqual(all.slice(0, whole.slice(0, end).split('</item>').length - 1));
      }),
    );
  });

  it('takes linear time', () => {
    holds(
      fc.property(
        pieces(FEED),
        fc.constantFrom('', '<rss><channel><item>', '<feed><entry><title>'),
        (piece, start) => {
          const text = (size: number): string => start + repeated(piece, size);
          expect(growsLinearly((one) => readFeed(one, BASE, NOW), text, 30_000)).toBe(true);
        },
      ),
      4,
    );
  });
});

describe('a sitemap of any form', () => {
  const entry = shape.object({ url: own, lastmod: shape.optional(shape.date) });
  const isCut = shape.optional(shape.exactly(true));
  const sitemap = shape.either(
    shape.object({ kind: shape.exactly('pages'), pages: shape.list(entry, 50_000), isCut }),
    shape.object({ kind: shape.exactly('index'), sitemaps: shape.list(entry, 50_000), isCut }),
  );
  const sitemaps = fc.oneof(
    fc
      .tuple(fc.constantFrom('urlset', 'sitemapindex'), fc.array(markup(SITEMAP), { maxLength: 3 }))
      .map(([root, parts]) => {
        const name = root === 'urlset' ? 'url' : 'sitemap';
        const entries = parts.map((part, n) => `<${name}><loc>${SITE}${n}</loc>${part}</${name}>`);
        return `<${root}>${entries.join('')}</${root}>`;
      }),
    markup(SITEMAP),
    feeds,
    fc
      .array(fc.constantFrom(...ADDRESSES, '\r\n'), { maxLength: 8 })
      .map((lines) => [SITE, ...lines].join('\n')),
  );

  it('is read as addresses on its own origin without duplicates, or as no sitemap', () => {
    holds(
      fc.property(sitemaps, (text) => {
        const read = readSitemap(text, `${SITE}sitemap.xml`, NOW);
        expect(shape.optional(sitemap)(read)).toBeUndefined();
        const entries = read ? (read.kind === 'pages' ? read.pages : read.sitemaps) : [];
        expect(new Set(entries.map(({ url }) => url)).size).toBe(entries.length);
        expect(newestFirst(entries).toSorted(byAddress)).toEqual(entries.toSorted(byAddress));
      }),
      250,
    );
  });

  it('takes linear time', () => {
    holds(
      fc.property(
        pieces(SITEMAP),
        fc.constantFrom('', '<urlset><url>', '<urlset><url><loc>', SITE),
        (piece, start) => {
          const text = (size: number): string => start + repeated(piece, size);
          expect(growsLinearly((one) => readSitemap(one, `${SITE}sitemap.xml`, NOW), text, 30_000)).toBe(
            true,
          );
        },
      ),
      4,
    );
  });
});

function byAddress(a: { readonly url: string }, b: { readonly url: string }): number {
  return a.url < b.url ? -1 : 1;
}

describe('robots.txt of any form', () => {
  const patterns = [
    '/',
    '/a',
    '/*',
    '*',
    '$',
    '/a*b$',
    '*$',
    '/%e2',
    '/ä',
    '',
    '/a/*/c*',
    '*'.repeat(900),
    '/a?',
  ];
  const lines = fc.array(
    fc
      .tuple(
        fc.constantFrom(
          'User-agent',
          'user-agent',
          'Disallow',
          'Disallow',
          'Allow',
          'Sitemap',
          'Crawl-delay',
          'Host',
          '',
        ),
        fc.constantFrom(':', ': ', ' : ', ''),
        fc.oneof(
          fc.constantFrom('*', 'CivicLens', 'civiclens/1.0', 'Other', '10', '-1', ...patterns, ...ADDRESSES),
          anyText,
        ),
        fc.constantFrom('', ' # a comment'),
      )
      .map((parts) => parts.join('')),
    { maxLength: 20 },
  );

  it('names only sitemaps on its own origin, and allows or forbids each page', () => {
    const robots = shape.list(own, 100);
    holds(
      fc.property(
        lines,
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.oneof(fc.webPath(), anyText),
        (all, end, path) => {
          const read = readRobots(all.join(end), `${SITE}robots.txt`);
          expect(robots(read.sitemaps)).toBeUndefined();
          expect(read.allows(path)).toBeTypeOf('boolean');
          expect(read.allows('/robots.txt')).toBe(true);
          expect(read.crawlDelay === undefined || (read.crawlDelay >= 0 && read.crawlDelay < 1e6)).toBe(true);
        },
      ),
      250,
    );
  });

  it('forbids a page if a rule does, and else allows it', () => {
    const path = fc
      .array(fc.stringMatching(/^[ab]{1,3}$/), { maxLength: 3 })
      .map((names) => `/${names.join('/')}`);
    holds(
      fc.property(path, path, (forbidden, other) => {
        const { allows } = readRobots(`User-agent: *\nDisallow: ${forbidden}`, `${SITE}robots.txt`);
        expect(allows(forbidden)).toBe(false);
        expect(allows(other)).toBe(!other.startsWith(forbidden));
      }),
    );
  });

  it('is matched in linear time', () => {
    const text = (size: number): string => `User-agent: *\n${repeated('Disallow: /a*a*a*a*b\n', size)}`;
    const read = (one: string): unknown =>
      readRobots(one, `${SITE}robots.txt`).allows(`/${'a'.repeat(2000)}`);
    expect(growsLinearly(read, text, 1000)).toBe(true);
  });
});

describe('a date of a feed', () => {
  const part = fc.oneof(
    fc.constantFrom(
      'Thu,',
      'Thursday',
      '02',
      '2',
      '31',
      '29',
      'Jul',
      'July',
      'Feb',
      '2026',
      '26',
      '1999',
      '0001',
      '2026-07-02',
    ),
    fc.constantFrom(
      '14:05',
      '14:05:60',
      '25:99:99',
      '2:05 PM',
      'T10:00:00',
      '.123456',
      'Z',
      '+0200',
      '-1500',
      'EST',
      'ET',
      '(CEST)',
    ),
    anyText,
  );
  const dates = fc
    .array(part, { maxLength: 7 })
    .chain((all) => fc.constantFrom(' ', '', '-').map((by) => all.join(by)));

  it('is read as a valid date that is read as itself, or as none', () => {
    holds(
      fc.property(dates, (written) => {
        const date = readDate(written, NOW);
        expect(shape.optional(shape.date)(date)).toBeUndefined();
        expect(date === undefined || readDate(date, NOW) === date).toBe(true);
      }),
      500,
    );
  });

  it('is read as the same time in each standard form', () => {
    const moment = fc
      .date({ min: new Date('1990-01-01'), max: new Date(NOW), noInvalidDate: true })
      .map((date) => new Date(date.setMilliseconds(0)));
    holds(
      fc.property(moment, (date) => {
        for (const written of [
          date.toISOString(),
          date.toUTCString(),
          date.toUTCString().replace('GMT', '+0000'),
        ])
          expect(Date.parse(readDate(written, NOW) ?? '')).toBe(date.getTime());
      }),
      200,
    );
  });
});

describe('bytes of any kind', () => {
  const types = fc.constantFrom(
    '',
    'text/xml',
    'text/html; charset=utf-8',
    'text/xml; charset=iso-8859-1',
    'a;charset="utf-16"',
  );
  const marks = fc.constantFrom<number[]>(
    [],
    [0xef, 0xbb, 0xbf],
    [0xff, 0xfe],
    [0xfe, 0xff],
    [0x1f, 0x8b],
    [0x3c, 0],
  );

  it('are decoded to a string', () => {
    holds(
      fc.property(marks, fc.uint8Array({ maxLength: 100 }), types, (mark, rest, type) => {
        expect(decodeText(new Uint8Array([...mark, ...rest]), type)).toBeTypeOf('string');
      }),
      200,
    );
  });

  it('in UTF-8 are decoded as UTF-8, whatever the header says', () => {
    holds(
      fc.property(fc.string({ unit: 'grapheme' }), types, (written, type) => {
        // ASCII bytes and zeros may be valid in several encodings.
        fc.pre(/[^\0-\x7f]/.test(written) && !/[\0\ufeff]/.test(written));
        expect(decodeText(new TextEncoder().encode(written), type)).toBe(written);
      }),
      150,
    );
  });

  it('are unpacked, or refused if damaged or too large', async () => {
    const packed = fc
      .tuple(fc.uint8Array({ maxLength: 200 }), fc.nat(), fc.constantFrom('whole', 'cut', 'changed'))
      .map(([content, at, state]) => {
        const gzip = new Uint8Array(gzipSync(content));
        const place = at % gzip.length;
        if (state === 'cut') return { content, gzip: gzip.slice(0, place), isWhole: false };
        if (state === 'changed') gzip[place] = (gzip[place] ?? 0) ^ 0x55;
        return { content, gzip, isWhole: state === 'whole' };
      });
    await holdsInTime(
      fc.asyncProperty(packed, fc.constantFrom(10, 10_000), async ({ content, gzip, isWhole }, most) => {
        const result = await gunzipped(gzip, most).catch((error: unknown) => error);
        if (result instanceof GunzipFailure) {
          expect(isWhole && content.length <= most).toBe(false);
          return;
        }
        expect(result).toBeInstanceOf(Uint8Array);
        expect(!isWhole || Buffer.from(result as Uint8Array).equals(content)).toBe(true);
      }),
      60,
    );
  });
});

describe('a title or description', () => {
  it('is plain text within the given length', () => {
    holds(
      fc.property(markup(FEED), fc.integer({ min: 1, max: 100 }), (html, most) => {
        expect(shape.optional(shape.text(most))(plainText(html, most))).toBeUndefined();
      }),
      150,
    );
  });
});
