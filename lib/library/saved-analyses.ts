import type { AnalysisText } from '../analysis/analysis.ts';
import { PUBLICATION } from '../browser/publication.ts';
import { db } from '../db/database.ts';
import type { IndexState } from '../db/index-records.ts';
import { indexState } from '../db/index-state.ts';
import { cardById, lensOf, publicationOf } from '../db/index-store.ts';
import type { ReaderFact, RemovedAnalysis, SavedAnalysis } from '../db/records.ts';
import { write } from '../db/room.ts';
import { asSaved, joined, type OldSavedAnalysis, textIn } from '../db/saved-record.ts';
import { markUncopied } from '../db/uncopied.ts';
import type { Card } from '../index/card.ts';
import { cardVersion, isLater } from '../index/version.ts';
import { type VersionedText, versionOnDevice } from '../sync/texts.ts';

const DAY = 24 * 3_600_000;
/** Removed analyses can be restored for so long (ms). */
export const RESTORABLE_FOR = 30 * DAY;
/** The longest time (ms) that counts between two checks: the clock may have been set, or the device switched off. */
const LONGEST_STEP = 7 * DAY;

/** Saved analyses, the newest first. */
export async function savedAnalyses(): Promise<SavedAnalysis[]> {
  return db.saved.orderBy('savedAt').reverse().toArray();
}

export async function savedAnalysis(id: string): Promise<SavedAnalysis | undefined> {
  return db.saved.get(id);
}

/** The text of the reader's own copy; `undefined` while it could not be fetched. */
export async function savedText(id: string): Promise<AnalysisText | undefined> {
  return (await db.savedTexts.get(id))?.text;
}

/** A removed analysis, and when it goes for good (ms since the epoch). */
export type RestorableAnalysis = RemovedAnalysis & { readonly goesAt: number };

/** Removed analyses, the last removed first. All can be restored until they are forgotten. */
export async function removedAnalyses(now = Date.now()): Promise<RestorableAnalysis[]> {
  const passed = passedUntil(now, await clockFact());
  return (await db.removed.orderBy('removedAt').reverse().toArray()).map((removed) => {
    const { removedAt, countedFrom } = removed;
    if (countedFrom === undefined) return { ...removed, goesAt: removedAt + RESTORABLE_FOR };
    return { ...removed, goesAt: now + Math.max(0, RESTORABLE_FOR - (passed - countedFrom)) };
  });
}

/** A removed analysis that was not forgotten yet. */
export async function removedAnalysis(id: string): Promise<RemovedAnalysis | undefined> {
  return db.removed.get(id);
}

/** The reader's own copy of an analysis. */
export interface OwnCopy {
  readonly saved: SavedAnalysis;
  /** Whether it was removed from the library, and can still be restored. */
  readonly isRemoved: boolean;
}

export async function ownCopy(id: string): Promise<OwnCopy | undefined> {
  // One transaction: a copy that is being removed or restored is always in one of the two tables.
  return db.transaction('r', db.saved, db.removed, async () => {
    const saved = await savedAnalysis(id);
    if (saved) return { saved, isRemoved: false };
    const removed = await removedAnalysis(id);
    return removed && { saved: removed.saved, isRemoved: true };
  });
}

/** The names that a saved record embeds beside its card. */
export type Names = Pick<SavedAnalysis, 'lens' | 'publication'>;

/**
 * Saves an analysis from its card, with its text where that is on the device already; else the text is fetched later.
 * Saving what is saved changes nothing. What the reader removed lately comes back with all that they had made of it;
 * its own card and text give way only to a later card that comes with its text.
 *
 * @param shown the card that the reader sees. Where the device has the text of a later one, that one is saved with it
 * @param names of lens and publication as the reader sees them, used where the index has none
 */
