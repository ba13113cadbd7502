import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { undo, undoableChanges } from '../../../lib/library/journal.ts';
import { addLabel, deleteLabel, removeLabel, renameLabel } from '../../../lib/library/labels.ts';
import { storeNote } from '../../../lib/library/notes.ts';
import { changeReadingState } from '../../../lib/library/reading-states.ts';
import { forgetRemoved, RESTORABLE_FOR_MS, removeAll } from '../../../lib/library/removed-analyses.ts';
import { deleteFilter, renameFilter, savedFilters, storeFilter } from '../../../lib/library/saved-filters.ts';
import { everything, IDS, record } from './kept-three.ts';
import { NOW } from './saving.ts';

const DAY = 24 * 3_600_000;

describe('Undo', () => {
  it('restores analyses that were removed together', async () => {
    const before = await everything();
    const id = await removeAll(['ferry', 'bus', 'unknown'], NOW);
    expect((await db.saved.toArray()).map((one) => one.id)).toEqual(['ports']);
    expect(await undo(id ?? '')).toBe(true);
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

  it('changes the record of an analysis that was removed since', async () => {
    const id = await changeReadingState(['ferry'], 'archive', NOW);
    await removeAll(['ferry'], NOW);
    await undo(id ?? '');
    expect((await db.removed.get('ferry'))?.saved).toEqual(record('ferry'));
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
    expect([await undo(id), await undo(id), await undo('unknown')]).toEqual([true, false, false]);
  });

  it('queues its changes for the second copy and the search', async () => {
    const id = await addLabel(['ferry'], 'water');
    await Promise.all([db.uncopied.clear(), db.searchQueue.clear()]);
    await undo(id ?? '');
    expect(await db.uncopied.toCollection().primaryKeys()).toEqual(['saved/ferry']);
    expect(await db.searchQueue.toCollection().primaryKeys()).toEqual(['ferry']);
  });
});

/** The changes that a reader can make. Each returns the id with which Undo reverses it. */
const CHANGES = {
  archive: (ids: readonly string[]) => changeReadingState(ids, 'archive', NOW),
  unarchive: (ids: readonly string[]) => changeReadingState(ids, 'unarchive', NOW),
  read: (ids: readonly string[]) => changeReadingState(ids, 'mark-read', NOW),
  unread: (ids: readonly string[]) => changeReadingState(ids, 'mark-unread', NOW),
  label: (ids: readonly string[]) => addLabel(ids, 'water', NOW),
  unlabel: (ids: readonly string[]) => removeLabel(ids, 'water', NOW),
  rename: () => renameLabel('water', 'rivers', NOW),
  renameBack: () => renameLabel('rivers', 'water', NOW),
  deleteLabel: () => deleteLabel('water', NOW),
  note: async ([id = '']: readonly string[]) => (await storeNote(id, 'Ask again.', 'Who signed?', NOW))?.undo,
  emptyNote: async ([id = '']: readonly string[]) => (await storeNote(id, '', 'Ask again.', NOW))?.undo,
  remove: (ids: readonly string[]) => removeAll(ids, NOW),
};

/** Changes that may add something without an entry in the journal: a new label, or the first note. */
const ADDING = ['label', 'note'];

const ids = fc.subarray([...IDS], { minLength: 1 });
const changes = fc.array(fc.tuple(fc.constantFrom(...Object.keys(CHANGES)), ids), { maxLength: 8 });

async function make(name: string, of: readonly string[]): Promise<string | undefined> {
  return CHANGES[name as keyof typeof CHANGES](of);
}

async function freshStart(): Promise<void> {
  await Promise.all(db.tables.map((table) => table.clear()));
  await db.labels.bulkAdd([{ name: 'water', glyph: '≈' }, { name: 'rivers' }]);
  await db.saved.bulkAdd([
    record('ferry', { labels: ['water'], note: 'Who signed?' }),
    record('ports', { labels: ['rivers', 'water'], state: 'read', readAt: 3 }),
    record('bus', { state: 'archived' }),
  ]);
}

/** Returns the state without the order of fields and labels, because Undo does not restore that order. */
async function state(): Promise<unknown> {
  return JSON.parse(JSON.stringify(await everything()), (key, value) =>
    key === 'labels' && typeof value[0] === 'string' ? value.sort() : value,
  );
}

describe('for any changes that the journal records, Undo', () => {
  it('of the last change restores the state before it', async () => {
    await fc.assert(
      fc.asyncProperty(changes, fc.constantFrom(...Object.keys(CHANGES)), ids, async (earlier, last, of) => {
        await freshStart();
        for (const [name, some] of earlier) await make(name, some);
        const before = await state();
        const id = await make(last, of);
        if (id) await undo(id);
        if (!ADDING.includes(last)) expect(await state()).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });

  it('of all changes from the last to the first restores the state at the start', async () => {
    await fc.assert(
      fc.asyncProperty(changes, async (all) => {
        await freshStart();
        const before = await state();
        const made = [];
        for (const [name, of] of all.filter(([name]) => !ADDING.includes(name)))
          made.push(await make(name, of));
        for (const id of made.reverse()) if (id) await undo(id);
        expect(await state()).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });

  it('of all changes in any order, even twice, loses no analysis and has no further effect', async () => {
    await fc.assert(
      fc.asyncProperty(changes, fc.infiniteStream(fc.nat()), async (all, random) => {
        await freshStart();
        const made = [];
        for (const [name, of] of all) made.push(await make(name, of));
        const order = made.flatMap((id) => (id ? [id] : []));
        const undone = [...order, ...order].sort(() => (random.next().value % 2 === 0 ? 1 : -1));
        for (const id of undone) await undo(id);
        const after = await state();
        for (const id of order) expect(await undo(id)).toBe(false);
        expect(await state()).toEqual(after);
        const present = [...(await db.saved.toArray()), ...(await db.removed.toArray())].map((one) => one.id);
        expect(present.sort()).toEqual(['bus', 'ferry', 'ports']);
      }),
      { numRuns: 60 },
    );
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

  it('is kept for 30 days', async () => {
    await changeReadingState(['ferry'], 'archive', NOW);
    for (let day = 0; day < 30; day += 6) await forgetRemoved(NOW + day * DAY);
    expect(await db.journal.count()).toBe(1);
    await forgetRemoved(NOW + 30 * DAY);
    expect(await db.journal.count()).toBe(0);
  });
});
