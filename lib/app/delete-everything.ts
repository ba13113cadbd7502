import { browser } from '../browser/browser.ts';
import { reportUnexpected } from '../browser/listener-errors.ts';
import { giveBackAllSites } from '../browser/permissions.ts';
import { db } from '../db/database.ts';
import { isDatabaseFailure } from '../db/failures.ts';
import { clearNotification } from '../follow/notification.ts';
import { deleteWithSecondCopy } from '../library/second-copy.ts';
import { forgetFetchedTexts } from '../sync/fetched-texts.ts';
import { takeOverIndexLock, withHostsLock } from '../sync/index-lock.ts';
import { storedAskedPause } from '../sync/pause.ts';
import { showDefaultButton } from '../tab/default-button.ts';
import { clearBadges } from '../tab/refresh-badges.ts';
import { withTabRecordsLock } from '../tab/tab-record.ts';
import { deleteBackups } from '../transfer/backups.ts';

/**
 * Deletes the reader's library and its backups, the index, all settings, the tab records and the fetched texts, and
 * gives up the access to all sites. Ends a running sync; the next sync fetches the index again, as after an install. A
 * pause that the publication asked for stays, so that no request is sent too soon.
 *
 * @throws if the database can be neither emptied nor deleted; then nothing is deleted. Also throws the error of a later
 *   step; then everything is deleted except what this step and the following steps delete.
 */
export async function deleteEverything(): Promise<void> {
  await takeOverIndexLock(() => deleteWithSecondCopy(emptyDatabase, deleteRest));
  await giveBackAllSites();
}

async function deleteRest(): Promise<void> {
  await withHostsLock(() => emptyStorage('local'));
  await deleteBackups();
  await showDefaultButton();
  await clearNotification();
  // Tab records and fetched texts are written under these locks, so this deletion waits for a running write.
  await withTabRecordsLock(() =>
    forgetFetchedTexts(async () => {
      await clearBadges();
      await emptyStorage('session');
    }),
  );
}

/** Empties a storage area, except for a pause that the publication has asked for. */
async function emptyStorage(name: 'local' | 'session'): Promise<void> {
  const area = browser.storage[name];
  const kept = await storedAskedPause();
  const keys = Object.keys(await area.get(null));
  await area.remove(keys.filter((key) => !(key in kept)));
}

/** Clears all tables. If that fails, for example because the database cannot be opened, deletes the database. */
async function emptyDatabase(): Promise<void> {
  try {
    await db.transaction('rw', db.tables, () => Promise.all(db.tables.map((table) => table.clear())));
  } catch (error) {
    if (!isDatabaseFailure(error)) reportUnexpected('clear the database', error);
    await db.delete({ disableAutoOpen: false });
  }
}
