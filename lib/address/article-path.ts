import { decodedOrWritten } from './decode-percent.ts';

/*
 * What an address tells of itself: the words of its slug, a date, an id. Only signs: no address is matched by them.
 */

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
/** "/2026/07/02/", "/2026/jul/02/", "/2026-07-02", "/2026/07/". */
const DATED_FOLDER =
  /\/((?:19|20)\d\d)[/_-](0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?![a-z\d])(?:[/_-](0?[1-9]|[12]\d|3[01])(?!\d))?/i;
/** "/2026/": a year alone. */
const YEAR_FOLDER = /\/((?:19|20)\d\d)(?=\/)/;
/** "20260702", "2026-07-02" anywhere, also before a time. */
const DATED = /(?<!\d)((?:19|20)\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])/;

/**
 * The words of the wordiest part of a path ("/2026/council-votes-down-bridge-77.html": council, votes, down, bridge),
 * lower case, of two letters and more. Empty where there is only a name, an id or a section.
 *
 * @param address address or URL key
 */
export function slugWords(address: string): string[] {
  const segments = pathOf(address).split('/').slice(-3);
  const words = segments.map(
    (segment) =>
      decodedOrWritten(segment)
        .replace(/\.\w{2,6}$/, '')
        .toLowerCase()
        .match(/\p{L}[\p{L}\p{M}]+/gu) ?? [],
  );
  return words.reduce<string[]>((most, own) => (own.length > most.length ? own : most), []);
}

/** Whether an address names a day or a month. */
export function isDated(address: string): boolean {
  const path = pathOf(address);
  return DATED_FOLDER.test(path) || DATED.test(path);
}

/** The date that an address names: a year, perhaps with month (1–12) and day. */
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

/** The day that an address names: its beginning in UTC, milliseconds since the epoch. */
export function dayIn(address: string): number | undefined {
  const { year, month, day } = dateIn(address) ?? {};
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return Date.UTC(year, month - 1, day);
}

/** Ids in an address: numbers of six digits and more that are no date, and UUIDs. */
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
