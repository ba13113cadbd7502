import { foundRows, type ReadRecords } from './found-rows.ts';
import { keepIndex, type SearchSources } from './keep-index.ts';
import { asksForSaved, type DocumentFacts, filterOf, isFilter } from './query/filters.ts';
import { parseQuery } from './query/query.ts';
import { IndexWithQueue } from './queued-documents.ts';
import { type Found, type SearchOptions, search } from './search.ts';
import type { Hit, SearchIndex } from './search-index.ts';
import type { SearchRequest, SearchService } from './search-protocol.ts';
import type { SearchStore } from './search-tables.ts';
import { StoredIndex } from './stored-index.ts';

/** The data that the service reads: for the search index, for filters, and for the rows of results. */
export interface ServiceSources extends SearchSources {
  /**
   * Returns a function that gives the facts of a document, for the filters of a query. A document without facts passes
   * no filter.
   *
   * @param areSavedOnly whether the query can find only saved analyses. The function then needs no facts of cards
   */
  readonly facts: (areSavedOnly: boolean) => PromiseLike<(hit: Hit) => DocumentFacts | undefined>;
  readonly records: ReadRecords;
}

export interface LoadableService extends SearchService {
  /** Loads the search index, so that the first answer need not wait for it. */
  load(): Promise<void>;
}

const LOCK = 'civic-lens-search';

/** Runs `work` under a lock that only one search worker of this browser can hold at a time. */
function alone(work: () => Promise<void>): Promise<void> {
  return navigator.locks.request(LOCK, work);
}

/**
 * Returns the functions of a search worker, which answers queries and keeps the stored search index up to date.
 *
 * @param exclusively runs a function under a lock that only one search worker can hold at a time
 */
export function searchService(
  store: SearchStore,
  sources: ServiceSources,
  exclusively: (work: () => Promise<void>) => Promise<void> = alone,
): LoadableService {
  const stored = new StoredIndex(store);
  const withQueue = new IndexWithQueue(stored, sources.read);
  let isWarm = false;
  /** Resolves when the last answer has ended. */
  let answering: Promise<void> = Promise.resolve();
  /** The update that has not started yet. It will see all changes made until it starts. */
  let waiting: Promise<void> | undefined;
  async function* answerTo({
    query: text,
    within = '',
    fields,
    savedOnly = false,
    isUnchanged = false,
  }: SearchRequest & { type: 'search' }): AsyncGenerator<Found, void, void> {
    const query = parseQuery(text);
    const place = parseQuery(within);
    const index = await withQueue.get(isUnchanged);
    const [passes, isWithin] = [filterOf(query), filterOf(place)];
    const facts = [...query.terms, ...place.terms].some(isFilter)
      ? await sources.facts(savedOnly || asksForSaved(query) || asksForSaved(place))
      : undefined;
    const accepts = (hit: Hit): boolean => {
      if (savedOnly && hit.kind === 'card') return false;
      if (!facts) return true;
      const own = facts(hit);
      return own !== undefined && isWithin(own) && passes(own);
    };
    const options: SearchOptions = { accepts, read: sources.read, ...(fields ? { fields } : {}) };
    yield* search(index, query, options);
  }
  return {
    progress: {
      get isComplete() {
        return stored.isComplete;
      },
      get indexed() {
        return stored.index.idsOf('saved').size;
      },
    },
    rows: (wanted) => foundRows(wanted, sources.records),
    async load() {
      await withQueue.get();
    },
    async *answer(request) {
      // This search makes the browser compile the code. So `update` needs no warm-up, which could delay answers.
      isWarm = true;
      const { promise, resolve } = Promise.withResolvers<void>();
      answering = promise;
      try {
        yield* answerTo(request);
      } finally {
        resolve();
      }
    },
    update(onChange) {
      const work = async (): Promise<void> => {
        waiting = undefined;
        if (!isWarm) await warmUp(await stored.refresh());
        isWarm = true;
        await keepIndex(stored, sources, { onCommit: onChange });
      };
      // Wait for the answer that is being sent: the page waits for this answer, but not for the update. The wait also
      // ensures that `waiting` is set before `work` runs, even if the lock is free.
      waiting ??= Promise.resolve()
        .then(() => answering)
        .then(() => exclusively(work));
      return waiting;
    },
  };
}

/** One query of each kind: a letter, a word that no text contains, and a phrase. */
const EACH_KIND = ['e', 'qzxwvkjq', '"a b"'];

/** Runs a search of each kind, so that the browser has compiled the code before the reader types. */
async function warmUp(index: SearchIndex): Promise<void> {
  for (const text of EACH_KIND) await search(index, parseQuery(text), { read: async () => [] }).next();
}
