/** What writers leave out or vary: marks of Latin, Greek and Cyrillic letters, Arabic vowel signs, and tatweel. */
const DROPPED = /[\u0300-\u036f\u0640\u064b-\u065f\u0670]|\p{Default_Ignorable_Code_Point}/gu;

/** Any code unit but ASCII. */
const NOT_ASCII = /[^\0-\x7f]/;
const APOSTROPHES = /['\u2019\u02bc\uff07]/g;

/** The zeros of decimal digits that texts of our languages use. Nine digits follow each. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xed0, 0x1040, 0x17e0];
const OTHER_DIGITS =
  /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\u0ed0-\u0ed9\u1040-\u1049\u17e0-\u17e9]/g;

/**
 * Folds a word, so that different ways to write it are equal: compatibility forms (NFKD), case, accents, Arabic vowel
 * signs, tatweel, invisible characters, and digits of other scripts. Marks of other scripts are kept, because Hindi
 * words differ in nothing else. Folding a folded word changes nothing.
 */
export function folded(word: string): string {
  if (!NOT_ASCII.test(word)) return word.toLowerCase();
  const bare = word.normalize('NFKD').replace(DROPPED, '').toLowerCase();
  // Lower case does not unite these: the final sigma, and the sharp s, which is "ss" in capitals and in Switzerland.
  return bare
    .replaceAll('ς', 'σ')
    .replaceAll('ß', 'ss')
    .replace(APOSTROPHES, '')
    .replace(OTHER_DIGITS, asciiDigit);
}

function asciiDigit(digit: string): string {
  const unit = digit.charCodeAt(0);
  return String(unit - (ZEROS.findLast((zero) => zero <= unit) ?? unit));
}

/**
 * An Arabic word with the article: after "and" or "so" (و ف) and "in", "like" or "for" (ب ك ل), which are written as
 * one word with it. "For the" is written لل.
 */
const ARABIC_ARTICLE = /^[وف]?(?:[بكل]?ال|لل)(?=..)/;

/** Returns a folded Arabic word without the article and what precedes it; `undefined` if it has none. */
export function withoutArticle(word: string): string | undefined {
  const rest = word.replace(ARABIC_ARTICLE, '');
  return rest === word ? undefined : rest;
}
