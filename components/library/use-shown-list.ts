import { useMemo } from 'preact/hooks';
import type { LibrarySort } from '../../lib/browser/settings.ts';
import type { RestorableAnalysis } from '../../lib/library/removed-analyses.ts';
import type { LibraryPlace } from '../../lib/tab/library-address.ts';
import { readyValue } from '../ui/loading.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import { type FirstRows, isWholeList, useFirstRows } from './first-rows.ts';
import { listsAnalyses } from './kind-of-list.ts';
import { type ListItem, placeTest, savedItem } from './list-items.ts';
import type { SavedItems } from './saved-items.ts';
import { useFoundItems } from './use-found-items.ts';
import { type PlaceList, useList } from './use-list.ts';
import { useListedNews } from './use-listed-news.ts';
import type { FoundPart, Search } from './use-search.ts';

/** The list that the page shows now, in any view. */
export interface ShownList {
  /** The items; `undefined` until they have been read, and in views that do not list analyses. */
  readonly items: readonly ListItem[] | undefined;
  /** Number of items; larger than `items.length` while only the first items have been read. */
  readonly count: number;
  /** All analyses of the lens, topic or outlet, saved or not; absent in other lists. */
  readonly path?: readonly ListItem[] | undefined;
  /** The order of the items; `undefined` if the best results come first, and until the items have been read. */
  readonly sort: LibrarySort | undefined;
  readonly search: Search;
  /**
   * The part of the search's answer that has arrived; `undefined` without a query, and until the first part arrives.
   */
  readonly found: FoundPart | undefined;
  /** Ids of the new analyses about articles for which the reader asked to be notified. */
  readonly asked: ReadonlySet<string>;
  /** Number of analyses in "New for you". */
  readonly newCount: number;
  /** The removed analyses; read only for the view that lists them. */
  readonly removed: readonly RestorableAnalysis[] | undefined;
}

/** Returns the list of the view in the address. */
export function useShownList(
  place: LibraryPlace,
  saved: SavedItems | undefined,
  sort: LibrarySort | undefined,
): ShownList {
  const { q: _, ...withoutWords } = place;
  const { search, found, ...result } = useFoundItems(place, saved, sort);
  // If the search does not work, the list looks for the words of the query in headlines and in the names of outlets,
  // lenses and topics.
  const read = useList(search.search.state === 'failed' ? place : withoutWords, saved, sort);
  const first = useFirstRows();
  // The first rows stay until the whole list can be drawn. If they disappeared earlier, a press on a row would be lost.
  const list = read ?? firstList(place, sort, first);
  const { news, count } = useListedNews(place.analysis);
  const { view } = place;
  const removed = readyValue(useLiveQuery(view === 'removed' ? 'removedAnalyses' : undefined));
  const special = useMemo(() => {
    if (view === 'removed') return removed?.map(({ saved }) => savedItem(saved));
    if (view !== 'new') return undefined;
    // A new analysis may already be saved.
    return news.map(
      ({ card, lens, publication: { language } }): ListItem =>
        saved?.byId.get(card.id) ?? {
          card,
          ...(lens ? { lens } : {}),
          language,
          reading: 'not-saved',
          labels: [],
        },
    );
  }, [view, removed, news, saved]);
  const isSpecial = view === 'removed' || view === 'new';
  const specialItems = isSpecial ? special?.filter(placeTest({ ...place, view: 'all' })) : undefined;
  const results = result.items;
  return {
    // Corrections and highlights are not items: an analysis may have several of them. `OtherList` draws them.
    items: listsAnalyses(place) ? (results ?? list?.items) : specialItems,
    count: isSpecial ? (specialItems?.length ?? 0) : (results?.length ?? list?.count ?? 0),
    sort: results ? result.sort : list?.sort,
    search,
    found,
    path: isSpecial ? undefined : list?.path,
    asked: new Set(news.flatMap(({ card, asked }) => (asked ? [card.id] : []))),
    newCount: count,
    removed,
  };
}

/**
 * Returns the first rows of the list of all saved analyses, the most recently saved first; `undefined` for any other
 * list.
 */
function firstList(
  place: LibraryPlace,
  own: LibrarySort | undefined,
  first: FirstRows | undefined,
): PlaceList | undefined {
  const sort = own ?? first?.sort;
  return isWholeList(place) && first && sort === 'saved' ? { ...first, sort } : undefined;
}
