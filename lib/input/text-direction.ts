/** Languages whose usual script runs from right to left (ISO 639). */
const RIGHT_TO_LEFT = new Set('ar arc ckb dv fa he iw khw ks nqo pnb ps sd syr ug ur yi'.split(' '));
/** Scripts that run from right to left (ISO 15924). */
const RIGHT_TO_LEFT_SCRIPTS = 'Adlm Arab Hebr Mand Nkoo Rohg Samr Syrc Thaa'.split(' ');

type Direction = 'ltr' | 'rtl' | 'auto';

/** Attributes of an element that contains a text: language (BCP 47) and writing direction. */
export interface LanguageAndDirection {
  readonly lang: string | undefined;
  readonly dir: Direction;
}

/**
 * Returns the writing direction of a language.
 *
 * @param tag BCP 47 language tag; a script subtag ("ks-Deva") overrides the usual script of the language
 * @returns `auto` if the tag is missing
 */
export function directionOf(tag: string | undefined): Direction {
  if (!tag) return 'auto';
  const [language = '', ...rest] = tag.split('-');
  const script = rest.find((part) => /^[a-z]{4}$/i.test(part));
  const isRightToLeft = script
    ? RIGHT_TO_LEFT_SCRIPTS.includes(titleCase(script))
    : RIGHT_TO_LEFT.has(language.toLowerCase());
  return isRightToLeft ? 'rtl' : 'ltr';
}

function titleCase(script: string): string {
  return script.slice(0, 1).toUpperCase() + script.slice(1).toLowerCase();
}

/**
 * Returns the language and the writing direction of a text of a publication. The text has the publication's language,
 * unless most of its letters run in the other direction, such as an Arabic headline in an English publication. Then
 * only the script is known, and the language is undetermined ("und-Arab"). The first letter alone would not be enough,
 * because a sentence may begin with a word in another script.
 *
 * @param language BCP 47 tag of the publication's language
 */
export function languageAndDirection(words: string, language: string | undefined): LanguageAndDirection {
  const expected = directionOf(language);
  const found = directionOfLetters(words.slice(0, SAMPLE)) ?? expected;
  if (found === expected) return { lang: language, dir: expected };
  if (found === 'rtl') return { lang: `und-${scriptOf(words)}`, dir: 'rtl' };
  return { lang: expected === 'auto' ? undefined : 'und', dir: found };
}

/**
 * Returns the language of a text of a publication; `undefined` if the text runs in another direction than the
 * publication's language, or if that language is not known.
 */
export function languageOf(words: string, language: string | undefined): string | undefined {
  const { lang } = languageAndDirection(words, language);
  return lang?.startsWith('und') ? undefined : lang;
}

/** Maximum length of the text from which the direction is determined (UTF-16 code units). */
const SAMPLE = 1000;

const anyOf = (scripts: readonly string[]): string =>
  `(?=\\p{L})[${scripts.map((script) => `\\p{Script=${script}}`).join('')}]`;
const RIGHT_TO_LEFT_LETTER = new RegExp(anyOf(RIGHT_TO_LEFT_SCRIPTS), 'u');
const RIGHT_TO_LEFT_LETTERS = new RegExp(anyOf(RIGHT_TO_LEFT_SCRIPTS), 'gu');

/** Returns the direction of most letters; `undefined` if both directions have as many letters, or there are none. */
function directionOfLetters(words: string): 'ltr' | 'rtl' | undefined {
  const letters = words.match(/\p{L}/gu)?.length ?? 0;
  const rightToLeft = words.match(RIGHT_TO_LEFT_LETTERS)?.length ?? 0;
  if (rightToLeft * 2 === letters) return undefined;
  return rightToLeft * 2 > letters ? 'rtl' : 'ltr';
}

/** Returns the script of the first right-to-left letter. */
function scriptOf(words: string): string {
  const [letter = ''] = RIGHT_TO_LEFT_LETTER.exec(words) ?? [];
  return RIGHT_TO_LEFT_SCRIPTS.find((script) => new RegExp(anyOf([script]), 'u').test(letter)) ?? '';
}
