import Dexie from 'dexie';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { db } from '../../../lib/db/database.ts';

/** Deletes the database as the browser does when it clears data; the next access opens an empty one. */
export async function loseDatabase(): Promise<void> {
  db.close({ disableAutoOpen: false });
  await Dexie.delete(db.name);
}

/** What storage keeps of the second copy of the library. */
export async function kept(): Promise<Record<string, unknown>> {
  const all = await fakeBrowser.storage.local.get(null);
  return Object.fromEntries(Object.entries(all).filter(([key]) => key.startsWith('kept')));
}
