import { runAtOnce } from '../db/run-in-slices.ts';
import type { QueuedForSearch } from '../db/search-records.ts';
import { type LiveSegment, SearchIndex } from './search-index.ts';
import { withDeleted } from './segments/merge-segments.ts';
import { Segment } from './segments/segment.ts';
import { SegmentBuilder } from './segments/segment-builder.ts';
import type { ReadDocuments, StoredIndex } from './stored-index.ts';

/**
 * Maximum number of queued analyses that a search indexes in memory. After an import, more analyses may be queued. The
 * search worker soon packs them into segments.
 */
const MAX_SCANNED = 50;

/**
 * The search index together with the newest queued analyses, so that a search finds an analysis that was just saved.
 */
export class IndexWithQueue {
  readonly #stored: StoredIndex;
  readonly #readDocuments: ReadDocuments;
  #basis: SearchIndex | undefined;
  #queued: readonly QueuedForSearch[] = [];
  #index = new SearchIndex();
  /** The result of the last call of `get`. */
  #last: Promise<SearchIndex> | undefined;

  constructor(stored: StoredIndex, read: ReadDocuments) {
    this.#stored = stored;
    this.#readDocuments = read;
  }

  /**
   * Returns the current search index together with the newest queued analyses.
   *
   * @param isUnchanged whether the search index and the queue are unchanged since the last call. If so, this function
   *   returns the last result again
   */
  get(isUnchanged = false): Promise<SearchIndex> {
    if (isUnchanged && this.#last) return this.#last;
    const read = this.#read();
    this.#last = read;
    // If the read fails, the next call reads again.
    read.catch(() => {
      if (this.#last === read) this.#last = undefined;
    });
    return read;
  }

  async #read(): Promise<SearchIndex> {
    const { index: basis, queued } = await this.#stored.refreshWithQueue(MAX_SCANNED);
    if (basis === this.#basis && isSame(queued, this.#queued)) return this.#index;
    this.#index = queued.length === 0 ? basis : await this.#withQueued(basis, queued);
    this.#basis = basis;
    this.#queued = queued;
    return this.#index;
  }

  async #withQueued(basis: SearchIndex, queued: readonly QueuedForSearch[]): Promise<SearchIndex> {
    const ids = new Set(queued.map(({ id }) => id));
    const builder = new SegmentBuilder();
    for (const document of await this.#readDocuments([...ids].map((id) => ({ id, kind: 'saved' }))))
      builder.add(document);
    const segment = Segment.open(runAtOnce(builder.pack()));
    const others = basis.segments.map((live) => (live.kind === 'saved' ? without(live, ids) : live));
    if (!segment) return new SearchIndex(others);
    return new SearchIndex([...others, { name: 'queue', kind: 'saved', segment, deleted: new Uint8Array() }]);
  }
}

function isSame(one: readonly QueuedForSearch[], other: readonly QueuedForSearch[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ id, change }, n) => other[n]?.id === id && other[n]?.change === change)
  );
}

function without(live: LiveSegment, ids: ReadonlySet<string>): LiveSegment {
  let { deleted } = live;
  live.segment.ids.forEach((id, document) => {
    if (ids.has(id)) deleted = withDeleted(deleted, document);
  });
  return deleted === live.deleted ? live : { ...live, deleted };
}
