import { db } from './database.ts';
import { isNewerDatabaseError } from './failures.ts';
import { canWrite } from './write-probe.ts';

/** Why the database cannot be opened: a newer version of the extension wrote it, the disk is full, or it is broken. */
export type ClosedReason = 'newer' | 'full' | 'broken';

/** Opens the database. Returns the reason for a failure; `undefined` if the database is open. */
export async function closedReason(): Promise<ClosedReason | undefined> {
  try {
    await db.open();
    return undefined;
  } catch (error) {
    if (isNewerDatabaseError(error)) return 'newer';
    return (await canWrite()) ? 'broken' : 'full';
  }
}
