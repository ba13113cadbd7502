import type { Card } from '../../../lib/index/card.ts';
import { unpackCards } from '../../../lib/index/packed-cards.ts';
import { CARDS_PER_BLOCK, type PackedSegment } from '../../../lib/index/segment.ts';

export const BASE = 'https://noligarchy.example/.well-known/civic-lens/index.json';

/** Returns all cards of a segment, in the segment's order. */
export function cardsOf({ directory, blocks }: PackedSegment): Card[] {
  const read = blocks.map(unpackCards);
  return Array.from(
    { length: directory.count },
    (_, n) => read[Math.floor(n / CARDS_PER_BLOCK)]?.(n % CARDS_PER_BLOCK) as Card,
  );
}
