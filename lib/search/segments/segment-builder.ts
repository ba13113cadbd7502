import type { PackedBlock } from '../../index/byte-packing.ts';
import { type Form, SEGMENT } from '../words/forms.ts';
import { eachToken } from '../words/tokens.ts';
import { bitOf, FIELDS, type SearchDocument } from './fields.ts';
import { MAX_DOCUMENTS } from './segment-format.ts';
import { SegmentWriter } from './segment-writer.ts';
import { segmenterMark } from './segmenter-mark.ts';
import type { Steps } from './slices.ts';

/** A segment with more postings than this is full, so that long documents do not make it too large. */
const MAX_POSTINGS = 3 << 19;
/** Number of words to write before other work may run. */
const WORDS_A_STEP = 2000;
/** Number of words to group before other work may run. */
const GROUPED_A_STEP = 20_000;

/** Marks a word without a posting. */
const NONE = -1;

/** Collects documents and packs them into one segment. */
export class SegmentBuilder {
  readonly #ids: string[] = [];
  readonly #days: number[] = [];
  /** The number of each word, in the order of first occurrence. */
  readonly #numbers = new Map<string, number>();
  readonly #words: string[] = [];
  /** For each word, the index of its last posting, or `NONE`. */
  #last: Int32Array = new Int32Array(1 << 10);
  /** For each posting, its word, its document and its field bits. The postings are in the order of the documents. */
  #wordOf: Int32Array = new Int32Array(1 << 11);
  #documentOf: Uint16Array = new Uint16Array(1 << 11);
  #fieldsOf: Uint8Array = new Uint8Array(1 << 11);
  #postings = 0;
  /** The index of the first posting of the current document. */
  #ofDocument = 0;
  #usesSegmenter = false;
  /** Identifies the numbers that this builder stores in forms. */
  readonly #owner = {};

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
      const bit = bitOf(field);
      const visit = (form: Form): void => this.#post(form, document, bit);
      for (const text of texts[field] ?? []) eachToken(text, visit);
    }
  }

  #post(form: Form, document: number, bit: number): void {
    if (form.owner !== this.#owner) {
      form.owner = this.#owner;
      form.number = this.#numberOf(form);
    }
    const { number } = form;
    const last = this.#last[number] as number;
    if (last >= this.#ofDocument) {
      this.#fieldsOf[last] = (this.#fieldsOf[last] as number) | bit;
      return;
    }
    const at = this.#postings++;
    if (at >= this.#wordOf.length) {
      this.#wordOf = doubled(this.#wordOf);
      this.#documentOf = doubled(this.#documentOf);
      this.#fieldsOf = doubled(this.#fieldsOf);
    }
    this.#last[number] = at;
    this.#wordOf[at] = number;
    this.#documentOf[at] = document;
    this.#fieldsOf[at] = bit;
  }

  /** Returns the number of the word of a form. Several forms can have the same word. */
  #numberOf({ word, kind }: Form): number {
    if (kind === SEGMENT) this.#usesSegmenter = true;
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const number = this.#words.push(word) - 1;
    this.#numbers.set(word, number);
    if (number >= this.#last.length) this.#last = doubled(this.#last);
    this.#last[number] = NONE;
    return number;
  }

  /** Packs the documents. The steps are short, so that a worker can answer queries between them. */
  *pack(): Steps<PackedBlock> {
    const order = yield* this.#sortedWords();
    const { starts, places } = this.#postingsByWord();
    yield;
    const alphabet = new Set<number>();
    for (const word of this.#words)
      for (let at = 0; at < word.length; at++) alphabet.add(word.charCodeAt(at));
    yield;
    const writer = new SegmentWriter(alphabet);
    let written = 0;
    for (const number of order) {
      for (let n = starts[number] as number; n < (starts[number + 1] as number); n++) {
        const at = places[n] as number;
        writer.addPosting(this.#documentOf[at] as number, this.#fieldsOf[at] as number);
      }
      writer.endWord(this.#words[number] as string);
      if (++written % WORDS_A_STEP === 0) yield;
    }
    return writer.finish({ ids: this.#ids, days: this.#days }, this.#usesSegmenter ? segmenterMark() : 0);
  }

  /**
   * Returns the numbers of the words, in the order of the words. Comparing strings is slow. So this method groups the
   * words by their first two code units, sorts the groups as numbers, and then sorts the words of each group.
   */
  *#sortedWords(): Steps<number[]> {
    const words = this.#words;
    const groups = new Map<number, number[]>();
    for (let number = 0; number < words.length; number++) {
      const word = words[number] as string;
      const start = word.charCodeAt(0) * 0x10000 + (word.length > 1 ? word.charCodeAt(1) : 0);
      const group = groups.get(start);
      if (group) group.push(number);
      else groups.set(start, [number]);
      if (number % GROUPED_A_STEP === 0) yield;
    }
    const sorted: number[] = [];
    let waiting = 0;
    for (const start of Float64Array.from(groups.keys()).sort()) {
      const group = groups.get(start) ?? [];
      group.sort((one, other) => ((words[one] as string) < (words[other] as string) ? -1 : 1));
      for (const number of group) sorted.push(number);
      waiting += group.length;
      if (waiting < WORDS_A_STEP) continue;
      waiting = 0;
      yield;
    }
    return sorted;
  }

  /** Groups the postings by word. The postings of word `n` are in `places`, from `starts[n]` up to `starts[n + 1]`. */
  #postingsByWord(): { readonly starts: Int32Array; readonly places: Int32Array } {
    const starts = new Int32Array(this.#words.length + 1);
    for (let at = 0; at < this.#postings; at++) {
      const next = (this.#wordOf[at] as number) + 1;
      starts[next] = (starts[next] as number) + 1;
    }
    for (let n = 0; n < this.#words.length; n++)
      starts[n + 1] = (starts[n + 1] as number) + (starts[n] as number);
    const ends = starts.slice();
    const places = new Int32Array(this.#postings);
    for (let at = 0; at < this.#postings; at++) {
      const number = this.#wordOf[at] as number;
      const place = ends[number] as number;
      ends[number] = place + 1;
      places[place] = at;
    }
    return { starts, places };
  }
}

function doubled<A extends Int32Array | Uint16Array | Uint8Array>(array: A): A {
  const larger = new (array.constructor as new (length: number) => A)(array.length * 2);
  larger.set(array);
  return larger;
}
