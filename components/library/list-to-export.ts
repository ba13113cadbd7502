import type { LibraryPlace } from '../../lib/tab/library-address.ts';
import { savedIds } from './list-items.ts';
import type { ShownList } from './use-shown-list.ts';

/** The saved analyses of the visible list, which the reader can export instead of the whole library. */
export interface ListToExport {
  readonly ids: readonly string[];
  /** Whether the list is complete. While a search is running, the list may still grow. */
  readonly isWhole: boolean;
}

const UNANSWERED: ListToExport = { ids: [], isWhole: false };

/**
 * Returns the saved analyses of the list that the page shows; `undefined` if these are all saved analyses, or if the
 * saved analyses have not been read. Also returns `undefined` if the view lists removed analyses, highlights or
 * corrections.
 *
 * @param savedCount number of all saved analyses; `undefined` until they have been read
 */
export function listToExport(
  { view, q }: LibraryPlace,
  { items, count, search: { search } }: Pick<ShownList, 'items' | 'count' | 'search'>,
  savedCount: number | undefined,
): ListToExport | undefined {
  if (view === 'removed' || savedCount === undefined) return undefined;
  // Until the search answers, the page still shows the list from before the search, or the results of the last query.
  // The reader does not mean to export these.
  if (search.state === 'starting') return UNANSWERED;
  if (search.state === 'found' && search.found.query !== q) return UNANSWERED;
  const isWhole =
    search.state === 'found' ? search.found.isLast && search.found.isComplete : items?.length === count;
  if (!items) return search.state === 'found' && !isWhole ? UNANSWERED : undefined;
  const ids = savedIds(items);
  return isWhole && ids.length === savedCount ? undefined : { ids, isWhole };
}
