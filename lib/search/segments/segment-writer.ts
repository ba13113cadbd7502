import type { PackedBlock } from '../../index/byte-packing.ts';
import { bitOf } from './fields.ts';
import {
  ByteWriter,
  checksumOf,
  HEADER,
  HEADER_NUMBERS,
  layoutOf,
  MAGIC,
  singleByteCodes,
  WORDS_PER_BLOCK,
} from './segment-format.ts';
import { MAX_WORD_BYTES } from './segment-readers.ts';

const IN_TEXT = bitOf('text');

/** The documents of a segment, in the order of their numbers. */
export interface Documents {
  readonly ids: readonly string[];
  readonly days: readonly number[];
}

/** Writes a segment. Write the words in the order of their code units. */
export class SegmentWriter {
  readonly #alphabet: Uint16Array;
  /** For each code unit, its position in the alphabet. */
  readonly #codes = new Uint16Array(0x10000);
  readonly #single: number;
  readonly #words = new ByteWriter();
  readonly #postings = new ByteWriter();
  readonly #heads: number[] = [];
  readonly #lists: number[] = [];
  /** The postings of the word that will be written next. */
  readonly #list = new ByteWriter();
  #document = -1;
  #documents = 0;
  /** Whether all postings in `#list` are in the field `text` alone. */
  #isPlain = true;
  #count = 0;
  /** The code units of the previous word. */
  readonly #word = new Uint16Array(MAX_WORD_BYTES);
  #length = 0;
  /** The bytes of `#word`, and the offset at which each code unit of `#word` ends in them. */
  #bytes = new Uint8Array(256);
  #ends = new Uint16Array(128);

  /** @param alphabet all code units that occur in the words */
  constructor(alphabet: Iterable<number>) {
    this.#alphabet = Uint16Array.from(new Set(alphabet)).sort();
    this.#alphabet.forEach((unit, code) => {
      this.#codes[unit] = code;
    });
    this.#single = singleByteCodes(this.#alphabet.length);
  }

  /** Adds a posting to the next word. Add the documents in ascending order, without duplicates. */
  addPosting(document: number, fields: number): void {
    const distance = document - this.#document - 1;
    this.#document = document;
    this.#documents++;
    if (fields === IN_TEXT) this.#list.varint(distance * 2);
    else {
      this.#isPlain = false;
      this.#list.varint(distance * 2 + 1);
      this.#list.byte(fields);
    }
  }

  /**
   * Writes a word with the postings that were added since the previous word.
   *
   * @param units code units of the word, from `start` up to but not including `end`
   */
  endWord(units: Uint16Array, start: number, end: number): void {
    if (this.#count % WORDS_PER_BLOCK === 0) {
      this.#heads.push(this.#words.length);
      this.#lists.push(this.#postings.length);
      this.#length = 0;
    }
    this.#writeWord(units, start, end);
    if (this.#documents === 1 && this.#isPlain) this.#postings.varint(this.#document * 2 + 1);
    else {
      this.#postings.varint(this.#list.length * 2);
      this.#postings.append(this.#list.bytes, 0, this.#list.length);
    }
    this.#list.length = 0;
    this.#document = -1;
    this.#documents = 0;
    this.#isPlain = true;
    this.#count++;
  }

  #writeWord(units: Uint16Array, start: number, end: number): void {
    const word = this.#word;
    const length = end - start;
    const limit = Math.min(this.#length, length);
    let shared = 0;
    while (shared < limit && word[shared] === units[start + shared]) shared++;
    const sharedBytes = shared === 0 ? 0 : (this.#ends[shared - 1] as number);
    let at = sharedBytes;
    for (let n = shared; n < length; n++) {
      word[n] = units[start + n] as number;
      const code = this.#codes[word[n] as number] as number;
      if (code < this.#single) this.#bytes[at++] = code;
      else {
        this.#bytes[at++] = this.#single + ((code - this.#single) >>> 8);
        this.#bytes[at++] = (code - this.#single) & 255;
      }
      this.#ends[n] = at;
    }
    this.#length = length;
    const added = at - sharedBytes;
    this.#words.byte((Math.min(sharedBytes, 15) << 4) | Math.min(added, 15));
    if (sharedBytes >= 15) this.#words.byte(sharedBytes - 15);
    if (added >= 15) this.#words.byte(added - 15);
    this.#words.append(this.#bytes, sharedBytes, at);
  }

  /**
   * Returns the segment.
   *
   * @param segmenter see `HEADER.segmenter`
   */
  finish({ ids, days }: Documents, segmenter: number): PackedBlock {
    const idBytes = new TextEncoder().encode(JSON.stringify(ids));
    const sizes = {
      documents: ids.length,
      words: this.#count,
      alphabet: this.#alphabet.length,
      idBytes: idBytes.length,
      wordBytes: this.#words.length,
      postingBytes: this.#postings.length,
    };
    const layout = layoutOf(sizes);
    const bytes = new Uint8Array(layout.length);
    const header = new Uint32Array(bytes.buffer, 0, HEADER_NUMBERS);
    header[HEADER.magic] = MAGIC;
    header[HEADER.segmenter] = segmenter;
    for (const [name, size] of Object.entries(sizes)) header[HEADER[name as keyof typeof sizes]] = size;
    new Int32Array(bytes.buffer, layout.days, ids.length).set(days);
    new Uint32Array(bytes.buffer, layout.heads, this.#heads.length).set(this.#heads);
    new Uint32Array(bytes.buffer, layout.lists, this.#lists.length).set(this.#lists);
    new Uint16Array(bytes.buffer, layout.alphabet, this.#alphabet.length).set(this.#alphabet);
    bytes.set(idBytes, layout.ids);
    bytes.set(this.#words.bytes.subarray(0, this.#words.length), layout.words);
    bytes.set(this.#postings.bytes.subarray(0, this.#postings.length), layout.postings);
    header[HEADER.checksum] = checksumOf(new Uint32Array(bytes.buffer));
    return bytes;
  }
}
