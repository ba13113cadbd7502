import { describe, expect, it } from 'vitest';
import { type Card, readCard } from '../../../lib/index/card.ts';
import { packCards, unpackCards, unpackRanks } from '../../../lib/index/packed-cards.ts';

const BASE = 'https://noligarchy.example/';

function card(fields: object): Card {
  const read = readCard(
    {
      id: 'talks',
      url: '/talks',
      headline: 'On talks',
      lens: 'power',
      published: '2026-07-02',
      ...fields,
    },
    BASE,
  );
  if (typeof read === 'string') throw new Error(read);
  return read;
}

/**
 * Packs cards into one block. Returns what is unpacked at the position of each card, and at the position after the last
 * card.
 */
function packedAndUnpacked(cards: readonly Card[]): (Card | undefined)[] {
  const open = unpackCards(packCards(cards));
  return [...cards, undefined].map((_, place) => open(place));
}

const FULL = card({
  summary: 'Who may speak – and who “listens”.',
  type: 'Reporting',
  updated: '2026-07-03T10:00:00+02:00',
  readMinutes: 3,
  outlet: 'South China Morning Post – China',
  sources: [
    'https://outlet.example/talks?id=7',
    { url: 'https://copy.example/7', outlet: 'Copy 選挙' },
    'https://third.example/',
  ],
  sourceHeadline: 'Talks begin',
  topics: ['global', { name: 'governor', url: '/topics/governor' }, '選挙 😀'],
  document: '../analyses/talks.json',
});

describe('packed cards', () => {
  it.each<[what: string, cards: readonly Card[]]>([
    ['a card with every field', [FULL]],
    ['a card with only the required fields', [card({})]],
    ['both kinds in turn', [FULL, card({ id: 'b' }), FULL, card({ id: 'c' })]],
    ['cards without a lens', [card({ lens: undefined }), FULL, card({ id: 'b', lens: null })]],
    ['no cards', []],
    [
      'cards larger than the initial buffer',
      Array.from({ length: 128 }, (_, n) => card({ id: `c${n}`, summary: '選'.repeat(3000) })),
    ],
  ])('are unchanged after unpacking: %s', (_, cards) => {
    expect(packedAndUnpacked(cards)).toEqual([...cards, undefined]);
    const rank = unpackRanks(packCards(cards));
    expect([...cards, undefined].map((_, place) => rank(place)?.whole())).toEqual([...cards, undefined]);
    expect(cards.map((_, place) => rank(place))).toMatchObject(
      cards.map(({ id, published, updated }) => ({ id, published, updated })),
    );
  });

  it('stay separate if texts of the publication contain the separators', () => {
    const separators = '\n\f\u001e\u001f\t\r\0\u0085\u2028';
    const hostile = card({
      id: `a${separators}b`,
      headline: `one${separators}two \ud83d three`,
      outlet: `x${separators}`,
      topics: [`p${separators}q`, 'r'],
      sources: [`https://outlet.example/a${separators}b?c${separators}d#e${separators}f`],
    });
    const [first, second, none] = packedAndUnpacked([hostile, FULL]);
    expect(first).toEqual(hostile);
    expect(second).toEqual(FULL);
    expect(none).toBeUndefined();
  });

  it('end a truncated text without a lone surrogate', () => {
    const long = card({ id: `${'x'.repeat(299)}😀` });
    expect(long.id).toBe('x'.repeat(299));
    expect(packedAndUnpacked([long])).toEqual([long, undefined]);
  });

  it.each([[new Uint8Array()], [new TextEncoder().encode('\f\n\n')]])(
    'are undefined in an empty block',
    (block) => {
      expect(unpackCards(block)(0)).toBeUndefined();
    },
  );
});
