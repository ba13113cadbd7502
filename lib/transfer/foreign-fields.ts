import { parseHttp } from '../address/wrappers.ts';
import { nameInStoredForm } from '../db/own-words.ts';
import { machineDate } from '../input/written-dates.ts';
import { type Fault, MAX_LABELS, MAX_NAME_LENGTH } from './fields-in-library-file.ts';

/** Reads the fields in which other programs write addresses, times, labels and notes. */

/** Longest address that is read, in UTF-16 code units. */
const MAX_ADDRESS = 4096;

/** Returns the reason why an address cannot be looked up; `undefined` if there is no such reason. */
export function addressFault(address: string): Fault | undefined {
  const text = address.trim();
  if (text === '') return 'no-address';
  if (/^(?:javascript|data|vbscript):/i.test(text.replace(/[\0-\x20]/g, ''))) return 'script-address';
  const url = text.length > MAX_ADDRESS ? null : parseHttp(text);
  return url && /\.|^localhost$|^\[/.test(url.hostname) ? undefined : 'not-an-address';
}

/** Milliseconds from 1601 to 1970. The clocks of Windows and WebKit begin in 1601. */
const SINCE_1601 = 11_644_473_600_000;
/** The start of 1990 (ms since the epoch). No web page is older. */
const EARLIEST = 631_152_000_000;

/**
 * Reads the time at which a page was saved: a number of seconds, milliseconds, microseconds or nanoseconds since 1970,
 * a number of microseconds since 1601, or a date.
 *
 * @param now the present time (ms since the epoch); a later `value` is ignored
 * @returns milliseconds since the epoch; `undefined` if the time is unknown
 */
export function savedTime(value: unknown, now: number): number | undefined {
  const time = typeof value === 'number' ? numberedTime(value) : writtenTime(String(value ?? '').trim());
  return time !== undefined && time >= EARLIEST && time <= now ? Math.floor(time) : undefined;
}

function writtenTime(text: string): number | undefined {
  if (/^\d{9,20}(?:\.\d+)?$/.test(text)) return numberedTime(Number(text));
  // Zotero, Readwise and other programs write times in UTC without a time zone, or with a space before the time zone.
  const date = text
    .replace(/^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(?: ?UTC)?$/, '$1T$2Z')
    .replace(/ (?=[+-]\d\d)/, '');
  const read = machineDate(date);
  return read === undefined ? undefined : Date.parse(read);
}

function numberedTime(value: number): number | undefined {
  if (!Number.isFinite(value) || value <= 0) return undefined;
  if (value < 1e11) return value * 1000;
  if (value < 1e14) return value;
  if (value < 5e15) return value / 1000;
  if (value < 1e17) return value / 1000 - SINCE_1601;
  return value / 1e6;
}

/** Whether the name of a folder, a tag or a state means that a page was archived. */
export function isArchiveName(name: string): boolean {
  return /^archived?$/i.test(name);
}

/**
 * Returns the valid label names in a list, without duplicates: normalizes them (NFC), folds white space and shortens
 * long names. Leaves out values that are not texts, empty names, and names after the first `MAX_LABELS`.
 */
export function asLabels(names: readonly unknown[]): string[] {
  const labels = names.flatMap((name) => {
    if (typeof name !== 'string') return [];
    const label = nameInStoredForm(name).slice(0, MAX_NAME_LENGTH).trim();
    return label === '' ? [] : [label];
  });
  return [...new Set(labels)].slice(0, MAX_LABELS);
}

/**
 * Reads the labels in a cell: a list of JSON or Python (`["a"]`, `['a', 'b']`), or names separated by `|`, `;` or `,`.
 *
 * @param own the only sign that separates names in the file; absent if it is not known
 */
export function labelsIn(cell: string, own?: string): string[] {
  const text = cell.trim();
  if (text.startsWith('[') && text.endsWith(']')) {
    const quoted = [...text.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g)];
    return asLabels(quoted.map(([, single, double]) => (single ?? double ?? '').replace(/\\(.)/g, '$1')));
  }
  const separator = own ?? ['|', ';', ','].find((one) => text.includes(one));
  return asLabels(separator ? text.split(separator) : [text]);
}

/** Returns a note as plain text, because Zotero writes HTML. */
export function plainNote(note: string): string {
  const text = note.trim();
  if (!/^<(?:p|div|h\d|span|ul|ol)\b/i.test(text)) return text;
  return text
    .replace(/<br\s*\/?>|<\/(?:p|div|h\d|li)>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
