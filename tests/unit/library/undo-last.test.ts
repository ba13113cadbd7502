import { describe, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { deleteLabel } from '../../../lib/library/labels.ts';
import { storeNote } from '../../../lib/library/notes.ts';
import { changeReadingState } from '../../../lib/library/reading-states.ts';
import { removeAll, removeSaved, restoreRemoved } from '../../../lib/library/removed-analyses.ts';
import { undoLast } from '../../../lib/library/undo-last.ts';
import { NO_RECORDS } from '../../../lib/transfer/import-batch.ts';
import { importBlock } from '../../../lib/transfer/import-block.ts';
import { NOW } from './saving.ts';
import { everything, record, saved } from './three-saved-analyses.ts';

/** Undoes one change after the other, from the last on. Returns kind, name and number of analyses of each of them. */
async function undoneInTurn(since = NOW): Promise<unknown[]> {
  const all: unknown[] = [];
  for (let n = 100; ; n++) {
    const last = await undoLast(since, NOW + n);
    if (!last) return all;
    all.push([last.change.kind, last.change.about, last.undone.number]);
  }
}

describe('undoing the last change', () => {
  it('undoes the changes from the last to the first, also the removal of a single analysis', async () => {
    await db.labels.add({ name: 'water' });
    await db.saved.update('bus', { labels: ['water'] });
    const before = await everything();
    await changeReadingState(['ferry'], 'archive', NOW);
    await removeSaved('ports', NOW + 1);
    await deleteLabel('water', NOW + 2);
    await removeAll(['ferry', 'bus'], NOW + 3);
    expect(await undoneInTurn()).toEqual([
      ['removed', 'What the ferry changed', 2],
      ['label-deleted', 'water', 1],
      ['removed', 'What the ports changed', 1],
      ['archived', 'What the ferry changed', 1],
    ]);
    expect(await everything()).toEqual(before);
  });

  it('undoes no change from before the given time', async () => {
    await changeReadingState(['ferry'], 'archive', NOW - 1);
    await removeSaved('ports', NOW - 1);
    await changeReadingState(['bus'], 'archive', NOW);
    expect(await undoneInTurn()).toEqual([['archived', 'What the bus changed', 1]]);
    expect((await saved('ferry'))?.state).toBe('archived');
  });

  it('skips changes of which nothing is left to undo', async () => {
    await changeReadingState(['bus'], 'archive', NOW);
    await removeAll(['ferry'], NOW + 1);
    await restoreRemoved('ferry');
    expect(await undoneInTurn()).toEqual([['archived', 'What the bus changed', 1]]);
  });

  it('continues with the change before a note, and does not bring the replaced words back', async () => {
    await changeReadingState(['bus'], 'archive', NOW);
    await storeNote('ferry', 'Who sings?', '', NOW + 1);
    await storeNote('ferry', 'Who signed?', 'Who sings?', NOW + 2);
    expect(await undoneInTurn()).toEqual([
      ['note', 'What the ferry changed', 1],
      ['archived', 'What the bus changed', 1],
    ]);
    expect((await saved('ferry'))?.note).toBe('Who sings?');
  });

  describe('if the reader edits a note, removes an analysis, and edits the note again', () => {
    const change = async (): Promise<void> => {
      await storeNote('ferry', 'Who sings?', '', NOW);
      await storeNote('ferry', 'Who signed?', 'Who sings?', NOW + 1);
      await removeSaved('ports', NOW + 2);
      await storeNote('ferry', 'Who signed it?', 'Who signed?', NOW + 3);
    };
    const NOTE = ['note', 'What the ferry changed', 1];
    const REMOVED = ['removed', 'What the ports changed', 1];

    it.each([
      ['the note, then the removal', NOW, [NOTE, REMOVED]],
      ['only the note if the removal is older than the given time', NOW + 3, [NOTE]],
    ])('undoes %s', async (_, since, expected) => {
      await change();
      expect(await undoneInTurn(since)).toEqual(expected);
      expect((await saved('ferry'))?.note).toBe('Who sings?');
    });
  });

  it('undoes an import as a whole, and does not then restore the analyses that this Undo removed', async () => {
    const block = { ...NO_RECORDS, analyses: ['tram', 'metro'].map((id) => ({ saved: record(id) })) };
    await importBlock(block, { id: 'import', about: 'library.json', at: NOW, block: 0 });
    expect(await undoneInTurn()).toEqual([['imported', 'library.json', 2]]);
    expect((await db.removed.toCollection().primaryKeys()).sort()).toEqual(['metro', 'tram']);
  });

  it('does nothing if nothing was changed', async () => {
    expect(await undoneInTurn()).toEqual([]);
  });
});
