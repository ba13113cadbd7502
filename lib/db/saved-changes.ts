import { db } from './database.ts';
import type { SavedAnalysis } from './records.ts';
import { queueForSearch } from './search-queue.ts';
import { markUncopied } from './second-copy-queue.ts';

/**
 * Marks saved or removed analyses as changed, so that the second copy and the search index are updated. Call it in the
 * transaction that changes the records or their texts. The transaction must include `uncopied` and `searchQueue`.
 *
 * @param ids ids of the cards
 */
export async function markSavedChanged(...ids: readonly string[]): Promise<void> {
  await markCopiesOutdated(ids);
  await Promise.all(ids.map((id) => queueForSearch(db.searchQueue, id)));
}

/** The fields of `SavedAnalysis` that are stored in the search index. */
const SEARCHED = ['card', 'labels', 'note', 'highlights'] as const satisfies readonly (keyof SavedAnalysis)[];

/**
 * Does the same as `markSavedChanged`, with the same tables, for analyses whose records changed while their texts
 * stayed the same. It queues an analysis for the search index only if a field in that index has another value: a new
 * reading state or position does not change the search index.
 */
export async function markFieldsChanged(
  changes: readonly { readonly before: SavedAnalysis; readonly after: SavedAnalysis }[],
): Promise<void> {
  await markCopiesOutdated(changes.map(({ after }) => after.id));
  const searched = changes.filter(({ before, after }) =>
    SEARCHED.some((name) => before[name] !== after[name]),
  );
  await Promise.all(searched.map(({ after }) => queueForSearch(db.searchQueue, after.id)));
}

async function markCopiesOutdated(ids: readonly string[]): Promise<void> {
  if (ids.length === 1) await markUncopied('saved', ids[0] as string);
  else await db.uncopied.bulkPut(ids.map((id) => ({ key: `saved/${id}`, change: Math.random() })));
}
