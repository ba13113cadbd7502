import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { type CountedQuery, LibrarySearch } from '../../../lib/app/library-search.ts';
import { db } from '../../../lib/db/database.ts';
import { cardById } from '../../../lib/db/index-queries.ts';
import { removeSaved, restoreRemoved } from '../../../lib/library/removed-analyses.ts';
import { saveAnalysis } from '../../../lib/library/saved-analyses.ts';
import type { Answer } from '../../../lib/search/search-client.ts';
import type { Progress } from '../../../lib/search/search-protocol.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { keepTexts } from '../../../lib/sync/keep-texts.ts';
import { disk, installDisk, removeDisk } from '../db/full-disk.ts';
import { resetBrowser } from '../fake-browser.ts';
import { eventually, TestWorker } from '../search/test-worker.ts';
import { analysisDocument, card, PUBLICATION, serve } from '../sync/served-index.ts';

/** Tests the page and the search worker with the real tables. In the tests, a message channel connects the two. */

const FERRY = card('ferry', {
  headline: 'A ferry for the Merrow strait',
  document: '../analyses/ferry.json',
});
const PORTS = card('ports', { headline: 'Who owns the ports', topics: ['trade'], published: '2026-06-02' });

/** The lock that the worker holds while it updates the index. */
const SEARCH_LOCK = 'civic-lens-search';
const workers = TestWorker.started;
let answers: { readonly query: string; readonly answer: Answer }[] = [];
let progress: Progress[] = [];
let failures = 0;
let search: LibrarySearch;

function openSearch(startWorker = (): TestWorker => new TestWorker('/search-worker.js')): LibrarySearch {
  return new LibrarySearch(
    {
      onAnswer: (query, answer) => answers.push({ query, answer }),
      onProgress: (one) => progress.push(one),
      onFailed: () => failures++,
    },
    startWorker,
  );
}

/** Returns the last complete answer to a query, with each result as "id" or "id (card)". */
function foundBy(query: string): string[] | undefined {
  const last = answers.findLast(({ query: one, answer }) => one === query && answer.isLast);
  return last?.answer.hits.map(({ id, kind }) => (kind === 'card' ? `${id} (card)` : id));
}

async function find(query: string): Promise<string[] | undefined> {
  answers = [];
  search.search(query);
  await eventually(() => expect(foundBy(query)).toBeDefined());
  return foundBy(query);
}

/**
 * Waits until the worker has no work left. The list is complete once all saved analyses are indexed, but the worker
 * keeps its lock until the cards are indexed, too. Each of its commits makes the page search and count again.
 */
const isIndexed = (): Promise<void> =>
  eventually(async () => {
    expect(await db.searchQueue.count()).toBe(0);
    expect((await db.searchLists.get('list'))?.isComplete).toBe(true);
    const { held = [], pending = [] } = await navigator.locks.query();
    expect([...held, ...pending].filter(({ name }) => name === SEARCH_LOCK)).toEqual([]);
  });

async function save(id: string): Promise<void> {
  const found = await cardById(id);
  if (found) await saveAnalysis(found);
}

beforeEach(async () => {
  resetBrowser();
  await Promise.all(db.tables.map((table) => table.clear()));
  const served = serve([
    {
      month: '2026-07',
      cards: [FERRY],
      documents: [{ ...analysisDocument('ferry', 'Whoever runs the crossing sets the fare.'), card: FERRY }],
    },
    { month: '2026-06', cards: [PORTS] },
  ]);
  const { index } = await syncCompanionIndex(PUBLICATION, 0, served.get);
  await keepTexts(index, 'all', 'https://noligarchy.us', served.get);
  workers.splice(0);
  [answers, progress, failures] = [[], [], 0];
  return () => {
    search.close();
    vi.restoreAllMocks();
    vi.useRealTimers();
  };
});

