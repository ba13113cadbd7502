import Dexie, { type EntityTable, type Table } from 'dexie';
import { queueForSearch } from '../../../lib/db/search-queue.ts';
import type { QueuedForSearch, SegmentList, StoredSegment } from '../../../lib/db/search-records.ts';
import type { FoundRecord, ReadRecords } from '../../../lib/search/found-rows.ts';
import type { CardSource, SearchSources } from '../../../lib/search/keep-index.ts';
import type { SearchStore } from '../../../lib/search/search-tables.ts';
import type { SearchDocument } from '../../../lib/search/segments/fields.ts';

type Tables = Dexie & {
  saved: EntityTable<SearchDocument, 'id'>;
  searchQueue: EntityTable<QueuedForSearch, 'id'>;
  searchSegments: EntityTable<StoredSegment, 'name'>;
  searchLists: Table<SegmentList, 'list'>;
};

/**
 * The error of a killed search worker. The commit during which it is killed fails with this error, and so do all later
 * commits.
 */
export class Killed extends Error {}

/** A library in a Dexie database of its own. The documents in it represent saved analyses. */
export class TestLibrary {
  readonly db: Tables;
  /** Cards of the index, keyed by the key of their `CardSource`. */
  cards = new Map<string, readonly SearchDocument[]>();
  #clock = 0;

  private constructor(name: string) {
    this.db = new Dexie(name) as Tables;
    this.db.version(1).stores({
      saved: 'id',
      searchQueue: 'id, queuedAt',
      searchSegments: 'name',
      searchLists: 'name',
    });
  }

  static #count = 0;

  /** Opens a new, empty library. */
  static open(): TestLibrary {
    return new TestLibrary(`search-${TestLibrary.#count++}`);
  }

  /** Saves new documents, or changes documents that are already saved. */
  async save(...documents: readonly SearchDocument[]): Promise<void> {
    await this.db.transaction('rw', this.db.saved, this.db.searchQueue, async () => {
      await this.db.saved.bulkPut([...documents]);
      for (const { id } of documents) await queueForSearch(this.db.searchQueue, id, this.#clock++);
    });
  }

  async remove(id: string): Promise<void> {
    await this.db.transaction('rw', this.db.saved, this.db.searchQueue, async () => {
      await this.db.saved.delete(id);
      await queueForSearch(this.db.searchQueue, id, this.#clock++);
    });
  }

  /**
   * Returns the tables as a search worker sees them.
   *
   * @param commits number of commits that succeed; the search worker is killed at the end of the next commit
   */
  store(commits = Number.POSITIVE_INFINITY): SearchStore {
    const { db } = this;
    let left = commits;
    return {
      queue: db.searchQueue,
      segments: db.searchSegments,
      lists: db.searchLists,
      read: (work) => db.transaction('r', db.searchQueue, db.searchSegments, db.searchLists, work),
      write: (work) =>
        db.transaction('rw', [db.searchQueue, db.searchSegments, db.searchLists], async () => {
          const result = await work();
          if (left-- <= 0) throw new Killed();
          return result;
        }),
    };
  }

  /**
   * Returns the sources of documents.
   * @param onRead called before documents are read
   */
  sources(onRead: () => PromiseLike<void> | undefined = () => undefined): SearchSources {
    return {
      savedIds: async () => this.db.saved.toCollection().primaryKeys(),
      cards: async () => [...this.cards].map(([key, list]): CardSource => ({ key, read: async () => list })),
      read: async (hits) => {
        await onRead();
        const saved = hits.flatMap(({ id, kind }) => (kind === 'saved' ? [id] : []));
        const cards = [...this.cards.values()].flat();
        return [
          ...(await this.db.saved.bulkGet(saved)).flatMap((document) => document ?? []),
          ...hits.flatMap(({ id, kind }) =>
            kind === 'card' ? (cards.find((card) => card.id === id) ?? []) : [],
          ),
        ];
      },
    };
  }

  /** Returns a function that reads documents as records whose cards have only a headline. */
  rowSources(): { readonly records: ReadRecords } {
    const { read } = this.sources();
    return {
      records: async (hits) =>
        (await read(hits)).map((document): FoundRecord => {
          const [headline = ''] = document.texts.headline ?? [];
          const kind = hits.find(({ id }) => id === document.id)?.kind ?? 'saved';
          return { id: document.id, kind, card: { headline } as FoundRecord['card'], document };
        }),
    };
  }
}
