/** The texts of one language, in the form of `messages.json`. */
export type Messages = Readonly<Record<string, { readonly message: string }>>;

/** Plural forms that mean one exact number in most languages, so their texts may omit the number. */
const EXACT_FORMS = ['zero', 'one', 'two'];

/**
 * Checks the texts of a language against English. The language must have every key of English, with the same
 * placeholders. A counted text (`pages_one`, `pages_other`) instead has one key for each plural form of the language.
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
