import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePageIdentity } from '../../../lib/page/check-identity.ts';
import {
  MAX_CLAIMS,
  MAX_HEADLINE_LENGTH,
  MAX_HEADLINES,
  MAX_NODES,
  MAX_PAGE_ADDRESS_LENGTH,
  type PageIdentity,
} from '../../../lib/page/page-identity.ts';
import { pageKeys } from '../../../lib/page/page-keys.ts';
import { type ReadablePage, readIdentity, readPage } from '../../../lib/page/read-identity.ts';
import { judged } from '../../judge-and-match.ts';
import { anyText, type Grammar, markup, nearly } from '../arbitraries.ts';
import { growsLinearly, holds, holdsAsync, repeated } from '../properties.ts';
import * as shape from '../value-shapes.ts';
import { documentOf, jsonLd, STORY } from './page-document.ts';

/** Properties that hold for any web page, when its identity is read from its markup and when the page is judged. */

const ADDRESSES = [
  ...[
    STORY,
    '/2026/story',
    '/other-story-of-the-council',
    '?id=7',
    '#part',
    '',
    ' ',
    '../../..',
    '//[',
    'https://[',
  ],
  ...['https://copies.example/2026/story', 'http://127.0.0.1:8/x', 'https://user:pw@outlet.example/a'],
  ...[
    'javascript:alert(1)',
    'data:text/html,x',
    'https://web.archive.org/web/2026/https://outlet.example/2026/story',
  ],
  ...['https://outlet-example.cdn.ampproject.org/c/s/outlet.example/2026/story', `/${'x'.repeat(5000)}`],
  ...[
    '/%E0%A4%A',
    '/%00',
    'https://xn--/',
    'https://outlet.example:99999/',
    'https://.../',
    'https://outlet.example/__proto__',
  ],
];
const TEXTS = [
  'Council votes',
  'Council votes again on the bridge',
  '2026-07-02T10:00:00Z',
  '2026-02-30',
  'article',
  '{',
  ']',
];
const PAGE: Grammar = {
  elements: (
    'link link meta meta meta title h1 h1 h2 p p div span main article script script img iframe form template svg ' +
    'style noscript head body html base a br object embed'
  ).split(' '),
  attributes: {
    rel: ['canonical', 'CANONICAL', 'canonical alternate', 'amphtml', 'alternate', ''],
    href: ADDRESSES,
    property: ['og:url', 'og:title', 'og:type', 'article:published_time', '__proto__', 'constructor'],
    name: ['og:url', 'og:title', 'twitter:title', 'title', 'head', 'querySelector', 'toString'],
    content: [...TEXTS, ...ADDRESSES],
    type: ['application/ld+json', 'text/plain'],
    itemtype: ['https://schema.org/NewsArticle', 'https://schema.org/Thing', ''],
    itemscope: [''],
    hidden: [''],
    __proto__: ['x'],
    constructor: ['x'],
  },
  texts: [
    ...TEXTS,
    '&nbsp;',
    '&bogus;',
    '&#0;',
    '\u0000',
    'x'.repeat(2000),
    '<!--',
    '{"@type":"NewsArticle"}',
  ],
};
const NODE = {
  '@context': 'https://schema.org',
  '@type': ['NewsArticle', 'Thing'],
  '@id': '/2026/story#article',
  url: STORY,
  mainEntityOfPage: { '@id': STORY, url: STORY },
  headline: 'Council votes again on the bridge',
  name: 'Council votes',
  datePublished: '2026-07-02T10:00:00Z',
  '@graph': [
    { '@type': 'ReportageNewsArticle', url: '/2026/story', mainEntity: { '@type': 'Article', name: 'x' } },
  ],
};
const script = fc.oneof(
  nearly([NODE, NODE]).map((value) => jsonLd(value)),
  anyText.map((text) => jsonLd(`{"@type":"NewsArticle","url":"${text}"}`)),
  fc.constantFrom(jsonLd('['.repeat(50_000)), jsonLd('{"a":'.repeat(20_000)), jsonLd('null'), jsonLd('')),
);
const head = fc.tuple(markup(PAGE), script, markup(PAGE)).map((parts) => parts.join(''));
const ADDRESS_BAR = [
  STORY,
  'https://outlet.example/',
  'https://outlet.example/world/2026/07/02/another-story-about-ferries',
  'https://web.archive.org/web/2026/https://outlet.example/2026/story',
  `https://outlet.example/${'a-'.repeat(2000)}`,
  'file:///tmp/story.html',
  'about:blank',
];
const address = fc.constantFrom(...ADDRESS_BAR);

const webAddress = shape.like(
  'a web address',
  (value) => typeof value === 'string' && URL.canParse(value) && /^https?:/.test(value),
);
const flag = shape.like('true or false', (value) => typeof value === 'boolean');
const oneOf = (...values: readonly string[]): shape.Shape =>
  shape.like(values.join(' or '), (value) => values.includes(String(value)));
