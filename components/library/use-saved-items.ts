import { useMemo } from 'preact/hooks';
import type { LibrarySort } from '../../lib/browser/settings.ts';
import type { SavedAnalysis } from '../../lib/db/records.ts';
import { isUnreportedWithdrawal } from '../../lib/library/withdrawals.ts';
import type { LibraryPlace } from '../../lib/tab/library-address.ts';
import { isWholeList, useFirstRowsPainted } from './first-rows.ts';
import { type Counts, countItems, type ListItem, savedItem } from './list-items.ts';
import { useSavedAnalyses } from './use-saved-analyses.ts';

/** All saved analyses, and their numbers by view, lens, outlet and label. */
export interface SavedItems {
  readonly items: readonly ListItem[];
  /** The items by their ids. */
  readonly byId: ReadonlyMap<string, ListItem>;
  readonly counts: Counts;
  /** The analyses with highlights or a note. */
  readonly annotated: readonly SavedAnalysis[];
  readonly highlightCount: number;
  /** The withdrawn analyses that the extension has not reported yet. */
  readonly withdrawn: readonly SavedAnalysis[];
}

/** The items of the records. The same record always has the same item, so that its row is not drawn again. */
const knownItems = new WeakMap<SavedAnalysis, ListItem>();

function itemOf(saved: SavedAnalysis): ListItem {
  const item = knownItems.get(saved) ?? savedItem(saved);
  knownItems.set(saved, item);
  return item;
}

/** Returns the saved analyses, updated when they change; `undefined` until they have been read. */
export function useSavedItems(place: LibraryPlace, sort: LibrarySort | undefined): SavedItems | undefined {
  // The page shows the first rows only in the order of saving.
  const isDue = useFirstRowsPainted(isWholeList(place) && (sort ?? 'saved') === 'saved');
  const saved = useSavedAnalyses(isDue);
  return useMemo(() => {
    const items = saved?.map(itemOf);
    if (!saved || !items) return undefined;
    const annotated = saved.filter(({ highlights, note }) => highlights !== undefined || note !== undefined);
    const highlightCount = annotated.reduce((sum, { highlights = [] }) => sum + highlights.length, 0);
    const withdrawn = saved.filter(isUnreportedWithdrawal);
    const byId = new Map(items.map((item) => [item.card.id, item]));
    return { items, byId, counts: countItems(items), annotated, highlightCount, withdrawn };
  }, [saved]);
}
