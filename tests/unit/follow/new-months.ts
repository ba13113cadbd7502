import { followableLens, followableTopic } from '../../../lib/follow/followable.ts';
import { newForYou } from '../../../lib/follow/new-for-you-cards.ts';
import { newIds } from '../../../lib/follow/new-for-you-records.ts';
import { card, type ServedMonth } from '../sync/served-index.ts';

export const RULEBOOK = followableLens({ id: 'rulebook', name: 'The Rulebook' });
export const SHIPPING = followableTopic({ name: 'Shipping' });

/** Months after the publication's newest analysis. */
export const NOW = Date.UTC(2026, 10, 23);
export const JULY: ServedMonth = { month: '2026-07', cards: [card('ferry'), card('ports')] };

export const withCards = (...cards: object[]): ServedMonth => ({ ...JULY, cards: [...JULY.cards, ...cards] });
export const newOnes = async (): Promise<string[]> =>
  (await newForYou(await newIds())).map((entry) => entry.card.id);
