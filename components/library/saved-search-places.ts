import type { SavedFilter } from '../../lib/db/records.ts';
import {
  FILTER_PROPERTIES,
  hashOfPlace,
  type LibraryPlace,
  placeFromHash,
} from '../../lib/tab/library-address.ts';
import { listsAnalyses } from './kind-of-list.ts';

/** Whether a place is a search or a filtered list that the reader can save under a name. */
export function isStorable(place: LibraryPlace): boolean {
  if (!listsAnalyses(place)) return false;
  return (place.q ?? '').trim() !== '' || FILTER_PROPERTIES.some((name) => place[name] !== undefined);
}

/** Returns the address that a saved search stores for a place: the address of the list, without the open analysis. */
export function storedAddress({ analysis: _, text: __, ...list }: LibraryPlace): string {
  return hashOfPlace(list).slice(1);
}

export function placeOfFilter({ address }: SavedFilter): LibraryPlace {
  return placeFromHash(`#${address}`);
}

/** Returns the saved search whose list this place shows. */
export function filterOfPlace(place: LibraryPlace, filters: readonly SavedFilter[]): SavedFilter | undefined {
  const address = storedAddress(place);
  return filters.find((filter) => storedAddress(placeOfFilter(filter)) === address);
}
