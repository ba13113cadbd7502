import type { SyncFailure } from '../lib/db/database.ts';
import { type TextKey, text } from '../lib/i18n.ts';

/** What failed, in words for the reader. */
export function failureText({ reason, status }: SyncFailure): string {
  const words = text(`failure_${reason.replaceAll('-', '_')}` as TextKey);
  return status === undefined ? words : text('failureStatus', words, String(status));
}
