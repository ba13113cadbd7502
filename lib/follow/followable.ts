import type { Card, Topic } from '../index/card.ts';
import { type CardFilter, foldName, outletOf } from '../index/card-filters.ts';
import type { Lens } from '../index/manifest.ts';

/** A lens, topic or outlet that the reader can follow. */
export interface Followable extends CardFilter {
  /** The name as the publication writes it. */
  readonly name: string;
  /** Address of its page at the publication; outlets have no such page. */
  readonly url?: string;
}

export function followableLens({ id, name, url }: Lens): Followable {
  return { kind: 'lens', id, name, ...(url ? { url } : {}) };
}

export function followableTopic({ name, url }: Topic): Followable {
  return { kind: 'topic', id: foldName(name), name, ...(url ? { url } : {}) };
}

export function followableOutlet(name: string): Followable {
  return { kind: 'outlet', id: foldName(name), name };
}

/** Returns the unique key of a lens, topic or outlet, for example `lens:global-power-plays`. */
export function followKey({ kind, id }: CardFilter): string {
  return `${kind}:${id}`;
}

/** Returns the keys of everything to which a card belongs: its lens if it has one, its topics and its outlet. */
export function followKeys(card: Card): string[] {
  return [
    ...new Set([
      ...(card.lens === undefined ? [] : [followKey({ kind: 'lens', id: card.lens })]),
      ...card.topics.map((topic) => followKey(followableTopic(topic))),
      followKey(followableOutlet(outletOf(card))),
    ]),
  ];
}
