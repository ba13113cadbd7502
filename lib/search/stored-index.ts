import type { ListedSegment, QueuedForSearch, SegmentList, StoredSegment } from '../db/search-records.ts';
import type { PackedBlock } from '../index/byte-packing.ts';
import { type Hit, type LiveSegment, SearchIndex } from './search-index.ts';
import { commitChange, type SearchStore } from './search-tables.ts';
import type { SearchDocument } from './segments/fields.ts';
import { isDeleted, withDeleted } from './segments/merge-segments.ts';
import { Segment } from './segments/segment.ts';

/** Reads documents. Leaves out documents that no longer exist. */
export type ReadDocuments = (hits: readonly Hit[]) => PromiseLike<readonly SearchDocument[]>;

/** Identifies a list of segments; `undefined` before the first list. */
export type SegmentListVersion = number | undefined;

/** The search index, and the queued analyses at the same moment. */
export interface IndexAndQueue {
  readonly index: SearchIndex;
  readonly queued: readonly QueuedForSearch[];
}

/** A change of the search index, based on the list of segments that is loaded. */
export interface OwnChange {
  readonly added?: readonly (Pick<ListedSegment, 'kind' | 'source'> & { readonly bytes: PackedBlock })[];
  /** Names of the segments to remove. */
  readonly removed?: readonly string[];
  /** Ids of saved analyses. The change marks their documents in the present segments as deleted. */
  readonly deleted?: readonly string[];
  readonly done?: readonly QueuedForSearch[];
  readonly isComplete?: boolean;
}

/**
 * The stored search index, and the part of it that is loaded. The database is authoritative: other search workers may
 * change it at any time. So each change names the list of segments on which it is based, and is refused if this list
 * has changed since.
 */
export class StoredIndex {
  readonly store: SearchStore;
  #list: SegmentList | undefined;
  #index = new SearchIndex();
  #damaged: readonly ListedSegment[] = [];
  #refreshing: Promise<unknown> = Promise.resolve();
  /** For each saved analysis, the name of its segment and its number in the segment; computed when needed. */
  #places: Map<string, { readonly name: string; readonly document: number }> | undefined;

  constructor(store: SearchStore) {
    this.store = store;
  }

  /** The search index, as it was last loaded. */
  get index(): SearchIndex {
    return this.#index;
  }

