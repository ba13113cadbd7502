import { describe, expect, it } from 'vitest';
import { HEADING, jsonLd, ORIGINAL, read, SECTIONS } from './talks-page.ts';

describe('readAnalysisPage with JSON-LD', () => {
  const body =
    `<article>${HEADING}${SECTIONS}<p><b>Type</b> Reporting</p>` +
    `<h2>Source attribution</h2><p>By The Outlet.</p></article>`;
  const node = { '@type': 'AnalysisNewsArticle', datePublished: '2026-07-02T12:00:00Z' };

  it.each<[form: string, value: unknown]>([
    ['isBasedOn', { ...node, isBasedOn: ORIGINAL }],
    ['isBasedOn as an object', { ...node, isBasedOn: { '@type': 'NewsArticle', url: ORIGINAL } }],
    ['isBasedOn as a list', { ...node, isBasedOn: ['a book', { name: 'x' }, ORIGINAL] }],
    ['citation', { ...node, citation: { url: ORIGINAL } }],
    ['a list of nodes', [{ '@type': 'WebSite' }, null, 7, { ...node, citation: ORIGINAL }]],
    ['a graph', { '@graph': [{ '@type': 'WebSite' }, { ...node, isBasedOn: ORIGINAL }] }],
  ])('finds source and date in %s', (_, value) => {
    expect(read(body, jsonLd(value))).toMatchObject({
      sources: [{ url: ORIGINAL }],
      published: '2026-07-02T12:00:00Z',
    });
  });

  it.each<[value: unknown]>([
    ['{"isBasedOn": '],
    ['null'],
    [{ isBasedOn: 'javascript:alert(1)', citation: { url: 'data:,x' } }],
    [{ isBasedOn: 'The Outlet', citation: 7 }],
    [{ isBasedOn: { url: { '@id': ORIGINAL } }, datePublished: '02/07/2026' }],
    ['{"__proto__": {"isBasedOn": "https://outlet.example/talks"}}'],
  ])('finds no source or date in %j', (value) => {
    const page = read(body, jsonLd(value));
    expect(page?.headline).toBe('Talks in Qatar');
    expect(page?.sources).toEqual([]);
    expect(page).not.toHaveProperty('published');
  });

  it('reads the date from Open Graph if JSON-LD has none', () => {
    const meta = '<meta property="article:published_time" content="2026-07-02">';
    expect(read(body, meta)?.published).toBe('2026-07-02');
    expect(read(body, meta + jsonLd({ datePublished: '2026-07-01' }))?.published).toBe('2026-07-01');
    expect(read(body, '<meta property="article:published_time" content="today">')).not.toHaveProperty(
      'published',
    );
  });
});
