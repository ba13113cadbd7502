import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card } from '../../../lib/index/card.ts';
import type { Citable } from '../../../lib/share/citable.ts';
import { CITATION_FORMS, citation } from '../../../lib/share/citation.ts';
import { citationKey } from '../../../lib/share/citation-key.ts';
import { anyText } from '../arbitraries.ts';
import { holds } from '../properties.ts';
import { exactly, list, object, optional, type Shape, text } from '../shape.ts';
import { entryOf, untex } from './bibtex-reader.ts';

const READ = new Date(2026, 6, 5, 23, 30).getTime();

const CARD: Card = {
  id: 'ferry-talks',
  url: 'https://noligarchy.example/analysis/ferry-talks',
  headline: 'Ferry talks resume; who gains?',
  summary: 'Both governments return.',
  lens: 'power',
  type: 'Reporting',
  published: '2026-07-02T08:00:00+02:00',
  updated: '2026-07-03',
  outlet: 'Northern Ledger – World',
  sources: [{ url: 'https://ledger.example/ferry' }],
  sourceHeadline: 'Ferry talks resume',
  topics: [],
};
const FERRY: Citable = {
  card: CARD,
  lens: { id: 'power', name: 'Global Power Plays' },
  publication: { name: 'NOLIGARCHY.US', url: 'https://noligarchy.example/', language: 'en' },
};
/** With the required fields only. */
const BARE: Citable = {
  card: {
    id: 'ports',
    url: 'https://noligarchy.example/a/ports',
    headline: 'A fee holiday',
    published: '2026-07-01',
    sources: [],
    topics: [],
  },
  publication: { name: 'NOLIGARCHY.US', url: 'https://noligarchy.example/' },
};
const withHeadline = (headline: string, language = 'en'): Citable => ({
  ...BARE,
  card: { ...BARE.card, headline },
  publication: { ...BARE.publication, language },
});

