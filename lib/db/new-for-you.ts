import { type Card, timeOf } from '../index/card.ts';
import type { Lens, Publication } from '../index/manifest.ts';
import { PUBLICATION } from '../publication.ts';
import { indexState, lensOf, lookup, publicationOf } from './index-store.ts';

/** An analysis that is new for the reader, with all that is needed to show it. */
export interface ShownNew {
  readonly card: Card;
  /** Absent where the analysis has none. */
  readonly lens?: Lens;
  readonly publication: Publication;
}

/** New analyses by their ids, the newest first. */
export async function shownNew(ids: readonly string[]): Promise<ShownNew[]> {
  if (ids.length === 0) return [];
  const index = await indexState();
  const wanted = new Set(ids);
  const cards = (await lookup(ids.map((id) => `i:${id}` as const))).filter(({ id }) => wanted.has(id));
  return cards
    .sort((a, b) => timeOf(b.published) - timeOf(a.published))
    .map((card) => {
      const lens = lensOf(index, card);
      return { card, ...(lens ? { lens } : {}), publication: publicationOf(index, PUBLICATION) };
    });
}
