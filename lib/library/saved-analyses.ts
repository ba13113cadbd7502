import type { AnalysisText } from '../analysis/analysis.ts';
import { PUBLICATION_ADDRESS } from '../browser/publication-address.ts';
import { db } from '../db/database.ts';
import { write } from '../db/disk-space.ts';
import { cardById, cardsById, lensOf, publicationOf } from '../db/index-queries.ts';
import type { IndexState } from '../db/index-records.ts';
import { indexState } from '../db/index-state.ts';
import { asSavedAnalysis, mergeSaved, type OldSavedAnalysis, textOfOldRecord } from '../db/old-records.ts';
import type { SavedAnalysis } from '../db/records.ts';
import { markSavedChanged } from '../db/saved-changes.ts';
import type { Card } from '../index/card.ts';
import { cardVersion, isLaterVersion } from '../index/version.ts';
import { type VersionedText, versionOnDevice } from '../sync/texts.ts';
import { addToJournal } from './add-to-journal.ts';
import { removedAnalysis } from './removed-analyses.ts';

/** Number of records that one request reads. The page can do nothing else while it decodes them. */
const READ_TOGETHER = 250;

/** Returns all saved analyses, the most recently saved first. */
export async function savedAnalyses(): Promise<SavedAnalysis[]> {
  // A cursor in the order of `savedAt` takes twice as long as reading everything and sorting it. The transaction saves
  // time: without it, Dexie clones all records for its cache.
  const all = await db.transaction('r', db.saved, async () => {
    const ids = await db.saved.toCollection().primaryKeys();
    if (ids.length <= READ_TOGETHER) return db.saved.toArray();
    const readFrom = (at: number): PromiseLike<SavedAnalysis[]> | undefined => {
      const [first, next] = [ids[at], ids[at + READ_TOGETHER]];
      if (first === undefined) return undefined;
      const from = db.saved.where('id');
      return (next === undefined ? from.aboveOrEqual(first) : from.between(first, next)).toArray();
    };
    const parts: SavedAnalysis[][] = [];
    // The browser serves all pending requests of a transaction first. Requests of other transactions wait meanwhile,
    // for example those of the search worker. So send only one request in advance.
    let [part, following] = [readFrom(0), readFrom(READ_TOGETHER)];
    for (let at = 2 * READ_TOGETHER; part; at += READ_TOGETHER) {
      // Sort each part while the next one is read. Sorting the whole list then only merges its parts.
      parts.push((await part).sort(byTimeSaved));
      [part, following] = [following, readFrom(at)];
    }
    return parts.flat();
  });
  return all.sort(byTimeSaved);
}

/** Compares two saved analyses for sorting: the last saved comes first. */
export function byTimeSaved(a: SavedAnalysis, b: SavedAnalysis): number {
  return b.savedAt - a.savedAt || (a.id < b.id ? 1 : -1);
}

/** Returns the saved analyses with these ids. Leaves out ids of analyses that are not saved. */
export async function savedWithIds(ids: readonly string[]): Promise<SavedAnalysis[]> {
  const records = await db.transaction('r', db.saved, () => db.saved.bulkGet([...ids]));
  return records.flatMap((record) => record ?? []);
}

/** The analyses that were saved last, and how many are saved. */
export interface LastSaved {
  /** The most recently saved first. */
  readonly saved: readonly SavedAnalysis[];
  readonly count: number;
}

/** Returns the analyses that were saved last, up to `limit`. Reading only these is much faster than reading all. */
export function lastSaved(limit: number): Promise<LastSaved> {
  const { promise, resolve, reject } = Promise.withResolvers<LastSaved>();
  // The library waits for these records, so do not wait until the browser has also ended the transaction.
  const read = db.transaction('r', db.saved, async () => {
    const [saved, count] = await Promise.all([
      db.saved.orderBy('savedAt').reverse().limit(limit).toArray(),
      db.saved.count(),
    ]);
    resolve({ saved, count });
  });
  read.catch(reject);
  return promise;
}

export function savedCount(): Promise<number> {
  return db.saved.count();
}

export async function savedAnalysis(id: string): Promise<SavedAnalysis | undefined> {
  return db.saved.get(id);
}

/** Returns the text of a saved or removed analysis; `undefined` if it is not fetched yet, or was released. */
export async function savedText(id: string): Promise<AnalysisText | undefined> {
  return (await db.savedTexts.get(id))?.text;
}

