import { browser } from '../browser/browser.ts';
import { db } from '../db/database.ts';
import { indexState } from '../db/index-state.ts';
import { estimatedSize, type TableSize } from '../db/record-sizes.ts';

/** What the data on the device is for, and about how many bytes it holds. */
export interface StorageUse {
  /** Saved and removed analyses with their texts and what undoing needs. */
  readonly saved: TableSize & { readonly highlights: number };
  /** Texts that were fetched ahead; `count`: months or pages. */
  readonly texts: TableSize;
  /** The index; `count`: analyses. */
  readonly index: TableSize;
  /** The search index; `count`: segments. */
  readonly search: TableSize;
}

/**
 * Estimates what the data on the device takes, from samples of the records. The browser may pack records, or keep
 * deleted ones for a while, so the room on the disk differs.
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
    // A segment holds the words of hundreds of analyses.
    estimatedSize(db.searchSegments, 1),
  ]);
  return {
    saved: { count: kept.count, bytes: kept.bytes + others + (await secondCopySize(kept)), highlights },
    texts: { count: (await db.texts.count()) + siteTexts.count, bytes: texts.bytes + siteTexts.bytes },
    index: { count: state?.cardCount ?? 0, bytes: index },
    search: { count: segments.count, bytes: segments.bytes + search },
  };
}

/** Number of saved records that are in memory at once. */
const BLOCK = 200;

/** How many passages the reader marked. */
async function numberOfHighlights(): Promise<number> {
  const ids = await db.saved.toCollection().primaryKeys();
  let number = 0;
  for (let at = 0; at < ids.length; at += BLOCK)
    for (const saved of await db.saved.bulkGet(ids.slice(at, at + BLOCK)))
      number += saved?.highlights?.length ?? 0;
  return number;
}

/** The size of `storage.local`, which is mostly the second copy. If the browser cannot tell, that of its records. */
async function secondCopySize({ bytes }: TableSize): Promise<number> {
  const local: { getBytesInUse?(keys: null): Promise<number> } = browser.storage.local;
  return (await local.getBytesInUse?.(null)) ?? bytes;
}
