import { describe, expect, it } from 'vitest';
import type { PageIdentity } from '../../../lib/page/page-identity.ts';
import { type ReadablePage, readIdentity } from '../../../lib/page/read-identity.ts';
import { documentOf, identityOf, jsonLd, STORY } from './page-document.ts';

const articlesOf = (...values: unknown[]): PageIdentity['articles'] =>
  identityOf(values.map(jsonLd).join('')).articles;
const nested = (value: object, depth: number): object => (depth === 0 ? value : [nested(value, depth - 1)]);

describe('readIdentity of JSON-LD', () => {
  const mine = { '@type': 'NewsArticle', headline: 'Council votes' };
  const read = [{ addresses: [], headline: 'Council votes', published: undefined }];

  it.each<[form: string, value: unknown]>([
    ['an object', mine],
    ['an array', [{ '@type': 'Organization' }, mine]],
    ['a graph', { '@context': 'https://schema.org', '@graph': [{ '@type': 'WebSite' }, mine] }],
    ['a graph in an array', [{ '@graph': [mine] }]],
    ['a graph of one object', { '@graph': mine }],
    ['the main entity of a page', { '@type': 'WebPage', mainEntity: mine }],
    ['several types', { ...mine, '@type': ['Thing', 'NewsArticle'] }],
    ['a node with a name instead of a headline', { '@type': 'NewsArticle', name: 'Council votes' }],
  ])('finds an article in %s', (_, value) => {
    expect(articlesOf(value)).toEqual(read);
  });

  it.each([
    'Article',
    'OpinionNewsArticle',
    'AnalysisNewsArticle',
    'BlogPosting',
    'LiveBlogPosting',
    'Report',
    'Review',
  ])('recognizes the type %s as an article', (type) => {
    expect(articlesOf({ ...mine, '@type': type })).toEqual(read);
  });

  it.each<[type: unknown]>([
    ['WebPage'],
    ['ArticleList'],
    ['Organization'],
    [''],
    [7],
    [null],
    [{}],
    [undefined],
  ])('does not recognize the type %j as an article', (type) => {
    expect(articlesOf({ ...mine, '@type': type })).toEqual([]);
  });

  it.each<[node: object, addresses: string[]]>([
    [{ url: STORY }, [STORY]],
    [{ mainEntityOfPage: STORY }, [STORY]],
    [{ mainEntityOfPage: { '@id': STORY } }, [STORY]],
    [{ mainEntityOfPage: { url: '/2026/story' } }, [STORY]],
    [{ '@id': STORY }, [STORY]],
    [{ url: STORY, mainEntityOfPage: STORY, '@id': `${STORY}#article` }, [STORY, `${STORY}#article`]],
    [{ url: '//outlet.example/2026/story' }, [STORY]],
    [{ '@id': '#article' }, []],
    [{ '@id': '_:b0' }, []],
    [{ url: 'story-7' }, []],
    [{ url: 'javascript:alert(1)' }, []],
    [{ url: [STORY], mainEntityOfPage: true, '@id': 7 }, []],
    [{ url: null, mainEntityOfPage: null, '@id': null }, []],
  ])('reads from %j the addresses %j', (node, addresses) => {
    expect(articlesOf({ ...mine, ...node })[0]?.addresses).toEqual(addresses);
  });

  it.each<[broken: string]>([
    ['{"@type": "NewsArticle", '],
    ['<!-- x -->'],
    [''],
    ['null'],
    ['"text"'],
    ['7'],
  ])('skips broken JSON-LD and reads the next script: %s', (broken) => {
    expect(articlesOf(broken, mine)).toEqual(read);
  });

  it('ignores keys such as "__proto__" and "constructor"', () => {
    const text = `{"__proto__": {"@type": "NewsArticle", "headline": "Inherited"},
      "constructor": {"prototype": {"@type": "Article"}}, "@graph": [{"__proto__": {"headline": "Inherited"},
      "@type": "NewsArticle", "headline": {"toString": "x"}, "datePublished": ["2026"]}]}`;
    expect(articlesOf(text)).toEqual([{ addresses: [], headline: undefined, published: undefined }]);
    expect(({} as Record<string, unknown>)['@type']).toBeUndefined();
    expect(({} as Record<string, unknown>).headline).toBeUndefined();
  });

  it('reads at most twenty articles', () => {
    expect(articlesOf(Array.from({ length: 150 }, () => mine))).toHaveLength(20);
    expect(articlesOf(...Array.from({ length: 150 }, () => mine))).toHaveLength(20);
  });

  it('reads only the first scripts of a page with a hundred thousand scripts', () => {
    const scripts = Array.from({ length: 1000 }, () => ({ textContent: '{}' }) as HTMLScriptElement);
    let read = 0;
    const page = {
      ...documentOf(''),
      *querySelectorAll() {
        for (let n = 0; n < 100; n++) {
          for (const script of scripts) {
            read++;
            yield script;
          }
        }
      },
    } as unknown as ReadablePage;
    expect(readIdentity(page, STORY, STORY, { claims: [], meta: {} }).articles).toEqual([]);
    expect(read).toBeLessThan(1000);
  });

  it('reads four levels of nesting and no more', () => {
    expect(articlesOf(nested(mine, 4))).toEqual(read);
    expect(articlesOf(nested(mine, 5))).toEqual([]);
    expect(articlesOf(`${'['.repeat(90_000)}${']'.repeat(90_000)}`, mine)).toEqual(read);
  });

  it('reads at most 200,000 characters', () => {
    const padded = (length: number): object => ({ ...mine, description: 'x'.repeat(length) });
    expect(articlesOf(padded(150_000))).toEqual(read);
    expect(articlesOf(padded(150_000), padded(150_000))).toEqual(read);
    expect(articlesOf(padded(250_000), mine)).toEqual([]);
  });
});
