import { beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { keepBlocksOf, readItems, storedBlocks } from '../../../lib/db/stored-blocks.ts';
import { packBlocks, packJson, unpackJson } from '../../../lib/index/byte-packing.ts';

const ITEMS = Array.from({ length: 10 }, (_, n) => ({ n }));

beforeEach(async () => {
  await db.cardBlocks.clear();
  await db.cardBlocks.bulkPut(storedBlocks('a', packBlocks(ITEMS, 3, packJson)));
});

describe('stored blocks', () => {
  it.each([
    [
      [9, 0, 4, 4],
      [9, 0, 4, 4],
    ],
    [
      [2, 10, 3],
      [2, 3],
    ],
    [[-1, 5, 1000, Number.NaN, Number.POSITIVE_INFINITY], [5]],
    [[], []],
  ])('give the items at %j in this order, without those that do not exist', async (positions, expected) => {
    expect(await readItems(db.cardBlocks, 'a', positions, 3, unpackJson)).toEqual(
      expected.map((n) => ({ n })),
    );
  });

  it('of a missing file give no items', async () => {
    expect(await readItems(db.cardBlocks, 'b', [0, 1], 3, unpackJson)).toEqual([]);
  });

  it('are opened only if they contain a requested item', async () => {
    await db.cardBlocks.put({ key: 'a/0', bytes: new Uint8Array([0xff]) });
    expect(await readItems(db.cardBlocks, 'a', [3, 9], 3, unpackJson)).toEqual([{ n: 3 }, { n: 9 }]);
    await expect(readItems(db.cardBlocks, 'a', [0], 3, unpackJson)).rejects.toThrow();
  });

  it('of all files except those to keep are deleted', async () => {
    await db.cardBlocks.bulkPut(storedBlocks('b', packBlocks(ITEMS, 5, packJson)));
    await keepBlocksOf(db.cardBlocks, ['b']);
    expect(await db.cardBlocks.toCollection().primaryKeys()).toEqual(['b/0', 'b/1']);
  });
});
