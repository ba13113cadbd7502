import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { setWritesHeld } from '../../../lib/db/open-database.ts';

/** A disk that a test can fill. While it is full, `put` and `storage.local.set` fail, but reading still works. */
export const disk = {
  isFull: false,
  /** Called with the name of the table for each `put`. */
  written: vi.fn<(table: string) => void>(),
};

const MESSAGE = 'The disk is full.';
const put = IDBObjectStore.prototype.put;
const set: (items: Record<string, unknown>) => Promise<void> = fakeBrowser.storage.local.set;

/** Installs `disk`, which has room at first. Call it before each test, after writing the records of the test. */
export function installDisk(): void {
  disk.isFull = false;
  IDBObjectStore.prototype.put = function (...args: [unknown, IDBValidKey?]) {
    disk.written(this.name);
    if (!disk.isFull) return put.apply(this, args);
    this.transaction.abort();
    throw new DOMException(MESSAGE, 'QuotaExceededError');
  };
  vi.spyOn(fakeBrowser.storage.local, 'set').mockImplementation(async (items) => {
    if (disk.isFull) throw new Error(MESSAGE);
    await set.call(fakeBrowser.storage.local, items);
  });
}

/** Lets `put` write again, and ends the holding back of writes. Call it after each test. */
export function removeDisk(): void {
  IDBObjectStore.prototype.put = put;
  setWritesHeld(false);
}
