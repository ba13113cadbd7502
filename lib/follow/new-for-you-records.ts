import { db } from '../db/database.ts';
import { write } from '../db/disk-space.ts';
import type { NewAnalysis } from '../db/records.ts';
import { hash32 } from '../index/byte-packing.ts';
import type { Card } from '../index/card.ts';
import { passesFilter } from '../index/card-filters.ts';
import type { SegmentDirectory } from '../index/segment.ts';
import { followKeys } from './followable.ts';

/**
 * Maximum number of new analyses. If there are more, the next index commit deletes the oldest. Analyses that the reader
 * asked about are deleted last.
 */
const MAX_NEW = 200;

/**
 * Adds arriving analyses to "New for you" if they belong to a followed lens, topic or outlet. Call it in the
 * transaction that replaces the index, with the tables `followed` and `newAnalyses`.
 *
 * @param now milliseconds since the epoch
 */
export async function addNewAnalyses(cards: readonly Card[], now: number): Promise<void> {
  if (cards.length === 0) return;
  const followed = await db.followed.toArray();
  const found = cards
    .filter((card) => followed.some((filter) => passesFilter(card, filter)))
    .map((card): NewAnalysis => ({ id: card.id, keys: followKeys(card), foundAt: now }));
  await db.newAnalyses.bulkPut(found.slice(0, MAX_NEW));
}

/**
 * Deletes the records of analyses that are no longer in the index or that the reader has seen, and the oldest records
 * beyond `MAX_NEW`. Call it in the same transaction as `addNewAnalyses`.
 */
export async function pruneNewAnalyses(index: readonly SegmentDirectory[]): Promise<void> {
  const all = await db.newAnalyses.toArray();
  if (all.length === 0) return;
  const absent = new Set(all.map(({ id }) => hash32(id)));
  for (const { ids } of index) for (const hash of ids) absent.delete(hash);
  const kept = all
    .filter((entry) => isNew(entry) && !absent.has(hash32(entry.id)))
    .sort((a, b) => Number(b.asked ?? false) - Number(a.asked ?? false) || b.foundAt - a.foundAt)
    .slice(0, MAX_NEW);
  const ids = new Set(kept.map(({ id }) => id));
  await db.newAnalyses.bulkDelete(all.filter(({ id }) => !ids.has(id)).map(({ id }) => id));
}

/** Returns the number of analyses that are new for the reader. */
export async function newCount(): Promise<number> {
  return db.newAnalyses.filter(isNew).count();
}

/** Returns the ids of the analyses that are new for the reader. */
export async function newIds(): Promise<string[]> {
  return (await db.newAnalyses.filter(isNew).toArray()).map(({ id }) => id);
}

/**
 * Marks one new analysis as seen, or all new analyses. Deletes their records, so that the disk does not show what the
 * reader opened, and when.
 *
 * @param log stores the change in the journal, in the same transaction
 * @returns `seen`: the deleted records. `isNotificationSeen`: whether `lastNotified` returned any analyses before this
 *   change, and all of them are among the deleted records
 */
export async function markSeen(
  id: string | 'all',
  log?: (seen: readonly NewAnalysis[]) => Promise<void>,
): Promise<{ readonly seen: readonly NewAnalysis[]; readonly isNotificationSeen: boolean }> {
  return write([db.newAnalyses, db.journal], async () => {
    const announced = await lastNotified();
    const matching = db.newAnalyses.filter((entry) => isNew(entry) && (id === 'all' || entry.id === id));
    const seen = await matching.toArray();
    const ids = seen.map((entry) => entry.id);
    await db.newAnalyses.bulkDelete(ids);
    await log?.(seen);
    const isNotificationSeen =
      announced.some((one) => ids.includes(one)) && announced.every((one) => ids.includes(one));
    return { seen, isNotificationSeen };
  });
}

/**
 * Deletes the records of seen analyses. Older releases of the extension keep these records, with the time at which the
 * reader saw the analysis. The reader may go back to such a release, so this runs at each start of the browser.
 */
export async function deleteSeen(): Promise<void> {
  await write([db.newAnalyses], () =>
    db.newAnalyses
      .toCollection()
      .filter((entry) => !isNew(entry))
      .delete(),
  );
}

/**
 * Marks as notified all new analyses that no notification has announced, and returns their ids. The marks are stored
 * before the notification is shown, so that no analysis is announced twice if the background is killed in between.
 *
 * @param now milliseconds since the epoch
 */
export async function claimUnnotified(now: number): Promise<string[]> {
  return write([db.newAnalyses], async () => {
    const unnotified = (await db.newAnalyses.filter(isUnnotified).toArray()).map(({ id }) => id);
    await db.newAnalyses.bulkUpdate(unnotified.map((key) => ({ key, changes: { toldAt: now } })));
    return unnotified;
  });
}

/** Whether there are new analyses that no notification has announced. */
export async function hasUnnotified(): Promise<boolean> {
  return (await db.newAnalyses.filter(isUnnotified).count()) > 0;
}

/** Of the announced analyses that the reader has not seen yet, returns the ids of those that were announced last. */
export async function lastNotified(): Promise<string[]> {
  const all = await db.newAnalyses.filter(isNew).toArray();
  const last = Math.max(...all.map(({ toldAt }) => toldAt ?? 0));
  return all.filter(({ toldAt }) => last > 0 && toldAt === last).map(({ id }) => id);
}

/** Whether the reader has not seen the analysis yet. Only older releases of the extension write `seenAt`. */
function isNew(entry: NewAnalysis): boolean {
  return !('seenAt' in entry);
}

function isUnnotified(entry: NewAnalysis): boolean {
  return isNew(entry) && entry.toldAt === undefined;
}
