import { db } from '../db/database.ts';
import { addToCommits, type CommitPart, type IndexChange } from '../db/index-commit.ts';
import { cardsAt, directoriesOf } from '../db/segments.ts';
import { type Card, timeOfDate } from '../index/card.ts';
import type { SegmentDirectory } from '../index/segment.ts';
import { arrivals, newsSince } from './arrived-cards.ts';
import { addNewAnalyses, pruneNewAnalyses } from './new-for-you-records.ts';
import { arrivedPages, markAsNewInTransaction, TABLES_OF_WAITING } from './waiting.ts';

/**
 * Maximum number of arriving cards to read in one commit. Only an unusual commit has more: for example, if a large
 * publication changes the ids of all its analyses.
 */
const MAX_ARRIVALS = 1000;

/**
 * Adds arriving analyses to "New for you", in the transaction that adds them to the index. This applies to analyses
 * that belong to a followed lens, topic or outlet, and to analyses of waiting pages.
 */
const NEW_FOR_YOU: CommitPart = {
  tables: [db.followed, ...TABLES_OF_WAITING],
  async prepare(change) {
    const arrived = await arrivedCards(change);
    const asked = await arrivedPages(change);
    return async () => {
      await pruneNewAnalyses(change.directories);
      await addNewAnalyses(arrived, change.now);
      await markAsNewInTransaction(asked, change.now);
    };
  },
};

/**
 * Makes every index commit add arriving analyses to "New for you". Call it when the background starts, before anything
 * is awaited.
 */
export function addNewAnalysesToCommits(): void {
  addToCommits(NEW_FOR_YOU);
}

/**
 * Returns the cards of the next index that are news and belong to a followed lens, topic or outlet. For the first
 * index, returns an empty list, because all its cards would be new.
 */
async function arrivedCards({ before, directories, now }: IndexChange): Promise<Card[]> {
  const followed = await db.followed.toArray();
  if (!before || followed.length === 0) return [];
  const old = await directoriesOf(before.segments.map(({ sha256 }) => sha256));
  const places = arrivals(old, directories, followed).slice(0, MAX_ARRIVALS);
  const newest = await newestOf(directories);
  if (places.length === 0 || !newest) return [];
  const since = newsSince(newest, before.incomplete ? await newestOf(old) : undefined, now);
  const cards: Card[] = [];
  for (const sha256 of new Set(places.map((place) => place.sha256))) {
    const positions = places.filter((place) => place.sha256 === sha256).map(({ position }) => position);
    cards.push(...(await cardsAt(sha256, positions)));
  }
  return cards.filter((card) => timeOfDate(card.published) >= since);
}

async function newestOf(directories: readonly SegmentDirectory[]): Promise<Card | undefined> {
  const segment = directories.find(({ count }) => count > 0);
  return segment && (await cardsAt(segment.sha256, [0]))[0];
}
