/**
 * Packed storage of index data: one record a segment instead of one row a card. Keys are sorted 32-bit hashes beside the
 * positions that they stand for; items are JSON, deflated (RFC 1951) in blocks, so that reading one unpacks only its
 * neighbours. A hash only nominates: whoever looks something up compares the item itself.
 */

/** Sorted hashes and, at the same place, the position of the item that each belongs to. */
export interface PackedKeys {
  readonly hashes: Uint32Array;
  readonly positions: Uint32Array;
}

/** Items in blocks: block `n` is `bytes[offsets[n] … offsets[n + 1]]` and holds `perBlock` items. */
export interface PackedItems {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly offsets: Uint32Array;
  readonly perBlock: number;
  readonly count: number;
}

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
  const pairs = keys.flatMap((ofItem, position) =>
    [...new Set(ofItem)].map((key) => [hash32(key), position] as const),
  );
  pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return {
    hashes: Uint32Array.from(pairs, ([hash]) => hash),
    positions: Uint32Array.from(pairs, ([, position]) => position),
  };
}

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
export async function packItems(items: readonly unknown[], perBlock: number): Promise<PackedItems> {
  const blocks: Promise<Uint8Array<ArrayBuffer>>[] = [];
  for (let start = 0; start < items.length; start += perBlock) {
    blocks.push(deflate(JSON.stringify(items.slice(start, start + perBlock))));
  }
  const packed = await Promise.all(blocks);
  const offsets = new Uint32Array(packed.length + 1);
  packed.forEach((block, n) => {
    offsets[n + 1] = (offsets[n] ?? 0) + block.length;
  });
  const bytes = new Uint8Array(offsets[packed.length] ?? 0);
  packed.forEach((block, n) => {
    bytes.set(block, offsets[n]);
  });
  return { bytes, offsets, perBlock, count: items.length };
}

/** The items at some positions, in the order asked for; positions that do not exist are left out. */
export async function readItems(packed: PackedItems, positions: readonly number[]): Promise<unknown[]> {
  const wanted = positions.filter((position) => position >= 0 && position < packed.count);
  const numbers = [...new Set(wanted.map((position) => Math.floor(position / packed.perBlock)))];
  const blocks = new Map(
    await Promise.all(numbers.map(async (number) => [number, await readBlock(packed, number)] as const)),
  );
  return wanted.map(
    (position) => blocks.get(Math.floor(position / packed.perBlock))?.[position % packed.perBlock],
  );
}

async function readBlock(packed: PackedItems, number: number): Promise<readonly unknown[]> {
  const block = packed.bytes.slice(packed.offsets[number], packed.offsets[number + 1]);
  return JSON.parse(await inflate(block));
}

async function deflate(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).text();
}
