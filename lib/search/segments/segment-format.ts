import type { PackedBlock } from '../../index/byte-packing.ts';

/*
 * The layout of a packed segment, for the code that writes segments and the code that reads them.
 *
 * A segment is one record of bytes: a header of 32-bit numbers, then sections that begin at multiples of four bytes.
 *
 *   days      Int32, one for each document
 *   heads     Uint32, for each block of words its offset in `words`
 *   lists     Uint32, for each block of words the offset of its first list in `postings`
 *   alphabet  Uint16, the UTF-16 code units that occur in words, in ascending order
 *   ids       JSON in UTF-8: the ids of the documents
 *   words     all words in the order of their code units
 *   postings  for each word its list, in the same order
 *
 * In `words`, each code unit is encoded as its position in the alphabet, in one byte or two. So comparing bytes
 * compares words. A word begins with a byte that holds two lengths of four bits each: the number of bytes that the word
 * shares with the previous word, and the number of bytes that follow. If a length is 15, a further byte holds the rest
 * of it. Then the bytes follow. The first word of a block shares no bytes.
 *
 * If a list has only one document, and that document has the word only in its text, the list is one number: twice the
 * document's number, plus one. Any other list begins with twice its length in bytes. For each document it has twice the
 * number of documents that lie between this document and the previous document of the list. If the word occurs in
 * fields other than the text, that number is one higher, and a byte with a bit for each field follows. All numbers are
 * base-128 varints, lowest bits first.
 */

/**
 * "CLS" and a version number. Change the number if the bytes, the fields or the division into words change, so that the
 * extension refuses old segments.
 */
export const MAGIC = 0x31534c43;
/** Positions of the numbers in the header. */
export const HEADER = {
  magic: 0,
  /** The checksum of everything after this number. */
  checksum: 1,
  /** `segmenterMark` of the browser that divided the documents into words; 0 if no document needed its segmenter. */
  segmenter: 2,
  documents: 3,
  words: 4,
  alphabet: 5,
  idBytes: 6,
  wordBytes: 7,
  postingBytes: 8,
} as const;
export const HEADER_NUMBERS = 9;

/** Number of words in a block. A search reads the words of one block one after the other. */
export const WORDS_PER_BLOCK = 32;
/**
 * Maximum number of documents in a segment that is made from texts. If the search worker is killed, it loses its work
 * on at most this many documents. In nine languages, 500 documents have 78,000 different words, and 2000 documents have
 * 157,000. So each document needs less room and time in a large segment.
 */
export const MAX_DOCUMENTS = 2000;
/** Maximum number of documents in a merged segment. */
export const MAX_MERGED = 4000;

/** The offsets of the sections of a segment, and its length (bytes). */
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

/** The sizes that determine the layout. */
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
 * Returns the number of code units in the alphabet whose code is one byte. Each of the remaining byte values begins a
 * two-byte code. One-byte codes go to the first code units of the alphabet, so Latin, Cyrillic, Arabic and Devanagari
 * get them before Han.
 */
export function singleByteCodes(alphabet: number): number {
  return alphabet <= 256 ? 256 : 256 - Math.ceil((alphabet - 256) / 255);
}

/**
 * Returns the checksum of a segment, computed with the loop of MurmurHash3. It always detects a change within four
 * aligned bytes. Of all other changes it misses about one in 2^32.
 *
 * @param numbers the segment as 32-bit numbers
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

/** A byte buffer that grows while it is written. */
export class ByteWriter {
  bytes: PackedBlock = new Uint8Array(4096);
  length = 0;

  /** Makes room for this many more bytes. */
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
