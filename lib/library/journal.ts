import { db } from '../db/database.ts';
import { write } from '../db/disk-space.ts';
import type { JournalEntry, RecordChange, SavedAnalysis } from '../db/records.ts';
import { markSavedChanged } from '../db/saved-changes.ts';
import { markUncopied } from '../db/second-copy-queue.ts';
import { isEqual } from './add-to-journal.ts';
import { RESTORABLE_FOR_MS } from './removed-analyses.ts';

/**
 * The journal. When a change removes or overwrites something that the reader made, the change stores the earlier values
 * here for the period of Undo (`RESTORABLE_FOR_MS`). Undoing the change restores each field that still has the value
 * from that change. So undoing twice, in any order, or after later changes never overwrites anything newer.
 */

/**
 * A change as the library shows it. From `goesAt` on (ms since the epoch), its entries may be deleted. It can then no
 * longer be undone.
 */
export type Undoable = Pick<JournalEntry, 'id' | 'at' | 'kind' | 'about' | 'number'> & {
  readonly goesAt: number;
};

/** Returns the changes that can be undone, the last first. All blocks of an import are one change. */
export async function undoableChanges(): Promise<Undoable[]> {
  const entries = await db.journal.orderBy('at').reverse().toArray();
  const changes = new Map<string, Undoable>();
  for (const { undoneAt, id, at, kind, about, number } of entries) {
    if (undoneAt !== undefined) continue;
    const change = changeOf(id);
    const before = changes.get(change)?.number ?? 0;
    changes.set(change, {
      id: change,
      at,
      kind,
      about,
      number: before + number,
      goesAt: at + RESTORABLE_FOR_MS,
    });
  }
  return [...changes.values()];
}

/** Returns the id of the change to which an entry belongs. */
function changeOf(entry: string): string {
  return entry.replace(/\/.*/s, '');
}

/**
 * Undoes a change, except where that would overwrite something newer.
 *
 * @returns whether there was such a change that was not undone yet
 */
export async function undo(id: string, now = Date.now()): Promise<boolean> {
  const blocks = await db.journal.where('id').startsWith(`${id}/`).primaryKeys();
  let isUndone = false;
  // Undo the last block first. If the browser kills the background meanwhile, the other blocks stay in the journal, and
  // can still be undone.
  for (const entry of [...blocks.reverse(), id]) isUndone = (await undoEntry(entry, now)) || isUndone;
  return isUndone;
}

async function undoEntry(id: string, now: number): Promise<boolean> {
  const ofReader = [db.saved, db.removed, db.labels, db.filters, db.followed, db.waiting, db.answers];
  const texts = [db.savedTexts, db.earlierTexts, db.corrections];
  return write([...ofReader, ...texts, db.journal, db.uncopied, db.searchQueue], async () => {
    const entry = await db.journal.get(id);
    if (!entry || entry.undoneAt !== undefined) return false;
    for (const text of entry.texts ?? []) await restoreText(text, now);
    for (const change of entry.changes) await undoChange(change);
    await restoreAnalyses(entry.removed ?? []);
    await removeAdded(entry.added ?? [], now);
    await db.journal.put({ ...entry, undoneAt: now });
    return true;
  });
}

/** The field with the key of each table whose key is not "id". */
const KEY_FIELDS: Readonly<Partial<Record<RecordChange['table'], string>>> = {
  labels: 'name',
  followed: 'key',
  corrections: 'key',
};

async function undoChange(change: RecordChange): Promise<void> {
  const { table, key } = change;
  if (table === 'saved') return undoInSaved(change);
  const before = await db.table(table).get(key);
  const restored = withFieldsBefore(before, change);
  if (restored[KEY_FIELDS[table] ?? 'id'] === undefined) await db.table(table).delete(key);
  else await db.table(table).put(restored);
  await markUncopied(table, key);
}

