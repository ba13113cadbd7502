import type { Highlight, SavedAnalysis } from '../db/records.ts';
import { changeSaved, changeWithoutJournal } from './change-saved.ts';
import { type JoinedNote, joinedNote, type StoredNote, storeJoined } from './notes.ts';

/** Adds a highlight to a saved analysis. Adding it again changes nothing. */
export async function addHighlight(id: string, highlight: Highlight): Promise<void> {
  await changeWithoutJournal(id, (saved) => {
    const before = saved.highlights ?? [];
    if (before.some((one) => one.id === highlight.id)) return undefined;
    return { ...saved, highlights: [...before, highlight] };
  });
}

/** Removes a highlight. Returns the id with which `undo` brings it back; `undefined` if there was no such highlight. */
export async function removeHighlight(
  id: string,
  highlight: string,
  now = Date.now(),
): Promise<string | undefined> {
  const next = ({ highlights = [], ...saved }: SavedAnalysis): SavedAnalysis | undefined => {
    const after = highlights.filter((one) => one.id !== highlight);
    if (after.length === highlights.length) return undefined;
    return after.length > 0 ? { ...saved, highlights: after } : saved;
  };
  return changeSaved([id], next, { kind: 'highlight-removed' }, now);
}

/**
 * Stores the comment on a highlight. If another page has changed the comment since this page read it, keeps both texts.
 * The later text is below the earlier one. If the reader has removed the analysis, the comment is stored with the
 * removed analysis.
 *
 * @param seen the comment as the page last read or stored it
 * @returns the comment as `note`; `undefined` if there is no such highlight
 */
export async function storeComment(
  id: string,
  highlight: string,
  comment: string,
  seen: string,
  now = Date.now(),
): Promise<StoredNote | undefined> {
  let joined: JoinedNote | undefined;
  const next = (saved: SavedAnalysis): SavedAnalysis | undefined => {
    const before = saved.highlights?.find((one) => one.id === highlight);
    if (!before) return undefined;
    joined = joinedNote(before.comment, comment, seen);
    const { note } = joined;
    if (note === before.comment) return undefined;
    const highlights = saved.highlights?.map((one) => (one === before ? { ...one, comment: note } : one));
    return highlights ? { ...saved, highlights } : undefined;
  };
  return storeJoined(id, next, () => joined, 'highlight-comment', now);
}
