import { db } from '../db/database.ts';
import type { JournalEntry, RecordChange } from '../db/journal-records.ts';
import type { Highlight } from '../db/records.ts';
import { addToJournal, isEqual, type NewEntry } from './add-to-journal.ts';
import { type ChangedOwnWords, changedWords } from './own-words-in-journal.ts';

/**
 * Consecutive changes of one note, of one comment, or of the character before one label are one change in the journal.
 * If they were not joined, each pause while the reader types would make a separate change.
 */

/** Time after the beginning of a change in which later changes can become a part of it (ms). */
export const JOINED_FOR_MS = 10 * 60_000;

/**
 * Stores a change of one field. If the last change in the journal changed the same field, and this change continues it,
 * stores both as one change. Undo then restores the value from before both changes. Call this function in the
 * transaction that makes the change.
 *
 * @param isLoss whether the change loses a value that the reader may want back. A change without loss is stored only as
 *   a part of the last change.
 * @returns the id with which `undo` undoes the change; `undefined` if there is nothing to undo
 */
export async function joinToJournal(
  entry: NewEntry,
  isLoss: boolean,
  now: number,
): Promise<string | undefined> {
  const continued = await continuedChange(entry, now);
  if (!continued) return isLoss ? addToJournal(entry, now) : undefined;
  const { last, joined } = continued;
  if (Object.keys(joined.fields).length === 0) {
    await db.journal.delete(last.id);
    return undefined;
  }
  await db.journal.put({ ...last, lastAt: now, changes: [joined] });
  return last.id;
}

/** Returns the last change, and that change joined with `entry`; `undefined` if `entry` does not continue it. */
async function continuedChange(
  entry: NewEntry,
  now: number,
): Promise<{ readonly last: JournalEntry; readonly joined: RecordChange } | undefined> {
  const latest = await db.journal.orderBy('at').last();
  // Changes of the same millisecond have no order, so each of them can be the last.
  for (const last of latest ? await db.journal.where('at').equals(latest.at).toArray() : []) {
    const joined = isOpen(last, now) && last.kind === entry.kind && joinedChange(last, entry);
    if (joined) return { last, joined };
  }
  return undefined;
}

function isOpen({ at, undoneAt, isUndo }: JournalEntry, now: number): boolean {
  return undoneAt === undefined && !isUndo && now >= at && now - at <= JOINED_FOR_MS;
}

/**
 * Returns two consecutive changes as one change. It has no fields if the second change restores the first value.
 *
 * @returns `undefined` if the second change does not continue the first: it belongs to another record or highlight,
 *   another value was stored in between, or it loses most of the words
 */
function joinedChange(
  { changes: [first] }: JournalEntry,
  { changes: [next] }: NewEntry,
): RecordChange | undefined {
  if (!first || !next || first.table !== next.table || first.key !== next.key) return undefined;
  const [words, nextWords] = [changedWords(first), changedWords(next)];
  if (words?.highlight !== nextWords?.highlight || (nextWords && losesMost(nextWords))) return undefined;
  const { notedAt: time, ...changed } = next.fields;
  const [name = '', ...others] = Object.keys(changed);
  const [before, after] = [first.fields[name], next.fields[name]];
  if (!before || !after || others.length > 0) return undefined;
  if (words?.highlight !== undefined) return joinedComment(words, next);
  if (!isEqual(before[1], after[0])) return undefined;
  const joined = withFields(next, name, before[0], after[1]);
  // The time of a note changes with the note.
  const noted = time && ([(first.fields.notedAt ?? time)[0], time[1]] as const);
  return noted && joined.fields[name] ? { ...joined, fields: { ...joined.fields, notedAt: noted } } : joined;
}

function joinedComment(words: ChangedOwnWords, next: RecordChange): RecordChange | undefined {
  const [before, after] = next.fields.highlights ?? [];
  if (words.after !== changedWords(next)?.before) return undefined;
  const start = (before as readonly Highlight[]).map((one) =>
    one.id === words.highlight ? { ...one, comment: words.before } : one,
  );
  return withFields(next, 'highlights', start, after);
}

function withFields(change: RecordChange, name: string, before: unknown, after: unknown): RecordChange {
  return { ...change, fields: isEqual(before, after) ? {} : { [name]: [before, after] } };
}

/**
 * Whether a change keeps less than half of the earlier text, counted in UTF-16 units at its beginning and end. Such a
 * change is not joined to the one before it, so that Undo restores text that the reader may have deleted by mistake.
 */
function losesMost({ before, after }: ChangedOwnWords): boolean {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return start + end < before.length / 2;
}
