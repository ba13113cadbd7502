import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserName, builtExtension, runFolder, type Variant } from '../build.ts';

/**
 * The languages of the pictures: English, and two invented ones. An invented language is a copy of the built extension
 * with changed texts. It reveals layouts that a translation would break.
 *
 * - `longer`: texts that are 40 % longer, with accents
 * - `mirrored`: texts that run from right to left, in a mirrored interface
 */
export const LANGUAGES = ['english', 'longer', 'mirrored'] as const;

export type Language = (typeof LANGUAGES)[number];

const ACCENTED: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'é',
  i: 'ï',
  o: 'ö',
  u: 'ü',
  A: 'Å',
  E: 'É',
  O: 'Ø',
};
/**
 * Every letter between these two characters runs from right to left:
 * https://www.unicode.org/reports/tr9/#Explicit_Directional_Overrides
 */
const [RIGHT_TO_LEFT, END] = ['\u202e', '\u202c'];

/** Returns a text of the interface in a language. Placeholders such as `$1` do not change. */
function invented(text: string, language: Language): string {
  if (language === 'mirrored') return text.replace(/[^\s$\d]+/g, (word) => `${RIGHT_TO_LEFT}${word}${END}`);
  if (language === 'english') return text;
  const accented = text.replace(/[aeiouAEO]/g, (letter) => ACCENTED[letter] ?? letter);
  const more = Math.ceil(text.length * 0.4);
  return `${accented} ${'ñandú '.repeat(Math.ceil(more / 6)).slice(0, more)}`.trim();
}

/** Returns the folder of a built variant in a language. Makes the copy if it does not exist. */
export function extensionIn(language: Language, variant: Variant, browser: BrowserName): string {
  const built = builtExtension(variant, browser);
  if (language === 'english') return built;
  const folder = runFolder(`${variant.folder}-${language}`, browser);
  if (existsSync(folder)) return folder;
  cpSync(built, folder, { recursive: true });
  const file = join(folder, '_locales/en/messages.json');
  const messages: Record<string, { message: string }> = JSON.parse(readFileSync(file, 'utf8'));
  for (const [key, entry] of Object.entries(messages))
    if (key === 'textDirection') entry.message = language === 'mirrored' ? 'rtl' : 'ltr';
    else if (key !== 'languageTag' && !key.startsWith('extension'))
      entry.message = invented(entry.message, language);
  writeFileSync(file, JSON.stringify(messages));
  return folder;
}
