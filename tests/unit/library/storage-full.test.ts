import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { answerQuery, type IndexStatus } from '../../../lib/app/queries.ts';
import { db } from '../../../lib/db/database.ts';
import { shareFailedWrite } from '../../../lib/db/disk-space.ts';
import { isStorageFull } from '../../../lib/db/failures.ts';
import { cardById } from '../../../lib/db/index-queries.ts';
import { setWritesHeld, writesAreHeld } from '../../../lib/db/open-database.ts';
import { saveAnalysis } from '../../../lib/library/saved-analyses.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { disk, installDisk, removeDisk } from '../db/full-disk.ts';
import { browser, resetBrowser } from '../fake-browser.ts';
import { card, type Served, serve } from '../sync/served-index.ts';

/** Tests a full disk, on which writing fails and reading works. */

let served: Served;

beforeEach(async () => {
  resetBrowser('*://*/*');
  await Promise.all(db.tables.map((table) => table.clear()));
  served = serve([{ month: '2026-07', cards: [card('ferry'), card('ports')] }]);
  await sync(served.get);
  installDisk();
});
afterEach(removeDisk);

const status = async (): Promise<IndexStatus> => (await answerQuery('indexStatus', [])) as IndexStatus;
/** Saves an analysis. Returns "full" if the save failed for lack of room. */
async function save(id: string): Promise<'saved' | 'full'> {
  const found = await cardById(id);
  if (!found) throw new Error(`no card ${id}`);
  try {
    await saveAnalysis(found);
    return 'saved';
  } catch (error) {
    if (!isStorageFull(error)) throw error;
    return 'full';
  }
}

describe('a sync that cannot write', () => {
  it('is recorded, leaves the index readable, and is tried again in a minute', async () => {
    disk.isFull = true;
    const before = Date.now();
    expect(await sync(served.get)).toBe(false);
    const { sync: told, index } = await status();
    expect(told.failure).toMatchObject({ reason: 'storage-full' });
    expect(told.runningSince).toBeUndefined();
    expect(index?.cardCount).toBe(2);
    expect((await cardById('ferry'))?.id).toBe('ferry');
    const { scheduledTime } = (await browser.alarms.get('sync')) ?? { scheduledTime: 0 };
    expect(scheduledTime - before).toBeGreaterThanOrEqual(60_000);
    expect(scheduledTime - before).toBeLessThan(120_000);
  });

  it('succeeds once there is room', async () => {
    disk.isFull = true;
    await sync(served.get);
    disk.isFull = false;
    await sync(served.get);
    expect((await status()).sync).toMatchObject({ failures: 0 });
    expect((await status()).sync.failure).toBeUndefined();
  });
});

describe('after a failed write', () => {
  it('nothing is written until a probe succeeds', async () => {
    setWritesHeld(true);
    disk.isFull = true;
    disk.written.mockClear();
    expect([await save('ferry'), await save('ports')]).toEqual(['full', 'full']);
    expect(await sync(served.get)).toBe(false);
    expect(disk.written).not.toHaveBeenCalled();
    await expect(db.saved.put({} as never)).rejects.toThrow('no probe has succeeded since');
    disk.isFull = false;
    expect([await save('ferry'), writesAreHeld()]).toEqual(['saved', false]);
    expect(Object.keys(await fakeBrowser.storage.local.get(null))).not.toContain('write-probe');
  });

  it('other pages and the next background do not write either', async () => {
    setWritesHeld(true);
    await shareFailedWrite();
    setWritesHeld(false);
    disk.isFull = true;
    disk.written.mockClear();
    expect(await save('ferry')).toBe('full');
    expect(disk.written).not.toHaveBeenCalled();
  });
});

describe('a database that could not be opened', () => {
  it('opens again in the same background', async () => {
    db.close({ disableAutoOpen: false });
    vi.spyOn(console, 'error').mockReturnValue();
    const open = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('Internal error opening backing store.', 'UnknownError');
    });
    await expect(db.saved.count()).rejects.toThrow('backing store');
    expect((await status()).index).toBeUndefined();
    expect(await sync(served.get)).toBe(false);
    expect((await status()).sync.failure?.reason).toBe('database');
    open.mockRestore();
    expect((await status()).index?.cardCount).toBe(2);
    await sync(served.get);
    expect((await status()).sync.failure).toBeUndefined();
  });
});
