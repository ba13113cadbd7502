import type { QueuedForSearch } from './search-records.ts';

/** The part of the table of queued analyses that is needed to add one. */
export interface SearchQueue {
  put(record: QueuedForSearch): PromiseLike<unknown>;
}

/**
 * Queues an analysis for the search index. Call it in each transaction that changes what the search reads of a saved
 * analysis: its card, text, labels, note or highlights, or whether it is saved. The page or background may end right
 * after the commit; the entry stays until the search worker has indexed the analysis. Loads no code of the search.
 */
export async function queueForSearch(queue: SearchQueue, id: string, now = Date.now()): Promise<void> {
  await queue.put({ id, change: Math.random(), queuedAt: now });
}
