import { reportUnexpected, startTask } from '../browser/listener-errors.ts';
import { ensureRoom, recordFailedWrite } from '../db/disk-space.ts';
import { onTablesChanged } from '../db/table-changes.ts';
import type { FoundRowContent, WantedRows } from '../search/found-rows.ts';
import { type SearchAnswer, type SearchClient, searchClient } from '../search/search-client.ts';
import type { IndexProgress, SearchPort } from '../search/search-protocol.ts';
import { searchWorker } from './search-worker.ts';

/** Receives the events of the search on the library page. */
export interface SearchListener {
  /**
   * Called each time more of the answer to the last query has arrived. Also called with a new answer after the library
   * or the search index has changed.
   */
  readonly onAnswer: (query: string, answer: SearchAnswer) => void;
  readonly onProgress: (progress: IndexProgress) => void;
  /** Called if the search worker cannot be used. */
  readonly onFailed: () => void;
}

/** A query whose results are counted. */
export interface CountedQuery {
  readonly query: string;
  /** Filters of the list in which the query searches. */
  readonly within: string;
  /** Called with the number of results, and again after each change of the library. */
  readonly onCount: (count: number) => void;
}

/** A search worker, with only the members that `LibrarySearch` uses. */
type SearchWorker = SearchPort & Pick<Worker, 'terminate' | 'onerror'>;

/**
 * A search worker counts as dead if it does not answer within this time (ms): the browser sends no event when it ends a
 * worker. The time doubles with each failure in a row (`#failures`), because a busy device may delay an answer.
 */
const REPLY_TIMEOUT_MS = 5000;
/** Maximum number of search workers in a row that may die or fail. */
const MAX_FAILURES = 3;

/** Tables that the search index is made from. After a change, the search worker updates the search index. */
const INDEXED = ['saved', 'savedTexts', 'state'];
/** Tables on which answers depend. After a change, this class requests all answers again. */
const FOUND = ['saved', 'savedTexts', 'searchLists'];
/** Tables that the search worker reads before a search, unless the request says that they are unchanged. */
const READ = ['searchQueue', 'searchLists'];

/** The page's access to the library's search. Starts the search worker. If it dies or fails, starts another one. */
export class LibrarySearch {
  readonly #events: SearchListener;
  readonly #startWorker: () => SearchWorker;
  readonly #ends: readonly (() => void)[];
  #worker: SearchWorker | undefined;
  #client: SearchClient | undefined;
  #query: string | undefined;
  #within = '';
  #toCount: readonly CountedQuery[] = [];
  /** Number of queries in `#toCount` that have been counted, or skipped, since the last change. */
  #counted = 0;
  /** Whether the whole answer to the reader's query has arrived. */
  #isAnswered = false;
  /**
   * The kind of query that the search worker is answering: the reader's query, or a query to count. A new query ends
   * the previous query.
   */
  #running: 'search' | 'count' | undefined;
  /** Whether tables in `READ` may have changed since the last request to this search worker. */
  #isChanged = true;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Number of search workers in a row that died or failed, except those that died or failed during a count. */
  #failures = 0;

