import type { Table } from 'dexie';
import { db } from './database.ts';
import { runInNextTask } from './run-in-slices.ts';

/**
 * Runs reads of these tables in one transaction. Unlike `db.transaction`, returns the result of the reads without
 * waiting until the browser has ended the transaction.
 */
export function readTogether<Result>(
  tables: readonly Table[],
  read: () => PromiseLike<Result>,
): Promise<Result> {
  const { promise, resolve, reject } = Promise.withResolvers<Result>();
  const reading = db.transaction('r', [...tables], async () => {
    const result = await read();
    // Resolve in a later task. Dexie counts code that continues in this task, and the callbacks of a promise that is
    // created here, as part of the transaction.
    runInNextTask(() => resolve(result));
  });
  reading.catch(reject);
  return promise;
}
