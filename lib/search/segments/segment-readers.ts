import { bitOf } from './fields.ts';
import { type SegmentParts, WORDS_PER_BLOCK } from './segment-format.ts';

const IN_TEXT = bitOf('text');

/** Returns the word that these bytes of a segment encode. */
export function wordOf({ alphabet, single }: SegmentParts, bytes: Uint8Array, length: number): string {
  let word = '';
  for (let at = 0; at < length; at++) {
    const byte = bytes[at] as number;
    const code = byte < single ? byte : single + (((byte - single) << 8) | (bytes[++at] ?? 0));
    word += String.fromCharCode(alphabet[code] ?? 0);
  }
  return word;
}

/** Longest word that `WordReader` accepts (bytes). All words of the search index are shorter. */
export const MAX_WORD_BYTES = 512;

/** Reads the words of a segment one after the other. */
export class WordReader {
  readonly #segment: SegmentParts;
  /** The bytes of the current word. */
  readonly bytes = new Uint8Array(MAX_WORD_BYTES);
  length = 0;
  /** Number of bytes that the current word shares with the previous one in its block. */
  shared = 0;
  /** Number of the next word. */
  next = 0;
  /** Offset of the current word's list in `postings`. */
  list = 0;
  /** Offset of the next word in `words`, unless that word begins a block. */
  #at = 0;

  constructor(segment: SegmentParts) {
    this.#segment = segment;
  }

  /** Reads the next word. At the end, sets `list` to the end of `postings` and returns `false`. */
  read(): boolean {
    const { wordCount, heads, lists, words, postings } = this.#segment;
    if (this.next >= wordCount) {
      this.list = postings.length;
      return false;
    }
    if (this.next % WORDS_PER_BLOCK === 0) {
      const block = this.next / WORDS_PER_BLOCK;
      this.#at = heads[block] ?? 0;
      this.list = lists[block] ?? 0;
    } else this.list = this.endOfList();
    this.next++;
    let at = this.#at;
    const lengths = words[at++] ?? 0;
    let shared = lengths >>> 4;
    let added = lengths & 15;
    if (shared === 15) shared += words[at++] ?? 0;
    if (added === 15) added += words[at++] ?? 0;
    this.shared = Math.min(shared, this.length);
    let length = this.shared;
    for (let n = 0; n < added && length < MAX_WORD_BYTES; n++) this.bytes[length++] = words[at + n] ?? 0;
    this.length = length;
    this.#at = at + added;
    return true;
  }

  /** Returns the offset at which the list of the current word ends in `postings`. */
  endOfList(): number {
    const { postings } = this.#segment;
    let at = this.list;
    let head = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = postings[at++] ?? 0;
      head |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    return Math.min((head & 1) === 1 ? at : at + (head >>> 1), postings.length);
  }

  /** Returns the current word. */
  word(): string {
    return wordOf(this.#segment, this.bytes, this.length);
  }

  /**
   * Goes to the first word that is not before a key. Returns whether this word equals the key.
   *
   * @param after whether to skip the words that begin with the key
   */
  seek(key: Uint8Array, after: boolean): boolean {
    const limit = after ? 1 : 0;
    this.next = this.#blockBefore(key, limit) * WORDS_PER_BLOCK;
    while (this.read()) {
      const order = compared(this.bytes, 0, this.length, key);
      if (order >= limit) return order === 0 && this.length === key.length;
    }
    return false;
  }

  /**
   * Returns the last block whose first word is before the key or, if `limit` is 1, begins with it. If there is no such
   * block, returns the first one.
   */
  #blockBefore(key: Uint8Array, limit: number): number {
    const { heads, words } = this.#segment;
    let low = 0;
    let high = heads.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      let at = heads[middle] as number;
      let length = (words[at++] ?? 0) & 15;
      if (length === 15) length += words[at++] ?? 0;
      if (compared(words, at, at + length, key) < limit) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }
}

/** Compares bytes with a key: −1 if they are before it, 0 if they begin with it, 1 if they are after it. */
function compared(bytes: Uint8Array, from: number, to: number, key: Uint8Array): number {
  for (let n = 0; n < key.length; n++) {
    if (from + n >= to) return -1;
    const difference = (bytes[from + n] as number) - (key[n] as number);
    if (difference !== 0) return difference < 0 ? -1 : 1;
  }
  return 0;
}

/**
 * Reads the lists of a segment. Even if the bytes are damaged, every loop stops at the end of the bytes or after the
 * last document of the segment.
 */
export class ListReader {
  readonly #postings: Uint8Array;
  readonly #size: number;
  /** The documents of the list, in ascending order, and for each the bits of the fields that contain the word. */
  readonly documents: Uint16Array;
  readonly fields: Uint8Array;
  length = 0;
  /** Offset of the next list. */
  at = 0;

  constructor({ postings, size }: SegmentParts) {
    this.#postings = postings;
    this.#size = size;
    this.documents = new Uint16Array(size);
    this.fields = new Uint8Array(size);
  }

  /** Reads the list at `at` into `documents`, `fields` and `length`. Then moves `at` to the next list. */
  read(): void {
    const postings = this.#postings;
    const head = this.#varint();
    if ((head & 1) === 1) {
      this.documents[0] = head >>> 1;
      this.fields[0] = IN_TEXT;
      this.length = head >>> 1 < this.#size ? 1 : 0;
      return;
    }
    const end = Math.min(this.at + (head >>> 1), postings.length);
    let length = 0;
    let document = -1;
    while (this.at < end) {
      let value = postings[this.at++] as number;
      if (value > 127) {
        this.at--;
        value = this.#varint();
      }
      document += (value >>> 1) + 1;
      const fields = (value & 1) === 0 ? IN_TEXT : (postings[this.at++] ?? 0);
      if (document >= this.#size) break;
      this.documents[length] = document;
      this.fields[length++] = fields;
    }
    this.length = length;
    this.at = end;
  }

  #varint(): number {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.#postings[this.at++] ?? 0;
      value |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    return value;
  }
}
