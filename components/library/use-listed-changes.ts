import { useMemo } from 'preact/hooks';
import type { Undoable } from '../../lib/library/journal.ts';
import { FILTER_PROPERTIES, type LibraryPlace } from '../../lib/tab/library-address.ts';
import { readyValue } from '../ui/loading.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import { foldedWords } from './query-words.ts';

/** The changes that the view "Recently removed" lists below the removed analyses. */
export interface ListedChanges {
  /**
   * The changes at the place in the address; `undefined` until they have been read, and empty at places that list no
   * changes.
   */
  readonly here: readonly Undoable[] | undefined;
  /** Number of all changes that can be undone, apart from removals. It does not depend on the place. */
  readonly count: number;
}

const NONE: readonly Undoable[] = [];

/**
 * Returns the changes that can be undone, the most recent first. Leaves out removals, because the list of removed
 * analyses shows what they removed.
 *
 * @param isWanted whether to read the changes. Read them after the list, because the journal may be long.
 */
export function useListedChanges(place: LibraryPlace, isWanted: boolean): ListedChanges {
  const loading = useLiveQuery(isWanted ? 'undoableChanges' : undefined);
  const changes = readyValue(loading);
  const isLoading = loading.state === 'loading';
  const { view, q } = place;
  const isNarrowed = FILTER_PROPERTIES.some((name) => place[name] !== undefined);
  return useMemo(() => {
    const all = changes?.filter(({ kind }) => kind !== 'removed') ?? NONE;
    const isShown = view === 'removed' && !isNarrowed;
    const here = isShown ? all.filter(contains(q ?? '')) : NONE;
    return { here: isShown && isLoading ? undefined : here, count: all.length };
  }, [changes, isLoading, view, q, isNarrowed]);
}

/** Returns a function that says whether the names or words of a change contain all words of a query. */
function contains(q: string): (change: Undoable) => boolean {
  const wanted = foldedWords(q);
  return ({ about, to = '', words = '' }) => {
    const found = foldedWords([about, to, words].join(' ')).join(' ');
    return wanted.every((word) => found.includes(word));
  };
}
