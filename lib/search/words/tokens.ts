import {
  APOSTROPHE,
  classOf,
  IDEOGRAPH,
  INVISIBLE,
  isCyrillic,
  LETTER,
  MARK,
  SEPARATOR,
  UNSPACED,
} from './characters.ts';
import {
  type Form,
  formOf,
  formOfLast,
  formOfPair,
  formOfSegment,
  formOfWord,
  MAX_WORD_LENGTH,
  type TokenKind,
} from './forms.ts';
import { KnownForms } from './known-forms.ts';

/*
 * Divides a text into folded words, each with its place in the text. The same rules apply to texts and queries.
 */

/**
 * Longer words are cut before folding (UTF-16 code units), so that a very long word takes little time. The limit is
 * larger than `MAX_WORD_LENGTH`, because folding removes marks.
 */
const MAX_RAW_LENGTH = 4 * MAX_WORD_LENGTH;
/** Maximum number of code units that are passed to `Intl.Segmenter` at once. */
const MAX_SEGMENTED_LENGTH = 1000;
/**
 * Maximum number of code units of an ideograph or kana with its marks and variation selectors. Real texts have fewer.
 */
const MAX_UNIT_LENGTH = 8;

/** A word of a text. */
export interface Token {
  /** Folded; never empty. */
  readonly word: string;
  /** The place of the word in the text, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** Consecutive words have consecutive positions. A line break skips a position. */
  readonly position: number;
  readonly kind: TokenKind;
}

/**
 * Receives the words of a text.
 *
 * @returns `true` to stop
 */
export type TokenVisitor = (form: Form, start: number, end: number, position: number) => unknown;

/** A text while it is divided. */
export interface DividedText {
  readonly text: string;
  /** The code units of the text. The array may be longer than the text. */
  readonly units: Uint16Array;
  /** The position of the next word. */
  position: number;
}

/**
 * Receives the parts of a text, before they are folded. `make` returns the forms of a part. Call it with the part from
 * `start` to `limit`, which may be before `end`.
 *
 * @returns `true` to stop
 */
export type PartVisitor = (
  of: DividedText,
  start: number,
  end: number,
  limit: number,
  make: (part: string) => Form | undefined,
) => unknown;

/** The cached forms of parts of all texts. */
const known = new KnownForms<Form | undefined>();

/** Returns the words of a text, in order. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  eachToken(text, ({ word, kind }, start, end, position) => {
    tokens.push({ word, start, end, position, kind });
  });
  return tokens;
}

/** Calls `visit` with each word of a text, in order. */
export function eachToken(text: string, visit: TokenVisitor): void {
  eachPart(text, (of, start, end, limit, make) => {
    for (let form = known.get(text, of.units, start, limit, make); form; form = form.next) {
      of.position += form.step;
      if (visit(form, start, end, of.position - 1) === true) return true;
    }
    return false;
  });
}

/** Calls `visit` with each part of a text, in order: a word, a pair of ideographs, or a word of an unspaced script. */
export function eachPart(text: string, visit: PartVisitor): void {
  // One shared walk is not enough: a visitor, or the folding of a word, may divide another text during this walk.
  const walk = free.pop() ?? new Walk();
  walk.run(text, visit);
  free.push(walk);
}

const LINE_FEED = 10;

function isHighSurrogate(unit: number): boolean {
  return (unit & 0xfc00) === 0xd800;
}

/** The state of a walk through a text. Its buffers are reused for the next text. */
class Walk implements DividedText {
  units: Uint16Array = new Uint16Array(1024);
  /** The class of each code unit. Both units of a surrogate pair have the class of the pair. */
  #classes = new Uint8Array(1024);
  text = '';
  position = 0;
  #visit: PartVisitor = () => true;
  #isStopped = false;

  run(text: string, visit: PartVisitor): void {
    this.text = text;
    this.#visit = visit;
    this.position = 0;
    this.#isStopped = false;
    this.#classify();
    const { length } = text;
    const classes = this.#classes;
    let at = 0;
    while (at < length && !this.#isStopped) {
      const kind = classes[at] as number;
      if (kind === LETTER || kind === MARK) at = this.#word(at);
      else if (kind === IDEOGRAPH) at = this.#pairs(at);
      else if (kind === UNSPACED) at = this.#segments(at);
      else if (this.units[at++] === LINE_FEED) this.position++;
    }
    this.text = '';
  }

