/** What the search box asks for, until it knows the whole grammar: folded words, and days of publication. */

/** Combining marks that are no letters of their own: in Hindi and other scripts, vowel signs are letters. */
const ACCENTS = /[\u0300-\u036f]/g;
const DAY_FILTER = /(?:^|\s)(after|before):(\d{4}(?:-\d{2}){0,2})(?=\s|$)/gi;

/** The words of a text in lower case and without accents. Days of publication are no words. */
export function wordsOf(text: string): string[] {
  const words = text.replace(DAY_FILTER, ' ').normalize('NFKD').replace(ACCENTS, '').toLowerCase();
  return words.split(/[\s"“”„«»]+/).filter((word) => word !== '');
}

/** The days that a query names: published on `after` or later, and before `before`. */
export function afterAndBefore(query: string): { readonly after?: string; readonly before?: string } {
  return Object.fromEntries(
    [...query.matchAll(DAY_FILTER)].map(([, name = '', day]) => [name.toLowerCase(), day]),
  );
}

/** A query with other days. An empty day is left out. */
export function withDays(query: string, days: { readonly after: string; readonly before: string }): string {
  const rest = query.replace(DAY_FILTER, ' ').trim().replace(/\s+/g, ' ');
  const written = (['after', 'before'] as const).flatMap((name) =>
    days[name] ? [`${name}:${days[name]}`] : [],
  );
  return [rest, ...written].filter((part) => part !== '').join(' ');
}
