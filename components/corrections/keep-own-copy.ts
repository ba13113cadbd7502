import { keepOwnText, undo } from '../../lib/app/library-actions.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { startTask } from '../../lib/browser/listener-errors.ts';
import type { UndoOutcome } from '../../lib/library/journal.ts';
import { changeFailedText } from '../ui/change-failed-text.ts';
import { undoResult } from '../ui/undo-result.ts';
import { type ChangeControl, tryChange } from '../ui/use-change.ts';
import type { CorrectionProps } from './correction-props.ts';

type Tell = CorrectionProps['tell'];

/**
 * Stores the decision to keep the saved text of a corrected analysis, and shows a message with Undo.
 *
 * @returns whether the decision was stored
 */
export async function keepOwnCopy(id: string, change: ChangeControl['change'], tell: Tell): Promise<boolean> {
  let kept: string | undefined;
  const isDone = await change(async () => {
    kept = await keepOwnText(id);
  });
  if (!isDone) return false;
  const undoId = kept;
  const words = text('ownTextKept');
  tell(
    undoId === undefined
      ? { words }
      : { words, undo: () => undoAndTell(undoId, text('newTextOffered'), tell) },
  );
  return true;
}

/**
 * Undoes a change, and tells the reader the result.
 *
 * @param words the message if the change was undone
 */
export function undoAndTell(id: string, words: string, tell: Tell): void {
  startTask('undo a decision about a correction', async () => {
    let undone: UndoOutcome | undefined;
    const why = await tryChange('change the library', async () => {
      undone = await undo(id);
    });
    if (why) tell({ words: changeFailedText(why), isFailure: true });
    else if (undone) tell(undoResult(undone, words));
  });
}