  /** Fills the buffers. Reading a buffer is many times faster than reading a string. */
  #classify(): void {
    const text = this.text;
    const { length } = text;
    if (length > this.units.length) {
      this.units = new Uint16Array(length * 2);
      this.#classes = new Uint8Array(length * 2);
    }
    const units = this.units;
    const classes = this.#classes;
    for (let at = 0; at < length; at++) {
      const unit = text.charCodeAt(at);
      units[at] = unit;
      if ((unit & 0xf800) !== 0xd800) {
        classes[at] = classOf(unit);
        continue;
      }
      const codePoint = text.codePointAt(at) as number;
      classes[at] = codePoint > 0xffff ? classOf(codePoint) : SEPARATOR;
      if (codePoint <= 0xffff) continue;
      units[at + 1] = text.charCodeAt(at + 1);
      classes[at + 1] = classes[at] as number;
      at++;
    }
  }

  /** Visits the word that begins at an offset. Returns its end. */
  #word(start: number): number {
    const classes = this.#classes;
    const { length } = this.text;
    let end = start;
    for (let at = start; at < length; at++) {
      const kind = classes[at] as number;
      if (kind === LETTER || kind === MARK) end = at + 1;
      else if (kind !== INVISIBLE && !(kind === APOSTROPHE && this.#isWithinCyrillic(at))) break;
    }
    this.#part(start, end, wordForm);
    return end;
  }

  #isWithinCyrillic(at: number): boolean {
    return (
      isCyrillic(this.units[at - 1] ?? 0) && at + 1 < this.text.length && isCyrillic(this.units[at + 1] ?? 0)
    );
  }

  /** Returns the end of a run of ideographs or of an unspaced script, including its marks and invisible characters. */
  #endOfRun(start: number, kind: number): number {
    const classes = this.#classes;
    const { length } = this.text;
    let end = start;
    for (let at = start; at < length; at++) {
      const next = classes[at];
      if (next === kind || next === MARK) end = at + 1;
      else if (next !== INVISIBLE) break;
    }
    return end;
  }

  /** Visits the pairs of neighbours in a run of ideographs and kana, and then the last character alone. */
  #pairs(start: number): number {
    const end = this.#endOfRun(start, IDEOGRAPH);
    let at = start;
    let next = this.#endOfUnit(at, end);
    while (next < end && !this.#isStopped) {
      const after = this.#endOfUnit(next, end);
      this.#part(at, after, formOfPair);
      at = next;
      next = after;
    }
    if (!this.#isStopped) this.#part(at, end, formOfLast);
    return end;
  }

  /** Returns the end of a code point together with the marks and invisible characters after it. */
  #endOfUnit(start: number, limit: number): number {
    let at = start + (isHighSurrogate(this.units[start] as number) ? 2 : 1);
    while (at < limit && at - start < MAX_UNIT_LENGTH) {
      const kind = this.#classes[at];
      if (kind !== MARK && kind !== INVISIBLE) break;
      at += isHighSurrogate(this.units[at] as number) ? 2 : 1;
    }
    return Math.min(at, limit);
  }

  #segments(start: number): number {
    const end = this.#endOfRun(start, UNSPACED);
    for (let from = start; from < end; from += MAX_SEGMENTED_LENGTH) {
      const part = this.text.slice(from, Math.min(end, from + MAX_SEGMENTED_LENGTH));
      // Do not test `isWordLike`: Firefox 153 does not set it for Burmese words. The run contains no punctuation, so
      // every segment is a word.
      for (const { segment, index } of segmentsOf(part)) {
        if (this.#isStopped) return end;
        this.#part(from + index, from + index + segment.length, formOfSegment);
      }
    }
    return end;
  }

  /** Visits a part of the text. */
  #part(start: number, end: number, make: (raw: string) => Form | undefined): void {
    const limit = Math.min(end, start + MAX_RAW_LENGTH);
    if (this.#visit(this, start, end, limit, make) === true) this.#isStopped = true;
  }
}

const free: Walk[] = [];

function wordForm(raw: string): Form | undefined {
  return formOfWord(raw, dividedForm);
}

function dividedForm(text: string): Form | undefined {
  const tokens = tokensOf(text);
  return tokens.reduceRight((next: Form | undefined, { word, kind, position }, n) => {
    const form = formOf(word, kind, position - (tokens[n - 1]?.position ?? -1));
    form.next = next;
    return form;
  }, undefined);
}

let segmenter: Intl.Segmenter | undefined;

/**
 * Returns the words that the browser finds in a run of an unspaced script. The division depends on the script, not on
 * the segmenter's language.
 */
export function segmentsOf(run: string): Iterable<Intl.SegmentData> {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'word' });
  return segmenter.segment(run);
}
