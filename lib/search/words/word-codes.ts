import { type Form, MAX_WORD_LENGTH, SEGMENT } from './forms.ts';
import { copyOfPart, TextPartNumbers } from './text-part-numbers.ts';

/** A table of word codes with more parts than this is full. This many parts take about fifteen megabytes. */
const MAX_PARTS = 250_000;
/** A table with more than this many times the parts of a full table is too large. Real texts have far fewer parts. */
const TOO_MANY = 4;

/** Stands for the words of a part while they are not known. `TextPartNumbers` stores this value for each new part. */
const UNKNOWN = -1;
/** Codes from here downwards stand for lists of codes. */
const FIRST_LIST = -2;
/** The code of a part without a word. It stands for an empty list. */
const NO_WORD = FIRST_LIST;

/**
 * Maps parts of texts to their words, for the builders of segments. In contrast to `KnownForms`, this table stores
 * numbers instead of objects and strings. So far more words fit into memory, and a builder is faster, because it reads
 * fewer places in memory.
 *
 * The number of a word is its number as a part, so equal words have the same number. The code of a word is twice its
 * number, plus one if `Intl.Segmenter` found the word.
 */
export class WordCodes extends TextPartNumbers {
  readonly #lists: number[][] = [[]];
  readonly #word = new Uint16Array(MAX_WORD_LENGTH);
  readonly #maxParts: number;

  /** @param maxParts a table of word codes with more parts than this is full */
  constructor(maxParts = MAX_PARTS) {
    super();
    this.#maxParts = maxParts;
  }

  /** Whether the table of word codes should be emptied before the next segment. */
  get isFull(): boolean {
    return this.size > this.#maxParts;
  }

  /** Whether the segment should end, so that the table of word codes can be emptied. */
  get isTooLarge(): boolean {
    return this.size > TOO_MANY * this.#maxParts;
  }

  /**
   * Returns the code of the word of a part of a text. If the part has no word or several, the code is negative, and
   * `codesOf` returns the codes of the words.
   *
   * @param units code units of the text
   * @param make returns the forms of a part
   */
  codeOf(
    text: string,
    units: Uint16Array,
    start: number,
    end: number,
    make: (part: string) => Form | undefined,
  ): number {
    let part = this.find(units, start, end);
    if (part < 0) part = this.add(units, start, end);
    const known = this.records[2 * part + 1] as number;
    if (known !== UNKNOWN) return known;
    const code = this.#newCode(make(copyOfPart(text, start, end)));
    this.records[2 * part + 1] = code;
    return code;
  }

  /** Returns the codes for which a negative code stands. */
  codesOf(code: number): readonly number[] {
    return this.#lists[FIRST_LIST - code] ?? [];
  }

  #newCode(form: Form | undefined): number {
    if (!form) return NO_WORD;
    if (!form.next) return this.#codeOfForm(form);
    const codes: number[] = [];
    for (let next: Form | undefined = form; next; next = next.next) codes.push(this.#codeOfForm(next));
    return FIRST_LIST - (this.#lists.push(codes) - 1);
  }

  #codeOfForm({ word, kind }: Form): number {
    const { length } = word;
    for (let at = 0; at < length; at++) this.#word[at] = word.charCodeAt(at);
    let part = this.find(this.#word, 0, length);
    if (part < 0) part = this.add(this.#word, 0, length);
    return 2 * part + (kind === SEGMENT ? 1 : 0);
  }

  override clear(): void {
    super.clear();
    this.#lists.length = 1;
  }
}
