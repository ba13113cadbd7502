import { type PageDatabase, pageDatabase } from '../../lib/app/ask.ts';
import { send } from '../../lib/app/messages.ts';
import { start } from '../../lib/browser/guard.ts';
import { type ChangeFailure, type Changing, tryChange, useChange } from './change.ts';

/** A change of what is the reader's. */
export type LibraryChange = (database: PageDatabase) => Promise<unknown>;

/** A control that changes what is the reader's, and tells the background. */
export function useLibraryChange(): Changing<LibraryChange> {
  return useChange(changeLibrary);
}

/**
 * Changes what is the reader's, and tells the background.
 *
 * @param load loads what the page does with the database. An update of the extension may have removed it
 * @returns why that failed
 */
export function changeLibrary(
  work: LibraryChange,
  load: () => Promise<PageDatabase> = pageDatabase,
): Promise<ChangeFailure | undefined> {
  const change = async (): Promise<void> => {
    const database = await load();
    await work(database);
    const { refreshBadges, updateSecondCopy } = database;
    // The popup may close right after the press and the background may be killed, so both do this.
    start('keep the second copy', updateSecondCopy);
    start('refresh badges', refreshBadges);
    start('tell the background of a change', () => send({ type: 'libraryChanged' }));
  };
  return tryChange('change the library', change, load);
}
