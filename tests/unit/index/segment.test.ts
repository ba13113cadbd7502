import { describe, expect, it } from 'vitest';
import type { Card } from '../../../lib/index/card.ts';
import type { CardFilter } from '../../../lib/index/card-filters.ts';
import { type CardKey, cardKeys, sourceKeys } from '../../../lib/index/card-keys.ts';
import { unpackCards } from '../../../lib/index/packed-cards.ts';
import {
  CARDS_PER_BLOCK,
  candidatePositions,
  newestPositions,
  type PackedSegment,
  packSegment,
} from '../../../lib/index/segment.ts';

const BASE = 'https://noligarchy.example/.well-known/civic-lens/segments/2026-07.json';
const HASH = '0123456789abcdef'.repeat(4);

const raw = (id: string, fields: object = {}): object => ({
  id,
  url: `https://noligarchy.example/${id}`,
  headline: `On ${id}`,
  lens: 'power',
  published: '2026-07-02',
  sources: [`https://outlet.example/${id}`],
  ...fields,
});

/** Packs a segment, and returns it with its unpacked cards. */
function packed(...cards: unknown[]): PackedSegment & { readonly cards: readonly Card[] } {
  const segment = packSegment({ cards }, BASE, HASH);
  if (!segment) throw new Error('This is not a segment.');
  return {
    ...segment,
    cards: segment.blocks.flatMap((block, number) => {
      const open = unpackCards(block);
      const inBlock = Math.min(CARDS_PER_BLOCK, segment.directory.count - number * CARDS_PER_BLOCK);
      return Array.from({ length: inBlock }, (_, place) => open(place)).filter((card) => card !== undefined);
    }),
  };
}

function idsFor(segment: ReturnType<typeof packed>, ...keys: CardKey[]): (string | undefined)[] {
  return candidatePositions(segment.directory, keys).map((position) => segment.cards[position]?.id);
}

describe('packSegment', () => {
  it.each<[value: unknown]>([
    [null],
    [[]],
    [{}],
    ['cards'],
    [{ cards: {} }],
    [{ cards: null }],
    [{ Cards: [] }],
  ])('refuses %j, which is not a segment', (value) => {
    expect(packSegment(value, BASE, HASH)).toBeUndefined();
  });

  it('packs a segment without cards', () => {
    const { directory, cards } = packed();
    expect(directory).toMatchObject({ sha256: HASH, count: 0, lenses: [], hosts: [] });
    expect(cards).toEqual([]);
  });

  it('sorts cards from the newest to the oldest, in any time zones', () => {
    const { directory, cards } = packed(
      raw('old', { published: '2026-07-01' }),
      raw('new', { published: '2026-07-30' }),
      raw('late', { published: '2026-07-02T23:00:00-05:00' }),
      raw('early', { published: '2026-07-03T01:00:00Z' }),
    );
    expect(cards.map(({ id }) => id)).toEqual(['new', 'late', 'early', 'old']);
    expect(directory.sha256).toBe(HASH);
  });

  it('reads cards as readCard does', () => {
    const { cards } = packed(raw('talks', { sources: ['http://outlet.example/talks'], readMinutes: 'x' }));
    expect(cards).toEqual([
      {
        id: 'talks',
        url: 'https://noligarchy.example/talks',
        headline: 'On talks',
        lens: 'power',
        published: '2026-07-02',
        sources: [{ url: 'https://outlet.example/talks' }],
        topics: [],
      },
    ]);
  });

  it('keeps the later of two cards with one id', () => {
    const first = raw('talks', { headline: 'First' });
    const second = raw('talks', { headline: 'Second', updated: '2026-07-05' });
    for (const segment of [packed(first, second), packed(second, first)]) {
      expect(segment.directory.count).toBe(1);
      expect(segment.cards).toMatchObject([{ headline: 'Second' }]);
    }
  });

  it('skips and counts invalid cards, with at most five reasons', () => {
    const { directory } = packed(null, raw('talks'), raw(''), raw('x', { published: 'x' }), 7, 8, 9);
    expect(directory.count).toBe(1);
    expect(directory.skipped).toEqual({
      count: 6,
      reasons: [
        'entry 1 is not an object',
        'entry 3 has no id',
        'entry 4 has no published date',
        'entry 5 is not an object',
        'entry 6 is not an object',
      ],
    });
  });

  it('reads at most 100,000 cards and counts the rest as skipped', () => {
    const cards: unknown[] = Array(100_001).fill(null);
    cards[99_999] = raw('last');
    cards[100_000] = raw('beyond');
    const segment = packSegment({ cards }, BASE, HASH);
    expect(segment?.directory.count).toBe(1);
    expect(segment?.directory.skipped.count).toBe(100_000);
  });

  it('lists the folded hosts of all sources, without duplicates', () => {
    const { directory } = packed(
      raw('a', { sources: ['https://www.outlet.example/a', 'https://m.outlet.example:8080/a'] }),
      raw('b', { sources: ['https://copy.example/b', 'https://outlet.example/b'] }),
      raw('c', { sources: [] }),
    );
    expect([...directory.hosts].sort()).toEqual(['copy.example', 'outlet.example']);
  });
});

