import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card } from '../../../../lib/index/card.ts';
import { withDistinctIds } from '../../../../lib/publication/site/distinct-ids.ts';
import { growsLinearly, holds } from '../../properties.ts';

interface Page {
  readonly path: string;
  readonly day?: string;
  readonly headline?: string;
  readonly source?: string;
}

/** Returns the card of a page. The last part of the page's path is the id. */
function card({ path, day = '2026-05-01', headline = path, source }: Page): Card {
  return {
    id: path.split(/[/?]/).filter(Boolean).at(-1) ?? '',
    url: `https://noligarchy.us${path}`,
    headline,
    published: day,
    sources: source === undefined ? [] : [{ url: source }],
    topics: [],
  };
}

/**
 * Returns the ids, keyed by path.
 * @param known cards that are already stored
 */
function ids(cards: readonly Card[], known: readonly Card[] = []): Record<string, string> {
  const items = withDistinctIds(
    cards.map((one) => ({ card: one })),
    new Map(known.map((one) => [one.id, one])),
  );
  return Object.fromEntries(items.map(({ card: { id, url } }) => [new URL(url).pathname, id]));
}

const SOURCE = 'https://outlet.example/2026/05/01/dispute';
const OLD = card({ path: '/2026/05/dispute', day: '2026-05-01', source: SOURCE });
const NEW = card({ path: '/labour/dispute', day: '2026-06-01' });
const NEWEST = card({ path: '/dispute/', day: '2026-07-01' });

/** These ids must never change, because readers have saved analyses under them. */
const IDS = {
  '/2026/05/dispute': 'dispute',
  '/labour/dispute': 'dispute~1j3w895',
  '/dispute/': 'dispute~193jri1',
};

describe('the ids of analyses of a plain site', () => {
  it('do not change if all are different', () => {
    const paths = ['/2026/05/dispute', '/a/quarry', '/a/2026~05', '/quarry~1'];
    expect(ids(paths.map((path) => card({ path })))).toEqual({
      '/2026/05/dispute': 'dispute',
      '/a/quarry': 'quarry',
      '/a/2026~05': '2026~05',
      '/quarry~1': 'quarry~1',
    });
  });

  it('get a hash of the address if they are equal, except the id of the analysis that was published first', () => {
    expect(ids([NEW, NEWEST, OLD])).toEqual(IDS);
  });

  it('depend on the address if analyses were published on the same day', () => {
    const [a, b] = [card({ path: '/a/dispute' }), card({ path: '/b/dispute' })];
    expect(Object.keys(ids([b, a])).filter((path) => ids([b, a])[path] === 'dispute')).toEqual([
      '/a/dispute',
    ]);
  });

  it.each<[what: string, known: Card[], cards: Card[], expected: Record<string, string>]>([
    [
      'of a newer page',
      [NEW],
      [OLD, NEW],
      { '/2026/05/dispute': 'dispute~tltvt5', '/labour/dispute': 'dispute' },
    ],
    ['of a page that is gone', [OLD], [NEW], { '/labour/dispute': 'dispute~1j3w895' }],
    [
      'of a page that had a hash',
      [{ ...NEW, id: 'dispute~1j3w895' }],
      [NEW],
      { '/labour/dispute': 'dispute~1j3w895' },
    ],
    [
      'of a page that moved',
      [OLD],
      [card({ path: '/moved/dispute', source: SOURCE }), NEW],
      { '/moved/dispute': 'dispute', '/labour/dispute': 'dispute~1j3w895' },
    ],
  ])('that are in use stay with their page: the id %s', (_, known, cards, expected) => {
    expect(ids(cards, known)).toEqual(expected);
  });

  it('with a hash do not change', () => {
    expect(ids([{ ...NEW, id: 'dispute~1j3w895' }, OLD])).toEqual(ids([NEW, OLD]));
  });

  it.each<[what: string, page: Page, isSame: boolean]>([
    ['the same headline on the same day', { path: '/b/dispute', headline: OLD.headline }, true],
    ['the same source on the same day', { path: '/b/dispute', source: `${SOURCE}?utm_source=x` }, true],
    ['another form of the address', { path: '/2026/05/dispute?utm_source=x', day: '2026-05-09' }, true],
    ['another headline and no source', { path: '/b/dispute' }, false],
    [
      'the same headline on another day',
      { path: '/b/dispute', headline: OLD.headline, day: '2026-05-02' },
      false,
    ],
  ])('are the same, or distinct, for a second page with %s', (_, page, isSame) => {
    const doubles: [kept: string, other: string][] = [];
    const both = [card(page), OLD].map((one) => ({ card: { ...one, id: OLD.id } }));
    const found = withDistinctIds(both, new Map(), (kept, other) =>
      doubles.push([kept.card.url, other.card.url]),
    );
    expect([found.length, doubles]).toEqual(isSame ? [1, [[OLD.url, card(page).url]]] : [2, []]);
  });

  it('are distinct, and do not depend on the order of reading', () => {
    const page = fc.record({
      path: fc
        .tuple(fc.constantFrom('', '/a', '/b', '/c/d'), fc.constantFrom('x', 'y'))
        .map((p) => p.join('/')),
      day: fc.constantFrom('2026-05-01', '2026-05-02'),
    });
    const cards = fc.uniqueArray(page.map(card), { selector: ({ url }) => url });
    const inTwoOrders = cards.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    holds(
      fc.property(inTwoOrders, fc.subarray([OLD, NEW, NEWEST]), ([one, other], known) => {
        const found = ids(one, known);
        expect(ids(other, known)).toEqual(found);
        expect(new Set(Object.values(found)).size).toBe(one.length);
      }),
    );
  });

  it('take linear time if all addresses end in the same word', () => {
    const pages = (count: number): Card[] =>
      Array.from({ length: count }, (_, n) => card({ path: `/${n}/analysis` }));
    expect(growsLinearly((cards: Card[]) => ids(cards), pages, 200)).toBe(true);
  });
});
