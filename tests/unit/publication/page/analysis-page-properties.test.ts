import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  durationMinutes,
  machineDate,
  writtenDate,
  writtenMinutes,
} from '../../../../lib/input/written-dates.ts';
import { parsePageIdentity } from '../../../../lib/page/check-identity.ts';
import { articleNodes } from '../../../../lib/page/read-identity.ts';
import { feedAddresses, linkedSitemaps } from '../../../../lib/publication/feed/linked-feeds.ts';
import { readAnalysisPage } from '../../../../lib/publication/page/analysis-page.ts';
import { cardOfPage } from '../../../../lib/publication/page/card-of-page.ts';
import { blocksOf } from '../../../../lib/publication/page/html/blocks-of.ts';
import { childrenOf, parseHtml } from '../../../../lib/publication/page/html/html.ts';
import { mendedJson } from '../../../../lib/publication/page/metadata/mended-json.ts';
import { homeFacts } from '../../../../lib/publication/site/home-facts.ts';
import { readFeedItem } from '../../../../lib/publication/site/read-analysis.ts';
import { anyText, type Grammar, markup, nearly, pieces } from '../../arbitraries.ts';
import { growsLinearly, holds, repeated } from '../../properties.ts';
import * as shape from '../../shape.ts';

/** Laws for pages with all kinds of markup that the parsers read, valid or damaged. */

const SITE = 'https://noligarchy.example/';
const BASE = `${SITE}analysis/talks`;
const ORIGINAL = 'https://outlet.example/2026/07/02/talks-end-in-qatar';

const ADDRESSES = [
  ...[
    ORIGINAL,
    '/topics/global',
    '/lens/global',
    '#part',
    '',
    '?page=2',
    '../../..',
    BASE,
    SITE,
    '//other.example/a',
  ],
  ...[
    'javascript:alert(1)',
    'data:text/html,x',
    'http://outlet.example/x',
    'http://127.0.0.1:8/x',
    'mailto:a@b.example',
  ],
  ...[
    'https://user:pw@outlet.example/a',
    'https://[',
    'https://www.google.com/url?q=https%3A%2F%2Foutlet.example%2Fa',
  ],
];
const PAGE: Grammar = {
  elements: (
    'a a a p p div div span span li ul ol dl dt dd h1 h2 h2 h3 h4 b strong em article section aside ' +
    'nav main header footer table tr th td tbody time blockquote q br hr sup ruby rt details summary ' +
    'figure figcaption form button svg script style template iframe img link meta base title head body ' +
    'html x-card constructor __proto__'
  ).split(' '),
  attributes: {
    href: ADDRESSES,
    rel: ['tag', 'category tag', 'canonical', 'alternate', 'sitemap', 'author'],
    itemprop:
      'headline url datePublished dateModified isBasedOn keywords about name publisher description'.split(
        ' ',
      ),
    itemscope: [''],
    itemtype: ['https://schema.org/NewsArticle', 'https://schema.org/DefinedTerm', ''],
    property: [
      'og:url',
      'og:title',
      'og:type',
      'og:site_name',
      'article:tag',
      'article:published_time',
      'article:section',
    ],
    name: ['description', 'twitter:label1', 'twitter:data1'],
    content: [BASE, 'Talks in Qatar', '2026-07-02', 'July 2, 2026', '3 min', 'article', ...ADDRESSES],
    datetime: ['2026-07-02', '2026-07-02T10:00:00Z', 'today'],
    type: ['application/ld+json', 'application/rss+xml'],
    lang: ['en-GB', 'ar', 'x'.repeat(50)],
    style: ['display:none', 'position:absolute;left:-9999px', 'color:red'],
    role: ['heading', 'button'],
    'aria-level': ['1', '2', '99'],
    'aria-label': ['Reader paths', 'Subscribe for more'],
    hidden: [''],
    title: ['About this lens'],
    __proto__: ['x'],
    constructor: ['x'],
  },
  texts: [
    ...['What happened', 'Who gains leverage', 'Why it matters', 'What to watch next', 'Source attribution'],
    ...[
      'Reader paths',
      'Topics',
      'Topics: global, governor',
      'Lens',
      'Lens:',
      'Global Power Plays',
      'Type: Reporting',
    ],
    ...[
      'Published',
      'Published: July 2, 2026',
      'Updated',
      'July 4, 2026',
      '2/7/26',
      'Read time',
      '3 min read',
      'Source',
    ],
    ...[
      'Read the original at The Outlet – World',
      'Explore this lens',
      'Browse all issues',
      'Subscribe for more',
    ],
    ...[
      'About this lens',
      'Talks in Qatar',
      'They met. They left.',
      ' · ',
      ', ',
      ' | ',
      ' — ',
      '&nbsp;',
      '&bogus;',
      '&#0;',
    ],
  ],
};
/** JSON-LD of an article; may be invalid JSON. */
const NODE = {
  ...{
    '@context': 'https://schema.org',
    '@type': 'AnalysisNewsArticle',
    headline: 'Talks in Qatar',
    url: BASE,
  },
  ...{
    datePublished: '2026-07-02',
    dateModified: '2026-07-03T10:00:00Z',
    timeRequired: 'PT3M',
    genre: 'Reporting',
  },
  ...{
    articleSection: ['Global'],
    keywords: 'global, governor',
    inLanguage: 'en',
    description: 'Who gains.',
  },
  about: { '@type': 'DefinedTerm', name: 'Global', url: '/lens/global', description: 'About it.' },
  isBasedOn: [
    { '@type': 'NewsArticle', url: ORIGINAL, name: 'Talks end', publisher: { name: 'The Outlet' } },
  ],
  mainEntityOfPage: { '@id': BASE },
};
const jsonLd = fc
  .tuple(nearly(NODE), fc.constantFrom('', '', ',', ';', '<!--', '{'), fc.boolean())
  .map(([node, end, inGraph]) => JSON.stringify(inGraph ? { '@graph': [node, node] } : node) + end);

