import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Citable, isolateDirection } from '../../../lib/share/citable.ts';
import { citation } from '../../../lib/share/citation.ts';
import { anyText } from '../arbitraries.ts';
import { holds } from '../properties.ts';
import { exactly, list, object, optional, type Shape, text } from '../value-shapes.ts';
import { entryOf, untex } from './bibtex-reader.ts';
import { BARE, READ, withHeadline } from './ferry-citable.ts';

/** Analyses whose texts are ordinary, strange or random. */
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

const anyString: Shape = (value, at = 'it') => (typeof value === 'string' ? undefined : `${at} is not text`);
const date = object({
  'date-parts': list(
    list((value, at = 'it') => (Number.isInteger(value) ? undefined : `${at} is not a whole number`), 3, 1),
    2,
    1,
  ),
});
const names = list(object({ literal: anyString }), 10);

/**
 * The part of the CSL-JSON schema that the extension uses
 * (https://github.com/citation-style-language/schema/blob/master/schemas/input/csl-data.json). Like that schema, it
 * refuses all other fields.
 */
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
  it('in BibTeX is one entry that contains the headline, the publication, the lens and the address', () => {
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

  it('in CSL-JSON follows the schema, and contains the headline and the address', () => {
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

  it('in Markdown has a link with the headline as its text', () => {
    holds(
      fc.property(anyText, (headline) => {
        const written = citation('markdown', withHeadline(headline), READ);
        const [, linked = ''] = /“\[((?:\\.|[^\\[\]])*)\]\(https:\/\/[^()]*\)”/.exec(written) ?? [];
        expect(linked.replace(/\\([!-/:-@[-`{-~])/g, '$1')).toBe(isolateDirection(oneLine(headline), 'en'));
      }),
      300,
    );
  });
});
