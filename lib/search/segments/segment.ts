import type { PackedBlock } from '../../index/byte-packing.ts';
import {
  checksumOf,
  HEADER,
  HEADER_NUMBERS,
  layoutOf,
  MAGIC,
  type SegmentParts,
  singleByteCodes,
  WORDS_PER_BLOCK,
} from './segment-format.ts';
import { WordReader } from './segment-readers.ts';
import { segmenterMark } from './segmenter-fingerprint.ts';

/** A range of neighbouring words in a segment, given as the part of `postings` that contains their lists. */
export interface WordRange {
  readonly from: number;
  readonly to: number;
  /**
   * Whether the first word of the range is the searched word itself. If not, the first word only begins with the
   * searched word.
   */
  readonly isWhole: boolean;
}

/** A segment that is open for searches. This class only reads the bytes, and never throws. */
export class Segment implements SegmentParts {
  readonly ids: readonly string[];
  readonly days: Int32Array;
  readonly alphabet: Uint16Array;
  readonly wordCount: number;
  readonly size: number;
  /** Length of the record (bytes). */
  readonly bytes: number;
  /** See `HEADER.segmenter`. */
  readonly segmenter: number;
  readonly heads: Uint32Array;
  readonly lists: Uint32Array;
  readonly words: Uint8Array;
  readonly postings: Uint8Array;
  readonly single: number;

  private constructor(record: PackedBlock, header: Uint32Array, ids: readonly string[]) {
    const { buffer, byteOffset } = record;
    const sizes = sizesIn(header);
    const layout = layoutOf(sizes);
    const blocks = Math.ceil(sizes.words / WORDS_PER_BLOCK);
    this.ids = ids;
    this.size = sizes.documents;
    this.wordCount = sizes.words;
    this.bytes = record.length;
    this.segmenter = header[HEADER.segmenter] ?? 0;
    this.days = new Int32Array(buffer, byteOffset + layout.days, sizes.documents);
    this.heads = new Uint32Array(buffer, byteOffset + layout.heads, blocks);
    this.lists = new Uint32Array(buffer, byteOffset + layout.lists, blocks);
    this.alphabet = new Uint16Array(buffer, byteOffset + layout.alphabet, sizes.alphabet);
    this.words = record.subarray(layout.words, layout.words + sizes.wordBytes);
    this.postings = record.subarray(layout.postings, layout.postings + sizes.postingBytes);
    this.single = singleByteCodes(sizes.alphabet);
  }

  /**
   * Opens a segment.
   *
   * @returns `undefined` if the bytes are damaged, have another format, or depend on a segmenter that the browser no
   *   longer has. Index the documents of the segment again in these cases.
   */
  static open(record: PackedBlock): Segment | undefined {
    if (record.length < HEADER_NUMBERS * 4 || record.length % 4 !== 0) return undefined;
    const aligned = record.byteOffset % 4 === 0 ? record : record.slice();
    const numbers = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
    if (numbers[HEADER.magic] !== MAGIC || numbers[HEADER.checksum] !== checksumOf(numbers)) return undefined;
    const sizes = sizesIn(numbers);
    const layout = layoutOf(sizes);
    if (layout.length !== aligned.length) return undefined;
    const segmenter = numbers[HEADER.segmenter] ?? 0;
    if (segmenter !== 0 && segmenter !== segmenterMark()) return undefined;
    const ids = idsIn(aligned.subarray(layout.ids, layout.ids + sizes.idBytes));
    return ids?.length === sizes.documents ? new Segment(aligned, numbers, ids) : undefined;
  }

  /** Returns the range of the words that begin with a text; `undefined` if there are no such words. */
  wordsWith(start: string): WordRange | undefined {
    const key = this.#encoded(start);
    if (!key) return undefined;
    const reader = new WordReader(this);
    const isWhole = reader.seek(key, false);
    const from = reader.list;
    reader.seek(key, true);
    return reader.list > from ? { from, to: reader.list, isWhole } : undefined;
  }

  /** Returns the range of exactly this word; `undefined` if the segment lacks it. */
  word(word: string): WordRange | undefined {
    const key = this.#encoded(word);
    if (!key) return undefined;
    const reader = new WordReader(this);
    if (!reader.seek(key, false)) return undefined;
    return { from: reader.list, to: reader.endOfList(), isWhole: true };
  }

  /** Returns the bytes that encode a word in `words`; `undefined` if one of its code units is not in the alphabet. */
  #encoded(word: string): Uint8Array | undefined {
    const bytes = new Uint8Array(word.length * 2);
    let length = 0;
    for (let n = 0; n < word.length; n++) {
      const code = this.#codeOf(word.charCodeAt(n));
      if (code < 0) return undefined;
      if (code < this.single) bytes[length++] = code;
      else {
        bytes[length++] = this.single + ((code - this.single) >>> 8);
        bytes[length++] = (code - this.single) & 255;
      }
    }
    return bytes.subarray(0, length);
  }

  /** Returns the position of a code unit in the alphabet; −1 if the alphabet lacks it. */
  #codeOf(unit: number): number {
    let low = 0;
    let high = this.alphabet.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.alphabet[middle] as number) < unit) low = middle + 1;
      else high = middle;
    }
    return this.alphabet[low] === unit ? low : -1;
  }
}

function sizesIn(header: Uint32Array): Parameters<typeof layoutOf>[0] {
  const size = (name: keyof typeof HEADER): number => header[HEADER[name]] ?? 0;
  return {
    documents: size('documents'),
    words: size('words'),
    alphabet: size('alphabet'),
    idBytes: size('idBytes'),
    wordBytes: size('wordBytes'),
    postingBytes: size('postingBytes'),
  };
}

function idsIn(bytes: Uint8Array): string[] | undefined {
  try {
    const ids: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return Array.isArray(ids) && ids.every((id) => typeof id === 'string') ? ids : undefined;
  } catch {
    return undefined;
  }
}
