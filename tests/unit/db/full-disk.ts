import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { setWritesHeld } from '../../../lib/db/opening.ts';

/** A disk that tests fill: while it is full, `put` and `storage.local` fail, and everything can still be read. */
export const disk = {
  isFull: false,
  /** Is called with the table of each `put`. */
  written: vi.fn<(table: string) => void>(),
};

const MESSAGE = 'The disk is full.';
const put = IDBObjectStore.prototype.put;
const set: (items: Record<string, unknown>) => Promise<void> = fakeBrowser.storage.local.set;

/** Puts a disk with room in the place of the real one. Runs before each test, once what the test needs is written. */
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

/** Gives back the real disk. Runs after each test. */
export function removeDisk(): void {
  IDBObjectStore.prototype.put = put;
  setWritesHeld(false);
}
