import { beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { undo, undoableChanges } from '../../../lib/library/journal.ts';
import { addLabel } from '../../../lib/library/labels.ts';
import { removeSaved, restoreRemoved } from '../../../lib/library/removed-analyses.ts';
import { saveAll, savedAnalyses } from '../../../lib/library/saved-analyses.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { keepTexts } from '../../../lib/sync/keep-texts.ts';
import { analysisDocument, card, PUBLICATION, serve } from '../sync/served-index.ts';
import { NOW, save } from './saving.ts';

/** Tests saving several analyses as one change. The device has their texts, except the text of "tram". */

const IDS = ['ferry', 'ports', 'bus', 'tram'];

beforeEach(async () => {
  await Promise.all(db.tables.map((table) => table.clear()));
  const cards = IDS.map((id) => card(id));
  const documents = cards.slice(0, 3).map((one, n) => ({ ...analysisDocument(IDS[n] ?? ''), card: one }));
  const served = serve([{ month: '2026-07', cards, documents }]);
  const { index } = await syncCompanionIndex(PUBLICATION, 0, served.get);
  await keepTexts(index, 'all', 'https://noligarchy.us', served.get);
});

/** Returns the ids of the saved analyses, the last saved first. */
const saved = async (): Promise<string[]> => (await savedAnalyses()).map(({ id }) => id);
const removed = async (): Promise<string[]> => (await db.removed.toCollection().primaryKeys()).sort();

describe('saving several analyses', () => {
  it('saves each as if it were saved alone, in order, and queues all for the second copy and the search', async () => {
    await saveAll(['ports', 'tram', 'ferry'], NOW);
    expect(await saved()).toEqual(['ports', 'tram', 'ferry']);
    const [ports, tram] = await savedAnalyses();
    expect([ports?.textState, tram?.textState]).toEqual(['kept', 'pending']);
    expect((await db.savedTexts.toCollection().primaryKeys()).sort()).toEqual(['ferry', 'ports']);
    expect(await db.uncopied.toCollection().primaryKeys()).toEqual([
      'saved/ferry',
      'saved/ports',
      'saved/tram',
    ]);
    expect((await db.searchQueue.toCollection().primaryKeys()).sort()).toEqual(['ferry', 'ports', 'tram']);
    const together = { ...ports, savedAt: 0 };
    await Promise.all([db.saved.clear(), db.savedTexts.clear()]);
    await save('ports');
    expect({ ...(await db.saved.get('ports')), savedAt: 0 }).toEqual(together);
  });

  it('is one change in the journal, which Undo reverses', async () => {
    const id = await saveAll(['ports', 'ferry'], NOW);
    expect(await undoableChanges()).toMatchObject([{ id, kind: 'saved', at: NOW, number: 2 }]);
    expect(await undo(id ?? '')).toEqual({ state: 'undone', number: 2 });
    expect(await saved()).toEqual([]);
    expect(await removed()).toEqual(['ferry', 'ports']);
    expect(await undo(id ?? '')).toEqual({ state: 'gone' });
  });

  it('leaves out analyses that are already saved, and analyses that the index lacks', async () => {
    await save('bus', 1);
    const id = await saveAll(['bus', 'unknown', 'ferry'], NOW);
    expect(await saved()).toEqual(['ferry', 'bus']);
    expect((await db.saved.get('bus'))?.savedAt).toBe(1);
    await undo(id ?? '');
    expect(await saved()).toEqual(['bus']);
  });

  it('returns no id if it saves no analysis', async () => {
    await save('bus', 1);
    expect(await saveAll(['bus', 'unknown'], NOW)).toBeUndefined();
    expect(await saveAll([], NOW)).toBeUndefined();
    expect(await undoableChanges()).toEqual([]);
  });

  it('restores a removed analysis with its labels, and Undo makes it restorable again', async () => {
    await save('ferry', 1);
    await addLabel(['ferry'], 'water', 2);
    await removeSaved('ferry', 3);
    const id = await saveAll(['ferry', 'bus'], NOW);
    expect((await db.saved.get('ferry'))?.labels).toEqual(['water']);
    expect(await removed()).toEqual([]);
    await undo(id ?? '');
    expect(await saved()).toEqual([]);
    await restoreRemoved('ferry');
    expect((await db.saved.get('ferry'))?.labels).toEqual(['water']);
  });

  it('has an Undo that leaves an analysis in the library if the reader removed and saved it again since', async () => {
    const id = await saveAll(['ferry', 'bus'], NOW);
    await removeSaved('ferry', NOW + 1);
    await save('ferry', NOW + 2);
    await undo(id ?? '');
    expect(await saved()).toEqual(['ferry']);
  });
});
