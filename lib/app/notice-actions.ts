import { requestChange } from './messages.ts';
import type { AllSeen } from './undoable-follows.ts';

/**
 * Functions like those in `actions.ts`, for new analyses, restored records and withdrawn analyses.
 */

/** Marks all new analyses as seen. Returns what `markUnseen` needs to undo this. */
export function markAllSeen(): Promise<AllSeen> {
  return requestChange('markAllSeen', []);
}

export function markUnseen(seen: AllSeen): Promise<unknown> {
  return requestChange('markUnseen', [seen]);
}

/** Removes the message about records that were restored from the second copy. */
export function dismissRestored(): Promise<unknown> {
  return requestChange('dismissRestored', []);
}

/** Records that the reader has been told that the publication withdrew these analyses. */
export function markWithdrawalsReported(ids: readonly string[]): Promise<unknown> {
  return requestChange('markWithdrawalsReported', [ids]);
}