describe('a citation', () => {
  it('is plain text with publication, headline, lens, dates, address and day of reading', () => {
    expect(citation('plain', FERRY, READ)).toBe(
      'NOLIGARCHY.US: “Ferry talks resume; who gains?”. Global Power Plays, 2 July 2026, updated 3 July 2026. ' +
        'https://noligarchy.example/analysis/ferry-talks (read 5 July 2026)',
    );
  });

  it('is Markdown with a linked headline', () => {
    expect(citation('markdown', FERRY, READ)).toBe(
      'NOLIGARCHY.US: “[Ferry talks resume; who gains?](https://noligarchy.example/analysis/ferry-talks)”. ' +
        'Global Power Plays, 2 July 2026, updated 3 July 2026 (read 5 July 2026).',
    );
  });

  it('is a BibTeX entry', () => {
    expect(citation('bibtex', FERRY, READ)).toBe(
      [
        '@misc{noligarchy-example-2026-ferry-talks,',
        '  author = {{NOLIGARCHY.US}},',
        '  title = {{Ferry talks resume; who gains?}},',
        '  series = {Global Power Plays},',
        '  year = {2026},',
        '  month = jul,',
        '  day = {2},',
        '  url = {https://noligarchy.example/analysis/ferry-talks},',
        '  urldate = {2026-07-05},',
        '  note = {updated 3 July 2026},',
        '}',
      ].join('\n'),
    );
  });

  it('is CSL-JSON', () => {
    expect(JSON.parse(citation('csl-json', FERRY, READ))).toEqual([
      {
        id: 'noligarchy-example-2026-ferry-talks',
        type: 'webpage',
        title: 'Ferry talks resume; who gains?',
        author: [{ literal: 'NOLIGARCHY.US' }],
        'container-title': 'NOLIGARCHY.US',
        'collection-title': 'Global Power Plays',
        genre: 'Reporting',
        abstract: 'Both governments return.',
        'reviewed-title': 'Ferry talks resume',
        'reviewed-author': [{ literal: 'Northern Ledger – World' }],
        issued: { 'date-parts': [[2026, 7, 2]] },
        note: 'updated 3 July 2026',
        accessed: { 'date-parts': [[2026, 7, 5]] },
        URL: 'https://noligarchy.example/analysis/ferry-talks',
        language: 'en',
      },
    ]);
  });

  it('leaves out what the analysis does not have', () => {
    expect(CITATION_FORMS.map((form) => citation(form, BARE, READ)).slice(0, 3)).toEqual([
      'NOLIGARCHY.US: “A fee holiday”. 1 July 2026. https://noligarchy.example/a/ports (read 5 July 2026)',
      'NOLIGARCHY.US: “[A fee holiday](https://noligarchy.example/a/ports)”. 1 July 2026 (read 5 July 2026).',
      [
        '@misc{noligarchy-example-2026-ports,',
        '  author = {{NOLIGARCHY.US}},',
        '  title = {{A fee holiday}},',
        '  year = {2026},',
        '  month = jul,',
        '  day = {1},',
        '  url = {https://noligarchy.example/a/ports},',
        '  urldate = {2026-07-05},',
        '}',
      ].join('\n'),
    ]);
    expect(Object.keys(JSON.parse(citation('csl-json', BARE, READ))[0])).toEqual([
      ...['id', 'type', 'title', 'author', 'container-title', 'issued', 'accessed', 'URL'],
    ]);
  });

  it.each([
    ['العبّارات تعود، من يكسب؟', 'ar', '“\u2068العبّارات تعود، من يكسب؟\u2069”'],
    ['渡轮谈判恢复：谁受益？', 'zh-CN', '“渡轮谈判恢复：谁受益？”'],
    ['Two\nlines\u0000 of  text', 'en', '“Two lines of text”'],
  ])('keeps punctuation in its place around %j', (headline, language, quoted) => {
    expect(citation('plain', withHeadline(headline, language), READ)).toContain(`: ${quoted}. 1 July`);
  });

  it.each([
    [
      'A [b](c) & *d* _e_ `f` <g> ~h~ i|j \\k',
      'A \\[b\\](c) \\& \\*d\\* \\_e\\_ \\`f\\` \\<g\\> \\~h\\~ i\\|j \\\\k',
    ],
    ['Plain: 5 % (of 10), “quoted” – 橋!', 'Plain: 5 % (of 10), “quoted” – 橋!'],
  ])('escapes Markdown: %s', (headline, escaped) => {
    expect(citation('markdown', withHeadline(headline), READ)).toContain(`“[${escaped}](https:`);
  });

  it.each([
    ['https://n.example/a_(b)', '(<https://n.example/a_(b)>)'],
    ['https://n.example/?a=1&copy;=2&b=3', '(https://n.example/?a=1\\&copy;=2&b=3)'],
    ['https://n.example/?q=\\x', '(https://n.example/?q=%5Cx)'],
  ])('links in Markdown to %s', (url, written) => {
    const analysis = { ...BARE, card: { ...BARE.card, url } };
    expect(citation('markdown', analysis, READ)).toContain(`[A fee holiday]${written}”`);
  });

  it.each([
    ['{', '\\textbraceleft{}'],
    ['}{', '\\textbraceright{}\\textbraceleft{}'],
    ['100 % of $5 & #1_a', '100 \\% of \\$5 \\& \\#1\\_a'],
    ['\\end', '\\textbackslash{}end'],
    [
      'a~b^c <d|e> "f"',
      'a\\textasciitilde{}b\\textasciicircum{}c \\textless{}d\\textbar{}e\\textgreater{} ' +
        '\\textquotedbl{}f\\textquotedbl{}',
    ],
    ['Müller – 橋 – جسر', 'Müller – 橋 – جسر'],
  ])('escapes BibTeX: %s', (headline, escaped) => {
    expect(citation('bibtex', withHeadline(headline), READ)).toContain(`  title = {{${escaped}}},\n`);
  });

  it('keeps an address from ending its BibTeX field', () => {
    const analysis = { ...BARE, card: { ...BARE.card, url: 'https://n.example/?q={a}&b=%7B_#c' } };
    expect(citation('bibtex', analysis, READ)).toContain(
      '  url = {https://n.example/?q=%7Ba%7D&b=%7B_#c},\n',
    );
  });
});

describe('the key of a citation', () => {
  const keyOf = (id: string, url = BARE.card.url): string => citationKey({ ...BARE.card, id, url });

  it.each([
    ['ferry-talks', 'noligarchy-example-2026-ferry-talks'],
    ['2026/07/Ferry talks!', /^noligarchy-example-2026-2026-07-ferry-talks-[0-9a-z]+$/],
    ['渡轮', /^noligarchy-example-2026-[0-9a-z]+$/],
    ['x'.repeat(300), /^noligarchy-example-2026-x{60}-[0-9a-z]+$/],
  ])('of %j is short and plain', (id, key) => {
    expect(keyOf(id)).toMatch(key);
  });

  it('differs for ids that look alike', () => {
    const ids = ['a b', 'a-b', 'a/b', '渡轮', '渡船', 'x'.repeat(80), 'x'.repeat(81)];
    expect(new Set(ids.map((id) => keyOf(id))).size).toBe(ids.length);
  });
});

