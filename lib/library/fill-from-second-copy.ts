import type { Table } from 'dexie';
import { browser } from '../browser/browser.ts';
import { db } from '../db/database.ts';
import { write } from '../db/disk-space.ts';
import { mergeSaved } from '../db/old-records.ts';
import type { RemovedAnalysis, SavedAnalysis } from '../db/records.ts';
import type { StoryAnswer, WaitingPage } from '../db/remembered-page-records.ts';
import type { RestoredFact } from '../db/restored-records-fact.ts';
import { queueForSearch } from '../db/search-queue.ts';
import {
  comparedFact,
  comparison,
  FILLED_AT_KEY,
  MINUTE,
  SECOND_COPY_LOCK,
  writeToCopy,
} from './second-copy.ts';
import { type CopiedAnalysis, readSecondCopy, type SecondCopy } from './second-copy-records.ts';

/**
 * Fills the database from the second copy if the database is new or empty, or the copy belongs to another database.
 * Records that the reader has saved since the loss are merged with their copies. Records that the reader has removed
 * since the loss are not restored.
 *
 * @returns whether the browser has lost the database, and the index with it
 */
export async function fillFromSecondCopy(now = Date.now()): Promise<boolean> {
  return navigator.locks.request(SECOND_COPY_LOCK, async () => {
    const { isNew, isOfOtherDatabase, filledAt } = await comparison();
    if (!isNew && !isOfOtherDatabase && !(await isEmpty())) return false;
    const copy = await readSecondCopy();
    const holds = Object.values(copy).flat().length;
    if (!isNew && !isOfOtherDatabase && holds === 0) return false;
    await fill(copy, now);
    await writeToCopy({ [FILLED_AT_KEY]: now });
    if (!isNew) return isOfOtherDatabase;
    // If the copy is empty, the database was lost only if it had been filled earlier. A time within the last minute may
    // come from this same start of the background. A time more than a minute in the future comes from a wrong clock,
    // and is accepted like an earlier time.
    return holds > 0 || (typeof filledAt === 'number' && Math.abs(now - filledAt) > MINUTE);
  });
}

async function isEmpty(): Promise<boolean> {
  const plain = [db.followed, db.waiting, db.answers, db.labels, db.filters, db.corrections];
  const tables = [db.saved, db.removed, ...plain];
  for (const table of tables) if ((await table.count()) > 0) return false;
  return true;
}

async function fill({ analyses, followed, ...copy }: SecondCopy, now: number): Promise<void> {
  const ofReader = [db.saved, db.savedTexts, db.removed, db.followed, db.waiting, db.answers];
  const ofLibrary = [db.labels, db.filters, db.earlierTexts, db.corrections];
  const tables = [...ofReader, ...ofLibrary, db.uncopied, db.searchQueue, db.readerFacts];
  await write(tables, async () => {
    const changed = new Set(await db.uncopied.toCollection().primaryKeys());
    const present = new Set([
      ...(await db.saved.toCollection().primaryKeys()),
      ...(await db.removed.toCollection().primaryKeys()),
    ]);
    const known = new Set(await db.followed.toCollection().primaryKeys());
    // A record that is marked as uncopied but no longer exists was removed by the reader.
    const missing = analyses.filter(({ saved: { id } }) => !present.has(id) && !changed.has(`saved/${id}`));
    const missingFollowed = followed.filter(({ key }) => !known.has(key) && !changed.has(`followed/${key}`));
    for (const kept of analyses) if (changed.has(`saved/${kept.saved.id}`)) await joinWith(kept);
    for (const { key, followedAt } of followed)
      if (changed.has(`followed/${key}`)) await db.followed.update(key, { followedAt });
    const texts = missing.flatMap(({ text }) => text ?? []);
    const withText = new Set(texts.map(({ id }) => id));
    const restored = missing.map(({ saved, removedAt }): SavedAnalysis | RemovedAnalysis => {
      const without = saved.textState === 'released' ? 'released' : 'pending';
      const record = { ...saved, textState: withText.has(saved.id) ? 'kept' : without } as const;
      return removedAt === undefined ? record : { id: saved.id, removedAt, saved: record };
    });
    const removed = restored.filter((record): record is RemovedAnalysis => 'removedAt' in record);
    const saved = restored.filter((record): record is SavedAnalysis => !('removedAt' in record));
    await db.saved.bulkPut(saved);
    await db.savedTexts.bulkPut(texts);
    await db.earlierTexts.bulkPut(missing.flatMap(({ earlier = [] }) => earlier));
    for (const { id } of saved) await queueForSearch(db.searchQueue, id);
    await db.removed.bulkPut(removed);
    await db.followed.bulkPut(missingFollowed);
    const waiting = await missingWaiting(copy.waiting, changed);
    await db.waiting.bulkPut(waiting);
    const answers = await missingAnswers(copy.answers, changed);
    await db.answers.bulkPut(answers);
    const labels = await missingFrom(db.labels, copy.labels, 'name', changed);
    await db.labels.bulkPut(labels);
    const filters = await missingFrom(db.filters, copy.filters, 'id', changed);
    await db.filters.bulkPut(filters);
    const corrections = await missingFrom(db.corrections, copy.corrections, 'key', changed);
    await db.corrections.bulkPut(corrections);
    const compared = await comparedFact();
    // If the database existed before, an older release may have written to it. Keep the recorded release, so that
    // `renewAfterUpdate` still repairs the records.
    const release = compared ? compared.release : browser.runtime.getManifest().version;
    await db.readerFacts.put({ name: 'compared', at: now, ...(release === undefined ? {} : { release }) });
    const counted = Object.entries({ waiting, answers, labels, filters, corrections }).filter(
      ([, records]) => records.length > 0,
    );
    if (restored.length === 0 && missingFollowed.length === 0 && counted.length === 0) return;
    await db.readerFacts.put({
      name: 'restored',
      at: now,
      headlines: saved.map(({ card }) => card.headline),
      removed: removed.length,
      followed: missingFollowed.map(({ name }) => name),
      ...Object.fromEntries(counted.map(([name, records]) => [name, records.length])),
    });
  });
}

