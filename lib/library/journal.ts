import { db } from '../db/database.ts';
import { write } from '../db/disk-space.ts';
import type { JournalEntry, RecordChange } from '../db/journal-records.ts';
import { entriesInIndex, restoreNewAnalyses } from '../db/new-analyses.ts';
import type { SavedAnalysis } from '../db/records.ts';
import { markSavedChanged } from '../db/saved-changes.ts';
import { markUncopied } from '../db/second-copy-queue.ts';
import { addToJournal, recordChange } from './add-to-journal.ts';
import { readCountedTime } from './elapsed-time.ts';
import { withFieldsBefore } from './fields-before-change.ts';
import { changedWords, removedPassages } from './own-words-in-journal.ts';
import { undoPeriodEnd } from './removed-analyses.ts';

/**
 * The journal. It stores changes of the reader's records, with the earlier values, for the period of Undo
 * (`RESTORABLE_FOR_MS`). Undoing a change restores each field that still has the value from that change. So Undo never
 * overwrites anything newer, even if the reader undoes changes in another order, or after later changes.
 */

/** A change as the library shows it. */
export type Undoable = Pick<
  JournalEntry,
  'id' | 'at' | 'lastAt' | 'kind' | 'about' | 'to' | 'number' | 'isUndo' | 'isAutomatic'
> & {
  /** The beginning of the note, comment or passage that Undo brings back; absent for other changes. */
  readonly words?: string;
  /** From this time on (ms since the epoch), the change may be deleted, and then cannot be undone any more. */
  readonly goesAt: number;
};

/** Number of characters of a note, comment or passage that are shown in the list of changes. */
const SHOWN_WORDS = 200;

/** Returns the changes that can be undone, the most recent first. All import blocks of one import are one change. */
export async function undoableChanges(now = Date.now()): Promise<Undoable[]> {
  // Send both requests at once: after an `await`, `liveQuery` may miss the tables of a second read. The transaction
  // saves time: without it, Dexie clones all entries for its cache.
  const [entries, passed] = await Promise.all([
    db.transaction('r', db.journal, () => db.journal.orderBy('at').reverse().toArray()),
    readCountedTime(now),
  ]);
  const changes = new Map<string, Undoable>();
  for (const entry of entries) {
    if (entry.undoneAt !== undefined) continue;
    const { id, at, lastAt, kind, about, to, number, isUndo, isAutomatic } = entry;
    const words = earlierWords(entry)?.slice(0, SHOWN_WORDS);
    const change = changeOf(id);
    const goesAt = undoPeriodEnd(at, entry, passed, now);
    const other = changes.get(change);
    changes.set(change, {
      id: change,
      at,
      ...(lastAt === undefined ? {} : { lastAt }),
      kind,
      about,
      ...(to === undefined ? {} : { to }),
      number: (other?.number ?? 0) + number,
      ...(isUndo ? { isUndo } : {}),
      ...(isAutomatic ? { isAutomatic } : {}),
      ...(words ? { words } : {}),
      goesAt: Math.min(goesAt, other?.goesAt ?? goesAt),
    });
  }
  return [...changes.values()];
}

/**
 * Returns the number of entries in "Recently removed": of the removed analyses, and of the changes that can be undone,
 * apart from removals. Reads only keys, because the journal may be long and its entries may be large.
 */
export async function recentlyRemovedCount(): Promise<number> {
  const [removed, entries, undone, removals] = await db.transaction('r', db.removed, db.journal, () =>
    Promise.all([
      db.removed.count(),
      db.journal.toCollection().primaryKeys(),
      db.journal.orderBy('undoneAt').primaryKeys(),
      db.journal.where('kind').equals('removed').primaryKeys(),
    ]),
  );
  const hidden = new Set([...undone, ...removals]);
  return removed + new Set(entries.filter((id) => !hidden.has(id)).map(changeOf)).size;
}

/** Returns the id of the change to which an entry belongs. */
function changeOf(entry: string): string {
  return entry.replace(/\/.*/s, '');
}

function earlierWords({ kind, changes: [change] }: JournalEntry): string | undefined {
  if (!change) return undefined;
  return kind === 'highlight-removed' ? removedPassages(change)[0] : changedWords(change)?.before;
}

