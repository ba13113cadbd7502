/*
 * The class of each character for the search. How a text is divided into words depends on its script: Chinese,
 * Japanese, Thai, Lao, Khmer and Burmese do not put spaces between words.
 */

/** Ends a word: spaces, punctuation, symbols, unpaired surrogates. */
export const SEPARATOR = 0;
/** A letter or digit of a script that puts spaces between words. */
export const LETTER = 1;
/** A combining mark. It belongs to the character before it. */
export const MARK = 2;
/** Invisible within a word: soft hyphen, joiners, directional marks, variation selectors. */
export const INVISIBLE = 3;
/** An apostrophe: part of a word between Cyrillic letters ("п’ять"), a separator everywhere else ("l’eau"). */
export const APOSTROPHE = 4;
/** Han, Hiragana or Katakana. */
export const IDEOGRAPH = 5;
/** Thai, Lao, Khmer or Burmese, marks included. */
export const UNSPACED = 6;

const UNSPACED_SCRIPTS = /^[\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]$/u;
/** Script extensions include characters that Hiragana and Katakana share, such as the prolonged sound mark. */
const IDEOGRAPHIC_SCRIPTS = /^[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]$/u;
const LETTERS = /^[\p{L}\p{N}]$/u;
const MARKS = /^\p{M}$/u;
const INVISIBLES = /^\p{Default_Ignorable_Code_Point}$/u;
/** The zero width space separates words in Thai and Khmer texts, though Unicode counts it as ignorable. */
const ZERO_WIDTH_SPACE = 0x200b;
/** Typewriter and typographic apostrophe, modifier letter apostrophe, fullwidth apostrophe. */
const APOSTROPHES: ReadonlySet<number> = new Set([0x27, 0x2019, 0x2bc, 0xff07]);

/** The halfwidth voiced and semi-voiced sound marks. They are letters for Unicode, but fold to combining marks. */
const HALFWIDTH_MARKS: ReadonlySet<number> = new Set([0xff9e, 0xff9f]);

/**
 * Marks code points whose class is not known yet. On first use, the classes of 256 neighbours are determined at once.
 */
const UNKNOWN = 255;
const PAGE = 256;
/** The classes of the first Unicode plane. */
const firstPlane = new Uint8Array(0x10000).fill(UNKNOWN);
/** The classes of the other planes, in pages of 256 classes, by the first code point of each page. */
const otherPages = new Map<number, Uint8Array>();

/** Returns the class of a code point: one of the constants of this file. */
export function classOf(codePoint: number): number {
  const known = codePoint < 0x10000 ? (firstPlane[codePoint] as number) : UNKNOWN;
  return known === UNKNOWN ? classInPage(codePoint) : known;
}

function classInPage(codePoint: number): number {
  const first = codePoint - (codePoint % PAGE);
  let page = otherPages.get(first);
  if (!page) {
    page = Uint8Array.from({ length: PAGE }, (_, n) => classByProperties(first + n));
    if (first < 0x10000) firstPlane.set(page, first);
    else otherPages.set(first, page);
  }
  return page[codePoint - first] as number;
}

function classByProperties(codePoint: number): number {
  const character = String.fromCodePoint(codePoint);
  if (APOSTROPHES.has(codePoint)) return APOSTROPHE;
  if (codePoint === ZERO_WIDTH_SPACE) return SEPARATOR;
  if (INVISIBLES.test(character)) return INVISIBLE;
  const isLetter = LETTERS.test(character);
  const isMark = MARKS.test(character) || HALFWIDTH_MARKS.has(codePoint);
  if (!isLetter && !isMark) return SEPARATOR;
  if (UNSPACED_SCRIPTS.test(character)) return UNSPACED;
  if (isMark) return MARK;
  return IDEOGRAPHIC_SCRIPTS.test(character) ? IDEOGRAPH : LETTER;
}

/** Whether a UTF-16 code unit is in the Unicode blocks "Cyrillic" or "Cyrillic Supplement". */
export function isCyrillic(unit: number): boolean {
  return unit >= 0x400 && unit < 0x530;
}
