import { expect, it } from 'vitest';
import { savedItems } from '../../components/library/saved-items.ts';
import type { SavedAnalysis } from '../../lib/db/records.ts';
import { runAtOnce } from '../../lib/db/run-in-slices.ts';

const COUNT = 2600;

function record(n: number, more: Partial<SavedAnalysis> = {}): SavedAnalysis {
  const id = `analysis-${n}`;
  const publication = { name: 'NOLIGARCHY.US', url: 'https://noligarchy.us/', language: 'en' };
  const sources = [{ url: `https://outlet-${n % 3}.example/${n}` }];
  const card = { id, url: '', headline: id, published: '2026-07-01', sources, topics: [] };
  return { id, savedAt: -n, card, publication, state: 'unread', textState: 'kept', ...more };
}

const SAVED = Array.from({ length: COUNT }, (_, n) => record(n, n % 2 === 0 ? { labels: ['Even'] } : {}));

it('the items of a large library are made and counted in several steps', () => {
  const steps = savedItems(SAVED);
  let count = 1;
  let step = steps.next();
  for (; !step.done; step = steps.next()) count++;
  const { items, byId, counts } = step.value;
  expect(count).toBeGreaterThanOrEqual(8);
  expect(items.map(({ card }) => card.id)).toEqual(SAVED.map(({ id }) => id));
  expect(byId.size).toBe(COUNT);
  expect(counts).toMatchObject({
    all: COUNT,
    states: { unread: COUNT },
    labels: [{ id: 'even', name: 'Even', count: COUNT / 2 }],
  });
  expect(counts.outlets.map((outlet) => outlet.count)).toEqual([867, 867, 866]);
});

it('the items of unchanged records are kept', () => {
  const before = runAtOnce(savedItems(SAVED));
  const changed = SAVED.map((one) => (one.id === 'analysis-7' ? record(7, { state: 'read' }) : one));
  const { items } = runAtOnce(savedItems(changed, before.byId));
  expect(items.flatMap((item, n) => (item === before.items[n] ? [] : [[n, item.reading]]))).toEqual([
    [7, 'read'],
  ]);
});