/** A page with all parts of an analysis, and anything between them. */
const pages = fc
  .tuple(markup(PAGE), markup(PAGE), markup(PAGE), fc.option(jsonLd, { nil: '' }), fc.boolean())
  .map(([top, middle, end, json, isWhole]) =>
    isWhole
      ? `<html lang="en"><head><script type="application/ld+json">${json}</script></head><body>${top}<article>
<h1>Talks in Qatar</h1><p>Who gains.</p>${middle}<h2>What happened</h2><p>They met.</p>${end}
<p><a href="${ORIGINAL}">Read the original at The Outlet</a></p></article>${end}</body></html>`
      : top + middle + end,
  );

describe('a page of any markup', () => {
  it('is read as a valid analysis, or as no analysis', () => {
    let found = 0;
    holds(
      fc.property(pages, (html) => {
        const page = readAnalysisPage(html, BASE);
        if (page) found++;
        expect(shape.optional(shape.page)(page)).toBeUndefined();
        expect(page === undefined || new URL(page.url).origin === new URL(SITE).origin).toBe(true);
      }),
      100,
    );
    // If no page were an analysis, the law would hold trivially.
    expect(found).toBeGreaterThan(15);
  });

  it('has a card that uses the lens of the page, or a reason why not', () => {
    const result = shape.either(
      shape.text(200),
      shape.object({ card: shape.card, lens: shape.optional(shape.lens) }),
    );
    holds(
      fc.property(pages, (html) => {
        const page = readAnalysisPage(html, BASE);
        fc.pre(page !== undefined);
        expect(result(cardOfPage(page, SITE))).toBeUndefined();
      }),
      60,
    );
  });

  it('is read with the same result twice', () => {
    holds(
      fc.property(pages, (html) => {
        expect(readAnalysisPage(html, BASE)).toEqual(readAnalysisPage(html, BASE));
      }),
      30,
    );
  });

  it('gives valid blocks, feeds and sitemaps on its own origin, and facts about the publication', () => {
    const own = shape.like('an address of the site', (value) => String(value).startsWith(SITE));
    const facts = shape.object({
      name: shape.optional(shape.text(200)),
      language: shape.optional(shape.text(35)),
    });
    holds(
      fc.property(pages, (html) => {
        expect(shape.blocks(1)(blocksOf(childrenOf(parseHtml(html)), BASE))).toBeUndefined();
        expect(shape.list(own, 40, 1)(feedAddresses(html, SITE))).toBeUndefined();
        expect(shape.list(own, 10)(linkedSitemaps(html, SITE))).toBeUndefined();
        expect(facts(homeFacts(html))).toBeUndefined();
      }),
      100,
    );
  });

  it('may be the content of a feed item', () => {
    const result = shape.either(
      shape.object({ state: shape.exactly('no-analysis') }),
      shape.object({ state: shape.exactly('incomplete'), why: shape.text(200) }),
      shape.object({
        state: shape.exactly('read'),
        card: shape.card,
        lens: shape.optional(shape.lens),
        filedUnder: shape.optional(shape.list(shape.text(200), 20, 1)),
        subscribe: shape.optional(shape.link),
        issues: shape.optional(shape.link),
        text: shape.object({ sections: shape.sections, attribution: shape.blocks() }),
      }),
    );
    holds(
      fc.property(pages, (html) => {
        const item = {
          url: BASE,
          headline: 'Talks in Qatar',
          published: '2026-07-02',
          html,
          categories: ['Global'],
        };
        expect(result(readFeedItem(item, SITE))).toBeUndefined();
      }),
      60,
    );
  });

  it('takes linear time', () => {
    holds(
      fc.property(pieces(PAGE), fc.boolean(), (piece, isInside) => {
        const html = (size: number): string =>
          isInside
            ? `<article><h1>Talks</h1><h2>What happened</h2>${repeated(piece, size)}` +
              `<a href="${ORIGINAL}">Read the original at X</a>`
            : repeated(piece, size);
        expect(growsLinearly((text) => readAnalysisPage(text, BASE), html, 30_000)).toBe(true);
      }),
      3,
    );
  });
});

