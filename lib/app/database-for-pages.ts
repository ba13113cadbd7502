/**
 * What a page does with the database: it watches it, asks it, and changes the reader's records. Pages load this module
 * with `databaseForPages` of `send-query.ts`. A page whose first view needs it imports it directly.
 */

import { on, onExpectedFailure } from '../browser/listener-errors.ts';
import { db, onDatabaseMade } from '../db/database.ts';
import { hasRoom } from '../db/disk-space.ts';
import { isDatabaseFailure, isNewerDatabaseError } from '../db/failures.ts';
import { send } from './messages.ts';

export { liveQuery } from 'dexie';
export { hasRoom } from '../db/disk-space.ts';
export { isStorageFull } from '../db/failures.ts';
export { onReopened } from '../db/open-database.ts';
export { markSeenAndUpdateDigest } from '../follow/digest.ts';
export { follow, followAgain, unfollow } from '../follow/followed.ts';
export { markUnseen } from '../follow/new-for-you-cards.ts';
export { stopTelling, tellAgain, tellMeIfOneComes } from '../follow/waiting.ts';
export { dismissRestored } from '../library/fill-from-second-copy.ts';
export { isUnread, markRead, removeSaved, restoreRemoved, saveAnalysis } from '../library/saved-analyses.ts';
export { updateSecondCopy } from '../library/second-copy.ts';
export { markWithdrawalsReported } from '../library/withdrawals.ts';
export { onTrouble } from '../sync/database-trouble.ts';
export { applyAnswersToTabs } from '../tab/answered-record.ts';
export { refreshBadges } from '../tab/refresh-badges.ts';
export { answerAgain, answerStory, withdrawAnswer } from '../tab/story-answers.ts';
export { answer } from './queries.ts';

// A page shows the reader that the database failed. The background records why, and tries again.
onExpectedFailure(isDatabaseFailure);
// If this page is the first to open a database after its loss, the background fills it from the second copy.
onDatabaseMade(on('fill the library', () => send({ type: 'libraryChanged' })));

/** Why the database cannot be opened. */
export type ClosedReason = 'newer' | 'full' | 'broken';

/** Opens the database. Returns why that failed; `undefined` if it is open. */
export async function openDatabase(): Promise<ClosedReason | undefined> {
  try {
    await db.open();
    return undefined;
  } catch (error) {
    if (isNewerDatabaseError(error)) return 'newer';
    return (await hasRoom()) ? 'broken' : 'full';
  }
}
