import { browser } from '../browser/browser.ts';
import { db } from '../db/database.ts';
import { write } from '../db/disk-space.ts';
import { isDatabaseFailure } from '../db/failures.ts';
import { cardById, cardsById } from '../db/index-queries.ts';
import { indexState } from '../db/index-state.ts';
import type { ReaderFact, SavedAnalysis, SavedText, UncopiedRecord } from '../db/records.ts';
import { markSavedChanged } from '../db/saved-changes.ts';
import { type CopiedTable, markAllUncopied } from '../db/second-copy-queue.ts';
import { cardVersion } from '../index/version.ts';
import { RESTORABLE_FOR_MS } from './removed-analyses.ts';
import { KEPT_PREFIX } from './second-copy-key.ts';
import {
  type CopiedAnalysis,
  isKeyOfCopy,
  isPlainKey,
  PLAIN_COPIES,
  type PlainCopy,
  pickFields,
  SAVED_FIELDS,
} from './second-copy-records.ts';

/**
 * The second copy of the reader's records, in `storage.local`. It protects them if the browser loses the whole
 * database, for example on a full disk. Each record has one key. A record is copied after its transaction in IndexedDB,
 * never before. Each transaction that changes a record also marks it in the table `uncopied`. If the browser kills the
 * background before the record is copied, the next background copies it.
 *
 * The journal has no copy: its entries can be as large as the records themselves. So after the loss of the database the
 * reader can restore removed analyses, but can undo no other earlier change.
 */

export const SECOND_COPY_LOCK = 'civic-lens-second-copy';

/**
 * Key of the time at which the database was last filled (ms since the epoch). The database has the same time in its
 * fact `compared`. If the two times differ, the copy belongs to another database.
 */
export const FILLED_AT_KEY = 'kept-since';

export const MINUTE = 60_000;

/** Number of records to copy at once. */
const COPIED_TOGETHER = 50;

/**
 * Copies the records that have changed since the last call. A record that cannot be written now is copied with the next
 * change, or at the next start of the background. Does nothing if the database is new, or the copy belongs to another
 * database: a new record could then overwrite a copy that contains more, for example a note. `fillFromSecondCopy` ends
 * this state.
 *
 * @throws {DOMException} `QuotaExceededError` if the copy cannot be written
 */
export async function updateSecondCopy(): Promise<void> {
  await navigator.locks.request(SECOND_COPY_LOCK, async () => {
    const { isNew, isOfOtherDatabase } = await comparison();
    if (!isNew && !isOfOtherDatabase) await copyChanges();
  });
}

/** Whether the second copy belongs to the database. */
export interface CopyComparison {
  /** The database is new and has not been filled yet. */
  readonly isNew: boolean;
  /**
   * The copy belongs to another database. This can happen on a full disk: the browser first reports both the database
   * and the copy as empty, so that a new database is created, and later returns the old copy.
   */
  readonly isOfOtherDatabase: boolean;
  /** When the database of the copy was last filled (ms since the epoch), as read from `storage.local`. */
  readonly filledAt: unknown;
}

/** Returns the fact `compared`, which `fillFromSecondCopy` stores; `undefined` if the database is new. */
export async function comparedFact(): Promise<(ReaderFact & { readonly name: 'compared' }) | undefined> {
  const fact = await db.readerFacts.get('compared');
  return fact?.name === 'compared' ? fact : undefined;
}

export async function comparison(): Promise<CopyComparison> {
  const compared = await comparedFact();
  const filledAt = (await browser.storage.local.get(FILLED_AT_KEY))[FILLED_AT_KEY];
  const isOfOtherDatabase =
    compared !== undefined && typeof filledAt === 'number' && filledAt !== compared.at;
  return { isNew: compared === undefined, isOfOtherDatabase, filledAt };
}

async function copyChanges(): Promise<void> {
  for (;;) {
    const marks = await db.uncopied.limit(COPIED_TOGETHER).toArray();
    if (marks.length === 0) return;
    const copies = await Promise.all(marks.map(copyOf));
    const gone = copies.flatMap(([key, copy]) => (copy ? [] : [key]));
    await writeToCopy(Object.fromEntries(copies.filter(([, copy]) => copy)));
    if (gone.length > 0) await browser.storage.local.remove(gone);
    await write([db.uncopied, db.readerFacts], async () => {
      const now = new Map(
        (await db.uncopied.bulkGet(marks.map(({ key }) => key))).map((mark) => [mark?.key, mark]),
      );
      const done = marks.filter(({ key, change }) => now.get(key)?.change === change);
      await db.uncopied.bulkDelete(done.map(({ key }) => key));
      const before = await db.readerFacts.get('changed');
      const changes = before?.name === 'changed' ? before.changes : 0;
      await db.readerFacts.put({ name: 'changed', changes: changes + 1 });
    });
  }
}

/**
 * Writes to `storage.local`.
 *
 * @throws {DOMException} `QuotaExceededError` after any error, because browsers report a full disk in different ways
 */
export async function writeToCopy(items: Readonly<Record<string, unknown>>): Promise<void> {
  try {
    await browser.storage.local.set(items);
  } catch (error) {
    throw new DOMException(String(error), 'QuotaExceededError');
  }
}

/**
 * Returns the key and the value of a record in the second copy. For a deleted record, the value is `undefined` if the
 * record was a saved analysis, or else a tombstone (`forgetOldTombstones`).
 */
