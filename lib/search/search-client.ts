import type { FoundRowContent, WantedRows } from './found-rows.ts';
import type { SpellingCorrection } from './search.ts';
import type { Hit } from './search-index.ts';
import type { IndexProgress, SearchPort, SearchReply, SearchRequest } from './search-protocol.ts';

/** The part of an answer that has arrived. */
export interface SearchAnswer {
  readonly hits: readonly Hit[];
  /** Number of documents in the whole answer; absent until all phrases are checked. */
  readonly total?: number | undefined;
  readonly corrections: readonly SpellingCorrection[];
  readonly isLast: boolean;
  readonly isComplete: boolean;
}

/** The page's end of the channel. */
export interface SearchClient {
  /** Requests an answer. Calls `onAnswer` each time more of the answer has arrived, until the next search begins. */
  search(
    request: Omit<SearchRequest & { type: 'search' }, 'type' | 'number'>,
    onAnswer: (answer: SearchAnswer) => void,
  ): void;
  /** Returns rows of the list; none if `close` is called before the search worker replies. */
  rows(wanted: WantedRows): Promise<readonly FoundRowContent[]>;
  /** Tells the search worker that the reader's records or the index changed. First check that the disk has room. */
  changed(): void;
  /**
   * Ends the requests for rows to which the search worker has not replied yet. They return no rows. Call it when the
   * search worker ends.
   */
  close(): void;
}

/** Callbacks for replies of the search worker. The reasons of failures are for the console. */
export interface SearchListeners {
  /** Called after the search index has changed. The page should then search again. */
  readonly onUpdate?: (progress: IndexProgress) => void;
  /** Called if the search worker could not bring the search index up to date. */
  readonly onNotUpdated?: (failure: { readonly reason: string; readonly isFailedWrite: boolean }) => void;
  /** Called if a search failed. */
  readonly onFailure?: (reason: string) => void;
  /** Called for each reply. A reply shows that the search worker is alive. */
  readonly onReply?: () => void;
}

/** Opens the page's end of a channel. */
export function searchClient(
  port: SearchPort,
  { onUpdate, onNotUpdated, onFailure = console.error, onReply }: SearchListeners = {},
): SearchClient {
  let number = 0;
  let hits: Hit[] = [];
  let listener: (answer: SearchAnswer) => void = () => undefined;
  let rowRequests = 0;
  const wantedRows = new Map<number, (rows: readonly FoundRowContent[]) => void>();
  const found = ({ ids, areCards, ...answer }: SearchReply & { type: 'found' }): void => {
    hits = [...hits, ...ids.map((id, n): Hit => ({ id, kind: areCards[n] === 1 ? 'card' : 'saved' }))];
    const { total, corrections, isLast, isComplete } = answer;
    listener({ hits, total, corrections, isLast, isComplete });
  };
  port.onmessage = ({ data }: MessageEvent<SearchReply>) => {
    onReply?.();
    switch (data.type) {
      case 'updated':
        return onUpdate?.({ isComplete: data.isComplete, indexed: data.indexed });
      case 'not-updated':
        return onNotUpdated?.({ reason: data.reason, isFailedWrite: data.isFailedWrite });
      case 'rows':
        wantedRows.get(data.number)?.(data.rows);
        wantedRows.delete(data.number);
        return undefined;
    }
    if (data.number !== number) return undefined;
    return data.type === 'failed' ? onFailure(data.reason) : found(data);
  };
  const post = (request: SearchRequest): void => port.postMessage(request);
  return {
    search(request, onAnswer) {
      number++;
      hits = [];
      listener = onAnswer;
      post({ ...request, type: 'search', number });
    },
    rows(wanted) {
      const { promise, resolve } = Promise.withResolvers<readonly FoundRowContent[]>();
      wantedRows.set(++rowRequests, resolve);
      post({ ...wanted, type: 'rows', number: rowRequests });
      return promise;
    },
    changed: () => post({ type: 'changed' }),
    close() {
      for (const resolve of wantedRows.values()) resolve([]);
      wantedRows.clear();
    },
  };
}
