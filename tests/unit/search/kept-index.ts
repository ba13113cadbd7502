import { keepIndex } from '../../../lib/search/keep-index.ts';
import { parseQuery } from '../../../lib/search/query/query.ts';
import { IndexWithQueue } from '../../../lib/search/queued-documents.ts';
import { search } from '../../../lib/search/search.ts';
import type { SearchIndex } from '../../../lib/search/search-index.ts';
import { StoredIndex } from '../../../lib/search/stored-index.ts';
import type { TestLibrary } from './test-library.ts';

/** Builds the search index of a library, and searches it. */

export const pause = async (): Promise<void> => undefined;

export async function found(index: SearchIndex, library: TestLibrary, query: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { hits } of search(index, parseQuery(query), { read: library.sources().read }))
    ids.push(...hits.map(({ id }) => id));
  return ids.sort();
}

/** Brings the search index of a library up to date, as a new search worker would. */
export async function kept(library: TestLibrary, commits?: number): Promise<StoredIndex> {
  const stored = new StoredIndex(library.store(commits));
  await keepIndex(stored, library.sources(), { pause });
  return stored;
}

/** Returns what a new search worker finds before it has done anything else. */
export async function foundAtOnce(library: TestLibrary, query: string): Promise<string[]> {
  const withQueue = new IndexWithQueue(new StoredIndex(library.store()), library.sources().read);
  return found(await withQueue.get(), library, query);
}
