/**
 * Reading of untrusted JSON: each function takes anything and gives what it asked for or `undefined`. Bounds are part
 * of the reading, so that a hostile file costs no more than an honest one.
 */

export type JsonObject = { readonly [name: string]: unknown };

export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

/** At most `most` elements; what is no array is an empty one. */
export function asList(value: unknown, most: number): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, most) : [];
}

/** What `read` makes of the first `most` elements, without those of which it makes nothing. */
export function readEach<Item>(
  value: unknown,
  most: number,
  read: (element: unknown) => Item | undefined,
): Item[] {
  const items: Item[] = [];
  if (!Array.isArray(value)) return items;
  const end = Math.min(value.length, most);
  for (let n = 0; n < end; n++) {
    const item = read(value[n]);
    if (item !== undefined) items.push(item);
  }
  return items;
}

/**
 * Text with white space folded and control characters gone, cut at `most` UTF-16 units; `undefined` when nothing is
 * left.
 */
export function asText(value: unknown, most: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  const short = value.length > most * 2 ? value.slice(0, most * 2) : value;
  const text = cut(isTidy(short) || !UNTIDY.test(short) ? short : tidied(short), most);
  return text === '' ? undefined : text;
}

/** The first `most` UTF-16 units, but never half a letter. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return text.slice(0, /[\ud800-\udbff]/.test(text[most - 1] ?? '') ? most - 1 : most);
}

/** Most texts need no more than this look: words of common letters and marks with single spaces between them. */
function isTidy(text: string): boolean {
  return COMMON.test(text) && !text.includes('  ') && !text.startsWith(' ') && !text.endsWith(' ');
}

const COMMON = /^[ -~\u00a1-\u167f\u2010-\u2027\u3001-\ud7ff]*$/;
/**
 * What few texts have: control and direction characters, halves of letters, white space that is not one space between
 * words.
 */
const UNTIDY =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00a0\u1680\u2000-\u200a\u202a-\u202f\u205f\u2066-\u2069\u3000\ufeff]|^ | $| {2}/u;

function tidied(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u202a-\u202e\u2066-\u2069\ufeff]|[^\P{Cc}\s]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A whole number between `least` and `most`. */
export function asCount(value: unknown, least: number, most: number): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
    ? value
    : undefined;
}

/**
 * A date as the index writes it: `2026-07-02` or RFC 3339 with time and zone.
 *
 * @returns the text as written, or `undefined` when the calendar has no such day
 */
export function asDate(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const date = value.trim();
  if (
    !DATE.test(date) ||
    !isDay(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)))
  )
    return undefined;
  return date.length === DAY_LENGTH || !Number.isNaN(Date.parse(date)) ? date : undefined;
}

const DATE = /^\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[+-]\d{2}:\d{2}))?$/;
const DAY_LENGTH = '2026-07-02'.length;

/** Whether the calendar has a day. @param month 1–12 */
function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= 28 || new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}

/** A lower-case hex SHA-256. */
export function asSha256(value: unknown): string | undefined {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) ? value : undefined;
}
