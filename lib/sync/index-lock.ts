import { ensureRoom } from '../db/disk-space.ts';
import { StaleCommit } from '../db/index-state.ts';

const INDEX = 'civic-lens-index';
const SYNC = 'civic-lens-sync';
const HOSTS = 'civic-lens-hosts';

/** Thrown if work was stopped because the reader deletes everything. */
export class EndedWork extends Error {
  override readonly name = 'EndedWork';
}

/**
 * Whether an error says that work was stopped, or its commit refused, because the index was replaced or the reader
 * deleted everything.
 */
export function isEndedWork(error: unknown): boolean {
  return error instanceof EndedWork || error instanceof StaleCommit;
}

/**
 * Runs work that writes the index. Sync, back-fill, keep-texts and *Delete everything* share this lock, in every page
 * and in the background. Back-fill holds it only while it writes, so that a sync never waits for a page.
 *
 * @param work gets a signal that is aborted when *Delete everything* takes the lock. After that, the work must write
 *   nothing
 * @throws {EndedWork} if *Delete everything* took the lock
 * @throws {DOMException} `QuotaExceededError` while the disk has no room
 */
export async function withIndexLock<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let isHeld = false;
  try {
    return await navigator.locks.request(INDEX, async () => {
      isHeld = true;
      try {
        await ensureRoom();
        return await work(controller.signal);
      } finally {
        isHeld = false;
      }
    });
  } catch (error) {
    // When another request steals the lock, this request rejects, but its work still runs
    // (https://w3c.github.io/web-locks/).
    if (!isHeld) throw error;
    controller.abort();
    throw new EndedWork('*Delete everything* has taken the index lock.');
  }
}

/**
 * Checks that the work still holds the lock. Call it in each transaction that writes under the lock, so that nothing is
 * written after a deletion.
 *
 * @param signal the signal that `withIndexLock` passed to the work
 * @throws {EndedWork} if *Delete everything* took the lock
 */
export function checkHeld(signal: AbortSignal): void {
  if (signal.aborted) throw new EndedWork('*Delete everything* has taken the index lock.');
}

/**
 * Takes the index lock from its present holder and runs work with it, so that *Delete everything* does not wait for a
 * sync over a slow connection. The former holder writes nothing more, because each of its transactions first checks
 * that nothing was deleted (`checkCommitBasis`, `checkHeld`).
 */
export function takeOverIndexLock<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(INDEX, { steal: true }, work);
}

/**
 * Runs work that writes or deletes the host list of the content scripts. The work reads the index under this lock, so
 * the last list that is written belongs to the newest index.
 */
export function withHostsLock<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(HOSTS, work);
}

/** Runs a sync. If a sync is running already, does nothing and returns `undefined`. */
export function runUnlessSyncing<T>(work: () => Promise<T>): Promise<T | undefined> {
  return navigator.locks.request(SYNC, { ifAvailable: true }, async (lock) => (lock ? work() : undefined));
}

/** Whether a sync is running now. The browser releases the lock of a killed background. */
export async function isSyncRunning(): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === SYNC);
}