describe('the search of the library', () => {
  it('finds a newly saved analysis by its text, before and after the text is indexed', async () => {
    const indexing = Promise.withResolvers<void>();
    // While another tab holds the lock for indexing, this tab does not index.
    const held = navigator.locks.request(SEARCH_LOCK, () => indexing.promise);
    search = openSearch();
    expect(await find('crossing')).toEqual([]);
    await save('ferry');
    expect(await find('crossing')).toEqual(['ferry']);
    expect([await db.searchQueue.count(), await db.searchSegments.count()]).toEqual([1, 0]);
    indexing.resolve();
    await held;
    await isIndexed();
    expect(await find('crossing')).toEqual(['ferry']);
    expect(await find('"sets the fare"')).toEqual(['ferry']);
    expect(await find('crosing')).toEqual(['ferry']);
    expect(answers.at(-1)?.answer.corrections).toEqual([{ word: 'crosing', instead: ['crossing'] }]);
  });

  it('lets the worker read the database again only after a change', async () => {
    search = openSearch();
    await isIndexed();
    await find('crossing');
    workers[0]?.asked.splice(0);
    const areUnchanged = (): (boolean | undefined)[] =>
      (workers[0]?.asked ?? []).flatMap((request) =>
        request.type === 'search' ? [request.isUnchanged] : [],
      );
    await find('crossin');
    await find('crossing');
    expect(areUnchanged()).toEqual([true, true]);
    await save('ferry');
    await eventually(() => expect(foundBy('crossing')).toEqual(['ferry']));
    expect(areUnchanged()[2]).toBe(false);
  });

  it('answers again when something is saved, removed or restored', async () => {
    search = openSearch();
    await isIndexed();
    expect(await find('crossing')).toEqual([]);
    await save('ferry');
    await eventually(() => expect(foundBy('crossing')).toEqual(['ferry']));
    await removeSaved('ferry');
    await eventually(() => expect(foundBy('crossing')).toEqual([]));
    await restoreRemoved('ferry');
    await eventually(() => expect(foundBy('crossing')).toEqual(['ferry']));
  });

  it('finds cards of the index, but of a saved analysis only the saved copy', async () => {
    await save('ferry');
    search = openSearch();
    await isIndexed();
    await eventually(async () => expect(await find('the')).toEqual(['ferry', 'ports (card)']));
  });

  it('no longer finds cards that have left the index', async () => {
    search = openSearch();
    await eventually(async () => expect(await find('ports')).toEqual(['ports (card)']));
    await syncCompanionIndex(PUBLICATION, 0, serve([{ month: '2026-07', cards: [FERRY] }]).get);
    await eventually(() => expect(foundBy('ports')).toEqual([]));
  });

  it.each<[query: string, found: string[]]>([
    ['is:saved', ['ferry']],
    ['is:unread the', ['ferry']],
    ['lens:rulebook', ['ferry', 'ports (card)']],
    ['lens:"the rulebook" -is:saved', ['ports (card)']],
    ['topic:trade', ['ports (card)']],
    ['outlet:outlet.example before:2026-07', ['ports (card)']],
    ['label:water', ['ferry']],
    ['no:label', ['ports (card)']],
    ['has:note', ['ferry']],
    ['dam', ['ferry']],
    ['has:highlight', []],
  ])('applies filters to saved analyses and cards: %s', async (query, found) => {
    await save('ferry');
    await db.saved.update('ferry', { labels: ['Water'], note: 'Ask about the dam.' });
    search = openSearch();
    await isIndexed();
    await eventually(async () => expect((await find(query))?.sort()).toEqual(found));
  });

  it('counts the results of several queries, again after each change, beside its own search', async () => {
    await save('ferry');
    search = openSearch();
    await isIndexed();
    const counts: string[] = [];
    const counted = (query: string, within: string): CountedQuery => ({
      query,
      within,
      onCount: (count) => counts.push(`${within} ${query} ${count}`),
    });
    search.count([counted('the', ''), counted('', 'is:unread'), counted('ports', 'is:saved')]);
    const first = [' the 2', 'is:unread  1', 'is:saved ports 0'];
    await eventually(() => expect(counts.slice(-3)).toEqual(first));
    expect(await find('crossing')).toEqual(['ferry']);
    counts.splice(0);
    await db.saved.update('ferry', { state: 'archived' });
    await eventually(() => expect(counts.slice(-3)).toEqual([' the 2', 'is:unread  0', 'is:saved ports 0']));
    expect(foundBy('crossing')).toEqual(['ferry']);
    search.count([counted('ferry', '')]);
    search.stop();
    await eventually(() => expect(counts.at(-1)).toBe(' ferry 1'));
  });

  it('counts without repeating its own search', async () => {
    search = openSearch();
    await isIndexed();
    const counts: string[] = [];
    const counted = (query: string): CountedQuery => ({
      query,
      within: '',
      onCount: (count) => counts.push(`${query} ${count}`),
    });
    const asked = workers[0]?.asked ?? [];
    asked.splice(0);
    search.search('crossing');
    search.count([counted('the')]);
    search.count([counted('ports')]);
    await eventually(() => expect(counts).toEqual(['ports 1']));
    search.count([counted('ferry')]);
    await eventually(() => expect(counts).toEqual(['ports 1', 'ferry 1']));
    expect(asked.flatMap((one) => (one.type === 'search' ? one.query : []))).toEqual([
      'crossing',
      'ports',
      'ferry',
    ]);
    expect(foundBy('crossing')).toEqual([]);
  });

  it('updates its results when a change makes a filter match', async () => {
    await save('ferry');
    search = openSearch();
    await isIndexed();
    expect(await find('is:archived')).toEqual([]);
    await db.saved.update('ferry', { state: 'archived' });
    await eventually(() => expect(foundBy('is:archived')).toEqual(['ferry']));
  });

  it('returns rows with cards and marks', async () => {
    await save('ferry');
    search = openSearch();
    await isIndexed();
    await eventually(async () => expect(await find('ports')).toEqual(['ports (card)']));
    const hits = [
      { id: 'ferry', kind: 'saved' },
      { id: 'ports', kind: 'card' },
    ] as const;
    const rows = await search.rows({ query: 'ports fare', corrections: [], hits });
    expect(
      rows.map(({ id, kind, card: { headline }, lens, language, places, excerpt }) => ({
        ...{ id, kind, headline, lens: lens?.name, language, places },
        excerpt: excerpt?.text,
      })),
    ).toEqual([
      {
        id: 'ferry',
        kind: 'saved',
        headline: 'A ferry for the Merrow strait',
        lens: 'The Rulebook',
        language: 'en',
        places: [],
        excerpt: 'the crossing sets the fare.',
      },
      {
        id: 'ports',
        kind: 'card',
        headline: 'Who owns the ports',
        lens: 'The Rulebook',
        language: 'en',
        places: [{ start: 13, end: 18 }],
        excerpt: undefined,
      },
    ]);
  });

  it('reports the end of the first indexing, with the number of analyses', async () => {
    await save('ferry');
    await save('ports');
    // After an update of the extension, nothing is queued and nothing is indexed.
    await db.searchQueue.clear();
    search = openSearch();
    await isIndexed();
    await eventually(() => expect(progress.at(-1)).toEqual({ isComplete: true, indexed: 2 }));
  });

  it('is shared by two tabs: one tab finds what the other has indexed', async () => {
    const other = openSearch();
    search = openSearch();
    await isIndexed();
    search.search('crossing');
    other.search('fare');
    await save('ferry');
    await isIndexed();
    await eventually(() => expect([foundBy('crossing'), foundBy('fare')]).toEqual([['ferry'], ['ferry']]));
    const indexed = (await db.searchLists.get('list'))?.segments.filter(({ kind }) => kind === 'saved');
    expect(indexed).toHaveLength(1);
    other.close();
  });
});

