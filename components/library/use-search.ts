import { useEffect, useState } from 'preact/hooks';
import type { LibrarySearch } from '../../lib/app/library-search.ts';
import { pageDatabase } from '../../lib/app/send-query.ts';
import { start } from '../../lib/browser/listener-errors.ts';
import type { FoundRow, WantedRows } from '../../lib/search/found-rows.ts';
import type { Correction } from '../../lib/search/search.ts';
import type { Answer } from '../../lib/search/search-client.ts';
import type { Hit } from '../../lib/search/search-index.ts';
import type { LibraryPlace } from '../../lib/tab/library-address.ts';
import type { filtersOf } from './place-query.ts';

/** What a search has found so far. */
export interface Found extends Answer {
  /** The query that this answers. The answer to a newer one may be on its way. */
  readonly query: string;
  /** Whether it asks for words. If not, the answer is in no order of its own. */
  readonly hasWords: boolean;
  /** Reads the row of a hit: its card, and what to mark. `undefined` if the analysis is gone. */
  readonly readRow: (hit: Hit) => Promise<FoundRow | undefined>;
}

export type SearchState =
  /** Nothing is asked for. */
  | { readonly state: 'off' }
  /** No answer has come yet. */
  | { readonly state: 'starting' }
  | { readonly state: 'found'; readonly found: Found }
  /** The search cannot be used here, for example in a private window of Firefox. */
  | { readonly state: 'failed' };

export interface Search {
  readonly search: SearchState;
  /**
   * How many saved analyses the first index has so far, while it is being built. Until it is complete, analyses may be
   * missing from answers.
   */
  readonly preparing: number | undefined;
}

/** The search, once its code has been loaded. */
interface Opened {
  readonly library: LibrarySearch;
  readonly filtersOf: typeof filtersOf;
}

/**
 * Searches the library, and the cards of the index, for what stands in the search box. The answer comes in parts and
 * follows every change of the library. While it is on its way, the last one stays.
 */
export function useSearch(place: LibraryPlace): Search {
  const { view, lens, topic, outlet, label, q = '', saved } = place;
  // The search does not cover the other two views.
  const isAsked = q.trim() !== '' && view !== 'removed' && view !== 'new';
  const [opened, setOpened] = useState<Opened>();
  const [found, setFound] = useState<Found>();
  const [hasFailed, setFailed] = useState(() => !canSearch());
  const [preparing, setPreparing] = useState<number>();
  useEffect(() => {
    if (hasFailed) return undefined;
    const ended = new AbortController();
    start('open the search', async () => {
      const { asksForWords, filtersOf, LibrarySearch } = await import('./open-search.ts');
      if (ended.signal.aborted) return;
      const library = new LibrarySearch({
        onAnswer(query, answer) {
          setFound((last) => ({
            ...answer,
            query,
            hasWords: asksForWords(query),
            // All parts of one answer mark the same.
            readRow:
              last?.query === query && !last.isLast
                ? last.readRow
                : rowReader(query, answer.corrections, (wanted) => library.rows(wanted)),
          }));
          if (answer.isComplete) setPreparing(undefined);
          else setPreparing((indexed = 0) => indexed);
        },
        onProgress: ({ isComplete, indexed }) => setPreparing(isComplete ? undefined : indexed),
        onFailed: () => setFailed(true),
      });
      ended.signal.addEventListener('abort', () => library.close());
      setOpened({ library, filtersOf });
    });
    return () => ended.abort();
  }, [hasFailed]);
  useEffect(() => {
    if (isAsked && opened) opened.library.search(q, opened.filtersOf(place));
    if (isAsked) return;
    opened?.library.stop();
    setFound(undefined);
  }, [opened, isAsked, view, lens, topic, outlet, label, q, saved]);
  return { search: stateOf(isAsked, hasFailed, found), preparing };
}

/** Whether this page can search: in a private window of Firefox, it has no database. */
function canSearch(): boolean {
  return pageDatabase() !== undefined && typeof Worker === 'function';
}

function stateOf(isAsked: boolean, hasFailed: boolean, found: Found | undefined): SearchState {
  if (!isAsked) return { state: 'off' };
  if (hasFailed) return { state: 'failed' };
  return found ? { state: 'found', found } : { state: 'starting' };
}

/** Returns a function that reads rows. Those that are asked for in one go are one request to the worker. */
function rowReader(
  query: string,
  corrections: readonly Correction[],
  readRows: (wanted: WantedRows) => Promise<readonly FoundRow[]>,
): Found['readRow'] {
  let next: { readonly hits: Hit[]; readonly rows: Promise<ReadonlyMap<string, FoundRow>> } | undefined;
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
 * The row of an analysis that a search found, while it is shown. The row of the last answer stays until that of the
 * next one has come.
 *
 * @param found absent if nothing is searched for
 */
export function useFoundRow(found: Found | undefined, { id, kind }: Hit): FoundRow | undefined {
  const [row, setRow] = useState<FoundRow>();
  const readRow = found?.readRow;
  useEffect(() => {
    if (!readRow) {
      setRow(undefined);
      return undefined;
    }
    let isShown = true;
    start('mark what was found', async () => {
      const read = await readRow({ id, kind });
      if (isShown && read) setRow(read);
    });
    return () => {
      isShown = false;
    };
  }, [readRow, id, kind]);
  return row?.id === id ? row : undefined;
}
