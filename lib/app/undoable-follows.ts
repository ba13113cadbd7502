import type { NewAnalysis } from '../db/records.ts';
import type { Followable } from '../follow/followable.ts';
import { followAgain, type Unfollowed, unfollow } from '../follow/followed.ts';
import { markUnseen } from '../follow/new-for-you-cards.ts';
import { markSeenAndUpdateNotification } from '../follow/notification.ts';
import { addToJournal, recordChange } from '../library/add-to-journal.ts';
import { undo } from '../library/journal.ts';

/**
 * Changes of what the reader follows, and of what is new for the reader. The journal keeps them for 30 days, so that
 * the reader can undo them.
 */

/** What `undoUnfollow` needs. `undo`: the id with which the journal undoes the change. */
export type UndoableUnfollow = Unfollowed & { readonly undo?: string };

/**
 * Stops following a lens, topic or outlet. Returns what `undoUnfollow` needs; `undefined` if the reader did not follow
 * it.
 */
export async function unfollowWithUndo(
  thing: Pick<Followable, 'kind' | 'id'>,
  now = Date.now(),
): Promise<UndoableUnfollow | undefined> {
  let id: string | undefined;
  const unfollowed = await unfollow(thing, async ({ followed, news }) => {
    const changes = [recordChange('followed', followed.key, followed, undefined)];
    id = await addToJournal({ kind: 'unfollowed', about: followed.name, number: 0, changes, news }, now);
  });
  return unfollowed && { ...unfollowed, ...(id === undefined ? {} : { undo: id }) };
}

/** Undoes `unfollowWithUndo`, and removes its entry from the list of changes that can be undone. */
export async function undoUnfollow(unfollowed: UndoableUnfollow): Promise<void> {
  if (!(await isUndone(unfollowed.undo))) await followAgain(unfollowed);
}

/** The analyses that were marked as seen. `undo`: the id with which the journal undoes this change. */
export interface AllSeen {
  readonly seen: readonly NewAnalysis[];
  readonly undo?: string;
}

/** Marks all new analyses as seen. */
export async function markAllSeenWithUndo(now = Date.now()): Promise<AllSeen> {
  let id: string | undefined;
  const seen = await markSeenAndUpdateNotification('all', async (news) => {
    const entry = { kind: 'all-seen', about: '', number: news.length, changes: [], news } as const;
    if (news.length > 0) id = await addToJournal(entry, now);
  });
  return { seen, ...(id === undefined ? {} : { undo: id }) };
}

/** Undoes `markAllSeenWithUndo`, and removes its entry from the list of changes that can be undone. */
export async function undoAllSeen({ seen, undo: id }: AllSeen): Promise<void> {
  if (!(await isUndone(id))) await markUnseen(seen);
}

async function isUndone(id: string | undefined): Promise<boolean> {
  return id !== undefined && (await undo(id)).state === 'undone';
}