  constructor(events: SearchListener, startWorker: () => SearchWorker = searchWorker) {
    this.#events = events;
    this.#startWorker = startWorker;
    this.#ends = [
      onTablesChanged(READ, () => {
        this.#isChanged = true;
      }),
      onTablesChanged(INDEXED, () => startTask('update the search index', () => this.#updateIndex())),
      onTablesChanged(FOUND, () => this.#askAgain()),
    ];
    this.#start();
  }

  /**
   * Requests the answer to a query, which replaces the previous query.
   *
   * @param within filters of the list in which the reader searches
   */
  search(query: string, within = ''): void {
    this.#query = query;
    this.#within = within;
    this.#isAnswered = false;
    this.#ask();
  }

  /** Ends the reader's search. The search worker continues to count results and to update the search index. */
  stop(): void {
    this.#query = undefined;
    if (this.#running === 'count') return;
    this.#running = undefined;
    this.#countNext();
  }

  /**
   * Counts the results of queries, one after the other, once the reader's own search is answered. These queries replace
   * the queries of the previous call.
   */
  count(queries: readonly CountedQuery[]): void {
    this.#toCount = queries;
    this.#counted = 0;
    if (this.#running !== 'search') this.#ask();
  }

  /** Returns rows of the list; none if the search worker dies. */
  rows(wanted: WantedRows): Promise<readonly FoundRowContent[]> {
    const rows = this.#client?.rows(wanted);
    this.#expectReply();
    return rows ?? Promise.resolve([]);
  }

  close(): void {
    for (const end of this.#ends) end();
    this.#end();
  }

  #start(): void {
    this.#isChanged = true;
    this.#worker = this.#startWorker();
    this.#worker.onerror = () => this.#restart();
    this.#client = searchClient(this.#worker, {
      onReply: () => {
        clearTimeout(this.#timer);
        this.#timer = undefined;
      },
      onFailure: (reason) => {
        reportUnexpected('search', reason);
        this.#restart();
      },
      onUpdate: this.#events.onProgress,
      onNotUpdated: ({ isFailedWrite }) => {
        if (isFailedWrite) startTask('record a failed write', recordFailedWrite);
      },
    });
    startTask('update the search index', () => this.#updateIndex());
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
    // A failed count must not stop the reader's own search, so skip this count until the library changes.
    if (this.#running === 'count') this.#counted++;
    else this.#failures++;
    this.#running = undefined;
    this.#isAnswered = false;
    if (this.#failures > MAX_FAILURES) this.#events.onFailed();
    else {
      this.#start();
      this.#ask();
    }
  }

  #askAgain(): void {
    this.#isChanged = true;
    this.#counted = 0;
    this.#isAnswered = false;
    this.#ask();
  }

  /** Asks for the answer to the reader's query or, if there is no query or it is answered, for the next count. */
  #ask(): void {
    const query = this.#query;
    if (query === undefined || this.#isAnswered) this.#countNext();
    else this.#search(query);
  }

  #search(query: string): void {
    if (!this.#client) return;
    this.#running = 'search';
    this.#client.search({ query, within: this.#within, isUnchanged: this.#isUnchanged() }, (answer) => {
      this.#failures = 0;
      if (query !== this.#query) return;
      this.#events.onAnswer(query, answer);
      if (!answer.isLast) return;
      this.#running = undefined;
      this.#isAnswered = true;
      this.#countNext();
    });
    this.#expectReply();
  }

  #countNext(): void {
    const queries = this.#toCount;
    const next = queries[this.#counted];
    if (!next || !this.#client) return;
    const { query, within, onCount } = next;
    this.#running = 'count';
    this.#client.search({ query, within, isUnchanged: this.#isUnchanged() }, ({ isLast, total, hits }) => {
      this.#failures = 0;
      if (!isLast) return;
      this.#running = undefined;
      if (this.#toCount !== queries) return;
      onCount(total ?? hits.length);
      this.#counted++;
      this.#countNext();
    });
    this.#expectReply();
  }

  /** Returns whether the tables in `READ` are unchanged since the last request. Call it once for each new request. */
  #isUnchanged(): boolean {
    const isUnchanged = !this.#isChanged;
    this.#isChanged = false;
    return isUnchanged;
  }

  #expectReply(): void {
    if (this.#client)
      this.#timer ??= setTimeout(() => this.#restart(), REPLY_TIMEOUT_MS * 2 ** this.#failures);
  }

  /**
   * Makes the search worker update the search index. The search worker cannot test whether the disk has room. If there
   * is no room, this method throws before it sends the request, so the search worker writes nothing.
   */
  async #updateIndex(): Promise<void> {
    await ensureRoom();
    this.#client?.changed();
  }
}
