import type { FoundRow, WantedRows } from './found-rows.ts';
import type { Correction, Found } from './search.ts';
import type { Field } from './segments/fields.ts';

/** The messages between a page and the search worker. */

/** From the page. */
export type SearchRequest =
  /** Asks for the answer to a query. A request replaces the one before it, which gets no more replies. */
  | {
      readonly type: 'search';
      /** Chosen by the page; replies carry it. */
      readonly number: number;
      /** In the grammar of `query.ts`. */
      readonly query: string;
      /** Filters that must be met, too, in the same grammar: those of the list in which the reader searches. */
      readonly within?: string;
      /** Fields that are searched; all if absent. */
      readonly fields?: readonly Field[];
      /** Whether to leave out cards of the index. */
      readonly savedOnly?: boolean;
    }
  /** Asks for rows of the list. */
  | ({ readonly type: 'rows'; readonly number: number } & WantedRows)
  /**
   * Says that the reader's records or the index changed, and that the disk has room. The worker brings its index up to
   * date.
   */
  | { readonly type: 'changed' };

/** From the worker. */
export type SearchReply =
  /** A part of an answer. */
  | {
      readonly type: 'found';
      readonly number: number;
      /** The next documents, best first, and for each of them 1 if it is a card of the index. */
      readonly ids: readonly string[];
      readonly areCards: Uint8Array<ArrayBuffer>;
      /** How many documents the whole answer has; absent until phrases have been checked. */
      readonly total?: number;
      readonly corrections: readonly Correction[];
      readonly isLast: boolean;
      /** Whether the index covers all that is saved. Until then, documents may be missing. */
      readonly isComplete: boolean;
    }
  /** The request could not be answered. The reason is for the console. */
  | { readonly type: 'failed'; readonly number: number; readonly reason: string }
  /** Rows, in the order of the request. Those of documents that no longer exist are left out. */
  | { readonly type: 'rows'; readonly number: number; readonly rows: readonly FoundRow[] }
  /** The index changed: the same query may have another answer now. */
  | ({ readonly type: 'updated' } & Progress)
  /** The index could not be brought up to date. Answers stay right: what is queued is scanned. */
  | { readonly type: 'not-updated'; readonly reason: string; readonly isFailedWrite: boolean };

/** How far the index has come. */
export interface Progress {
  /** Whether it covers all that is saved. */
  readonly isComplete: boolean;
  /** How many saved analyses it has. */
  readonly indexed: number;
}

/** One end of a channel: a `Worker`, a `MessagePort`, or the global object of a worker. */
export interface SearchPort {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

/** What a worker can do, apart from messages. */
export interface SearchService {
  answer(request: SearchRequest & { type: 'search' }): AsyncIterable<Found>;
  rows(wanted: WantedRows): Promise<readonly FoundRow[]>;
  /** Brings the index up to date. Calls back when it changed. */
  update(onChange: () => void): Promise<void>;
  readonly progress: Progress;
}
