import { describe, expect, it } from 'vitest';
import { findPositions, hash32, packItems, packKeys, readItems } from '../../../lib/index/packed.ts';

/** Two keys with one hash, found by trying. */
const COLLIDING = ['talks-i25g74', 'talks-1iypvs'] as const;

describe('hash32', () => {
  // Computed with another program, in another language.
  it.each([
    ['', 0xab3e7c0b],
    ['a', 0x1a80b1b3],
    ['u:outlet.example/story', 0xe70256e3],
    ['é', 0xbaf79669],
    ['選挙', 0x3f6a73a6],
    ['😀', 0x6a85a426],
  ])('of "%s" is %i everywhere', (text, hash) => {
    expect(hash32(text)).toBe(hash);
  });

  it('spreads keys that differ in one digit', () => {
    const keys = Array.from({ length: 4096 }, (_, n) => `u:outlet.example/2026/story-${n}`);
    const buckets = new Uint32Array(64);
    for (const key of keys) buckets[hash32(key) >>> 26] = (buckets[hash32(key) >>> 26] ?? 0) + 1;
    expect(new Set(keys.map(hash32)).size).toBe(keys.length);
    // 64 on average, with a standard deviation of 8.
    expect(Math.min(...buckets)).toBeGreaterThan(24);
    expect(Math.max(...buckets)).toBeLessThan(104);
  });
});

describe('packed keys', () => {
  it('are found at the positions of their items, and no others are', () => {
    const items = Array.from({ length: 2000 }, (_, n) => [`i:${n}`, `u:${n % 700}`, 'h:all']);
    const packed = packKeys(items);
    for (const key of ['i:0', 'i:1999', 'u:0', 'u:699', 'h:all', 'i:2000', 'u:700', '', 'h:al']) {
      const expected = items.flatMap((keys, position) => (keys.includes(key) ? [position] : []));
      expect(findPositions(packed, key)).toEqual(expected);
    }
  });

  it('are sorted by hash', () => {
    const { hashes } = packKeys(Array.from({ length: 500 }, (_, n) => [`key-${n}`]));
    expect([...hashes]).toEqual([...hashes].sort((a, b) => a - b));
  });

  it('nominate every item whose key has the same hash', () => {
    expect(hash32(COLLIDING[0])).toBe(hash32(COLLIDING[1]));
    const packed = packKeys([[COLLIDING[0]], ['other'], [COLLIDING[1]]]);
    expect(findPositions(packed, COLLIDING[0])).toEqual([0, 2]);
    expect(findPositions(packed, COLLIDING[1])).toEqual([0, 2]);
  });

  it('name an item once that carries a key twice', () => {
    expect(findPositions(packKeys([['a', 'a'], [], ['a']]), 'a')).toEqual([0, 2]);
  });

  it('find nothing where there is nothing', () => {
    expect(findPositions(packKeys([]), 'a')).toEqual([]);
    expect(findPositions(packKeys([[], []]), 'a')).toEqual([]);
  });
});

describe('packed items', () => {
  const items = Array.from({ length: 10 }, (_, n) => ({
    n,
    text: `story ${n} – 選挙 😀`,
    list: [null, true],
  }));

  it.each([1, 3, 5, 10, 128])('come back in the order asked for, %i in a block', async (perBlock) => {
    const packed = await packItems(items, perBlock);
    expect(packed.count).toBe(10);
    expect(packed.offsets).toHaveLength(Math.ceil(10 / perBlock) + 1);
    expect(await readItems(packed, [...items.keys()])).toEqual(items);
    expect(await readItems(packed, [9, 0, 4, 4])).toEqual([items[9], items[0], items[4], items[4]]);
  });

  it.each([[[10]], [[10, 1000, Number.POSITIVE_INFINITY]], [[-1]], [[Number.NaN]]])(
    'leave out positions that do not exist: %j',
    async (positions) => {
      const packed = await packItems(items, 3);
      expect(await readItems(packed, [2, ...positions, 3])).toEqual([items[2], items[3]]);
    },
  );

  it('may be none', async () => {
    const packed = await packItems([], 128);
    expect(packed).toMatchObject({ count: 0, perBlock: 128 });
    expect(await readItems(packed, [0, 1])).toEqual([]);
    expect(await readItems(packed, [])).toEqual([]);
  });

  it('are read by opening only their own block', async () => {
    const packed = await packItems(items, 5);
    const damaged = { ...packed, bytes: packed.bytes.slice() };
    damaged.bytes.fill(0xff, 0, packed.offsets[1]);
    expect(await readItems(damaged, [5, 9])).toEqual([items[5], items[9]]);
    await expect(readItems(damaged, [0])).rejects.toThrow();
  });

  it('take less room than their JSON', async () => {
    const packed = await packItems(Array(1000).fill(items[0]), 128);
    expect(packed.bytes.length * 10).toBeLessThan(JSON.stringify(Array(1000).fill(items[0])).length);
  });
});