/** The result of undoing a change. */
export type UndoOutcome =
  | {
      readonly state: 'undone';
      /** Number of analyses whose earlier values were restored. */
      readonly number: number;
      /** If Undo replaced words of the reader, the id with which `undo` brings these words back. */
      readonly again?: string;
    }
  /** Everything that the change did has been changed since, so nothing was undone. The journal keeps the change. */
  | { readonly state: 'outdated' }
  /** There is no such change, or it was undone already. */
  | { readonly state: 'gone' };

/** Undoes a change, except where that would overwrite something newer. */
export async function undo(id: string, now = Date.now()): Promise<UndoOutcome> {
  const blocks = await db.journal.where('id').startsWith(`${id}/`).primaryKeys();
  const results: EntryUndone[] = [];
  // Undo the last block first. If the browser kills the background meanwhile, the other blocks stay in the journal, and
  // can still be undone.
  for (const entry of [...blocks.reverse(), id]) results.push(await undoEntry(entry, now));
  const found = results.filter((result) => result !== undefined);
  const undone = found.filter(({ hasEffect }) => hasEffect);
  if (undone.length === 0) return { state: found.length === 0 ? 'gone' : 'outdated' };
  // If some blocks had nothing left to undo, the import is undone nevertheless, so mark these blocks too.
  if (undone.length < found.length) await markUndone(blocks, now);
  const again = undone.find((result) => result.again !== undefined)?.again;
  return {
    state: 'undone',
    number: new Set(undone.flatMap(({ analyses }) => analyses)).size,
    ...(again === undefined ? {} : { again }),
  };
}

async function markUndone(entries: readonly string[], now: number): Promise<void> {
  await write([db.journal], async () => {
    const open = db.journal.where('id').anyOf([...entries]);
    await open.filter(({ undoneAt }) => undoneAt === undefined).modify({ undoneAt: now });
  });
}

/** The result of undoing one entry; `undefined` if there is no such entry, or it was undone already. */
type EntryUndone =
  | { readonly hasEffect: boolean; readonly analyses: readonly string[]; readonly again?: string | undefined }
  | undefined;

async function undoEntry(id: string, now: number): Promise<EntryUndone> {
  const ofReader = [db.saved, db.removed, db.labels, db.filters, db.followed, db.waiting, db.answers];
  const texts = [db.savedTexts, db.earlierTexts, db.corrections];
  const news = await entriesInIndex((await db.journal.get(id))?.news ?? []);
  return write([...ofReader, ...texts, db.newAnalyses, db.journal, db.uncopied, db.searchQueue], async () => {
    const entry = await db.journal.get(id);
    if (!entry || entry.undoneAt !== undefined) return undefined;
    const analyses: string[] = [];
    for (const text of entry.texts ?? []) if (await restoreText(text, now)) analyses.push(text.id);
    analyses.push(...(await restoreAnalyses(entry.removed ?? [])));
    // First remove what was added: `removeAdded` compares `savedAt`, which undoing the changes may change.
    analyses.push(...(await removeAdded(entry.added ?? [], now)));
    const made: RecordChange[] = [];
    for (const change of entry.changes) made.push(...(await undoChange(change)));
    analyses.push(...made.flatMap(({ table, key }) => (table === 'saved' ? [key] : [])));
    analyses.push(...(await restoreNewAnalyses(news)));
    const hasEffect = made.length > 0 || analyses.length > 0;
    if (!hasEffect) return { hasEffect, analyses };
    await db.journal.put({ ...entry, undoneAt: now });
    return { hasEffect, analyses, again: await keepReplacedWords(entry, made, now) };
  });
}

/** Stores the words that an Undo has replaced, so that the reader can bring them back. Returns the id for `undo`. */
async function keepReplacedWords(
  { kind, about, number }: JournalEntry,
  made: readonly RecordChange[],
  now: number,
): Promise<string | undefined> {
  if (kind !== 'note' && kind !== 'highlight-comment') return undefined;
  const replaced = made.filter((change) => {
    const { before, after } = changedWords(change) ?? { before: '', after: '' };
    return !after.startsWith(before);
  });
  if (replaced.length === 0) return undefined;
  return addToJournal({ kind, about, number, changes: replaced, isUndo: true }, now);
}

/** For each table whose key is not "id": the field with the key. */
const KEY_FIELDS: Readonly<Partial<Record<RecordChange['table'], string>>> = {
  labels: 'name',
  followed: 'key',
  corrections: 'key',
};

