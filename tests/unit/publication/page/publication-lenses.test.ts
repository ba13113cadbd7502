import { describe, expect, it } from 'vitest';
import type { Card } from '../../../../lib/index/card.ts';
import type { Lens } from '../../../../lib/index/manifest.ts';
import { readAnalysisPage } from '../../../../lib/publication/page/analysis-page.ts';
import { withLenses } from '../../../../lib/publication/page/publication-lenses.ts';

const card = (id: string, lens?: string): Card => ({
  id,
  url: `https://plain.example/${id}`,
  headline: id,
  published: '2026-07-02',
  sources: [],
  topics: [],
  ...(lens ? { lens } : {}),
});
const PURSE: Lens = { id: 'purse', name: 'The Common Purse', url: 'https://plain.example/lens/purse' };
const WIRING: Lens = { id: 'wiring', name: 'Hidden Wiring', url: 'https://plain.example/lens/wiring' };

describe('the lens of a page that names none', () => {
  it.each<[what: string, filedUnder: readonly string[], lens: string | undefined]>([
    ['the name of a lens', ['The Common Purse'], 'purse'],
    ['the name in lower case', ['the common purse'], 'purse'],
    ['the name among other sections', ['World', 'Hidden Wiring', 'News'], 'wiring'],
    ['the name twice', ['Hidden Wiring', 'hidden wiring'], 'wiring'],
    ['no name of a lens', ['World'], undefined],
    ['part of a name', ['Purse'], undefined],
    ['two lenses', ['Hidden Wiring', 'The Common Purse'], undefined],
    ['nothing', [], undefined],
  ])('is found only if the page is filed under the name of a lens; here under %s', (_, filedUnder, lens) => {
    const pages = [
      { card: card('a', 'purse'), lens: PURSE },
      { card: card('b', 'wiring'), lens: WIRING },
      { card: card('c'), filedUnder },
    ];
    expect(withLenses(pages)).toEqual({
      filed: [pages[0], pages[1], { card: lens ? card('c', lens) : card('c'), filedUnder }],
      lenses: [PURSE, WIRING],
    });
  });

  it('is found among lenses that other pages list', () => {
    expect(withLenses([{ card: card('c'), filedUnder: ['Hidden Wiring'] }], [WIRING]).filed).toEqual([
      { card: card('c', 'wiring'), filedUnder: ['Hidden Wiring'] },
    ]);
  });
});

describe('the list of lenses', () => {
  it('has the newest name, address and description of each lens', () => {
    const renamed = { id: 'purse', name: 'A Common Purse', description: 'Follows the money.' };
    const pages = [
      { card: card('a', 'purse'), lens: { ...PURSE, description: 'Follows it.' } },
      { card: card('b', 'purse'), lens: renamed },
      { card: card('c', 'purse'), lens: { id: 'purse', name: 'Our Common Purse' } },
    ];
    expect(withLenses(pages).lenses).toEqual([
      { id: 'purse', name: 'Our Common Purse', url: PURSE.url, description: 'Follows the money.' },
    ]);
  });

  it('has each lens once, even if only some pages give its address', () => {
    const pages = [
      { card: card('a', 'purse'), lens: PURSE },
      { card: card('b', 'the-common-purse'), lens: { id: 'the-common-purse', name: 'The Common Purse' } },
    ];
    const { filed, lenses } = withLenses(pages);
    expect([filed.map(({ card: { lens } }) => lens), lenses]).toEqual([['purse', 'purse'], [PURSE]]);
  });
});

describe('the names of the sections under which a page is filed', () => {
  const body = `<article><h1>Silo</h1><h2>What happened</h2><p>It was sold.</p>
    <p><a href="https://outlet.example/a-silo">Read the original at The Outlet</a></p></article>`;
  const filed = (head: string, more = ''): readonly string[] | undefined =>
    readAnalysisPage(
      `<html><head>${head}</head><body>${body}${more}</body></html>`,
      'https://plain.example/silo',
    )?.filedUnder;
  const ld = (section: unknown): string =>
    `<script type="application/ld+json">` +
    `${JSON.stringify({ '@type': 'NewsArticle', articleSection: section })}</script>`;

  it.each<[what: string, head: string, names: readonly string[] | undefined]>([
    ['a section in JSON-LD', ld('Hidden Wiring'), ['Hidden Wiring']],
    ['a list of sections', ld(['World', 'Hidden Wiring', 7, 'World']), ['World', 'Hidden Wiring']],
    ['Open Graph metadata', '<meta property="article:section" content="Hidden Wiring">', ['Hidden Wiring']],
    ['a section that is an object', ld({ name: 'Hidden Wiring' }), undefined],
    ['no section', '', undefined],
  ])('are read if they are texts; here the page has %s', (_, head, names) => {
    expect(filed(head)).toEqual(names);
  });

  it('are not returned if the page names its lens', () => {
    expect(
      filed(ld('World'), '<dl><dt>Lens</dt><dd>Hidden Wiring</dd><dt>Type</dt><dd>Reporting</dd></dl>'),
    ).toBe(undefined);
  });
});
