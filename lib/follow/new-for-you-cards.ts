import { PUBLICATION_ADDRESS } from '../browser/publication-address.ts';
import { db } from '../db/database.ts';
import { write } from '../db/disk-space.ts';
import { cardsById, lensOf, publicationOf } from '../db/index-queries.ts';
import { indexState } from '../db/index-state.ts';
import { entriesInIndex, restoreNewAnalyses } from '../db/new-analyses.ts';
import type { NewAnalysis } from '../db/records.ts';
import { type Card, timeOfDate } from '../index/card.ts';
import type { Lens, Publication } from '../index/manifest.ts';

/** An analysis that is new for the reader, as pages and notifications show it. */
export interface NewForYou {
  readonly card: Card;
  /** Absent if the analysis has no lens. */
  readonly lens?: Lens;
  readonly publication: Publication;
  /** Set if the reader asked to be notified of an analysis of its source article. */
  readonly asked?: true;
}

/** Returns the new analyses with these ids, newest first. Leaves out analyses that are not in the index. */
export async function newForYou(ids: readonly string[]): Promise<NewForYou[]> {
  if (ids.length === 0) return [];
  const index = await indexState();
  const cards = await cardsById(ids);
  const entries = await db.newAnalyses.bulkGet([...ids]);
  const asked = new Set(entries.flatMap((entry) => (entry?.asked ? entry.id : [])));
  return [...cards.values()]
    .sort((a, b) => timeOfDate(b.published) - timeOfDate(a.published))
    .map((card) => {
      const lens = lensOf(index, card);
      const publication = publicationOf(index, PUBLICATION_ADDRESS);
      const isAsked = asked.has(card.id) ? { asked: true as const } : {};
      return { card, ...(lens ? { lens } : {}), publication, ...isAsked };
    });
}

/**
 * Undoes `markSeen` for analyses that are still in the index, if the reader still follows their lens, topic or outlet,
 * or asked about them.
 */
export async function markUnseen(seen: readonly NewAnalysis[]): Promise<void> {
  const entries = await entriesInIndex(seen);
  await write([db.followed, db.newAnalyses], () => restoreNewAnalyses(entries));
}
