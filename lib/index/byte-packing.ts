/*
 * Packs index data into few database records, each with several items. Items are found by the 32-bit hashes of their
 * keys. Different keys can have the same hash, so callers must compare the items themselves.
 */

/** Hashes of keys in ascending order. `positions[n]` is the position of the item whose key has the hash `hashes[n]`. */
export interface PackedKeys {
  readonly hashes: Uint32Array<ArrayBuffer>;
  /** 16 bits each for up to 65,536 items, otherwise 32 bits. */
  readonly positions: Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;
}

/**
 * Hashes a text with FNV-1a over its UTF-16 code units, and with the final mix of MurmurHash3. Hashes are stored, so
 * the hash of a text must never change.
 *
 * @param after a text to hash before `text`: `hash32('b', 'a')` equals `hash32('ab')`, but joins no strings
 * @returns unsigned 32-bit integer
 */
export function hash32(text: string, after = ''): number {
  let hash = FNV_OFFSET;
  for (let i = 0; i < after.length; i++) hash = Math.imul(hash ^ after.charCodeAt(i), FNV_PRIME);
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
  return mixed(hash);
}

/**
 * Returns `hash32(text.toLowerCase())`. Saves time, because it does not create the lower-case text.
 *
 * @returns `undefined` if the text has characters other than printable ASCII
 */
export function hashInLowerCase(text: string): number | undefined {
  let hash = FNV_OFFSET;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code > 0x7e) return undefined;
    const isUpperCase = code >= 0x41 && code <= 0x5a;
    hash = Math.imul(hash ^ (isUpperCase ? code + 0x20 : code), FNV_PRIME);
  }
  return mixed(hash);
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** The final mix of MurmurHash3. */
function mixed(hash: number): number {
  let bits = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** Collects the keys of some items, then packs them. */
export class KeyPacker {
  /**
   * The pairs of a hash and a position. Each pair is packed into one number, so that `Float64Array.sort` can sort the
   * pairs without a comparison function. A double holds 32 + 21 bits exactly.
   */
  #pairs = new Float64Array(1024);
  #length = 0;

  /**
   * @param kind the start of the key
   * @param name the rest of the key
   * @param position position of the item with this key
   */
  add(kind: string, name: string, position: number): void {
    if (this.#length === this.#pairs.length) {
      const larger = new Float64Array(this.#length * 2);
      larger.set(this.#pairs);
      this.#pairs = larger;
    }
    this.#pairs[this.#length++] = hash32(name, kind) * POSITIONS + position;
  }

  /**
   * Packs all keys that were added.
   *
   * @param count number of items
   */
  pack(count: number): PackedKeys {
    const pairs = this.#pairs.subarray(0, this.#length).sort();
    const hashes = new Uint32Array(pairs.length);
    const positions = count <= 0x10000 ? new Uint16Array(pairs.length) : new Uint32Array(pairs.length);
    let length = 0;
    let last = -1;
    for (let n = 0; n < pairs.length; n++) {
      const pair = pairs[n] as number;
      if (pair === last) continue;
      last = pair;
      const hash = Math.floor(pair / POSITIONS);
      hashes[length] = hash;
      positions[length++] = pair - hash * POSITIONS;
    }
    return { hashes: hashes.slice(0, length), positions: positions.slice(0, length) };
  }
}

/** Largest number of items that can be packed together. */
const POSITIONS = 2 ** 21;

/** Returns the positions of the items that may have this key. Uses a binary search. */
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

/** The bytes of several consecutive items. The database stores each block as one record. */
export type PackedBlock = Uint8Array<ArrayBuffer>;

/**
 * Packs items into blocks.
 *
 * @param perBlock number of items in a block. With a smaller number, a single item is faster to read. With a larger
 *   number, all blocks together take less space
 */
export function packBlocks<Item>(
  items: readonly Item[],
  perBlock: number,
  pack: (items: readonly Item[]) => PackedBlock,
): PackedBlock[] {
  const blocks: PackedBlock[] = [];
  for (let start = 0; start < items.length; start += perBlock)
    blocks.push(pack(items.slice(start, start + perBlock)));
  return blocks;
}

/** Packs items of any type as JSON in UTF-8. */
export function packJson(items: readonly unknown[]): PackedBlock {
  return new TextEncoder().encode(JSON.stringify(items));
}

/**
 * Opens a block that `packJson` returned.
 *
 * @returns a function that takes a position within the block and returns the item there
 */
export function unpackJson<Item>(block: PackedBlock): (place: number) => Item | undefined {
  const items = JSON.parse(new TextDecoder().decode(block)) as Item[];
  return (place) => items[place];
}
