import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { LibrarySearch } from '../../lib/app/library-search.ts';
import { prepareSearchWorker } from '../../lib/app/search-worker.ts';
import { pageDatabase } from '../../lib/app/send-query.ts';
import { startTask } from '../../lib/browser/listener-errors.ts';
import { nextTask } from '../../lib/db/run-in-slices.ts';
import type { FoundRowContent, WantedRows } from '../../lib/search/found-rows.ts';
import type { SpellingCorrection } from '../../lib/search/search.ts';
import type { SearchAnswer } from '../../lib/search/search-client.ts';
import type { Hit } from '../../lib/search/search-index.ts';
import type { LibraryPlace } from '../../lib/tab/library-address.ts';
import { listsAnalyses } from './kind-of-list.ts';
import type { filterQueryOf } from './place-query.ts';
import { partsInTurn } from './show-parts-after-paint.ts';

/** The part of an answer that has arrived. */
export interface FoundPart extends SearchAnswer {
  /** The query of this answer. The reader may have typed a newer query, whose answer has not arrived yet. */
  readonly query: string;
  /** Whether the query contains words. Without words, the answer is not ranked. */
  readonly hasWords: boolean;
  /** Reads the row of a hit: its card, and the parts to mark. `undefined` if the analysis no longer exists. */
  readonly readRow: (hit: Hit) => Promise<FoundRowContent | undefined>;
}

export type SearchState =
  /** The search box is empty, or the place lists something that the search worker does not search. */
  | { readonly state: 'off' }
  /** No answer has arrived yet. */
  | { readonly state: 'starting' }
  | { readonly state: 'found'; readonly found: FoundPart }
  /** The search does not work here, for example in a private window of Firefox. */
  | { readonly state: 'failed' };

export interface Search {
  readonly search: SearchState;
  /**
   * Number of saved analyses in the first search index while the search worker builds it; `undefined` at other times.
   * Until that index is complete, answers may lack analyses.
   */
  readonly preparing: number | undefined;
  /** The client of the search; `undefined` until its code is loaded, and if the search does not work here. */
  readonly opened: OpenedSearch | undefined;
  /**
   * Begins the search for a place that the page will show next, so that the search worker works while the page draws
   * that place.
   */
  readonly begin: (next: LibraryPlace) => void;
}

/** The client of the search, once its code is loaded. */
export interface OpenedSearch {
  readonly library: LibrarySearch;
  readonly filterQueryOf: typeof filterQueryOf;
}

/**
 * Searches the library and the cards of the index for the query in the search box. The answer arrives in parts, and is
 * updated after every change of the library. Until a new answer arrives, the hook returns the last one.
 */
export function useSearch(place: LibraryPlace): Search {
  const { view, lens, topic, outlet, label, q = '', saved } = place;
  const isAsked = isSearched(place);
  const [opened, setOpened] = useState<OpenedSearch>();
  const [found, setFound] = useState<FoundPart>();
  const [hasFailed, setFailed] = useState(() => !canSearch());
  const [preparing, setPreparing] = useState<number>();
  /**
   * The search that was begun last. The search box begins a search before the page is drawn. When the page is then
   * drawn, this hook must not begin the same search again.
   */
  const begun = useRef<{ readonly q: string; readonly within: string } | undefined>(undefined);
  useEffect(() => {
    if (hasFailed) return undefined;
    const ended = new AbortController();
    startTask('open the search', async () => {
      await prepared;
      const { hasSearchWords, filterQueryOf, LibrarySearch } = await loadSearch();
      if (ended.signal.aborted) return;
      const showPart = partsInTurn(ended.signal);
      const library = new LibrarySearch({
        onAnswer(query, answer) {
          showPart(query, (isFirst) => {
            setFound((last) => {
              // While this part waited, the reader may have emptied the search box, or typed another query.
              if (!isFirst && begun.current?.q !== query) return last;
              return {
                ...answer,
                query,
                hasWords: hasSearchWords(query),
                // All parts of one answer use the same function, so that their rows have the same marks.
                readRow:
                  last?.query === query && !last.isLast
                    ? last.readRow
                    : rowReader(query, answer.corrections, (wanted) => library.rows(wanted)),
              };
            });
            if (answer.isComplete) setPreparing(undefined);
            else setPreparing((indexed = 0) => indexed);
          });
        },
        onProgress: ({ isComplete, indexed }) => setPreparing(isComplete ? undefined : indexed),
        onFailed: () => setFailed(true),
      });
      ended.signal.addEventListener('abort', () => library.close());
      setOpened({ library, filterQueryOf });
    });
    return () => ended.abort();
  }, [hasFailed]);
  const begin = (next: LibraryPlace): void => {
    if (!opened || !isSearched(next)) return;
    const [q = '', within] = [next.q, opened.filterQueryOf(next)];
    if (begun.current?.q === q && begun.current.within === within) return;
    begun.current = { q, within };
    opened.library.search(q, within);
  };
  // Use a layout effect: an ordinary effect would run only after the next frame, so the search would begin later.
  useLayoutEffect(() => {
    begin(place);
    if (isAsked) return;
    begun.current = undefined;
    opened?.library.stop();
    setFound(undefined);
  }, [opened, isAsked, view, lens, topic, outlet, label, q, saved]);
  return {
    search: stateOf(isAsked, hasFailed, found),
    preparing,
    opened: hasFailed ? undefined : opened,
    begin,
  };
}

