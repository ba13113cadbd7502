import type { Steps } from '../../db/run-in-slices.ts';
import type { PackedBlock } from '../../index/byte-packing.ts';
import { eachPart, type PartVisitor } from '../words/tokens.ts';
import { WordCodes } from '../words/word-codes.ts';
import { bitOf, FIELDS, type SearchDocument } from './fields.ts';
import { MAX_DOCUMENTS } from './segment-format.ts';
import { SegmentWriter } from './segment-writer.ts';
import { segmenterMark } from './segmenter-fingerprint.ts';
import { sortWords } from './sort-words.ts';

/** A segment with more postings than this is full, so that long documents do not make it too large. */
const MAX_POSTINGS = 3 << 19;
/** Number of words to write before other work may run. */
const WORDS_A_STEP = 2000;
/** Number of postings to group before other work may run. */
const GROUPED_A_STEP = 200_000;

/** Collects documents and packs them into one segment. */
export class SegmentBuilder {
  readonly #ids: string[] = [];
  readonly #days: number[] = [];
  readonly #wordCodes: WordCodes;
  /** The numbers of the words in the table of word codes, in the order of first occurrence. */
  readonly #words: number[] = [];
  /**
   * For each number of a word, two neighbouring numbers. The first is one more than the position of the word's last
   * posting, or 0 if the word has no posting. The second is the number of its postings.
   */
  #states: Int32Array = new Int32Array(1 << 11);
  /** For each posting, its word. The postings are in the order of the documents. */
  #wordOf: Int32Array = new Int32Array(1 << 11);
  /** For each posting, the document, and in the lowest eight bits the fields. */
  #posted: Int32Array = new Int32Array(1 << 11);
  #postings = 0;
  /** The position of the first posting of the current document. */
  #ofDocument = 0;
  /** The bits of the current document and field, as in `#posted`. */
  #bits = 0;
  #usesSegmenter = false;

  /** @param wordCodes while this builder collects documents, only this builder may use the table of word codes */
  constructor(wordCodes = new WordCodes()) {
    this.#wordCodes = wordCodes;
  }

  /** Number of documents. */
  get size(): number {
    return this.#ids.length;
  }

  /** Whether the segment accepts no more documents. */
  get isFull(): boolean {
    return this.size >= MAX_DOCUMENTS || this.#postings >= MAX_POSTINGS;
  }

  /** Adds a document. Add each id only once. */
  add({ id, day, texts }: SearchDocument): void {
    const document = this.#ids.length;
    this.#ids.push(id);
    this.#days.push(day);
    this.#ofDocument = this.#postings;
    for (const field of FIELDS) {
      this.#bits = (document << 8) | bitOf(field);
      for (const text of texts[field] ?? []) eachPart(text, this.#visit);
    }
  }

  readonly #visit: PartVisitor = ({ text, units }, start, _, limit, make) => {
    const code = this.#wordCodes.codeOf(text, units, start, limit, make);
    if (code >= 0) this.#post(code);
    else for (const one of this.#wordCodes.codesOf(code)) this.#post(one);
  };

  /** @param code see `WordCodes` */
  #post(code: number): void {
    const word = code >> 1;
    if ((code & 1) === 1) this.#usesSegmenter = true;
    while (2 * word >= this.#states.length) this.#states = doubled(this.#states);
    const last = this.#states[2 * word] as number;
    if (last > this.#ofDocument) {
      this.#posted[last - 1] = (this.#posted[last - 1] as number) | this.#bits;
      return;
    }
    if (last === 0) this.#words.push(word);
    const at = this.#postings++;
    if (at >= this.#wordOf.length) {
      this.#wordOf = doubled(this.#wordOf);
      this.#posted = doubled(this.#posted);
    }
    this.#states[2 * word] = at + 1;
    this.#states[2 * word + 1] = (this.#states[2 * word + 1] as number) + 1;
    this.#wordOf[at] = word;
    this.#posted[at] = this.#bits;
  }

  /**
   * Packs the documents. The steps are short, so that the search worker can answer queries between them. Call this
   * once, and add no documents afterwards.
   */
  *pack(): Steps<PackedBlock> {
    const { units, records } = this.#wordCodes;
    const words = Int32Array.from(this.#words);
    yield* sortWords(words, this.#wordCodes);
    const postings = yield* this.#postingsOf(words);
    const writer = new SegmentWriter(this.#alphabet());
    yield;
    let from = 0;
    let written = 0;
    for (const word of words) {
      const to = this.#states[2 * word] as number;
      for (; from < to; from++) {
        const posting = postings[from] as number;
        writer.addPosting(posting >> 8, posting & 255);
      }
      writer.endWord(units, records[2 * word] as number, records[2 * word + 2] as number);
      if (++written % WORDS_A_STEP === 0) yield;
    }
    return writer.finish({ ids: this.#ids, days: this.#days }, this.#usesSegmenter ? segmenterMark() : 0);
  }

  /**
   * Returns the postings in the order of the words, each as in `#posted`. Afterwards, the first number of each word in
   * `#states` is the position at which its postings end.
   */
  *#postingsOf(words: Int32Array): Steps<Int32Array> {
    const states = this.#states;
    let start = 0;
    for (const word of words) {
      states[2 * word] = start;
      start += states[2 * word + 1] as number;
    }
    const grouped = new Int32Array(this.#postings);
    for (let at = 0; at < this.#postings; at++) {
      const word = this.#wordOf[at] as number;
      const place = states[2 * word] as number;
      states[2 * word] = place + 1;
      grouped[place] = this.#posted[at] as number;
      if (at % GROUPED_A_STEP === 0) yield;
    }
    return grouped;
  }

  /** Returns the code units of all words. */
  #alphabet(): number[] {
    const { units, records } = this.#wordCodes;
    const isUsed = new Uint8Array(0x10000);
    for (const word of this.#words) {
      const end = records[2 * word + 2] as number;
      for (let at = records[2 * word] as number; at < end; at++) isUsed[units[at] as number] = 1;
    }
    const alphabet: number[] = [];
    for (let unit = 0; unit < isUsed.length; unit++) if (isUsed[unit] === 1) alphabet.push(unit);
    return alphabet;
  }
}

function doubled(array: Int32Array): Int32Array {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
