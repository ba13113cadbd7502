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
} from '../../lib/app/library-actions.ts';
import { query } from '../../lib/app/send-query.ts';
import { type CountedKey, count, text } from '../../lib/browser/interface-texts.ts';
import { on } from '../../lib/browser/listener-errors.ts';
import { PUBLICATION } from '../../lib/browser/publication-address.ts';
import { publicationOf } from '../../lib/db/index-queries.ts';
import type { StateChange } from '../../lib/library/reading-states.ts';
import type { ActionResult } from '../ui/action-result.ts';
import { tryChange } from '../ui/use-change.ts';

/** The actions on analyses behind keys, menus and the selection bar. */
export interface LibraryActions {
  /** The result of the last action, for a toast. */
  readonly result: ActionResult | undefined;
  /**
   * Makes a change, shows `words` to the reader, and offers Undo if the change returns an id for it.
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
  readonly restore: (id: string) => void;
  /** Tells the reader that an action is possible only for saved analyses, and that so many are not saved. */
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
  const act = async (work: () => Promise<unknown>, done?: () => ActionResult | undefined): Promise<void> => {
    const why = await tryChange('change the library', work);
    const failed = text(why === 'full' ? 'changeFailedFull' : 'changeFailed');
    setResult(why ? { words: failed, isFailure: true } : done?.());
  };
  /** Runs an action of the journal, and then offers Undo. */
  const change = async (
    work: () => UndoId,
    words: string | undefined,
    onUndone?: () => void,
  ): Promise<void> => {
    let id: string | undefined;
    const run = async (): Promise<void> => {
      id = await work();
    };
    await act(run, () => {
      const last = id;
      if (words === undefined) return undefined;
      if (last === undefined) return { words };
      const takeBack = async (): Promise<void> => {
        await undo(last);
        onUndone?.();
      };
      return { words, undo: on('undo a change', () => act(takeBack)) };
    });
  };
  const changeState = (ids: readonly string[], to: StateChange): Promise<void> =>
    change(() => changeReadingState(ids, to), count(CHANGED[to], ids.length));
  const remove = (ids: readonly string[]): Promise<void> =>
    change(
      () => removeAll(ids),
      ids.length === 1 ? text('removedFromLibrary') : count('removedMany', ids.length),
    );
  const save = async (id: string): Promise<void> => {
    const card = await query('cardById', id);
    if (!card) return;
    const lens = await query('lensOf', card);
    const publication = publicationOf((await query('indexStatus')).index, PUBLICATION);
    const names = { ...(lens ? { lens } : {}), publication };
    await act(
      () => saveAnalysis(card, names),
      () => ({ words: text('savedNow') }),
    );
  };
  return {
    result,
    change: on('change the library', change),
    toggleSaved: on('save or remove an analysis', async (id: string) => {
      await ((await isSaved(id)) ? remove([id]) : save(id));
    }),
    changeState: on('change reading states', changeState),
    addLabel: on('add a label', (ids: readonly string[], name: string) =>
      change(() => addLabel(ids, name), count('labelledMany', ids.length, name)),
    ),
    removeLabel: on('remove a label', (ids: readonly string[], name: string) =>
      change(() => removeLabel(ids, name), count('unlabelledMany', ids.length, name)),
    ),
    saveAll: on('save analyses', (ids: readonly string[]) =>
      change(() => saveAll(ids), count('savedMany', ids.length)),
    ),
    remove: on('remove analyses', remove),
    tellNotSaved: (unsaved) => setResult({ words: count('saveFirst', unsaved) }),
    restore: on('restore an analysis', (id: string) => act(() => restoreRemoved(id))),
  };
}

async function isSaved(id: string): Promise<boolean> {
  const own = await query('ownCopy', id);
  return own !== undefined && !own.isRemoved;
}
