import { reportUnexpected } from '../browser/listener-errors.ts';
import { db } from './database.ts';
import { isDatabaseFailure, isNewerDatabaseError } from './failures.ts';
import { canWrite } from './write-probe.ts';

/**
 * Why the database cannot be opened: a newer version of the extension wrote it, the disk is full, or the database is
 * broken.
 */
export type ClosedReason = 'newer' | 'full' | 'broken';

/** Opens the database. Returns the reason for a failure; `undefined` if the database is open. */
export async function closedReason(): Promise<ClosedReason | undefined> {
  try {
    await db.open();
    return undefined;
  } catch (error) {
    if (isNewerDatabaseError(error)) return 'newer';
    // The page tells the reader about a failure of the database. An error of our own code must reach the console too.
    if (!isDatabaseFailure(error)) reportUnexpected('open the database', error);
    return (await canWrite()) ? 'broken' : 'full';
  }
}
