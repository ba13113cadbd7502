import { adoptLensHues } from '../browser/lens-hues.ts';
import { PUBLICATION } from '../browser/publication-address.ts';
import { adoptSettings } from '../browser/settings.ts';
import { db } from '../db/database.ts';
import { write } from '../db/disk-space.ts';
import { lensOf, publicationOf } from '../db/index-queries.ts';
import { indexState } from '../db/index-state.ts';
import type { SavedAnalysis } from '../db/records.ts';
import { cardVersion } from '../index/version.ts';
import { versionOnDevice } from '../sync/texts.ts';
import type { KeptAnalysis } from './analysis-in-file.ts';
import { importAnalyses } from './import-analyses.ts';
import type { FoundAnalysis, ImportBatch, ImportBlock, ImportCounts } from './import-batch.ts';
import { importRecords, missingLabels, withLabelNames } from './import-records.ts';

/**
 * Stores a block of an import in one transaction, with an entry in the journal. Overwrites nothing: merges labels and
 * highlights, and adds another note below the reader's own. A block that is stored already is not stored again.
 */
export async function importBlock(block: ImportBlock, batch: ImportBatch): Promise<ImportCounts> {
  const found = await keptOf(block.found, batch.at);
  const id = `${batch.id}/${String(batch.block).padStart(6, '0')}`;
  const ofReader = [
    db.saved,
    db.savedTexts,
    db.removed,
    db.labels,
    db.filters,
    db.followed,
    db.waiting,
    db.answers,
    db.corrections,
    db.earlierTexts,
  ];
  const counts = await write([...ofReader, db.journal, db.uncopied, db.searchQueue], async () => {
    const all = [...block.analyses, ...found];
    const stored = await db.journal.get(id);
    if (stored) {
      const before = stored.added?.length ?? 0;
      return { added: before, present: all.length - before, changed: stored.number - before };
    }
    const plain = await importRecords(block);
    const names = await db.labels.toCollection().primaryKeys();
    const { added, merged, restored, present } = await importAnalyses(
      all.map((kept) => withLabelNames(kept, names)),
    );
    const changes = [...plain, ...merged, ...restored, ...(await missingLabels(found, names))];
    if (changes.length > 0 || added.length > 0) {
      const number = added.length + merged.length;
      const { about, at } = batch;
      await db.journal.put({ id, at, kind: 'imported', about, number, changes, added });
    }
    return { added: added.length, present, changed: merged.length };
  });
  if (block.lensHues) await adoptLensHues(block.lensHues);
  if (block.settings) await adoptSettings(block.settings);
  return counts;
}

/** Returns the records of analyses that were found in the index, with their texts if the device has them. */
async function keptOf(found: readonly FoundAnalysis[], now: number): Promise<KeptAnalysis[]> {
  if (found.length === 0) return [];
  const index = await indexState();
  const kept: KeptAnalysis[] = [];
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
      publication: publicationOf(index, PUBLICATION),
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
