import type { Correction, Found } from './search.ts';
import type { Hit } from './search-index.ts';
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
      /** Fields that are searched; all if absent. */
      readonly fields?: readonly Field[];
      /** Whether to leave out cards of the index. */
      readonly savedOnly?: boolean;
    }
  /** Says that the reader's records or the index changed. The worker brings its index up to date. */
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
  /** The index changed: the same query may have another answer now. */
  | { readonly type: 'updated'; readonly isComplete: boolean };

/** One end of a channel: a `Worker`, a `MessagePort`, or the global object of a worker. */
export interface SearchPort {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

/** What a worker can do, apart from messages. */
export interface SearchService {
  answer(request: SearchRequest & { type: 'search' }): AsyncIterable<Found>;
  /** Brings the index up to date. Calls back when it changed. */
  update(onChange: () => void): Promise<void>;
  readonly isComplete: boolean;
}

/** The first reply to a request has so many documents at most: more than the list shows, and quick to copy. */
const FIRST_HITS = 100;

/**
 * Answers the messages of one page.
 *
 * @param report gets errors that nobody waits for
 */
export function serveSearch(
  port: SearchPort,
  service: SearchService,
  report: (error: unknown) => void = console.error,
): void {
  let newest = -1;
  const reply = (message: SearchReply): void => port.postMessage(message);
  const answer = async (request: SearchRequest & { type: 'search' }): Promise<void> => {
    const { number } = request;
    newest = number;
    try {
      for await (const part of service.answer(request)) {
        if (number !== newest) return;
        for (const message of repliesOf(number, part, service.isComplete)) reply(message);
      }
    } catch (error) {
      report(error);
      if (number === newest) reply({ type: 'failed', number, reason: String(error) });
    }
  };
  const update = async (): Promise<void> => {
    try {
      await service.update(() => reply({ type: 'updated', isComplete: service.isComplete }));
    } catch (error) {
      report(error);
    }
  };
  port.onmessage = ({ data }: MessageEvent<SearchRequest>) => {
    void (data.type === 'search' ? answer(data) : update());
  };
}

function repliesOf(
  number: number,
  { hits, corrections, isLast, total }: Found,
  isComplete: boolean,
): SearchReply[] {
  const parts = hits.length > FIRST_HITS ? [hits.slice(0, FIRST_HITS), hits.slice(FIRST_HITS)] : [hits];
  return parts.map((part, n) => ({
    type: 'found',
    number,
    ids: part.map(({ id }) => id),
    areCards: Uint8Array.from(part, ({ kind }) => (kind === 'card' ? 1 : 0)),
    ...(total === undefined ? {} : { total }),
    corrections,
    isLast: isLast && n === parts.length - 1,
    isComplete,
  }));
}

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
  /** Tells the worker that the reader's records or the index changed. */
  changed(): void;
}

/**
 * Opens the page's end of a channel.
 *
 * @param onUpdate called when the index changed: search again
 * @param onFailure called when a search failed
 */
export function searchClient(
  port: SearchPort,
  onUpdate: () => void = () => undefined,
  onFailure: (reason: string) => void = console.error,
): SearchClient {
  let number = 0;
  let hits: Hit[] = [];
  let listener: (answer: Answer) => void = () => undefined;
  port.onmessage = ({ data }: MessageEvent<SearchReply>) => {
    if (data.type === 'updated') return onUpdate();
    if (data.number !== number) return;
    if (data.type === 'failed') return onFailure(data.reason);
    const { ids, areCards, total, corrections, isLast, isComplete } = data;
    hits = [...hits, ...ids.map((id, n): Hit => ({ id, kind: areCards[n] === 1 ? 'card' : 'saved' }))];
    listener({ hits, total, corrections, isLast, isComplete });
  };
  return {
    search(request, onAnswer) {
      number++;
      hits = [];
      listener = onAnswer;
      port.postMessage({ ...request, type: 'search', number } satisfies SearchRequest);
    },
    changed: () => port.postMessage({ type: 'changed' } satisfies SearchRequest),
  };
}
