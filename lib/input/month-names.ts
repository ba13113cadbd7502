/**
 * Patterns of the start of each month's name, without accents, in English, French, German, Spanish, Italian, Portuguese
 * and Dutch. They also find shortened names. The pattern of March excludes the Finnish "marraskuu", which is November.
 */
const STARTS: readonly RegExp[] = [
  /^(?:jan|ene|gen)/,
  /^(?:feb|fev)/,
  /^(?:mar(?!ras)|mae?rz|maa|mrt)/,
  /^(?:apr|avr|abr)/,
  /^(?:may|mai|mei|mag)/,
  /^(?:jun|juin|giu)/,
  /^(?:jul|juil|lug)/,
  /^(?:aug|aou|ago)/,
  /^(?:sep|set)/,
  /^(?:oct|okt|ott|out)/,
  /^nov/,
  /^(?:dec|dez|dic)/,
];

/**
 * Other languages. Their month names come from `Intl`. Croatian is left out, because its "listopad" is October, and in
 * Polish and Czech the same word means November.
 */
const LANGUAGES = [
  'ru uk be bg sr mk pl cs sk sl hu ro tr az fi et lv lt el sv da nb is id ms sw ca eu gl',
  'hi bn ar fa he ka hy kk uz',
].flatMap((line) => line.split(' '));

/** The number of each month (1–12), keyed by its name without accents; 0 if the name has two meanings. */
let numbers: Map<string, number> | undefined;

/**
 * Returns the number of a month (1–12) by its name in one of about forty languages; `undefined` for other words. Some
 * software writes dates in the server's language.
 *
 * @param name whole or shortened name, with or without accents, capitals and a dot at the end
 */
export function monthNamed(name: string): number | undefined {
  const plain = withoutAccents(name);
  const month = STARTS.findIndex((start) => start.test(plain)) + 1;
  if (month > 0) return month;
  numbers ??= namesFromIntl();
  return numbers.get(plain) || undefined;
}

function namesFromIntl(): Map<string, number> {
  const found = new Map<string, number>();
  for (const language of LANGUAGES)
    for (const form of ['long', 'short'] as const)
      for (const [at, name] of monthsIn(language, form).entries()) {
        const before = found.get(name) ?? at + 1;
        found.set(name, before === at + 1 ? before : 0);
      }
  return found;
}

/** Returns the names of the twelve months in the form that a date with a day uses, without accents. */
function monthsIn(language: string, form: 'long' | 'short'): string[] {
  const format = new Intl.DateTimeFormat(language, {
    month: form,
    day: 'numeric',
    calendar: 'gregory',
    timeZone: 'UTC',
  });
  return [...Array(12).keys()].map((month) => {
    const parts = format.formatToParts(Date.UTC(2026, month, 2));
    return withoutAccents(parts.find(({ type }) => type === 'month')?.value ?? '');
  });
}

function withoutAccents(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}|\.$/gu, '')
    .toLowerCase();
}
