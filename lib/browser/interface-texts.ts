import type messages from '../../public/_locales/en/messages.json';
import { browser } from './browser.ts';

/** A key of the interface's texts. The English file defines the keys. */
export type TextKey = keyof typeof messages & string;

/** The common part of the keys of plural forms: `<key>_one`, `<key>_other` and others that `Intl.PluralRules` names. */
export type CountedKey = TextKey extends infer Key
  ? Key extends `${infer Stem}_other`
    ? Stem
    : never
  : never;

/** Returns the text for a key in the reader's language. The substitutions replace `$1`, `$2` and so on. */
export function text(key: TextKey, ...substitutions: readonly string[]): string {
  return browser.i18n.getMessage(key, [...substitutions]);
}

/** Returns the text for a key in the plural form for a number. `$1` is the number in the format of the language. */
export function countedText(key: CountedKey, number: number, ...substitutions: readonly string[]): string {
  const form = formatterFor(Intl.PluralRules).select(number);
  const written = formatterFor(Intl.NumberFormat).format(number);
  return (
    browser.i18n.getMessage(`${key}_${form}`, [written, ...substitutions]) ||
    browser.i18n.getMessage(`${key}_other`, [written, ...substitutions])
  );
}

/** Returns a whole number in the format of the reader's language. */
export function formatNumber(value: number): string {
  return formatterFor(Intl.NumberFormat).format(value);
}

/**
 * Returns the BCP 47 tag of the interface's language. If the interface exists in the browser's language, this is the
 * browser's tag, which may have a region. Otherwise it is the tag of the language in which the texts are shown.
 */
export function interfaceLanguage(): string {
  tag ??= newLanguage();
  return tag;
}

/** The result of the first call of `interfaceLanguage`. An open page keeps its language. */
let tag: string | undefined;

function newLanguage(): string {
  const spoken = text('languageTag');
  const wanted = browser.i18n.getUILanguage();
  return wanted.split('-')[0] === spoken.split('-')[0] ? wanted : spoken;
}

/**
 * Formatters by language, offset from UTC, type and options. Creating a formatter takes as long as formatting 80 dates.
 * The offset may change while a page is open, for example because the reader travels.
 */
const formatters = new Map<string, object>();

/** Returns a formatter for the reader's language, and keeps it for later calls with the same type and options. */
export function formatterFor<Formatter extends object, Options>(
  Type: new (language: string, options?: Options) => Formatter,
  options?: Options,
): Formatter {
  const spoken = interfaceLanguage();
  const key = JSON.stringify([spoken, new Date().getTimezoneOffset(), Type.name, options]);
  const made = formatters.get(key) ?? new Type(spoken, options);
  formatters.set(key, made);
  return made as Formatter;
}

/**
 * Returns a day in the format of the reader's language: "2 July 2026", or "2 Jul 2026" in lists.
 *
 * @param date a date as the publication wrote it, which gives the same day in every time zone; or milliseconds since
 *   the epoch, which give the day in the reader's time zone
 */
export function formatDay(date: string | number, form: 'long' | 'medium' = 'long'): string {
  if (typeof date === 'number') return formatterFor(Intl.DateTimeFormat, { dateStyle: form }).format(date);
  return formatterFor(Intl.DateTimeFormat, { dateStyle: form, timeZone: 'UTC' }).format(
    new Date(date.slice(0, 10)),
  );
}

/** A day that is less than this number of days ago is named relative to today. */
const RECENT_DAYS = 7;
const DAY_MS = 86_400_000;

/**
 * Returns a day in the short form of lists: "yesterday" or "3 days ago" in the last seven days, "July 2" on another day
 * of this year, "July 2, 2025" in another year. The form is that of the reader's language.
 *
 * @param date as for `formatDay`
 * @param now milliseconds since the epoch. The time zone of the reader decides which day is today.
 */
export function formatRecentDay(date: string | number, now = Date.now()): string {
  const then = typeof date === 'number' ? localDay(date) : Date.parse(date.slice(0, 10));
  const age = Math.round((localDay(now) - then) / DAY_MS);
  if (age >= 0 && age < RECENT_DAYS)
    return formatterFor(Intl.RelativeTimeFormat, { numeric: 'auto' }).format(-age, 'day');
  return formatCalendarDay(date, 'long', now);
}

/**
 * Returns midnight UTC of the calendar day on which `time` falls in the reader's time zone. Both times are in ms since
 * the epoch.
 */
function localDay(time: number): number {
  const local = new Date(time);
  return Date.UTC(local.getFullYear(), local.getMonth(), local.getDate());
}

/**
 * Returns a day in the form "July 2", or "July 2, 2025" in another year. The short form is "Jul 2".
 *
 * @param date as for `formatDay`
 * @param now milliseconds since the epoch
 */
export function formatCalendarDay(
  date: string | number,
  form: 'long' | 'short' = 'long',
  now = Date.now(),
): string {
  const isWritten = typeof date === 'string';
  const then = new Date(isWritten ? date.slice(0, 10) : date);
  const year = isWritten ? then.getUTCFullYear() : then.getFullYear();
  return formatterFor(Intl.DateTimeFormat, {
    month: form,
    day: 'numeric',
    ...(isWritten ? { timeZone: 'UTC' } : {}),
    ...(year === new Date(now).getFullYear() ? {} : { year: 'numeric' }),
  }).format(then);
}
