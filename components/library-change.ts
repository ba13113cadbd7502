import { useState } from 'preact/hooks';
import { type PageDatabase, pageDatabase } from '../lib/ask.ts';
import { start } from '../lib/guard.ts';
import { send } from '../lib/messages.ts';

/** A change of what is the reader's. */
export type LibraryChange = (database: PageDatabase) => Promise<unknown>;

/** Why a change failed: the device has no room left, or something else. */
export type ChangeFailure = 'full' | 'other';

/** Changes what is the reader's, and tells the background. `failure` says why the last change failed. */
export function useLibraryChange(): {
  /** Returns whether that succeeded. */
  readonly change: (work: LibraryChange) => Promise<boolean>;
  readonly failure: ChangeFailure | undefined;
} {
  const [failure, setFailure] = useState<ChangeFailure>();
  const change = async (work: LibraryChange): Promise<boolean> => {
    const failed = await changeLibrary(work);
    setFailure(failed);
    return failed === undefined;
  };
  return { change, failure };
}

/**
 * Changes what is the reader's, and tells the background.
 *
 * @param load loads what the page does with the database. An update of the extension may have removed it
 * @returns why that failed
 */
export async function changeLibrary(
  work: LibraryChange,
  load: () => Promise<PageDatabase> = pageDatabase,
): Promise<ChangeFailure | undefined> {
  try {
    const database = await load();
    await work(database);
    const { refreshBadges, updateSecondCopy } = database;
    // The popup may close right after the press and the background may be killed, so both do this.
    start('keep the second copy', updateSecondCopy);
    start('refresh badges', refreshBadges);
    start('tell the background of a change', () => send({ type: 'libraryChanged' }));
    return undefined;
  } catch (error) {
    if (await isForLackOfRoom(error, load)) return 'full';
    console.error('Civic Lens could not change the library.', error);
    return 'other';
  }
}

async function isForLackOfRoom(error: unknown, load: () => Promise<PageDatabase>): Promise<boolean> {
  try {
    const { hasRoom, isStorageFull } = await load();
    return isStorageFull(error) || !(await hasRoom());
  } catch {
    return false;
  }
}