/** Analyses with strange texts in every field. */
const anyAnalysis: fc.Arbitrary<Citable> = fc
  .record({
    headline: anyText,
    name: anyText,
    lens: fc.option(anyText, { nil: undefined }),
    summary: fc.option(anyText, { nil: undefined }),
    language: fc.constantFrom(undefined, 'en', 'ar', 'zh-CN', 'uk'),
    published: fc.constantFrom('2026-07-02', '1999-12-31T23:59:59Z', '2026-02-28T00:00:00-11:00'),
    path: fc.oneof(fc.webPath(), fc.constantFrom('/a_(b)', '/?q={}\\&copy;=1#%_')),
    id: anyText,
  })
  .map(({ headline, name, lens, summary, language, published, path, id }) => ({
    card: {
      ...BARE.card,
      id,
      url: new URL(`https://noligarchy.example${path}`).href,
      headline,
      published,
      ...(summary === undefined ? {} : { summary }),
    },
    ...(lens === undefined ? {} : { lens: { id: 'l', name: lens } }),
    publication: { name, url: 'https://noligarchy.example/', ...(language ? { language } : {}) },
  }));

const oneLine = (words: string): string =>
  words
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();

const anyString: Shape = (value, at = 'it') => (typeof value === 'string' ? undefined : `${at} is no text`);
const date = object({
  'date-parts': list(
    list((value) => (Number.isInteger(value) ? undefined : 'no number'), 3, 1),
    2,
    1,
  ),
});
const names = list(object({ literal: anyString }), 10);

/** The part of the schema that we use: all other fields are refused, as by `additionalProperties: false`. */
const CSL = list(
  object({
    id: text(200),
    type: exactly('webpage'),
    title: anyString,
    author: names,
    'container-title': anyString,
    'collection-title': optional(anyString),
    genre: optional(anyString),
    abstract: optional(anyString),
    'reviewed-title': optional(anyString),
    'reviewed-author': optional(names),
    issued: date,
    note: optional(anyString),
    accessed: date,
    URL: anyString,
    language: optional(anyString),
  }),
  1,
  1,
);

describe('every citation', () => {
  it('in BibTeX is one entry that gives the same texts back', () => {
    holds(
      fc.property(anyAnalysis, (analysis) => {
        const { key, fields } = entryOf(citation('bibtex', analysis, READ));
        expect(key).toMatch(/^[a-z0-9-]+$/);
        expect(untex(fields.title)).toBe(oneLine(analysis.card.headline));
        expect(untex(fields.author)).toBe(oneLine(analysis.publication.name));
        expect(untex(fields.series)).toBe(oneLine(analysis.lens?.name ?? ''));
        expect(fields.url).toBe(analysis.card.url.replace(/[{}\\]/g, encodeURIComponent));
      }),
      300,
    );
  });

  it('in CSL-JSON follows the schema and gives the same texts back', () => {
    holds(
      fc.property(anyAnalysis, (analysis) => {
        const items = JSON.parse(citation('csl-json', analysis, READ));
        expect(CSL(items)).toBeUndefined();
        expect(items[0].title).toBe(oneLine(analysis.card.headline));
        expect(items[0].URL).toBe(analysis.card.url);
      }),
      300,
    );
  });

  it('in plain text and Markdown is one line', () => {
    holds(
      fc.property(anyAnalysis, fc.constantFrom('plain' as const, 'markdown' as const), (analysis, form) => {
        expect(citation(form, analysis, READ)).not.toMatch(/\p{Cc}/u);
      }),
    );
  });

  it('in Markdown has one link, with the headline as its text', () => {
    holds(
      fc.property(anyText, (headline) => {
        const written = citation('markdown', withHeadline(headline), READ);
        const [, linked = ''] = /“\[((?:\\.|[^\\[\]])*)\]\(https:\/\/[^()]*\)”/.exec(written) ?? [];
        expect(linked.replace(/\\([!-/:-@[-`{-~])/g, '$1')).toBe(oneLine(headline));
      }),
      300,
    );
  });
});
