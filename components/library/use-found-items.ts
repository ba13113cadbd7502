import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { query } from '../../lib/app/send-query.ts';
import { startTask } from '../../lib/browser/listener-errors.ts';
import type { LibrarySort } from '../../lib/browser/settings.ts';
import type { Card } from '../../lib/index/card.ts';
import type { LibraryPlace } from '../../lib/tab/library-address.ts';
import { type ListItem, savedItem, sortedItems } from './list-items.ts';
import type { SavedItems } from './saved-items.ts';
import { type FoundPart, type Search, useSearch } from './use-search.ts';

/** The search results at a place. */
export interface FoundItems {
  readonly search: Search;
  /** The part of the answer that has arrived; absent without a query, and until the first part arrives. */
  readonly found?: FoundPart;
  /** Absent without a query, and until the first answer can be drawn. */
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
  const first = useFirstItems(found, saved === undefined && found?.hasWords === true);
  const items = useMemo(() => {
    if (found && saved) return itemsOf(found, saved.byId, ordered);
    return found && first && itemsOf(found, first, ordered, 'unread');
  }, [found, saved, first, ordered]);
  const last = useRef(items);
  // Checking phrases takes a moment. Until the search has found a first analysis, keep the list as it is.
  const isBeginning = found !== undefined && !found.isLast && found.hits.length === 0;
  // Until the first results can be drawn, keep the list, too.
  const isPending = found !== undefined && items === undefined;
  if (!isBeginning && !isPending) last.current = items;
  return {
    search,
    ...(found ? { found } : {}),
    ...(last.current ? { items: last.current } : {}),
    ...(ordered ? { sort: ordered } : {}),
  };
}

/** @param state the state of an item whose saved analysis has not been read from the database */
function itemsOf(
  { hits }: FoundPart,
  own: SavedItems['byId'],
  sort: LibrarySort | undefined,
  state: ListItem['reading'] = 'not-saved',
): readonly ListItem[] {
  const items = hits.map(({ id, kind }) =>
    kind === 'saved' ? (own.get(id) ?? itemWithoutCard(id, state)) : itemWithoutCard(id, 'not-saved'),
  );
  if (sort === undefined || sort === 'published') return items;
  const isOwn = ({ reading }: ListItem): boolean => reading !== 'not-saved';
  return [...sortedItems(items.filter(isOwn), sort), ...items.filter((item) => !isOwn(item))];
}

/**
 * Returns an item whose card has only its id. A search may find thousands of items, so a row reads its card when it is
 * drawn.
 */
function itemWithoutCard(id: string, reading: ListItem['reading']): ListItem {
  const card: Card = { id, url: '', headline: '', published: '', sources: [], topics: [] };
  return { card, language: undefined, reading, labels: [] };
}

/** The number of rows that fill a window of usual height. */
const ROWS = 30;

/**
 * Reads the saved analyses among the first results, so that the reader sees results before the page has read all saved
 * analyses.
 *
 * @param isNeeded whether to read them. This is not necessary once the page has read all saved analyses
 * @returns the items by their ids; `undefined` until they have been read
 */
function useFirstItems(found: FoundPart | undefined, isNeeded: boolean): SavedItems['byId'] | undefined {
  const [read, setRead] = useState<{ readonly ids: string; readonly items: SavedItems['byId'] }>();
  const first = isNeeded
    ? found?.hits.slice(0, ROWS).flatMap(({ id, kind }) => (kind === 'saved' ? id : []))
    : undefined;
  const ids = first && JSON.stringify(first);
  useLayoutEffect(() => {
    if (!first || ids === undefined) return undefined;
    let isWanted = true;
    startTask('read the first results', async () => {
      const saved = await query('savedWithIds', first);
      if (isWanted) setRead({ ids, items: new Map(saved.map((one) => [one.id, savedItem(one)])) });
    });
    return () => {
      isWanted = false;
    };
  }, [ids]);
  return read?.ids === ids ? read?.items : undefined;
}
