import { useMemo } from 'preact/hooks';
import type { Undoable } from '../../lib/library/journal.ts';
import { FILTER_PROPERTIES, type LibraryPlace } from '../../lib/tab/library-address.ts';
import { readyValue } from '../ui/loading.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import { foldedWords } from './query-words.ts';

const NONE: readonly Undoable[] = [];

/**
 * Returns the changes that the view "Recently removed" lists below the removed analyses, the most recent first. Leaves
 * out removals, because the list of removed analyses shows what they removed.
 *
 * @param isWanted whether to read the changes. Read them after the list, because the journal may be long.
 * @returns `undefined` until the changes have been read; an empty list at places that list no changes
 */
export function useListedChanges(place: LibraryPlace, isWanted: boolean): readonly Undoable[] | undefined {
  const { view, q } = place;
  const isShown = view === 'removed' && FILTER_PROPERTIES.every((name) => place[name] === undefined);
  const loading = useLiveQuery(isShown && isWanted ? 'undoableChanges' : undefined);
  const changes = readyValue(loading);
  const isLoading = loading.state === 'loading';
  return useMemo(() => {
    if (!isShown) return NONE;
    if (isLoading) return undefined;
    return changes?.filter(({ kind }) => kind !== 'removed').filter(contains(q ?? '')) ?? NONE;
  }, [changes, isLoading, isShown, q]);
}

/** Returns a function that says whether the names or words of a change contain all words of a query. */
function contains(q: string): (change: Undoable) => boolean {
  const wanted = foldedWords(q);
  return ({ about, to = '', words = '' }) => {
    const found = foldedWords([about, to, words].join(' ')).join(' ');
    return wanted.every((word) => found.includes(word));
  };
}
