import type { JournalKind } from '../db/journal-records.ts';
import { joinNotes } from '../db/own-words.ts';
import type { SavedAnalysis } from '../db/records.ts';
import type { NewEntry } from './add-to-journal.ts';
import { changeSaved } from './change-saved.ts';
import { joinToJournal } from './join-changes.ts';

/** The result of storing a note, or the comment on a highlight. */
export interface StoredNote {
  /** The note as it is stored now. */
  readonly note: string;
  /** Whether another page had changed the note meanwhile, so that the stored note contains both texts. */
  readonly isJoined: boolean;
  /** The id with which `undo` restores the earlier note; absent if there is nothing to restore. */
  readonly undo?: string;
}

/**
 * Stores the reader's note on a saved analysis. If another page has changed the note since this page read it, keeps
 * both texts. The later text is below the earlier text.
 *
 * If another page has removed the analysis meanwhile, the note is stored with the removed analysis, so that restoring
 * the analysis also brings back the note.
 *
 * @param seen the note as the page last read or stored it; empty if there was none
 * @returns `undefined` if the analysis is neither saved nor can be restored
 */
export async function storeNote(
  id: string,
  note: string,
  seen: string,
  now = Date.now(),
): Promise<StoredNote | undefined> {
  let joined: JoinedNote | undefined;
  const next = ({ note: before = '', notedAt: _, ...saved }: SavedAnalysis): SavedAnalysis | undefined => {
    joined = joinedNote(before, note, seen);
    if (joined.note === before) return undefined;
    return joined.note === '' ? saved : { ...saved, note: joined.note, notedAt: now };
  };
  return storeJoined(id, next, () => joined, 'note', now);
}

/** The text to store, and how it differs from the text that was stored before. */
export interface JoinedNote extends Pick<StoredNote, 'note' | 'isJoined'> {
  /** Whether `note` does not begin with the whole stored text, so that a part of the stored text may be lost. */
  readonly isOverwritten: boolean;
}

/**
 * Returns the text to store: the new text or, if another page has changed the stored text, both texts joined.
 *
 * @param before the stored text
 * @param note the new text
 * @param seen the stored text as this page last read or stored it
 */
export function joinedNote(before: string, note: string, seen: string): JoinedNote {
  const isChanged = before !== seen && before !== note;
  const after = isChanged ? (joinNotes(before, note) ?? '') : note;
  return {
    note: after,
    isJoined: isChanged && after !== note,
    isOverwritten: before !== '' && !after.startsWith(before),
  };
}

/**
 * Stores a text that the reader wrote. The journal gets the change only if a part of the stored text may be lost
 * (`isOverwritten`), or if the change continues the last change in the journal.
 *
 * @param joined returns the joined text of the last call of `next`; `undefined` if `next` was not called, or did not
 *   find the highlight
 */
export async function storeJoined(
  id: string,
  next: (saved: SavedAnalysis) => SavedAnalysis | undefined,
  joined: () => JoinedNote | undefined,
  kind: JournalKind,
  now: number,
): Promise<StoredNote | undefined> {
  const store = (entry: NewEntry): Promise<string | undefined> =>
    joinToJournal(entry, joined()?.isOverwritten ?? false, now);
  const undo = await changeSaved([id], next, { kind, store, alsoRemoved: true }, now);
  const stored = joined();
  return stored && { note: stored.note, isJoined: stored.isJoined, ...(undo === undefined ? {} : { undo }) };
}
