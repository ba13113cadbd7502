import { beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { cardById } from '../../../lib/db/index-queries.ts';
import { fillFromSecondCopy } from '../../../lib/library/fill-from-second-copy.ts';
import { undo } from '../../../lib/library/journal.ts';
import { addLabel } from '../../../lib/library/labels.ts';
import { storeNote } from '../../../lib/library/notes.ts';
import { removeSaved } from '../../../lib/library/removed-analyses.ts';
import { saveAnalysis } from '../../../lib/library/saved-analyses.ts';
import { updateSecondCopy } from '../../../lib/library/second-copy.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { keepTexts } from '../../../lib/sync/keep-texts.ts';
import { backupFile, backups } from '../../../lib/transfer/backup-files.ts';
import { type BackupResult, deleteBackups, makeBackup } from '../../../lib/transfer/backups.ts';
import type { ImportActions } from '../../../lib/transfer/import-batch.ts';
import { importBlock } from '../../../lib/transfer/import-block.ts';
import { changesOfBlock } from '../../../lib/transfer/preview-import-block.ts';
import { backupChanges, restoreBackup } from '../../../lib/transfer/restore-backup.ts';
import { resetBrowser } from '../fake-browser.ts';
import { type FakeStorage, fakeStorage } from '../fake-storage.ts';
import { analysisDocument, card, PUBLICATION, serve } from '../sync/served-index.ts';

/** Tests backups of the library in the browser's private file system. */

const DAY = 24 * 3_600_000;
/** A Monday. */
const START = Date.UTC(2026, 6, 6);
const IDS = ['ferry', 'ports', 'cable'];
let storage: FakeStorage;
/**
 * Number of restorations that have ended. In the extension, the background then fetches missing texts and updates
 * badges.
 */
let ends: number;
const actions = {
  importBlock,
  endImport: async (): Promise<void> => {
    ends++;
  },
};

beforeEach(async () => {
  resetBrowser('*://*/*');
  await Promise.all(db.tables.map((table) => table.clear()));
  await fillFromSecondCopy(0);
  storage = fakeStorage();
  ends = 0;
  const documents = IDS.map((id) => analysisDocument(id));
  const served = serve([{ month: '2026-07', cards: IDS.map((id) => card(id)), documents }]);
  const { index } = await syncCompanionIndex(PUBLICATION, 0, served.get);
  await keepTexts(index, 'all', 'https://noligarchy.us', served.get);
});

async function save(...ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const found = await cardById(id);
    if (found) await saveAnalysis(found, START);
  }
  await updateSecondCopy();
}

async function change(): Promise<void> {
  await addLabel(['ferry'], crypto.randomUUID());
  await updateSecondCopy();
}

const make = (at: number, isAsked = false): Promise<BackupResult> => makeBackup(isAsked, at, storage);
const days = async (): Promise<number[]> =>
  (await backups(storage)).map(({ madeAt }) => (madeAt - START) / DAY);
const newest = async (): Promise<string> => (await backups(storage))[0]?.name ?? '';
const forget = async (id: string): Promise<void> => {
  await db.saved.delete(id);
  await db.savedTexts.delete(id);
};

