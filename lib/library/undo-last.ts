import { db } from '../db/database.ts';
import { type Undoable, type UndoOutcome, undo, undoableChanges } from './journal.ts';
import { restoreRemoved } from './removed-analyses.ts';

/** A change that was undone: what it was, and the result of undoing it. */
export interface LastUndone {
  readonly change: Pick<Undoable, 'kind' | 'about' | 'to' | 'number'>;
  readonly undone: Extract<UndoOutcome, { readonly state: 'undone' }>;
}

/** A change, and the function that undoes it. The function returns `undefined` if there is nothing left to undo. */
interface Step {
  readonly at: number;
  readonly undo: () => Promise<LastUndone | undefined>;
}

/**
 * Undoes the last change of the library that can still be undone. Passes over changes that have nothing left to undo,
 * and over earlier uses of Undo: calling this function again goes further back. Also passes over changes that the
 * extension made by itself: the list of changes offers to undo them.
 *
 * @param since time of the earliest change that may be undone (ms since the epoch)
 * @returns the change; `undefined` if there is none
 */
export async function undoLast(since: number, now = Date.now()): Promise<LastUndone | undefined> {
  const changes = (await undoableChanges(now)).filter(({ isUndo, isAutomatic }) => !isUndo && !isAutomatic);
  const steps: Step[] = [
    ...changes.map((change) => ({ at: change.lastAt ?? change.at, undo: () => undoChange(change, now) })),
    ...(await removedAlone(since)),
  ].filter(({ at }) => at >= since);
  for (const step of steps.sort((a, b) => b.at - a.at)) {
    const last = await step.undo();
    if (last) return last;
  }
  return undefined;
}

/** Returns the removals that are not in the journal, because the reader removed one analysis alone. */
async function removedAlone(since: number): Promise<Step[]> {
  const removed = await db.removed.where('removedAt').aboveOrEqual(since).toArray();
  // Leave out removals that Undo made, for example when it undid an import. They have the time at which Undo was used.
  const uses = new Set<unknown>(await db.journal.orderBy('undoneAt').uniqueKeys());
  return removed
    .filter(({ removedAt }) => !uses.has(removedAt))
    .map(({ id, removedAt, saved }) => ({ at: removedAt, undo: () => restoreOne(id, saved.card.headline) }));
}

async function undoChange(change: Undoable, now: number): Promise<LastUndone | undefined> {
  const undone = await undo(change.id, now);
  return undone.state === 'undone' ? { change, undone } : undefined;
}

async function restoreOne(id: string, headline: string): Promise<LastUndone | undefined> {
  if (!(await restoreRemoved(id))) return undefined;
  return {
    change: { kind: 'removed', about: headline, number: 1 },
    undone: { state: 'undone', number: 1 },
  };
}
