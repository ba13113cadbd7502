import { db } from '../../../lib/db/database.ts';
import { cardById } from '../../../lib/db/index-queries.ts';
import { followableLens } from '../../../lib/follow/followable.ts';
import { saveAnalysis } from '../../../lib/library/saved-analyses.ts';

export const RULEBOOK = followableLens({ id: 'rulebook', name: 'The Rulebook' });

export const NOW = Date.UTC(2026, 6, 3);

export async function save(id: string, at = 1): Promise<void> {
  const found = await cardById(id);
  if (!found) throw new Error(`no card ${id}`);
  await saveAnalysis(found, at);
}
export const savedIds = async (): Promise<string[]> => (await db.saved.toCollection().primaryKeys()).sort();
