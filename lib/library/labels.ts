import { db } from '../db/database.ts';
import { write } from '../db/disk-space.ts';
import type { JournalKind, Label, RecordChange, SavedAnalysis } from '../db/records.ts';
import { markSavedChanged } from '../db/saved-changes.ts';
import { markUncopied } from '../db/second-copy-queue.ts';
import { addToJournal, recordChange } from './add-to-journal.ts';
import { changeSaved } from './change-saved.ts';

/** Maximum length of a name that the reader types (UTF-16 code units). Imported labels may be longer. */
export const MAX_LABEL_LENGTH = 60;

/** Returns all labels of the reader, by name. */
export async function labels(): Promise<Label[]> {
  return db.labels.orderBy('name').toArray();
}

/**
 * Returns the name of a label as it is stored: in normal form C, without white space around it, with single spaces, and
 * cut off at `MAX_LABEL_LENGTH`. The result is empty if no characters are left. Names of saved searches follow the same
 * rule.
 */
export function labelName(typed: string): string {
  return typed.normalize('NFC').replace(/\s+/gu, ' ').trim().slice(0, MAX_LABEL_LENGTH).trim();
}

/**
 * Adds a label to saved analyses. If there is a label that differs only in upper and lower case, uses that label.
 *
 * @returns the id with which `undo` undoes the change; `undefined` if all analyses had the label, or the name is empty
 */
export async function addLabel(
  ids: readonly string[],
  typed: string,
  now = Date.now(),
): Promise<string | undefined> {
  const name = (await existingName(typed)) ?? (await existingName(labelName(typed))) ?? labelName(typed);
  if (name === '') return undefined;
  if (!(await db.labels.get(name))) await setLabelGlyph(name, undefined);
  const next = (saved: SavedAnalysis): SavedAnalysis | undefined =>
    saved.labels?.includes(name) ? undefined : { ...saved, labels: [...(saved.labels ?? []), name] };
  return changeSaved(ids, next, { kind: 'labelled', about: name }, now);
}

/** Returns the name of a label that is equal, or else of one that differs only in capitals; `undefined` if none is. */
async function existingName(name: string): Promise<string | undefined> {
  const folded = name.toLowerCase();
  const same = (await db.labels.toArray()).filter((label) => label.name.toLowerCase() === folded);
  return same.find((label) => label.name === name)?.name ?? same[0]?.name;
}

/** Removes a label from saved analyses. Returns the id with which `undo` undoes that; `undefined` if none had it. */
export async function removeLabel(
  ids: readonly string[],
  name: string,
  now = Date.now(),
): Promise<string | undefined> {
  return changeSaved(ids, (saved) => withLabel(saved, name, []), { kind: 'unlabelled', about: name }, now);
}

/** Sets the character that stands before a label; `undefined` restores the default. Creates the label if necessary. */
export async function setLabelGlyph(name: string, glyph: string | undefined): Promise<void> {
  await write([db.labels, db.uncopied], async () => {
    await db.labels.put({ name, ...(glyph ? { glyph } : {}) });
    await markUncopied('labels', name);
  });
}

/**
 * Renames a label. If there is a label with the new name, merges the two labels.
 *
 * @returns the id with which `undo` undoes the change; `undefined` if the new name is empty or the same, or there is no
 *   such label
 */
export async function renameLabel(
  name: string,
  typed: string,
  now = Date.now(),
): Promise<string | undefined> {
  const to = labelName(typed);
  if (to === '' || to === name || typed === name) return undefined;
  return replaceLabel(name, to, 'label-renamed', now);
}

/**
 * Deletes a label, and removes it from all saved analyses. Returns the id with which `undo` undoes that; `undefined` if
 * there is no such label.
 */
export async function deleteLabel(name: string, now = Date.now()): Promise<string | undefined> {
  return replaceLabel(name, undefined, 'label-deleted', now);
}

async function replaceLabel(
  name: string,
  to: string | undefined,
  kind: JournalKind,
  now: number,
): Promise<string | undefined> {
  return write([db.saved, db.labels, db.journal, db.uncopied, db.searchQueue], async () => {
    const before = await db.labels.get(name);
    const target = to === undefined ? undefined : await db.labels.get(to);
    const records = await db.saved.filter((saved) => saved.labels?.includes(name) ?? false).toArray();
    if (!before && records.length === 0) return undefined;
    const changed = records.map((saved) => withLabel(saved, name, to === undefined ? [] : [to]) ?? saved);
    await db.saved.bulkPut(changed);
    await markSavedChanged(...changed.map(({ id }) => id));
    const changes: RecordChange[] = records.map((saved, n) =>
      recordChange('saved', saved.id, saved, changed[n]),
    );
    await db.labels.delete(name);
    await markUncopied('labels', name);
    changes.push(recordChange('labels', name, before ?? { name }, undefined));
    if (to !== undefined && !target) {
      const renamed = { ...before, name: to };
      await db.labels.put(renamed);
      await markUncopied('labels', to);
      changes.push(recordChange('labels', to, undefined, renamed));
    }
    return addToJournal({ kind, about: name, number: records.length, changes }, now);
  });
}

/** Returns the record with a label replaced by other labels; `undefined` if it lacks that label. */
function withLabel(
  { labels: before = [], ...saved }: SavedAnalysis,
  name: string,
  others: readonly string[],
): SavedAnalysis | undefined {
  if (!before.includes(name)) return undefined;
  const after = [...new Set(before.flatMap((label) => (label === name ? others : [label])))];
  return after.length > 0 ? { ...saved, labels: after } : saved;
}