describe('candidatePositions', () => {
  const talks = raw('talks', {
    sources: ['https://outlet.example/talks', 'https://copy.example/7'],
    sourceHeadline: 'Talks begin in Qatar after a long pause',
  });

  it.each<[key: CardKey, ids: string[]]>([
    ['u:outlet.example/talks', ['talks']],
    ['u:copy.example/7', ['talks']],
    ['i:talks', ['talks']],
    ['a:noligarchy.example/talks', ['talks']],
    ['h:talks begin in qatar after a long pause', ['talks']],
    ['u:noligarchy.example/talks', []],
    ['a:outlet.example/talks', []],
    ['u:talks', []],
    ['h:on talks', []],
    ['i:bridge', ['bridge']],
  ])('finds by %s: %j', (key, ids) => {
    expect(idsFor(packed(talks, raw('bridge')), key)).toEqual(ids);
  });

  it('returns each position once, even for several keys', () => {
    const segment = packed(talks, raw('bridge'));
    expect(
      candidatePositions(segment.directory, ['u:outlet.example/talks', 'i:talks', 'i:talks']),
    ).toHaveLength(1);
    expect(idsFor(segment, 'i:talks', 'i:bridge').sort()).toEqual(['bridge', 'talks']);
    expect(candidatePositions(segment.directory, [])).toEqual([]);
  });

  it('finds all cards of one source article', () => {
    const sources = ['https://outlet.example/talks'];
    const segment = packed(raw('a', { sources }), raw('b', { sources }), raw('c'));
    expect(idsFor(segment, 'u:outlet.example/talks').sort()).toEqual(['a', 'b']);
  });
});

describe('newestPositions', () => {
  it('returns the newest cards of a lens, up to a limit', () => {
    const { directory, cards } = packed(
      raw('a', { lens: 'power', published: '2026-07-01' }),
      raw('b', { lens: 'money', published: '2026-07-02' }),
      raw('c', { lens: 'power', published: '2026-07-03' }),
      raw('d', { lens: 'power', published: '2026-07-04' }),
    );
    const ids = (lens: string, limit: number): (string | undefined)[] =>
      newestPositions(directory, limit, { kind: 'lens', id: lens }).map((position) => cards[position]?.id);
    expect(ids('power', 2)).toEqual(['d', 'c']);
    expect(ids('power', 9)).toEqual(['d', 'c', 'a']);
    expect(ids('money', 9)).toEqual(['b']);
    expect(ids('Power', 9)).toEqual([]);
    expect(ids('power', 0)).toEqual([]);
    expect(newestPositions(directory, 3).map((position) => cards[position]?.id)).toEqual(['d', 'c', 'b']);
  });
});

