import type { Table } from 'dexie';
import { db } from './database.ts';
import { runInNextTask } from './slices.ts';

/**
 * Runs reads of these tables in one transaction. In contrast to Dexie, returns their result as soon as they have it. It
 * does not wait until the browser has also ended the transaction.
 */
export function readTogether<Result>(
  tables: readonly Table[],
  read: () => PromiseLike<Result>,
): Promise<Result> {
  const { promise, resolve, reject } = Promise.withResolvers<Result>();
  const reading = db.transaction('r', [...tables], async () => {
    const result = await read();
    // For Dexie, code that continues in this task would still be in the transaction. The same is true of the callbacks
    // of a promise that is made here.
    runInNextTask(() => resolve(result));
  });
  reading.catch(reject);
  return promise;
}
