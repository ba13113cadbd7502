/**
 * Characters that writers omit or vary: marks of Latin, Greek and Cyrillic letters, Arabic vowel signs, tatweel, and
 * invisible characters.
 */
const DROPPED = /[\u0300-\u036f\u0640\u064b-\u065f\u0670]|\p{Default_Ignorable_Code_Point}/gu;

/** Matches any code unit outside ASCII. */
const NOT_ASCII = /[^\0-\x7f]/;
const APOSTROPHES = /['\u2019\u02bc\uff07]/g;

/** The zeros of the decimal digits in texts of the supported languages. Nine digits follow each zero. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xed0, 0x1040, 0x17e0];
const OTHER_DIGITS =
  /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\u0ed0-\u0ed9\u1040-\u1049\u17e0-\u17e9]/g;

/**
 * Folds a word, so that its different spellings become equal: compatibility forms (NFKD), case, accents, Arabic vowel
 * signs, tatweel, invisible characters, and digits of other scripts. Keeps the marks of scripts such as Devanagari,
 * because some Hindi words differ only in these marks. Folding a folded word changes nothing.
 */
export function foldWord(word: string): string {
  if (!NOT_ASCII.test(word)) return word.toLowerCase();
  const bare = word.normalize('NFKD').replace(DROPPED, '').toLowerCase();
  // Lower case does not unify these: the final sigma, and the sharp s, which is "ss" in capitals and in Switzerland.
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
 * Matches the article at the start of an Arabic word, together with its prefixes: "and" or "so" (و ف), and "in", "like"
 * or "for" (ب ك ل). "For the" is written لل.
 */
const ARABIC_ARTICLE = /^[وف]?(?:[بكل]?ال|لل)(?=..)/;

/** Returns a folded Arabic word without the article and its prefixes; `undefined` if it has no article. */
export function withoutArticle(word: string): string | undefined {
  const rest = word.replace(ARABIC_ARTICLE, '');
  return rest === word ? undefined : rest;
}