const IDENTITY = shape.object({
  address: oneOf(...ADDRESS_BAR),
  loadedAs: oneOf(...ADDRESS_BAR),
  claims: shape.list(
    shape.object({ by: oneOf('canonical', 'og:url', 'amphtml'), address: webAddress }),
    MAX_CLAIMS,
  ),
  headlines: shape.list(shape.text(MAX_HEADLINE_LENGTH), MAX_HEADLINES),
  articles: shape.list(
    shape.object({
      addresses: shape.list(webAddress, 3),
      headline: shape.optional(shape.text(MAX_HEADLINE_LENGTH)),
      published: shape.optional(shape.text(MAX_HEADLINE_LENGTH)),
    }),
    MAX_NODES,
  ),
  ogType: shape.optional(shape.text(MAX_HEADLINE_LENGTH)),
  published: shape.optional(shape.text(MAX_HEADLINE_LENGTH)),
  microdata: flag,
});
const JUDGED = shape.object({
  address: oneOf(...ADDRESS_BAR),
  keys: shape.list(
    shape.object({
      key: shape.text(3 * MAX_PAGE_ADDRESS_LENGTH),
      address: webAddress,
      by: oneOf('address', 'wrapped', 'canonical', 'og:url', 'json-ld', 'amphtml'),
      offSite: flag,
    }),
    1 + MAX_CLAIMS + MAX_NODES * 3,
  ),
  headlines: shape.list(shape.text(MAX_HEADLINE_LENGTH), MAX_HEADLINES),
  article: shape.optional(shape.like('an article', (value) => typeof value === 'object' && value !== null)),
  published: shape.optional(shape.like('a time', Number.isFinite)),
  isArticle: flag,
  isInPageNavigation: flag,
});

/** Returns the message that the background receives. If a form replaces `baseURI`, JSON makes an empty object of it. */
function sent(page: ReadablePage, at: string, from: string): unknown {
  const reading = readPage(page, at, from);
  const base = typeof reading.base === 'string' ? reading.base : {};
  return JSON.parse(JSON.stringify({ ...reading, base }));
}

describe('any web page', () => {
  it('gives a valid identity and a valid judged page, and changes no prototype', async () => {
    const names = Reflect.ownKeys(Object.prototype);
    await holdsAsync(
      fc.asyncProperty(head, markup(PAGE), address, address, async (first, body, at, from) => {
        const identity = parsePageIdentity(sent(documentOf(first, body), at, from)) as PageIdentity;
        expect(IDENTITY(identity)).toBeUndefined();
        expect(JUDGED(await judged(identity))).toBeUndefined();
        expect(Reflect.ownKeys(Object.prototype)).toEqual(names);
      }),
      300,
    );
  });

  it('has the same identity whether the page or the background parses its JSON-LD', () => {
    holds(
      fc.property(head, markup(PAGE), (first, body) => {
        const read = readIdentity(documentOf(first, body), STORY, STORY);
        expect(parsePageIdentity(sent(documentOf(first, body), STORY, STORY))).toEqual(read);
      }),
      100,
    );
  });

  it('is read although its forms replace members of the document', () => {
    const form = documentOf('', '<form></form>').querySelector('form');
    holds(
      fc.property(head, fc.subarray(['title', 'head', 'baseURI'] as const), (first, replaced) => {
        const page = { ...documentOf(first), ...Object.fromEntries(replaced.map((name) => [name, form])) };
        const identity = parsePageIdentity(sent(page as ReadablePage, STORY, STORY));
        expect(IDENTITY(identity)).toBeUndefined();
      }),
      50,
    );
  });

  it('that sends anything else in place of its identity gives a valid identity or none', async () => {
    const right = sent(documentOf(`<title>Council votes</title>${jsonLd([NODE, NODE])}`), STORY, STORY);
    const text = shape.like('a text', (value) => typeof value === 'string' && value !== '');
    await holdsAsync(
      fc.asyncProperty(nearly(right), async (message) => {
        const identity = parsePageIdentity(message);
        if (identity === undefined) return;
        expect(text(identity.address) ?? text(identity.loadedAs)).toBeUndefined();
        expect(identity.headlines.every((headline) => typeof headline === 'string')).toBe(true);
        expect(Array.isArray((await judged(identity)).keys)).toBe(true);
      }),
      300,
    );
  });

  it('is read and judged in linear time', () => {
    // The pages have long texts and many elements side by side: the parser of these tests is slow if elements are
    // nested.
    const long = fc.constantFrom(
      'a ',
      ' ',
      '&#0;',
      '[',
      '{"a":',
      '\\u0000',
      '%',
      '/',
      '<!--',
      'https://',
      '@graph',
    );
    holds(
      fc.property(long, (piece) => {
        const page = (size: number): ReadablePage => {
          const words = `${repeated(piece, size)}x`;
          const link = `<link rel="canonical" href="${repeated(piece, 100)}">`;
          const elements = `<meta property="og:title" content="${words}">${repeated(link, size / 20)}`;
          return documentOf(`<title>${words}</title>${elements}${jsonLd(words)}`, `<h1>${words}</h1>`);
        };
        expect(growsLinearly((one) => readIdentity(one, STORY, STORY), page, 20_000)).toBe(true);
      }),
      11,
    );
    holds(
      fc.property(fc.constantFrom('a-', '/', '%', '2026/', '=&', 'https://', '.', '1', '%2f'), (piece) => {
        const identity = (size: number): PageIdentity => {
          const long = `https://outlet.example/${repeated(piece, size)}`;
          const claims = (['canonical', 'og:url', 'amphtml'] as const).map((by) => ({
            by,
            address: `${long}x`,
          }));
          const articles = Array(MAX_NODES).fill({ addresses: [long], headline: repeated(piece, 500) });
          return { address: long, loadedAs: long, claims, headlines: [long], articles, microdata: false };
        };
        expect(growsLinearly((one) => pageKeys(one), identity, MAX_PAGE_ADDRESS_LENGTH / 8 - 10)).toBe(true);
      }),
      9,
    );
  });
});