async function undoInSaved(change: RecordChange): Promise<void> {
  const { key } = change;
  const saved = await db.saved.get(key);
  if (saved) await db.saved.put(withFieldsBefore(saved, change) as unknown as SavedAnalysis);
  const removed = await db.removed.get(key);
  if (removed) {
    const record = withFieldsBefore(removed.saved, change) as unknown as SavedAnalysis;
    await db.removed.put({ ...removed, saved: record });
  }
  if (saved || removed) await markSavedChanged(key);
}

/** Replaces the present text by an earlier one, unless the reader has taken yet another text since. */
async function restoreText(
  { id, before, after }: NonNullable<JournalEntry['texts']>[number],
  now: number,
): Promise<void> {
  const [earlier, present] = [await db.earlierTexts.get([id, before]), await db.savedTexts.get(id)];
  const record = (await db.saved.get(id)) ?? (await db.removed.get(id))?.saved;
  if (!earlier || !record || !present || present.version !== after) return;
  await db.earlierTexts.put({ ...present, card: record.card, keptAt: now });
  await db.savedTexts.put({ id, version: before, text: earlier.text });
  await db.earlierTexts.delete([id, before]);
  for (const correction of await db.corrections.where('id').equals(id).toArray()) {
    if (correction.to !== after) continue;
    const { decision: _, ...open } = correction;
    await db.corrections.put(open);
    await markUncopied('corrections', correction.key);
  }
}

/** Restores removed analyses, unless the reader has saved them again since. */
async function restoreAnalyses(ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const removed = await db.removed.get(id);
    if (!removed) continue;
    if (!(await db.saved.get(id))) await db.saved.add(removed.saved);
    await db.removed.delete(id);
    await markSavedChanged(id);
  }
}

/** Removes analyses, unless the reader has removed and saved them again since. The reader can restore them again. */
async function removeAdded(added: NonNullable<JournalEntry['added']>, now: number): Promise<void> {
  for (const [id, savedAt] of added) {
    const saved = await db.saved.get(id);
    if (saved?.savedAt !== savedAt) continue;
    await db.removed.put({ id, removedAt: now, saved });
    await db.saved.delete(id);
    await markSavedChanged(id);
  }
}

function withFieldsBefore(record: object | undefined, { fields }: RecordChange): Record<string, unknown> {
  const restored: Record<string, unknown> = { ...record };
  for (const [name, [before, after]] of Object.entries(fields)) {
    const value = valueBefore(restored[name] ?? null, before, after);
    if (value === null) delete restored[name];
    else restored[name] = value;
  }
  return restored;
}

/** Returns the value of a field after a change from `before` to `after` is undone. `now` is its present value. */
function valueBefore(now: unknown, before: unknown, after: unknown): unknown {
  if (isEqual(now, after)) return before;
  const lists = [now, before, after].map((value) => value ?? []);
  if (!lists.every(Array.isArray)) return now;
  const list = listBefore(...(lists as [unknown[], unknown[], unknown[]]));
  return list.length > 0 ? list : null;
}

/**
 * Returns a list after a change is undone: adds the elements that the change removed, and removes the elements that it
 * added.
 */
function listBefore(
  now: readonly unknown[],
  before: readonly unknown[],
  after: readonly unknown[],
): unknown[] {
  const has = (list: readonly unknown[], one: unknown): boolean => list.some((other) => isEqual(one, other));
  const changed = new Map(before.filter((one) => !has(after, one)).map((one) => [keyOf(one), one]));
  const kept = now.flatMap((one) => {
    if (has(before, one) || !has(after, one)) return [one];
    return changed.has(keyOf(one)) ? [changed.get(keyOf(one))] : [];
  });
  const keys = new Set(kept.map(keyOf));
  return [...kept, ...[...changed].flatMap(([key, one]) => (keys.has(key) ? [] : [one]))];
}

function keyOf(one: unknown): unknown {
  return typeof one === 'object' && one !== null && 'id' in one ? one.id : one;
}
