import { db } from '../db/database.ts';
import type { SavedAnalysis, TextPlace } from '../db/records.ts';
import { changeQuietly, changeSaved } from './change-saved.ts';

/** What the reader can do with the reading state of saved analyses. */
export type StateChange = 'archive' | 'unarchive' | 'mark-read' | 'mark-unread';

const KINDS = {
  archive: 'archived',
  unarchive: 'unarchived',
  'mark-read': 'marked-read',
  'mark-unread': 'marked-unread',
} as const;

/** Whether the analysis is new for the reader: opening it then changes what the library shows. */
export async function isNew(id: string): Promise<boolean> {
  return (await db.newAnalyses.get(id)) !== undefined;
}

/** The number of saved analyses that the reader has neither begun nor archived. */
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

/** The reading state of an analysis that is no longer archived. */
function stateOf({ readAt, position }: SavedAnalysis): SavedAnalysis['state'] {
  if (readAt !== undefined) return 'read';
  return position === undefined ? 'unread' : 'reading';
}

/** The reader has begun to read a saved analysis: scrolled past its first section, or stayed for 20 seconds. */
export async function markReading(id: string): Promise<void> {
  await changeQuietly(id, (saved) => (saved.state === 'unread' ? { ...saved, state: 'reading' } : undefined));
}

/** The reader has reached the end of a saved analysis. Nothing is stored about other analyses. */
export async function markRead(id: string, now = Date.now()): Promise<void> {
  await changeQuietly(id, (saved) => {
    if (saved.state === 'read') return undefined;
    return { ...saved, state: saved.state === 'archived' ? 'archived' : 'read', readAt: now };
  });
}

/** Stores where the reader stopped in a saved analysis; `undefined`: at the beginning. */
export async function storePosition(id: string, place: TextPlace | undefined): Promise<void> {
  await changeQuietly(id, ({ position, ...saved }) => {
    if (position?.section === place?.section && position?.offset === place?.offset) return undefined;
    return place ? { ...saved, position: place } : saved;
  });
}
