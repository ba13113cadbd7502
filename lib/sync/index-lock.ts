import { StaleCommit } from '../db/index-state.ts';
import { ensureRoom } from '../db/room.ts';

const INDEX = 'civic-lens-index';
const SYNC = 'civic-lens-sync';
const HOSTS = 'civic-lens-hosts';

/** The work was ended because the reader deletes everything. */
export class EndedWork extends Error {
  override readonly name = 'EndedWork';
}

/** Whether work was ended, or its commit refused, because another index came or the reader deleted everything. */
export function isEnded(error: unknown): boolean {
  return error instanceof EndedWork || error instanceof StaleCommit;
}

/**
 * Runs work that writes the index. Sync, back-fill, keep-texts and *Delete everything* share this one lock, in every
 * page and worker of the extension. Back-fill holds it for its writes only, so that a sync never waits for a page.
 *
 * @param work its signal is aborted when *Delete everything* takes the lock away; it must write nothing from then on
 * @throws {EndedWork} where the lock was taken away
 * @throws {DOMException} `QuotaExceededError` while there is no room
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
    // A stolen lock rejects the request while its work still runs (Web Locks, 2.5).
    if (!isHeld) throw error;
    controller.abort();
    throw new EndedWork('The index lock was taken away.');
  }
}

/**
 * To be called in a transaction that writes under the lock: what comes after a deletion must not be written.
 *
 * @param signal of `withIndexLock`
 * @throws {EndedWork} where the lock was taken away
 */
export function checkHeld(signal: AbortSignal): void {
  if (signal.aborted) throw new EndedWork('The index lock was taken away.');
}

/**
 * Takes the lock away from whoever holds it: a sync over a slow line must not keep the reader from deleting everything.
 * A commit checks in its transaction that what it was prepared on still stands, so that ended work writes nothing.
 */
export function takeOverIndexLock<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(INDEX, { steal: true }, work);
}

/**
 * Runs work that writes or deletes the hosts for content scripts: what is written belongs to the index as it stands
 * then.
 */
export function withHostsLock<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(HOSTS, work);
}

/** Runs a sync, unless one is running: its result is as new as that of another one would be. */
export function ifNoSync<T>(work: () => Promise<T>): Promise<T | undefined> {
  return navigator.locks.request(SYNC, { ifAvailable: true }, async (lock) => (lock ? work() : undefined));
}

/** Whether a sync is running now. The lock of a background that was killed is released by the browser. */
export async function isSyncRunning(): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === SYNC);
}
