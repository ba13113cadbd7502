import { useEffect, useMemo, useState } from 'preact/hooks';
import type { SavedFilter } from '../../lib/db/records.ts';
import type { LibraryPlace } from '../../lib/tab/library-address.ts';
import { type ListItem, placeTest } from './list-items.ts';
import { placeOfFilter } from './saved-search-places.ts';
import { pathFilter } from './use-list.ts';
import type { OpenedSearch } from './use-search.ts';

/**
 * Returns the number of results of each saved search, by its id. Counts a saved search here if it has no query and
 * lists only saved analyses. Asks the search worker to count the other saved searches. A search that has not been
 * counted yet is absent.
 */
export function useFilterCounts(
  filters: readonly SavedFilter[],
  items: readonly ListItem[] | undefined,
  opened: OpenedSearch | undefined,
): ReadonlyMap<string, number> {
  const [searched, setSearched] = useState<ReadonlyMap<string, number>>(new Map());
  const places = useMemo(
    () => filters.map((filter) => ({ id: filter.id, place: placeOfFilter(filter) })),
    [filters],
  );
  const listed = useMemo(
    () =>
      places.flatMap(({ id, place }): [string, number][] =>
        items && isListOfSaved(place) ? [[id, items.filter(placeTest(place)).length]] : [],
      ),
    [places, items],
  );
  useEffect(() => {
    if (!opened) return undefined;
    const others = places.filter(({ place }) => !isListOfSaved(place));
    opened.library.count(
      others.map(({ id, place }) => ({
        query: place.q ?? '',
        within: opened.filterQueryOf(place),
        onCount: (count) => setSearched((last) => new Map(last).set(id, count)),
      })),
    );
    return () => opened.library.count([]);
  }, [places, opened]);
  return new Map([...searched, ...listed]);
}

function isListOfSaved(place: LibraryPlace): boolean {
  return !place.q?.trim() && (pathFilter(place) === undefined || place.saved === true);
}
