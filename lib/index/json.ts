/**
 * Reading of untrusted JSON: each function takes anything and gives what it asked for or `undefined`. Bounds are part of
 * the reading, so that a hostile file costs no more than an honest one.
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

/** Text with white space folded and control characters gone, cut at `most` UTF-16 units; `undefined` when nothing is left. */
export function asText(value: unknown, most: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  const short = value.length > most * 2 ? value.slice(0, most * 2) : value;
  const text = (TIDY_ASCII.test(short) || !UNTIDY.test(short) ? short : tidied(short)).slice(0, most);
  return text === '' ? undefined : text;
}

/** Most texts need no more than this look: printable ASCII with single spaces between words. */
const TIDY_ASCII = /^[!-~]+(?: [!-~]+)*$/;
/** What few texts have: control and direction characters, white space that is not one space between words. */
const UNTIDY =
  /[\p{Cc}\p{Zl}\p{Zp}\u00a0\u1680\u2000-\u200a\u202a-\u202f\u205f\u2066-\u2069\u3000\ufeff]|^ | $| {2}/u;

function tidied(text: string): string {
  return text
    .replace(/[\u202a-\u202e\u2066-\u2069]|[^\P{Cc}\s]/gu, '')
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
  const parts =
    /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[+-]\d{2}:\d{2}))?$/.exec(
      value.trim(),
    );
  if (!parts) return undefined;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists && !Number.isNaN(Date.parse(value.trim())) ? value.trim() : undefined;
}

/** A lower-case hex SHA-256. */
export function asSha256(value: unknown): string | undefined {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) ? value : undefined;
}
