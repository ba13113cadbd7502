import { describe, expect, it } from 'vitest';
import type { Card } from '../../../lib/index/card.ts';
import type { Citable } from '../../../lib/share/citable.ts';
import { CITATION_FORMS, citation } from '../../../lib/share/citation.ts';
import { citationKey } from '../../../lib/share/citation-key.ts';
import { BARE, READ, withHeadline } from './ferry-citable.ts';

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

describe('a citation', () => {
  it('in plain text contains publication, headline, lens, dates, address and day of reading', () => {
    expect(citation('plain', FERRY, READ)).toBe(
      'NOLIGARCHY.US: “Ferry talks resume; who gains?”. Global Power Plays, 2 July 2026, updated 3 July 2026. ' +
        'https://noligarchy.example/analysis/ferry-talks (read 5 July 2026)',
    );
  });

  it('in Markdown contains a linked headline', () => {
    expect(citation('markdown', FERRY, READ)).toBe(
      'NOLIGARCHY.US: “[Ferry talks resume; who gains?](https://noligarchy.example/analysis/ferry-talks)”. ' +
        'Global Power Plays, 2 July 2026, updated 3 July 2026 (read 5 July 2026).',
    );
  });

  it('in BibTeX is an entry with publication, headline, lens, dates, address and day of reading', () => {
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

  it('in CSL-JSON is one item, which also names type, summary, source article and language', () => {
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

  it('leaves out facts that the analysis does not have', () => {
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
    ['العبّارات تعود، من يكسب؟', 'en', '“\u2068العبّارات تعود، من يكسب؟\u2069”'],
    ['Who gains?', 'ar', '“Who gains?”'],
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

  it('does not let an address end its BibTeX field', () => {
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
  ])('for the id %j is short, and has only letters, digits and hyphens', (id, key) => {
    expect(keyOf(id)).toMatch(key);
  });

  it('is different for ids that look alike', () => {
    const ids = ['a b', 'a-b', 'a/b', '渡轮', '渡船', 'x'.repeat(80), 'x'.repeat(81)];
    expect(new Set(ids.map((id) => keyOf(id))).size).toBe(ids.length);
  });
});
