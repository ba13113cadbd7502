import fc, { type Arbitrary } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnalysisText } from '../../../lib/analysis/analysis.ts';
import {
  findPositions,
  hash32,
  hashInLowerCase,
  KeyPacker,
  packBlocks,
  packJson,
  unpackJson,
} from '../../../lib/index/byte-packing.ts';
import type { Card } from '../../../lib/index/card.ts';
import { readCard } from '../../../lib/index/card.ts';
import { foldName, outletOf, passesFilter } from '../../../lib/index/card-filters.ts';
import { cardKeys } from '../../../lib/index/card-keys.ts';
import { packCards, unpackCards } from '../../../lib/index/packed-cards.ts';
import {
  CARDS_PER_BLOCK,
  candidatePositions,
  filterTest,
  newestPositions,
  packSegment,
} from '../../../lib/index/segment.ts';
import { anyText } from '../arbitraries.ts';
import { holds } from '../properties.ts';

const BASE = 'https://noligarchy.example/.well-known/civic-lens/segments/2026-07.json';

const address = fc.webUrl({ withQueryParameters: true });
const rare = <Value>(value: Arbitrary<Value>): Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined });
const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .chain((date) => fc.constantFrom(date.toISOString(), date.toISOString().slice(0, 10)));

/** Cards with any texts that `readCard` accepts. */
const card: Arbitrary<Card> = fc
  .record({
    id: fc.oneof(fc.constantFrom('a', 'b', 'c'), fc.string({ minLength: 1 }), anyText),
    url: address,
    document: rare(address),
    headline: anyText,
    summary: rare(anyText),
    lens: rare(fc.constantFrom('global', 'street', '')),
    type: rare(anyText),
    published: day,
    updated: rare(day),
    readMinutes: rare(fc.nat({ max: 1200 })),
    outlet: rare(fc.oneof(fc.constantFrom('The Outlet', 'THE OUTLET'), anyText)),
    sources: fc.array(fc.oneof(address, fc.record({ url: address, outlet: anyText })), { maxLength: 4 }),
    sourceHeadline: rare(anyText),
    topics: fc.array(
      fc.oneof(fc.constantFrom('tolls', 'Tolls'), anyText, fc.record({ name: anyText, url: address })),
      { maxLength: 4 },
    ),
  })
  .map((raw) => readCard(raw, BASE))
  .filter((read) => typeof read !== 'string');

/** Cards of one segment, some of which may have the same id. */
const cards = fc.array(card, { maxLength: 12 });

describe('hashInLowerCase', () => {
  it('returns the hash of the text in lower case, or undefined if the text is not printable ASCII', () => {
    holds(
      fc.property(fc.oneof(fc.string(), anyText), (text) => {
        const isPlain = /^[ -~]*$/.test(text);
        expect(hashInLowerCase(text)).toBe(isPlain ? hash32(text.toLowerCase()) : undefined);
      }),
      300,
    );
  });
});

describe('packed cards', () => {
  it('are unchanged after unpacking', () => {
    holds(
      fc.property(cards, (all) => {
        const unpack = unpackCards(packCards(all));
        expect(all.map((_, n) => unpack(n))).toEqual(all);
        expect(unpack(all.length)).toBeUndefined();
      }),
      150,
    );
  });
});

describe('packed texts', () => {
  it('are unchanged after unpacking', () => {
    const text = fc.record({ sections: fc.array(fc.record({ heading: anyText, blocks: fc.constant([]) })) });
    holds(
      fc.property(fc.array(text, { maxLength: 5 }), fc.integer({ min: 1, max: 4 }), (all, perBlock) => {
        const blocks = packBlocks(all, perBlock, packJson).map((block) => unpackJson<AnalysisText>(block));
        const wellFormed = JSON.parse(new TextDecoder().decode(packJson(all)));
        expect(all.map((_, n) => blocks[Math.floor(n / perBlock)]?.(n % perBlock))).toEqual(wellFormed);
        expect(wellFormed).toEqual(all);
      }),
      50,
    );
  });
});

