import { db } from '../db/database.ts';
import { write } from '../db/disk-space.ts';
import type { RemovedAnalysis } from '../db/records.ts';
import { markSavedChanged } from '../db/saved-changes.ts';
import { markUncopied } from '../db/second-copy-queue.ts';
import { addToJournal } from './add-to-journal.ts';
import { DAY_MS, lastCounted, readCountedTime, storeCountedTime } from './elapsed-time.ts';

/** The period of Undo (ms), in which the reader can restore a removed analysis and undo any other change. */
export const RESTORABLE_FOR_MS = 30 * DAY_MS;

/** A removed analysis, and the earliest time at which it may be deleted permanently (`goesAt`, ms since the epoch). */
export type RestorableAnalysis = RemovedAnalysis & { readonly goesAt: number };

/** Returns the removed analyses that can still be restored, the most recently removed first. */
export async function removedAnalyses(now = Date.now()): Promise<RestorableAnalysis[]> {
  // Send both requests at once: after an `await`, `liveQuery` may miss the tables of a second read.
  const [all, passed] = await Promise.all([
    db.removed.orderBy('removedAt').reverse().toArray(),
    readCountedTime(now),
  ]);
  return all.map((removed) => ({
    ...removed,
    goesAt: undoPeriodEnd(removed.removedAt, removed, passed, now),
  }));
}

/**
 * Returns the earliest end of a period of Undo (ms since the epoch).
 *
 * @param at when the period began (ms since the epoch)
 * @param record the record with the counted time at the first daily check after the period began
 * @param passed the counted time at `now`, as `readCountedTime` returns it
 */
export function undoPeriodEnd(
  at: number,
  { countedFrom }: { readonly countedFrom?: number },
  passed: number,
  now: number,
): number {
  if (countedFrom === undefined) return at + RESTORABLE_FOR_MS;
  return now + Math.max(0, RESTORABLE_FOR_MS - (passed - countedFrom));
}

/** Returns a removed analysis that can still be restored; `undefined` if there is none with this id. */
export async function removedAnalysis(id: string): Promise<RemovedAnalysis | undefined> {
  return db.removed.get(id);
}

/** Removes a saved analysis. The reader can still restore it. Returns whether it was in the library. */
export async function removeSaved(id: string, now = Date.now()): Promise<boolean> {
  return write([db.saved, db.removed, db.uncopied, db.searchQueue], async () => {
    const saved = await db.saved.get(id);
    if (!saved) return false;
    await db.removed.put({ id, removedAt: now, saved });
    await db.saved.delete(id);
    await markSavedChanged(id);
    return true;
  });
}

/**
 * Removes saved analyses. The reader can still restore each of them.
 *
 * @returns the id with which `undo` restores all of them; `undefined` if none of them was saved
 */
export async function removeAll(ids: readonly string[], now = Date.now()): Promise<string | undefined> {
  const tables = [db.saved, db.removed, db.journal, db.uncopied, db.searchQueue];
  return write(tables, async () => {
    const records = (await db.saved.bulkGet([...ids])).flatMap((saved) => saved ?? []);
    const [first] = records;
    if (!first) return undefined;
    const removed = records.map(({ id }) => id);
    await db.removed.bulkPut(records.map((saved) => ({ id: saved.id, removedAt: now, saved })));
    await db.saved.bulkDelete(removed);
    await markSavedChanged(...removed);
    const about = first.card.headline;
    return addToJournal({ kind: 'removed', about, number: removed.length, changes: [], removed }, now);
  });
}

/** Restores a removed analysis as it was. Returns whether there was a removed analysis with this id. */
export async function restoreRemoved(id: string): Promise<boolean> {
  return write([db.saved, db.removed, db.uncopied, db.searchQueue], async () => {
    const removed = await db.removed.get(id);
    if (!removed) return false;
    // An older release may have saved the analysis again, because it does not know the table of removed analyses.
    if (!(await db.saved.get(id))) await db.saved.add(removed.saved);
    await db.removed.delete(id);
    await markSavedChanged(id);
    return true;
  });
}

/**
 * Permanently deletes the removed analyses and the journal entries whose period of Undo is over. Does nothing if it ran
 * less than a day ago. `elapsed-time.ts` measures the period, because the clock of the device may be wrong.
 */
export async function forgetRemoved(now = Date.now()): Promise<void> {
  if ((await db.removed.count()) + (await db.journal.count()) === 0) return;
  const last = await lastCounted();
  if (last && last.at <= now && now - last.at < DAY_MS) return;
  const ofLibrary = [db.saved, db.savedTexts, db.earlierTexts, db.corrections, db.removed, db.journal];
  await write([...ofLibrary, db.uncopied, db.searchQueue, db.readerFacts], async () => {
    const passed = await storeCountedTime(now);
    for (const table of [db.removed, db.journal])
      await table.filter(({ countedFrom }) => countedFrom === undefined).modify({ countedFrom: passed });
    const isExpired = ({ countedFrom = passed }: { readonly countedFrom?: number }): boolean =>
      passed - countedFrom >= RESTORABLE_FOR_MS;
    await db.journal.filter(isExpired).delete();
    const ids = await db.removed.filter(isExpired).primaryKeys();
    await db.removed.bulkDelete(ids);
    const saved = new Set(await db.saved.where('id').anyOf(ids).primaryKeys());
    const gone = ids.filter((id) => !saved.has(id));
    await db.savedTexts.bulkDelete(gone);
    await db.earlierTexts.where('id').anyOf(gone).delete();
    for (const key of await db.corrections.where('id').anyOf(gone).primaryKeys()) {
      await db.corrections.delete(key);
      await markUncopied('corrections', key);
    }
    for (const id of ids) await markSavedChanged(id);
  });
}
