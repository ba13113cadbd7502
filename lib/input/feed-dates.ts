import { asDate } from './json-values.ts';
import { monthNamed } from './month-names.ts';

/**
 * Maximum time by which a date may be later than the present (ms). A date further in the future is a mistake, and not
 * the effect of an embargo or a fast clock.
 */
const MAX_AHEAD_MS = 2 * 24 * 60 * 60 * 1000;
/** Dates before this year are defaults that software writes if it has no date, such as the Unix epoch. */
const FIRST_YEAR = 1990;

/**
 * Offsets of time zones by name (hours): those of RFC 822 and RFC 5322, section 4.3, and others that occur in feeds.
 * Unknown names count as UTC, as RFC 5322 recommends.
 */
const ZONES: Readonly<Record<string, number>> = Object.fromEntries(
  [
    'UT 0 GMT 0 UTC 0 Z 0 WET 0 WEST 1 BST 1 IST 5.5 CET 1 CEST 2 MET 1 MEST 2 MEZ 1 MESZ 2',
    'EET 2 EEST 3 MSK 3 MSD 4 SAST 2 CAT 2 EAT 3',
    'PKT 5 WIB 7 ICT 7 HKT 8 SGT 8 PHT 8 AWST 8 JST 9 KST 9 ACST 9.5 ACDT 10.5 AEST 10 AEDT 11 NZST 12 NZDT 13',
    'NST -3.5 NDT -2.5 AST -4 ADT -3 EST -5 EDT -4 CST -6 CDT -5 MST -7 MDT -6 PST -8 PDT -7',
    'AKST -9 AKDT -8 HST -10 HDT -9 SST -11 BRT -3 BRST -2 ART -3 CLT -4 CLST -3',
    // Military zones with the signs of RFC 822, as in other feed readers.
    'A -1 B -2 C -3 D -4 E -5 F -6 G -7 H -8 I -9 K -10 L -11 M -12 N 1 O 2 P 3 Q 4 R 5 S 6 T 7 U 8 V 9 W 10 X 11 Y 12',
  ]
    .join(' ')
    .match(/\S+ \S+/g)
    ?.map((pair) => [pair.split(' ')[0], Number(pair.split(' ')[1])]) ?? [],
);

/**
 * North American time zones whose names do not say whether summer time applies: winter offset by name (hours). In
 * summer the offset is one hour more.
 */
const SEASONAL: Readonly<Record<string, number>> = {
  NT: -3.5,
  AT: -4,
  ET: -5,
  CT: -6,
  MT: -7,
  PT: -8,
  AKT: -9,
};

/**
 * Reads a date in a feed or sitemap: RFC 3339, W3C Datetime with a day, RFC 822 and its many variants. Keeps the
 * offset, so that the day stays the one that the publication wrote. Drops a time without a time zone.
 *
 * @param now current time (ms since the epoch)
 * @returns RFC 3339, or only `YYYY-MM-DD` if there is no time or no time zone; `undefined` for texts that are not a
 *   date, for years before 1990, and for dates more than two days in the future
 */
export function readFeedDate(written: unknown, now: number): string | undefined {
  const date = dateOfAnyForm(written);
  if (!date || Number(date.slice(0, 4)) < FIRST_YEAR) return undefined;
  return Date.parse(date) - now > MAX_AHEAD_MS ? undefined : date;
}

/** Reads a date as `readFeedDate` does, but accepts any year. */
export function dateOfAnyForm(written: unknown): string | undefined {
  if (typeof written !== 'string') return undefined;
  // Real dates are short. Cut longer texts, so that they cannot make the patterns slow.
  const text = written.slice(0, 100).trim();
  return asDate(numericDate(text) ?? letterDate(text));
}

/**
 * Reads `2026-07-02`, `2026/07/02`, `2026.07.02`, `02.07.2026` or `2026年7月2日`. After `T` or a space, a time may
 * follow, with seconds, a fraction and a time zone. Also reads ISO 8601 without separators. Does not read `07/02/2026`,
 * which may be July 2 or February 7.
 */
