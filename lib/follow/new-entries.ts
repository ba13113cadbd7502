import { db } from '../db/database.ts';
import type { NewAnalysis } from '../db/records.ts';
import { write } from '../db/room.ts';
import { hash32 } from '../index/byte-packing.ts';
import type { Card } from '../index/card.ts';
import type { SegmentDirectory } from '../index/segment.ts';
import { passes } from '../index/tags.ts';
import { followKeys } from './followable.ts';

/** More than this nobody looks through: beyond it, those found first are given up. */
const MOST_NEW = 200;

/**
 * Makes analyses that just arrived new for the reader, where they belong to something followed. Runs in the
 * transaction that replaces the index, which must hold `followed` and `newAnalyses`: what is new and what is there
 * change together.
 */
export async function addNewAnalyses(cards: readonly Card[], now: number): Promise<void> {
  if (cards.length === 0) return;
  const followed = await db.followed.toArray();
  const found = cards
    .filter((card) => followed.some((filter) => passes(card, filter)))
    .map((card): NewAnalysis => ({ id: card.id, keys: followKeys(card), foundAt: now }));
  await db.newAnalyses.bulkPut(found.slice(0, MOST_NEW));
}

/** Forgets what has left the index, and what is too much. Runs where `addNewAnalyses` does. */
export async function pruneNewAnalyses(index: readonly SegmentDirectory[]): Promise<void> {
  const all = await db.newAnalyses.toArray();
  if (all.length === 0) return;
  const absent = new Set(all.map(({ id }) => hash32(id)));
  for (const { ids } of index) for (const hash of ids) absent.delete(hash);
  const kept = all
    .filter((entry) => isNew(entry) && !absent.has(hash32(entry.id)))
    .sort((a, b) => b.foundAt - a.foundAt)
    .slice(0, MOST_NEW);
  const ids = new Set(kept.map(({ id }) => id));
  await db.newAnalyses.bulkDelete(all.filter(({ id }) => !ids.has(id)).map(({ id }) => id));
}

/** How many analyses are new for the reader. */
export async function newCount(): Promise<number> {
  return db.newAnalyses.filter(isNew).count();
}

/** Ids of the analyses that are new for the reader. */
export async function newIds(): Promise<string[]> {
  return (await db.newAnalyses.filter(isNew).toArray()).map(({ id }) => id);
}

/**
 * Marks one analysis as seen, or all: seen is seen everywhere. What was read and not saved is nobody's: the record is
 * deleted, so that neither what was opened nor when stands on disk.
 *
 * @returns what was new until now, and whether that was the last of what the last notification told of
 */
export async function markSeen(
  id: string | 'all',
): Promise<{ readonly seen: readonly NewAnalysis[]; readonly isDigestSeen: boolean }> {
  return write([db.newAnalyses], async () => {
    const told = await lastNotified();
    const some = db.newAnalyses.filter((entry) => isNew(entry) && (id === 'all' || entry.id === id));
    const seen = await some.toArray();
    const ids = seen.map((entry) => entry.id);
    await db.newAnalyses.bulkDelete(ids);
    const isDigestSeen = told.some((one) => ids.includes(one)) && told.every((one) => ids.includes(one));
    return { seen, isDigestSeen };
  });
}

/**
 * Deletes what older versions of the extension noted as seen, with its time. They still may, in a database that both
 * use.
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
 * The new analyses that no notification has told of yet. They count as told from here on, so that nobody is told
 * twice, even if the background is killed before the notification is shown.
 */
export async function claimUnnotified(now: number): Promise<string[]> {
  return write([db.newAnalyses], async () => {
    const untold = (await db.newAnalyses.filter(isUnnotified).toArray()).map(({ id }) => id);
    await db.newAnalyses.bulkUpdate(untold.map((key) => ({ key, changes: { toldAt: now } })));
    return untold;
  });
}

/** Whether there are new analyses that no notification has told of. */
export async function hasUnnotified(): Promise<boolean> {
  return (await db.newAnalyses.filter(isUnnotified).count()) > 0;
}

/** What the last notification told of, without what the reader has seen since. */
export async function lastNotified(): Promise<string[]> {
  const all = await db.newAnalyses.filter(isNew).toArray();
  const last = Math.max(...all.map(({ toldAt }) => toldAt ?? 0));
  return all.filter(({ toldAt }) => last > 0 && toldAt === last).map(({ id }) => id);
}

/** Older versions of the extension noted when the reader had seen it. */
function isNew(entry: NewAnalysis): boolean {
  return !('seenAt' in entry);
}

function isUnnotified(entry: NewAnalysis): boolean {
  return isNew(entry) && entry.toldAt === undefined;
}
