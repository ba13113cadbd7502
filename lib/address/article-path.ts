import { tryDecodePercent } from './decode-percent.ts';

/*
 * Reads the words of the slug, a date, and ids from an address. They make a match more or less likely, but alone they
 * are not enough for a match.
 */

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH = `(0?[1-9]|1[0-2]|${MONTHS.join('|')})(?![a-z\\d])`;
const DAY = '(0?[1-9]|[12]\\d|3[01])(?!\\d)';
/** Matches folders for a month or a day: "/2026/07/02/", "/2026/jul/02/", "/2026-07-02", "/2026/07/". */
const DATED_FOLDER = new RegExp(`/((?:19|20)\\d\\d)[/_-]${MONTH}(?:[/_-]${DAY})?`, 'i');
/** Matches a folder for a year alone: "/2026/". */
const YEAR_FOLDER = /\/((?:19|20)\d\d)(?=\/)/;
/** Matches a date anywhere in the path: "20260702" or "2026-07-02". Digits of a time may follow the date. */
const DATED = /(?<!\d)((?:19|20)\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])/;

/**
 * Returns the words of the slug. The slug is the segment with the most words among the last three segments of the path
 * ("/2026/council-votes-down-bridge-77.html": council, votes, down, bridge).
 *
 * @param address address or URL key
 * @returns lower-case words of at least two letters; empty if these segments have none
 */
export function slugWords(address: string): string[] {
  const segments = pathOf(address).split('/').slice(-3);
  const words = segments.map(
    (segment) =>
      tryDecodePercent(segment)
        .replace(/\.\w{2,6}$/, '')
        .toLowerCase()
        .match(/\p{L}[\p{L}\p{M}]+/gu) ?? [],
  );
  return words.reduce<string[]>((longest, list) => (list.length > longest.length ? list : longest), []);
}

/** Whether the path of an address contains a date: a year and a month, with or without a day. */
export function isDated(address: string): boolean {
  const path = pathOf(address);
  return DATED_FOLDER.test(path) || DATED.test(path);
}

/**
 * Returns the date in the path of an address: only a year, a year with a month (1–12), or a whole date. Returns
 * `undefined` if there is none.
 */
export function dateIn(
  address: string,
): { readonly year: number; readonly month?: number; readonly day?: number } | undefined {
  const path = pathOf(address);
  const [, year, month, day] = DATED_FOLDER.exec(path) ?? DATED.exec(path) ?? YEAR_FOLDER.exec(path) ?? [];
  if (year === undefined) return undefined;
  const named = MONTHS.indexOf(month?.toLowerCase() ?? '');
  return {
    year: Number(year),
    ...(month === undefined ? {} : { month: named >= 0 ? named + 1 : Number(month) }),
    ...(day === undefined ? {} : { day: Number(day) }),
  };
}

/**
 * Returns the start of the day in the path of an address (UTC, ms since the epoch); `undefined` if there is no whole
 * date.
 */
export function dayIn(address: string): number | undefined {
  const { year, month, day } = dateIn(address) ?? {};
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return Date.UTC(year, month - 1, day);
}

/**
 * Returns the ids in path, query and fragment: UUIDs and groups of 32 hexadecimal digits, both only in lower case, and
 * numbers of six or more digits. A number of eight digits that starts with 19 or 20 counts as a date and not as an id.
 */
export function idsIn(address: string): string[] {
  const rest = address.replace(/^https?:\/\//, '').replace(/^[^/?#]*/, '');
  return (
    rest.match(
      /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{32}|(?<!\d)(?!(?:19|20)\d{6}(?!\d))\d{6,}/g,
    ) ?? []
  );
}

function pathOf(address: string): string {
  return address
    .replace(/^https?:\/\//, '')
    .replace(/^[^/?#]*/, '')
    .replace(/[?#].*$/s, '');
}
