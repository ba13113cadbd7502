import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matcherOf } from '../../../lib/search/match-texts.ts';
import { parseQuery } from '../../../lib/search/query/query.ts';
import { search } from '../../../lib/search/search.ts';
import type { SearchDocument } from '../../../lib/search/segments/fields.ts';
import { anyText } from '../arbitraries.ts';
import { growsLinearly, holds, holdsAsync, repeated } from '../properties.ts';
import { anyDocuments, indexOf, WORDS } from './documents.ts';

/** Returns the ids of the documents that the search finds; `undefined` if it corrected a word. */
async function foundByIndex(
  documents: readonly SearchDocument[],
  query: string,
): Promise<readonly string[] | undefined> {
  const ids: string[] = [];
  const read = async (hits: readonly { readonly id: string }[]): Promise<SearchDocument[]> =>
    hits.flatMap(({ id }) => documents.find((document) => document.id === id) ?? []);
  for await (const { hits, corrections } of search(indexOf(documents), parseQuery(query), { read })) {
    if (corrections.length > 0) return undefined;
    ids.push(...hits.map(({ id }) => id));
  }
  return ids.sort();
}

describe('a text', () => {
  it.each<[query: string, text: string, isFound: boolean]>([
    ['water', 'Clean Water, waters', true],
    ['wat', 'Clean Water', true],
    ['ater', 'Clean Water', false],
    ['water clean', 'Clean Water', true],
    ['water dirty', 'Clean Water', false],
    ['"clean water"', 'Clean water', true],
    ['"clean water"', 'Water, clean', false],
    ['"clean water"', 'It is clean\nWater flows', false],
    ['-water', 'Clean Water', false],
    ['-wat', 'Clean Water', true],
    ['-"clean water" clean', 'Clean water', false],
    ['eleicoes', 'As eleições', true],
    ['strasse', 'Die Straße', true],
    ['حكومة', 'عادت والحكومة', true],
    ['حُكومة', 'عادت والحكومة', true],
    ['中国', '中国人', true],
    ['国', '中国人', true],
    ['国中', '中国人', false],
    ['ประชากร', 'มีประชากรมาก', true],
    ['lens:power before:2026 label:dam', 'Clean Water', true],
    ['…', 'Clean Water', true],
    ['', '', true],
  ])('is compared with the query %j: the result for %j is %j', (query, text, isFound) => {
    expect(matcherOf(parseQuery(query))(text)).toBe(isFound);
  });

  it('matches a query if the search index finds it', async () => {
    const anyQuery = fc.array(fc.constantFrom(...WORDS, '"gains leverage"', '-water', '-"w a"', 'zzz'), {
      minLength: 1,
      maxLength: 3,
    });
    await holdsAsync(
      fc.asyncProperty(anyDocuments, anyQuery, async (documents, words) => {
        const query = words.join(' ');
        const matches = matcherOf(parseQuery(query));
        const own = documents
          .filter(({ texts }) => matches(Object.values(texts).flat().join('\n')))
          .map(({ id }) => id)
          .sort();
        const found = await foundByIndex(documents, query);
        expect(found ?? own).toEqual(own);
      }),
      300,
    );
  });

  it('causes no error with any query', () => {
    holds(
      fc.property(anyText, anyText, (query, text) => {
        expect(typeof matcherOf(parseQuery(query))(text)).toBe('boolean');
      }),
    );
  });

  it('is searched in a time that is proportional to its length', () => {
    const matches = matcherOf(parseQuery('"water water dam" -"dam dam"'));
    expect(growsLinearly(matches, (size) => repeated('water ', size), 20_000)).toBe(true);
  });
});
