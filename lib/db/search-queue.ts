import type { QueuedForSearch } from './search-records.ts';

/** The part of the table `searchQueue` that `queueForSearch` needs. */
export interface SearchQueue {
  put(record: QueuedForSearch): PromiseLike<unknown>;
}

/**
 * Queues an analysis for the search index. Call it in each transaction that changes data that the search covers: the
 * card, text, labels, note or highlights of an analysis, or whether it is saved. The page or background may end right
 * after the commit. The entry then stays until the search worker has indexed the analysis. This file does not import
 * the search code, so that code which only queues analyses need not load it.
 */
export async function queueForSearch(queue: SearchQueue, id: string, now = Date.now()): Promise<void> {
  await queue.put({ id, change: Math.random(), queuedAt: now });
}
