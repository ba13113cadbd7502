import { afterAll, beforeEach, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { recentlyRemovedCount, undo, undoableChanges } from '../../../lib/library/journal.ts';
import { changeReadingState } from '../../../lib/library/reading-states.ts';
import { removeAll, removedAnalyses, removeSaved } from '../../../lib/library/removed-analyses.ts';
import { NOW } from './saving.ts';
import './three-saved-analyses.ts';

/** Number of records read from the two tables that "Recently removed" lists. */
let read = 0;
const tables = [db.journal, db.removed];
const countReading = <Read>(record: Read): Read => {
  read++;
  return record;
};
for (const table of tables) table.hook('reading', countReading);
afterAll(() => {
  for (const table of tables) table.hook('reading').unsubscribe(countReading);
});
beforeEach(() => {
  read = 0;
});

/** Returns the number of entries that "Recently removed" lists. */
async function listedCount(): Promise<number> {
  const changes = (await undoableChanges(NOW)).filter(({ kind }) => kind !== 'removed');
  return changes.length + (await removedAnalyses(NOW)).length;
}

const archive = (id: string, at: number): Promise<string | undefined> =>
  changeReadingState([id], 'archive', at);

it.each<[what: string, change: () => Promise<unknown>, count: number]>([
  ['nothing was changed', async () => undefined, 0],
  ['one change', () => archive('ferry', NOW), 1],
  ['a change that was undone', async () => undo((await archive('ferry', NOW)) ?? ''), 0],
  ['one analysis that was removed alone', () => removeSaved('ferry', NOW), 1],
  ['two analyses that were removed together', () => removeAll(['ferry', 'bus'], NOW), 2],
  ['two removals that were undone', async () => undo((await removeAll(['ferry', 'bus'], NOW)) ?? ''), 0],
  [
    'the parts of two imports',
    () =>
      db.journal.bulkAdd(
        ['a/0', 'a/1', 'a/waiting', 'b/0'].map((id) => ({
          id,
          at: NOW,
          kind: 'imported',
          about: 'pocket.csv',
          number: 1,
          changes: [],
        })),
      ),
    2,
  ],
  [
    'a change, a change that was undone, and a removal',
    async () => {
      await archive('ferry', NOW);
      await undo((await archive('ports', NOW + 1)) ?? '');
      await removeAll(['bus'], NOW + 2);
    },
    2,
  ],
])('the count of "Recently removed" is that of its list after: %s', async (_, change, count) => {
  await change();
  expect([await recentlyRemovedCount(), await listedCount()]).toEqual([count, count]);
});

it('the count of "Recently removed" reads no record, however many changes there are', async () => {
  const changes = Array.from({ length: 500 }, (_, n) => ({
    id: `change ${n}`,
    at: NOW + n,
    kind: 'archived' as const,
    about: 'Ferry',
    number: 1,
    changes: [],
  }));
  await db.journal.bulkAdd(changes);
  await removeSaved('ferry', NOW);
  read = 0;
  expect(await recentlyRemovedCount()).toBe(501);
  expect(read).toBe(0);
});
