import { beforeEach, expect, vi } from 'vitest';
import { LibrarySearch } from '../../../lib/app/library-search.ts';
import { db } from '../../../lib/db/database.ts';
import { cardById } from '../../../lib/db/index-queries.ts';
import { saveAnalysis } from '../../../lib/library/saved-analyses.ts';
import type { SearchAnswer } from '../../../lib/search/search-client.ts';
import type { IndexProgress } from '../../../lib/search/search-protocol.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { keepTexts } from '../../../lib/sync/keep-texts.ts';
import { resetBrowser } from '../fake-browser.ts';
import { eventually, TestWorker } from '../search/test-worker.ts';
import { analysisDocument, card, PUBLICATION, serve } from '../sync/served-index.ts';

/**
 * A page with the search of the library, its search worker, and the real tables. A message channel connects the page
 * and the search worker.
 */

export const FERRY = card('ferry', {
  headline: 'A ferry for the Merrow strait',
  document: '../analyses/ferry.json',
});
export const PORTS = card('ports', {
  headline: 'Who owns the ports',
  topics: ['trade'],
  published: '2026-06-02',
});

/** The lock that the search worker holds while it updates the search index. */
export const SEARCH_LOCK = 'civic-lens-search';
export const workers = TestWorker.started;
/** What the search has told its page during a test. */
export const told: {
  answers: { readonly query: string; readonly answer: SearchAnswer }[];
  progress: IndexProgress[];
  failures: number;
} = { answers: [], progress: [], failures: 0 };
let search: LibrarySearch;

/** Opens the search of a page. The search is closed after the test. */
export function openSearch(
  startWorker = (): TestWorker => new TestWorker('/search-worker.js'),
): LibrarySearch {
  search = new LibrarySearch(
    {
      onAnswer: (query, answer) => told.answers.push({ query, answer }),
      onProgress: (one) => told.progress.push(one),
      onFailed: () => told.failures++,
    },
    startWorker,
  );
  return search;
}

/** Returns the last complete answer to a query, with each result as "id" or "id (card)". */
export function foundBy(query: string): string[] | undefined {
  const last = told.answers.findLast(({ query: one, answer }) => one === query && answer.isLast);
  return last?.answer.hits.map(({ id, kind }) => (kind === 'card' ? `${id} (card)` : id));
}

/** Sends a query, waits until its answer is complete, and returns the results in the form of `foundBy`. */
export async function find(query: string): Promise<string[] | undefined> {
  told.answers = [];
  search.search(query);
  await eventually(() => expect(foundBy(query)).toBeDefined());
  return foundBy(query);
}

/**
 * Waits until the search worker has no work left. The list of segments is complete once all saved analyses are indexed,
 * but the search worker keeps its lock until the cards are indexed, too. Each commit of the search worker makes the
 * page search and count again, so tests wait for the last commit.
 */
export const isIndexed = (): Promise<void> =>
  eventually(async () => {
    expect(await db.searchQueue.count()).toBe(0);
    expect((await db.searchLists.get('list'))?.isComplete).toBe(true);
    const { held = [], pending = [] } = await navigator.locks.query();
    expect([...held, ...pending].filter(({ name }) => name === SEARCH_LOCK)).toEqual([]);
  });

export async function save(id: string): Promise<void> {
  const found = await cardById(id);
  if (found) await saveAnalysis(found);
}

/** Gives each test a device with an index of two analyses and the text of one of them. Neither is saved. */
export function onIndexedDevice(): void {
  beforeEach(async () => {
    resetBrowser();
    await Promise.all(db.tables.map((table) => table.clear()));
    const served = serve([
      {
        month: '2026-07',
        cards: [FERRY],
        documents: [
          { ...analysisDocument('ferry', 'Whoever runs the crossing sets the fare.'), card: FERRY },
        ],
      },
      { month: '2026-06', cards: [PORTS] },
    ]);
    const { index } = await syncCompanionIndex(PUBLICATION, 0, served.get);
    await keepTexts(index, 'all', 'https://noligarchy.us', served.get);
    workers.splice(0);
    Object.assign(told, { answers: [], progress: [], failures: 0 });
    return () => {
      search.close();
      vi.restoreAllMocks();
      vi.useRealTimers();
    };
  });
}