  /** Whether every saved analysis was indexed at least once, and no segment with saved analyses is damaged. */
  get isComplete(): boolean {
    return (this.#list?.isComplete ?? false) && !this.#damaged.some(({ kind }) => kind === 'saved');
  }

  /** The segments that are loaded and not damaged. */
  get listed(): readonly ListedSegment[] {
    return this.#list?.segments.filter((entry) => !this.#damaged.includes(entry)) ?? [];
  }

  /** Whether any segments are damaged. The next commit removes them. Their documents must then be indexed again. */
  get isDamaged(): boolean {
    return this.#damaged.length > 0;
  }

  /** Identifies the loaded list. Pass it to `commit`. */
  get basis(): SegmentListVersion {
    return this.#list?.change;
  }

  /** Loads the changes since the last call. Writes nothing. */
  async refresh(): Promise<SearchIndex> {
    return (await this.refreshWithQueue(0)).index;
  }

  /**
   * Loads the changes since the last call and, in the same transaction, reads queued analyses. Writes nothing.
   *
   * @param limit maximum number of queued analyses to read. The newest are read first
   */
  refreshWithQueue(limit: number): Promise<IndexAndQueue> {
    // Run one refresh after the other, so that two calls at the start do not both load everything.
    const refreshed = this.#refreshing.then(() => this.#reload(limit));
    this.#refreshing = refreshed.catch(() => undefined);
    return refreshed;
  }

  async #reload(limit: number): Promise<IndexAndQueue> {
    const { queue, lists, segments } = this.store;
    const known = this.#known();
    // Use one transaction: another search worker may replace segments, or index queued analyses, at any time.
    const { list, queued, records } = await this.store.read(async () => {
      const [list, queued] = await Promise.all([
        lists.get('list'),
        limit > 0 ? queue.orderBy('queuedAt').reverse().limit(limit).toArray() : [],
      ]);
      const isKnown = list?.change === this.#list?.change;
      const missing = list?.segments.flatMap(({ name }) => (known.has(name) ? [] : [name])) ?? [];
      return {
        list,
        queued,
        records: isKnown || missing.length === 0 ? [] : await segments.bulkGet(missing),
      };
    });
    if (list?.change !== this.#list?.change) {
      for (const record of records) open(known, record);
      this.#show(list, known);
    }
    return { index: this.#index, queued };
  }

  /** Returns the segments in memory, by name. */
  #known(): Map<string, Segment> {
    return new Map(this.#index.segments.map(({ name, segment }) => [name, segment]));
  }

  #show(list: SegmentList | undefined, known: ReadonlyMap<string, Segment>): void {
    const segments = list?.segments ?? [];
    const lost = segments.filter(({ name }) => !known.has(name));
    // The segments of one source belong together: if one is damaged, all count as damaged.
    const sources = new Set(lost.flatMap(({ source }) => source ?? []));
    this.#damaged = segments.filter(
      (entry) => lost.includes(entry) || (entry.source !== undefined && sources.has(entry.source)),
    );
    this.#list = list;
    this.#places = undefined;
    this.#index = new SearchIndex(
      this.listed.flatMap(({ name, kind, deleted }): LiveSegment[] => {
        const segment = known.get(name);
        return segment ? [{ name, kind, segment, deleted }] : [];
      }),
    );
  }

  /**
   * Writes a change.
   *
   * @param basis the value of `basis` before the change was prepared
   * @returns `false` if the stored list is no longer the list of `basis`, for example because another search worker has
   *   changed it. Then call `refresh`, and make the change again
   */
  async commit(
    basis: SegmentListVersion,
    { added = [], removed = [], deleted = [], done = [], isComplete }: OwnChange,
  ): Promise<boolean> {
    const marks = this.#marksFor(deleted);
    const kept = this.listed
      .filter(({ name }) => !removed.includes(name))
      .map((entry) => ({ ...entry, deleted: marks.get(entry.name) ?? entry.deleted }));
    const fresh = added.map(({ bytes, ...entry }) => ({ ...entry, bytes, name: crypto.randomUUID() }));
    const listed = fresh.map(
      ({ bytes: _, ...entry }): ListedSegment => ({ ...entry, deleted: new Uint8Array() }),
    );
    const next = await commitChange(this.store, {
      basis,
      list: { segments: [...kept, ...listed], isComplete: isComplete ?? this.isComplete },
      added: fresh.map(({ name, bytes }) => ({ name, bytes })),
      removed: [...removed, ...this.#damaged.map(({ name }) => name)],
      done,
    });
    if (!next) return false;
    if (basis === this.basis) {
      const known = this.#known();
      for (const record of fresh) open(known, record);
      this.#show(next, known);
    }
    return true;
  }

  /** Returns the new deletion marks of the segments that contain these saved analyses, by segment name. */
  #marksFor(ids: readonly string[]): Map<string, Uint8Array<ArrayBuffer>> {
    const marks = new Map<string, Uint8Array<ArrayBuffer>>();
    if (ids.length === 0) return marks;
    this.#places ??= this.#newPlaces();
    const before = new Map(this.listed.map(({ name, deleted }) => [name, deleted]));
    for (const id of ids) {
      const place = this.#places.get(id);
      if (!place) continue;
      const own = marks.get(place.name) ?? before.get(place.name) ?? new Uint8Array();
      marks.set(place.name, withDeleted(own, place.document));
    }
    return marks;
  }

  #newPlaces(): Map<string, { readonly name: string; readonly document: number }> {
    const places = new Map<string, { readonly name: string; readonly document: number }>();
    for (const { name, kind, segment, deleted } of this.#index.segments) {
      if (kind !== 'saved') continue;
      segment.ids.forEach((id, document) => {
        if (!isDeleted(deleted, document)) places.set(id, { name, document });
      });
    }
    return places;
  }
}

/** Opens a segment and adds it to `known`, unless it is damaged. */
function open(known: Map<string, Segment>, record: StoredSegment | undefined): void {
  const segment = record && Segment.open(record.bytes);
  if (segment) known.set(record.name, segment);
}
