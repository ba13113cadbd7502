import { useMemo } from 'preact/hooks';
import type { IndexStatus } from '../../lib/app/queries.ts';
import { query } from '../../lib/app/send-query.ts';
import type { LibrarySort } from '../../lib/browser/settings.ts';
import { lensOf } from '../../lib/db/index-queries.ts';
import type { Card } from '../../lib/index/card.ts';
import { type CardFilter, foldName } from '../../lib/index/card-filters.ts';
import type { LibraryPlace } from '../../lib/tab/library-address.ts';
import { readyValue } from '../ui/loading.ts';
import { useAsync } from '../ui/use-async.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import { type ListItem, placeTest, sortedItems } from './list-items.ts';
import type { SavedItems } from './saved-items.ts';

/**
 * The largest number of cards that the list shows for a lens, topic or outlet. If there are more, it shows the newest
 * ones.
 */
const MAX_CARDS = 50_000;

/** The items of a place of the library and, for a lens, topic or outlet, all its analyses. */
export interface PlaceList {
  readonly items: readonly ListItem[];
  /** Number of items; larger than `items.length` while only the first items have been read. */
  readonly count: number;
  readonly sort: LibrarySort;
  /**
   * All analyses of the lens, topic or outlet, saved or not; absent if `pathFilter` returns `undefined`, and until the
   * cards have been read.
   */
  readonly path?: readonly ListItem[];
}

/** Returns the list of a place; `undefined` until it has been read. */
export function useList(
  place: LibraryPlace,
  saved: SavedItems | undefined,
  sort: LibrarySort | undefined,
): PlaceList | undefined {
  const { view, lens, topic, outlet, label, q, saved: isSavedOnly } = place;
  const path = pathFilter(place);
  const cards = useCards(path);
  // Cards have neither labels nor reading states, so a place with a label or a view lists only saved analyses.
  const isMixed = path !== undefined && view === undefined && label === undefined && !isSavedOnly;
  const all = useMemo(
    () => (path && saved && cards ? withIndexCards(saved.items, cards) : undefined),
    [saved, cards],
  );
  return useMemo(() => {
    if (!saved || !sort || (isMixed && !all)) return undefined;
    const belongs = placeTest(place);
    const chosen = (isMixed && all ? all : saved.items).filter(belongs);
    const shownSort = isMixed && sort === 'saved' ? 'published' : sort;
    const items = sortedItems(chosen, shownSort);
    return {
      items,
      count: items.length,
      sort: shownSort,
      ...(all ? { path: all.filter(placeTest(onlyPath(place))) } : {}),
    };
  }, [saved, all, isMixed, sort, view, lens, topic, outlet, label, q]);
}

/**
 * Returns the lens, topic or outlet of a place that has neither view nor label; `undefined` for any other place. If
 * there is such a filter, the list of the place also contains cards of the index, unless the place has `saved`.
 */
export function pathFilter({ lens, topic, outlet, view, label }: LibraryPlace): CardFilter | undefined {
  if (view !== undefined || label !== undefined) return undefined;
  if (topic !== undefined) return { kind: 'topic', id: foldName(topic) };
  if (outlet !== undefined) return { kind: 'outlet', id: foldName(outlet) };
  return lens === undefined ? undefined : { kind: 'lens', id: lens };
}

function onlyPath({ lens, topic, outlet }: LibraryPlace): LibraryPlace {
  return {
    ...(lens === undefined ? {} : { lens }),
    ...(topic === undefined ? {} : { topic }),
    ...(outlet === undefined ? {} : { outlet }),
  };
}

/** Returns the cards of a lens, topic or outlet as items; `undefined` until they have been read. */
function useCards(path: CardFilter | undefined): readonly ListItem[] | undefined {
  const status = useLiveQuery('indexStatus');
  const index = readyValue(status)?.index;
  const read = useAsync(async () => {
    const cards = path ? (await query('newestPage', MAX_CARDS, path)).cards : [];
    return { path, cards };
  }, [path?.kind, path?.id, index?.generation]);
  const found = readyValue(read);
  const cards = found?.path?.kind === path?.kind && found?.path?.id === path?.id ? found?.cards : undefined;
  return useMemo(() => cards?.map((card) => cardItem(card, index)), [cards, index?.generation]);
}

/** Returns a card of the index as an item of the list. */
function cardItem(card: Card, index: IndexStatus['index']): ListItem {
  const lens = lensOf(index, card);
  return {
    card,
    ...(lens ? { lens } : {}),
    language: index?.publication.language,
    reading: 'not-saved',
    labels: [],
  };
}

/** Returns saved items and cards together, without the cards of saved analyses. */
export function withIndexCards(saved: readonly ListItem[], cards: readonly ListItem[]): ListItem[] {
  const ids = new Set(saved.map(({ card }) => card.id));
  return [...saved, ...cards.filter(({ card }) => !ids.has(card.id))];
}
