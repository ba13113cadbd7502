import { describe, expect, it } from 'vitest';
import type { CountedQuery } from '../../../lib/app/library-search.ts';
import { db } from '../../../lib/db/database.ts';
import { removeSaved, restoreRemoved } from '../../../lib/library/removed-analyses.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { eventually } from '../search/test-worker.ts';
import { PUBLICATION, serve } from '../sync/served-index.ts';
import {
  FERRY,
  find,
  foundBy,
  isIndexed,
  onIndexedDevice,
  openSearch,
  SEARCH_LOCK,
  save,
  told,
  workers,
} from './searched-library.ts';

/** Tests what the library's search finds and counts, and when it searches again. */

onIndexedDevice();

describe('the search of the library', () => {
  it('finds a newly saved analysis by its text, before and after the text is indexed', async () => {
    const indexing = Promise.withResolvers<void>();
    // While another tab holds the lock for indexing, this tab does not index.
    const held = navigator.locks.request(SEARCH_LOCK, () => indexing.promise);
    openSearch();
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
    expect(told.answers.at(-1)?.answer.corrections).toEqual([{ word: 'crosing', instead: ['crossing'] }]);
  });

  it('lets the search worker read the database again only after a change', async () => {
    openSearch();
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
    openSearch();
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
    openSearch();
    await isIndexed();
    await eventually(async () => expect(await find('the')).toEqual(['ferry', 'ports (card)']));
  });

  it('no longer finds cards that have left the index', async () => {
    openSearch();
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
    openSearch();
    await isIndexed();
    await eventually(async () => expect((await find(query))?.sort()).toEqual(found));
  });

  it('counts the results of several queries beside the reader’s search, and again after each change', async () => {
    await save('ferry');
    const search = openSearch();
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

  it('counts without repeating the reader’s search', async () => {
    const search = openSearch();
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
    openSearch();
    await isIndexed();
    expect(await find('is:archived')).toEqual([]);
    await db.saved.update('ferry', { state: 'archived' });
    await eventually(() => expect(foundBy('is:archived')).toEqual(['ferry']));
  });

  it('returns rows with cards and marks', async () => {
    await save('ferry');
    const search = openSearch();
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
    // Simulate the state after an update of the extension: nothing is queued, and nothing is indexed.
    await db.searchQueue.clear();
    openSearch();
    await isIndexed();
    await eventually(() => expect(told.progress.at(-1)).toEqual({ isComplete: true, indexed: 2 }));
  });

  it('is shared by two tabs: one tab finds what the other has indexed', async () => {
    const other = openSearch();
    const search = openSearch();
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
