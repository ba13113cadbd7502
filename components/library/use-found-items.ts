import { useMemo, useRef } from 'preact/hooks';
import type { LibrarySort } from '../../lib/browser/settings.ts';
import type { Card } from '../../lib/index/card.ts';
import type { LibraryPlace } from '../../lib/tab/library-address.ts';
import { type ListItem, sortedItems } from './list-items.ts';
import type { SavedItems } from './use-saved-items.ts';
import { type Found, type Search, useSearch } from './use-search.ts';

/** What the search box has found at a place. */
export interface FoundItems {
  readonly search: Search;
  /** Reads the rows of the items; absent if nothing is searched for. */
  readonly found?: Found;
  /** Absent if nothing is searched for, and until the first answer has come. */
  readonly items?: readonly ListItem[];
  /** The order of the items; absent if the best ones come first. */
  readonly sort?: LibrarySort;
}

/** Searches for what stands in the search box. */
export function useFoundItems(
  place: LibraryPlace,
  saved: SavedItems | undefined,
  sort: LibrarySort | undefined,
): FoundItems {
  const search = useSearch(place);
  const found = search.search.state === 'found' ? search.search.found : undefined;
  const own = useMemo(() => new Map(saved?.items.map((item) => [item.card.id, item])), [saved]);
  const ordered = found && !found.hasWords ? sort : undefined;
  const items = useMemo(() => found && itemsOf(found, own, ordered), [found, own, ordered]);
  const last = useRef(items);
  // Phrases take a moment to check. Until one is found, the list stays as it is.
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
  { hits }: Found,
  own: ReadonlyMap<string, ListItem>,
  sort: LibrarySort | undefined,
): readonly ListItem[] {
  const items = hits.map(
    ({ id, kind }) => (kind === 'saved' ? own.get(id) : undefined) ?? itemWithoutCard(id),
  );
  if (sort === undefined || sort === 'published') return items;
  const isOwn = ({ reading }: ListItem): boolean => reading !== 'not-saved';
  return [...sortedItems(items.filter(isOwn), sort), ...items.filter((item) => !isOwn(item))];
}

/** An item whose card its row reads when it is drawn. There may be thousands of them. */
function itemWithoutCard(id: string): ListItem {
  const card: Card = { id, url: '', headline: '', published: '', sources: [], topics: [] };
  return { card, language: undefined, reading: 'not-saved', labels: [] };
}
