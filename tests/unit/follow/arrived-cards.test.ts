import { describe, expect, it } from 'vitest';
import { arrivals, newsSince } from '../../../lib/follow/arrived-cards.ts';
import type { CardFilter } from '../../../lib/index/card-filters.ts';
import { packSegment, type SegmentDirectory } from '../../../lib/index/segment.ts';

const BASE = 'https://noligarchy.example/.well-known/civic-lens/segments/2026-07.json';
const POWER: CardFilter = { kind: 'lens', id: 'power' };

/**
 * Returns the directory of a segment with these cards, the newest first. Each card is given as "id" or "id in lens".
 */
function segment(sha256: string, ...cards: string[]): SegmentDirectory {
  const packed = packSegment(
    {
      cards: cards.map((words, n) => {
        const [id, lens = 'power'] = words.split(' in ');
        return {
          id,
          url: `/${id}`,
          headline: id,
          lens,
          published: `2026-07-${String(28 - n).padStart(2, '0')}`,
          topics: id === 'ferry' ? ['shipping'] : [],
        };
      }),
    },
    BASE,
    sha256,
  );
  if (!packed) throw new Error('The segment is invalid.');
  return packed.directory;
}

describe('arrivals between two indexes', () => {
  const july = segment('july', 'ports', 'meter in money');
  const june = segment('june', 'quarry');

  it.each<[what: string, after: SegmentDirectory[], followed: CardFilter[], places: [string, number][]]>([
    ['nothing changed', [july, june], [POWER], []],
    ['a card arrived', [segment('j2', 'ferry', 'ports', 'meter in money'), june], [POWER], [['j2', 0]]],
    ['the card belongs to nothing followed', [segment('j2', 'ferry in money', 'ports')], [POWER], []],
    [
      'the topic of the card is followed',
      [segment('j2', 'ferry in money')],
      [{ kind: 'topic', id: 'shipping' }],
      [['j2', 0]],
    ],
    [
      'the card belongs to two followed things',
      [segment('j2', 'ferry')],
      [POWER, { kind: 'topic', id: 'shipping' }],
      [['j2', 0]],
    ],
    ['nothing is followed', [segment('j2', 'ferry', 'ports')], [], []],
    ['a month arrived', [segment('august', 'ferry'), july, june], [POWER], [['august', 0]]],
    ['a card was rewritten', [segment('j2', 'ports', 'meter')], [POWER], []],
    ['a card moved to another month', [segment('j2', 'ports', 'quarry'), segment('june2')], [POWER], []],
    ['cards were removed', [segment('j2')], [POWER], []],
  ])('are the new cards of followed things, without duplicates: %s', (_, after, followed, places) => {
    expect(arrivals([july, june], after, followed)).toEqual(
      places.map(([sha256, position]) => ({ sha256, position })),
    );
  });
});

describe('newsSince', () => {
  const now = Date.parse('2026-07-20T12:00:00Z');
  it.each<[newest: string, lastOfIncomplete: string | undefined, since: string]>([
    ['2026-07-20', undefined, '2026-06-20T00:00:00Z'],
    ['2026-03-31', undefined, '2026-03-01T00:00:00Z'],
    // An analysis with a date in the future must not make all other analyses count as old.
    ['2099-01-01', undefined, '2026-06-20T12:00:00Z'],
    ['2026-07-20', '2026-07-15', '2026-07-15T00:00:00Z'],
    ['2026-07-20', '2026-01-15', '2026-06-20T00:00:00Z'],
  ])(
    'for the newest card %s and the newest card of an incomplete index %s returns %s',
    (newest, last, since) => {
      expect(newsSince({ published: newest }, last ? { published: last } : undefined, now)).toBe(
        Date.parse(since),
      );
    },
  );
});
