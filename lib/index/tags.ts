import { hostName } from '../address/safe-link.ts';
import { hash32 } from './byte-packing.ts';
import type { Card } from './card.ts';

/** Some of the cards of the index: those of one lens, topic or outlet. */
export interface CardFilter {
  readonly kind: 'lens' | 'topic' | 'outlet';
  /** Id of the lens, or the folded name of the topic or outlet: their cards carry no id of them. */
  readonly id: string;
}

/**
 * Topics and outlets of a segment's cards as 16-bit hashes, card after card. A tag costs two bytes; among the packed
 * keys it would cost six. As there, a hash only nominates.
 */
export interface PackedTags {
  /** For each card how many topics it has. */
  readonly topicCounts: Uint8Array<ArrayBuffer>;
  /** The topics of the first card, then those of the second … */
  readonly topics: Uint16Array<ArrayBuffer>;
  /** For each card its outlet. */
  readonly outlets: Uint16Array<ArrayBuffer>;
}

/** @param cards in the order of their segment */
export function packTags(cards: readonly Card[]): PackedTags {
  const topicCounts = new Uint8Array(cards.length);
  const topics = new Uint16Array(cards.reduce((sum, card) => sum + card.topics.length, 0));
  const outlets = new Uint16Array(cards.length);
  let tag = 0;
  cards.forEach((card, position) => {
    topicCounts[position] = card.topics.length;
    for (const { name } of card.topics) topics[tag++] = hash16(foldName(name));
    outlets[position] = hash16(foldName(outletOf(card)));
  });
  return { topicCounts, topics, outlets };
}

/** Whether the card at a position may have a topic. */
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

/** Whether the card at a position may be about an article of an outlet. */
export function outletTest(tags: PackedTags, id: string): (position: number) => boolean {
  const wanted = hash16(id);
  return (position) => tags.outlets[position] === wanted;
}

/** Whether a card is among those that a filter asks for. */
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

/**
 * A name of a topic or outlet without what publications write now so, now otherwise: case, and the form of composed
 * letters.
 */
export function foldName(name: string): string {
  return (/^[ -~]*$/.test(name) ? name : name.normalize('NFC')).toLowerCase();
}

/** Who published the source article: the card's exact words, else the host of its address. */
export function outletOf(card: Card): string {
  return card.outlet ?? hostName(card.sources[0]?.url ?? '');
}

function hash16(text: string): number {
  return hash32(text) >>> 16;
}
