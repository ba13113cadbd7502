import type { NewAnalysis } from '../db/records.ts';
import type {
  PageToRemember,
  PageToWaitFor,
  StoryAnswer,
  WaitingPage,
} from '../db/remembered-page-records.ts';
import type { Followable } from '../follow/followable.ts';
import type { Unfollowed } from '../follow/followed.ts';
import type { Card } from '../index/card.ts';
import type { Names } from '../library/saved-analyses.ts';
import { askToChange } from './messages.ts';

/**
 * All functions with which pages change the reader's records. The background makes the changes
 * (`change-in-background.ts`). Each function rejects if the change was refused, for example because the disk is full.
 * `library-actions.ts` has reading states, labels, notes, highlights and undo, `setting-actions.ts` has settings and
 * permissions, and `session-actions.ts` has values that last until the browser closes.
 */

/** Saves an analysis with the names of its lens and publication. */
export function saveAnalysis(card: Card, names: Names): Promise<unknown> {
  // `names` may have more fields, such as the text. Do not send those.
  const { lens, publication } = names;
  return askToChange('saveAnalysis', [card, { lens, publication }]);
}

/** Removes a saved analysis. `restoreRemoved` undoes it until the period of Undo ends. */
export function removeSaved(id: string): Promise<unknown> {
  return askToChange('removeSaved', [id]);
}

/** Restores a removed analysis. Returns whether there was one with this id. */
export function restoreRemoved(id: string): Promise<boolean> {
  return askToChange('restoreRemoved', [id]);
}

export function follow(thing: Followable): Promise<unknown> {
  return askToChange('follow', [thing]);
}

/** Returns what `followAgain` needs to undo this; `undefined` if the reader did not follow `thing`. */
export function unfollow(thing: Followable): Promise<Unfollowed | undefined> {
  return askToChange('unfollow', [thing]);
}

export function followAgain(unfollowed: Unfollowed): Promise<unknown> {
  return askToChange('followAgain', [unfollowed]);
}

/**
 * Remembers a page without an analysis, to tell the reader when one arrives. Returns its record; `removeWaitingPage`
 * with its `id` undoes this.
 *
 * @param page the field `remember` in the view of the tab (`TabView`), which has it only outside private windows
 */
export function addWaitingPage(page: PageToRemember): Promise<WaitingPage> {
  return askToChange('addWaitingPage', [page]);
}

/**
 * Remembers many pages as `addWaitingPage` does. If an imported file contained a page, its analysis is also saved when
 * it arrives. Returns how many of the pages were not waiting yet.
 */
export function addWaitingPages(pages: readonly PageToWaitFor[]): Promise<number> {
  return askToChange('addWaitingPages', [pages]);
}

/** Deletes a waiting page. Returns what `restoreWaitingPage` needs to undo this; `undefined` if there is none. */
export function removeWaitingPage(id: string): Promise<WaitingPage | undefined> {
  return askToChange('removeWaitingPage', [id]);
}

export function restoreWaitingPage(page: WaitingPage): Promise<unknown> {
  return askToChange('restoreWaitingPage', [page]);
}

/**
 * Stores whether a page and an analysis tell the same story. The tab records are updated before this resolves, and the
 * badges soon after. Returns the answer; `withdrawAnswer` with its `id` undoes this. Returns `undefined` if the page
 * has no URL key.
 *
 * @param page the field `remember` in the view of the tab (`TabView`), which has it only outside private windows
 * @param analysis id of the analysis
 */
export function answerStory(
  page: PageToRemember,
  analysis: string,
  same: boolean,
): Promise<StoryAnswer | undefined> {
  return askToChange('answerStory', [page, analysis, same]);
}

/** Deletes an answer. Returns what `answerAgain` needs to undo this; `undefined` if the answer does not exist. */
export function withdrawAnswer(id: string): Promise<StoryAnswer | undefined> {
  return askToChange('withdrawAnswer', [id]);
}

export function answerAgain(answer: StoryAnswer): Promise<unknown> {
  return askToChange('answerAgain', [answer]);
}

/** Marks an analysis that the reader has opened as no longer new. */
export function markSeen(id: string): Promise<unknown> {
  return askToChange('markSeen', [id]);
}

/** Marks all new analyses as seen. Returns what `markUnseen` needs to undo this. */
export function markAllSeen(): Promise<readonly NewAnalysis[]> {
  return askToChange('markSeen', ['all']);
}

export function markUnseen(seen: readonly NewAnalysis[]): Promise<unknown> {
  return askToChange('markUnseen', [seen]);
}

/** Removes the message about records that were restored from the second copy. */
export function dismissRestored(): Promise<unknown> {
  return askToChange('dismissRestored', []);
}

/** Records that the reader has been told that the publication withdrew these analyses. */
export function markWithdrawalsReported(ids: readonly string[]): Promise<unknown> {
  return askToChange('markWithdrawalsReported', [ids]);
}

/** Makes the side panel read an analysis aloud. The popup calls it. */
export { requestReadAloud } from '../tab/read-aloud-request.ts';
