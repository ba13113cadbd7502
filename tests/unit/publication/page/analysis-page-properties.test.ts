import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feedAddresses, linkedSitemaps } from '../../../../lib/publication/feed/linked-feeds.ts';
import { readAnalysisPage } from '../../../../lib/publication/page/analysis-page.ts';
import { cardOfPage } from '../../../../lib/publication/page/card-of-page.ts';
import { blocksOf } from '../../../../lib/publication/page/html/blocks-of.ts';
import { childrenOf, parseHtml } from '../../../../lib/publication/page/html/parse-html.ts';
import { homeFacts } from '../../../../lib/publication/site/home-facts.ts';
import { readFeedItem } from '../../../../lib/publication/site/read-analysis.ts';
import { type Grammar, markup, pieces } from '../../arbitraries.ts';
import { growsLinearly, holds, repeated } from '../../properties.ts';
import * as shape from '../../value-shapes.ts';
import { BASE, jsonLd, ORIGINAL, SITE } from './any-json-ld.ts';

/** Laws for pages with all kinds of markup that the parsers read, valid or damaged. */

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

/** A page with all parts of an analysis and anything between these parts, or a page with any markup. */
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
    // If no page were read as an analysis, the law would hold trivially.
    expect(found).toBeGreaterThan(15);
  });

  it('gives a valid card with a valid lens, or the reason why there is no card', () => {
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

  it('is read with the same result the second time', () => {
    holds(
      fc.property(pages, (html) => {
        expect(readAnalysisPage(html, BASE)).toEqual(readAnalysisPage(html, BASE));
      }),
      30,
    );
  });

  it('gives valid blocks, feeds and sitemaps on its own origin, and valid facts about the publication', () => {
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

  it('as the content of a feed item gives a valid card and text, or the reason why there is none', () => {
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

  it('is read in linear time', () => {
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