describe('JSON-LD of any form', () => {
  it('gives a content script article nodes, from which the background makes a page identity', () => {
    const words = shape.optional(shape.text(500));
    const node = shape.object({
      addresses: shape.list(shape.text(4096), 5),
      headline: words,
      published: words,
    });
    holds(
      fc.property(
        jsonLd,
        jsonLd,
        nearly({ address: BASE, loadedAs: BASE, headlines: ['Talks'] }),
        (a, b, message) => {
          expect(shape.list(node, 20)(articleNodes([a, b], BASE))).toBeUndefined();
          const identity = parsePageIdentity(
            typeof message === 'object' ? { ...message, jsonLd: [a, b], base: BASE } : message,
          );
          expect(shape.optional(shape.list(node, 20))(identity?.articles)).toBeUndefined();
        },
      ),
      150,
    );
  });

  it('keeps its value when valid JSON is repaired', () => {
    // Control characters become spaces; JSON allows some of them.
    const json = fc.json({ maxDepth: 4 }).filter((text) => !/[\u007f-\u009f]/.test(text));
    holds(
      fc.property(json, fc.constantFrom('', ';', ' // end', '<!--', ' '), (text, end) => {
        fc.pre(/^\s*[[{]/.test(text));
        expect(JSON.parse(mendedJson(text + end))).toEqual(JSON.parse(text));
      }),
      150,
    );
  });

  it('is repaired in linear time', () => {
    const parts = [
      '{',
      '}',
      '[',
      ']',
      '"',
      '\\',
      '\\"',
      ',',
      ':',
      '/*',
      '*/',
      '//',
      '\n',
      '<!--',
      '&quot;',
      'a',
      ' ,',
      '\u00a0',
    ];
    const piece = fc
      .array(fc.constantFrom(...parts), { minLength: 1, maxLength: 5 })
      .map((all) => all.join(''));
    holds(
      fc.property(piece, fc.constantFrom('', '{', '["', '[1'), (again, start) => {
        const text = (size: number): string => start + repeated(again, size);
        expect(growsLinearly(mendedJson, text, 5_000)).toBe(true);
      }),
      8,
    );
  });
});

describe('a written date', () => {
  const part = fc.oneof(
    fc.constantFrom(
      'July',
      'Jul',
      'Sept',
      'Thursday,',
      '2',
      '2nd',
      '31',
      '30',
      '29',
      '02',
      '07',
      '2026',
      '2026-07-02',
      '2024-02-29',
    ),
    fc.constantFrom(
      'T10:00:00Z',
      'T10:00',
      '10:00',
      'at 10:00 p.m.',
      '+0200',
      '+02:00',
      'EST',
      '-',
      '/',
      ',',
      ' ',
      '.',
    ),
    anyText,
  );
  const written = fc
    .array(part, { maxLength: 6 })
    .chain((parts) => fc.constantFrom('', ' ', '-').map((by) => parts.join(by)));

  it('is read as a valid date that is read as itself, or as none', () => {
    holds(
      fc.property(written, (text) => {
        for (const read of [writtenDate, machineDate]) {
          const date = read(text);
          expect(shape.optional(shape.date)(date)).toBeUndefined();
          expect(date === undefined || read(date) === date).toBe(true);
        }
      }),
      500,
    );
  });

  it('is read in each written form', () => {
    const day = fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    holds(
      fc.property(day, fc.constantFrom('long', 'short'), fc.boolean(), (date, month, dayFirst) => {
        const name = date.toLocaleString('en-US', { month, timeZone: 'UTC' });
        const [number, year] = [date.getUTCDate(), String(date.getUTCFullYear()).padStart(4, '0')];
        const text = dayFirst ? `${number} ${name} ${year}` : `${name} ${number}, ${year}`;
        expect(writtenDate(text)).toBe(date.toISOString().slice(0, 10));
      }),
      200,
    );
  });

  it('gives a whole number of minutes, or none', () => {
    const minutes = shape.optional(shape.count(1, 999));
    const duration = fc.array(
      fc.constantFrom('P', 'T', 'PT', '3', '90', 'M', 'H', 'S', '0', 'min', ' read', '-', '.5'),
      {
        maxLength: 6,
      },
    );
    holds(
      fc.property(duration, (parts) => {
        expect(minutes(durationMinutes(parts.join('')))).toBeUndefined();
        expect(minutes(writtenMinutes(parts.join('')))).toBeUndefined();
      }),
      300,
    );
  });
});
