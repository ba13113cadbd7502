import { db } from '../db/database.ts';
import { write } from '../db/disk-space.ts';
import { nameInStoredForm } from '../db/own-words.ts';
import type { Label, SavedAnalysis } from '../db/records.ts';
import { markSavedChanged } from '../db/saved-changes.ts';
import { markUncopied } from '../db/second-copy-queue.ts';
import { addToJournal, recordChange } from './add-to-journal.ts';
import { changeSaved } from './change-saved.ts';
import { joinToJournal } from './join-changes.ts';

/** Maximum length of a name that the reader types (UTF-16 code units). Imported labels may be longer. */
export const MAX_LABEL_LENGTH = 60;

/** Returns all labels of the reader, sorted by name. */
export async function labels(): Promise<Label[]> {
  return db.labels.orderBy('name').toArray();
}

/**
 * Returns the name of a label as it is stored: in the form of `nameInStoredForm`, and cut off at `MAX_LABEL_LENGTH`.
 * The result is empty if no characters are left. Names of saved searches follow the same rule.
 */
export function labelName(typed: string): string {
  return nameInStoredForm(typed).slice(0, MAX_LABEL_LENGTH).trim();
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
  await createLabel(name);
  const next = (saved: SavedAnalysis): SavedAnalysis | undefined =>
    saved.labels?.includes(name) ? undefined : { ...saved, labels: [...(saved.labels ?? []), name] };
  return changeSaved(ids, next, { kind: 'labelled', about: name }, now);
}

/**
 * Returns the name of an existing label: the label with this name or, if there is none, a label whose name differs only
 * in upper and lower case. Returns `undefined` if there is neither.
 *
 * @param except the name of a label that does not count
 */
async function existingName(name: string, except?: string): Promise<string | undefined> {
  const folded = name.toLowerCase();
  const all = (await db.labels.toArray()).filter((label) => label.name !== except);
  const same = all.filter((label) => label.name.toLowerCase() === folded);
  return same.find((label) => label.name === name)?.name ?? same[0]?.name;
}

/**
 * Removes a label from saved analyses. Returns the id with which `undo` undoes this; `undefined` if no analysis had the
 * label.
 */
export async function removeLabel(
  ids: readonly string[],
  name: string,
  now = Date.now(),
): Promise<string | undefined> {
  return changeSaved(ids, (saved) => withLabel(saved, name, []), { kind: 'unlabelled', about: name }, now);
}

/** Creates a label, unless it exists. */
async function createLabel(name: string): Promise<void> {
  await write([db.labels, db.uncopied], async () => {
    if (await db.labels.get(name)) return;
    await db.labels.put({ name });
    await markUncopied('labels', name);
  });
}

/**
 * Sets the character that stands before a label; `undefined` restores the default. Creates the label if necessary.
 *
 * @returns the id with which `undo` restores the earlier character; `undefined` if there is nothing to restore
 */
export async function setLabelGlyph(
  name: string,
  glyph: string | undefined,
  now = Date.now(),
): Promise<string | undefined> {
  return write([db.labels, db.journal, db.uncopied], async () => {
    const before = await db.labels.get(name);
    const after = { name, ...(glyph ? { glyph } : {}) };
    if (before && before.glyph === after.glyph) return undefined;
    await db.labels.put(after);
    await markUncopied('labels', name);
    // Undo restores the character only. The label stays, because analyses may have it by then.
    const change = recordChange('labels', name, { ...before, name }, after);
    if (Object.keys(change.fields).length === 0) return undefined;
    return joinToJournal({ kind: 'label-sign', about: name, number: 0, changes: [change] }, true, now);
  });
}

/**
 * Renames a label. If another label has the new name, or a name that differs from the new name only in upper and lower
 * case, merges the two labels.
 *
 * @returns the id with which `undo` undoes the change; `undefined` if the new name is empty or the same, or there is no
 *   such label
 */
export async function renameLabel(
  name: string,
  typed: string,
  now = Date.now(),
): Promise<string | undefined> {
  const wanted = labelName(typed);
  if (wanted === '' || wanted === name || typed === name) return undefined;
  return replaceLabel(name, (await existingName(wanted, name)) ?? wanted, now);
}

/**
 * Deletes a label, and removes it from all saved and removed analyses. Returns the id with which `undo` undoes that;
 * `undefined` if there is no such label.
 */
export async function deleteLabel(name: string, now = Date.now()): Promise<string | undefined> {
  return replaceLabel(name, undefined, now);
}

async function replaceLabel(name: string, to: string | undefined, now: number): Promise<string | undefined> {
  return write([db.saved, db.removed, db.labels, db.journal, db.uncopied, db.searchQueue], async () => {
    const before = await db.labels.get(name);
    const target = to === undefined ? undefined : await db.labels.get(to);
    const has = (label: string | undefined, { labels = [] }: SavedAnalysis): boolean =>
      label !== undefined && labels.includes(label);
    const found = await db.saved.filter((saved) => has(name, saved) || has(to, saved)).toArray();
    const records = found.filter((saved) => has(name, saved));
    // The reader may restore a removed analysis later. The analysis must not bring the old label back.
    const removed = await db.removed.filter(({ saved }) => has(name, saved)).toArray();
    if (!before && records.length === 0 && removed.length === 0) return undefined;
    const replaced = (saved: SavedAnalysis): SavedAnalysis =>
      withLabel(saved, name, to === undefined ? [] : [to]) ?? saved;
    await db.saved.bulkPut(records.map(replaced));
    await db.removed.bulkPut(removed.map((one) => ({ ...one, saved: replaced(one.saved) })));
    const all = [...records, ...removed.map(({ saved }) => saved)];
    await markSavedChanged(...all.map(({ id }) => id));
    const changes = all.map((saved) => recordChange('saved', saved.id, saved, replaced(saved)));
    await db.labels.delete(name);
    await markUncopied('labels', name);
    if (before) changes.push(recordChange('labels', name, before, undefined));
    if (to !== undefined && !target) {
      const renamed = { ...before, name: to };
      await db.labels.put(renamed);
      await markUncopied('labels', to);
      changes.push(recordChange('labels', to, undefined, renamed));
    }
    const number = records.length;
    if (to === undefined) return addToJournal({ kind: 'label-deleted', about: name, number, changes }, now);
    const isMerge = target !== undefined || found.some((saved) => has(to, saved));
    const kind = isMerge ? 'label-merged' : 'label-renamed';
    return addToJournal({ kind, about: name, to, number, changes }, now);
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
