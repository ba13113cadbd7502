import { hostName } from '../address/host-name.ts';
import type { Card } from './card.ts';

/** Selects the cards of one lens, topic or outlet. */
export interface CardFilter {
  readonly kind: 'lens' | 'topic' | 'outlet';
  /** Id of the lens, or `foldName` of the topic or outlet, which have no ids. */
  readonly id: string;
}

/**
 * Whether a card passes a filter. Compares the whole names of topics and outlets, while `filterTest` compares their
 * hashes.
 */
export function passesFilter(card: Card, { kind, id }: CardFilter): boolean {
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
 * Returns the name of a topic or outlet in lower case and Unicode NFC, because a publication may write one name in
 * several ways.
 */
export function foldName(name: string): string {
  return (/^[ -~]*$/.test(name) ? name : name.normalize('NFC')).toLowerCase();
}

/**
 * Returns the publisher of the source article: `outlet` of the card or, if the card has none, the host of its first
 * source.
 */
export function outletOf(card: Card): string {
  return card.outlet ?? hostName(card.sources[0]?.url ?? '');
}
