import type { ReadingState } from '../../lib/db/records.ts';
import type { StateChange } from '../../lib/library/reading-states.ts';

/** Keys of the interface texts: the name of each change in a menu, and the message after it. */
export const STATE_CHANGES = {
  archive: { name: 'archive', done: 'archivedNow' },
  unarchive: { name: 'unarchive', done: 'unarchivedNow' },
  'mark-read': { name: 'markRead', done: 'markedRead' },
  'mark-unread': { name: 'markUnread', done: 'markedUnread' },
} as const satisfies Record<StateChange, { readonly name: string; readonly done: string }>;

/** Returns the changes that a menu offers for an analysis with this reading state. */
export function stateChanges(state: ReadingState): readonly StateChange[] {
  if (state === 'archived') return ['unarchive'];
  return [state === 'read' ? 'mark-unread' : 'mark-read', 'archive'];
}
