import type { Card, Topic } from '../index/card.ts';
import type { Lens } from '../index/manifest.ts';
import { type CardFilter, foldName, outletOf } from '../index/tags.ts';

/** What a reader can follow, with the name that the publication gave it. */
export interface Followable extends CardFilter {
  readonly name: string;
  /** Its page at the publication; outlets have none there. */
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

/** The name of something followable among all others. */
export function followKey({ kind, id }: CardFilter): string {
  return `${kind}:${id}`;
}

/** Keys of everything that the analyses like this one can be followed by. */
export function followKeys(card: Card): string[] {
  return [
    ...new Set([
      ...(card.lens === undefined ? [] : [followKey({ kind: 'lens', id: card.lens })]),
      ...card.topics.map((topic) => followKey(followableTopic(topic))),
      followKey(followableOutlet(outletOf(card))),
    ]),
  ];
}
