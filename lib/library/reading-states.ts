import { db } from '../db/database.ts';
import type { SavedAnalysis, TextPlace } from '../db/records.ts';
import { changeSaved, changeWithoutJournal } from './change-saved.ts';

/** A change of the reading state of saved analyses. */
export type StateChange = 'archive' | 'unarchive' | 'mark-read' | 'mark-unread';

const KINDS = {
  archive: 'archived',
  unarchive: 'unarchived',
  'mark-read': 'marked-read',
  'mark-unread': 'marked-unread',
} as const;

/** Whether the analysis is new for the reader. If so, opening it changes the list of new analyses. */
export async function isNewForReader(id: string): Promise<boolean> {
  return (await db.newAnalyses.get(id)) !== undefined;
}

/** Returns the number of saved analyses in the state `unread`. */
export function unreadCount(): Promise<number> {
  return db.saved.where('state').equals('unread').count();
}

/**
 * Changes the reading state of saved analyses.
 *
 * @returns the id with which `undo` undoes the change; `undefined` if nothing changed
 */
export async function changeReadingState(
  ids: readonly string[],
  change: StateChange,
  now = Date.now(),
): Promise<string | undefined> {
  return changeSaved(ids, (saved) => withState(saved, change, now), { kind: KINDS[change] }, now);
}

function withState(saved: SavedAnalysis, change: StateChange, now: number): SavedAnalysis | undefined {
  const { position, readAt, ...unread } = saved;
  switch (change) {
    case 'archive':
      return saved.state === 'archived' ? undefined : { ...saved, state: 'archived' };
    case 'unarchive':
      return saved.state === 'archived' ? { ...saved, state: stateOf(saved) } : undefined;
    case 'mark-read':
      return saved.state === 'read' ? undefined : { ...saved, state: 'read', readAt: now };
    case 'mark-unread':
      return saved.state === 'unread' ? undefined : { ...unread, state: 'unread' };
  }
}

/** Returns the reading state that an archived analysis gets when it is taken out of the archive. */
function stateOf({ readAt, position }: SavedAnalysis): SavedAnalysis['state'] {
  if (readAt !== undefined) return 'read';
  return position === undefined ? 'unread' : 'reading';
}

/**
 * Gives an unread saved analysis the state `reading`. Call this function when the reader has scrolled past the first
 * section, or stayed for 20 seconds.
 */
export async function markReading(id: string): Promise<void> {
  await changeWithoutJournal(id, (saved) =>
    saved.state === 'unread' ? { ...saved, state: 'reading' } : undefined,
  );
}

/**
 * Marks a saved analysis as read. Call this function when the reader has reached the end of the analysis. An archived
 * analysis stays archived, but `readAt` is set. Does nothing if the analysis is not saved.
 */
export async function markRead(id: string, now = Date.now()): Promise<void> {
  await changeWithoutJournal(id, (saved) => {
    if (saved.state === 'read') return undefined;
    return { ...saved, state: saved.state === 'archived' ? 'archived' : 'read', readAt: now };
  });
}

/** Stores the place at which the reader stopped in a saved analysis; `undefined` for its beginning. */
export async function storePosition(id: string, place: TextPlace | undefined): Promise<void> {
  await changeWithoutJournal(id, ({ position, ...saved }) => {
    if (position?.section === place?.section && position?.offset === place?.offset) return undefined;
    return place ? { ...saved, position: place } : saved;
  });
}
