import { adoptLensHues } from '../browser/lens-hues.ts';
import { adoptSettings } from '../browser/portable-settings.ts';
import { PUBLICATION_ADDRESS } from '../browser/publication-address.ts';
import { db } from '../db/database.ts';
import { write } from '../db/disk-space.ts';
import { lensOf, publicationOf } from '../db/index-queries.ts';
import { indexState } from '../db/index-state.ts';
import type { JournalEntry, RecordChange } from '../db/journal-records.ts';
import type { SavedAnalysis } from '../db/records.ts';
import { cardVersion } from '../index/version.ts';
import { versionOnDevice } from '../sync/texts.ts';
import type { AnalysisInFile } from './analysis-in-file.ts';
import { importAnalyses } from './import-analyses.ts';
import type { FoundAnalysis, ImportBatch, ImportBlock, ImportCounts } from './import-batch.ts';
import { importRecords, missingLabels, withLabelNames } from './import-records.ts';

/**
 * Stores a block of an import in one transaction, with an entry in the journal. Overwrites nothing: merges labels and
 * highlights, and adds the note of the file below the reader's note. A block that is stored already is not stored
 * again.
 */
export async function importBlock(block: ImportBlock, batch: ImportBatch): Promise<ImportCounts> {
  const found = await recordsOfFound(block.found, batch.at);
  const id = `${batch.id}/${String(batch.block).padStart(6, '0')}`;
  const counts = await write(TABLES_OF_IMPORT, async () => {
    const all = [...block.analyses, ...found];
    const stored = await db.journal.get(id);
    if (stored) {
      const added = stored.added?.length ?? 0;
      return { added, present: all.length - added, changed: stored.number - added, isUndoable: true };
    }
    const plain = await importRecords(block);
    const { about, at } = batch;
    return storeInTransaction({ plain, analyses: block.analyses, found }, { id, about, at });
  });
  if (block.lensHues) await adoptLensHues(block.lensHues);
  if (block.settings) await adoptSettings(block.settings);
  return counts;
}

/**
 * The tables for a transaction that imports a block: the tables that `storeInTransaction` uses, and those of the
 * labels, filters and other records that `importRecords` writes.
 */
export const TABLES_OF_IMPORT = [
  ...[db.saved, db.savedTexts, db.removed, db.labels, db.filters, db.followed, db.waiting, db.answers],
  ...[db.corrections, db.earlierTexts, db.journal, db.uncopied, db.searchQueue],
];

interface ToStore {
  /** The changes of all records except analyses. The transaction has already made these changes. */
  readonly plain: readonly RecordChange[];
  /** Analyses of an exported library. */
  readonly analyses: readonly AnalysisInFile[];
  /** Analyses that another program had saved. Their labels are created if the library lacks them. */
  readonly found: readonly AnalysisInFile[];
}

/**
 * Stores analyses, and an entry in the journal if anything changes. Call it in a transaction with `TABLES_OF_IMPORT`.
 */
export async function storeInTransaction(
  { plain, analyses, found }: ToStore,
  entry: Pick<JournalEntry, 'id' | 'about' | 'at' | 'isAutomatic'>,
): Promise<ImportCounts> {
  const names = await db.labels.toCollection().primaryKeys();
  const all = [...analyses, ...found].map((kept) => withLabelNames(kept, names));
  const { added, merged, restored, present } = await importAnalyses(all);
  const changes = [...plain, ...merged, ...restored, ...(await missingLabels(found, names))];
  const isUndoable = changes.length > 0 || added.length > 0;
  if (isUndoable) {
    const number = added.length + merged.length;
    await db.journal.put({ ...entry, kind: 'imported', number, changes, added });
  }
  return { added: added.length, present, changed: merged.length, isUndoable };
}

/**
 * Returns the records of analyses that were found in the index or the library. If the device has the text of an
 * analysis that is not saved yet, adds the text.
 */
export async function recordsOfFound(
  found: readonly FoundAnalysis[],
  now: number,
): Promise<AnalysisInFile[]> {
  if (found.length === 0) return [];
  const index = await indexState();
  const kept: AnalysisInFile[] = [];
  for (const { card, savedAt = now, state, labels, note } of found) {
    const { id } = card;
    const text = (await db.saved.get(id)) ? undefined : await versionOnDevice(card);
    const isCurrent = text?.version === cardVersion(card);
    const lens = lensOf(index, card);
    const saved: SavedAnalysis = {
      id,
      savedAt,
      card,
      ...(lens ? { lens } : {}),
      publication: publicationOf(index, PUBLICATION_ADDRESS),
      state: state ?? 'unread',
      textState: isCurrent ? 'kept' : 'pending',
      ...(state === 'read' ? { readAt: savedAt } : {}),
      ...(labels.length > 0 ? { labels } : {}),
      ...(note ? { note } : {}),
    };
    kept.push(text && isCurrent ? { saved, text: { id, ...text } } : { saved });
  }
  return kept;
}
