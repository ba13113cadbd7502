import { db } from './database.ts';
import type { IndexState, SyncState } from './index-records.ts';

/** The current index, or `undefined` before the first one arrived. */
export async function indexState(): Promise<IndexState | undefined> {
  return (await db.state.get('index')) as IndexState | undefined;
}

/** How keeping it up to date goes. */
export async function syncState(): Promise<SyncState> {
  return ((await db.state.get('sync')) as SyncState | undefined) ?? { name: 'sync', failures: 0 };
}

/** Changes some fields of the sync state; a field given as `undefined` is removed. */
export async function updateSyncState(change: Partial<Omit<SyncState, 'name'>>): Promise<void> {
  await db.transaction('rw', db.state, async () => {
    const next: SyncState = { ...(await syncState()), ...change };
    await db.state.put(next);
  });
}

/**
 * Notes that a sync begins.
 *
 * @param signal aborted where everything is being deleted
 * @throws {StaleCommit} then
 */
export async function beginSync(runningSince: number, signal: AbortSignal): Promise<void> {
  await db.transaction('rw', db.state, async () => {
    if (signal.aborted) throw new StaleCommit('Everything was deleted.');
    await updateSyncState({ runningSince });
  });
}

/** As `updateSyncState`, within a sync or after one: where everything was deleted since then, there is no state to change. */
export async function changeSync(
  change: Partial<Omit<SyncState, 'name'>> | ((state: SyncState) => Partial<Omit<SyncState, 'name'>>),
): Promise<void> {
  await db.transaction('rw', db.state, async () => {
    if (!(await db.state.get('sync'))) return;
    await updateSyncState(typeof change === 'function' ? change(await syncState()) : change);
  });
}

/** Writes the result of a sync, unless everything was deleted since it began. */
export async function endSync(
  runningSince: number,
  change: Partial<Omit<SyncState, 'name'>>,
): Promise<boolean> {
  return db.transaction('rw', db.state, async () => {
    if ((await syncState()).runningSince !== runningSince) return false;
    await updateSyncState({ ...change, runningSince: undefined });
    return true;
  });
}

/** What a commit was prepared on: it is refused where another one came in between. */
export interface Basis {
  readonly generation: string | undefined;
  readonly origin: IndexState['origin'] | undefined;
  /** When the sync that it belongs to began. *Delete everything* removes it with all the rest. */
  readonly runningSince: number | undefined;
}

/** The index was replaced or deleted while another commit was prepared. */
export class StaleCommit extends Error {
  override readonly name = 'StaleCommit';
}

/** Read before anything is fetched, and handed to `commitIndex`. */
export async function basisOfCommit(): Promise<Basis> {
  return db.transaction('r', db.state, async () => {
    const index = await indexState();
    const { runningSince } = await syncState();
    return { generation: index?.generation, origin: index?.origin, runningSince };
  });
}

/**
 * Call it in the transaction that writes what was fetched.
 *
 * @throws {StaleCommit} where the index was replaced or deleted since
 */
export async function checkBasis(basis: Basis): Promise<void> {
  const now = await basisOfCommit();
  if (
    now.generation !== basis.generation ||
    now.origin !== basis.origin ||
    now.runningSince !== basis.runningSince
  )
    throw new StaleCommit('Another index came, or everything was deleted.');
}