export async function saveAnalysis(shown: Card, now = Date.now(), names?: Names): Promise<void> {
  const index = await indexState();
  const listed = await cardById(shown.id);
  const text = await versionOnDevice(shown);
  const card = text ? await cardOfText(shown, text) : shown;
  const lens = lensOf(index, card, names?.lens);
  const fresh: SavedAnalysis = {
    id: card.id,
    savedAt: now,
    card,
    ...(lens ? { lens } : {}),
    publication: publicationOf(index ?? names, PUBLICATION),
    state: 'unread',
    textState: text ? 'kept' : 'pending',
  };
  await write([db.saved, db.savedTexts, db.removed, db.uncopied], async () => {
    if (await db.saved.get(card.id)) return;
    const before = (await db.removed.get(card.id))?.saved;
    const own = await db.savedTexts.get(card.id);
    const isNewText = text !== undefined && (!own || isLater(text.version, own.version, listed));
    const isOwn = before?.textState === 'kept' && !isNewText;
    const saved = before ? { ...(isOwn ? before : withFresh(before, fresh, index)), savedAt: now } : fresh;
    await db.saved.add(listed ? asListed(saved) : saved);
    await db.removed.delete(card.id);
    if (isNewText) await db.savedTexts.put({ id: card.id, ...text });
    await markUncopied('saved', card.id);
  });
}

/** The card that a text belongs to, as far as the index has it. */
async function cardOfText(card: Card, { version }: VersionedText): Promise<Card> {
  if (version === cardVersion(card)) return card;
  const newest = await cardById(card.id);
  return newest && version === cardVersion(newest) ? newest : card;
}

/**
 * A record with another card and that card's lens. Names that the index lacks are kept from the record.
 *
 * @param index as it is now
 */
export function withCard(
  { lens: before, ...saved }: SavedAnalysis,
  card: Card,
  index: IndexState | undefined,
): SavedAnalysis {
  const lens = lensOf(index, card, before);
  return { ...saved, card, ...(lens ? { lens } : {}), publication: index?.publication ?? saved.publication };
}

/**
 * The record of an analysis that the reader removed and saves again in another version. It keeps what they did with
 * it.
 */
function withFresh(
  before: SavedAnalysis,
  { card, lens, textState }: SavedAnalysis,
  index: IndexState | undefined,
): SavedAnalysis {
  const known = before.lens?.id !== card.lens && lens ? { ...before, lens } : before;
  return { ...withCard(known, card, index), textState };
}

/** A record without the marks of a withdrawal: the publication lists the analysis. */
export function asListed(saved: SavedAnalysis): SavedAnalysis {
  const { unlistedSince: _, withdrawnAt: __, withdrawalToldAt: ___, ...listed } = saved;
  return listed;
}

/** Takes an analysis out of the library. It can be restored for 30 days. Returns whether it was there. */
export async function removeSaved(id: string, now = Date.now()): Promise<boolean> {
  return write([db.saved, db.removed, db.uncopied], async () => {
    const saved = await db.saved.get(id);
    if (!saved) return false;
    await db.removed.put({ id, removedAt: now, saved });
    await db.saved.delete(id);
    await markUncopied('saved', id);
    return true;
  });
}

/** Puts a removed analysis back as it was. Returns whether there was one. */
export async function restoreRemoved(id: string): Promise<boolean> {
  return write([db.saved, db.removed, db.uncopied], async () => {
    const removed = await db.removed.get(id);
    if (!removed) return false;
    // An older release may have saved it meanwhile.
    if (!(await db.saved.get(id))) await db.saved.add(removed.saved);
    await db.removed.delete(id);
    await markUncopied('saved', id);
    return true;
  });
}

/**
 * Deletes for good what was removed 30 days ago. Time is counted once a day, a week at most, so that a wrong clock at a
 * removal or a check deletes nothing early.
 */
