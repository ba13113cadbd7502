import { describe, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import type { Highlight } from '../../../lib/db/records.ts';
import { removeHighlight, storeComment } from '../../../lib/library/highlights.ts';
import { undo, undoableChanges } from '../../../lib/library/journal.ts';
import { addLabel, deleteLabel, renameLabel } from '../../../lib/library/labels.ts';
import { storeNote } from '../../../lib/library/notes.ts';
import { changeReadingState } from '../../../lib/library/reading-states.ts';
import {
  forgetRemoved,
  RESTORABLE_FOR_MS,
  removeAll,
  removedAnalyses,
} from '../../../lib/library/removed-analyses.ts';
import {
  deleteFilter,
  renameFilter,
  savedFilters,
  storeFilter,
} from '../../../lib/library/saved-searches.ts';
import { NO_RECORDS } from '../../../lib/transfer/import-batch.ts';
import { importBlock } from '../../../lib/transfer/import-block.ts';
import { NOW } from './saving.ts';
import { everything, record } from './three-saved-analyses.ts';

const DAY = 24 * 3_600_000;

describe('Undo', () => {
  it('restores analyses that were removed together', async () => {
    const before = await everything();
    const id = await removeAll(['ferry', 'bus', 'unknown'], NOW);
    expect((await db.saved.toArray()).map((one) => one.id)).toEqual(['ports']);
    expect(await undo(id ?? '')).toEqual({ state: 'undone', number: 2 });
    expect(await everything()).toEqual(before);
  });

  it('does not change an analysis that the reader has saved again since', async () => {
    const id = await removeAll(['ferry'], NOW);
    await db.removed.delete('ferry');
    await db.saved.add(record('ferry', { note: 'Saved again' }));
    await undo(id ?? '');
    expect(await db.saved.get('ferry')).toEqual(record('ferry', { note: 'Saved again' }));
  });

  it('does not overwrite a later change', async () => {
    const id = await changeReadingState(['ferry'], 'archive', NOW);
    await changeReadingState(['ferry'], 'mark-read', 9);
    await undo(id ?? '');
    expect(await db.saved.get('ferry')).toEqual(record('ferry', { state: 'read', readAt: 9 }));
  });

  it('says that a later change replaced this change, and is possible after the later change is undone', async () => {
    const first = (await changeReadingState(['ferry'], 'archive', NOW)) ?? '';
    const later = (await changeReadingState(['ferry'], 'mark-read', NOW + 1)) ?? '';
    expect(await undo(first)).toEqual({ state: 'outdated' });
    expect((await undoableChanges()).map(({ id }) => id)).toEqual([later, first]);
    expect([await undo(later), await undo(first)]).toEqual([
      { state: 'undone', number: 1 },
      { state: 'undone', number: 1 },
    ]);
    expect(await db.saved.get('ferry')).toEqual(record('ferry'));
  });

  it('counts only the analyses that have their earlier values again', async () => {
    const id = (await changeReadingState(['ferry', 'ports', 'bus'], 'archive', NOW)) ?? '';
    await changeReadingState(['ports'], 'mark-read', NOW + 1);
    expect(await undo(id)).toEqual({ state: 'undone', number: 2 });
  });

  it('changes the record of an analysis that was removed since', async () => {
    const id = await changeReadingState(['ferry'], 'archive', NOW);
    await removeAll(['ferry'], NOW);
    await undo(id ?? '');
    expect((await db.removed.get('ferry'))?.saved).toEqual(record('ferry'));
  });

  it('of an import also removes the imported words from an analysis that was removed before the import', async () => {
    const own = record('ferry', { note: 'Ask again.', savedAt: 1 });
    await db.saved.put(own);
    const removed = await removeAll(['ferry'], NOW);
    const analyses = [{ saved: record('ferry', { note: 'Imported.', labels: ['tolls'] }) }];
    await importBlock(
      { ...NO_RECORDS, analyses },
      { id: 'one', about: 'library.json', at: NOW + 1, block: 0 },
    );
    expect((await db.saved.get('ferry'))?.note).toBe('Ask again.\n\nImported.');
    expect(await undo('one')).toEqual({ state: 'undone', number: 1 });
    await undo(removed ?? '');
    expect(await db.saved.get('ferry')).toEqual(own);
  });

  it('of an import undoes all its blocks, even if the analysis of one block was removed since', async () => {
    const batch = { id: 'one', about: 'library.json', at: NOW };
    for (const [block, id] of ['tram', 'metro'].entries())
      await importBlock({ ...NO_RECORDS, analyses: [{ saved: record(id) }] }, { ...batch, block });
    await removeAll(['tram'], NOW + 1);
    expect(await undo('one')).toEqual({ state: 'undone', number: 1 });
    expect((await undoableChanges(NOW)).map(({ kind }) => kind)).toEqual(['removed']);
    expect(await undo('one')).toEqual({ state: 'gone' });
  });

  it('restores a deleted filter', async () => {
    const { id } = await storeFilter('Water, unread', 'view=unread&label=water');
    const change = await deleteFilter(id);
    expect(await savedFilters()).toEqual([]);
    await undo(change ?? '');
    expect(await savedFilters()).toEqual([{ id, name: 'Water, unread', address: 'view=unread&label=water' }]);
  });

  it('restores the former name of a filter', async () => {
    const { id } = await storeFilter('Water', 'q=water');
    const change = await renameFilter(id, 'Rivers');
    expect(await savedFilters()).toEqual([{ id, name: 'Rivers', address: 'q=water' }]);
    await undo(change ?? '');
    expect(await savedFilters()).toEqual([{ id, name: 'Water', address: 'q=water' }]);
  });

  it('does nothing a second time, or for an unknown change', async () => {
    const id = (await changeReadingState(['ferry'], 'archive', NOW)) ?? '';
    expect([await undo(id), await undo(id), await undo('unknown')]).toEqual([
      { state: 'undone', number: 1 },
      { state: 'gone' },
      { state: 'gone' },
    ]);
  });

  it('queues its changes for the second copy and the search', async () => {
    const id = await addLabel(['ferry'], 'water');
    await Promise.all([db.uncopied.clear(), db.searchQueue.clear()]);
    await undo(id ?? '');
    expect(await db.uncopied.toCollection().primaryKeys()).toEqual(['saved/ferry']);
    expect(await db.searchQueue.toCollection().primaryKeys()).toEqual(['ferry']);
  });
});

describe('the journal', () => {
  it('lists only what can still be undone', async () => {
    const first = await changeReadingState(['ferry'], 'archive', NOW);
    await changeReadingState(['ports', 'bus'], 'mark-read', NOW + 1);
    const last = await deleteLabel('unknown', NOW + 2);
    expect(last).toBeUndefined();
    await undo(first ?? '');
    expect((await undoableChanges()).map(({ id: _, ...entry }) => entry)).toEqual([
      {
        at: NOW + 1,
        kind: 'marked-read',
        about: 'What the ports changed',
        number: 2,
        goesAt: NOW + 1 + RESTORABLE_FOR_MS,
      },
    ]);
  });

  it('tells whether a label got the name of another, and the new names of labels and filters', async () => {
    await db.labels.bulkAdd([{ name: 'water' }, { name: 'seas' }]);
    await db.saved.update('ferry', { labels: ['tides'] });
    const { id } = await storeFilter('Water', 'q=water');
    await renameLabel('water', 'rivers', NOW);
    await renameLabel('rivers', 'seas', NOW + 1);
    // The label "tides" has no record, but an analysis has this label.
    await renameLabel('seas', 'tides', NOW + 2);
    await renameFilter(id, 'Rivers', NOW + 3);
    expect((await undoableChanges(NOW)).map(({ kind, about, to }) => [kind, about, to])).toEqual([
      ['filter-renamed', 'Water', 'Rivers'],
      ['label-merged', 'seas', 'tides'],
      ['label-merged', 'rivers', 'seas'],
      ['label-renamed', 'water', 'rivers'],
    ]);
  });

  it('tells the beginning of the words that Undo brings back', async () => {
    const highlight = { id: 'a', exact: 'Four crossings', comment: 'Who?' } as Highlight;
    await db.saved.update('ferry', { highlights: [highlight], note: `${'x'.repeat(300)} Who signed?` });
    await storeNote('ferry', '', `${'x'.repeat(300)} Who signed?`, NOW);
    await storeComment('ferry', 'a', 'When?', 'Who?', NOW + 1);
    await removeHighlight('ferry', 'a', NOW + 2);
    await changeReadingState(['ferry'], 'archive', NOW + 3);
    expect((await undoableChanges(NOW)).map(({ kind, words }) => [kind, words])).toEqual([
      ['archived', undefined],
      ['highlight-removed', 'Four crossings'],
      ['highlight-comment', 'Who?'],
      ['note', 'x'.repeat(200)],
    ]);
  });

  it('counts the days until a change can no longer be undone in the same way as for removed analyses', async () => {
    await changeReadingState(['ferry'], 'archive', NOW);
    await removeAll(['ports'], NOW);
    await forgetRemoved(NOW + DAY);
    await forgetRemoved(NOW + 2 * DAY);
    // The clock jumps by a year, of which the extension counts at most a week.
    const later = NOW + 365 * DAY;
    const [change] = await undoableChanges(later);
    const [removed] = await removedAnalyses(later);
    expect(change?.goesAt).toBe(later + (30 - 8) * DAY);
    expect(removed?.goesAt).toBe(change?.goesAt);
  });

  it('is kept for 30 days', async () => {
    await changeReadingState(['ferry'], 'archive', NOW);
    for (let day = 0; day < 30; day += 6) await forgetRemoved(NOW + day * DAY);
    expect(await db.journal.count()).toBe(1);
    await forgetRemoved(NOW + 30 * DAY);
    expect(await db.journal.count()).toBe(0);
  });
});
