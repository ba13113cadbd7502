import { report, start } from '../browser/listener-errors.ts';
import { trustedScriptAddress } from '../browser/trusted-script-address.ts';
import { ensureRoom, recordFailedWrite } from '../db/disk-space.ts';
import { onTablesChanged } from '../db/table-changes.ts';
import type { FoundRow, WantedRows } from '../search/found-rows.ts';
import { type Answer, type SearchClient, searchClient } from '../search/search-client.ts';
import type { Progress, SearchPort } from '../search/search-protocol.ts';

/** Receives the events of the search on the library page. */
export interface SearchEvents {
  /** More of the answer to the last query, or the answer after a change. */
  readonly onAnswer: (query: string, answer: Answer) => void;
  readonly onProgress: (progress: Progress) => void;
  /** The search worker cannot be used. */
  readonly onFailed: () => void;
}

/** A query whose results are counted. */
export interface CountedQuery {
  readonly query: string;
  /** Filters of the list in which the query searches. */
  readonly within: string;
  /** Receives the number of results, and again after each change of the library. */
  readonly onCount: (count: number) => void;
}

/** A worker, narrowed to what is used. */
type SearchWorker = SearchPort & Pick<Worker, 'terminate' | 'onerror'>;

/** A worker that does not answer for so long (ms) is dead: browsers end workers without an event. */
const PATIENCE_MS = 5000;
/** So many workers in a row may die or fail. */
const MAX_FAILURES = 3;

/** Changes of these tables change the index, those of `FOUND` only the answers. */
const INDEXED = ['saved', 'savedTexts', 'state'];
const FOUND = ['saved', 'savedTexts', 'searchLists'];

function newWorker(): SearchWorker {
  return new Worker(trustedScriptAddress('/search-worker.js'));
}

/** The library's search, as the page sees it. It starts the worker, and starts another one if that dies. */
export class LibrarySearch {
  readonly #events: SearchEvents;
  readonly #startWorker: () => SearchWorker;
  readonly #ends: readonly (() => void)[];
  #worker: SearchWorker | undefined;
  #client: SearchClient | undefined;
  #query: string | undefined;
  #within = '';
  #toCount: readonly CountedQuery[] = [];
  /** Number of queries in `#toCount` whose results are counted since the last change. */
  #counted = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Workers in a row that died or failed. */
  #failures = 0;

  constructor(events: SearchEvents, startWorker = newWorker) {
    this.#events = events;
    this.#startWorker = startWorker;
    this.#ends = [
      onTablesChanged(INDEXED, () => start('update the search index', () => this.#updateIndex())),
      onTablesChanged(FOUND, () => this.#askAgain()),
    ];
    this.#start();
  }

  /**
   * Asks for the answer to a query. It replaces the one before.
   *
   * @param within filters of the list in which the reader searches
   */
  search(query: string, within = ''): void {
    this.#query = query;
    this.#within = within;
    this.#ask();
  }

  /** Ends the search. Its worker goes on with the index. */
  stop(): void {
    this.#query = undefined;
    this.#countNext();
  }

  /**
   * Counts the results of queries, one after the other, once the reader's own search is answered. These queries replace
   * those before.
   */
  count(queries: readonly CountedQuery[]): void {
    this.#toCount = queries;
    this.#askAgain();
  }

  /** Returns rows of the list; none if the worker dies. */
  rows(wanted: WantedRows): Promise<readonly FoundRow[]> {
    const rows = this.#client?.rows(wanted);
    this.#expectReply();
    return rows ?? Promise.resolve([]);
  }

  close(): void {
    for (const end of this.#ends) end();
    this.#end();
  }

  #start(): void {
    this.#worker = this.#startWorker();
    this.#worker.onerror = () => this.#restart();
    this.#client = searchClient(this.#worker, {
      onReply: () => {
        clearTimeout(this.#timer);
        this.#timer = undefined;
      },
      onFailure: (reason) => {
        report('search', reason);
        this.#restart();
      },
      onUpdate: this.#events.onProgress,
      onNotUpdated: ({ isFailedWrite }) => {
        if (isFailedWrite) start('record a failed write', recordFailedWrite);
      },
    });
    start('update the search index', () => this.#updateIndex());
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#worker?.terminate();
    this.#client?.close();
    this.#worker = undefined;
    this.#client = undefined;
  }

  #restart(): void {
    this.#end();
    this.#failures++;
    if (this.#failures > MAX_FAILURES) this.#events.onFailed();
    else {
      this.#start();
      this.#ask();
    }
  }

  #askAgain(): void {
    this.#counted = 0;
    this.#ask();
  }

  #ask(): void {
    const query = this.#query;
    if (query === undefined) this.#countNext();
    if (query === undefined || !this.#client) return;
    this.#client.search({ query, within: this.#within }, (answer) => {
      this.#failures = 0;
      if (query !== this.#query) return;
      this.#events.onAnswer(query, answer);
      if (answer.isLast) this.#countNext();
    });
    this.#expectReply();
  }

  #countNext(): void {
    const queries = this.#toCount;
    const next = queries[this.#counted];
    if (!next || !this.#client) return;
    const { query, within, onCount } = next;
    this.#client.search({ query, within }, ({ isLast, total, hits }) => {
      this.#failures = 0;
      if (!isLast || this.#toCount !== queries) return;
      onCount(total ?? hits.length);
      this.#counted++;
      this.#countNext();
    });
    this.#expectReply();
  }

  #expectReply(): void {
    if (this.#client) this.#timer ??= setTimeout(() => this.#restart(), PATIENCE_MS);
  }

  /** The worker cannot probe the disk. While there is no room, it is told of no change and writes nothing. */
  async #updateIndex(): Promise<void> {
    await ensureRoom();
    this.#client?.changed();
  }
}
