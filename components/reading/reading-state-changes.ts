import type { ReadingState } from '../../lib/db/records.ts';
import type { StateChange } from '../../lib/library/reading-states.ts';
import type { AnyIconName } from '../ui/icons-loaded-later.tsx';

/**
 * For each change of the reading state that a menu offers: its icon, and the keys of two interface texts, the name of
 * the change and the message after it.
 */
export const STATE_CHANGES = {
  archive: { icon: 'archive', name: 'archive', done: 'archivedNow' },
  unarchive: { icon: 'inbox', name: 'unarchive', done: 'unarchivedNow' },
  'mark-read': { icon: 'check', name: 'markRead', done: 'markedRead' },
  'mark-unread': { icon: 'dot', name: 'markUnread', done: 'markedUnread' },
} as const satisfies Record<
  StateChange,
  { readonly icon: AnyIconName; readonly name: string; readonly done: string }
>;

/** Returns the changes that a menu offers for an analysis with this reading state. */
export function stateChanges(state: ReadingState): readonly StateChange[] {
  if (state === 'archived') return ['unarchive'];
  return [state === 'read' ? 'mark-unread' : 'mark-read', 'archive'];
}
