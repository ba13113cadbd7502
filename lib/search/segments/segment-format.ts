import type { Block } from '../../index/byte-packing.ts';

/*
 * The layout of a packed segment, shared by what writes and what reads it.
 *
 * A segment is one record of bytes: a header of 32-bit numbers, then sections that begin at multiples of four bytes.
 *
 *   days      Int32, one for each document
 *   heads     Uint32, for each block of words: where it begins in `words`
 *   lists     Uint32, for each block of words: where its first list begins in `postings`
 *   alphabet  Uint16, the UTF-16 code units that occur in words, in ascending order
 *   ids       JSON in UTF-8: the ids of the documents
 *   words     all words in the order of their code units
 *   postings  for each word its list, in the same order
 *
 * In `words` a code unit is its place in the alphabet, in one byte or two, so that comparing bytes compares words. A
 * word is a byte with two lengths, four bits each (15: the rest follows in a byte of its own), and bytes: how many it
 * shares with the word before, how many follow, and those. The first word of a block shares none.
 *
 * A list with one document that has the word in its text alone is twice the document's number, and one more. Any other
 * list is twice its length in bytes, and for each document twice the distance from the document before; one more if the
 * word occurs in other fields than the text, and then a byte with a bit for each field. All numbers are base-128
 * varints, lowest bits first.
 */

/** "CLS" and a version. A change of bytes, fields or the division into words needs another: it refuses old segments. */
export const MAGIC = 0x31534c43;
/** Places of the numbers in the header. */
export const HEADER = {
  magic: 0,
  /** Of everything after this number. */
  checksum: 1,
  /** What the browser's segmenter makes of some words (`segmenterMark`); 0 if no document needed it. */
  segmenter: 2,
  documents: 3,
  words: 4,
  alphabet: 5,
  idBytes: 6,
  wordBytes: 7,
  postingBytes: 8,
} as const;
export const HEADER_NUMBERS = 9;

/** Words in a block. A search reads one block word by word. */
export const WORDS_PER_BLOCK = 32;
/**
 * Documents in a segment that is made from texts. A killed worker loses the work on so many. In nine languages, 500
 * documents have 78,000 different words and 2000 have 157,000, so that larger segments are smaller, and faster to make.
 */
export const MAX_DOCUMENTS = 2000;
/** Documents in a segment that is merged from others. */
export const MAX_MERGED = 4000;

/** Where the sections of a segment begin, and its length (bytes). */
export interface Layout {
  readonly days: number;
  readonly heads: number;
  readonly lists: number;
  readonly alphabet: number;
  readonly ids: number;
  readonly words: number;
  readonly postings: number;
  readonly length: number;
}

/** The parts of an open segment. */
export interface SegmentParts {
  /** Number of documents. */
  readonly size: number;
  readonly wordCount: number;
  readonly alphabet: Uint16Array;
  /** See `singleByteCodes`. */
  readonly single: number;
  readonly heads: Uint32Array;
  readonly lists: Uint32Array;
  readonly words: Uint8Array;
  readonly postings: Uint8Array;
}

/** Sizes from which the layout follows. */
export interface Sizes {
  readonly documents: number;
  readonly words: number;
  readonly alphabet: number;
  readonly idBytes: number;
  readonly wordBytes: number;
  readonly postingBytes: number;
}

export function layoutOf(sizes: Sizes): Layout {
  const blocks = Math.ceil(sizes.words / WORDS_PER_BLOCK);
  let at = HEADER_NUMBERS * 4;
  const section = (bytes: number): number => {
    const start = at;
    at += Math.ceil(bytes / 4) * 4;
    return start;
  };
  const days = section(sizes.documents * 4);
  const heads = section(blocks * 4);
  const lists = section(blocks * 4);
  const alphabet = section(sizes.alphabet * 2);
  const ids = section(sizes.idBytes);
  const words = section(sizes.wordBytes);
  const postings = section(sizes.postingBytes);
  return { days, heads, lists, alphabet, ids, words, postings, length: at };
}

/**
 * How many code units of the alphabet take one byte. The other bytes begin a code of two, so the most frequent scripts
 * take one: code units of Latin, Cyrillic, Arabic and Devanagari come before those of Han.
 */
export function singleByteCodes(alphabet: number): number {
  return alphabet <= 256 ? 256 : 256 - Math.ceil((alphabet - 256) / 255);
}

/**
 * Checks that bytes are those that were written. A change within four aligned bytes is always found; other changes are
 * missed once in four thousand million times. (The loop of MurmurHash3.)
 *
 * @param numbers a segment
 */
export function checksumOf(numbers: Uint32Array): number {
  let hash = 0;
  for (let n = HEADER.checksum + 1; n < numbers.length; n++) {
    let k = Math.imul(numbers[n] as number, 0xcc9e2d51);
    k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
    hash ^= k;
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  hash ^= numbers.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** Bytes that grow as they are written. */
export class ByteWriter {
  bytes: Block = new Uint8Array(4096);
  length = 0;

  /** Makes room for so many more bytes. */
  reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.length + more, this.bytes.length * 2));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }

  byte(value: number): void {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  varint(value: number): void {
    this.reserve(5);
    let rest = value;
    for (; rest > 127; rest >>>= 7) this.bytes[this.length++] = (rest & 127) | 128;
    this.bytes[this.length++] = rest;
  }

  append(bytes: Uint8Array, from: number, to: number): void {
    this.reserve(to - from);
    for (let at = from; at < to; at++) this.bytes[this.length++] = bytes[at] as number;
  }
}
