import type { SavedAnalysis } from '../../lib/db/records.ts';
import type { Steps } from '../../lib/db/run-in-slices.ts';
import { isUnreportedWithdrawal } from '../../lib/library/withdrawals.ts';
import { type Counts, countItems, type ListItem, savedItem } from './list-items.ts';

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

/** Number of records in a step. Between two steps, the page may do other work. */
const RECORDS_A_STEP = 500;

/**
 * Returns the items of the records, in short steps: thousands of records in one step would block the page.
 *
 * @param before the previous items by their ids. An unchanged record keeps its item, so that its row is not drawn again
 */
export function* savedItems(
  saved: readonly SavedAnalysis[],
  before?: ReadonlyMap<string, ListItem>,
): Steps<SavedItems> {
  const byId = new Map<string, ListItem>();
  const annotated: SavedAnalysis[] = [];
  const withdrawn: SavedAnalysis[] = [];
  let highlightCount = 0;
  const items: ListItem[] = [];
  for (const record of saved) {
    const { card, highlights, note } = record;
    const known = before?.get(card.id);
    // Only changed records are read again, and reading a record creates a new card object. So a record with the same
    // card object is unchanged.
    const item = known?.card === card ? known : savedItem(record);
    byId.set(card.id, item);
    highlightCount += highlights?.length ?? 0;
    if (highlights !== undefined || note !== undefined) annotated.push(record);
    if (isUnreportedWithdrawal(record)) withdrawn.push(record);
    if (items.push(item) % RECORDS_A_STEP === 0) yield;
  }
  return { items, byId, counts: yield* countItems(items), annotated, highlightCount, withdrawn };
}