function numericDate(text: string): string | undefined {
  const compact = /^(\d{4})(\d{2})(\d{2})(?:[Tt](\d{2})(\d{2})(\d{2})?\s*(\S+)?)?$/.exec(text);
  if (compact) {
    const [, year, month, day, hour, minute, second, zone] = compact;
    return timed(`${year}-${month}-${day}`, hour, minute, second, zone);
  }
  const dayLast = YEAR_FIRST.exec(text);
  const [, dottedDay, dottedMonth, dottedYear, ...dottedTime] = DOTTED.exec(text) ?? [];
  const [, year = dottedYear, , month = dottedMonth, day = dottedDay, ...time] = dayLast ?? [];
  if (year === undefined) return undefined;
  const [hour, minute, second, half, offset, zone] = dayLast ? time : dottedTime;
  const date = `${year}-${padded(Number(month))}-${padded(Number(day))}`;
  return timed(date, hour, minute, second, offset ?? zone, half);
}

const TIME = String.raw`(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*([ap]\.?m\.?(?![a-z]))?`;
/**
 * Matches a time zone after a day and a time. Java writes the name of the zone after the offset, in brackets; Go writes
 * it after a space.
 */
const NAMED_OFFSET = String.raw`([+-][\d:]+)\s+\(?[A-Z]{1,5}\)?|([^\s[]+)(?:\[\S*\])?`;
/** Matches what may follow a day: a time, and perhaps its time zone. */
const TIME_OF_DAY = String.raw`(?:(?:[Tt]|,?\s+)${TIME}\s*(?:${NAMED_OFFSET})?)?$`;
/** Matches dates such as `2026-07-02 14:05:00 +0200`. */
const YEAR_FIRST = new RegExp(
  String.raw`^(\d{4})(?:([-/.])|\s?[年년]\s?)(\d{1,2})(?:\2|\s?[月월]\s?)(\d{1,2})(?:\s?[日일])?${TIME_OF_DAY}`,
  'i',
);
/** Matches dates such as `02.07.2026 14:05`. */
const DOTTED = new RegExp(String.raw`^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})${TIME_OF_DAY}`, 'i');
const WEEKDAY = String.raw`(?:[\p{L}\p{M}]+\.?(?:\s*,\s*|\s+))?`;
const ZONE = String.raw`\(?((?:GMT|UTC?)?[+-]\d{1,2}:?(?:\d{2})?|[A-Za-z]+(?:\/\w+)*)(?:\)|\s*\(.*|\s.*)?`;
const MONTH = String.raw`([\p{L}\p{M}]{3,})\.?`;
const SHORT_ZONE = String.raw`([A-Za-z]{1,5}|[+-]\d{2}:?\d{2})`;
const AT = String.raw`(?:,?\s+(?:at\s+|-\s+)?|,|T)`;
/**
 * Matches dates such as `Thu, 02 Jul 2026 14:05:00 +0200` (RFC 822 and RFC 5322). The weekday is ignored, because it is
 * sometimes wrong.
 */
const DAY_FIRST = new RegExp(
  String.raw`^${WEEKDAY}(\d{1,2})(?:st|nd|rd|th)?[\s-]+${MONTH},?[\s-]+(\d{2,4})(?:${AT}${TIME}(?:\s*${ZONE})?)?$`,
  'iu',
);
/** Matches dates such as `Thu, Jul 02 2026 04:45:26 +0000` and `July 2, 2026 2:05 PM EST`. */
const MONTH_FIRST = new RegExp(
  String.raw`^${WEEKDAY}${MONTH}[\s-]+(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(\d{4})(?:${AT}${TIME}(?:\s*${ZONE})?)?$`,
  'iu',
);
/**
 * Matches dates such as `Thu Aug 30 17:26:16 2012` (`asctime`), with an optional time zone before or after the year.
 */
const YEAR_LAST = new RegExp(
  [
    String.raw`^${WEEKDAY}${MONTH}\s+(\d{1,2})\s+${TIME}\s+`,
    String.raw`(?:${SHORT_ZONE}\s+)?(\d{4})(?:\s+${SHORT_ZONE})?$`,
  ].join(''),
  'iu',
);