/** Undoes a change of one record. Returns a list with the resulting change; an empty list if nothing changed. */
async function undoChange(change: RecordChange): Promise<RecordChange[]> {
  const { table, key } = change;
  if (table === 'saved') return undoInSaved(change);
  const before = await db.table(table).get(key);
  const restored = restoredRecord(before, change);
  const isRecord = restored[KEY_FIELDS[table] ?? 'id'] !== undefined;
  // If the reader has another text by now, the correction of the earlier text must not be offered again.
  const isOutdated =
    table === 'corrections' &&
    isRecord &&
    (await db.savedTexts.get(String(restored.id)))?.version !== restored.from;
  if (isOutdated) return [];
  const made = recordChange(table, key, before, isRecord ? restored : undefined);
  if (Object.keys(made.fields).length === 0) return [];
  await (isRecord ? db.table(table).put(restored) : db.table(table).delete(key));
  await markUncopied(table, key);
  return [made];
}

function restoredRecord(before: object | undefined, change: RecordChange): Record<string, unknown> {
  const restored = withFieldsBefore(before, change);
  // If the reader has asked about an imported page since, keep its record and remove only the facts of the import.
  if (change.table !== 'waiting' || restored.id !== undefined || restored.askedAt === undefined)
    return restored;
  const { imported: _, ...asked } = { ...before } as Record<string, unknown>;
  return asked;
}

async function undoInSaved(change: RecordChange): Promise<RecordChange[]> {
  const { key } = change;
  const [saved, removed] = [await db.saved.get(key), await db.removed.get(key)];
  const present = saved ?? removed?.saved;
  const made = recordChange('saved', key, present, present && withFieldsBefore(present, change));
  if (Object.keys(made.fields).length === 0) return [];
  const restored = (record: SavedAnalysis): SavedAnalysis =>
    withFieldsBefore(record, change) as unknown as SavedAnalysis;
  if (saved) await db.saved.put(restored(saved));
  if (removed) await db.removed.put({ ...removed, saved: restored(removed.saved) });
  await markSavedChanged(key);
  return [made];
}

/**
 * Replaces the present text by an earlier one, unless the reader has taken yet another text since. Returns whether the
 * text was replaced.
 */
async function restoreText(
  { id, before, after }: NonNullable<JournalEntry['texts']>[number],
  now: number,
): Promise<boolean> {
  const [earlier, present] = [await db.earlierTexts.get([id, before]), await db.savedTexts.get(id)];
  const record = (await db.saved.get(id)) ?? (await db.removed.get(id))?.saved;
  if (!earlier || !record || !present || present.version !== after) return false;
  await db.earlierTexts.put({ ...present, card: record.card, keptAt: now });
  await db.savedTexts.put({ id, version: before, text: earlier.text });
  await db.earlierTexts.delete([id, before]);
  for (const correction of await db.corrections.where('id').equals(id).toArray()) {
    const { decision, ...open } = correction;
    // `takeNewText` also marked the other open corrections of the earlier text as taken. Open all of them again.
    if (correction.to !== after && !(correction.from === before && decision === 'taken')) continue;
    await db.corrections.put(open);
    await markUncopied('corrections', correction.key);
  }
  return true;
}

/**
 * Restores removed analyses, unless the reader has saved them again since. Returns the ids of the restored analyses.
 */
async function restoreAnalyses(ids: readonly string[]): Promise<string[]> {
  const restored: string[] = [];
  for (const id of ids) {
    const removed = await db.removed.get(id);
    if (!removed) continue;
    if (!(await db.saved.get(id))) await db.saved.add(removed.saved);
    await db.removed.delete(id);
    await markSavedChanged(id);
    restored.push(id);
  }
  return restored;
}

/**
 * Removes analyses, unless the reader has removed and saved them again since. The reader can restore them. Returns the
 * ids of the removed analyses.
 */
async function removeAdded(added: NonNullable<JournalEntry['added']>, now: number): Promise<string[]> {
  const removed: string[] = [];
  for (const [id, savedAt] of added) {
    const saved = await db.saved.get(id);
    if (saved?.savedAt !== savedAt) continue;
    await db.removed.put({ id, removedAt: now, saved });
    await db.saved.delete(id);
    await markSavedChanged(id);
    removed.push(id);
  }
  return removed;
}
