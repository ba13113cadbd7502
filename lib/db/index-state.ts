import { db } from './database.ts';
import type { IndexState, SyncState } from './index-records.ts';

/** Returns the current index; `undefined` before the first commit. */
export async function indexState(): Promise<IndexState | undefined> {
  return (await db.state.get('index')) as IndexState | undefined;
}

/** Returns the sync state; the initial state if none is stored. */
export async function syncState(): Promise<SyncState> {
  return ((await db.state.get('sync')) as SyncState | undefined) ?? { name: 'sync', failures: 0 };
}

/** Changes some fields of the sync state. A field set to `undefined` counts as absent. */
export async function updateSyncState(change: Partial<Omit<SyncState, 'name'>>): Promise<void> {
  await db.transaction('rw', db.state, async () => {
    const next: SyncState = { ...(await syncState()), ...change };
    await db.state.put(next);
  });
}

/**
 * Records that a sync begins.
 *
 * @param runningSince the present time, ms since the epoch
 * @param signal aborted if the reader deletes everything
 * @throws {StaleCommit} if the signal is aborted
 */
export async function beginSync(runningSince: number, signal: AbortSignal): Promise<void> {
  await db.transaction('rw', db.state, async () => {
    if (signal.aborted) throw new StaleCommit('Everything was deleted.');
    await updateSyncState({ runningSince });
  });
}

/**
 * Changes the sync state like `updateSyncState`, but does nothing if no sync state is stored. The state is missing
 * after the reader has deleted everything.
 *
 * @param change the changed fields, or a function that computes them from the current state
 */
export async function changeSync(
  change: Partial<Omit<SyncState, 'name'>> | ((state: SyncState) => Partial<Omit<SyncState, 'name'>>),
): Promise<void> {
  await db.transaction('rw', db.state, async () => {
    if (!(await db.state.get('sync'))) return;
    await updateSyncState(typeof change === 'function' ? change(await syncState()) : change);
  });
}

/**
 * Writes the result of a sync, unless the reader has deleted everything since the sync began.
 *
 * @param runningSince when the sync began, as given to `beginSync`
 * @returns whether the result was written
 */
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

/** The state of the database when the preparation of a commit began. If it has changed since, the commit is refused. */
export interface CommitBasis {
  readonly generation: string | undefined;
  readonly origin: IndexState['origin'] | undefined;
  /** When the running sync began (ms since the epoch). *Delete everything* removes this time. */
  readonly runningSince: number | undefined;
}

/**
 * Thrown if a commit is refused because something changed during its preparation: the index was replaced or deleted, a
 * staged segment was deleted, another sync began, the publication is no longer read as a plain site, or the reader
 * deleted everything. Also thrown if the reader deletes everything while a sync begins.
 */
export class StaleCommit extends Error {
  override readonly name = 'StaleCommit';
}

/** Reads the basis of a commit. A sync does so before it fetches anything, and passes the basis to `commitIndex`. */
export async function readCommitBasis(): Promise<CommitBasis> {
  return (await indexAndBasis()).basis;
}

/** Reads the current index and the basis of a commit that replaces it. Both are from the same state of the database. */
export async function indexAndBasis(): Promise<IndexAndBasis> {
  return db.transaction('r', db.state, readInTransaction);
}

interface IndexAndBasis {
  readonly index: IndexState | undefined;
  readonly basis: CommitBasis;
}

async function readInTransaction(): Promise<IndexAndBasis> {
  const [index, { runningSince }] = await Promise.all([indexState(), syncState()]);
  return { index, basis: { generation: index?.generation, origin: index?.origin, runningSince } };
}

/**
 * Compares the basis with the database. Call it in the transaction that writes the fetched data.
 *
 * @throws {StaleCommit} if the index was replaced, another sync began, or the reader deleted everything after the basis
 *   was read
 */
export async function checkCommitBasis(basis: CommitBasis): Promise<void> {
  const { basis: now } = await readInTransaction();
  if (
    now.generation !== basis.generation ||
    now.origin !== basis.origin ||
    now.runningSince !== basis.runningSince
  )
    throw new StaleCommit('The index was replaced, another sync began, or everything was deleted.');
}
