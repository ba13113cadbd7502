import type { Correction, EarlierText } from '../db/correction-records.ts';
import { db } from '../db/database.ts';
import { write } from '../db/disk-space.ts';
import { cardById, cardsById, lookUpCards } from '../db/index-queries.ts';
import type { RecordChange } from '../db/journal-records.ts';
import type { SavedAnalysis } from '../db/records.ts';
import { markUncopied } from '../db/second-copy-queue.ts';
import type { Card } from '../index/card.ts';
import { analysisAt } from '../index/match.ts';
import { cardVersion, isLaterVersion } from '../index/version.ts';
import { loadText, type TextResult, type VersionedText, versionOnDevice } from '../sync/texts.ts';
import { addToJournal, isEqual, recordChange } from './add-to-journal.ts';

/**
 * Records new corrections and withdrawals of saved analyses. Call it each time the index has changed, after
 * `detectWithdrawals`.
 */
export async function detectCorrections(now = Date.now()): Promise<void> {
  const saved = await db.saved.toArray();
  const listed = await cardsById(saved.map(({ id }) => id));
  const texts = await db.savedTexts.bulkGet(saved.map(({ id }) => id));
  const stored = await db.corrections.toArray();
  const known = new Set(stored.map(({ key }) => key));
  const open = new Map(stored.filter(isOpenWithdrawal).map((one) => [one.id, one]));
  const found = saved.flatMap((record, n): Correction[] => {
    const correction = correctionOf(record, texts[n]?.version, listed.get(record.id), now);
    if (correction?.kind === 'withdrawn') return open.has(record.id) ? [] : [withFreeKey(correction, known)];
    return correction && !known.has(correction.key) ? [correction] : [];
  });
  await endWithdrawals(saved, open, listed, now);
  if (found.length === 0) return;
  await write([db.corrections, db.uncopied], async () => {
    for (const correction of found) {
      const others = await db.corrections.where('id').equals(correction.id).toArray();
      if (others.some(({ key }) => key === correction.key)) continue;
      if (correction.kind === 'withdrawn' && others.some(isOpenWithdrawal)) continue;
      await db.corrections.add(correction);
      await markUncopied('corrections', correction.key);
    }
  });
}

function isOpenWithdrawal({ kind, listedAgainAt }: Correction): boolean {
  return kind === 'withdrawn' && listedAgainAt === undefined;
}

/** Returns the withdrawal, with another key if an earlier withdrawal of the same analysis has its key. */
function withFreeKey(withdrawal: Correction, known: ReadonlySet<string>): Correction {
  const { key, seenAt } = withdrawal;
  return known.has(key) ? { ...withdrawal, key: `${key}\n${seenAt}` } : withdrawal;
}

/** Records which withdrawn analyses the publication lists again. */
async function endWithdrawals(
  saved: readonly SavedAnalysis[],
  open: ReadonlyMap<string, Correction>,
  listed: ReadonlyMap<string, Card>,
  now: number,
): Promise<void> {
  const ended: string[] = [];
  for (const { id, card, withdrawnAt, unlistedSince } of saved) {
    const withdrawal = open.get(id);
    if (!withdrawal || withdrawnAt !== undefined || unlistedSince !== undefined) continue;
    if (listed.has(id) || (await analysisAt(card.url, lookUpCards))) ended.push(withdrawal.key);
  }
  await changeCorrections(ended, (correction) => ({
    ...correction,
    listedAgainAt: correction.listedAgainAt ?? now,
  }));
}

/**
 * Returns the correction of a saved analysis if the index has a later version than the saved text, or the publication
 * has withdrawn the analysis.
 */
function correctionOf(
  { id, card, withdrawnAt }: SavedAnalysis,
  textVersion: string | undefined,
  listed: Card | undefined,
  now: number,
): Correction | undefined {
  const { headline, published } = card;
  const from = textVersion ?? cardVersion(card);
  const shared = { id, headline, published, from, seenAt: now };
  if (withdrawnAt !== undefined) return { ...shared, key: `${id}\nwithdrawn`, kind: 'withdrawn' };
  // Without a saved text there is nothing to compare. The extension will save the newest text when it arrives.
  if (textVersion === undefined || !listed) return undefined;
  const to = cardVersion(listed);
  return isLaterVersion(to, from, listed)
    ? { ...shared, key: `${id}\n${to}`, kind: 'corrected', to }
    : undefined;
}

/** Returns all corrections and withdrawals of analyses that were saved, the most recently seen first. */
export async function corrections(): Promise<Correction[]> {
  return db.corrections.orderBy('seenAt').reverse().toArray();
}

/**
 * Returns the open correction of a saved analysis, which is a correction about which the reader has not decided yet.
 * Returns `undefined` if no correction is open. If several are open, returns the correction that this device saw last.
 */
export async function openCorrection(id: string): Promise<Correction | undefined> {
  const all = await db.corrections.where('id').equals(id).toArray();
  const open = all.filter(({ kind, decision }) => kind === 'corrected' && decision === undefined);
  // A removed analysis has no open correction. Its corrections are kept because the reader may restore the analysis.
  if (open.length === 0 || (await db.saved.where('id').equals(id).count()) === 0) return undefined;
  return open.sort((a, b) => b.seenAt - a.seenAt)[0];
}

/**
 * Whether a correction has not been reported to the reader, and the reader has not decided about it. False for
 * withdrawals.
 */
export function isUnreportedCorrection({ kind, toldAt, decision }: Correction): boolean {
  return kind === 'corrected' && !toldAt && !decision;
}

/** Records that the extension has reported corrections to the reader. */
export async function markCorrectionsReported(keys: readonly string[], now = Date.now()): Promise<void> {
  await changeCorrections(keys, (correction) => ({ ...correction, toldAt: correction.toldAt ?? now }));
}

