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

/** What a part of a text becomes. Equal parts share one object. */
export interface Form {
  /** Folded; never empty. */
  readonly word: string;
  readonly kind: TokenKind;
  /** How many positions it stands after the form before. */
  readonly step: number;
  /** A remark of the visitor that saw it last: `number` is valid only for the owner. The owner stays in memory. */
  owner: object | undefined;
  number: number;
}

export function formOf(word: string, kind: TokenKind, step = 1): Form {
  return { word: cut(word), kind, step, owner: undefined, number: 0 };
}

/** Cuts a word off at `MAX_WORD_LENGTH`, not within a surrogate pair. */
function cut(word: string): string {
  if (word.length <= MAX_WORD_LENGTH) return word;
  const isWithinPair = (word.charCodeAt(MAX_WORD_LENGTH) & 0xfc00) === 0xdc00;
  return word.slice(0, isWithinPair ? MAX_WORD_LENGTH - 1 : MAX_WORD_LENGTH);
}

/** What each kind of part becomes, except whole words. */
export const formsOfPair = (raw: string): readonly Form[] => onlyForm(raw, PAIR);
export const formsOfLast = (raw: string): readonly Form[] => onlyForm(raw, LAST);
export const formsOfSegment = (raw: string): readonly Form[] => onlyForm(raw, SEGMENT);

function onlyForm(raw: string, kind: TokenKind): readonly Form[] {
  const word = folded(raw).replace(/[^\p{L}\p{N}\p{M}]/gu, '');
  return word === '' ? [] : [formOf(word, kind)];
}

/**
 * What a word between separators becomes.
 *
 * @param divided divides a text into words. A compatibility character can stand for several of them ("½", "ﷺ"), or for
 *   a word of another script
 */
export function formsOfWord(raw: string, divided: (text: string) => readonly Form[]): readonly Form[] {
  const word = folded(raw);
  if (word === '') return [];
  if (!isPlain(word)) return divided(word);
  const bare = withoutArticle(word);
  return bare === undefined ? [formOf(word, WHOLE)] : [formOf(word, WHOLE), formOf(bare, VARIANT, 0)];
}

/** Whether a folded word consists of letters and marks only. */
function isPlain(word: string): boolean {
  for (const character of word) {
    const kind = classOf(character.codePointAt(0) ?? 0);
    if (kind !== LETTER && kind !== MARK) return false;
  }
  return true;
}
