import type { RecordChange } from '../db/journal-records.ts';
import { isEqual } from './add-to-journal.ts';
import { asWords, commentAfterUndo, wordsAfterUndo } from './own-words-in-journal.ts';

/**
 * Returns a record after a change to its fields is undone. A field that was changed again later keeps its present
 * value. A list or a note that was changed again later keeps only the later changes, if they can be separated from the
 * undone change.
 */
export function withFieldsBefore(
  record: object | undefined,
  { fields }: RecordChange,
): Record<string, unknown> {
  const restored: Record<string, unknown> = { ...record };
  for (const [name, [before, after]] of Object.entries(fields)) {
    const now = restored[name] ?? null;
    const value = name === 'note' ? noteBefore(now, before, after) : valueBefore(now, before, after);
    if (value === null) delete restored[name];
    else restored[name] = value;
  }
  return restored;
}

/** Like `valueBefore`, for a note. Keeps the lines that the reader has added below the note since. */
function noteBefore(now: unknown, before: unknown, after: unknown): unknown {
  const words = wordsAfterUndo(asWords(now), asWords(before), asWords(after));
  return words === undefined ? now : words || null;
}

/** Returns the value that a field with the value `now` gets if a change from `before` to `after` is undone. */
function valueBefore(now: unknown, before: unknown, after: unknown): unknown {
  if (isEqual(now, after)) return before;
  const lists = [now, before, after].map((value) => value ?? []);
  if (!lists.every(Array.isArray)) return now;
  const list = listBefore(...(lists as [unknown[], unknown[], unknown[]]));
  return list.length > 0 ? list : null;
}

/**
 * Returns the list that results if a change is undone: adds the elements that the change removed, removes the elements
 * that it added, and restores the elements that it changed (elements with the same `id`).
 */
function listBefore(
  now: readonly unknown[],
  before: readonly unknown[],
  after: readonly unknown[],
): unknown[] {
  const has = (list: readonly unknown[], one: unknown): boolean => list.some((other) => isEqual(one, other));
  const changed = new Map(before.filter((one) => !has(after, one)).map((one) => [keyOf(one), one]));
  const kept = now.flatMap((one) => {
    if (has(before, one)) return [one];
    const old = changed.get(keyOf(one));
    if (has(after, one)) return old === undefined ? [] : [old];
    const next = after.find((other) => keyOf(other) === keyOf(one));
    return [commentAfterUndo(one, old, next) ?? one];
  });
  const keys = new Set(kept.map(keyOf));
  return [...kept, ...[...changed].flatMap(([key, one]) => (keys.has(key) ? [] : [one]))];
}

function keyOf(one: unknown): unknown {
  return typeof one === 'object' && one !== null && 'id' in one ? one.id : one;
}
