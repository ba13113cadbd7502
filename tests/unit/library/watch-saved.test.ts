import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import type { SavedAnalysis } from '../../../lib/db/records.ts';
import { savedAnalyses } from '../../../lib/library/saved-analyses.ts';
import { watchSaved } from '../../../lib/library/watch-saved.ts';
import { holdsAsync } from '../properties.ts';

const record = (id: string, savedAt: number, note?: string): SavedAnalysis => ({
  id,
  savedAt,
  card: { id, url: '', headline: id, published: '2026-07-01', sources: [], topics: [] },
  publication: { name: 'NOLIGARCHY.US', url: 'https://noligarchy.us/' },
  state: 'unread',
  textState: 'pending',
  ...(note === undefined ? {} : { note }),
});

const MANY = Array.from({ length: 60 }, (_, n) => record(`many-${n}`, n));

let shown: readonly SavedAnalysis[] | undefined;
let failed: unknown;
let end: () => void;

const isShown = (): Promise<void> =>
  vi.waitFor(async () => expect(shown).toEqual(await savedAnalyses()), { interval: 1 });

function watch(): void {
  shown = undefined;
  end = watchSaved({
    onSaved: (saved) => {
      shown = saved;
    },
    onFailed: (error) => {
      failed = error;
    },
  });
}

beforeEach(async () => {
  await db.saved.clear();
  await db.saved.bulkPut([record('a', 1), record('b', 2), record('c', 3)]);
  watch();
  await isShown();
});
afterEach(() => {
  end();
  vi.restoreAllMocks();
});

it('watchSaved gives all saved analyses, the last saved first', () => {
  expect(shown?.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
});

it('watchSaved reads only the changed record after a change, and keeps the objects of the other records', async () => {
  const before = shown;
  const readAll = vi.spyOn(db.saved, 'toArray');
  const readSome = vi.spyOn(db.saved, 'bulkGet');
  await db.saved.put(record('b', 2, 'Ask the harbour master.'));
  await vi.waitFor(() => expect(shown?.[1]?.note).toBe('Ask the harbour master.'));
  expect(readAll).not.toHaveBeenCalled();
  expect(readSome.mock.calls).toEqual([[['b']]]);
  expect([shown?.[0], shown?.[2]].map((saved, n) => saved === before?.[n * 2])).toEqual([true, true]);
});

it('watchSaved gives all saved analyses, even if one request cannot read all of them', async () => {
  const more = Array.from({ length: 1101 }, (_, n) => record(`more-${n}`, 1101 - n));
  await db.saved.clear();
  await db.saved.bulkPut(more);
  await vi.waitFor(() => expect(shown).toEqual(more));
});

it('watchSaved gives all saved analyses after a change of many records', async () => {
  await db.saved.bulkPut(MANY);
  await isShown();
  expect(shown).toHaveLength(63);
});

it('watchSaved reports a change that is made while it reads', async () => {
  end();
  watch();
  await db.saved.delete('a');
  await isShown();
});

it('watchSaved reports a failed read, keeps the last list, and reads everything after the next change', async () => {
  vi.spyOn(db.saved, 'bulkGet').mockRejectedValueOnce(new Error('the disk is gone'));
  await db.saved.delete('a');
  await vi.waitFor(() => expect(failed).toEqual(new Error('the disk is gone')));
  expect(shown).toHaveLength(3);
  await db.saved.put(record('d', 4));
  await isShown();
});

it('watchSaved reads again after a failed read if something changed meanwhile', async () => {
  const { promise, reject } = Promise.withResolvers<never>();
  vi.spyOn(db.saved, 'bulkGet').mockReturnValueOnce(promise as never);
  await db.saved.delete('a');
  await vi.waitFor(() => expect(db.saved.bulkGet).toHaveBeenCalled());
  await db.saved.delete('b');
  reject(new Error('the disk is gone'));
  await isShown();
  expect(shown?.map(({ id }) => id)).toEqual(['c']);
});

it('watchSaved reports nothing after it has ended', async () => {
  end();
  const last = shown;
  const others = vi.fn();
  const endOther = watchSaved({ onSaved: others, onFailed: vi.fn() });
  await db.saved.delete('a');
  // By the time the other watch reports the change, the ended watch would have reported it too.
  await vi.waitFor(() => expect(others).toHaveBeenLastCalledWith(expect.objectContaining({ length: 2 })));
  endOther();
  expect(shown).toBe(last);
});

type Change = () => Promise<unknown>;
const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(id, fc.nat(9)).map(
    ([one, at]) =>
      () =>
        db.saved.put(record(one, at)),
  ),
  id.map((one) => () => db.saved.delete(one)),
  id.map((one) => () => db.saved.update(one, { note: `${Math.random()}` })),
  fc.constant(() => db.saved.bulkPut(MANY)),
  fc.constant(() => db.saved.where('savedAt').above(4).delete()),
  fc.constant(() => db.saved.clear()),
);

it('watchSaved gives what is stored, after any changes', async () => {
  await holdsAsync(
    fc.asyncProperty(fc.array(change, { maxLength: 12 }), async (changes) => {
      await Promise.all(changes.map((make) => make()));
      await isShown();
    }),
    50,
  );
});
