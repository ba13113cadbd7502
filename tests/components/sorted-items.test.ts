import { expect, it } from 'vitest';
import { type ListItem, sortedItems } from '../../components/library/list-items.ts';

const item = (
  id: string,
  savedAt: number,
  published: string,
  { updated, outlet, readMinutes }: { updated?: string; outlet?: string; readMinutes?: number } = {},
): ListItem => ({
  card: {
    ...{ id, url: '', headline: id, published, sources: [], topics: [] },
    ...(updated ? { updated } : {}),
    ...(outlet ? { outlet } : {}),
    ...(readMinutes === undefined ? {} : { readMinutes }),
  },
  language: undefined,
  reading: 'unread',
  labels: [],
  savedAt,
});

const ITEMS = [
  item('a', 3, '2026-07-01', { updated: '2026-07-09', outlet: 'Water Post', readMinutes: 9 }),
  item('b', 1, '2026-07-03T10:00:00Z', { outlet: 'Ärzte heute', readMinutes: 2 }),
  // The outlet and the length are unknown.
  item('c', 4, '2026-07-03'),
  item('d', 2, '2026-06-30', { updated: '2026-07-02', outlet: 'Zeit', readMinutes: 2 }),
];

it.each([
  ['saved', 'c a d b'],
  ['published', 'b c a d'],
  ['updated', 'a b c d'],
  ['outlet', 'c b a d'],
  ['length', 'b d a c'],
] as const)('the list can be sorted by %s', (sort, ids) => {
  expect(sortedItems(ITEMS, sort).map(({ card }) => card.id)).toEqual(ids.split(' '));
  expect(sortedItems(ITEMS.toReversed(), sort).map(({ card }) => card.id)).toEqual(ids.split(' '));
});