function letterDate(text: string): string | undefined {
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst) {
    const [, day, month, year, ...time] = dayFirst;
    return named(day, month, year, time);
  }
  const monthFirst = MONTH_FIRST.exec(text);
  if (monthFirst) {
    const [, month, day, year, ...time] = monthFirst;
    return named(day, month, year, time);
  }
  const yearLast = YEAR_LAST.exec(text);
  if (!yearLast) return undefined;
  const [, month, day, hour, minute, second, half, before, year, after] = yearLast;
  return named(day, month, year, [hour, minute, second, half, before ?? after]);
}

function named(
  day = '',
  monthName = '',
  year = '',
  [hour, minute, second, half, zone]: readonly (string | undefined)[],
): string | undefined {
  const month = monthNamed(monthName);
  if (month === undefined) return undefined;
  return timed(
    `${fullYear(year)}-${padded(month)}-${day.padStart(2, '0')}`,
    hour,
    minute,
    second,
    zone,
    half,
  );
}

/**
 * Returns a year with four digits (RFC 5322, section 4.3). A year with two digits from 00 to 49 counts from 2000. Any
 * other year with two or three digits counts from 1900.
 */
function fullYear(year: string): string {
  const number = Number(year);
  if (year.length === 4) return year;
  return String(number + (year.length === 2 && number < 50 ? 2000 : 1900));
}

/**
 * Returns the day with its time. Returns only the day if no time or no time zone is given, or if a zone such as
 * "America/New_York" has no known offset. Returns `undefined` if the text in the place of the time zone is an offset
 * that does not exist.
 */
function timed(
  date: string,
  hour: string | undefined,
  minute: string | undefined,
  second = '00',
  zone: string | undefined,
  half?: string,
): string | undefined {
  if (hour === undefined || minute === undefined || zone === undefined) return date;
  const offset = offsetOf(zone, date);
  if (offset === undefined && /^[a-z]{2}/i.test(zone)) return date;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (/^p/i.test(half) ? 12 : 0);
  // `Date` does not support leap seconds (https://tc39.es/ecma262/#sec-time-values-and-time-range).
  return offset && `${date}T${padded(hours)}:${minute}:${second === '60' ? '59' : second}${offset}`;
}

/**
 * Returns a time zone as an RFC 3339 offset; `undefined` if the offset does not exist or is not known. An unknown name
 * of up to five letters counts as UTC.
 *
 * @param date `YYYY-MM-DD`; decides whether summer time applies
 */
function offsetOf(zone: string, date: string): string | undefined {
  const digits = /^(?:GMT|UTC?)?([+-])(\d{1,2}):?(\d{2})?$/i.exec(zone);
  if (digits) {
    const [, sign, hours = '', minutes = '00'] = digits;
    if (Number(hours) > 14 || Number(minutes) > 59) return undefined;
    return Number(hours) + Number(minutes) === 0 ? 'Z' : `${sign}${hours.padStart(2, '0')}:${minutes}`;
  }
  if (!/^[A-Za-z]{1,5}$/.test(zone)) return undefined;
  const name = zone.toUpperCase();
  const winter = Object.hasOwn(SEASONAL, name) ? SEASONAL[name] : undefined;
  if (winter !== undefined) return written(winter + (isSummerThere(date) ? 1 : 0));
  return written(Object.hasOwn(ZONES, name) ? (ZONES[name] ?? 0) : 0);
}

function written(hours: number): string {
  if (hours === 0) return 'Z';
  const minutes = Math.round(Math.abs(hours) * 60);
  return `${hours < 0 ? '-' : '+'}${padded(Math.floor(minutes / 60))}:${padded(minutes % 60)}`;
}

/**
 * Whether summer time applies in North America. By the rule that applies since 2007, it begins on the second Sunday in
 * March and ends on the first Sunday in November.
 */
function isSummerThere(date: string): boolean {
  const year = date.slice(0, 4);
  const sunday = (month: string, first: number): string => {
    const weekday = new Date(`${year}-${month}-01T00:00:00Z`).getUTCDay();
    return `${year}-${month}-${padded(((7 - weekday) % 7) + first)}`;
  };
  return sunday('03', 8) <= date && date < sunday('11', 1);
}

function padded(number: number): string {
  return String(number).padStart(2, '0');
}
