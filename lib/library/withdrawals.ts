import { db, type SavedAnalysis } from '../db/database.ts';
import { indexState, lookup } from '../db/index-store.ts';
import { write } from '../db/room.ts';
import { noteChange } from '../db/uncopied.ts';
import { analysisAt } from '../index/match.ts';

/**
 * Notes which saved analyses the publication no longer lists, after the index has changed. Only a complete index says so; an analysis that
 * is listed under another id, at the same address, was not withdrawn.
 */
export async function noteWithdrawals(now = Date.now()): Promise<void> {
  const index = await indexState();
  if (!index || index.incomplete || index.cardCount === 0) return;
  const saved = await db.saved.toArray();
  const listed = new Set((await lookup(saved.map(({ id }) => `i:${id}` as const))).map(({ id }) => id));
  for (const { id, card, withdrawnAt } of saved) {
    const isListed = listed.has(id) || (await analysisAt(card.url, lookup)) !== undefined;
    if (isListed === (withdrawnAt === undefined)) continue;
    await change(id, (record) => {
      const { withdrawnAt: _, withdrawalToldAt: __, ...rest } = record;
      return isListed ? rest : { ...rest, withdrawnAt: now };
    });
  }
}

/** Saved analyses that the publication withdrew, of which the reader was not told yet. */
export async function untoldWithdrawals(): Promise<SavedAnalysis[]> {
  return db.saved
    .filter((saved) => saved.withdrawnAt !== undefined && saved.withdrawalToldAt === undefined)
    .toArray();
}

/** The reader was told that some saved analyses were withdrawn. */
export async function markWithdrawalsTold(ids: readonly string[], now = Date.now()): Promise<void> {
  for (const id of ids) await change(id, (saved) => ({ ...saved, withdrawalToldAt: now }));
}

async function change(id: string, next: (saved: SavedAnalysis) => SavedAnalysis): Promise<void> {
  await write([db.saved, db.uncopied], async () => {
    const saved = await db.saved.get(id);
    if (!saved) return;
    await db.saved.put(next(saved));
    await noteChange('saved', id);
  });
}
