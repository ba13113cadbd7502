import { runSteps } from '../browser/listener-errors.ts';
import { hasUncopied } from '../db/second-copy-queue.ts';
import { fillFromSecondCopy } from '../library/fill-from-second-copy.ts';
import { renewAfterUpdate } from '../library/renew-after-update.ts';
import { updateSecondCopy } from '../library/second-copy.ts';
import { syncSoon } from '../sync/sync.ts';
import { refreshBadges } from '../tab/refresh-badges.ts';

/**
 * Restores lost records from the second copy, and copies the records that have changed. If the browser has lost the
 * database, plans a sync, because the index is lost, too.
 */
export async function keepSecondCopy(): Promise<void> {
  await keepDatabase();
  await updateSecondCopy();
}

/** Repairs the database after an update, and restores lost records from the second copy. */
async function keepDatabase(): Promise<void> {
  await renewAfterUpdate();
  if (await fillFromSecondCopy()) await syncSoon();
}

/**
 * Completes a change of the library, if the background ended before it had updated the badges and the second copy.
 * Updates the copy last: as long as a record is not copied, the next start of the background repeats both steps.
 */
export async function finishLastChange(): Promise<void> {
  await runSteps({ 'keep the database': keepDatabase });
  // Without this check, the copy could include a change that is made meanwhile, before the handler of that change has
  // refreshed the badges. If the background then ended, nothing would refresh them.
  if (await hasUncopied())
    await runSteps({ 'refresh the badges': refreshBadges, 'update the second copy': updateSecondCopy });
}
