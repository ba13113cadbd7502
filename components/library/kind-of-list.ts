import type { LibraryPlace } from '../../lib/tab/library-address.ts';

/** Whether a place lists corrections. The view of corrections lists analyses if the place has a query. */
export function isLedger({ view, q }: LibraryPlace): boolean {
  return view === 'corrections' && q === undefined;
}

/**
 * Whether a place lists analyses that the reader can search, sort and filter. Other places list corrections,
 * highlights, or analyses that are removed or new.
 */
export function listsAnalyses(place: LibraryPlace): boolean {
  const { view } = place;
  return !isLedger(place) && view !== 'highlights' && view !== 'removed' && view !== 'new';
}

/**
 * Returns the place that shows the results of a query within the list of the given place. The lists of removed and of
 * new analyses can be searched only for words and for days of publication, not with the whole search syntax. So for
 * these lists, the returned place searches all saved analyses.
 */
export function placeWithSearch({ analysis: _, text: __, ...list }: LibraryPlace, q: string): LibraryPlace {
  const next = { ...list, q };
  return next.view === 'removed' || next.view === 'new' ? { view: 'all', q } : next;
}
