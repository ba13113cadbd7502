import { dateOfAnyForm } from './feed-dates.ts';
import { asDate } from './json-values.ts';

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);

/**
 * Reads a date in metadata: RFC 3339, or one of two ISO 8601 forms that site generators write. Adds a missing colon to
 * the offset. Keeps only the day if a time has no offset.
 *
 * @returns RFC 3339 or `YYYY-MM-DD`; `undefined` for other forms
 */
export function machineDate(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 60) return undefined;
  const text = value
    .trim()
    .replace(/([+-]\d{2})(\d{2})$/, (all, hours, minutes, at: number) =>
      at > 10 ? `${hours}:${minutes}` : all,
    );
  return (
    asDate(text) ??
    (/^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/.test(text)
      ? asDate(text.slice(0, 10))
      : undefined)
  );
}

/**
 * Reads a date in the metadata of a page. Metadata should have the form that `machineDate` reads, but some sites write
 * the date there in the form that they show to people or use in their feeds.
 *
 * @returns RFC 3339 or `YYYY-MM-DD`; `undefined` for texts that are not a date
 */
export function metadataDate(value: unknown): string | undefined {
  return machineDate(value) ?? dateOfAnyForm(value);
}

/**
 * Reads a date in English text: "July 2, 2026", "2 July 2026", "Jul 2nd, 2026", "Thursday, 2 July 2026", or a form of
 * `machineDate`. Ignores a time after an English date. Refuses ambiguous dates ("02/07/2026").
 *
 * @returns `YYYY-MM-DD`, or RFC 3339 if the text has that form; `undefined` if the text contains anything else
 */
export function writtenDate(text: string): string | undefined {
  if (text.length > 80) return undefined;
  const iso = machineDate(text);
  if (iso) return iso;
  const plain = text
    .trim()
    .replace(/^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+/i, '')
    .replace(/,?\s+(?:at\s+)?\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?(?:\s+[A-Z]{2,5})?$/i, '');
  const monthFirst = /^([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/i.exec(plain);
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?\.?\s+([a-z]+)\.?,?\s+(\d{4})$/i.exec(plain);
  const [month = '', day = '', year = ''] = monthFirst
    ? monthFirst.slice(1)
    : dayFirst
      ? [dayFirst[2], dayFirst[1], dayFirst[3]]
      : [];
  const name = month.toLowerCase();
  const number = name.length < 3 ? 0 : MONTHS.findIndex((known) => known.startsWith(name)) + 1;
  const known = number || (name === 'sept' ? 9 : 0);
  return known === 0
    ? undefined
    : asDate(`${year}-${String(known).padStart(2, '0')}-${day.padStart(2, '0')}`);
}

/**
 * Combines the visible date of a page with the date in its metadata. The visible day counts, and metadata only adds the
 * time. If the metadata has another day, it is ignored, because it is often in another time zone.
 */
export function agreedDate(seen: string | undefined, metadata: string | undefined): string | undefined {
  if (!seen || !metadata) return seen ?? metadata;
  if (seen.slice(0, 10) !== metadata.slice(0, 10)) return seen;
  return seen.length > 10 ? seen : metadata;
}

/** Reads "3 min read", "3 minutes" or "3-minute read". Returns `undefined` for ranges and other units. */
export function writtenMinutes(text: string): number | undefined {
  const minutes = Number(
    /^(?:about |approx\.? |~ ?)?(\d{1,3})[\s-]*min(?:ute)?s?\b\.?(?:[\s-]+(?:to )?read(?:ing)?(?: time)?)?$/i.exec(
      text.trim(),
    )?.[1],
  );
  return minutes > 0 ? minutes : undefined;
}

/**
 * Reads an ISO 8601 duration ("PT3M"), the form of `timeRequired` in schema.org. Returns whole minutes, 1–999;
 * `undefined` for anything else.
 */
export function durationMinutes(value: unknown): number | undefined {
  const parts =
    typeof value === 'string' ? /^PT(?:(\d)H)?(?:(\d{1,3})M)?(?:0?0S)?$/i.exec(value.trim()) : null;
  const minutes = Number(parts?.[1] ?? 0) * 60 + Number(parts?.[2] ?? 0);
  return minutes > 0 && minutes < 1000 ? minutes : undefined;
}
