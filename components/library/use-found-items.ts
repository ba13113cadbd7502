import { useMemo, useRef } from 'preact/hooks';
import type { LibrarySort } from '../../lib/browser/settings.ts';
import type { Card } from '../../lib/index/card.ts';
import type { LibraryPlace } from '../../lib/tab/library-address.ts';
import { type ListItem, sortedItems } from './list-items.ts';
import type { SavedItems } from './saved-items.ts';
import { type FoundPart, type Search, useSearch } from './use-search.ts';

/** The search results at a place. */
export interface FoundItems {
  readonly search: Search;
  /** Reads the rows of the items; absent without a query. */
  readonly found?: FoundPart;
  /** Absent without a query, and until the first answer arrives. */
  readonly items?: readonly ListItem[];
  /** The order of the items; absent if the best results come first. */
  readonly sort?: LibrarySort;
}

/** Searches for the query that the search box contains, and returns the results. */
export function useFoundItems(
  place: LibraryPlace,
  saved: SavedItems | undefined,
  sort: LibrarySort | undefined,
): FoundItems {
  const search = useSearch(place);
  const found = search.search.state === 'found' ? search.search.found : undefined;
  const ordered = found && !found.hasWords ? sort : undefined;
  const items = useMemo(() => found && itemsOf(found, saved?.byId, ordered), [found, saved, ordered]);
  const last = useRef(items);
  // Checking phrases takes a moment. Until the search has found a first analysis, keep the list as it is.
  const isBeginning = found !== undefined && !found.isLast && found.hits.length === 0;
  if (!isBeginning) last.current = items;
  return {
    search,
    ...(found ? { found } : {}),
    ...(last.current ? { items: last.current } : {}),
    ...(ordered ? { sort: ordered } : {}),
  };
}

function itemsOf(
  { hits }: FoundPart,
  own: SavedItems['byId'] | undefined,
  sort: LibrarySort | undefined,
): readonly ListItem[] {
  const items = hits.map(
    ({ id, kind }) => (kind === 'saved' ? own?.get(id) : undefined) ?? itemWithoutCard(id),
  );
  if (sort === undefined || sort === 'published') return items;
  const isOwn = ({ reading }: ListItem): boolean => reading !== 'not-saved';
  return [...sortedItems(items.filter(isOwn), sort), ...items.filter((item) => !isOwn(item))];
}

/** Returns an item without a card. A search may find thousands of items, so a row reads its card when it is drawn. */
function itemWithoutCard(id: string): ListItem {
  const card: Card = { id, url: '', headline: '', published: '', sources: [], topics: [] };
  return { card, language: undefined, reading: 'not-saved', labels: [] };
}
