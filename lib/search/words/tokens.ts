import {
  APOSTROPHE,
  classOf,
  IDEOGRAPH,
  INVISIBLE,
  isCyrillic,
  LETTER,
  MARK,
  UNSPACED,
} from './characters.ts';
import { folded, withoutArticle } from './fold.ts';
import { KnownForms } from './known-forms.ts';

/*
 * Divides a text into folded words, each with its place in the text. The same rules divide texts and queries.
 */

/** Words are cut off after so many UTF-16 code units. */
export const MAX_WORD_LENGTH = 64;
/** Longer words are cut before they are folded: folding drops marks, and an endless word must cost little. */
const MAX_RAW_LENGTH = 4 * MAX_WORD_LENGTH;
/** `Intl.Segmenter` gets at most so many code units at once. */
const MAX_SEGMENTED_LENGTH = 1000;

/** A word between spaces or punctuation. */
export const WHOLE = 0;
/** Another form of the word before, at the same position: an Arabic word without its article. */
export const VARIANT = 1;
/** Two neighbouring ideographs or kana. */
export const PAIR = 2;
/** The last ideograph or kana of a run, which begins no pair. Without it, a text would not be found by this one. */
export const LAST = 3;
/** A word that `Intl.Segmenter` found in Thai, Lao, Khmer or Burmese. */
export const SEGMENT = 4;
export type TokenKind = typeof WHOLE | typeof VARIANT | typeof PAIR | typeof LAST | typeof SEGMENT;

/** What a part of a text becomes. Equal parts share one object. */
export interface Form {
  /** Folded; never empty. */
  readonly word: string;
  readonly kind: TokenKind;
  /** How many positions it stands after the form before. */
  readonly step: number;
  /** Free for the owner of the tokenizer; −1 at first. */
  number: number;
}

/** A word of a text. */
export interface Token {
  /** Folded; never empty. */
  readonly word: string;
  /** Where it stands in the text, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** Words that follow each other have consecutive positions. A line break leaves a position out. */
  readonly position: number;
  readonly kind: TokenKind;
}

/**
 * Receives the words of a text.
 *
 * @returns `true` to see no more words
 */
export type TokenVisitor = (form: Form, start: number, end: number, position: number) => unknown;

const shared = new KnownForms<readonly Form[]>();

/** Returns the words of a text, in order. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  eachToken(text, ({ word, kind }, start, end, position) => {
    tokens.push({ word, start, end, position, kind });
  });
  return tokens;
}

/**
 * Calls back with each word of a text, in order.
 *
 * @param known forms of texts before this one
 */
export function eachToken(
  text: string,
  visit: TokenVisitor,
  known: KnownForms<readonly Form[]> = shared,
): void {
  new Walk(text, visit, known).run();
}

const LINE_FEED = 10;

/** How many code units a letter or mark takes, from its first unit. */
function widthOf(unit: number): number {
  return unit >= 0xd800 && unit < 0xdc00 ? 2 : 1;
}

function classAt(text: string, at: number, unit: number): number {
  return (unit & 0xf800) === 0xd800 ? classOf(text.codePointAt(at) ?? 0) : classOf(unit);
}

class Walk {
  readonly #text: string;
  readonly #length: number;
  readonly #visit: TokenVisitor;
  readonly #known: KnownForms<readonly Form[]>;
  #position = 0;
  #isStopped = false;

  constructor(text: string, visit: TokenVisitor, known: KnownForms<readonly Form[]>) {
    this.#text = text;
    this.#length = text.length;
    this.#visit = visit;
    this.#known = known;
  }

  run(): void {
    const text = this.#text;
    let at = 0;
    while (at < this.#length && !this.#isStopped) {
      const unit = text.charCodeAt(at);
      const kind = classAt(text, at, unit);
      if (kind === LETTER || kind === MARK) at = this.#word(at);
      else if (kind === IDEOGRAPH) at = this.#pairs(at);
      else if (kind === UNSPACED) at = this.#segments(at);
      else {
        if (unit === LINE_FEED) this.#position++;
        at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
      }
    }
  }

  /** Visits the word that begins at an offset, and returns its end. */
  #word(start: number): number {
    const text = this.#text;
    let end = start;
    for (let at = start; at < this.#length; ) {
      const unit = text.charCodeAt(at);
      const kind = classAt(text, at, unit);
      if (kind === LETTER || kind === MARK) {
        at += widthOf(unit);
        end = at;
      } else if (kind === INVISIBLE || (kind === APOSTROPHE && this.#isWithinCyrillic(at)))
        at += widthOf(unit);
      else break;
    }
    this.#form(start, end, formsOfWord);
    return end;
  }

  #isWithinCyrillic(at: number): boolean {
    return isCyrillic(this.#text.charCodeAt(at - 1)) && isCyrillic(this.#text.charCodeAt(at + 1));
  }

  /** The end of a run of ideographs or of an unspaced script, with the marks and invisible characters in it. */
  #endOfRun(start: number, kind: number): number {
    const text = this.#text;
    let end = start;
    for (let at = start; at < this.#length; ) {
      const unit = text.charCodeAt(at);
      const next = classAt(text, at, unit);
      if (next !== kind && next !== MARK && next !== INVISIBLE) break;
      at += widthOf(unit);
      if (next !== INVISIBLE) end = at;
    }
    return end;
  }