/**
 * Returns the version (`cardVersion`) of the text of a saved or removed analysis; `undefined` if the text is not
 * fetched yet, or was released.
 */
export async function savedVersion(id: string): Promise<string | undefined> {
  return (await db.savedTexts.get(id))?.version;
}

/** The reader's copy of an analysis: a saved one, or a removed one that the reader can still restore. */
export type OwnCopy = { readonly saved: SavedAnalysis } & (
  | { readonly isRemoved: false }
  | {
      readonly isRemoved: true;
      /** When the reader removed it from the library (ms since the epoch). */
      readonly removedAt: number;
    }
);

export async function ownCopy(id: string): Promise<OwnCopy | undefined> {
  // Read both tables in one transaction. If the reader restored the record between two transactions, neither table
  // would contain it when it is read.
  return db.transaction('r', db.saved, db.removed, async () => {
    const saved = await savedAnalysis(id);
    if (saved) return { saved, isRemoved: false };
    const removed = await removedAnalysis(id);
    return removed && { saved: removed.saved, isRemoved: true, removedAt: removed.removedAt };
  });
}

/** The lens and the publication, which a saved record embeds beside its card. */
export type EmbeddedNames = Pick<SavedAnalysis, 'lens' | 'publication'>;

/** The tables that saving an analysis changes. */
const TABLES = [db.saved, db.savedTexts, db.removed, db.uncopied, db.searchQueue];

/**
 * Saves an analysis, with its text if the device has it. Otherwise `fetchMissingTexts` fetches the text later. Does
 * nothing if the analysis is saved already. If the reader removed it and can still restore it, restores its record with
 * its reading state. If that record has its text, only a later text replaces the text and the card.
 *
 * @param shown the card that the reader sees. If the device has the text of a later version, that version is saved.
 * @param names the lens and the publication as the page shows them, used if the index does not have them
 */
export async function saveAnalysis(shown: Card, now = Date.now(), names?: EmbeddedNames): Promise<void> {
  const index = await indexState();
  const store = await prepareToSave(shown, await cardById(shown.id), index, now, names);
  await write(TABLES, store);
}

/**
 * Saves analyses of the index together, each as `saveAnalysis` does. The list of saved analyses then has them in the
 * given order.
 *
 * @returns the id with which `undo` removes them; `undefined` if none of them was saved
 */
export async function saveAll(ids: readonly string[], now = Date.now()): Promise<string | undefined> {
  const index = await indexState();
  const cards = await cardsById(ids);
  const stores: (() => Promise<SavedAnalysis | undefined>)[] = [];
  for (const [n, id] of ids.entries()) {
    const card = cards.get(id);
    if (card) stores.push(await prepareToSave(card, card, index, now - n));
  }
  return write([...TABLES, db.journal], async () => {
    const saved: SavedAnalysis[] = [];
    for (const store of stores) {
      const one = await store();
      if (one) saved.push(one);
    }
    const [first] = saved;
    if (!first) return undefined;
    const added = saved.map(({ id, savedAt }) => [id, savedAt] as const);
    const about = first.card.headline;
    return addToJournal({ kind: 'saved', about, number: added.length, changes: [], added }, now);
  });
}

/**
 * Reads the data that is needed to save an analysis.
 *
 * @param listed the card in the index
 * @returns a function that saves the analysis. Call it in a transaction with `TABLES`. It returns the record;
 *   `undefined` if the analysis is saved already
 */
async function prepareToSave(
  shown: Card,
  listed: Card | undefined,
  index: IndexState | undefined,
  now: number,
  names?: EmbeddedNames,
): Promise<() => Promise<SavedAnalysis | undefined>> {
  const text = await versionOnDevice(shown);
  const card = text ? await cardOfText(shown, text) : shown;
  const lens = lensOf(index, card, names?.lens);
  const fresh: SavedAnalysis = {
    id: card.id,
    savedAt: now,
    card,
    ...(lens ? { lens } : {}),
    publication: publicationOf(index ?? names, PUBLICATION_ADDRESS),
    state: 'unread',
    textState: text ? 'kept' : 'pending',
  };
  return async () => {
    if (await db.saved.get(card.id)) return undefined;
    const before = (await db.removed.get(card.id))?.saved;
    const own = await db.savedTexts.get(card.id);
    const isNewText = text !== undefined && (!own || isLaterVersion(text.version, own.version, listed));
    const isOwn = before?.textState === 'kept' && !isNewText;
    const restored = before ? { ...(isOwn ? before : withFresh(before, fresh, index)), savedAt: now } : fresh;
    const saved = listed ? withoutWithdrawal(restored) : restored;
    await db.saved.add(saved);
    await db.removed.delete(card.id);
    if (isNewText) await db.savedTexts.put({ id: card.id, ...text });
    await markSavedChanged(card.id);
    return saved;
  };
}

