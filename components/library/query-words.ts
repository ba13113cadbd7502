/** Reads folded words and days of publication from a query, without the code of the search. */

/**
 * Combining accents. Other combining marks stay: for example, the vowel signs of Hindi are necessary parts of a word.
 */
const ACCENTS = /[\u0300-\u036f]/g;
/**
 * Matches a filter with a day. Also matches words in quotation marks, so that a filter inside them is skipped as text.
 */
const DAY_FILTER = /"(?:\\.|[^"\\])*"?|(?:^|\s)(after|before):(\d{4}(?:-\d{2}){0,2})(?=\s|$)/gi;

/** Returns the words of a text in lower case and without accents. Leaves out the filters `after:` and `before:`. */
export function foldedWords(text: string): string[] {
  const words = withoutDayFilters(text).normalize('NFKD').replace(ACCENTS, '').toLowerCase();
  return words.split(/[\s"“”„«»]+/).filter((word) => word !== '');
}

function withoutDayFilters(query: string): string {
  return query.replace(DAY_FILTER, (match, name: string | undefined) => (name ? ' ' : match));
}

/**
 * Returns the days in a query's filters. The filters select analyses that were published on the day `after` or later,
 * and before the day `before`. Instead of a day (`YYYY-MM-DD`), a filter may name a month or a year.
 */
export function dayFilters(query: string): { readonly after?: string; readonly before?: string } {
  return Object.fromEntries(
    [...query.matchAll(DAY_FILTER)].flatMap(([, name, day]) => (name ? [[name.toLowerCase(), day]] : [])),
  );
}

/** Returns a query with these days in its filters, instead of its present days. An empty day adds no filter. */
export function withDayFilters(
  query: string,
  days: { readonly after: string; readonly before: string },
): string {
  const rest = withoutDayFilters(query).trim().replace(/\s+/g, ' ');
  const written = (['after', 'before'] as const).flatMap((name) =>
    days[name] ? [`${name}:${days[name]}`] : [],
  );
  return [rest, ...written].filter((part) => part !== '').join(' ');
}

/**
 * Returns the first day of the period that a filter names: a day, a month or a year. A filter with this first day
 * selects the same analyses.
 */
export function firstDayOf(period: string): string {
  if (period.length === '2026'.length) return `${period}-01-01`;
  return period.length === '2026-05'.length ? `${period}-01` : period;
}
