import { type Card, isNewer } from './card.ts';
import type { SegmentDirectory } from './segment.ts';

/** Where a card stands. */
export interface CardPlace {
  /** Hash of its segment. */
  readonly sha256: string;
  readonly position: number;
}

/**
 * The cards that a later card with the same id in another segment replaces. Within one segment there are no two.
 *
 * @param segments directories of all segments of the index
 * @param read the cards at some positions of a segment; asked only where hashes of ids agree
 */
export async function supersededCards(
  segments: readonly SegmentDirectory[],
  read: (sha256: string, positions: number[]) => Promise<readonly Card[]>,
): Promise<CardPlace[]> {
  const suspects = new Map<number, CardPlace[]>();
  for (const hash of repeated(segments.map(({ ids }) => ids))) suspects.set(hash, []);
  if (suspects.size === 0) return [];
  for (const { sha256, ids } of segments)
    ids.forEach((hash, position) => {
      suspects.get(hash)?.push({ sha256, position });
    });
  const superseded: CardPlace[] = [];
  for (const places of suspects.values()) {
    const latest = new Map<string, { card: Card; place: CardPlace }>();
    for (const place of places) {
      const [card] = await read(place.sha256, [place.position]);
      if (!card) continue;
      const known = latest.get(card.id);
      if (known && !isNewer(card, known.card)) superseded.push(place);
      else {
        if (known) superseded.push(known.place);
        latest.set(card.id, { card, place });
      }
    }
  }
  return superseded;
}

/** The numbers that occur more than once in some lists. */
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
