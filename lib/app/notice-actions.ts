import type { NewAnalysis } from '../db/records.ts';
import { requestChange } from './messages.ts';

/**
 * Functions like those in `actions.ts`, for new analyses, restored records and withdrawn analyses.
 */

/** Marks all new analyses as seen. Returns what `markUnseen` needs to undo this. */
export function markAllSeen(): Promise<readonly NewAnalysis[]> {
  return requestChange('markSeen', ['all']);
}

export function markUnseen(seen: readonly NewAnalysis[]): Promise<unknown> {
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
