import type { QueuedForSearch, SegmentList, StoredSegment } from '../../lib/db/search-records.ts';
import type { SearchStore } from '../../lib/search/search-tables.ts';

/** The tables of the search index, in memory. Counts the bytes that a database would write. */
export class MemoryStore implements SearchStore {
  readonly #queued = new Map<string, QueuedForSearch>();
  readonly #records = new Map<string, StoredSegment>();
  #list: SegmentList | undefined;
  /** Number of bytes written since the start. */
  written = 0;

  readonly queue = {
    put: async (record: QueuedForSearch) => void this.#queued.set(record.id, record),
    orderBy: () => ({
      reverse: () => ({
        limit: (count: number) => ({
          toArray: async () =>
            [...this.#queued.values()].sort((a, b) => b.queuedAt - a.queuedAt).slice(0, count),
        }),
      }),
    }),
    bulkGet: async (ids: string[]) => ids.map((id) => this.#queued.get(id)),
    bulkDelete: async (ids: string[]) => {
      for (const id of ids) this.#queued.delete(id);
    },
  };

  readonly segments = {
    // Return a copy, as a database does.
    bulkGet: async (names: string[]) => names.map((name) => structuredClone(this.#records.get(name))),
    bulkPut: async (records: readonly StoredSegment[]) => {
      for (const record of records) {
        this.#records.set(record.name, record);
        this.written += record.bytes.length;
      }
    },
    bulkDelete: async (names: string[]) => {
      for (const name of names) this.#records.delete(name);
    },
  };

  readonly lists = {
    get: async () => this.#list,
    put: async (list: SegmentList) => {
      this.#list = list;
      this.written += sizeOf(list);
    },
  };

  read<Result>(work: () => PromiseLike<Result>): PromiseLike<Result> {
    return work();
  }

  async write<Result>(work: () => PromiseLike<Result>): Promise<Result> {
    return work();
  }

  /** Number of bytes of the segments and of their list. */
  get bytes(): number {
    const segments = [...this.#records.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
    return segments + (this.#list ? sizeOf(this.#list) : 0);
  }
}

function sizeOf({ segments }: SegmentList): number {
  return segments.reduce(
    (sum, { name, source = '', deleted }) => sum + name.length + source.length + deleted.length + 60,
    0,
  );
}
