import type { QueuedForSearch, SegmentList, StoredSegment } from '../db/search-records.ts';

/** The tables of the search index, narrowed to the methods in use. Tables of Dexie have this form. */
export interface SearchStore {
  /** Key `id`, index `queuedAt`. */
  readonly queue: {
    orderBy(index: 'queuedAt'): {
      reverse(): { limit(count: number): { toArray(): PromiseLike<QueuedForSearch[]> } };
    };
    bulkGet(ids: string[]): PromiseLike<(QueuedForSearch | undefined)[]>;
    bulkDelete(ids: string[]): PromiseLike<unknown>;
  };
  /** Key `name`. */
  readonly segments: {
    bulkGet(names: string[]): PromiseLike<(StoredSegment | undefined)[]>;
    bulkPut(segments: readonly StoredSegment[]): PromiseLike<unknown>;
    bulkDelete(names: string[]): PromiseLike<unknown>;
  };
  /** Key `name`. */
  readonly lists: {
    get(name: 'list'): PromiseLike<SegmentList | undefined>;
    put(list: SegmentList): PromiseLike<unknown>;
  };
  /** Runs work in one transaction that may read the three tables. */
  read<Result>(work: () => PromiseLike<Result>): PromiseLike<Result>;
  /** Runs work in one transaction that may read and write the three tables. */
  write<Result>(work: () => PromiseLike<Result>): Promise<Result>;
}

/** A change of the search index, and the list of segments on which it is based. */
export interface SearchIndexChange {
  /** `change` of that list; `undefined` if there was no list. */
  readonly basis: number | undefined;
  readonly list: Omit<SegmentList, 'name' | 'change'>;
  readonly added: readonly StoredSegment[];
  /** Names of the segments to remove. */
  readonly removed: readonly string[];
  /** Queued analyses that the new list covers. */
  readonly done: readonly QueuedForSearch[];
}

/**
 * Writes a change of the search index in one transaction: if the search worker is killed, either the whole change is
 * written or nothing. Analyses that were queued again meanwhile stay in the queue.
 *
 * @returns the new list. `undefined` if the stored list is no longer the list of `basis`, for example because another
 *   search worker has changed it or the reader has deleted everything. Nothing is then written
 */
export async function commitChange(
  store: SearchStore,
  { basis, list, added, removed, done }: SearchIndexChange,
): Promise<SegmentList | undefined> {
  return store.write(async () => {
    if ((await store.lists.get('list'))?.change !== basis) return undefined;
    const next: SegmentList = { ...list, name: 'list', change: Math.random() };
    await store.lists.put(next);
    if (added.length > 0) await store.segments.bulkPut(added);
    if (removed.length > 0) await store.segments.bulkDelete([...removed]);
    if (done.length > 0) await store.queue.bulkDelete(await unchanged(store, done));
    return next;
  });
}

async function unchanged({ queue }: SearchStore, done: readonly QueuedForSearch[]): Promise<string[]> {
  const entries = await queue.bulkGet(done.map(({ id }) => id));
  return done.flatMap(({ id, change }, n) => (entries[n]?.change === change ? [id] : []));
}
