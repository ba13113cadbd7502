import { browser } from './browser.ts';
import { db } from './db/database.ts';
import { withFetchedTextsLock } from './db/fetched-texts.ts';
import { deleteWithSecondCopy } from './library/second-copy.ts';
import { clearDigest } from './notifications/digest.ts';
import { giveBackAllSites } from './permissions.ts';
import { stealIndexLock, withHostsLock } from './sync/index-lock.ts';
import { clearBadges } from './tab/refresh-badges.ts';
import { withTabRecordsLock } from './tab/tab-record.ts';

/**
 * Deletes the reader's library, the index, all settings and what is known of tabs, and gives access to other sites back. The
 * list of analyses comes again with the next sync, as after an install. A sync that is running ends. Where the database can
 * neither be emptied nor deleted, all stays as it is.
 */
export async function deleteEverything(): Promise<void> {
  await stealIndexLock(() => deleteWithSecondCopy(emptyDatabase, deleteRest));
  await giveBackAllSites();
}

async function deleteRest(): Promise<void> {
  await withHostsLock(() => browser.storage.local.clear());
  await clearDigest();
  // What is being read or judged meanwhile is written before this, or not at all.
  await withTabRecordsLock(() =>
    withFetchedTextsLock(async () => {
      await clearBadges();
      await browser.storage.session.clear();
    }),
  );
}

/** A database that cannot be opened or written to is deleted as a whole. */
async function emptyDatabase(): Promise<void> {
  try {
    await db.transaction('rw', db.tables, () => Promise.all(db.tables.map((table) => table.clear())));
  } catch {
    await db.delete({ disableAutoOpen: false });
  }
}
