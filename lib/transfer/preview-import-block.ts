import { db } from '../db/database.ts';
import { mergeImported } from './import-analyses.ts';
import type { ImportBlock } from './import-batch.ts';
import { missingRecords, withLabelNames } from './import-records.ts';

/** An analysis that would be added or changed if a block were stored. */
export interface RestorableItem {
  readonly id: string;
  readonly headline: string;
  /**
   * `back`: the analysis is not in the library, and would come back. `changed`: it would get labels, a note, highlights
   * or its text.
   */
  readonly effect: 'back' | 'changed';
}

/** The changes that would be made if a block were stored. */
export interface BlockChanges {
  readonly items: readonly RestorableItem[];
  /**
   * Number of labels, filters, followed things, corrections, waiting pages and answers that would be added or changed.
   */
  readonly others: number;
}

/** Returns the changes that `importBlock` would make, without making them. */
export async function changesOfBlock(block: ImportBlock): Promise<BlockChanges> {
  const names = await db.labels.toCollection().primaryKeys();
  const own = await db.saved.bulkGet(block.analyses.map(({ saved }) => saved.id));
  const items = block.analyses.flatMap((kept, n): RestorableItem[] => {
    const { id, card } = kept.saved;
    const before = own[n];
    if (before && mergeImported(before, withLabelNames(kept, names)) === before) return [];
    return [{ id, headline: card.headline, effect: before ? 'changed' : 'back' }];
  });
  return { items, others: Object.values(await missingRecords(block)).flat().length };
}
