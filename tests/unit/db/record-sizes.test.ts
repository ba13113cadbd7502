import { beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { bytesOf, estimatedSize } from '../../../lib/db/record-sizes.ts';

beforeEach(() => db.labels.clear());

const label = (n: number, length: number) => ({
  name: String(n).padStart(6, '0'),
  glyph: 'x'.repeat(length),
});

describe('the estimated size of a table', () => {
  it.each([0, 1, 5, 24])('of %i records is exact', async (count) => {
    const records = Array.from({ length: count }, (_, n) => label(n, n * 10));
    await db.labels.bulkPut(records);
    const bytes = records.reduce((sum, record) => sum + JSON.stringify(record).length, 0);
    expect(await estimatedSize(db.labels)).toEqual({ count, bytes });
  });

  it('of many records is less than 10 % wrong, even if later records are larger', async () => {
    const records = Array.from({ length: 500 }, (_, n) => label(n, n));
    await db.labels.bulkPut(records);
    const bytes = records.reduce((sum, record) => sum + JSON.stringify(record).length, 0);
    const estimated = await estimatedSize(db.labels);
    expect(estimated.count).toBe(500);
    expect(estimated.bytes / bytes).toBeGreaterThan(0.9);
    expect(estimated.bytes / bytes).toBeLessThan(1.1);
  });
});

it.each([
  ['text as UTF-8', { a: 'é' }, 10],
  ['binary data as it is', { bytes: new Uint8Array(1000) }, 1002],
])('the size of a value counts %s', (_, value, bytes) => {
  expect(bytesOf(value)).toBe(bytes);
});
