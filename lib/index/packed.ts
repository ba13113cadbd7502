/**
 * Packed storage of index data: one record a hundred cards instead of one row a card. Keys are sorted 32-bit hashes beside the
 * positions that they stand for; items are JSON in blocks of bytes, which the browsers compress themselves. A hash only
 * nominates: whoever looks something up compares the item itself.
 */

/** Sorted hashes and, at the same place, the position of the item that each belongs to. */
export interface PackedKeys {
  readonly hashes: Uint32Array<ArrayBuffer>;
  /** Two bytes each where that is enough. */
  readonly positions: Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;
}

/** JSON of some neighbouring items, UTF-8. */
export type Block = Uint8Array<ArrayBuffer>;

/** FNV-1a over UTF-16 units with the final mix of MurmurHash3: 32 bits, the same in every browser and in the tools. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** @param keys for each item the keys that it is found by; its position is its place in the list */
export function packKeys(keys: readonly (readonly string[])[]): PackedKeys {
  // Hash and position side by side in one number, so that sorting is the typed array's own: 32 + 21 bits are exact in a double.
  const pairs = new Float64Array(keys.reduce((sum, ofItem) => sum + ofItem.length, 0));
  let length = 0;
  keys.forEach((ofItem, position) => {
    for (const key of ofItem) pairs[length++] = hash32(key) * POSITIONS + position;
  });
  const sorted = pairs.sort().filter((pair, n, all) => pair !== all[n - 1]);
  const positions = keys.length <= 0x10000 ? new Uint16Array(sorted.length) : new Uint32Array(sorted.length);
  sorted.forEach((pair, n) => {
    positions[n] = pair % POSITIONS;
  });
  return { hashes: Uint32Array.from(sorted, (pair) => Math.floor(pair / POSITIONS)), positions };
}

/** More items than this cannot be packed together. */
const POSITIONS = 2 ** 21;

/** Positions of the items that `key` may stand for, by binary search. */
export function findPositions(keys: PackedKeys, key: string): number[] {
  const { hashes, positions } = keys;
  const wanted = hash32(key);
  let low = 0;
  let high = hashes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((hashes[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  const found: number[] = [];
  for (let at = low; hashes[at] === wanted; at++) found.push(positions[at] ?? 0);
  return found;
}

/** @param perBlock items in a block: fewer are quicker to read one of, more pack tighter */
export function packBlocks(items: readonly unknown[], perBlock: number): Block[] {
  const encoder = new TextEncoder();
  const blocks: Block[] = [];
  for (let start = 0; start < items.length; start += perBlock) {
    blocks.push(encoder.encode(JSON.stringify(items.slice(start, start + perBlock))));
  }
  return blocks;
}

export function unpackBlock(block: Block): readonly unknown[] {
  return JSON.parse(new TextDecoder().decode(block));
}
