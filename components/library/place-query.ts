import { EXACTLY } from '../../lib/search/query/filters.ts';
import { parseQuery, printQuery, type StateValue, type Term } from '../../lib/search/query/query.ts';
import { FILTER_PROPERTIES, type LibraryPlace, type View } from '../../lib/tab/library-address.ts';

/** The value of the filter `is:` for each view that has such a filter. */
const STATES: Partial<Record<View, StateValue>> = {
  unread: 'unread',
  reading: 'reading',
  read: 'read',
  archive: 'archived',
  all: 'saved',
};

/** Returns the filters of a place as a query. The search box searches within these filters. */
export function filterQueryOf(place: LibraryPlace): string {
  const { view, saved } = place;
  const state = view === undefined ? (saved ? 'saved' : undefined) : STATES[view];
  const terms: Term[] = [
    ...(state ? [{ type: 'is', value: state, isNegated: false } as const] : []),
    ...FILTER_PROPERTIES.flatMap((type): Term[] => {
      const value = place[type];
      if (value === undefined) return [];
      // The list of an outlet has only this outlet, so a search within the list must not find outlets with similar
      // names.
      return [{ type, value: type === 'outlet' ? EXACTLY + value : value, isNegated: false }];
    }),
  ];
  return printQuery({ terms, isOpen: false });
}

/** Whether a query contains words or phrases. A query can also consist of filters alone. */
export function hasSearchWords(query: string): boolean {
  return parseQuery(query).terms.some(({ type }) => type === 'word' || type === 'phrase');
}
