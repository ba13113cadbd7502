import { classOf, LETTER, MARK } from './characters.ts';
import { folded, withoutArticle } from './fold.ts';

/** Words are cut off after so many UTF-16 code units. */
export const MAX_WORD_LENGTH = 64;

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

/** What a part of a text becomes: one form or a few, each with the next. Equal parts share the objects. */
export interface Form {
  /** Folded; never empty. */
  readonly word: string;
  readonly kind: TokenKind;
  /** How many positions it stands after the form before. */
  readonly step: number;
  /** A remark of the visitor that saw it last: `number` is valid only for the owner. The owner stays in memory. */
  owner: object | undefined;
  number: number;
  next: Form | undefined;
}

export function formOf(word: string, kind: TokenKind, step = 1): Form {
  return { word: cut(word), kind, step, owner: undefined, number: 0, next: undefined };
}

/** Cuts a word off at `MAX_WORD_LENGTH`, not within a surrogate pair. */
function cut(word: string): string {
  if (word.length <= MAX_WORD_LENGTH) return word;
  const isWithinPair = (word.charCodeAt(MAX_WORD_LENGTH) & 0xfc00) === 0xdc00;
  return word.slice(0, isWithinPair ? MAX_WORD_LENGTH - 1 : MAX_WORD_LENGTH);
}

/** What each kind of part becomes, except whole words; `undefined` if nothing remains of it. */
export const formOfPair = (raw: string): Form | undefined => onlyForm(raw, PAIR);
export const formOfLast = (raw: string): Form | undefined => onlyForm(raw, LAST);
export const formOfSegment = (raw: string): Form | undefined => onlyForm(raw, SEGMENT);

function onlyForm(raw: string, kind: TokenKind): Form | undefined {
  const word = folded(raw).replace(/[^\p{L}\p{N}\p{M}]/gu, '');
  return word === '' ? undefined : formOf(word, kind);
}

/**
 * What a word between separators becomes.
 *
 * @param divided divides a text into words. A compatibility character can stand for several of them ("½", "ﷺ"), or for
 *   a word of another script
 */
export function formOfWord(raw: string, divided: (text: string) => Form | undefined): Form | undefined {
  const word = folded(raw);
  if (word === '') return undefined;
  if (!isPlain(word)) return divided(word);
  const bare = withoutArticle(word);
  const form = formOf(word, WHOLE);
  if (bare !== undefined) form.next = formOf(bare, VARIANT, 0);
  return form;
}

/** Whether a folded word consists of letters and marks only. */
function isPlain(word: string): boolean {
  for (const character of word) {
    const kind = classOf(character.codePointAt(0) ?? 0);
    if (kind !== LETTER && kind !== MARK) return false;
  }
  return true;
}
