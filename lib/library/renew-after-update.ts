import { browser } from '../browser/browser.ts';
import { db } from '../db/database.ts';
import { write } from '../db/disk-space.ts';
import type { SavedAnalysis } from '../db/records.ts';
import { markSavedChanged } from '../db/saved-changes.ts';
import { markUncopied } from '../db/second-copy-queue.ts';
import { renewOldRecords } from './saved-analyses.ts';
import { comparedFact, comparison, withSecondCopyLock } from './second-copy.ts';
import { readSecondCopy, type SecondCopy } from './second-copy-records.ts';

/**
 * Repairs the database after another release of the extension used it. Some older releases store texts inside records,
 * have no table of removed analyses, write no second copy, and do not mark the records that they change as uncopied.
 *
 * Call this before `fillFromSecondCopy`. Otherwise an analysis that the reader removed in the older release would look
 * lost, and would come back.
 */
export async function renewAfterUpdate(now = Date.now()): Promise<void> {
  const { version } = browser.runtime.getManifest();
  if (!(await wasOtherRelease(version))) return;
  await withSecondCopyLock(async () => {
    const { isNew, isOfOtherDatabase } = await comparison();
    if (!(await wasOtherRelease(version))) return;
    await renewOldRecords();
    // The copy of another database does not show which records the reader removed from this database.
    if (isNew || isOfOtherDatabase) return;
    const copy = await readSecondCopy();
    const ofReader = [db.saved, db.savedTexts, db.removed, db.followed, db.waiting, db.answers];
    const others = [db.labels, db.filters, db.corrections, db.uncopied, db.searchQueue, db.readerFacts];
    await write([...ofReader, ...others], async () => {
      await setAsideRemoved(copy, now);
      await markDifferences(copy);
      const compared = await comparedFact();
      if (compared) await db.readerFacts.put({ ...compared, release: version });
    });
  });
}

async function wasOtherRelease(version: string): Promise<boolean> {
  return (await comparedFact())?.release !== version;
}

/** Adds to `removed` the analyses that the reader removed in an older release, so that the reader can restore them. */
async function setAsideRemoved({ analyses }: SecondCopy, now: number): Promise<void> {
  const uncopied = await idsOf(db.uncopied);
  const own = new Set([...(await idsOf(db.saved)), ...(await idsOf(db.removed))]);
  const texts = new Set(await idsOf(db.savedTexts));
  const known = new Set([...[...own].map((id) => `saved/${id}`), ...uncopied]);
  for (const { saved, text, removedAt = now } of analyses) {
    const { id } = saved;
    if (known.has(`saved/${id}`)) continue;
    if (text && !texts.has(id)) await db.savedTexts.put(text);
    const without = saved.textState === 'released' ? 'released' : 'pending';
    const textState = text || texts.has(id) ? 'kept' : without;
    await db.removed.put({ id, removedAt, saved: { ...saved, textState } });
    own.add(id);
  }
  await db.savedTexts.bulkDelete([...texts].filter((id) => !own.has(id)));
}

/**
 * Marks records as uncopied if the second copy lacks them. Also marks an analysis if its copy has another time at which
 * the analysis was saved, read or removed. In tables without texts, also marks the keys of copied records that no
 * longer exist.
 */
async function markDifferences({ analyses, followed, waiting, answers, ...copy }: SecondCopy): Promise<void> {
  const copied = new Map(analyses.map((kept) => [kept.saved.id, stateOf(kept.saved, kept.removedAt)]));
  const own = [
    ...(await db.saved.toArray()).map((saved) => ({ saved, removedAt: undefined })),
    ...(await db.removed.toArray()),
  ];
  for (const { saved, removedAt } of own)
    if (copied.get(saved.id) !== stateOf(saved, removedAt)) await markSavedChanged(saved.id);
  const plain = [
    ['followed', await idsOf(db.followed), followed.map(({ key }) => key)],
    ['waiting', await idsOf(db.waiting), waiting.map(({ id }) => id)],
    ['answers', await idsOf(db.answers), answers.map(({ id }) => id)],
    ['labels', await idsOf(db.labels), copy.labels.map(({ name }) => name)],
    ['filters', await idsOf(db.filters), copy.filters.map(({ id }) => id)],
    ['corrections', await idsOf(db.corrections), copy.corrections.map(({ key }) => key)],
  ] as const;
  for (const [table, now, before] of plain) {
    const missing = now.filter((key) => !before.includes(key));
    const deleted = before.filter((key) => !now.includes(key));
    for (const key of [...missing, ...deleted]) await markUncopied(table, key);
  }
}

function stateOf({ savedAt, readAt }: SavedAnalysis, removedAt: number | undefined): string {
  return [savedAt, readAt, removedAt].join();
}

function idsOf(table: { toCollection(): { primaryKeys(): PromiseLike<string[]> } }): PromiseLike<string[]> {
  return table.toCollection().primaryKeys();
}
