import { db } from '../db/database.ts';
import type { JournalEntry, RecordChange } from '../db/journal-records.ts';

/** The fields of a journal entry that the caller provides. */
export type NewEntry = Omit<JournalEntry, 'id' | 'at' | 'lastAt' | 'undoneAt' | 'countedFrom'>;

type Fields = Readonly<Record<string, unknown>>;

/**
 * Stores a change in the journal. Call it in the transaction that makes the change. Returns the id with which `undo`
 * undoes it.
 */
export async function addToJournal(entry: NewEntry, now: number): Promise<string> {
  const id = crypto.randomUUID();
  await db.journal.add({ ...entry, id, at: now });
  return id;
}

/** Returns the change of one record. `before` or `after` is `undefined` if the record does not exist at that time. */
export function recordChange(
  table: RecordChange['table'],
  key: string,
  before: object | undefined,
  after: object | undefined,
): RecordChange {
  const [old, next] = [(before ?? {}) as Fields, (after ?? {}) as Fields];
  const names = [...new Set([...Object.keys(old), ...Object.keys(next)])];
  const changed = names.filter((name) => !isEqual(old[name], next[name]));
  return {
    table,
    key,
    fields: Object.fromEntries(changed.map((name) => [name, [old[name] ?? null, next[name] ?? null]])),
  };
}

/**
 * Whether two values of a record are equal. Compares their JSON: objects with the same fields in another order count as
 * different, and an absent value equals `null`.
 */
export function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
