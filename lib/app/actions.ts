import type { Followable } from '../follow/followable.ts';
import type { Unfollowed } from '../follow/followed.ts';
import type { Card } from '../index/card.ts';
import type { EmbeddedNames } from '../library/saved-analyses.ts';
import { requestChange } from './messages.ts';

/**
 * Functions with which pages change the reader's records. The background makes the changes (`change-in-background.ts`).
 * Each function rejects if the change was refused, for example because the disk is full.
 *
 * This file has the functions that the popup's first view needs. The others are in these files:
 *
 * - `library-actions.ts`: reading states, labels, notes, highlights, filters, imports, backups and undo
 * - `remembered-page-actions.ts`: pages that wait for an analysis, and the reader's *Same story* answers
 * - `notice-actions.ts`: new analyses, restored records and withdrawn analyses
 * - `setting-actions.ts`: settings and permissions
 * - `session-storage-actions.ts`: values that last until the browser closes
 */

/** Saves an analysis with the names of its lens and publication. */
export function saveAnalysis(card: Card, names: EmbeddedNames): Promise<unknown> {
  // `names` may have more fields, such as the text. Do not send these fields.
  const { lens, publication } = names;
  return requestChange('saveAnalysis', [card, { lens, publication }]);
}

/** Removes a saved analysis. `restoreRemoved` can restore it for 30 days. */
export function removeSaved(id: string): Promise<unknown> {
  return requestChange('removeSaved', [id]);
}

/** Restores a removed analysis. Returns whether there was a removed analysis with this id. */
export function restoreRemoved(id: string): Promise<boolean> {
  return requestChange('restoreRemoved', [id]);
}

export function follow(thing: Followable): Promise<unknown> {
  return requestChange('follow', [thing]);
}

/** Returns what `followAgain` needs to undo this; `undefined` if the reader did not follow `thing`. */
export function unfollow(thing: Followable): Promise<Unfollowed | undefined> {
  return requestChange('unfollow', [thing]);
}

export function followAgain(unfollowed: Unfollowed): Promise<unknown> {
  return requestChange('followAgain', [unfollowed]);
}

/** Marks an analysis as no longer new. Call it when the reader has opened the analysis. */
export function markSeen(id: string): Promise<unknown> {
  return requestChange('markSeen', [id]);
}

/** Asks the side panel to read an analysis aloud. Only the popup calls this. */
export { requestReadAloud } from '../tab/read-aloud-request.ts';
