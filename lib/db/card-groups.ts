import { hash32 } from '../index/byte-packing.ts';
import type { Card } from '../index/card.ts';
import { withoutSuperseded } from './index-queries.ts';
import type { IndexState } from './index-records.ts';
import { indexState } from './index-state.ts';
import { cardsAt, directoriesOf } from './segments.ts';

/** Neighbouring segments of the index that are read together, because a month may have only a few cards. */
export interface CardGroup {
  /** Changes whenever one of the cards changes. */
  readonly key: string;
  readonly segments: readonly CardSegment[];
}

interface CardSegment {
  readonly sha256: string;
  /** Positions of the cards that no later card replaces. */
  readonly positions: readonly number[];
}

/** A group ends with the segment that brings its number of cards to this value or more. */
const CARDS_PER_GROUP = 1000;

/**
 * Divides the index into groups. Begins with the oldest month: a new month then changes no group except the last.
 *
 * @param index the present index
 */
export async function cardGroups(index: IndexState | undefined): Promise<CardGroup[]> {
  const names = (index?.segments ?? []).toReversed().map(({ sha256 }) => sha256);
  const groups: CardSegment[][] = [];
  let cards = CARDS_PER_GROUP;
  for (const { sha256, count } of await directoriesOf(names)) {
    if (cards >= CARDS_PER_GROUP) {
      groups.push([]);
      cards = 0;
    }
    const positions = withoutSuperseded(
      index,
      sha256,
      Array.from({ length: count }, (_, n) => n),
    );
    groups.at(-1)?.push({ sha256, positions });
    cards += positions.length;
  }
  return groups.map((segments) => ({ key: keyOf(segments), segments }));
}

function keyOf(segments: readonly CardSegment[]): string {
  return segments.map(({ sha256, positions }) => `${sha256}:${hash32(positions.join()).toString(36)}`).join();
}

/** Returns the cards of a group; an empty list if a commit has deleted one of its segments meanwhile. */
export async function cardsOfGroup({ segments }: CardGroup): Promise<Card[]> {
  const cards: Card[] = [];
  let wanted = 0;
  for (const { sha256, positions } of segments) {
    cards.push(...(await cardsAt(sha256, positions)));
    wanted += positions.length;
  }
  return cards.length === wanted ? cards : [];
}

/**
 * Returns all cards of the present index that no later card replaces, beginning with the oldest month. If a commit
 * replaces the index while it is read, reads the new index from the beginning.
 */
export async function allCards(): Promise<Card[]> {
  for (;;) {
    const index = await indexState();
    const cards: Card[] = [];
    for (const group of await cardGroups(index)) cards.push(...(await cardsOfGroup(group)));
    if ((await indexState())?.generation === index?.generation) return cards;
  }
}
