import type { FoundRow, WantedRows } from './found-rows.ts';
import type { Correction } from './search.ts';
import type { Hit } from './search-index.ts';
import type { Progress, SearchPort, SearchReply, SearchRequest } from './search-protocol.ts';

/** The answer to a query as far as it is known. */
export interface Answer {
  readonly hits: readonly Hit[];
  /** How many documents the whole answer has; absent until phrases have been checked. */
  readonly total?: number | undefined;
  readonly corrections: readonly Correction[];
  readonly isLast: boolean;
  readonly isComplete: boolean;
}

/** The page's end of the channel. */
export interface SearchClient {
  /** Asks for an answer. Calls back with more and more of it, until the next search begins. */
  search(
    request: Omit<SearchRequest & { type: 'search' }, 'type' | 'number'>,
    onAnswer: (answer: Answer) => void,
  ): void;
  /** Returns rows of the list. */
  rows(wanted: WantedRows): Promise<readonly FoundRow[]>;
  /** Tells the worker that the reader's records or the index changed. Check first that the disk has room. */
  changed(): void;
  /** Ends the channel: rows that have not come are none. */
  close(): void;
}

/** What the page does with replies that belong to no request. Failures of searches are for the console. */
export interface SearchListeners {
  /** The index changed: search again. */
  readonly onUpdate?: (progress: Progress) => void;
  /** The index could not be brought up to date. */
  readonly onNotUpdated?: (failure: { readonly reason: string; readonly isFailedWrite: boolean }) => void;
  /** A search failed. */
  readonly onFailure?: (reason: string) => void;
  /** Any reply came, so the worker is alive. */
  readonly onReply?: () => void;
}

/** Opens the page's end of a channel. */
export function searchClient(
  port: SearchPort,
  { onUpdate, onNotUpdated, onFailure = console.error, onReply }: SearchListeners = {},
): SearchClient {
  let number = 0;
  let hits: Hit[] = [];
  let listener: (answer: Answer) => void = () => undefined;
  let rowRequests = 0;
  const wantedRows = new Map<number, (rows: readonly FoundRow[]) => void>();
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
      const { promise, resolve } = Promise.withResolvers<readonly FoundRow[]>();
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
