import { text } from '../../lib/browser/interface-texts.ts';
import type { UndoOutcome } from '../../lib/library/journal.ts';
import type { ActionResult } from './action-result.ts';

/** Returns why an Undo changed nothing; `undefined` if it did change something. */
export function whyNotUndone({ state }: UndoOutcome): string | undefined {
  if (state === 'undone') return undefined;
  return text(state === 'outdated' ? 'undoOutdated' : 'undoGone');
}

/**
 * Returns the result of an Undo for the reader.
 *
 * @param words the message if the Undo has succeeded
 */
export function undoResult(undone: UndoOutcome, words: string): ActionResult {
  const refusal = whyNotUndone(undone);
  return refusal === undefined ? { words } : { words: refusal, isFailure: true };
}
