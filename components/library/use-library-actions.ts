import { useState } from 'preact/hooks';
import { removeSaved, restoreRemoved, saveAnalysis } from '../../lib/app/actions.ts';
import { query } from '../../lib/app/send-query.ts';
import { count, text } from '../../lib/browser/interface-texts.ts';
import { on } from '../../lib/browser/listener-errors.ts';
import { PUBLICATION } from '../../lib/browser/publication-address.ts';
import { publicationOf } from '../../lib/db/index-queries.ts';
import type { ActionResult } from '../ui/action-result.ts';
import { tryChange } from '../ui/use-change.ts';

/** What keys, menus and the bar of a selection do with analyses. */
export interface LibraryActions {
  /** The result of the last action, for a toast. */
  readonly result: ActionResult | undefined;
  /** Removes an analysis that is saved, and saves one that is not. */
  readonly toggleSaved: (id: string) => void;
  readonly remove: (ids: readonly string[]) => void;
  readonly restore: (id: string) => void;
}

/** The actions of the library, and the result of the last one. */
export function useLibraryActions(): LibraryActions {
  const [result, setResult] = useState<ActionResult>();
  const act = async (work: () => Promise<unknown>, done?: ActionResult): Promise<void> => {
    const why = await tryChange('change the library', work);
    const failed = text(why === 'full' ? 'changeFailedFull' : 'changeFailed');
    setResult(why ? { words: failed, isFailure: true } : done);
  };
  const restoreAll = (ids: readonly string[]): Promise<void> => act(() => eachInTurn(ids, restoreRemoved));
  const remove = (ids: readonly string[]): Promise<void> =>
    act(() => eachInTurn(ids, removeSaved), {
      words: ids.length === 1 ? text('removedFromLibrary') : count('removedMany', ids.length),
      undo: on('undo a removal', () => restoreAll(ids)),
    });
  const save = async (id: string): Promise<void> => {
    const card = await query('cardById', id);
    if (!card) return;
    const lens = await query('lensOf', card);
    const publication = publicationOf((await query('indexStatus')).index, PUBLICATION);
    await act(() => saveAnalysis(card, { ...(lens ? { lens } : {}), publication }), {
      words: text('savedNow'),
    });
  };
  const toggleSaved = async (id: string): Promise<void> => {
    const own = await query('ownCopy', id);
    await (own && !own.isRemoved ? remove([id]) : save(id));
  };
  return {
    result,
    toggleSaved: on('save or remove an analysis', toggleSaved),
    remove: on('remove analyses', remove),
    restore: on('restore an analysis', (id: string) => restoreAll([id])),
  };
}

async function eachInTurn(ids: readonly string[], work: (id: string) => Promise<unknown>): Promise<void> {
  for (const id of ids) await work(id);
}
