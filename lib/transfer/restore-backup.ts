import { type BackupStorage, backupFile } from './backup-files.ts';
import { type ImportActions, type ImportBlock, isFilled, NO_RECORDS } from './import-batch.ts';
import type { BlockChanges, RestorableItem } from './preview-import-block.ts';
import { readLibrary } from './read-library.ts';

/*
 * Restores backups. A page of the extension reads the backup and sends it to the background, block by block. So the
 * background does not need the code that reads backups.
 */

/** The changes that would be made if a backup were restored. */
export interface BackupChanges extends BlockChanges {
  /** Number of lines of the backup that cannot be read. */
  readonly unread: number;
}

/**
 * Returns the changes that would be made if a backup were restored. Changes nothing.
 *
 * @param changesOf asks the background which changes would be made if a block were stored
 * @returns `gone` if there is no such backup, `damaged` if the backup cannot be decompressed
 */
export async function backupChanges(
  name: string,
  changesOf: (block: ImportBlock) => Promise<BlockChanges>,
  storage?: BackupStorage,
): Promise<BackupChanges | 'gone' | 'damaged'> {
  const file = await opened(name, storage);
  if (typeof file === 'string') return file;
  const items: RestorableItem[] = [];
  let [others, unread] = [0, 0];
  for await (const part of readLibrary(file)) {
    unread += part.unread.length;
    const found = await changesOf(restorable(part.block));
    items.push(...found.items);
    others += found.others;
  }
  return { items, others, unread };
}

/** Returns a block without settings, and without the analyses that the reader had removed before the backup. */
function restorable({ settings: _, ...block }: Omit<ImportBlock, 'found'>): ImportBlock {
  const analyses = block.analyses.filter(({ removedAt }) => removedAt === undefined);
  return { ...block, analyses, found: [] };
}

/** Describes what to restore, and how the restoration is stored in the journal of changes. */
export interface Restoration {
  /** Name of the backup. */
  readonly backup: string;
  /**
   * A random id. `undo` with this id undoes the whole restoration. If a restoration is repeated with the same id, the
   * second restoration changes nothing.
   */
  readonly id: string;
  /** Name of the restoration in the list of changes that can be undone. */
  readonly about: string;
  /** Id of the only analysis to restore. By default, everything that the library lacks is restored. */
  readonly only?: string;
}

/**
 * Restores the records that a backup contains and the library lacks. As in an import, nothing is overwritten. Settings
 * stay unchanged. Analyses that the reader had removed before the backup stay removed.
 *
 * @returns number of analyses that were added or changed; `gone` or `damaged` if the backup cannot be read
 */
export async function restoreBackup(
  { backup, id, about, only }: Restoration,
  { importBlock, endImport }: ImportActions,
  at = Date.now(),
  storage?: BackupStorage,
): Promise<number | 'gone' | 'damaged'> {
  const file = await opened(backup, storage);
  if (typeof file === 'string') return file;
  let [number, restored] = [0, 0];
  try {
    for await (const part of readLibrary(file)) {
      const whole = restorable(part.block);
      const analyses = whole.analyses.filter(({ saved }) => saved.id === only);
      const block = only === undefined ? whole : { ...NO_RECORDS, analyses };
      if (!isFilled(block)) continue;
      const { added, changed } = await importBlock(block, { id, about, at, block: number++ });
      restored += added + changed;
    }
  } finally {
    await endImport();
  }
  return restored;
}

async function opened(name: string, storage: BackupStorage | undefined): Promise<Blob | 'gone' | 'damaged'> {
  try {
    return (await backupFile(name, storage)) ?? 'gone';
  } catch (error) {
    // Reading a stream that is not gzip, or is cut off, fails with a `TypeError`
    // (https://compression.spec.whatwg.org/#decompress-and-enqueue-a-chunk). In Firefox 153, it fails with an
    // `AbortError`.
    if (error instanceof TypeError || (error instanceof DOMException && error.name === 'AbortError'))
      return 'damaged';
    throw error;
  }
}
