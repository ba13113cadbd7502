import fc, { type Arbitrary } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Card, outranks } from '../../../lib/index/card.ts';
import { newestById } from '../../../lib/index/match.ts';
import { unpackRanks } from '../../../lib/index/packed-cards.ts';
import { CARDS_PER_BLOCK, packSegment } from '../../../lib/index/segment.ts';
import { supersededCards } from '../../../lib/index/superseded-cards.ts';
import { holds, holdsAsync } from '../properties.ts';
import { BASE, cardsOf } from './segment-cards.ts';

/** A card of one of three analyses. Many random cards have the same id or the same date. */
const state: Arbitrary<Card> = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c'),
    published: fc.constantFrom('2026-07-01', '2026-07-02', '2026-07-02T08:00:00+02:00'),
    updated: fc.constantFrom(
      undefined,
      '2026-07-02',
      '2026-07-03',
      '2026-07-03T00:00:00Z',
      '2026-07-05T10:00:00+05:00',
    ),
    headline: fc.constantFrom('One', 'Two'),
    lens: fc.constantFrom(undefined, 'x'),
    topics: fc.constantFrom<Card['topics']>([], [{ name: 'tolls' }]),
  })
  .map((fields) => ({ url: `https://noligarchy.example/${fields.id}`, sources: [], ...fields }));
const states = fc.array(state, { maxLength: 8 });
const merged = (cards: readonly Card[]): Card[] =>
  newestById(cards).toSorted((a, b) => (a.id < b.id ? -1 : 1));
const times = ({ updated, published }: Card): number[] => [updated ?? published, published].map(Date.parse);

describe('if several cards have one id', () => {
  it('the card with the latest update is kept, and among cards with the same update the latest published one', () => {
    holds(
      fc.property(states, (cards) => {
        for (const kept of merged(cards))
          for (const other of cards.filter(({ id }) => id === kept.id)) {
            const [[changed = 0, published = 0], [otherChanged = 0, otherPublished = 0]] = [
              times(kept),
              times(other),
            ];
            expect(changed).toBeGreaterThanOrEqual(otherChanged);
            expect(changed > otherChanged || published >= otherPublished).toBe(true);
          }
        expect(merged(cards).map(({ id }) => id)).toEqual([...new Set(cards.map(({ id }) => id))].toSorted());
      }),
      100,
    );
  });

  it('the same card is kept in every order', () => {
    holds(
      fc.property(states, states, (a, b) => {
        expect(merged([...a, ...b])).toEqual(merged([...b, ...a]));
      }),
      100,
    );
  });

  it('the same card is kept for any grouping, and after a second merge', () => {
    holds(
      fc.property(states, states, states, (a, b, c) => {
        const all = merged([...a, ...b, ...c]);
        expect(merged([...merged([...a, ...b]), ...c])).toEqual(all);
        expect(merged([...a, ...merged([...b, ...c])])).toEqual(all);
        expect(merged([...all, ...all, ...b])).toEqual(all);
      }),
      100,
    );
  });

  it('no card outranks itself, and exactly one of two different cards outranks the other', () => {
    holds(
      fc.property(state, state, (a, other) => {
        const b = { ...other, id: a.id, url: a.url };
        expect(outranks(a, a)).toBe(false);
        const differ = JSON.stringify(a) !== JSON.stringify(b);
        expect(Number(outranks(a, b)) + Number(outranks(b, a))).toBe(Number(differ));
      }),
      100,
    );
  });

  it('several segments in any order keep the same card as a single segment', async () => {
    const indexOf = async (months: readonly (readonly Card[])[]): Promise<Card[]> => {
      const packed = months.map((cards, n) => packSegment({ cards }, BASE, `segment ${n}`));
      const segments = packed.filter((one) => one !== undefined);
      const superseded = await supersededCards(
        segments.map(({ directory }) => directory),
        async (sha256, positions) => {
          const segment = segments.find(({ directory }) => directory.sha256 === sha256);
          const ranks = segment?.blocks.map(unpackRanks) ?? [];
          return positions.flatMap(
            (at) => ranks[Math.floor(at / CARDS_PER_BLOCK)]?.(at % CARDS_PER_BLOCK) ?? [],
          );
        },
      );
      const isOld = (sha256: string, position: number): boolean =>
        superseded.some((place) => place.sha256 === sha256 && place.position === position);
      return segments
        .flatMap((segment) => cardsOf(segment).filter((_, n) => !isOld(segment.directory.sha256, n)))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1));
    };
    await holdsAsync(
      fc.asyncProperty(fc.array(states, { maxLength: 4 }), async (months) => {
        const kept = await indexOf(months);
        expect(kept).toEqual(await indexOf(months.toReversed()));
        expect(kept).toEqual(await indexOf([months.flat()]));
        expect(kept.map(({ headline, updated }) => [headline, updated])).toEqual(
          merged(months.flat()).map(({ headline, updated }) => [headline, updated]),
        );
      }),
      150,
    );
  });
});