/** Returns the records in the copy that are not in their table, and that the reader has not deleted since the loss. */
async function missingFrom<T extends object>(
  table: Pick<Table<T, string>, 'name' | 'toCollection'>,
  copied: readonly T[],
  keyField: keyof T,
  changed: ReadonlySet<string>,
): Promise<T[]> {
  const present = new Set(await table.toCollection().primaryKeys());
  const key = (record: T): string => String(record[keyField]);
  return copied.filter((one) => !present.has(key(one)) && !changed.has(`${table.name}/${key(one)}`));
}

/** Returns the waiting pages in the copy that the reader has neither added again nor deleted since the loss. */
async function missingWaiting(
  copied: readonly WaitingPage[],
  changed: ReadonlySet<string>,
): Promise<WaitingPage[]> {
  const present = new Set((await db.waiting.toArray()).flatMap(({ keys }) => keys.map(({ key }) => key)));
  return copied.filter(
    ({ id, keys }) => !changed.has(`waiting/${id}`) && !keys.some(({ key }) => present.has(key)),
  );
}

/** Returns the answers in the copy that the reader has neither given again nor deleted since the loss. */
async function missingAnswers(
  copied: readonly StoryAnswer[],
  changed: ReadonlySet<string>,
): Promise<StoryAnswer[]> {
  const subject = ({ page, analysis }: StoryAnswer): string => `${page}\n${analysis}`;
  const present = new Set((await db.answers.toArray()).map(subject));
  return copied.filter((answer) => !changed.has(`answers/${answer.id}`) && !present.has(subject(answer)));
}

/** Merges a record with its second copy, if the reader has saved or removed the analysis since the loss. */
async function joinWith({ saved: before, removedAt, text, earlier = [] }: CopiedAnalysis): Promise<void> {
  const { id } = before;
  const saved = await db.saved.get(id);
  const removed = await db.removed.get(id);
  if (saved) {
    const record = mergeSaved(before, saved, text !== undefined);
    // If the copy holds the analysis as removed, the reader has saved it again since, so keep the later `savedAt`.
    await db.saved.put(removedAt === undefined ? record : { ...record, savedAt: saved.savedAt });
  } else if (removed) {
    await db.removed.put({ ...removed, saved: mergeSaved(before, removed.saved, text !== undefined) });
  } else return;
  if (text) await db.savedTexts.put(text);
  await db.earlierTexts.bulkPut([...earlier]);
  await queueForSearch(db.searchQueue, id);
}

/**
 * Returns the fact about the records that were restored from the second copy. The fact is kept until the reader
 * dismisses the message about it. Without this fact, returns `undefined`.
 */
export async function restoredFact(): Promise<RestoredFact | undefined> {
  const fact = await db.readerFacts.get('restored');
  return fact?.name === 'restored' ? fact : undefined;
}

/** Deletes the fact that `restoredFact` returns, once the reader has dismissed the message about it. */
export async function dismissRestored(): Promise<void> {
  await write([db.readerFacts], () => db.readerFacts.delete('restored'));
}
