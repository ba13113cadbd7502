import Dexie from 'dexie';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { db } from '../../../lib/db/database.ts';

/** Deletes the database, as if the browser had lost it. The next access creates an empty database. */
export async function loseDatabase(): Promise<void> {
  db.close({ disableAutoOpen: false });
  await Dexie.delete(db.name);
}

/** Returns the second copy in `storage.local`, and the time when the database was last filled from it. */
export async function kept(): Promise<Record<string, unknown>> {
  const all = await fakeBrowser.storage.local.get(null);
  return Object.fromEntries(Object.entries(all).filter(([key]) => key.startsWith('kept')));
}
