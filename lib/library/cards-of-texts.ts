import { db } from '../db/database.ts';
import { indexState } from '../db/index-state.ts';
import { cardsById } from '../db/index-store.ts';
import type { SavedAnalysis } from '../db/records.ts';
import { write } from '../db/room.ts';
import { markUncopied } from '../db/uncopied.ts';
import type { Card } from '../index/card.ts';
import { cardVersion } from '../index/version.ts';
import { withCard } from './saved-analyses.ts';

/**
 * Gives saved and removed analyses the card that their text belongs to, after the index has changed. A text that was
 * fetched may be newer than the index: it is saved with the old card until the index has the new one.
 */
export async function takeCardsOfTexts(): Promise<void> {
  const cards = await withOwnText(await otherCards());
  if (cards.length === 0) return;
  const index = await indexState();
  await write([db.saved, db.savedTexts, db.removed, db.uncopied], async () => {
    for (const card of await withOwnText(cards)) {
      const [saved, removed] = [await db.saved.get(card.id), await db.removed.get(card.id)];
      if (saved) await db.saved.put(withCard(saved, card, index));
      if (removed) await db.removed.put({ ...removed, saved: withCard(removed.saved, card, index) });
      await markUncopied('saved', card.id);
    }
  });
}

/** Cards of the index whose saved or removed record has another version. */
async function otherCards(): Promise<Card[]> {
  const removed = (await db.removed.toArray()).map(({ saved }) => saved);
  const own = new Map(
    [...removed, ...(await db.saved.toArray())].map(({ id, card }: SavedAnalysis) => [id, cardVersion(card)]),
  );
  const cards = await cardsById([...own.keys()]);
  return [...cards.values()].filter((card) => own.get(card.id) !== cardVersion(card));
}

/** The cards among these for which the reader has the text of the same version. */
async function withOwnText(cards: readonly Card[]): Promise<Card[]> {
  const texts = await db.savedTexts.bulkGet(cards.map(({ id }) => id));
  return cards.filter((card, n) => texts[n]?.version === cardVersion(card));
}