describe('a backup', () => {
  it('is an exported library, compressed', async () => {
    await save('ferry', 'ports');
    expect(await make(START)).toBe('made');
    const [backup] = await backups(storage);
    expect(backup).toMatchObject({ madeAt: START, count: 2 });
    const content = await (await backupFile(backup?.name ?? '', storage))?.text();
    expect(JSON.parse(content ?? '').saved.map((one: { card: { id: string } }) => one.card.id)).toEqual([
      'ferry',
      'ports',
    ]);
    expect(backup?.bytes).toBeLessThan(content?.length ?? 0);
  });

  it('contains neither waiting pages nor story answers, which the library deletes after 90 days', async () => {
    await save('ferry');
    const keys = [{ key: 'asked.example/page', by: 'address', offSite: false }] as const;
    await db.waiting.add({ id: 'a', address: 'https://asked.example/page', keys, headlines: [], askedAt: 1 });
    await db.answers.add({ id: 'b', page: 'asked.example/x', analysis: 'ferry', same: true, answeredAt: 1 });
    await make(START);
    const content = (await (await backupFile(await newest(), storage))?.text()) ?? '';
    expect(content).not.toContain('asked.example');
    expect(JSON.parse(content)).toMatchObject({ waiting: [], answers: [] });
  });

  it('is made once a day at most, and only if something has changed', async () => {
    await save('ferry');
    expect(await make(START)).toBe('made');
    await change();
    expect(await make(START + DAY / 6)).toBe('recent');
    expect(await make(START + DAY)).toBe('made');
    expect(await make(START + 2 * DAY)).toBe('unchanged');
    await change();
    expect(await make(START + 2 * DAY)).toBe('made');
  });

  it('is made at once if the reader asks for it', async () => {
    await save('ferry');
    await make(START);
    expect(await make(START + 60_000, true)).toBe('made');
  });

  it('is made again if the browser has deleted the backups', async () => {
    await save('ferry');
    await make(START);
    storage.files.clear();
    expect(await make(START + 60_000)).toBe('made');
  });

  it('is made even if the last backup has a time in the future, from a wrong clock', async () => {
    await save('ferry');
    await make(START + 900 * DAY);
    await change();
    expect(await make(START)).toBe('made');
  });

  it('is not made of an empty library, which may be a lost library', async () => {
    expect(await make(START)).toBe('empty');
    expect(await backups(storage)).toEqual([]);
  });

  it('is not made while the device has little room', async () => {
    await save('ferry');
    storage.quota = 10_000_000;
    expect(await make(START)).toBe('no-room');
    storage.quota = 1e9;
    storage.failure = new DOMException('Full.', 'QuotaExceededError');
    expect(await make(START)).toBe('no-room');
    expect([...storage.files.keys()]).toEqual([]);
  });

  it('that was not completed is ignored, and deleted when the next backup is made', async () => {
    await save('ferry');
    await make(START);
    storage.files.set(`backups/${START + DAY}-1.json.gz`, new Blob());
    expect(await days()).toEqual([0]);
    await change();
    await make(START + 8 * DAY);
    expect([...storage.files.keys()]).toEqual([
      `backups/${START}-1.json.gz`,
      `backups/${START + 8 * DAY}-1.json.gz`,
    ]);
  });
});

describe('the backups', () => {
  it('are the newest backup of each of the last three weeks', async () => {
    await save('ferry');
    for (let day = 0; day < 30; day++) {
      await change();
      await make(START + day * DAY);
    }
    expect(await days()).toEqual([29, 27, 20]);
  });

  it('are together never larger than the limit', async () => {
    await save('ferry');
    expect(await makeBackup(false, START, storage, 50)).toBe('too-large');
    expect(await days()).toEqual([]);
    await make(START);
    const [{ bytes } = { bytes: 0 }] = await backups(storage);
    await change();
    // This limit is enough for two backups, but not for three.
    for (const day of [7, 14]) {
      expect(await makeBackup(true, START + day * DAY, storage, 2.5 * bytes)).toBe('made');
    }
    expect(await days()).toEqual([14, 7]);
  });

  it('stay as they are if a new one would be too large, and the next attempt is not delayed', async () => {
    await save('ferry');
    await make(START);
    const before = [...storage.files];
    await change();
    expect(await makeBackup(false, START + DAY, storage, 50)).toBe('too-large');
    expect([...storage.files]).toEqual(before);
    expect(await make(START + DAY)).toBe('made');
    expect(await days()).toEqual([1]);
  });

  it.each([
    [0, [0, -7]],
    [1, [0]],
  ])('are deleted from the oldest on if they have more than 100 MB, here by %i bytes', async (more, kept) => {
    await save('ferry');
    await make(START);
    const [{ bytes } = { bytes: 0 }] = await backups(storage);
    // `backups.ts` reads only the size of a backup.
    const large = { size: 100_000_000 - bytes + more } as Blob;
    storage.files.set(`backups/${START - 7 * DAY}-1.json.gz`, large);
    expect(await make(START, true)).toBe('made');
    expect(await days()).toEqual(kept);
  });

  it('can be deleted, also if there are none', async () => {
    await deleteBackups(storage);
    await save('ferry');
    await make(START);
    await deleteBackups(storage);
    expect(await backups(storage)).toEqual([]);
  });
});

