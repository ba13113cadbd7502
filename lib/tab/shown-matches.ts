import { PUBLICATION_ADDRESS } from '../browser/publication-address.ts';
import { cardsById, lensOf, publicationOf } from '../db/index-queries.ts';
import type { IndexState } from '../db/index-records.ts';
import type { Card } from '../index/card.ts';
import type { Match } from '../index/match.ts';
import type { FoundMatch, ShownMatch } from './tab-record.ts';

/** Converts matches between the forms of `matchPage`, the tab record, and the popup and panel. */

export function foundMatch({ card, kind, by, headline }: Match): FoundMatch {
  return { id: card.id, kind, by, headline };
}

/** Returns the matches whose analysis is in the index. */
export async function shownMatches(matches: readonly FoundMatch[], index: IndexState): Promise<ShownMatch[]> {
  return matchesWithCards(matches, await cardsById(matches.map(({ id }) => id)), index);
}

/** Returns the matches whose analysis is among these cards. */
export function matchesWithCards(
  matches: readonly FoundMatch[],
  cards: ReadonlyMap<string, Card>,
  index: IndexState,
): ShownMatch[] {
  return matches.flatMap(({ id, kind, by, headline }) => {
    const card = cards.get(id);
    return card ? [shownMatch(card, { kind, by, headline }, index)] : [];
  });
}

export function shownMatch(
  card: Card,
  because: ShownMatch['because'],
  index: IndexState | undefined,
): ShownMatch {
  const lens = lensOf(index, card);
  return { card, ...(lens ? { lens } : {}), publication: publicationOf(index, PUBLICATION_ADDRESS), because };
}
