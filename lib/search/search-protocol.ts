import type { FoundRowContent, WantedRows } from './found-rows.ts';
import type { Found, SpellingCorrection } from './search.ts';
import type { Field } from './segments/fields.ts';

/** The messages between a page and the search worker. */

/** A message from the page. */
export type SearchRequest =
  /** Requests the answer to a query. The search worker sends no more replies to the previous query. */
  | {
      readonly type: 'search';
      /** A number that the page chooses. Replies contain it. */
      readonly number: number;
      /** The query, in the grammar of `query.ts`. */
      readonly query: string;
      /** The filters of the list in which the reader searches, in the grammar of `query.ts`. */
      readonly within?: string;
      /** The fields to search; all if absent. */
      readonly fields?: readonly Field[];
      /** Whether to omit cards of the index. */
      readonly savedOnly?: boolean;
      /**
       * Set if the queue and the list of segments are unchanged since the page's last search. The search worker then
       * reads neither of them, and uses the search index that it has in memory.
       */
      readonly isUnchanged?: boolean;
    }
  /** Requests rows of the list. */
  | ({ readonly type: 'rows'; readonly number: number } & WantedRows)
  /**
   * Reports that the reader's records or the index changed, and that the disk has room. The search worker then updates
   * the search index.
   */
  | { readonly type: 'changed' };

/** A message from the search worker. */
export type SearchReply =
  /** A part of an answer. */
  | {
      readonly type: 'found';
      readonly number: number;
      /** The next documents, best first. For each of them, `areCards` has 1 if it is a card of the index. */
      readonly ids: readonly string[];
      readonly areCards: Uint8Array<ArrayBuffer>;
      /** Number of documents in the whole answer; absent until all phrases are checked. */
      readonly total?: number;
      readonly corrections: readonly SpellingCorrection[];
      readonly isLast: boolean;
      /** Whether the search index covers all saved analyses. Until then, the answer may lack documents. */
      readonly isComplete: boolean;
    }
  /** The search failed. The reason is for the console. */
  | { readonly type: 'failed'; readonly number: number; readonly reason: string }
  /** Rows in the order of the request, without documents that no longer exist. */
  | { readonly type: 'rows'; readonly number: number; readonly rows: readonly FoundRowContent[] }
  /** The search index changed. The same query may now have another answer. */
  | ({ readonly type: 'updated' } & IndexProgress)
  /** The search worker could not update the search index. Answers still include the newest queued analyses. */
  | { readonly type: 'not-updated'; readonly reason: string; readonly isFailedWrite: boolean };

export interface IndexProgress {
  /** Whether the search index covers all saved analyses. */
  readonly isComplete: boolean;
  /** Number of saved analyses in the search index. */
  readonly indexed: number;
}

/** One end of a channel: a `Worker`, a `MessagePort`, or the global scope of a worker. */
export interface SearchPort {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

/** The functions of a search worker, without the messages. */
export interface SearchService {
  answer(request: SearchRequest & { type: 'search' }): AsyncIterable<Found>;
  rows(wanted: WantedRows): Promise<readonly FoundRowContent[]>;
  /** Brings the search index up to date. Calls `onChange` after each change. */
  update(onChange: () => void): Promise<void>;
  readonly progress: IndexProgress;
}
