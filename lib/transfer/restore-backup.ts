import { db } from '../db/database.ts';
import { type BackupStorage, backupFile } from './backups.ts';
import { merged } from './import-analyses.ts';
import { importBlock } from './import-block.ts';
import { missingRecords, withLabelNames } from './import-records.ts';
import { readLibrary } from './read-library.ts';

/** An analysis that restoring a backup would change. */
export interface RestorableItem {
  readonly id: string;
  readonly headline: string;
  /** `back`: it is not in the library. `changed`: it would get labels, a note, highlights or its text. */
  readonly effect: 'back' | 'changed';
}

/** What restoring a backup would change. */
export interface BackupChanges {
  readonly items: readonly RestorableItem[];
  /** How many labels, filters, followed things, corrections, waiting pages and answers it would bring back. */
  readonly others: number;
  /** How many parts of the backup cannot be read. */
  readonly unread: number;
}

/**
 * What restoring a backup would change. Changes nothing itself.
 *
 * @returns `gone` if there is no such backup, `damaged` if it cannot be decompressed
 */
export async function backupChanges(
  name: string,
  storage?: BackupStorage,
): Promise<BackupChanges | 'gone' | 'damaged'> {
  const file = await opened(name, storage);
  if (typeof file === 'string') return file;
  const names = await db.labels.toCollection().primaryKeys();
  const items: RestorableItem[] = [];
  let [others, unread] = [0, 0];
  for await (const { block, unread: lines } of readLibrary(file)) {
    unread += lines.length;
    const analyses = block.analyses.filter(({ removedAt }) => removedAt === undefined);
    const own = await db.saved.bulkGet(analyses.map(({ saved }) => saved.id));
    for (const [n, kept] of analyses.entries()) {
      const { id, card } = kept.saved;
      const before = own[n];
      const effect = before ? 'changed' : 'back';
      if (!before || merged(before, withLabelNames(kept, names)) !== before)
        items.push({ id, headline: card.headline, effect });
    }
    others += Object.values(await missingRecords(block)).flat().length;
  }
  return { items, others, unread };
}

/** A restoration: the backup, and the entry in the journal. */
export interface Restoration {
  /** Name of the backup. */
  readonly backup: string;
  /** Random; `undo` with it undoes the whole restoration. One that is repeated with the same id is done once. */
  readonly id: string;
  /** What it is called in the list of changes that can be undone. */
  readonly about: string;
  /** Only this analysis; everything that is missing if not given. */
  readonly only?: string;
}

/**
 * Brings back what a backup has and the library lacks. Nothing that is there is overwritten, as in an import. Settings
 * stay as they are. Analyses that the reader had removed before the backup stay removed.
 *
 * @returns how many analyses came back or changed; `gone` or `damaged` if the backup cannot be read
 */
export async function restoreBackup(
  { backup, id, about, only }: Restoration,
  now = Date.now(),
  storage?: BackupStorage,
): Promise<number | 'gone' | 'damaged'> {
  const file = await opened(backup, storage);
  if (typeof file === 'string') return file;
  const nothing = { labels: [], filters: [], followed: [], corrections: [], waiting: [], answers: [] };
  let number = 0;
  for await (const { block } of readLibrary(file)) {
    const { settings: _, ...records } = block;
    const analyses = records.analyses.filter(
      ({ saved, removedAt }) => removedAt === undefined && (only === undefined || saved.id === only),
    );
    const part = only === undefined ? { ...records, analyses } : { ...nothing, analyses };
    await importBlock({ ...part, found: [] }, { id, about, at: now, block: number++ });
  }
  const entries = await db.journal.where('id').startsWith(`${id}/`).toArray();
  return entries.reduce((sum, entry) => sum + entry.number, 0);
}

async function opened(name: string, storage: BackupStorage | undefined): Promise<Blob | 'gone' | 'damaged'> {
  try {
    return (await backupFile(name, storage)) ?? 'gone';
  } catch (error) {
    // Reading a stream that is no gzip, or is cut off, fails with a `TypeError`; in Firefox 153, with an `AbortError`.
    if (error instanceof TypeError || (error instanceof DOMException && error.name === 'AbortError'))
      return 'damaged';
    throw error;
  }
}
