/* Checks of untrusted JSON. Each function takes any value. It returns a value of the requested type, or else
   `undefined` or an empty list. Texts and lists have limits, so that a hostile file costs no more time and memory than
   a real one. */

export type JsonObject = { readonly [name: string]: unknown };

/** Returns the value if it is an object, but neither an array nor `null`. */
export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

/** Returns the first `limit` elements of an array; an empty list for any other value. */
export function asList(value: unknown, limit: number): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, limit) : [];
}

/** Calls `read` for the first `limit` elements of an array. Returns the results that are not `undefined`. */
export function readEach<Item>(
  value: unknown,
  limit: number,
  read: (element: unknown) => Item | undefined,
): Item[] {
  const items: Item[] = [];
  if (!Array.isArray(value)) return items;
  const end = Math.min(value.length, limit);
  for (let n = 0; n < end; n++) {
    const item = read(value[n]);
    if (item !== undefined) items.push(item);
  }
  return items;
}

/**
 * Returns one line of plain text. Folds white space, and removes control and direction characters.
 *
 * @param limit maximum length (UTF-16 code units); the rest is cut off
 * @returns `undefined` if `value` is not a string, or if nothing is left
 */
export function asText(value: unknown, limit: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  const short = value.length > limit * 2 ? value.slice(0, limit * 2) : value;
  const text = cut(isTidy(short) || !UNTIDY.test(short) ? short : tidied(short), limit);
  return text === '' ? undefined : text;
}

/** Returns the first `limit` UTF-16 code units, or one less if the cut would split a surrogate pair. */
function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return text.slice(0, /[\ud800-\udbff]/.test(text[limit - 1] ?? '') ? limit - 1 : limit);
}

/** Returns `true` if a fast check finds only common characters, and single spaces between words. Most texts pass. */
function isTidy(text: string): boolean {
  return COMMON.test(text) && !text.includes('  ') && !text.startsWith(' ') && !text.endsWith(' ');
}

const COMMON = /^[ -~\u00a1-\u167f\u2010-\u2027\u3001-\ud7ff]*$/;
/**
 * Matches control and direction characters, lone surrogates, and white space other than single spaces between words.
 * Few texts have any of these.
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

/** Returns a whole number from `min` to `max`; `undefined` for other values. */
export function asCount(value: unknown, min: number, max: number): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
    ? value
    : undefined;
}

/**
 * Checks a date in the form of the index: `2026-07-02`, or RFC 3339 with time and zone (the seconds may be missing).
 *
 * @returns the text without surrounding white space; `undefined` for other forms, and for days or times that do not
 *   exist
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

/** Whether a day exists. `month` is 1–12 in a valid date. */
function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= 28 || new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}

/** Returns a SHA-256 hash in lower-case hexadecimal; `undefined` for other values. */
export function asSha256(value: unknown): string | undefined {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) ? value : undefined;
}
