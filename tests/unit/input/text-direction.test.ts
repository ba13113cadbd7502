import { expect, it } from 'vitest';
import { directionOf, languageAndDirection, languageOf } from '../../../lib/input/text-direction.ts';

it.each([
  ['en', 'ltr'],
  ['de-CH', 'ltr'],
  ['ja', 'ltr'],
  ['ar', 'rtl'],
  ['AR-EG', 'rtl'],
  ['he', 'rtl'],
  ['iw', 'rtl'],
  ['fa-IR', 'rtl'],
  ['ur', 'rtl'],
  ['yi', 'rtl'],
  ['ckb', 'rtl'],
  ['ks', 'rtl'],
  ['ks-Deva', 'ltr'],
  ['ar-Latn', 'ltr'],
  ['ar-Latn-EG', 'ltr'],
  ['az', 'ltr'],
  ['az-Arab', 'rtl'],
  ['az-Arab-IR', 'rtl'],
  ['pa-ARAB', 'rtl'],
  ['ff-Adlm', 'rtl'],
  ['en-Hebr', 'rtl'],
  ['de-1996', 'ltr'],
  ['ar-1996', 'rtl'],
  ['are', 'ltr'],
  ['arab', 'ltr'],
  ['', 'auto'],
  [undefined, 'auto'],
])('directionOf("%s") is %s', (tag, direction) => {
  expect(directionOf(tag)).toBe(direction);
});

it.each([
  ['Ferry talks resume', 'en', 'en', 'ltr'],
  ['Ferry talks resume', undefined, undefined, 'ltr'],
  ['محادثات العبّارة', 'ar', 'ar', 'rtl'],
  ['محادثات العبّارة', 'fa-IR', 'fa-IR', 'rtl'],
  ['محادثات العبّارة', 'en', 'und-Arab', 'rtl'],
  ['محادثات العبّارة', undefined, 'und-Arab', 'rtl'],
  ['שיחות המעבורת', 'de', 'und-Hebr', 'rtl'],
  ['Ferry talks resume', 'he', 'und', 'ltr'],
  // A word of another script does not change the direction of a sentence, even if it is the first word.
  ['שלום means peace in the language of both towns', 'en', 'en', 'ltr'],
  ['NATO: المجلس الذي رفع الرسوم يشتري المرور أيضا', 'en', 'und-Arab', 'rtl'],
  ['NATO: المجلس الذي رفع الرسوم يشتري المرور أيضا', 'ar', 'ar', 'rtl'],
  ['The council met in تونس and again in القاهرة', 'en', 'en', 'ltr'],
  // If both scripts have the same number of letters, the language decides.
  ['abc אבג', 'en', 'en', 'ltr'],
  ['abc אבג', 'he', 'he', 'rtl'],
  // The language also decides for texts without letters.
  ['2026–27 ٪', 'en', 'en', 'ltr'],
  ['۱۲۳ 45', 'fa', 'fa', 'rtl'],
  ['۱۲۳', 'en', 'en', 'ltr'],
  ['', undefined, undefined, 'auto'],
  // Letters of other scripts. Those of Chinese run from left to right, and those of Adlam from right to left.
  ['运河通行费', 'en', 'en', 'ltr'],
  ['運河 in an Arabic publication', 'ar', 'und', 'ltr'],
  ['𞤀𞤁𞤂𞤢𞤥', 'fr', 'und-Adlm', 'rtl'],
] as const)('languageAndDirection("%s", %j) is %j, %s', (words, language, lang, dir) => {
  expect(languageAndDirection(words, language)).toEqual({ lang, dir });
  // A component sets `lang` on an element, and calls this function again with that language for the text inside. The
  // direction must not change.
  expect(languageAndDirection(words, lang).dir).toBe(dir);
});

it.each([
  ['Ferry talks resume', 'en', 'en'],
  ['محادثات العبّارة', 'ar-EG', 'ar-EG'],
  ['محادثات العبّارة', 'en', undefined],
  ['Ferry talks resume', 'he', undefined],
  ['Ferry talks resume', undefined, undefined],
])('languageOf("%s", %j) is %j', (words, language, expected) => {
  expect(languageOf(words, language)).toBe(expected);
});

it('languageAndDirection judges a long text by its beginning', () => {
  const words = `${'word '.repeat(1000)}${'كلمة '.repeat(100_000)}`;
  expect(languageAndDirection(words, 'en')).toEqual({ lang: 'en', dir: 'ltr' });
});

it('a text of one letter runs from right to left if its script is one of nine that run from right to left', () => {
  const scripts = ['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa'];
  const letters = new RegExp(`[${scripts.map((name) => `\\p{Script=${name}}`).join('')}]`, 'u');
  const wrong: string[] = [];
  for (let code = 0x80; code <= 0x1ffff; code++) {
    const letter = String.fromCodePoint(code);
    if (!letters.test(letter) || !/\p{L}/u.test(letter)) continue;
    if (languageAndDirection(letter, 'en').dir !== 'rtl') wrong.push(code.toString(16));
  }
  expect(wrong).toEqual([]);
});
