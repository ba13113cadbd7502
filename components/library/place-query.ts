import { parseQuery, printQuery, type StateValue, type Term } from '../../lib/search/query/query.ts';
import { type LibraryPlace, NARROWED_BY, type View } from '../../lib/tab/library-address.ts';

/** What each view asks of a saved analysis. The search does not cover the other views. */
const STATES: Partial<Record<View, StateValue>> = {
  unread: 'unread',
  reading: 'reading',
  read: 'read',
  archive: 'archived',
  all: 'saved',
};

/** What the search is asked for at a place. */
export interface PlaceQuery {
  /** What stands in the search box; empty if the search does not cover the view. */
  readonly query: string;
  /** The filters of the list. */
  readonly within: string;
}

export function queryOf(place: LibraryPlace): PlaceQuery {
  const { view, q = '', saved } = place;
  const state = view === undefined ? (saved ? 'saved' : undefined) : STATES[view];
  if (view !== undefined && state === undefined) return { query: '', within: '' };
  const terms: Term[] = [
    ...(state ? [{ type: 'is', value: state, isNegated: false } as const] : []),
    ...NARROWED_BY.flatMap((type): Term[] => {
      const value = place[type];
      return value === undefined ? [] : [{ type, value, isNegated: false }];
    }),
  ];
  return { query: q, within: printQuery({ terms, isOpen: false }) };
}

/** Whether a query asks for words. If not, its answer is in no order of its own. */
export function asksForWords(query: string): boolean {
  return parseQuery(query).terms.some(({ type }) => type === 'word' || type === 'phrase');
}
