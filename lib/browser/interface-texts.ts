import type messages from '../../public/_locales/en/messages.json';
import { browser } from './browser.ts';

/** A key of the interface's texts; the English file is the list of them. */
export type TextKey = keyof typeof messages & string;

/** Keys that come in the plural forms of `Intl.PluralRules`: `<key>_one`, `<key>_other` … */
export type CountedKey = TextKey extends infer Key
  ? Key extends `${infer Stem}_other`
    ? Stem
    : never
  : never;

/** The interface's text for a key, in the reader's language, with `$1`, `$2` … replaced. */
export function text(key: TextKey, ...substitutions: readonly string[]): string {
  return browser.i18n.getMessage(key, [...substitutions]);
}

/** As `text`, in the form that the language has for a number; `$1` is the number as the language writes it. */
export function count(key: CountedKey, number: number, ...substitutions: readonly string[]): string {
  const form = new Intl.PluralRules(language()).select(number);
  const written = new Intl.NumberFormat(language()).format(number);
  return (
    browser.i18n.getMessage(`${key}_${form}`, [written, ...substitutions]) ||
    browser.i18n.getMessage(`${key}_other`, [written, ...substitutions])
  );
}

/**
 * BCP 47 tag of the interface's language: the browser's, with its region, where the interface speaks it; else what it
 * does speak.
 */
export function language(): string {
  const spoken = text('languageTag');
  const wanted = browser.i18n.getUILanguage();
  return wanted.split('-')[0] === spoken.split('-')[0] ? wanted : spoken;
}

/**
 * A day as the reader writes it ("2 July 2026", in lists "2 Jul 2026"). A date of the publication stays on the day
 * that the publication wrote, whatever the reader's time zone; a number is a moment of the reader's own.
 */
export function day(date: string | number, form: 'long' | 'medium' = 'long'): string {
  if (typeof date === 'number') return new Intl.DateTimeFormat(language(), { dateStyle: form }).format(date);
  return new Intl.DateTimeFormat(language(), { dateStyle: form, timeZone: 'UTC' }).format(
    new Date(date.slice(0, 10)),
  );
}

/** A point in time as the reader writes it ("2 Jul 2026, 14:05"). */
export function moment(time: number): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'short' }).format(time);
}

/** A time span from now in words ("in 4 hours", "2 days ago"). */
export function fromNow(time: number, now = Date.now()): string {
  const seconds = (time - now) / 1000;
  const units = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const;
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', Infinity];
  // Less than a minute is "now".
  return new Intl.RelativeTimeFormat(language(), { numeric: 'auto' }).format(
    Math.round(seconds / size),
    unit,
  );
}

/** A size as the reader writes it ("3.4 MB"), decimal units. */
export function byteSize(bytes: number): string {
  const [unit, size] = bytes < 1e6 ? (['kilobyte', 1e3] as const) : (['megabyte', 1e6] as const);
  return new Intl.NumberFormat(language(), { style: 'unit', unit, maximumFractionDigits: 1 }).format(
    bytes / size,
  );
}
