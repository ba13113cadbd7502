import type { LibraryPlace } from '../../lib/tab/library-address.ts';

/** Whether a place lists corrections. With a query, that place lists analyses like any other. */
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
