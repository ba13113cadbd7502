import { joinNotes } from '../db/own-words.ts';
import type { SavedAnalysis } from '../db/records.ts';
import { changeQuietly, changeSaved } from './change-saved.ts';

/** The result of storing a note. */
export interface StoredNote {
  /** The note as it is stored now. */
  readonly note: string;
  /** Whether another page had stored another note meanwhile, so that the stored one holds both texts. */
  readonly isJoined: boolean;
  /** The id with which `undo` brings back the note before; absent if nothing was overwritten. */
  readonly undo?: string;
}

/**
 * Stores the reader's note on a saved analysis. If another page has changed the note since this page read it, both
 * texts are kept, the later below the earlier.
 *
 * @param seen the note as the page last read or stored it; empty if there was none
 * @returns `undefined` if the analysis is not saved
 */
export async function storeNote(
  id: string,
  note: string,
  seen: string,
  now = Date.now(),
): Promise<StoredNote | undefined> {
  let stored: StoredNote | undefined;
  let isOverwritten = false;
  const next = ({ note: before = '', ...saved }: SavedAnalysis): SavedAnalysis => {
    const isChanged = before !== seen && before !== note;
    const after = isChanged ? (joinNotes(before, note) ?? '') : note;
    stored = { note: after, isJoined: isChanged && after !== note };
    isOverwritten = before !== '' && !after.startsWith(before);
    return after === '' ? saved : { ...saved, note: after };
  };
  await changeQuietly(id, (saved) => {
    const after = next(saved);
    return isOverwritten || after.note === saved.note ? undefined : after;
  });
  if (!isOverwritten || !stored) return stored;
  const undo = await changeSaved([id], next, { kind: 'note' }, now);
  return undo === undefined ? stored : { ...(stored as StoredNote), undo };
}
