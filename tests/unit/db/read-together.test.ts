import Dexie from 'dexie';
import { beforeEach, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { readTogether } from '../../../lib/db/read-together.ts';

beforeEach(async () => {
  await db.filters.clear();
  await db.filters.put({ id: 'water', name: 'Water', address: 'q=water' });
});

it('readTogether reads in one transaction, and does not wait for the end of the transaction', async () => {
  const ended: string[] = [];
  const names = await readTogether([db.filters, db.labels], async () => {
    Dexie.currentTransaction.on('complete', () => ended.push('transaction'));
    const [filters, labels] = await Promise.all([db.filters.toArray(), db.labels.count()]);
    return [filters.map(({ name }) => name), labels];
  });
  expect(names).toEqual([['Water'], 0]);
  expect(ended).toEqual([]);
});

it('readTogether fails if a read fails, or if a table is read that the caller did not name', async () => {
  const failure = new Error('no');
  await expect(readTogether([db.filters], () => Promise.reject(failure))).rejects.toBe(failure);
  await expect(readTogether([db.filters], () => db.labels.count())).rejects.toThrow('object store');
});

it('readTogether lets the caller use other tables afterwards', async () => {
  const count = await readTogether([db.filters], () => db.filters.count());
  expect([count, await db.labels.count()]).toEqual([1, 0]);
});