async function copyOf({ key }: UncopiedRecord): Promise<[string, object | undefined]> {
  const at = key.indexOf('/');
  const id = key.slice(at + 1);
  const table = key.slice(0, at) as CopiedTable;
  if (table !== 'saved') {
    const { prefix, name, fields }: PlainCopy = PLAIN_COPIES[table];
    const record: Record<string, unknown> | undefined = await db.table(table).get(id);
    return [prefix + id, record ? { [name]: pickFields(record, fields) } : { removedAt: Date.now() }];
  }
  const saved = await db.saved.get(id);
  const removed = saved ? undefined : await db.removed.get(id);
  const record = saved ?? removed?.saved;
  if (!record) return [KEPT_PREFIX + id, undefined];
  const text = await irreplaceableText(record);
  const earlier = await db.earlierTexts.where('id').equals(id).toArray();
  return [
    KEPT_PREFIX + id,
    {
      saved: pickFields(record, SAVED_FIELDS),
      ...(text ? { text } : {}),
      ...(earlier.length > 0 ? { earlier } : {}),
      ...(removed ? { removedAt: removed.removedAt } : {}),
    },
  ];
}

/** Returns the text of a saved analysis, unless the publication still offers the same version. */
async function irreplaceableText({ id, withdrawnAt }: SavedAnalysis): Promise<SavedText | undefined> {
  const text = await db.savedTexts.get(id);
  if (!text || withdrawnAt !== undefined) return text;
  const card = await cardById(id);
  return card && cardVersion(card) === text.version ? undefined : text;
}

/**
 * Marks saved and removed analyses as uncopied if the second copy lacks their text and the index no longer lists the
 * version of this text. The text can no longer be fetched, so the second copy must hold it.
 */
export async function markReplacedTexts(): Promise<void> {
  // Without an index it is unknown which texts the publication offers.
  if (!(await indexState())) return;
  const removed = (await db.removed.toArray()).map(({ saved }) => saved);
  const records = [...(await db.saved.toArray()), ...removed].filter(({ textState }) => textState === 'kept');
  const cards = await cardsById(records.map(({ id }) => id));
  const now = new Map([...cards].map(([id, card]) => [id, cardVersion(card)]));
  const changed = records.filter(({ id, card }) => now.get(id) !== cardVersion(card)).map(({ id }) => id);
  const copies = await browser.storage.local.get(changed.map((id) => KEPT_PREFIX + id));
  const uncopied = changed.filter((id) => !(copies[KEPT_PREFIX + id] as CopiedAnalysis | undefined)?.text);
  const texts = await db.savedTexts.bulkGet(uncopied);
  // A text may be of a later version than its card, so compare the version of the text too.
  const missing = texts.flatMap((text) => (text && now.get(text.id) !== text.version ? text.id : []));
  if (missing.length === 0) return;
  await write([db.saved, db.removed, db.uncopied, db.searchQueue], async () => {
    for (const id of missing)
      if ((await db.saved.get(id)) ?? (await db.removed.get(id))) await markSavedChanged(id);
  });
}

/** Runs `work` under the lock of the second copy. Meanwhile, nothing is copied and the database is not filled. */
export async function withSecondCopyLock(work: () => Promise<void>): Promise<void> {
  await navigator.locks.request(SECOND_COPY_LOCK, work);
}

/**
 * Deletes the second copy, then the database, under the lock of the second copy. The copy is deleted first, so that no
 * deleted record can be restored from it. If `empty` fails, the copy is written back. If the background is killed
 * before the database is empty, the next background writes the copy again from the database.
 *
 * @param empty empties the database
 * @param deleteRest deletes everything else, once the database is empty
 * @throws the error of `empty` or `deleteRest`
 */
export async function deleteWithSecondCopy(
  empty: () => Promise<void>,
  deleteRest: () => Promise<void>,
): Promise<void> {
  await withSecondCopyLock(async () => {
    await markAllUncopied().catch(unlessOfDatabase);
    const all = Object.entries(await browser.storage.local.get(null));
    const copy = all.filter(([key]) => isKeyOfCopy(key) || key === FILLED_AT_KEY);
    await browser.storage.local.remove(copy.map(([key]) => key));
    try {
      await empty();
    } catch (error) {
      await writeToCopy(Object.fromEntries(copy));
      throw error;
    }
    await deleteRest();
  });
}

/** Ignores errors of the database: a database that cannot be written to can still be deleted. */
function unlessOfDatabase(error: unknown): void {
  if (!isDatabaseFailure(error)) throw error;
}

/**
 * Deletes the tombstones of records without texts (`PLAIN_COPIES`) after the period of Undo. A tombstone is the time of
 * a deletion, kept in the second copy in place of the record. Analyses need no tombstones here: the copy of a removed
 * analysis is deleted after `forgetRemoved` has deleted its record.
 */
export async function forgetOldTombstones(now = Date.now()): Promise<void> {
  await withSecondCopyLock(async () => {
    const all = Object.entries(await browser.storage.local.get(null));
    const old = all.filter(
      ([key, value]) =>
        isPlainKey(key) &&
        'removedAt' in (value as object) &&
        // A time far in the future comes from a wrong clock, so such a tombstone is deleted too.
        Math.abs(now - (value as { removedAt: number }).removedAt) >= RESTORABLE_FOR_MS,
    );
    if (old.length > 0) await browser.storage.local.remove(old.map(([key]) => key));
  });
}
