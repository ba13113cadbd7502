/** The texts of one language, as `messages.json` holds them. */
export type Messages = Readonly<Record<string, { readonly message: string }>>;

/** Plural forms that stand for one exact number in most languages: their text may do without the number. */
const EXACT_FORMS = ['zero', 'one', 'two'];

/**
 * What is wrong with the texts of a language. It must have every key of English. A counted text of English
 * (`pages_one`, `pages_other`) has one key for each plural form of the language instead. Placeholders are those of
 * English.
 *
 * @param language BCP 47 tag
 * @returns a sentence for each fault
 */
export function localeFaults(language: string, messages: Messages, english: Messages): string[] {
  const stems = Object.keys(english).flatMap((key) => /^(.+)_other$/.exec(key)?.[1] ?? []);
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const isCounted = (key: string): boolean =>
    stems.includes(/^(.+)_(?:zero|one|two|few|many|other)$/.exec(key)?.[1] ?? '');
  const wanted = new Map<string, { like: string; form?: string }>();
  for (const key of Object.keys(english)) if (!isCounted(key)) wanted.set(key, { like: key });
  for (const stem of stems)
    for (const form of forms) wanted.set(`${stem}_${form}`, { like: `${stem}_other`, form });

  const missing = [...wanted.keys()].filter((key) => !messages[key]?.message);
  const unknown = Object.keys(messages).filter((key) => !wanted.has(key));
  const wrong = [...wanted].filter(([key, { like, form = '' }]) => {
    const text = messages[key]?.message;
    if (!text) return false;
    const used = placeholders(text);
    const expected = placeholders(english[like]?.message ?? '');
    const mayLackNumber = EXACT_FORMS.includes(form) && !used.includes('$1');
    return used.join() !== expected.filter((name) => !(mayLackNumber && name === '$1')).join();
  });
  return [
    ...missing.map((key) => `${key} is missing.`),
    ...unknown.map((key) => `${key} is no key of this language.`),
    ...wrong.map(([key, { like }]) => `${key} has other placeholders than ${like} in English.`),
  ];
}

function placeholders(text: string): string[] {
  return [...new Set(text.match(/\$\d/g))].sort();
}
