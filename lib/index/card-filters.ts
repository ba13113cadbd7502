import { hostName } from '../address/safe-link.ts';
import { hash32 } from './byte-packing.ts';
import type { Card } from './card.ts';

/** Selects the cards of one lens, topic or outlet. */
export interface CardFilter {
  readonly kind: 'lens' | 'topic' | 'outlet';
  /** Id of the lens, or `foldName` of the topic or outlet, which have no ids. */
  readonly id: string;
}

/**
 * Topics and outlets of a segment's cards as 16-bit hashes. Each takes two bytes; in `PackedKeys` it would take six.
 * Different names can have the same hash, so callers must compare the cards themselves.
 */
export interface PackedTags {
  /** For each card, the number of its topics. */
  readonly topicCounts: Uint8Array<ArrayBuffer>;
  /** The topics of all cards, one card after the other. */
  readonly topics: Uint16Array<ArrayBuffer>;
  /** For each card, its outlet. */
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
  // The cards of a month share few names, so compute each hash once.
  const known = new Map<string, number>();
  const hashOf = (name: string): number => {
    const hash = known.get(name) ?? hash16(foldName(name));
    known.set(name, hash);
    return hash;
  };
  cards.forEach((card, position) => {
    topicCounts[position] = card.topics.length;
    for (const { name } of card.topics) topics[tag++] = hashOf(name);
    outlets[position] = hashOf(outletOf(card));
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

/** Whether a card passes a filter. */
export function passes(card: Card, { kind, id }: CardFilter): boolean {
  switch (kind) {
    case 'lens':
      return card.lens === id;
    case 'topic':
      return card.topics.some(({ name }) => foldName(name) === id);
    case 'outlet':
      return foldName(outletOf(card)) === id;
  }
}

/** The name of a topic or outlet in lower case and Unicode NFC, because publications are not consistent in either. */
export function foldName(name: string): string {
  return (/^[ -~]*$/.test(name) ? name : name.normalize('NFC')).toLowerCase();
}

/** The publisher of the source article: `outlet` of the card or, without it, the host of its first source. */
export function outletOf(card: Card): string {
  return card.outlet ?? hostName(card.sources[0]?.url ?? '');
}

function hash16(text: string): number {
  return hash32(text) >>> 16;
}
