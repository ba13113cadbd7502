import { browser } from '../browser/browser.ts';
import { isNewer, isStorageFull } from '../db/failures.ts';
import type { SyncFailure, SyncState } from '../db/index-records.ts';
import { hasRoom, shareFailedWrite } from '../db/room.ts';

/**
 * Why syncs fail while the database cannot be written to, or not even opened. A failure that is written to the
 * database that is full reaches nobody: this one stands in `storage.session`, which needs no disk.
 */

const TROUBLE = 'syncTrouble';

/** See `SyncState`. */
type Trouble = Required<Pick<SyncState, 'failure' | 'nextAt'>>;

export async function recordTrouble(error: unknown, now: number, nextAt: number): Promise<void> {
  await shareFailedWrite();
  const failure = await reasonOf(error, now);
  await browser.storage.session.set({ [TROUBLE]: { failure, nextAt } satisfies Trouble });
}

/** Chromium reports a database that it cannot open on a full disk as an unknown error: a probe tells more. */
async function reasonOf(error: unknown, now: number): Promise<SyncFailure> {
  if (isNewer(error)) return { reason: 'newer-database', at: now };
  if (isStorageFull(error) || !(await hasRoom())) return { reason: 'storage-full', at: now };
  return { reason: 'database', at: now };
}

/** Returns whether there was any. */
export async function clearTrouble(): Promise<boolean> {
  const before = await browser.storage.session.get(TROUBLE);
  await browser.storage.session.remove(TROUBLE);
  return before[TROUBLE] !== undefined;
}

/** The sync state as it is told: what the database could not take comes first. */
export async function withTrouble(stored: SyncState): Promise<SyncState> {
  const trouble = (await browser.storage.session.get(TROUBLE))[TROUBLE] as Trouble | undefined;
  if (!trouble) return stored;
  const { runningSince: _, ...rest } = stored;
  return { ...rest, ...trouble, failures: Math.max(1, stored.failures) };
}

/** Calls back when the trouble changes. Returns the way to stop. */
export function onTrouble(callback: () => void): () => void {
  const listener = (changes: Record<string, unknown>, area: string): void => {
    if (area === 'session' && TROUBLE in changes) callback();
  };
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}
