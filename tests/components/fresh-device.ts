import { vi } from 'vitest';
import { announceChanges, db } from '../../lib/db/database.ts';
import { setWritesHeld } from '../../lib/db/open-database.ts';
import { addNewAnalysesToCommits } from '../../lib/follow/new-for-you-in-commit.ts';
import { freshBrowser } from './browser-and-tab.ts';
import { freshPublication } from './publication.ts';
import { endRunningSync } from './sync-states.ts';
import { NOW } from './times.ts';

addNewAnalysesToCommits();
announceChanges();

/** Resets everything to the state right after the installation of the extension. Call it before each test. */
export async function freshDevice(): Promise<void> {
  endRunningSync();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.resetAllMocks();
  vi.setSystemTime(NOW);
  // `nextCheck` spreads the checks at random. If `Math.random` returns 0.5, they are exactly four hours apart.
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  freshBrowser();
  setWritesHeld(false);
  await db.transaction('rw', db.tables, () => Promise.all(db.tables.map((table) => table.clear())));
  freshPublication();
}
