import { hostOfKey } from '../address/url-keys.ts';
import { asList, asObject } from '../input/json-values.ts';
import {
  findPositions,
  hash32,
  KeyPacker,
  type PackedBlock,
  type PackedKeys,
  packBlocks,
} from './byte-packing.ts';
import { type Card, outranks, readCard, timeOfDate } from './card.ts';
import type { CardFilter } from './card-filters.ts';
import { type CardKey, eachKey } from './card-keys.ts';
import { packCards } from './packed-cards.ts';
import { outletTest, type PackedTags, packTags, topicTest } from './packed-tags.ts';

/** Number of cards in a block. To read one card, the whole block of about 80 kB must be decoded. */
export const CARDS_PER_BLOCK = 128;
const MAX_CARDS = 100_000;
/** The value in `lensOf` for a card without a lens. `lenses` never has an item at this index. */
const NO_LENS = 0xffff;

/** The part of a segment that answers lookups without opening its cards. It is small enough to stay in memory. */
export interface SegmentDirectory {
  /** SHA-256 of the segment's file, lower-case hexadecimal. Identifies the segment. */
  readonly sha256: string;
  /** Number of cards. */
  readonly count: number;
  /** Positions of cards by URL key, headline key and address. Position 0 is the newest card. */
  readonly keys: PackedKeys;
  /** Ids of all lenses in the segment. */
  readonly lenses: readonly string[];
  /** For each card, the index of its lens in `lenses`, or `NO_LENS`. */
  readonly lensOf: Uint16Array<ArrayBuffer>;
  /** Topics and outlets of the cards. */
  readonly tags: PackedTags;
  /** For each card, the hash of its id. */
  readonly ids: Uint32Array<ArrayBuffer>;
  /** Hosts of all source addresses, as in their URL keys: with port, without duplicates. */
  readonly hosts: readonly string[];
  /** The number of cards that were refused or exceed the limit, and the first few reasons, worded for the publisher. */
  readonly skipped: { readonly count: number; readonly reasons: readonly string[] };
}

/** A segment that has been read, checked and packed. */
export interface PackedSegment {
  readonly directory: SegmentDirectory;
  /** Its cards, newest first, with `CARDS_PER_BLOCK` cards in each block except the last. */
  readonly blocks: readonly PackedBlock[];
}

/**
 * Reads a segment file and packs it.
 *
 * @param raw parsed JSON
 * @param base address of the file
 * @param sha256 hash of the file's decoded body
 * @returns the packed segment; `undefined` if `raw` is not a segment
 */
export function packSegment(raw: unknown, base: string, sha256: string): PackedSegment | undefined {
  const list = asObject(raw)?.cards;
  if (!Array.isArray(list)) return undefined;
  const byId = new Map<string, Card>();
  const reasons: string[] = [];
  let skipped = Math.max(0, list.length - MAX_CARDS);
  asList(list, MAX_CARDS).forEach((value, n) => {
    const card = readCard(value, base);
    if (typeof card === 'string') {
      skipped++;
      if (reasons.length < 5) reasons.push(`entry ${n + 1} ${card}`);
      return;
    }
    const known = byId.get(card.id);
    if (!known || outranks(card, known)) byId.set(card.id, card);
  });

  const dated = [...byId.values()].map((card) => ({ card, time: timeOfDate(card.published) }));
  const cards = dated.sort((a, b) => b.time - a.time).map(({ card }) => card);
  const keys = new KeyPacker();
  const hosts = new Set<string>();
  cards.forEach((card, position) => {
    eachKey(card, (kind, name) => {
      keys.add(kind, name, position);
      if (kind === 'u:') hosts.add(hostOfKey(name));
    });
  });
  const lenses = [...new Set(cards.flatMap(({ lens }) => lens ?? []))].slice(0, NO_LENS);
  const placeOfLens = new Map(lenses.map((lens, place) => [lens, place]));
  return {
    directory: {
      sha256,
      count: cards.length,
      keys: keys.pack(cards.length),
      lenses,
      lensOf: Uint16Array.from(cards, ({ lens }) => placeOfLens.get(lens ?? '') ?? NO_LENS),
      tags: packTags(cards),
      ids: Uint32Array.from(cards, (card) => hash32(card.id)),
      hosts: [...hosts],
      skipped: { count: skipped, reasons },
    },
    blocks: packBlocks(cards, CARDS_PER_BLOCK, packCards),
  };
}

/** Returns the positions of the cards that may have one of these keys. */
export function candidatePositions(segment: SegmentDirectory, keys: readonly CardKey[]): number[] {
  return [...new Set(keys.flatMap((key) => positionsOf(segment, key)))];
}

function positionsOf({ keys, ids }: SegmentDirectory, key: CardKey): number[] {
  if (!key.startsWith('i:')) return findPositions(keys, key);
  const wanted = hash32(key.slice(2));
  const positions: number[] = [];
  for (let at = ids.indexOf(wanted); at >= 0; at = ids.indexOf(wanted, at + 1)) positions.push(at);
  return positions;
}

/**
 * Returns the positions of the newest cards, or of the newest cards that may pass a filter.
 *
 * @param limit maximum number of positions to return
 * @param from first position to check
 */
export function newestPositions(
  segment: SegmentDirectory,
  limit: number,
  filter?: CardFilter,
  from = 0,
): number[] {
  const belongs = filter ? filterTest(segment, filter) : () => true;
  const positions: number[] = [];
  for (let at = from; at < segment.count && positions.length < limit; at++) {
    if (belongs(at)) positions.push(at);
  }
  return positions;
}

/** Returns a function that says whether the card at a position may pass a filter. */
export function filterTest(
  segment: SegmentDirectory,
  { kind, id }: CardFilter,
): (position: number) => boolean {
  switch (kind) {
    case 'lens': {
      const wanted = segment.lenses.indexOf(id);
      return (position) => segment.lensOf[position] === wanted;
    }
    case 'topic':
      return topicTest(segment.tags, id);
    case 'outlet':
      return outletTest(segment.tags, id);
  }
}