/**
 * Returns the card that has the version of a text: `card` or the index's card. If neither has that version, returns
 * `card`.
 */
async function cardOfText(card: Card, { version }: VersionedText): Promise<Card> {
  if (version === cardVersion(card)) return card;
  const newest = await cardById(card.id);
  return newest && version === cardVersion(newest) ? newest : card;
}

/**
 * Returns the record with another card, and with the lens of that card. If the index does not have the lens or the
 * publication, the record keeps its own.
 */
export function withNewCard(
  { lens: before, ...saved }: SavedAnalysis,
  card: Card,
  index: IndexState | undefined,
): SavedAnalysis {
  const lens = lensOf(index, card, before);
  return { ...saved, card, ...(lens ? { lens } : {}), publication: index?.publication ?? saved.publication };
}

/** Returns the record of a removed analysis that the reader saves again, with the new card. Keeps the reading state. */
function withFresh(
  before: SavedAnalysis,
  { card, lens, textState }: SavedAnalysis,
  index: IndexState | undefined,
): SavedAnalysis {
  const known = before.lens?.id !== card.lens && lens ? { ...before, lens } : before;
  return { ...withNewCard(known, card, index), textState };
}

/** Returns the record without the marks of a withdrawal, for an analysis that the publication lists. */
export function withoutWithdrawal(saved: SavedAnalysis): SavedAnalysis {
  const { unlistedSince: _, withdrawnAt: __, withdrawalToldAt: ___, ...listed } = saved;
  return listed;
}

/**
 * Adds the text to a saved analysis that lacks it. The analysis also gets the card of the same version and the lens of
 * that card. If neither `asked` nor the index's card has that version, the analysis gets `asked`. A text that was
 * released is stored again.
 *
 * @param asked the card with which the text was requested
 */
export async function addSavedText(asked: Card, { text, version }: VersionedText): Promise<void> {
  const card = await cardOfText(asked, { text, version });
  const index = await indexState();
  await write([db.saved, db.savedTexts, db.uncopied, db.searchQueue], async () => {
    const saved = await db.saved.get(card.id);
    if (!saved || saved.textState === 'kept') return;
    await db.saved.put({ ...withNewCard(saved, card, index), textState: 'kept' });
    await db.savedTexts.put({ id: card.id, version, text });
    await markSavedChanged(card.id);
  });
}

/**
 * Converts the records of older releases to the present form. Some older releases store texts inside records, and save
 * an analysis without deleting it from `removed`.
 */
export async function renewOldRecords(): Promise<void> {
  const removed = new Set(await db.removed.toCollection().primaryKeys());
  const old = db.saved.filter(
    (record: OldSavedAnalysis) => record.state === undefined || 'text' in record || removed.has(record.id),
  );
  if ((await old.count()) === 0) return;
  await write([db.saved, db.savedTexts, db.removed, db.uncopied, db.searchQueue], async () => {
    for (const id of await old.primaryKeys()) {
      const record: OldSavedAnalysis | undefined = await db.saved.get(id);
      if (!record) continue;
      const text = textOfOldRecord(record);
      if (text) await db.savedTexts.put(text);
      await db.saved.put(renewed(asSavedAnalysis(record), (await db.removed.get(id))?.saved));
      await db.removed.delete(id);
      await markSavedChanged(id);
    }
  });
}

/** If an analysis was removed and then saved again, merges its record with the record from before the removal. */
function renewed(saved: SavedAnalysis, before: SavedAnalysis | undefined): SavedAnalysis {
  if (!before) return saved;
  const hasOldText = saved.textState === 'pending' && before.textState === 'kept';
  return { ...mergeSaved(before, saved, hasOldText), savedAt: saved.savedAt };
}
