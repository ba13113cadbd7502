import { browser } from '../browser/browser.ts';
import { announceChange } from '../db/database-changes.ts';
import { shareFailedWrite } from '../db/disk-space.ts';
import { isNewerDatabaseError, isStorageFull } from '../db/failures.ts';
import type { SyncFailure, SyncState } from '../db/index-records.ts';
import { canWrite } from '../db/write-probe.ts';

/**
 * *Trouble* is the reason why the database cannot be opened or written to. The database itself cannot store this
 * reason. So the reason is in `storage.session`, which needs no disk.
 */

const TROUBLE = 'syncTrouble';

/** The failure, and when the next sync is due, as in `SyncState`. */
type Trouble = Required<Pick<SyncState, 'failure' | 'nextAt'>>;

/**
 * Records why the database cannot be used.
 *
 * @param now milliseconds since the epoch
 * @param nextAt when the next sync is due, milliseconds since the epoch
 */
export async function recordTrouble(error: unknown, now: number, nextAt: number): Promise<void> {
  await shareFailedWrite();
  const failure = await reasonOf(error, now);
  await browser.storage.session.set({ [TROUBLE]: { failure, nextAt } satisfies Trouble });
  announceChange();
}

/** On a full disk, Chromium may report an unknown error. A probe then shows whether the disk is full. */
async function reasonOf(error: unknown, now: number): Promise<SyncFailure> {
  if (isNewerDatabaseError(error)) return { reason: 'newer-database', at: now };
  if (isStorageFull(error) || !(await canWrite())) return { reason: 'storage-full', at: now };
  return { reason: 'database', at: now };
}

/** Removes the trouble, because the database works again. Returns whether there was any trouble. */
export async function clearTrouble(): Promise<boolean> {
  const before = await browser.storage.session.get(TROUBLE);
  await browser.storage.session.remove(TROUBLE);
  if (before[TROUBLE] === undefined) return false;
  announceChange();
  return true;
}

/**
 * Returns the sync state as the extension's pages show it. If there is trouble, its `failure` and `nextAt` replace the
 * stored values, and no sync counts as running.
 */
export async function withTrouble(stored: SyncState): Promise<SyncState> {
  const trouble = (await browser.storage.session.get(TROUBLE))[TROUBLE] as Trouble | undefined;
  if (!trouble) return stored;
  const { runningSince: _, ...rest } = stored;
  return { ...rest, ...trouble, failures: Math.max(1, stored.failures) };
}

/** Calls back when the trouble changes. Returns a function that ends the calls. */
export function onTrouble(callback: () => void): () => void {
  const listener = (changes: Record<string, unknown>, area: string): void => {
    if (area === 'session' && TROUBLE in changes) callback();
  };
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}
