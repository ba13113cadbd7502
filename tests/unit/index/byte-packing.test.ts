import { describe, expect, it } from 'vitest';
import {
  findPositions,
  hash32,
  KeyPacker,
  type PackedKeys,
  packBlocks,
  packJson,
  unpackJson,
} from '../../../lib/index/byte-packing.ts';

/** Two keys with the same hash. */
const COLLIDING = ['talks-i25g74', 'talks-1iypvs'] as const;

/** Packs the keys of items. */
function packKeys(items: readonly (readonly string[])[]): PackedKeys {
  const packer = new KeyPacker();
  items.forEach((keys, position) => {
    for (const key of keys) packer.add(key.slice(0, 2), key.slice(2), position);
  });
  return packer.pack(items.length);
}

describe('hash32', () => {
  // Another program, in another language, computed the expected hashes.
  it.each([
    ['', 0xab3e7c0b],
    ['a', 0x1a80b1b3],
    ['u:outlet.example/story', 0xe70256e3],
    ['é', 0xbaf79669],
    ['選挙', 0x3f6a73a6],
    ['😀', 0x6a85a426],
  ])('for "%s" returns the constant %i', (text, hash) => {
    expect(hash32(text)).toBe(hash);
  });

  it('distributes keys that differ in one digit evenly', () => {
    const keys = Array.from({ length: 4096 }, (_, n) => `u:outlet.example/2026/story-${n}`);
    const buckets = new Uint32Array(64);
    for (const key of keys) buckets[hash32(key) >>> 26] = (buckets[hash32(key) >>> 26] ?? 0) + 1;
    expect(new Set(keys.map((key) => hash32(key))).size).toBe(keys.length);
    // The average number of keys in a bucket is 64, with a standard deviation of 8.
    expect(Math.min(...buckets)).toBeGreaterThan(24);
    expect(Math.max(...buckets)).toBeLessThan(104);
  });
});

describe('packed keys', () => {
  it('lead to the positions of their items and to no others', () => {
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

  it('lead to every item whose key has the same hash', () => {
    expect(hash32(COLLIDING[0])).toBe(hash32(COLLIDING[1]));
    const packed = packKeys([[COLLIDING[0]], ['other'], [COLLIDING[1]]]);
    expect(findPositions(packed, COLLIDING[0])).toEqual([0, 2]);
    expect(findPositions(packed, COLLIDING[1])).toEqual([0, 2]);
  });

  it('lead only once to an item that has a key twice', () => {
    expect(findPositions(packKeys([['a', 'a'], [], ['a']]), 'a')).toEqual([0, 2]);
  });

  it.each([
    [0x10000, Uint16Array],
    [0x10001, Uint32Array],
  ])('can hold the last position of %i items', (count, kind) => {
    const packer = new KeyPacker();
    packer.add('i:', 'last', count - 1);
    const packed = packer.pack(count);
    expect(packed.positions).toBeInstanceOf(kind);
    expect(findPositions(packed, 'i:last')).toEqual([count - 1]);
  });

  it('may be empty', () => {
    expect(findPositions(packKeys([]), 'a')).toEqual([]);
    expect(findPositions(packKeys([[], []]), 'a')).toEqual([]);
  });
});

describe('packed blocks', () => {
  const items = Array.from({ length: 10 }, (_, n) => ({
    n,
    text: `story ${n} – 選挙 😀`,
    list: [null, true],
  }));

  it.each([1, 3, 5, 10, 128])('contain the items in their order, %i in a block', (perBlock) => {
    const blocks = packBlocks(items, perBlock, packJson);
    expect(blocks).toHaveLength(Math.ceil(10 / perBlock));
    const opened = blocks.map((block) => unpackJson(block));
    expect(items.map((_, n) => opened[Math.floor(n / perBlock)]?.(n % perBlock))).toEqual(items);
    expect(opened[0]?.(Math.min(perBlock, 10))).toBeUndefined();
  });

  it('are an empty list if there are no items', () => {
    expect(packBlocks([], 128, packJson)).toEqual([]);
  });
});
