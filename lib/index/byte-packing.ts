/**
 * Packed storage of index data: one record a hundred items instead of one row an item, found by sorted 32-bit hashes
 * beside the positions that they stand for. A hash only nominates: whoever looks something up compares the item
 * itself.
 */

/** Sorted hashes and, at the same place, the position of the item that each belongs to. */
export interface PackedKeys {
  readonly hashes: Uint32Array<ArrayBuffer>;
  /** Two bytes each where that is enough. */
  readonly positions: Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;
}

/**
 * FNV-1a over UTF-16 units with the final mix of MurmurHash3: 32 bits, the same in every browser and in the tools.
 *
 * @param after what stands before the text: `hash32('b', 'a')` is `hash32('ab')`, without making that string
 */
export function hash32(text: string, after = ''): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < after.length; i++) hash = Math.imul(hash ^ after.charCodeAt(i), 0x01000193);
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Collects the keys of some items, then packs them. */
export class KeyPacker {
  /**
   * Hash and position side by side in one number, so that sorting is the typed array's own: 32 + 21 bits are exact in
   * a double.
   */
  #pairs = new Float64Array(1024);
  #length = 0;

  /**
   * @param kind the beginning of the key
   * @param name the rest of the key
   * @param position place of the item that it stands for
   */
  add(kind: string, name: string, position: number): void {
    if (this.#length === this.#pairs.length) {
      const larger = new Float64Array(this.#length * 2);
      larger.set(this.#pairs);
      this.#pairs = larger;
    }
    this.#pairs[this.#length++] = hash32(name, kind) * POSITIONS + position;
  }

  /** @param count how many items there are */
  pack(count: number): PackedKeys {
    const pairs = this.#pairs.slice(0, this.#length).sort();
    const sorted = pairs.filter((pair, n) => pair !== pairs[n - 1]);
    const positions = count <= 0x10000 ? new Uint16Array(sorted.length) : new Uint32Array(sorted.length);
    sorted.forEach((pair, n) => {
      positions[n] = pair % POSITIONS;
    });
    return { hashes: Uint32Array.from(sorted, (pair) => Math.floor(pair / POSITIONS)), positions };
  }
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

/** Neighbouring items as bytes, which the browsers compress: one record in the database. */
export type Block = Uint8Array<ArrayBuffer>;

/** @param perBlock items in a block: fewer are quicker to read one of, more pack tighter */
export function packBlocks<Item>(
  items: readonly Item[],
  perBlock: number,
  pack: (items: readonly Item[]) => Block,
): Block[] {
  const blocks: Block[] = [];
  for (let start = 0; start < items.length; start += perBlock)
    blocks.push(pack(items.slice(start, start + perBlock)));
  return blocks;
}

/** Items of any shape, as JSON in UTF-8. */
export function packJson(items: readonly unknown[]): Block {
  return new TextEncoder().encode(JSON.stringify(items));
}

/** Opens a block that `packJson` packed; the function that comes back gives the item at a place in it. */
export function unpackJson<Item>(block: Block): (place: number) => Item | undefined {
  const items = JSON.parse(new TextDecoder().decode(block)) as Item[];
  return (place) => items[place];
}
