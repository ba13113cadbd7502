import type { Table } from 'dexie';
import { browser } from '../browser/browser.ts';
import { db } from './database.ts';
import { isFailedWrite } from './failures.ts';
import { setWritesHeld, writesAreHeld } from './open-database.ts';
import { canWrite } from './write-probe.ts';

/**
 * Protects the database on a full disk. After several refused writes, Chromium may replace the database by an empty
 * database. So after one failed write, all further writes are refused until a probe succeeds (`write-probe.ts`).
 */

/**
 * The key in `storage.session` that is set after a failed write. All pages and the background read it. It stays when
 * the background ends, and `storage.session` needs no disk.
 */
const HELD = 'writesHeld';

/**
 * Runs a transaction that writes to these tables. Outside the index lock, this is the only way to write to the reader's
 * tables. If the browser refuses the write, all further writes are refused until a probe succeeds: in every page and in
 * the background, even after the background has ended and started again.
 *
 * @throws {DOMException} `QuotaExceededError` while there is no room
 * @throws any error of `work`; then nothing is written
 */
export async function write<T>(tables: readonly Table[], work: () => PromiseLike<T>): Promise<T> {
  await ensureRoom();
  try {
    return await db.transaction('rw', [...tables], work);
  } catch (error) {
    // Hold the writes here too: the transaction's promise may reject before its `abort` listener has run.
    if (isFailedWrite(error)) setWritesHeld(true);
    await shareFailedWrite();
    throw error;
  }
}

/**
 * After a refused write, tests whether the disk has room, and throws if it has no room. Await this function before each
 * write to the database; `write` and the index lock do so.
 *
 * @throws {DOMException} `QuotaExceededError` while there is no room
 */
export async function ensureRoom(): Promise<void> {
  if (!writesAreHeld() && !(await browser.storage.session.get(HELD))[HELD]) return;
  if (!(await canWrite())) throw new DOMException('There is no room for a probe.', 'QuotaExceededError');
  await browser.storage.session.remove(HELD);
  setWritesHeld(false);
}

/**
 * Records that the search worker of this page failed to write. The search worker itself can neither test the disk nor
 * tell other pages.
 */
export async function recordFailedWrite(): Promise<void> {
  setWritesHeld(true);
  await shareFailedWrite();
}

/** If this page or background refuses writes, makes all other pages and the background refuse them too. */
export async function shareFailedWrite(): Promise<void> {
  if (writesAreHeld()) await browser.storage.session.set({ [HELD]: true });
}
