import { db } from './database.ts';
import { cardsById } from './index-queries.ts';
import type { NewAnalysis } from './records.ts';

/** Restores analyses that were new for the reader, when a change is undone. */

/** Returns the entries whose analysis is still in the index. */
export async function entriesInIndex(entries: readonly NewAnalysis[]): Promise<NewAnalysis[]> {
  if (entries.length === 0) return [];
  const cards = await cardsById(entries.map(({ id }) => id));
  return entries.filter(({ id }) => cards.has(id));
}

/**
 * Adds an entry again if the reader still follows the lens, a topic or the outlet of its analysis, or was waiting for
 * the analysis (`asked`). Call it in a transaction with the tables `followed` and `newAnalyses`.
 *
 * @returns the ids of the analyses that are new again
 */
export async function restoreNewAnalyses(entries: readonly NewAnalysis[]): Promise<string[]> {
  if (entries.length === 0) return [];
  const followed = new Set(await db.followed.toCollection().primaryKeys());
  const present = new Set(await db.newAnalyses.toCollection().primaryKeys());
  const missing = entries.filter(({ id }) => !present.has(id));
  const restored = missing.filter(({ keys, asked }) => asked || keys.some((key) => followed.has(key)));
  await db.newAnalyses.bulkPut(restored);
  return restored.map(({ id }) => id);
}