describe('packed keys', () => {
  const key = fc.tuple(
    fc.constantFrom('u:', 'h:', 'a:'),
    fc.oneof(fc.constantFrom('', 'a', 'outlet.example/a'), fc.string({ unit: 'binary' })),
    fc.oneof(fc.constantFrom(0, 1), fc.nat({ max: 5000 })),
  );
  const keys = fc.array(key, { maxLength: 60 });

  it('are sorted, without duplicates, and lead to the positions of their items in order', () => {
    holds(
      fc.property(keys, fc.constantFrom(5001, 0x10000, 0x10001, 1_000_000), (all, count) => {
        const packer = new KeyPacker();
        for (const [kind, name, position] of all) packer.add(kind, name, position);
        const packed = packer.pack(count);
        const pairs = [...packed.hashes].map((hash, n) => hash * 2 ** 21 + (packed.positions[n] ?? 0));
        expect(pairs).toEqual([...new Set(pairs)].toSorted((a, b) => a - b));
        for (const [kind, name] of all) {
          const wanted = all
            .filter(([otherKind, other]) => hash32(otherKind + other) === hash32(kind + name))
            .map(([, , position]) => position);
          expect(findPositions(packed, kind + name)).toEqual([...new Set(wanted)].toSorted((a, b) => a - b));
        }
      }),
      150,
    );
  });

  it('lead to nothing for another key', () => {
    holds(
      fc.property(keys, fc.string({ unit: 'binary' }), (all, other) => {
        const packer = new KeyPacker();
        for (const [kind, name, position] of all) packer.add(kind, name, position);
        const isThere = all.some(([kind, name]) => hash32(kind + name) === hash32(other));
        expect(findPositions(packer.pack(5001), other).length > 0).toBe(isThere);
      }),
    );
  });

  it('have the same hash wherever a key is split into prefix and name', () => {
    holds(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), (text, at) => {
        const place = at % (text.length + 1);
        expect(hash32(text.slice(place), text.slice(0, place))).toBe(hash32(text));
      }),
    );
  });
});

describe('a packed segment', () => {
  it('finds each card by its keys, lens, topics and outlet, and by nothing else', () => {
    holds(
      fc.property(cards, (raw) => {
        const segment = packSegment({ cards: raw }, BASE, 'hash');
        const { directory, blocks = [] } = segment ?? {};
        if (!directory) throw new Error('This is not a segment.');
        const read = blocks.map(unpackCards);
        const all = Array.from({ length: directory.count }, (_, n) =>
          read[Math.floor(n / CARDS_PER_BLOCK)]?.(n % CARDS_PER_BLOCK),
        ).filter((one) => one !== undefined);
        expect(all.map(({ id }) => id).toSorted()).toEqual([...new Set(raw.map(({ id }) => id))].toSorted());
        const times = all.map(({ published }) => Date.parse(published));
        expect(times).toEqual(times.toSorted((a, b) => b - a));

        all.forEach((one, n) => {
          const keys = [...cardKeys(one), `i:${one.id}` as const];
          const withKey = all.flatMap((other, at) =>
            [...cardKeys(other), `i:${other.id}`].some((key) => (keys as string[]).includes(key)) ? [at] : [],
          );
          expect(candidatePositions(directory, keys).toSorted((a, b) => a - b)).toEqual(withKey);
          const filters = [
            { kind: 'lens', id: one.lens ?? 'none' },
            { kind: 'outlet', id: foldName(outletOf(one)) },
            ...one.topics.map(({ name }) => ({ kind: 'topic' as const, id: foldName(name) })),
          ] as const;
          for (const filter of filters) {
            // Some positions may be wrong, because different names can have the same 16-bit hash.
            const chosen = newestPositions(directory, all.length, filter).filter((at) => {
              const other = all[at];
              return other && passesFilter(other, filter);
            });
            expect(chosen).toEqual(all.flatMap((other, at) => (passesFilter(other, filter) ? [at] : [])));
            expect(filterTest(directory, filter)(n)).toBe(filter.kind !== 'lens' || one.lens !== undefined);
          }
        });
      }),
      100,
    );
  });
});
