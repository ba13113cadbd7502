import { useState } from 'preact/hooks';
import { restoreRemoved, saveAnalysis } from '../../lib/app/actions.ts';
import {
  addLabel,
  changeReadingState,
  removeAll,
  removeLabel,
  saveAll,
  type UndoId,
  undo,
  undoLast,
} from '../../lib/app/library-actions.ts';
import { query } from '../../lib/app/send-query.ts';
import { type CountedKey, countedText, text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { PUBLICATION_ADDRESS } from '../../lib/browser/publication-address.ts';
import { publicationOf } from '../../lib/db/index-queries.ts';
import type { Undoable, UndoOutcome } from '../../lib/library/journal.ts';
import type { StateChange } from '../../lib/library/reading-states.ts';
import type { LastUndone } from '../../lib/library/undo-last.ts';
import type { ActionResult } from '../ui/action-result.ts';
import { changeFailedText } from '../ui/change-failed-text.ts';
import { undoResult } from '../ui/undo-result.ts';
import { tryChange } from '../ui/use-change.ts';

/** The actions on analyses that shortcuts, menus and the selection bar run. */
export interface LibraryActions {
  /** The result of the last action, for a toast. */
  readonly result: ActionResult | undefined;
  /**
   * Makes a change, shows `words` to the reader, and offers Undo if the change returns an id for Undo. If `words` is
   * `undefined`, shows and offers nothing.
   *
   * @param onUndone called after the reader has undone the change
   */
  readonly change: (work: () => UndoId, words: string | undefined, onUndone?: () => void) => void;
  /** Removes an analysis if it is saved; otherwise saves it. */
  readonly toggleSaved: (id: string) => void;
  readonly changeState: (ids: readonly string[], change: StateChange) => void;
  readonly addLabel: (ids: readonly string[], name: string) => void;
  readonly removeLabel: (ids: readonly string[], name: string) => void;
  /** Saves analyses of the index. */
  readonly saveAll: (ids: readonly string[]) => void;
  readonly remove: (ids: readonly string[]) => void;
  readonly restore: (id: string, headline: string) => void;
  /** Undoes a change of the journal, and tells the reader what the Undo has restored. */
  readonly undoChange: (change: Undoable) => void;
  /**
   * Undoes the last change that was made since the page was opened, and tells the reader what the Undo has restored.
   */
  readonly undoLast: () => void;
  /** Tells the reader that an action is possible only for saved analyses, and how many analyses are not saved. */
  readonly tellNotSaved: (unsaved: number) => void;
}

/** The key of the message to the reader after each change of reading states. */
const CHANGED = {
  archive: 'archivedMany',
  unarchive: 'unarchivedMany',
  'mark-read': 'markedReadMany',
  'mark-unread': 'markedUnreadMany',
} as const satisfies Record<StateChange, CountedKey>;

/** Returns the actions of the library, and the result of the last one. */
export function useLibraryActions(): LibraryActions {
  const [result, setResult] = useState<ActionResult>();
  const [openedAt] = useState(Date.now);
  const act = async (work: () => Promise<ActionResult | undefined>): Promise<void> => {
    let done: ActionResult | undefined;
    const why = await tryChange('change the library', async () => {
      done = await work();
    });
    setResult(why ? { words: changeFailedText(why), isFailure: true } : done);
  };
  const offerUndo = (id: string, onUndone?: () => void): (() => void) =>
    guardedListener('undo a change', () =>
      act(async () => {
        const undone = await undo(id);
        if (undone.state === 'undone') onUndone?.();
        return undoResult(undone, text('undone'));
      }),
    );
  /** Makes a change, and offers Undo if the change returns an id for Undo. */
  const change = (work: () => UndoId, words: string | undefined, onUndone?: () => void): Promise<void> =>
    act(async () => {
      const id = await work();
      if (words === undefined) return undefined;
      return { words, ...(id === undefined ? {} : { undo: offerUndo(id, onUndone) }) };
    });
  /**
   * Returns the message that says what the Undo has restored. If the Undo has replaced words of the reader, the message
   * offers to bring these words back.
   */
  const tellUndone = async (
    undoneChange: LastUndone['change'],
    undone: UndoOutcome,
  ): Promise<ActionResult> => {
    const { undoneText } = await import('./names-of-changes.ts');
    if (undone.state !== 'undone') return undoResult(undone, '');
    const { again } = undone;
    return {
      words: undoneText(undoneChange, undone),
      ...(again === undefined ? {} : { undo: offerUndo(again) }),
    };
  };
  const restore = async (id: string, headline: string): Promise<ActionResult> => {
    const isRestored = await restoreRemoved(id);
    const undone: UndoOutcome = isRestored ? { state: 'undone', number: 1 } : { state: 'gone' };
    return tellUndone({ kind: 'removed', about: headline, number: 1 }, undone);
  };
  const undoTheLast = async (): Promise<ActionResult> => {
    const last = await undoLast(openedAt);
    return last ? tellUndone(last.change, last.undone) : { words: text('undoNothing') };
  };
  const changeState = (ids: readonly string[], to: StateChange): Promise<void> =>
    change(() => changeReadingState(ids, to), countedText(CHANGED[to], ids.length));
  const remove = (ids: readonly string[]): Promise<void> =>
    change(
      () => removeAll(ids),
      ids.length === 1 ? text('removedFromLibrary') : countedText('removedMany', ids.length),
    );
  const save = async (id: string): Promise<void> => {
    const card = await query('cardById', id);
    if (!card) return;
    const lens = await query('lensOf', card);
    const publication = publicationOf((await query('indexStatus')).index, PUBLICATION_ADDRESS);
    const names = { ...(lens ? { lens } : {}), publication };
    await act(async () => {
      await saveAnalysis(card, names);
      return { words: text('savedNow') };
    });
  };
  return {
    result,
    change: guardedListener('change the library', change),
    toggleSaved: guardedListener('save or remove an analysis', async (id: string) => {
      await ((await isSaved(id)) ? remove([id]) : save(id));
    }),
    changeState: guardedListener('change reading states', changeState),
    addLabel: guardedListener('add a label', (ids: readonly string[], name: string) =>
      change(() => addLabel(ids, name), countedText('labelledMany', ids.length, name)),
    ),
    removeLabel: guardedListener('remove a label', (ids: readonly string[], name: string) =>
      change(() => removeLabel(ids, name), countedText('unlabelledMany', ids.length, name)),
    ),
    saveAll: guardedListener('save analyses', (ids: readonly string[]) =>
      change(() => saveAll(ids), countedText('savedMany', ids.length)),
    ),
    remove: guardedListener('remove analyses', remove),
    tellNotSaved: (unsaved) => setResult({ words: countedText('saveFirst', unsaved) }),
    restore: guardedListener('restore an analysis', (id: string, headline: string) =>
      act(() => restore(id, headline)),
    ),
    undoChange: guardedListener('undo a change', (of: Undoable) =>
      act(async () => tellUndone(of, await undo(of.id))),
    ),
    undoLast: guardedListener('undo the last change', () => act(undoTheLast)),
  };
}

async function isSaved(id: string): Promise<boolean> {
  const own = await query('ownCopy', id);
  return own !== undefined && !own.isRemoved;
}
