import { db } from '../db/database.ts';
import { write } from '../db/disk-space.ts';
import { type ArrivedPage, arrivedImportedPages, markAsNewInTransaction } from '../follow/waiting.ts';
import type { AnalysisInFile } from './analysis-in-file.ts';
import { recordsOfFound, storeInTransaction, TABLES_OF_IMPORT } from './import-block.ts';

/** Number of pages whose analyses are saved in one transaction. */
const PAGES_AT_ONCE = 200;

/**
 * Saves the analyses that have arrived for pages of imported files. The result is the same as if the import had found
 * them: they get the labels, notes and times of the files, and the journal gets an entry. Also adds these analyses to
 * "New for you", because the reader asked to be notified, and deletes the waiting pages. If the background is killed
 * meanwhile, the next call saves the remaining analyses.
 *
 * @returns whether any analysis had arrived
 */
export async function saveArrived(now = Date.now()): Promise<boolean> {
  const arrivedNow = await arrivedImportedPages(now);
  const files = Map.groupBy(arrivedNow, ({ page }) => page.imported?.file ?? '');
  for (const [file, arrived] of files) {
    const id = crypto.randomUUID();
    for (let at = 0; at < arrived.length; at += PAGES_AT_ONCE) {
      const number = String(at / PAGES_AT_ONCE).padStart(6, '0');
      const entry = { id: `${id}/${number}`, about: file, at: now, isAutomatic: true } as const;
      await savePages(arrived.slice(at, at + PAGES_AT_ONCE), entry);
    }
  }
  return arrivedNow.length > 0;
}

async function savePages(
  arrived: readonly ArrivedPage[],
  entry: Parameters<typeof storeInTransaction>[1],
): Promise<void> {
  const pages: { readonly id: string; readonly found: readonly AnalysisInFile[] }[] = [];
  for (const { page, cards, answered } of arrived) {
    const { file: _, ...saved } = page.imported ?? { file: '', labels: [] };
    const found = [...cards, ...answered].map((card) => ({ card, ...saved }));
    pages.push({ id: page.id, found: await recordsOfFound(found, entry.at) });
  }
  await write([...TABLES_OF_IMPORT, db.newAnalyses], async () => {
    // Meanwhile the reader may have deleted the waiting page or undone its import, or another call may have saved its
    // analyses.
    const present = new Set(await db.waiting.filter(({ imported }) => imported !== undefined).primaryKeys());
    const found = pages.filter(({ id }) => present.has(id)).flatMap((page) => page.found);
    await storeInTransaction({ plain: [], analyses: [], found }, entry);
    await markAsNewInTransaction(arrived, entry.at);
  });
}
