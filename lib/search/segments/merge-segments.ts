import type { Steps } from '../../db/run-in-slices.ts';
import type { PackedBlock } from '../../index/byte-packing.ts';
import type { Segment } from './segment.ts';
import { ListReader, MAX_WORD_BYTES, WordReader } from './segment-readers.ts';
import { SegmentWriter } from './segment-writer.ts';

/** A segment and its deletion marks (see `isDeleted`). */
export interface MarkedSegment {
  readonly segment: Segment;
  readonly deleted: Uint8Array;
}

/** Whether a document is marked as deleted. */
export function isDeleted(deleted: Uint8Array, document: number): boolean {
  return (((deleted[document >> 3] ?? 0) >> (document & 7)) & 1) === 1;
}

/** Returns deletion marks that also include this document. */
export function withDeleted(deleted: Uint8Array<ArrayBuffer>, document: number): Uint8Array<ArrayBuffer> {
  const marks = new Uint8Array(Math.max(deleted.length, (document >> 3) + 1));
  marks.set(deleted);
  marks[document >> 3] = (marks[document >> 3] as number) | (1 << (document & 7));
  return marks;
}

/** Number of words in a step of a merge. Between two steps, other work may run. */
const WORDS_A_STEP = 1000;

/**
 * Merges segments into one, without their deleted documents. Needs no texts, because the segments contain the words and
 * their lists.
 *
 * @param segments together, they must have at most `MAX_MERGED` documents that are not deleted
 */
export function* mergedSegment(segments: readonly MarkedSegment[]): Steps<PackedBlock> {
  const ids: string[] = [];
  const days: number[] = [];
  const inputs = segments.map(({ segment, deleted }) => {
    const numbers = Int32Array.from({ length: segment.size }, (_, document) => {
      if (isDeleted(deleted, document)) return -1;
      days.push(segment.days[document] ?? 0);
      return ids.push(segment.ids[document] ?? '') - 1;
    });
    return new Input(segment, numbers);
  });
  const writer = new SegmentWriter(segments.flatMap(({ segment }) => [...segment.alphabet]));
  yield;
  const units = new Uint16Array(MAX_WORD_BYTES);
  let written = 0;
  for (;;) {
    const word = firstWord(inputs);
    if (word === undefined) break;
    let hasPostings = false;
    for (const input of inputs) {
      if (input.word !== word) continue;
      if (input.addPostings(writer)) hasPostings = true;
      input.read();
    }
    if (hasPostings) writer.endWord(units, 0, unitsOf(word, units));
    if (++written % WORDS_A_STEP === 0) yield;
  }
  const segmenter = segments.find(({ segment }) => segment.segmenter !== 0)?.segment.segmenter ?? 0;
  return writer.finish({ ids, days }, segmenter);
}

/** Writes the code units of a word into a buffer. Returns their number. */
function unitsOf(word: string, units: Uint16Array): number {
  for (let n = 0; n < word.length; n++) units[n] = word.charCodeAt(n);
  return word.length;
}

function firstWord(inputs: readonly Input[]): string | undefined {
  let first: string | undefined;
  for (const { word } of inputs)
    if (word !== undefined && (first === undefined || word < first)) first = word;
  return first;
}

/** The state of one input segment during a merge. */
class Input {
  readonly #words: WordReader;
  readonly #lists: ListReader;
  /** For each document, its number in the merged segment; −1 if it is deleted. */
  readonly #numbers: Int32Array;
  /** The current word; `undefined` at the end. */
  word: string | undefined;

  constructor(segment: Segment, numbers: Int32Array) {
    this.#words = new WordReader(segment);
    this.#lists = new ListReader(segment);
    this.#numbers = numbers;
    this.read();
  }

  read(): void {
    this.word = this.#words.read() ? this.#words.word() : undefined;
  }

  /** Adds the postings of the current word, except in deleted documents. Returns whether it added any. */
  addPostings(writer: SegmentWriter): boolean {
    const lists = this.#lists;
    lists.at = this.#words.list;
    lists.read();
    let isAny = false;
    for (let n = 0; n < lists.length; n++) {
      const number = this.#numbers[lists.documents[n] as number] as number;
      if (number < 0) continue;
      writer.addPosting(number, lists.fields[n] as number);
      isAny = true;
    }
    return isAny;
  }
}
