import { outranksBy } from './card.ts';
import type { RankedCard } from './packed-cards.ts';
import type { SegmentDirectory } from './segment.ts';

/** The place of a card in the index. */
export interface CardPlace {
  /** SHA-256 of its segment's file. */
  readonly sha256: string;
  /** Position in the segment. */
  readonly position: number;
}

/**
 * Finds the cards that do not count, because another segment has a card with the same id that replaces them
 * (`outranks`). Ids are unique within a segment.
 *
 * @param segments directories of all segments of the index
 * @param read reads the cards at some positions of one segment; called only for cards whose id hash occurs more than
 *   once
 */
export async function supersededCards(
  segments: readonly SegmentDirectory[],
  read: (sha256: string, positions: number[]) => Promise<readonly RankedCard[]>,
): Promise<CardPlace[]> {
  const suspects = new Set(repeated(segments.map(({ ids }) => ids)));
  if (suspects.size === 0) return [];
  const superseded: CardPlace[] = [];
  const latest = new Map<string, { card: RankedCard; place: CardPlace }>();
  for (const { sha256, ids } of segments) {
    const positions = [...ids.keys()].filter((position) => suspects.has(ids[position] ?? -1));
    // Read all cards of a segment at once: one database request for each card of two large months would take most of a
    // minute.
    const cards = positions.length > 0 ? await read(sha256, positions) : [];
    if (cards.length !== positions.length) continue;
    cards.forEach((card, n) => {
      const place = { sha256, position: positions[n] ?? -1 };
      const known = latest.get(card.id);
      if (known && !outranksBy(card, known.card, () => [card.whole(), known.card.whole()]))
        superseded.push(place);
      else {
        if (known) superseded.push(known.place);
        latest.set(card.id, { card, place });
      }
    });
  }
  return superseded;
}

/** Returns the numbers that occur more than once in these lists. */
function repeated(lists: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(lists.reduce((sum, list) => sum + list.length, 0));
  let length = 0;
  for (const list of lists) {
    all.set(list, length);
    length += list.length;
  }
  all.sort();
  return all.filter((hash, n) => hash === all[n - 1]);
}
