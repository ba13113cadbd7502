import type { Table } from 'dexie';
import { browser } from '../browser/browser.ts';
import { db } from './database.ts';
import { isFailedWrite } from './failures.ts';
import { setWritesHeld, writesAreHeld } from './opening.ts';

/**
 * Room on the disk. After some refused writes Chromium gives a database up and starts an empty one. So after a failed
 * write nothing more is written to the database, until a probe shows that there is room: a few kilobytes into
 * `storage.local`, which stands elsewhere and keeps what it has.
 */

const PROBE = 'room-probe';
const PROBE_BYTES = 4096;
/** In `storage.session`, which needs no disk: also the next background, and pages, know that a write failed. */
const HELD = 'writesHeld';

/**
 * Runs a transaction that writes to some tables. Outside the index lock this is the only way to write to the reader's
 * tables: it asks for room first, and once the browser refuses a write, it holds back all others, in every page and in
 * the next background.
 *
 * @throws {DOMException} `QuotaExceededError` while there is no room
 */
export async function write<T>(tables: readonly Table[], work: () => PromiseLike<T>): Promise<T> {
  await ensureRoom();
  try {
    return await db.transaction('rw', [...tables], work);
  } catch (error) {
    // The transaction may be rejected before its `abort` event is heard.
    if (isFailedWrite(error)) setWritesHeld(true);
    await shareFailedWrite();
    throw error;
  }
}

/**
 * To be awaited before the database is written to. `write` and the index lock do so.
 *
 * @throws {DOMException} `QuotaExceededError` while there is no room
 */
export async function ensureRoom(): Promise<void> {
  if (!writesAreHeld() && !(await browser.storage.session.get(HELD))[HELD]) return;
  if (!(await hasRoom())) throw new DOMException('There is no room for a probe.', 'QuotaExceededError');
  await browser.storage.session.remove(HELD);
  setWritesHeld(false);
}

/** Notes for the other pages and the next background that a write failed. */
export async function shareFailedWrite(): Promise<void> {
  if (writesAreHeld()) await browser.storage.session.set({ [HELD]: true });
}

/** Whether a few kilobytes can be written. */
export async function hasRoom(): Promise<boolean> {
  try {
    await browser.storage.local.set({ [PROBE]: crypto.randomUUID().repeat(Math.ceil(PROBE_BYTES / 36)) });
    return true;
  } catch {
    return false;
  } finally {
    // A probe that stays takes a few kilobytes, and the next one takes its place.
    await browser.storage.local.remove(PROBE).catch(() => undefined);
  }
}
