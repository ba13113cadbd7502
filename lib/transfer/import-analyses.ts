import type { EarlierText } from '../db/correction-records.ts';
import { db } from '../db/database.ts';
import type { RecordChange } from '../db/journal-records.ts';
import { joinNotes, mergeOwnWords } from '../db/own-words.ts';
import type { Highlight, SavedAnalysis, SavedText } from '../db/records.ts';
import { markSavedChanged } from '../db/saved-changes.ts';
import { cardVersion } from '../index/version.ts';
import { recordChange } from '../library/add-to-journal.ts';
import type { AnalysisInFile } from './analysis-in-file.ts';

/** The changes that `importAnalyses` made. */
interface ImportedAnalyses {
  /** The analyses that were saved, and their `savedAt`. */
  readonly added: readonly (readonly [id: string, savedAt: number])[];
  /** The changes of analyses that were already on the device. */
  readonly merged: readonly RecordChange[];
  /** The changes of analyses that the reader had removed, and that are now saved again. */
  readonly restored: readonly RecordChange[];
  /** Number of analyses that were already saved, whether the import changed them or not. */
  readonly present: number;
}

/**
 * Stores analyses. If the device has an analysis already, adds only the values that it lacks (`mergeImported`). If the
 * reader removed the analysis on this device, saves it again. An analysis that is removed in the file is stored only if
 * the device has neither a saved nor a removed copy. Call this in the transaction of the import block.
 */
export async function importAnalyses(all: readonly AnalysisInFile[]): Promise<ImportedAnalyses> {
  const ids = [...new Set(all.map(({ saved }) => saved.id))];
  const [savedNow, removedNow] = await Promise.all([recordsIn(db.saved, ids), recordsIn(db.removed, ids)]);
  const saved = new Map(savedNow.map((record) => [record.id, record]));
  const removed = new Map(removedNow.map((record) => [record.id, record]));
  const before = new Map(saved);
  const added = new Set<string>();
  const changed = new Set<string>();
  const newTexts = new Map<string, SavedText>();
  const newRemoved = new Set<string>();
  let present = 0;
  for (const { saved: record, text, removedAt } of all) {
    const { id } = record;
    const own = saved.get(id);
    const gone = removed.get(id);
    if (removedAt !== undefined) {
      // Keep the device's record: the reader may have saved the analysis again after removing it.
      if (own || gone) continue;
      removed.set(id, { id, removedAt, saved: record });
      newRemoved.add(id);
      if (text) newTexts.set(id, text);
    } else if (own || gone) {
      const base = own ?? { ...(gone?.saved ?? record), savedAt: record.savedAt };
      const next = mergeImported(base, { saved: record, ...(text ? { text } : {}) });
      if (next.textState !== base.textState && text) newTexts.set(id, text);
      if (own && !added.has(id)) present++;
      if (!own) added.add(id);
      if (next === own) continue;
      saved.set(id, next);
      removed.delete(id);
    } else {
      saved.set(id, record);
      added.add(id);
      if (text) newTexts.set(id, text);
    }
    changed.add(id);
  }
  await db.saved.bulkPut([...changed].flatMap((id) => saved.get(id) ?? []));
  await db.savedTexts.bulkPut([...newTexts.values()]);
  await db.removed.bulkPut([...newRemoved].flatMap((id) => removed.get(id) ?? []));
  await db.removed.bulkDelete(removedNow.flatMap(({ id }) => (added.has(id) ? [id] : [])));
  await addEarlierTexts(all.flatMap(({ earlier = [] }) => earlier));
  if (changed.size > 0) await markSavedChanged(...changed);
  const changesOf = (records: readonly SavedAnalysis[]): RecordChange[] =>
    records.flatMap((old) =>
      changed.has(old.id) ? [recordChange('saved', old.id, old, saved.get(old.id))] : [],
    );
  return {
    added: [...added].map((id) => [id, saved.get(id)?.savedAt ?? 0]),
    merged: changesOf([...before.values()]),
    restored: changesOf(removedNow.flatMap(({ id, saved: old }) => (added.has(id) ? [old] : []))),
    present,
  };
}

/** The methods of a table that `recordsIn` needs. */
interface TableOf<T> {
  toCollection(): { primaryKeys(): PromiseLike<string[]> };
  bulkGet(keys: string[]): PromiseLike<(T | undefined)[]>;
}

/**
 * Returns the records with these ids. Reads all keys first, because `bulkGet` sends a request for each id, even if
 * there is no record with that id.
 */
async function recordsIn<T>(table: TableOf<T>, ids: readonly string[]): Promise<T[]> {
  const keys = new Set(await table.toCollection().primaryKeys());
  const records = await table.bulkGet(ids.filter((id) => keys.has(id)));
  return records.flatMap((record) => (record === undefined ? [] : [record]));
}

/** Stores the earlier versions that the device lacks. */
async function addEarlierTexts(versions: readonly EarlierText[]): Promise<void> {
  const own = await db.earlierTexts.bulkGet(
    versions.map(({ id, version }): [string, string] => [id, version]),
  );
  await db.earlierTexts.bulkPut(versions.filter((_, n) => !own[n]));
}

/**
 * Returns the reader's record, completed with values of another record of the same analysis. Returns `own` itself if
 * nothing changes.
 */
export function mergeImported(own: SavedAnalysis, { saved, text }: AnalysisInFile): SavedAnalysis {
  return withTextOf(withWordsOf(own, saved), saved.textState === 'kept' ? text : undefined);
}

/**
 * If a record lacks its text and the file has the text of the same version, returns the record with the text state
 * `kept`. The caller stores the text. A released text stays released, unless the publication has withdrawn the
 * analysis.
 */
function withTextOf(own: SavedAnalysis, text: SavedText | undefined): SavedAnalysis {
  const isWanted =
    own.textState === 'pending' || (own.textState === 'released' && own.withdrawnAt !== undefined);
  if (!isWanted || text?.version !== cardVersion(own.card)) return own;
  return { ...own, textState: 'kept' };
}

/**
 * Adds the labels, the note and the highlights of another record of the same analysis to the reader's record. If both
 * records have the same highlight, joins its two comments.
 */
function withWordsOf(own: SavedAnalysis, other: SavedAnalysis): SavedAnalysis {
  const theirs = new Map(other.highlights?.map((one) => [one.id, one]));
  const highlights = own.highlights?.map((one): Highlight => {
    const comment = joinNotes(one.comment, theirs.get(one.id)?.comment) ?? '';
    theirs.delete(one.id);
    return comment === one.comment ? one : { ...one, comment };
  });
  const { labels: _, note: __, notedAt: ___, highlights: ____, ...rest } = own;
  const merged = mergeOwnWords(highlights ? { ...own, highlights } : own, {
    ...other,
    highlights: [...theirs.values()],
  });
  const next = { ...rest, ...merged };
  // Compare field by field, because the order of fields may differ.
  return Object.keys(recordChange('saved', own.id, own, next).fields).length > 0 ? next : own;
}
