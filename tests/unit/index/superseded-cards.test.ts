import { describe, expect, it } from 'vitest';
import { hash32, KeyPacker } from '../../../lib/index/byte-packing.ts';
import type { Card } from '../../../lib/index/card.ts';
import type { RankedCard } from '../../../lib/index/packed-cards.ts';
import { packTags } from '../../../lib/index/packed-tags.ts';
import type { SegmentDirectory } from '../../../lib/index/segment.ts';
import { type CardPlace, supersededCards } from '../../../lib/index/superseded-cards.ts';

/** Two ids with the same hash. */
const COLLIDING = ['talks-i25g74', 'talks-1iypvs'] as const;

const card = (id: string, published: string, updated?: string): Card => ({
  id,
  url: `https://noligarchy.example/${id}`,
  headline: id,
  lens: 'power',
  published,
  updated,
  sources: [],
  topics: [],
});

const directory = (sha256: string, cards: readonly Card[]): SegmentDirectory => ({
  sha256,
  count: cards.length,
  keys: new KeyPacker().pack(0),
  lenses: ['power'],
  lensOf: new Uint16Array(cards.length),
  tags: packTags(cards),
  ids: Uint32Array.from(cards, ({ id }) => hash32(id)),
  hosts: [],
  skipped: { count: 0, reasons: [] },
});

const ranked = (cards: readonly Card[]): RankedCard[] => cards.map((one) => ({ ...one, whole: () => one }));

/**
 * Returns the superseded cards of some segments, and the cards that were read to find them, each as "segment:position".
 */
async function among(segments: Record<string, Card[]>): Promise<{ superseded: string[]; read: string[] }> {
  const read: string[] = [];
  const name = ({ sha256, position }: CardPlace): string => `${sha256}:${position}`;
  const places = await supersededCards(
    Object.entries(segments).map(([sha256, cards]) => directory(sha256, cards)),
    async (sha256, positions) => {
      read.push(...positions.map((position) => name({ sha256, position })));
      return ranked(positions.flatMap((position) => segments[sha256]?.[position] ?? []));
    },
  );
  return { superseded: places.map(name).sort(), read: read.sort() };
}

describe('supersededCards', () => {
  it('finds no card and reads none if all ids differ', async () => {
    const segments = {
      july: [card('a', '2026-07-02'), card('b', '2026-07-01')],
      june: [card('c', '2026-06-02')],
    };
    expect(await among(segments)).toEqual({ superseded: [], read: [] });
    expect(await among({})).toEqual({ superseded: [], read: [] });
  });

  it.each([
    [
      'the card that was updated later',
      card('a', '2026-07-02'),
      card('a', '2026-06-02', '2026-07-05'),
      'july:1',
    ],
    ['the card that was published later', card('a', '2026-07-02'), card('a', '2026-06-02'), 'june:0'],
  ])('keeps %s', async (_, july, june, superseded) => {
    const segments = { july: [card('b', '2026-07-09'), july], june: [june] };
    expect(await among(segments)).toEqual({ superseded: [superseded], read: ['july:1', 'june:0'] });
    const turned = { june: segments.june, july: segments.july };
    expect(await among(turned)).toEqual({ superseded: [superseded], read: ['july:1', 'june:0'] });
  });

  it('keeps the latest of three cards, whatever their order', async () => {
    const [oldest, middle, latest] = [
      card('a', '2026-05-01'),
      card('a', '2026-06-01'),
      card('a', '2026-07-01'),
    ];
    for (const order of [
      [oldest, middle, latest],
      [latest, oldest, middle],
      [middle, latest, oldest],
    ]) {
      const segments = Object.fromEntries(order.map((one, n) => [`s${n}`, [one]]));
      const expected = order.flatMap((one, n) => (one === latest ? [] : [`s${n}:0`]));
      expect((await among(segments)).superseded).toEqual(expected);
    }
  });

  it('keeps one of two equal cards', async () => {
    const segments = { july: [card('a', '2026-07-02')], june: [card('a', '2026-07-02')] };
    expect((await among(segments)).superseded).toHaveLength(1);
  });

  it('keeps two cards with different ids that have the same hash', async () => {
    const [a, b] = COLLIDING;
    expect(hash32(a)).toBe(hash32(b));
    const segments = {
      july: [card(a, '2026-07-02')],
      june: [card(b, '2026-06-02')],
      may: [card(a, '2026-05-02'), card('c', '2026-05-01')],
    };
    expect(await among(segments)).toEqual({
      superseded: ['may:0'],
      read: ['july:0', 'june:0', 'may:0'],
    });
  });

  it('reads each segment with one request', async () => {
    const cards = Array.from({ length: 20_000 }, (_, n) => card(`id-${n}`, '2026-07-02'));
    let requests = 0;
    const places = await supersededCards(
      [directory('july', cards), directory('june', cards)],
      async (_, positions) => {
        requests++;
        return ranked(positions.flatMap((position) => cards[position] ?? []));
      },
    );
    expect(places).toHaveLength(20_000);
    expect(requests).toBe(2);
  });

  it('ignores a segment that cannot be read', async () => {
    const july = card('a', '2026-07-02');
    const places = await supersededCards(
      [directory('july', [july]), directory('june', [july])],
      async (sha256) => (sha256 === 'july' ? ranked([july]) : []),
    );
    expect(places).toEqual([]);
  });
});
