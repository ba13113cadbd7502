import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import english from '../../../public/_locales/en/messages.json' with { type: 'json' };
import { localeFaults, type Messages } from '../locale-faults.ts';

/**
 * Checks that the code uses every text of the interface, and that every language is complete. Types check that each
 * used key exists.
 */

const SOURCES = [
  ...globSync('{entrypoints,components,lib}/**/*.{ts,tsx,html}').map((file) => readFileSync(file, 'utf8')),
  readFileSync('wxt.config.ts', 'utf8'),
].join('\n');
/** Each language, with the path of its texts. The folder "pt_BR" holds the language "pt-BR". */
const LOCALES = globSync('public/_locales/*/messages.json').map((file) => {
  const folder = file.replaceAll('\\', '/').split('/').at(-2) ?? '';
  return [folder.replaceAll('_', '-'), file] as const;
});
const keys = Object.keys(english);
/** The words in single quotes. The pattern tries every quote, because it cannot tell which quotes open a string. */
const QUOTED = new Set(Array.from(SOURCES.matchAll(/'(?=([\w-]+)')/g), ([, word]) => word));

function isUsed(key: string): boolean {
  const stem = key.replace(/_(?:one|other)$/, '');
  // The code builds the keys of failures from their reasons. Types check the reasons.
  if (key.startsWith('failure_')) return QUOTED.has(key.slice('failure_'.length).replaceAll('_', '-'));
  return QUOTED.has(stem) || SOURCES.includes(`__MSG_${key}__`);
}

describe('the texts of the interface', () => {
  it('are all used', () => {
    expect(keys.filter((key) => !isUsed(key))).toEqual([]);
  });

  it('exist in English', () => {
    expect(LOCALES.map(([language]) => language)).toContain('en');
  });

  it.each(LOCALES)('are complete in %s', (language, file) => {
    expect(localeFaults(language, JSON.parse(readFileSync(file, 'utf8')), english)).toEqual([]);
  });

  it('are not written in the components themselves', () => {
    const written = globSync('{entrypoints,components}/**/*.tsx').flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/>\s*([A-Z][a-z]+ [a-z]+[^<{]*)</g)].map(
        ([, words]) => `${file}: ${words}`,
      ),
    );
    expect(written).toEqual([]);
  });
});

/** Returns messages with these texts; `undefined` stands for a missing key. */
const messages = (texts: Readonly<Record<string, string | undefined>>): Messages =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([key, message]) => (message === undefined ? [] : [[key, { message }]])),
  );

describe('the comparison of a language with English', () => {
  const ENGLISH = messages({
    save: 'Save',
    read_at: 'Read at $1',
    pages_one: '$1 page of $2',
    pages_other: '$1 pages of $2',
  });
  const ARABIC = {
    save: 'حفظ',
    read_at: 'اقرأ في $1',
    pages_zero: 'لا صفحات من $2',
    pages_one: 'صفحة من $2',
    pages_two: 'صفحتان من $2',
    pages_few: '$1 صفحات من $2',
    pages_many: '$1 صفحة من $2',
    pages_other: '$1 صفحة من $2',
  };
  const CHINESE = { save: '保存', read_at: '在 $1 阅读', pages_other: '$2 的 $1 页' };

  it.each([
    ['ar', ARABIC],
    ['zh-CN', CHINESE],
    ['uk', { ...ARABIC, pages_zero: undefined, pages_two: undefined }],
  ])('accepts the plural forms of %s', (language, texts) => {
    expect(localeFaults(language, messages(texts), ENGLISH)).toEqual([]);
  });

  it.each<[change: Readonly<Record<string, string | undefined>>, faults: string[]]>([
    [{ save: undefined }, ['save is missing.']],
    [{ save: '' }, ['save is missing.']],
    [{ pages_few: undefined }, ['pages_few is missing.']],
    [{ pages_other: undefined }, ['pages_other is missing.']],
    [{ pages_lots: '$1 $2' }, ['pages_lots is no key of this language.']],
    [{ kept: 'x' }, ['kept is no key of this language.']],
    [{ save: '$1' }, ['save has other placeholders than save in English.']],
    [{ read_at: 'اقرأ' }, ['read_at has other placeholders than read_at in English.']],
    [{ pages_many: 'من $2' }, ['pages_many has other placeholders than pages_other in English.']],
    [{ pages_two: '$1' }, ['pages_two has other placeholders than pages_other in English.']],
    [{ pages_one: '$1 $2 $3' }, ['pages_one has other placeholders than pages_other in English.']],
    [
      { save: undefined, pages_zero: '$3' },
      ['save is missing.', 'pages_zero has other placeholders than pages_other in English.'],
    ],
  ])('finds the faults of Arabic texts after the change %j', (change, faults) => {
    expect(localeFaults('ar', messages({ ...ARABIC, ...change }), ENGLISH)).toEqual(faults);
  });

  it('refuses a plural form that the language does not have', () => {
    expect(localeFaults('zh-CN', messages({ ...CHINESE, pages_one: '1 $2' }), ENGLISH)).toEqual([
      'pages_one is no key of this language.',
    ]);
  });
});
