import { browser } from '../browser/browser.ts';
import { db } from '../db/database.ts';
import { indexState } from '../db/index-state.ts';
import { estimatedSize, type TableSize } from '../db/record-sizes.ts';

/** The data on the device by purpose, with approximate sizes (bytes). */
export interface StorageUse {
  /** Saved and removed analyses, with their texts and the records for undo. `count` is the number of saved analyses. */
  readonly saved: TableSize & { readonly highlights: number };
  /** Texts that were downloaded in advance. `count` is the number of months or pages. */
  readonly texts: TableSize;
  /** The index. `count` is the number of analyses. */
  readonly index: TableSize;
  /** The search index. `count` is the number of segments. */
  readonly search: TableSize;
}

/**
 * Estimates the size of the data on the device from samples of the records. The disk usage may differ, because the
 * browser may compress records or keep deleted ones for a while.
 */
export async function storageUse(): Promise<StorageUse> {
  const sizesOf = async (...tables: Parameters<typeof estimatedSize>[0][]): Promise<number> =>
    (await Promise.all(tables.map((table) => estimatedSize(table)))).reduce(
      (sum, { bytes }) => sum + bytes,
      0,
    );
  const { saved, removed, savedTexts, earlierTexts, journal, labels, filters, corrections } = db;
  const [kept, others, state, highlights, texts, siteTexts, index, search, segments] = await Promise.all([
    estimatedSize(saved),
    sizesOf(removed, savedTexts, earlierTexts, journal, labels, filters, corrections),
    indexState(),
    numberOfHighlights(),
    estimatedSize(db.textBlocks),
    estimatedSize(db.siteTexts),
    sizesOf(db.state, db.directories, db.cardBlocks, db.sitePages),
    sizesOf(db.searchLists, db.searchQueue),
    // Sample only one segment at each position, because a segment holds the words of hundreds of analyses.
    estimatedSize(db.searchSegments, 1),
  ]);
  return {
    saved: { count: kept.count, bytes: kept.bytes + others + (await secondCopySize(kept)), highlights },
    texts: { count: (await db.texts.count()) + siteTexts.count, bytes: texts.bytes + siteTexts.bytes },
    index: { count: state?.cardCount ?? 0, bytes: index },
    search: { count: segments.count, bytes: segments.bytes + search },
  };
}

/** Number of saved records to hold in memory at once. */
const BLOCK = 200;

/** Returns the number of passages that the reader has marked. */
async function numberOfHighlights(): Promise<number> {
  const ids = await db.saved.toCollection().primaryKeys();
  let number = 0;
  for (let at = 0; at < ids.length; at += BLOCK)
    for (const saved of await db.saved.bulkGet(ids.slice(at, at + BLOCK)))
      number += saved?.highlights?.length ?? 0;
  return number;
}

/**
 * Returns the size of `storage.local`, which mostly holds the second copy (bytes). If the browser cannot measure it,
 * returns the size of the saved analyses, of which the copy mostly consists.
 */
async function secondCopySize({ bytes }: TableSize): Promise<number> {
  const local: { getBytesInUse?(keys: null): Promise<number> } = browser.storage.local;
  return (await local.getBytesInUse?.(null)) ?? bytes;
}
