import { useMemo, useRef } from 'preact/hooks';
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

/** Returns the saved analyses, updated when they change; `undefined` until they have been read. */
export function useSavedItems(place: LibraryPlace, sort: LibrarySort | undefined): SavedItems | undefined {
  // The page shows the first rows only in the order of saving.
  const isDue = useFirstRowsPainted(isWholeList(place) && (sort ?? 'saved') === 'saved');
  const saved = useSavedAnalyses(isDue);
  const last = useRef<SavedItems>(undefined);
  return useMemo(() => {
    last.current = saved && savedItems(saved, last.current?.byId);
    return last.current;
  }, [saved]);
}

/**
 * Returns the items of the records. With thousands of records, this must be fast, because the page can do nothing else
 * meanwhile.
 *
 * @param before the previous items by their ids. An unchanged record keeps its item, so that its row is not drawn again
 */
function savedItems(saved: readonly SavedAnalysis[], before?: ReadonlyMap<string, ListItem>): SavedItems {
  const byId = new Map<string, ListItem>();
  const annotated: SavedAnalysis[] = [];
  let highlightCount = 0;
  const items = saved.map((record) => {
    const { card, highlights, note } = record;
    const known = before?.get(card.id);
    // If a record was read again, its card is a new object.
    const item = known?.card === card ? known : savedItem(record);
    byId.set(card.id, item);
    highlightCount += highlights?.length ?? 0;
    if (highlights !== undefined || note !== undefined) annotated.push(record);
    return item;
  });
  const withdrawn = saved.filter(isUnreportedWithdrawal);
  return { items, byId, counts: countItems(items), annotated, highlightCount, withdrawn };
}
