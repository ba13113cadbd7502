/** Languages whose usual script runs from right to left (ISO 639). */
const RIGHT_TO_LEFT = /^(?:ar|arc|ckb|dv|fa|he|iw|khw|ks|nqo|pnb|ps|sd|syr|ug|ur|yi)$/i;
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
  const script = rest.find((part) => /^[a-z]{4}$/i.test(part))?.toLowerCase();
  const isRightToLeft = script
    ? RIGHT_TO_LEFT_SCRIPTS.some((one) => one.toLowerCase() === script)
    : RIGHT_TO_LEFT.test(language);
  return isRightToLeft ? 'rtl' : 'ltr';
}

/**
 * Returns the language and the writing direction of a text of a publication. The text has the publication's language,
 * unless most of its letters run in the other direction. Then the language is undetermined: "und-Arab" for an Arabic
 * headline in an English publication, "und" for an English headline in an Arabic publication. The first letter alone
 * would not be enough, because a sentence may begin with a word in another script.
 *
 * @param language BCP 47 tag of the publication's language
 */
export function languageAndDirection(words: string, language: string | undefined): LanguageAndDirection {
  const expected = directionOf(language);
  const sample = words.slice(0, SAMPLE);
  // Most texts have no letter that runs from right to left. This fast test saves time in lists of many texts.
  if (expected === 'ltr' && !MAYBE_RIGHT_TO_LEFT.test(sample)) return { lang: language, dir: expected };
  const letters = sample.match(/\p{L}/gu) ?? [];
  const rightToLeft = letters.filter((letter) => scriptOf(letter));
  const isEven = rightToLeft.length * 2 === letters.length;
  const found = isEven ? expected : rightToLeft.length * 2 > letters.length ? 'rtl' : 'ltr';
  if (found === expected) return { lang: language, dir: expected };
  if (found === 'rtl') return { lang: `und-${scriptOf(rightToLeft[0])}`, dir: 'rtl' };
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

const SCRIPTS = RIGHT_TO_LEFT_SCRIPTS.map((name) => [name, new RegExp(`\\p{Script=${name}}`, 'u')] as const);

/** The ranges of Unicode that contain all scripts in `SCRIPTS`, and some other characters. */
const MAYBE_RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Returns the script of a letter that runs from right to left; `undefined` for other letters. */
function scriptOf(letter = ''): string | undefined {
  // No script that runs from right to left is before Hebrew in Unicode. Most letters need no further test.
  return letter < '\u0590' ? undefined : SCRIPTS.find(([, letters]) => letters.test(letter))?.[0];
}
