import type { SavedFilter } from '../../lib/db/records.ts';
import { hashOf, type LibraryPlace, NARROWED_BY, placeIn } from '../../lib/tab/library-address.ts';
import { listsAnalyses } from './kind-of-list.ts';

/** Whether a place is a search or a filtered list that the reader can save under a name. */
export function canStore(place: LibraryPlace): boolean {
  if (!listsAnalyses(place)) return false;
  return (place.q ?? '').trim() !== '' || NARROWED_BY.some((name) => place[name] !== undefined);
}

/** Returns the address under which a place is stored: its list, without the open analysis. */
export function addressOf({ analysis: _, text: __, ...list }: LibraryPlace): string {
  return hashOf(list).slice(1);
}

export function placeOf({ address }: SavedFilter): LibraryPlace {
  return placeIn(`#${address}`);
}

/** Returns the saved search whose list this place shows. */
export function filterAt(place: LibraryPlace, filters: readonly SavedFilter[]): SavedFilter | undefined {
  const address = addressOf(place);
  return filters.find((filter) => addressOf(placeOf(filter)) === address);
}
