import { db } from './database.ts';
import { queueForSearch } from './search-queue.ts';
import { markUncopied } from './second-copy-queue.ts';

/**
 * Marks a saved or removed analysis as changed: the second copy and the search index lack its present state. Call it in
 * the transaction that changes the record or its text. The transaction must name `uncopied` and `searchQueue`.
 *
 * @param id `id` of the card
 */
export async function markSavedChanged(id: string): Promise<void> {
  await markUncopied('saved', id);
  await queueForSearch(db.searchQueue, id);
}
