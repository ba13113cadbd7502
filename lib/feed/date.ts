import { asDate } from '../index/json.ts';

/** Later than this many milliseconds ahead a date is a mistake, not an embargo or a clock that runs fast. */
const AHEAD = 2 * 24 * 60 * 60 * 1000;
/** Earlier years are what software writes that has no date: the zero day of one language, the epoch of another. */
const FIRST_YEAR = 1990;

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** Zones by name: those of RFC 5322, 4.3, and a few that feeds write all the same. Others mean UTC there. */
const ZONES: Readonly<Record<string, string>> = {
  EST: '-05:00',
  EDT: '-04:00',
  CST: '-06:00',
  CDT: '-05:00',
  MST: '-07:00',
  MDT: '-06:00',
  PST: '-08:00',
  PDT: '-07:00',
  WET: '+00:00',
  WEST: '+01:00',
  BST: '+01:00',
  CET: '+01:00',
  CEST: '+02:00',
  EET: '+02:00',
  EEST: '+03:00',
  MSK: '+03:00',
  JST: '+09:00',
  KST: '+09:00',
  AEST: '+10:00',
  AEDT: '+11:00',
};

/**
 * A date as feeds and sitemaps write it: RFC 3339, W3C Datetime, RFC 822 with its many variants. The offset is kept, since the day
 * and month of an analysis are those that its publication wrote. A time without a zone is somewhere within a day: the date is kept.
 *
 * @param now milliseconds since the epoch
 * @returns RFC 3339, or a date alone where no time (or no zone) was written; `undefined` for what is no date, lies before the
 *   web or more than two days ahead: absent rather than wrong
 */
export function readDate(written: unknown, now: number): string | undefined {
  if (typeof written !== 'string') return undefined;
  // Dates are short. What is longer is cut, so that no text makes the patterns slow.
  const text = written.slice(0, 100).trim();
  const date = asDate(numericDate(text) ?? letterDate(text));
  if (!date || Number(date.slice(0, 4)) < FIRST_YEAR) return undefined;
  return Date.parse(date) - now > AHEAD ? undefined : date;
}

/** `2026-07-02`, with a time after `T` or a space, with or without seconds, fraction and zone. */
function numericDate(text: string): string | undefined {
  const parts =
    /^(\d{4}-\d{2}-\d{2})(?:(?:[Tt]|\s+)(\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(\S+)?)?$/.exec(text);
  if (!parts) return undefined;
  const [, day = '', hour, minute, second = '00', zone] = parts;
  if (hour === undefined || minute === undefined || zone === undefined) return day;
  return timed(day, hour, minute, second, zone);
}

/** `Thu, 02 Jul 2026 14:05:00 +0200` (RFC 822 and RFC 5322). The weekday is not read: where it is wrong the rest is right. */
function letterDate(text: string): string | undefined {
  const parts =
    /^(?:\p{L}+\.?,?\s+)?(\d{1,2})[\s-]+([A-Za-z]{3})[A-Za-z]*\.?,?[\s-]+(\d{2,4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([A-Za-z]+|[+-]\d{2}:?\d{2}).*)?)?$/u.exec(
      text,
    );
  if (!parts) return undefined;
  const [, day = '', monthName = '', year = '', hour, minute, second = '00', zone] = parts;
  const month = MONTHS.indexOf(monthName.toLowerCase()) + 1;
  if (month === 0) return undefined;
  const date = `${fullYear(year)}-${padded(month)}-${day.padStart(2, '0')}`;
  if (hour === undefined || minute === undefined || zone === undefined) return date;
  return timed(date, hour.padStart(2, '0'), minute, second, zone);
}

/** RFC 5322, 4.3: two digits up to 49 are of this century, the others and three digits count from 1900. */
function fullYear(year: string): string {
  const number = Number(year);
  if (year.length === 4) return year;
  return String(number + (year.length === 2 && number < 50 ? 2000 : 1900));
}

function timed(date: string, hour: string, minute: string, second: string, zone: string): string | undefined {
  const offset = offsetOf(zone);
  // A leap second is a time, but not one that `Date` knows.
  return offset && `${date}T${hour}:${minute}:${second === '60' ? '59' : second}${offset}`;
}

/** The zone as RFC 3339 writes it; `undefined` for what cannot be one. */
function offsetOf(zone: string): string | undefined {
  const digits = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (digits) {
    const [, sign, hours = '', minutes = '00'] = digits;
    if (Number(hours) > 14 || Number(minutes) > 59) return undefined;
    return `${hours}${minutes}` === '0000' ? 'Z' : `${sign}${hours}:${minutes}`;
  }
  if (!/^[A-Za-z]{1,5}$/.test(zone)) return undefined;
  const named = zone.toUpperCase();
  return Object.hasOwn(ZONES, named) ? ZONES[named] : 'Z';
}

function padded(number: number): string {
  return String(number).padStart(2, '0');
}