export async function forgetRemoved(now = Date.now()): Promise<void> {
  if ((await db.removed.count()) === 0) return;
  const last = await clockFact();
  if (last && last.at <= now && now - last.at < DAY) return;
  await write([db.saved, db.savedTexts, db.removed, db.uncopied, db.readerFacts], async () => {
    const passed = passedUntil(now, await clockFact());
    await db.readerFacts.put({ name: 'clock', at: now, passed });
    await db.removed.filter(({ countedFrom }) => countedFrom === undefined).modify({ countedFrom: passed });
    const isOver = ({ countedFrom = passed }: RemovedAnalysis): boolean =>
      passed - countedFrom >= RESTORABLE_FOR;
    const ids = await db.removed.filter(isOver).primaryKeys();
    await db.removed.bulkDelete(ids);
    const saved = new Set(await db.saved.where('id').anyOf(ids).primaryKeys());
    await db.savedTexts.bulkDelete(ids.filter((id) => !saved.has(id)));
    for (const id of ids) await markUncopied('saved', id);
  });
}

type Clock = ReaderFact & { readonly name: 'clock' };

async function clockFact(): Promise<Clock | undefined> {
  const fact = await db.readerFacts.get('clock');
  return fact?.name === 'clock' ? fact : undefined;
}

/** The counted time at `now`. Since the last check it grows by 0 if the clock went back, and by a week at most. */
function passedUntil(now: number, last: Clock | undefined): number {
  return last ? last.passed + Math.min(Math.max(now - last.at, 0), LONGEST_STEP) : 0;
}

/** Adds the text to a saved analysis that lacks it, with the card that it belongs to, and the lens of that card. */
export async function addText(asked: Card, { text, version }: VersionedText): Promise<void> {
  const card = await cardOfText(asked, { text, version });
  const index = await indexState();
  await write([db.saved, db.savedTexts, db.uncopied], async () => {
    const saved = await db.saved.get(card.id);
    if (saved?.textState !== 'pending') return;
    await db.saved.put({ ...withCard(saved, card, index), textState: 'kept' });
    await db.savedTexts.put({ id: card.id, version, text });
    await markUncopied('saved', card.id);
  });
}

/** Whether the reader sees that an analysis was opened: it is saved and unread, or new for the reader. */
export async function isUnread(id: string): Promise<boolean> {
  const saved = await db.saved.get(id);
  return (saved !== undefined && saved.readAt === undefined) || (await db.newAnalyses.get(id)) !== undefined;
}

/** Marks a saved analysis as read. Others are not marked: what was read is nobody's to keep. */
export async function markRead(id: string, now = Date.now()): Promise<void> {
  await write([db.saved, db.uncopied], async () => {
    const saved = await db.saved.get(id);
    if (!saved) return;
    await db.saved.put({ ...saved, state: saved.state === 'archived' ? 'archived' : 'read', readAt: now });
    await markUncopied('saved', id);
  });
}

/**
 * Brings records into the form of this version. An older release may have run since: it writes texts into records, and
 * may save again what stands in `removed`.
 */
export async function renewOldRecords(): Promise<void> {
  const removed = new Set(await db.removed.toCollection().primaryKeys());
  const old = db.saved.filter(
    (record: OldSavedAnalysis) => record.state === undefined || 'text' in record || removed.has(record.id),
  );
  if ((await old.count()) === 0) return;
  await write([db.saved, db.savedTexts, db.removed, db.uncopied], async () => {
    for (const id of await old.primaryKeys()) {
      const record: OldSavedAnalysis | undefined = await db.saved.get(id);
      if (!record) continue;
      const text = textIn(record);
      if (text) await db.savedTexts.put(text);
      await db.saved.put(renewed(asSaved(record), (await db.removed.get(id))?.saved));
      await db.removed.delete(id);
      await markUncopied('saved', id);
    }
  });
}

/**
 * What was removed before and is saved again keeps what the reader did with it, and its text where there is no other.
 */
function renewed(saved: SavedAnalysis, before: SavedAnalysis | undefined): SavedAnalysis {
  if (!before) return saved;
  const hasOldText = saved.textState === 'pending' && before.textState === 'kept';
  return { ...joined(before, saved, hasOldText), savedAt: saved.savedAt };
}