describe('a search worker that was killed', () => {
  it('is replaced, and the page sends its last query again', async () => {
    await save('ferry');
    search = openSearch();
    await isIndexed();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    workers[0]?.kill();
    search.search('crossing');
    vi.advanceTimersByTime(5000);
    vi.useRealTimers();
    await eventually(() => expect(foundBy('crossing')).toEqual(['ferry']));
    expect(workers.map(({ isDead }) => isDead)).toEqual([true, false]);
  });

  it('gives each next worker twice the time, because a busy device may delay a living worker', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    search = openSearch(() => new TestWorker());
    search.search('ferry');
    const after = [5000, 5000, 5000, 10_000, 10_000].map((time) => {
      for (const worker of workers) worker.kill();
      vi.advanceTimersByTime(time);
      return workers.length;
    });
    expect(after).toEqual([2, 2, 3, 3, 4]);
    vi.useRealTimers();
  });

  it('returns no rows, so that the list shows its rows without marks', async () => {
    search = openSearch();
    await isIndexed();
    workers[0]?.kill();
    const rows = search.rows({ query: 'ferry', corrections: [], hits: [{ id: 'ferry', kind: 'card' }] });
    workers[0]?.onerror?.call(null as never, {} as ErrorEvent);
    expect(await rows).toEqual([]);
  });

  it('skips a count that kills the worker, and neither ends nor starts workers for ever', async () => {
    await save('ferry');
    search = openSearch(() => {
      const worker = new TestWorker('/search-worker.js');
      const post = worker.postMessage.bind(worker);
      worker.postMessage = (message) => {
        if (message.type !== 'search' || message.query !== 'deadly') post(message);
        else setTimeout(() => worker.onerror?.call(null as never, {} as ErrorEvent));
      };
      return worker;
    });
    await isIndexed();
    const counts: string[] = [];
    const counted = (query: string): CountedQuery => ({
      query,
      within: '',
      onCount: (count) => counts.push(`${query} ${count}`),
    });
    search.count([counted('deadly')]);
    await eventually(() => expect(workers).toHaveLength(2));
    for (let n = 2; n < 7; n++) {
      search.count([counted('deadly'), counted('the')]);
      await eventually(() => expect([workers.length, counts.length]).toEqual([n + 1, n - 1]));
    }
    search.search('crossing');
    await eventually(() => expect(foundBy('crossing')).toEqual(['ferry']));
    search.count([counted('the'), counted('deadly')]);
    await eventually(() => expect(workers).toHaveLength(8));
    await eventually(() => expect(foundBy('crossing')).toEqual(['ferry']));
    expect(await find('fare')).toEqual(['ferry']);
    expect([workers.length, failures, new Set(counts)]).toEqual([8, 0, new Set(['the 2'])]);
  });

  it('is not replaced after four failures, so that the list can filter headlines instead', () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    search = openSearch(() => new TestWorker());
    search.search('ferry');
    for (let n = 0; n < 4; n++) workers[n]?.onerror?.call(null as never, {} as ErrorEvent);
    expect([workers.length, failures]).toEqual([4, 1]);
  });
});

describe('a full disk', () => {
  const changes = (): number => workers[0]?.asked.filter(({ type }) => type === 'changed').length ?? 0;

  beforeEach(() => installDisk());
  afterEach(removeDisk);

  it('stops the worker from writing until there is room, but the worker still finds everything', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const indexing = Promise.withResolvers<void>();
    const held = navigator.locks.request(SEARCH_LOCK, () => indexing.promise);
    search = openSearch();
    await eventually(() => expect(changes()).toBe(1));
    await save('ferry');
    disk.isFull = true;
    indexing.resolve();
    await held;
    // The worker has informed the page, and the page has informed all other pages.
    await eventually(async () =>
      expect(await fakeBrowser.storage.session.get('writesHeld')).toEqual({ writesHeld: true }),
    );
    const told = changes();
    await eventually(async () => expect(await find('crossing')).toEqual(['ferry']));
    expect(changes()).toBe(told);
    disk.isFull = false;
    await save('ports');
    await isIndexed();
    expect(await find('the')).toEqual(['ferry', 'ports']);
  });
});
