import { nameInStoredForm } from '../db/own-words.ts';
import { asDate } from '../input/json-values.ts';

/** The reason why something in a file could not be read. `components/transfer/` has a text for each reason. */
export type Fault =
  | 'not-json'
  | 'no-address'
  | 'script-address'
  | 'not-an-address'
  | 'no-card'
  | 'no-publication'
  | 'no-name'
  | 'bad-highlight'
  | 'bad-version'
  | 'incomplete';

/** Returns a time as RFC 3339 in UTC with milliseconds; `null` for a number that is not a valid time. */
export function writeTime(time: number): string | null {
  return Number.isFinite(time) && Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : null;
}

/** Returns a time as ms since the epoch; `undefined` if the value is not a date. */
export function readTime(value: unknown): number | undefined {
  const date = asDate(value);
  return date === undefined ? undefined : Date.parse(date);
}

/** Maximum number of labels of an analysis that are read. */
export const MAX_LABELS = 1000;

/** Maximum length of a name or id (UTF-16 code units). */
export const MAX_NAME_LENGTH = 1000;

/**
 * Returns a name or id unchanged; `undefined` for any other value. A name that is too long is not shortened, because
 * two names may have the same beginning.
 */
export function asName(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' && value.length <= MAX_NAME_LENGTH
    ? value
    : undefined;
}

/**
 * Returns a name of a label or of a saved search in the form in which names are stored; `undefined` for any other
 * value. The name may be longer than a name that the reader types.
 */
export function asLabelName(value: unknown): string | undefined {
  return typeof value === 'string' ? asName(nameInStoredForm(value)) : undefined;
}

/** Returns a string unchanged; an empty string for any other value. */
export function asString(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
