import { classOf, LETTER, MARK } from './characters.ts';
import { foldWord, withoutArticle } from './fold.ts';

/** Longest word (UTF-16 code units). Longer words are cut. */
export const MAX_WORD_LENGTH = 64;

/** A word between spaces or punctuation. */
export const WHOLE = 0;
/** Another form of the previous word, at the same position: an Arabic word without its article. */
export const VARIANT = 1;
/** Two neighbouring ideographs or kana. */
export const PAIR = 2;
/**
 * The last ideograph or kana of a run. No pair of the run begins with this character. So without this form, a query of
 * only this character would not find the text.
 */
export const LAST_OF_RUN = 3;
/** A word that `Intl.Segmenter` found in Thai, Lao, Khmer or Burmese. */
export const SEGMENT = 4;
export type TokenKind = typeof WHOLE | typeof VARIANT | typeof PAIR | typeof LAST_OF_RUN | typeof SEGMENT;

/**
 * The folded form of a part of a text. A part has one form or several, linked by `next`. Equal parts share their forms.
 */
export interface Form {
  /** Folded; never empty. */
  readonly word: string;
  readonly kind: TokenKind;
  /** Distance from the position of the previous form. */
  readonly step: number;
  /**
   * Identifies the visitor that stored `number`. For other visitors, `number` has no meaning. Use a small object,
   * because this reference keeps the object in memory.
   */
  owner: object | undefined;
  number: number;
  next: Form | undefined;
}

export function formOf(word: string, kind: TokenKind, step = 1): Form {
  return { word: cut(word), kind, step, owner: undefined, number: 0, next: undefined };
}

/** Cuts a word at `MAX_WORD_LENGTH`, but never inside a surrogate pair. */
function cut(word: string): string {
  if (word.length <= MAX_WORD_LENGTH) return word;
  const isWithinPair = (word.charCodeAt(MAX_WORD_LENGTH) & 0xfc00) === 0xdc00;
  return word.slice(0, isWithinPair ? MAX_WORD_LENGTH - 1 : MAX_WORD_LENGTH);
}

/**
 * Each of these functions returns the form of one kind of part; `undefined` if folding leaves nothing of the part.
 * `formOfWord` handles whole words.
 */
export const formOfPair = (raw: string): Form | undefined => onlyForm(raw, PAIR);
export const formOfLast = (raw: string): Form | undefined => onlyForm(raw, LAST_OF_RUN);
export const formOfSegment = (raw: string): Form | undefined => onlyForm(raw, SEGMENT);

function onlyForm(raw: string, kind: TokenKind): Form | undefined {
  const word = foldWord(raw).replace(/[^\p{L}\p{N}\p{M}]/gu, '');
  return word === '' ? undefined : formOf(word, kind);
}

/**
 * Returns the forms of a word; `undefined` if folding leaves nothing of it.
 *
 * @param raw the text between two separators
 * @param divided divides a text into words. Called if the folded word has characters other than letters, digits and
 *   marks: a compatibility character can stand for several words ("½", "ﷺ"), or for a word of another script
 */
export function formOfWord(raw: string, divided: (text: string) => Form | undefined): Form | undefined {
  const word = foldWord(raw);
  if (word === '') return undefined;
  if (!isPlain(word)) return divided(word);
  const bare = withoutArticle(word);
  const form = formOf(word, WHOLE);
  if (bare !== undefined) form.next = formOf(bare, VARIANT, 0);
  return form;
}

/** Whether a folded word consists only of letters, digits and marks. */
function isPlain(word: string): boolean {
  for (const character of word) {
    const kind = classOf(character.codePointAt(0) ?? 0);
    if (kind !== LETTER && kind !== MARK) return false;
  }
  return true;
}