describe('a segment with cards that have no lens', () => {
  const { directory, cards } = packed(
    raw('a', { lens: undefined, published: '2026-07-01' }),
    raw('b', { lens: 'money', published: '2026-07-02' }),
    raw('c', { lens: null, published: '2026-07-03' }),
  );
  const ids = (filter?: CardFilter): (string | undefined)[] =>
    newestPositions(directory, 9, filter).map((position) => cards[position]?.id);

  it('contains all cards and skips none', () => {
    expect(ids()).toEqual(['c', 'b', 'a']);
    expect(directory).toMatchObject({ count: 3, lenses: ['money'], skipped: { count: 0, reasons: [] } });
  });

  it.each<[lens: string, expected: string[]]>([
    ['money', ['b']],
    ['power', []],
    ['', []],
    ['undefined', []],
    ['null', []],
  ])('does not return cards without a lens for the lens %j', (id, expected) => {
    expect(ids({ kind: 'lens', id })).toEqual(expected);
  });
});

describe('newestPositions of a topic or an outlet', () => {
  const { directory, cards } = packed(
    raw('a', { topics: ['Ports', 'fees'], outlet: 'Harbour Courier', published: '2026-07-01' }),
    raw('b', { topics: [], outlet: 'Northern Ledger – World', published: '2026-07-02' }),
    raw('c', { topics: [{ name: 'ports' }], published: '2026-07-03' }),
    raw('d', { topics: ['port', 'global'], outlet: 'harbour courier', published: '2026-07-04' }),
  );

  it.each<[filter: CardFilter, ids: string[]]>([
    [{ kind: 'topic', id: 'ports' }, ['c', 'a']],
    [{ kind: 'topic', id: 'fees' }, ['a']],
    [{ kind: 'topic', id: 'port' }, ['d']],
    [{ kind: 'topic', id: 'global' }, ['d']],
    [{ kind: 'topic', id: 'harbour courier' }, []],
    [{ kind: 'outlet', id: 'harbour courier' }, ['d', 'a']],
    [{ kind: 'outlet', id: 'northern ledger – world' }, ['b']],
    [{ kind: 'outlet', id: 'northern ledger' }, []],
    [{ kind: 'outlet', id: 'outlet.example' }, ['c']],
    [{ kind: 'outlet', id: '' }, []],
  ])('for %j returns %j', (filter, ids) => {
    expect(newestPositions(directory, 9, filter).map((position) => cards[position]?.id)).toEqual(ids);
  });

  it('starts at a given position', () => {
    const filter = { kind: 'topic', id: 'ports' } as const;
    expect(newestPositions(directory, 1, filter)).toEqual([1]);
    expect(newestPositions(directory, 1, filter, 2)).toEqual([3]);
    expect(newestPositions(directory, 1, filter, 4)).toEqual([]);
    expect(newestPositions(directory, 2, undefined, 2)).toEqual([2, 3]);
  });
});

describe('keys of a card', () => {
  const card: Card = {
    id: 'talks',
    url: 'https://noligarchy.example/talks/',
    headline: 'Who gains from the talks in Qatar now',
    lens: 'power',
    published: '2026-07-02',
    sources: [{ url: 'https://www.outlet.example/talks?utm_source=x' }, { url: 'https://copy.example/7' }],
    topics: [],
  };

  it('are the keys of its sources, in order, and the key of its address', () => {
    expect(sourceKeys(card)).toEqual(['outlet.example/talks', 'copy.example/7']);
    expect(cardKeys(card)).toEqual([
      'u:outlet.example/talks',
      'u:copy.example/7',
      'a:noligarchy.example/talks',
    ]);
  });

  it.each([
    ['Talks begin in Qatar after a pause', ['h:talks begin in qatar after a pause']],
    ['Talks begin', []],
    ['Live updates: talks begin in Qatar after a pause', []],
  ])('for the source headline "%s" contain %j', (sourceHeadline, keys) => {
    expect(cardKeys({ ...card, sourceHeadline }).filter((key) => key.startsWith('h:'))).toEqual(keys);
  });
});
