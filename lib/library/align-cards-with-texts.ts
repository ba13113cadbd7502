import { db } from '../db/database.ts';
import { write } from '../db/disk-space.ts';
import { cardsById } from '../db/index-queries.ts';
import { indexState } from '../db/index-state.ts';
import type { SavedAnalysis } from '../db/records.ts';
import { markSavedChanged } from '../db/saved-changes.ts';
import type { Card } from '../index/card.ts';
import { cardVersion } from '../index/version.ts';
import { withNewCard } from './saved-analyses.ts';

/**
 * Replaces the card of each saved or removed analysis by the index's card, if the index's card has the version of the
 * saved text. Call it after the index has changed: a fetched text may be newer than the index, and the analysis then
 * has an older card until the index has the newer card.
 */
export async function alignCardsWithTexts(): Promise<void> {
  const cards = await withOwnText(await otherCards());
  if (cards.length === 0) return;
  const index = await indexState();
  await write([db.saved, db.savedTexts, db.removed, db.uncopied, db.searchQueue], async () => {
    for (const card of await withOwnText(cards)) {
      const [saved, removed] = [await db.saved.get(card.id), await db.removed.get(card.id)];
      if (saved) await db.saved.put(withNewCard(saved, card, index));
      if (removed) await db.removed.put({ ...removed, saved: withNewCard(removed.saved, card, index) });
      await markSavedChanged(card.id);
    }
  });
}

/** Returns the index's card of each saved or removed analysis whose record has a card of another version. */
async function otherCards(): Promise<Card[]> {
  const removed = (await db.removed.toArray()).map(({ saved }) => saved);
  const own = new Map(
    [...removed, ...(await db.saved.toArray())].map(({ id, card }: SavedAnalysis) => [id, cardVersion(card)]),
  );
  const cards = await cardsById([...own.keys()]);
  return [...cards.values()].filter((card) => own.get(card.id) !== cardVersion(card));
}

/** Returns the cards among `cards` whose version is that of the saved text. */
async function withOwnText(cards: readonly Card[]): Promise<Card[]> {
  const texts = await db.savedTexts.bulkGet(cards.map(({ id }) => id));
  return cards.filter((card, n) => texts[n]?.version === cardVersion(card));
}
