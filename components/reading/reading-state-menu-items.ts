import { changeReadingState, undo } from '../../lib/app/library-actions.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { startTask } from '../../lib/browser/listener-errors.ts';
import type { SavedAnalysis } from '../../lib/db/records.ts';
import type { UndoOutcome } from '../../lib/library/journal.ts';
import type { StateChange } from '../../lib/library/reading-states.ts';
import type { ActionResult } from '../ui/action-result.ts';
import type { MenuItem } from '../ui/menu-items.tsx';
import { undoResult } from '../ui/undo-result.ts';
import type { ChangeControl } from '../ui/use-change.ts';
import { STATE_CHANGES, stateChanges } from './reading-state-changes.ts';

/**
 * Returns the items of a saved analysis's menu that change its reading state.
 *
 * @param tell shows the result, with Undo; called with `undefined` if there is nothing to show
 * @param archive archives the analysis; if it is absent, the menu item itself archives the analysis
 */
export function readingStateItems(
  { id, state }: Pick<SavedAnalysis, 'id' | 'state'>,
  change: ChangeControl['change'],
  tell: (result: ActionResult | undefined) => void,
  archive?: () => void,
): MenuItem[] {
  const takeBack = (changeId: string): void =>
    startTask('change the library', async () => {
      let undone: UndoOutcome | undefined;
      await change(async () => {
        undone = await undo(changeId);
      });
      if (undone) tell(undoResult(undone, text('undone')));
    });
  const changeTo = (to: StateChange): void =>
    startTask('change the library', async () => {
      let undoId: string | undefined;
      const isDone = await change(async () => {
        undoId = await changeReadingState([id], to);
      });
      const back = undoId;
      tell(
        isDone
          ? { words: text(STATE_CHANGES[to].done), ...(back ? { undo: () => takeBack(back) } : {}) }
          : undefined,
      );
    });
  return stateChanges(state).map((to) => ({
    name: text(STATE_CHANGES[to].name),
    icon: STATE_CHANGES[to].icon,
    choose: to === 'archive' && archive ? archive : () => changeTo(to),
  }));
}