describe('restoring a backup', () => {
  beforeEach(async () => {
    await save('ferry', 'ports');
    await storeNote('ferry', 'Ask again.', '');
    await make(START);
  });

  it('shows in advance what it would change, and changes nothing yet', async () => {
    await forget('ports');
    await db.saved.update('ferry', { note: 'Other words.' });
    const before = await db.saved.toArray();
    expect(await backupChanges(await newest(), changesOfBlock, storage)).toEqual({
      items: [
        { id: 'ferry', headline: 'What ferry changes', effect: 'changed' },
        { id: 'ports', headline: 'What ports changes', effect: 'back' },
      ],
      others: 0,
      unread: 0,
    });
    expect(await db.saved.toArray()).toEqual(before);
  });

  it('would change nothing in the library from which the backup was made', async () => {
    expect(await backupChanges(await newest(), changesOfBlock, storage)).toEqual({
      items: [],
      others: 0,
      unread: 0,
    });
  });

  it('adds missing records, overwrites nothing, and can be undone as a whole', async () => {
    await forget('ports');
    await db.saved.update('ferry', { note: 'Other words.' });
    const restoration = { backup: await newest(), id: 'one', about: 'Backup' };
    expect(await restoreBackup(restoration, actions, START, storage)).toBe(2);
    expect((await db.saved.get('ferry'))?.note).toBe('Other words.\n\nAsk again.');
    expect((await db.saved.get('ports'))?.textState).toBe('kept');
    expect(await db.savedTexts.get('ports')).toBeDefined();
    expect(ends).toBe(1);
    await undo('one');
    expect((await db.saved.get('ferry'))?.note).toBe('Other words.');
    expect(await db.saved.get('ports')).toBeUndefined();
  });

  it('can be limited to a single analysis', async () => {
    await forget('ports');
    await forget('ferry');
    const restoration = { backup: await newest(), id: 'one', about: 'Backup', only: 'ports' };
    const sent: number[] = [];
    const counting: ImportActions = {
      ...actions,
      importBlock: (block, batch) => {
        sent.push(block.analyses.length);
        return importBlock(block, batch);
      },
    };
    expect(await restoreBackup(restoration, counting, START, storage)).toBe(1);
    expect(sent).toEqual([1]);
    expect(await db.saved.toCollection().primaryKeys()).toEqual(['ports']);
  });

  it('changes the library only once if it is repeated with the same id', async () => {
    await forget('ports');
    const restoration = { backup: await newest(), id: 'one', about: 'Backup' };
    await restoreBackup(restoration, actions, START, storage);
    expect(await restoreBackup(restoration, actions, START, storage)).toBe(1);
    expect(await db.journal.where('id').startsWith('one/').count()).toBe(1);
  });

  it('calls `endImport` even if a block cannot be stored', async () => {
    const full = new Error('The disk is full.');
    const failing = { ...actions, importBlock: () => Promise.reject(full) };
    const restoration = { backup: await newest(), id: 'one', about: 'Backup' };
    await expect(restoreBackup(restoration, failing, START, storage)).rejects.toBe(full);
    expect(ends).toBe(1);
  });

  it('brings back an analysis that the reader has removed since, and leaves other analyses removed', async () => {
    await removeSaved('ports', START);
    await save('cable');
    await removeSaved('cable', START);
    await restoreBackup({ backup: await newest(), id: 'one', about: 'Backup' }, actions, START, storage);
    expect(await db.saved.toCollection().primaryKeys()).toEqual(['ferry', 'ports']);
    expect(await db.removed.toCollection().primaryKeys()).toEqual(['cable']);
  });

  it('reports that the backup is gone or damaged', async () => {
    const name = await newest();
    storage.files.set(`backups/${name}`, new Blob(['no gzip']));
    expect(await backupChanges(name, changesOfBlock, storage)).toBe('damaged');
    expect(await restoreBackup({ backup: name, id: 'one', about: '' }, actions, START, storage)).toBe(
      'damaged',
    );
    expect(ends).toBe(0);
    expect(await backupChanges('1-1.json.gz', changesOfBlock, storage)).toBe('gone');
  });
});