const loadSearch = () => import('./open-search.ts');

/**
 * Resolves when the search worker has been started, or could not be started; `undefined` if the search is not prepared.
 */
let prepared: Promise<unknown> | undefined;

/**
 * Starts the search worker and loads the code of the search while the browser paints the first rows. So the search is
 * soon ready when the reader sees the list. If a step fails, `useSearch` tries it again, and reports a second failure.
 *
 * @param firstRows resolves when the first rows have been read. Starting the search worker earlier would delay them
 */
export function prepareSearch(firstRows: Promise<unknown>): void {
  if (!canSearch()) return;
  const prepare = async (): Promise<void> => {
    await firstRows;
    // Let the page draw the rows first.
    await nextTask();
    prepareSearchWorker();
    loadSearch().catch(() => undefined);
  };
  prepared = prepare().catch(() => undefined);
}

/** Whether the search worker searches for the query of a place. */
function isSearched(place: LibraryPlace): boolean {
  return place.q !== undefined && place.q.trim() !== '' && listsAnalyses(place);
}

/** Whether this page can search. In a private window of Firefox, the page has no database. */
function canSearch(): boolean {
  return pageDatabase() !== undefined && typeof Worker === 'function';
}

function stateOf(isAsked: boolean, hasFailed: boolean, found: FoundPart | undefined): SearchState {
  if (!isAsked) return { state: 'off' };
  if (hasFailed) return { state: 'failed' };
  return found ? { state: 'found', found } : { state: 'starting' };
}

/**
 * Returns a function that reads rows. It sends one request to the search worker for all rows that are wanted at the
 * same time.
 */
function rowReader(
  query: string,
  corrections: readonly SpellingCorrection[],
  readRows: (wanted: WantedRows) => Promise<readonly FoundRowContent[]>,
): FoundPart['readRow'] {
  let next:
    | { readonly hits: Hit[]; readonly rows: Promise<ReadonlyMap<string, FoundRowContent>> }
    | undefined;
  const begin = (): NonNullable<typeof next> => {
    const hits: Hit[] = [];
    const rows = Promise.resolve().then(async () => {
      next = undefined;
      return new Map((await readRows({ query, corrections, hits })).map((row) => [row.id, row]));
    });
    return { hits, rows };
  };
  return async (hit) => {
    next ??= begin();
    next.hits.push(hit);
    return (await next.rows).get(hit.id);
  };
}

/**
 * Returns the content of the row of a found analysis; `undefined` until it has been read. After a new answer, the
 * earlier content stays until the new content has been read.
 */
export function useFoundRow(readRow: FoundPart['readRow'], { id, kind }: Hit): FoundRowContent | undefined {
  const [row, setRow] = useState<FoundRowContent>();
  useLayoutEffect(() => {
    let isShown = true;
    startTask('read a row of the results', async () => {
      const read = await readRow({ id, kind });
      if (isShown && read) setRow(read);
    });
    return () => {
      isShown = false;
    };
  }, [readRow, id, kind]);
  return row?.id === id ? row : undefined;
}
