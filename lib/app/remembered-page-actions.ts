import type {
  PageToRemember,
  PageToWaitFor,
  StoryAnswer,
  WaitingPage,
} from '../db/remembered-page-records.ts';
import { requestChange } from './messages.ts';

/**
 * Functions like those in `actions.ts`, for pages that wait for an analysis and for the reader's *Same story* answers.
 */

/**
 * Remembers a page without an analysis, to tell the reader when an analysis of this page arrives. Returns its record;
 * `removeWaitingPage` with its `id` undoes this.
 *
 * @param page `remember` in the view of the tab (`TabView`). In a private window, the view lacks this field.
 */
export function addWaitingPage(page: PageToRemember): Promise<WaitingPage> {
  return requestChange('addWaitingPage', [page]);
}

/**
 * Remembers pages of an imported file, as `addWaitingPage` does. When an analysis of such a page arrives, it is also
 * saved. Undoing the import undoes this change too. Returns the number of pages that were not waiting before.
 *
 * @param batch the id of the import
 */
export function addWaitingPagesOfImport(pages: readonly PageToWaitFor[], batch: string): Promise<number> {
  return requestChange('addWaitingPagesOfImport', [pages, batch]);
}

/** Deletes a waiting page. Returns what `restoreWaitingPage` needs to undo this; `undefined` if it was not waiting. */
export function removeWaitingPage(id: string): Promise<WaitingPage | undefined> {
  return requestChange('removeWaitingPage', [id]);
}

export function restoreWaitingPage(page: WaitingPage): Promise<unknown> {
  return requestChange('restoreWaitingPage', [page]);
}

/**
 * Stores whether a page and an analysis tell the same story. The tab records are updated before this resolves, and the
 * badges soon after. Returns the answer; `withdrawAnswer` with its `id` undoes this. Returns `undefined` if the page
 * has no URL key.
 *
 * @param page `remember` in the view of the tab (`TabView`). In a private window, the view lacks this field.
 * @param analysis id of the analysis
 */
export function answerStory(
  page: PageToRemember,
  analysis: string,
  same: boolean,
): Promise<StoryAnswer | undefined> {
  return requestChange('answerStory', [page, analysis, same]);
}

/** Deletes an answer. Returns what `answerAgain` needs to undo this; `undefined` if the answer does not exist. */
export function withdrawAnswer(id: string): Promise<StoryAnswer | undefined> {
  return requestChange('withdrawAnswer', [id]);
}

export function answerAgain(answer: StoryAnswer): Promise<unknown> {
  return requestChange('answerAgain', [answer]);
}
