import { beforeEach } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { followableLens, followableTopic } from '../../../lib/follow/followable.ts';
import { newForYou } from '../../../lib/follow/new-for-you-cards.ts';
import { addNewAnalysesToCommits } from '../../../lib/follow/new-for-you-in-commit.ts';
import { newIds } from '../../../lib/follow/new-for-you-records.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { card, PUBLICATION, type Served, type ServedMonth, serve } from '../sync/served-index.ts';

export const RULEBOOK = followableLens({ id: 'rulebook', name: 'The Rulebook' });
export const SHIPPING = followableTopic({ name: 'Shipping' });

/** The current time in the tests, months after the publication's newest analysis. */
export const NOW = Date.UTC(2026, 10, 23);
export const JULY: ServedMonth = { month: '2026-07', cards: [card('ferry'), card('ports')] };

export const withCards = (...cards: object[]): ServedMonth => ({ ...JULY, cards: [...JULY.cards, ...cards] });
export const newOnes = async (): Promise<string[]> =>
  (await newForYou(await newIds())).map((entry) => entry.card.id);

addNewAnalysesToCommits();

/** The publication. Each test gets a new one. */
export let served: Served;

/** Publishes these months, and syncs. */
export function sync(...months: ServedMonth[]): ReturnType<typeof syncCompanionIndex> {
  served.publish(months);
  return syncCompanionIndex(PUBLICATION, NOW, served.get);
}

beforeEach(async () => {
  await Promise.all(db.tables.map((table) => table.clear()));
  served = serve([]);
});
