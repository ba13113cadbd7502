import { hash32, hashInLowerCase } from './byte-packing.ts';
import type { Card } from './card.ts';
import { foldName, outletOf } from './card-filters.ts';

/**
 * Topics and outlets of a segment's cards as 16-bit hashes. Each hash takes two bytes. An entry of `PackedKeys` would
 * take six bytes. Different names can have the same hash, so callers must compare the cards themselves.
 */
export interface PackedTags {
  /** For each card, the number of its topics. */
  readonly topicCounts: Uint8Array<ArrayBuffer>;
  /** The hashes of all topics, in the order of the cards. */
  readonly topics: Uint16Array<ArrayBuffer>;
  /** For each card, the hash of its outlet. */
  readonly outlets: Uint16Array<ArrayBuffer>;
}

/**
 * Packs topics and outlets.
 *
 * @param cards cards in the order of their segment
 */
export function packTags(cards: readonly Card[]): PackedTags {
  const topicCounts = new Uint8Array(cards.length);
  const topics = new Uint16Array(cards.reduce((sum, card) => sum + card.topics.length, 0));
  const outlets = new Uint16Array(cards.length);
  let tag = 0;
  cards.forEach((card, position) => {
    topicCounts[position] = card.topics.length;
    for (const { name } of card.topics) topics[tag++] = hashOfFolded(name);
    outlets[position] = hashOfFolded(outletOf(card));
  });
  return { topicCounts, topics, outlets };
}

/**
 * Returns a function that says whether the card at a position may have the topic.
 *
 * @param id `foldName` of the topic
 */
export function topicTest(tags: PackedTags, id: string): (position: number) => boolean {
  const wanted = hash16(id);
  const members = new Uint8Array(tags.topicCounts.length);
  let tag = 0;
  for (let at = 0; at < members.length; at++) {
    const end = tag + (tags.topicCounts[at] ?? 0);
    for (; tag < end; tag++) if (tags.topics[tag] === wanted) members[at] = 1;
  }
  return (position) => members[position] === 1;
}

/**
 * Returns a function that says whether the card at a position may be about an article of the outlet.
 *
 * @param id `foldName` of the outlet
 */
export function outletTest(tags: PackedTags, id: string): (position: number) => boolean {
  const wanted = hash16(id);
  return (position) => tags.outlets[position] === wanted;
}

function hash16(text: string): number {
  return hash32(text) >>> 16;
}

/** Returns `hash16(foldName(name))`. Most names are ASCII, for which this is faster. */
function hashOfFolded(name: string): number {
  const hash = hashInLowerCase(name);
  return hash === undefined ? hash16(foldName(name)) : hash >>> 16;
}
