import { db } from './database.ts';
import { queueForSearch } from './search-queue.ts';
import { markUncopied } from './second-copy-queue.ts';

/**
 * Marks saved or removed analyses as changed: the second copy and the search index lack their present state. Call it in
 * the transaction that changes the records or their texts. The transaction must name `uncopied` and `searchQueue`.
 *
 * @param ids ids of the cards
 */
export async function markSavedChanged(...ids: readonly string[]): Promise<void> {
  if (ids.length === 1) await markUncopied('saved', ids[0] as string);
  else await db.uncopied.bulkPut(ids.map((id) => ({ key: `saved/${id}`, change: Math.random() })));
  await Promise.all(ids.map((id) => queueForSearch(db.searchQueue, id)));
}
