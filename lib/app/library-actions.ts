import type { Correction } from '../db/correction-records.ts';
import type { Highlight, SavedFilter, TextPlace } from '../db/records.ts';
import type { UndoOutcome } from '../library/journal.ts';
import type { StoredNote } from '../library/notes.ts';
import type { StateChange } from '../library/reading-states.ts';
import type { TakenText } from '../library/take-new-text.ts';
import type { LastUndone } from '../library/undo-last.ts';
import type { BackupResult } from '../transfer/backups.ts';
import type { ImportBatch, ImportBlock, ImportCounts } from '../transfer/import-batch.ts';
import { requestChange } from './messages.ts';

/**
 * Functions like those in `actions.ts`, for the library: saved analyses and their texts, reading states, labels, notes,
 * highlights, filters, imports and backups. Most return the id with which `undo` can undo the change for 30 days, or
 * `undefined` if nothing changed. Each function rejects if the change was refused, for example because the disk is
 * full.
 */

/** The id of a change in the journal; `undefined` if nothing changed. */
export type UndoId = Promise<string | undefined>;

/** Undoes a change. Fields that have changed again since then keep their newer values. */
export function undo(id: string): Promise<UndoOutcome> {
  return requestChange('undo', [id]);
}

/** Saves analyses of the index, in the order of the ids. */
export function saveAll(ids: readonly string[]): UndoId {
  return requestChange('saveAll', [ids]);
}

/**
 * Undoes the last change that can be undone, and returns it; `undefined` if there is none.
 *
 * @param since changes from before this time are not undone (ms since the epoch)
 */
export function undoLast(since: number): Promise<LastUndone | undefined> {
  return requestChange('undoLast', [since]);
}

/** Removes saved analyses. `restoreRemoved` can also restore each of them individually. */
export function removeAll(ids: readonly string[]): UndoId {
  return requestChange('removeAll', [ids]);
}

/** Archives saved analyses, removes them from the archive, or marks them as read or unread. */
export function changeReadingState(ids: readonly string[], change: StateChange): UndoId {
  return requestChange('changeReadingState', [ids, change]);
}

/**
 * Marks a saved analysis as being read. Call it when the reader has scrolled past the first section, or the analysis
 * has been in view for 20 seconds.
 */
export function markReading(id: string): Promise<unknown> {
  return requestChange('markReading', [id]);
}

/** Marks a saved analysis as read. Call it when the end of the analysis has been in view for two seconds. */
export function markRead(id: string): Promise<unknown> {
  return requestChange('markRead', [id]);
}

/** Stores where the reader stopped in a saved analysis. `undefined` means the beginning. */
export function storePosition(id: string, place: TextPlace | undefined): Promise<unknown> {
  return requestChange('storePosition', [id, place]);
}

/** Adds a label to saved analyses, and creates the label if needed. */
export function addLabel(ids: readonly string[], name: string): UndoId {
  return requestChange('addLabel', [ids, name]);
}

/** Removes a label from saved analyses. */
export function removeLabel(ids: readonly string[], name: string): UndoId {
  return requestChange('removeLabel', [ids, name]);
}

/** Renames a label. If there is a label with the new name, merges the two labels. */
export function renameLabel(name: string, to: string): UndoId {
  return requestChange('renameLabel', [name, to]);
}

/** Deletes a label, and removes it from all saved analyses. */
export function deleteLabel(name: string): UndoId {
  return requestChange('deleteLabel', [name]);
}

/** Sets the character that is shown before a label. `undefined` restores the default. */
export function setLabelGlyph(name: string, glyph: string | undefined): UndoId {
  return requestChange('setLabelGlyph', [name, glyph]);
}

/**
 * Stores the reader's note on a saved analysis. If another page stored another note meanwhile, both texts are kept.
 *
 * @param seen the note as this page last read or stored it; empty if there was none
 * @returns `undefined` if the analysis is not saved
 */
export function storeNote(id: string, note: string, seen: string): Promise<StoredNote | undefined> {
  return requestChange('storeNote', [id, note, seen]);
}

/** Adds a highlight to a saved analysis. */
export function addHighlight(id: string, highlight: Highlight): Promise<unknown> {
  return requestChange('addHighlight', [id, highlight]);
}

/** Removes a highlight and its comment. */
export function removeHighlight(id: string, highlight: string): UndoId {
  return requestChange('removeHighlight', [id, highlight]);
}

/** Stores the comment on a highlight. The parameters and the result are those of `storeNote`. */
export function storeComment(
  id: string,
  highlight: string,
  comment: string,
  seen: string,
): Promise<StoredNote | undefined> {
  return requestChange('storeComment', [id, highlight, comment, seen]);
}

/**
 * Stores a filter under a name. A filter with the same name is replaced.
 *
 * @param address the hash of the library address that shows the filter, without "#"
 */
export function storeFilter(name: string, address: string): Promise<SavedFilter> {
  return requestChange('storeFilter', [name, address]);
}

/** Gives a filter another name, unless another filter has that name. */
export function renameFilter(id: string, name: string): UndoId {
  return requestChange('renameFilter', [id, name]);
}

export function deleteFilter(id: string): UndoId {
  return requestChange('deleteFilter', [id]);
}

/** Replaces the saved text by the publication's newest text, and keeps the old text as an earlier version. */
export function takeNewText(id: string): Promise<TakenText> {
  return requestChange('takeNewText', [id]);
}

/**
 * Releases texts of read and archived analyses, to make room: those that the publication still offers. A released text
 * is fetched again when the reader opens its analysis. After `undo`, all released texts are fetched again.
 */
export function releaseTexts(): UndoId {
  return requestChange('releaseTexts', []);
}

/**
 * Keeps the saved text of an analysis. The extension then no longer offers the corrections that the publication has
 * made so far. Returns the id with which `undo` offers them again.
 */
export function keepOwnText(id: string): UndoId {
  return requestChange('keepOwnText', [id]);
}

/** Stores how many words and sentences a correction changed. */
export function storeComparison(key: string, words: NonNullable<Correction['words']>): Promise<unknown> {
  return requestChange('storeComparison', [key, words]);
}

/** Records that the reader has been told that the publication corrected analyses. */
export function markCorrectionsReported(keys: readonly string[]): Promise<unknown> {
  return requestChange('markCorrectionsReported', [keys]);
}

/**
 * Stores a block of an import, and overwrites nothing. `undo` with the id of the batch undoes all blocks. If the
 * background ended before it answered, the page sends the block again; it is stored only once.
 */
export function importBlock(block: ImportBlock, batch: ImportBatch): Promise<ImportCounts> {
  return requestChange('importBlock', [block, batch]);
}

/** Ends an import after all its blocks are stored: fetches missing texts, and updates badges and notifications. */
export function endImport(): Promise<unknown> {
  return requestChange('endImport', []);
}

/**
 * Records that the reader has exported the whole library to a file. The library offers the next export after a month or
 * more, once something has changed.
 */
export function recordExport(): Promise<unknown> {
  return requestChange('recordExport', []);
}

/**
 * Records that the reader does not want to export the library now. The library offers an export again a month later.
 */
export function postponeExport(): Promise<unknown> {
  return requestChange('postponeExport', []);
}

/** Makes a backup of the library inside the browser. */
export function makeBackup(): Promise<BackupResult> {
  return requestChange('makeBackup', []);
}

/** Deletes all backups inside the browser. */
export function deleteBackups(): Promise<unknown> {
  return requestChange('deleteBackups', []);
}
