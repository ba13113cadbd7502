import { asDate } from './json-values.ts';

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);

/**
 * A date of metadata: RFC 3339, or ISO 8601 forms that generators write and that mean one day for certain. An offset
 * without a colon gets one; a time without an offset is no instant, so that only its day is kept.
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
 * A date as people write it in English: "July 2, 2026", "2 July 2026", "Jul 2nd, 2026", "Thursday, 2 July 2026", or
 * ISO 8601. What may mean two days ("02/07/2026") means none.
 *
 * @returns `YYYY-MM-DD`, or RFC 3339 where that is written; `undefined` where the text holds anything else
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
 * One date of what readers see and what metadata says. The day that readers see is the publication's; metadata adds
 * the time of that day, but has no say where it names another one, as when it was written in another time zone.
 */
export function agreedDate(seen: string | undefined, metadata: string | undefined): string | undefined {
  if (!seen || !metadata) return seen ?? metadata;
  if (seen.slice(0, 10) !== metadata.slice(0, 10)) return seen;
  return seen.length > 10 ? seen : metadata;
}

/** Minutes in "3 min read", "3 minutes", "3-minute read"; ranges and other units are none. */
export function writtenMinutes(text: string): number | undefined {
  const minutes = Number(
    /^(?:about |approx\.? |~ ?)?(\d{1,3})[\s-]*min(?:ute)?s?\b\.?(?:[\s-]+(?:to )?read(?:ing)?(?: time)?)?$/i.exec(
      text.trim(),
    )?.[1],
  );
  return minutes > 0 ? minutes : undefined;
}

/** Whole minutes of an ISO 8601 duration ("PT3M"), as schema.org's `timeRequired` has it. */
export function durationMinutes(value: unknown): number | undefined {
  const parts =
    typeof value === 'string' ? /^PT(?:(\d)H)?(?:(\d{1,3})M)?(?:0?0S)?$/i.exec(value.trim()) : null;
  const minutes = Number(parts?.[1] ?? 0) * 60 + Number(parts?.[2] ?? 0);
  return minutes > 0 && minutes < 1000 ? minutes : undefined;
}