/** Stores the numbers of words and sentences that a correction changed. */
export async function storeComparison(key: string, words: NonNullable<Correction['words']>): Promise<void> {
  await changeCorrections([key], (correction) => ({ ...correction, words }));
}

/**
 * Keeps the saved text of an analysis: the extension no longer offers the corrections of the analysis. The list of
 * corrections still contains them. If the new text is on this device, it is stored beside the saved text, and the
 * reader can read it like an earlier version.
 *
 * @returns the id with which `undo` offers the corrections again; `undefined` if no correction was open
 */
export async function keepOwnText(id: string, now = Date.now()): Promise<string | undefined> {
  const found = await newTextOnDevice(id);
  const tables = [db.corrections, db.saved, db.savedTexts, db.earlierTexts, db.journal, db.uncopied];
  return write(tables, async () => {
    const all = await db.corrections.where('id').equals(id).toArray();
    const open = all.filter(({ kind, decision }) => kind === 'corrected' && decision === undefined);
    const [first] = open;
    if (!first) return undefined;
    const changes: RecordChange[] = [];
    for (const correction of open) {
      const kept = { ...correction, decision: 'kept' } as const;
      await db.corrections.put(kept);
      await markUncopied('corrections', kept.key);
      changes.push(recordChange('corrections', kept.key, correction, kept));
    }
    if (found) await keepBeside(id, found, now);
    return addToJournal({ kind: 'text-kept', about: first.headline, number: 1, changes }, now);
  });
}

/**
 * Stores the new text of an analysis beside the saved text, if the reader has decided to keep the saved text. Fetches
 * the new text if this device lacks it. If that fails, nothing changes, and the text can still be fetched later.
 */
export async function keepNewTextBeside(
  id: string,
  now = Date.now(),
  get: typeof fetch = fetch,
): Promise<void> {
  const found = await newTextOf(id, get);
  if (found?.state !== 'ready') return;
  await write([db.corrections, db.saved, db.savedTexts, db.earlierTexts, db.uncopied], async () => {
    const all = await db.corrections.where('id').equals(id).toArray();
    if (all.some(({ to, decision }) => to === found.version && decision === 'kept'))
      await keepBeside(id, found, now);
  });
}

type NewVersion = VersionedText & { readonly card: Card };

/** Returns the newest text of an analysis if this device has it, without a request. */
async function newTextOnDevice(id: string): Promise<NewVersion | undefined> {
  const card = await cardById(id);
  const found = card && (await versionOnDevice(card));
  return found && { ...found, card };
}

/** Stores the new text beside the saved text. Call this function in a transaction that may write `earlierTexts`. */
async function keepBeside(id: string, { card, text, version }: NewVersion, now: number): Promise<void> {
  const present = await db.savedTexts.get(id);
  const isSaved = (await db.saved.where('id').equals(id).count()) > 0;
  if (!isSaved || !present || present.version === version) return;
  if (await db.earlierTexts.get([id, version])) return;
  await db.earlierTexts.put({ id, version, text, card, keptAt: now });
  await markUncopied('saved', id);
}

async function changeCorrections(
  keys: readonly string[],
  next: (correction: Correction) => Correction,
): Promise<void> {
  if (keys.length === 0) return;
  await write([db.corrections, db.uncopied], async () => {
    for (const key of keys) {
      const correction = await db.corrections.get(key);
      const changed = correction && next(correction);
      if (!changed || isEqual(correction, changed)) continue;
      await db.corrections.put(changed);
      await markUncopied('corrections', key);
    }
  });
}

/** The newest text of a saved analysis, or the reason why there is no newest text. */
export type NewText =
  | Exclude<TextResult, { readonly state: 'ready' }>
  | ({ state: 'ready'; card: Card } & VersionedText);

/**
 * Returns the newest text of a saved analysis, to compare it with the saved text. Fetches the text if this device lacks
 * it.
 *
 * @returns `undefined` if the publication no longer lists the analysis
 */
export async function newTextOf(id: string, get: typeof fetch = fetch): Promise<NewText | undefined> {
  const card = await cardById(id);
  if (!card) return undefined;
  // The reader may have taken this text before, and then undone that change. The device then still has the text.
  const taken = await db.earlierTexts.get([id, cardVersion(card)]);
  if (taken) return { state: 'ready', text: taken.text, version: taken.version, card };
  const result = await loadText(card, true, get);
  return result.state === 'ready' ? { ...result, card } : result;
}

/** A version of a saved analysis that is on this device. */
export type OwnVersion = Pick<EarlierText, 'version' | 'text' | 'card'> & {
  /**
   * When the reader replaced this version, or kept the saved text instead of it (ms since the epoch). Absent for the
   * present version.
   */
  readonly keptAt?: number;
};

/**
 * Returns all versions of a saved analysis on this device: the present version, then the others as `earlierTexts`
 * returns them.
 */
export async function ownVersions(id: string): Promise<OwnVersion[]> {
  const [saved, present, earlier] = [
    await db.saved.get(id),
    await db.savedTexts.get(id),
    await earlierTexts(id),
  ];
  if (!saved || !present) return earlier;
  return [{ version: present.version, text: present.text, card: saved.card }, ...earlier];
}

/**
 * Returns the stored versions of a saved analysis other than the present version, the most recently stored first. They
 * are earlier versions, or newer versions that the reader did not take.
 */
export async function earlierTexts(id: string): Promise<EarlierText[]> {
  const all = await db.earlierTexts.where('id').equals(id).toArray();
  return all.sort((a, b) => b.keptAt - a.keptAt);
}

/** Returns the number of versions that `earlierTexts` returns. */
export async function earlierTextCount(id: string): Promise<number> {
  return db.earlierTexts.where('id').equals(id).count();
}
