import { useEffect, useMemo, useState } from 'preact/hooks';
import type { CountedQuery } from '../../lib/app/library-search.ts';
import type { SavedFilter } from '../../lib/db/records.ts';
import type { LibraryPlace } from '../../lib/tab/library-address.ts';
import { belongsTo, type ListItem } from './list-items.ts';
import { placeOf } from './stored-place.ts';
import { pathOf } from './use-list.ts';
import type { OpenedSearch } from './use-search.ts';

/**
 * Returns the number of results of each saved search, by its id. Counts lists of saved analyses here, and asks the
 * search worker for the others: those with a query, and those that also list cards of the index.
 */
export function useFilterCounts(
  filters: readonly SavedFilter[],
  items: readonly ListItem[] | undefined,
  opened: OpenedSearch | undefined,
): ReadonlyMap<string, number> {
  const [searched, setSearched] = useState<ReadonlyMap<string, number>>(new Map());
  const listed = useMemo(() => {
    const own = filters.filter((filter) => isListOfSaved(placeOf(filter)));
    if (!items) return [];
    return own.map(({ id, ...filter }): [string, number] => [
      id,
      items.filter(belongsTo(placeOf({ id, ...filter }))).length,
    ]);
  }, [filters, items]);
  useEffect(() => {
    if (!opened) return undefined;
    const queries = filters.flatMap((filter): CountedQuery[] => {
      const place = placeOf(filter);
      if (isListOfSaved(place)) return [];
      return [
        {
          query: place.q ?? '',
          within: opened.filtersOf(place),
          onCount: (count) => setSearched((last) => new Map(last).set(filter.id, count)),
        },
      ];
    });
    opened.library.count(queries);
    return () => opened.library.count([]);
  }, [filters, opened]);
  return new Map([...searched, ...listed]);
}

function isListOfSaved(place: LibraryPlace): boolean {
  return !place.q?.trim() && (pathOf(place) === undefined || place.saved === true);
}
