import { browser } from '../browser.ts';
import { noteFailedWrite, writesAreHeld } from './opening.ts';

/**
 * Room on the disk. After some refused writes Chromium gives a database up and starts an empty one. So after a failed write nothing more
 * is written to the database, until a probe shows that there is room: a few kilobytes into `storage.local`, which stands elsewhere and
 * keeps what it has.
 */

const PROBE = 'room-probe';
const PROBE_BYTES = 4096;
/** In `storage.session`, which needs no disk: also the next background, and pages, know that a write failed. */
const HELD = 'writesHeld';

/**
 * To be awaited before the database is written to.
 *
 * @throws {DOMException} `QuotaExceededError` while there is no room
 */
export async function ensureRoom(): Promise<void> {
  if (!writesAreHeld() && !(await browser.storage.session.get(HELD))[HELD]) return;
  if (!(await hasRoom())) throw new DOMException('There is no room for a probe.', 'QuotaExceededError');
  await browser.storage.session.remove(HELD);
  noteFailedWrite(false);
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