  /** Visits the pairs of neighbours in a run of ideographs and kana, and its last one alone. */
  #pairs(start: number): number {
    const end = this.#endOfRun(start, IDEOGRAPH);
    let at = start;
    let next = this.#endOfUnit(at, end);
    while (next < end && !this.#isStopped) {
      const after = this.#endOfUnit(next, end);
      this.#form(at, after, formsOfPair);
      at = next;
      next = after;
    }
    if (!this.#isStopped) this.#form(at, end, formsOfLast);
    return end;
  }

  /** The end of a code point and of the marks and invisible characters after it. */
  #endOfUnit(start: number, limit: number): number {
    const text = this.#text;
    let at = start + widthOf(text.charCodeAt(start));
    while (at < limit && at - start < MAX_UNIT_LENGTH) {
      const unit = text.charCodeAt(at);
      const kind = classAt(text, at, unit);
      if (kind !== MARK && kind !== INVISIBLE) break;
      at += widthOf(unit);
    }
    return Math.min(at, limit);
  }

  #segments(start: number): number {
    const end = this.#endOfRun(start, UNSPACED);
    for (let from = start; from < end; from += MAX_SEGMENTED_LENGTH) {
      const part = this.#text.slice(from, Math.min(end, from + MAX_SEGMENTED_LENGTH));
      for (const { segment, index, isWordLike } of segmentsOf(part)) {
        if (this.#isStopped) return end;
        if (isWordLike) this.#form(from + index, from + index + segment.length, formsOfSegment);
      }
    }
    return end;
  }

  /** Visits what a part of the text becomes. */
  #form(start: number, end: number, make: (raw: string) => readonly Form[]): void {
    const forms = this.#known.get(this.#text, start, Math.min(end, start + MAX_RAW_LENGTH), make);
    for (let n = 0; n < forms.length; n++) {
      const form = forms[n] as Form;
      this.#position += form.step;
      if (this.#visit(form, start, end, this.#position - 1) === true) {
        this.#isStopped = true;
        return;
      }
    }
  }
}

/** An ideograph or kana has one mark at most, and perhaps a variation selector. */
const MAX_UNIT_LENGTH = 8;

let segmenter: Intl.Segmenter | undefined;

/** Returns the browser's words of a run of an unspaced script. The script decides, not the segmenter's language. */
export function segmentsOf(run: string): Iterable<Intl.SegmentData> {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'word' });
  return segmenter.segment(run);
}

function formOf(word: string, kind: TokenKind, step = 1): Form {
  return { word, kind, step, number: -1 };
}

function formsOfPair(raw: string): readonly Form[] {
  return onlyForm(onlyLetters(folded(raw)), PAIR);
}

function formsOfLast(raw: string): readonly Form[] {
  return onlyForm(onlyLetters(folded(raw)), LAST);
}

function formsOfSegment(raw: string): readonly Form[] {
  return onlyForm(onlyLetters(folded(raw)), SEGMENT);
}

function onlyForm(word: string, kind: TokenKind): readonly Form[] {
  return word === '' ? [] : [formOf(cut(word), kind)];
}

function onlyLetters(text: string): string {
  return text.replace(/[^\p{L}\p{N}\p{M}]/gu, '');
}

function formsOfWord(raw: string): readonly Form[] {
  const word = folded(raw);
  if (word === '') return [];
  if (isPlain(word)) {
    const bare = withoutArticle(word);
    const whole = formOf(cut(word), WHOLE);
    return bare === undefined ? [whole] : [whole, formOf(cut(bare), VARIANT, 0)];
  }
  // A compatibility character can stand for several words ("½", "ﷺ") or for another script.
  const forms: Form[] = [];
  let last = -1;
  eachToken(word, (form, _start, _end, position) => {
    forms.push(formOf(form.word, form.kind, position - last));
    last = position;
  });
  return forms;
}

/** Whether a folded word consists of letters and marks only. */
function isPlain(word: string): boolean {
  for (let at = 0; at < word.length; ) {
    const unit = word.charCodeAt(at);
    const kind = classAt(word, at, unit);
    if (kind !== LETTER && kind !== MARK) return false;
    at += widthOf(unit);
  }
  return true;
}

/** Cuts a word off at `MAX_WORD_LENGTH`, not within a surrogate pair. */
function cut(word: string): string {
  if (word.length <= MAX_WORD_LENGTH) return word;
  const isWithinPair = (word.charCodeAt(MAX_WORD_LENGTH) & 0xfc00) === 0xdc00;
  return word.slice(0, isWithinPair ? MAX_WORD_LENGTH - 1 : MAX_WORD_LENGTH);
}
