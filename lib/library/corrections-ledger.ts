import type { Correction } from '../db/correction-records.ts';
import { timeOf } from '../index/card.ts';
import { isUndated } from '../index/version.ts';

/** What the corrections seen on this device come to. */
export interface Ledger {
  /** Number of analyses that were corrected. */
  readonly corrected: number;
  /** Number of analyses that were kept on this device: those saved now, and removed ones that were corrected. */
  readonly kept: number;
  readonly withdrawn: number;
  /** Median time from publication to the first correction (whole days); absent if there was none. */
  readonly medianDays?: number;
  /** Numbers of words, in the corrections whose texts were compared. */
  readonly added: number;
  readonly removed: number;
  /** Number of corrections whose texts were compared. */
  readonly compared: number;
}

const DAY = 24 * 3_600_000;

/**
 * Sums up the corrections seen on this device.
 *
 * @param saved ids of the analyses that are saved now
 */
export function ledgerOf(corrections: readonly Correction[], saved: readonly string[]): Ledger {
  const of = (kind: Correction['kind']): Correction[] => corrections.filter((one) => one.kind === kind);
  const corrected = of('corrected');
  const ids = new Set(corrected.map(({ id }) => id));
  const times = [...ids].map((id) =>
    Math.min(
      ...corrected.filter((one) => one.id === id).map((one) => correctedAt(one) - timeOf(one.published)),
    ),
  );
  const compared = corrected.flatMap(({ words }) => (words ? [words] : []));
  const medianTime = median(times);
  return {
    corrected: ids.size,
    kept: new Set([...saved, ...corrections.map(({ id }) => id)]).size,
    withdrawn: new Set(of('withdrawn').map(({ id }) => id)).size,
    ...(medianTime === undefined ? {} : { medianDays: Math.max(0, Math.round(medianTime / DAY)) }),
    added: compared.reduce((sum, { added }) => sum + added, 0),
    removed: compared.reduce((sum, { removed }) => sum + removed, 0),
    compared: compared.length,
  };
}

/**
 * When the publication corrected the analysis, or when this device saw that, if the publication gave no date
 * (milliseconds since the epoch).
 */
export function correctedAt({ to, seenAt }: Correction): number {
  return to === undefined || isUndated(to) ? seenAt : timeOf(to);
}

/** The middle number; of an even number of numbers, the mean of the two in the middle. */
function median(numbers: readonly number[]): number | undefined {
  const sorted = numbers.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

const COLUMNS = [
  'id',
  'headline',
  'kind',
  'published',
  'corrected',
  'seen',
  'words added',
  'words removed',
  'decision',
] as const;

/** The corrections as CSV (RFC 4180), in UTF-8 with a byte order mark, without which Excel reads another encoding. */
export function ledgerCsv(corrections: readonly Correction[]): string {
  const rows = corrections.map((one): string[] => [
    one.id,
    one.headline,
    one.kind,
    one.published,
    one.to === undefined || isUndated(one.to) ? '' : one.to,
    new Date(one.seenAt).toISOString(),
    one.words?.added.toString() ?? '',
    one.words?.removed.toString() ?? '',
    one.decision ?? '',
  ]);
  return `\uFEFF${[COLUMNS, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

/**
 * A cell. A spreadsheet would run a cell that begins with one of these signs as a formula, so an apostrophe comes
 * before it: https://owasp.org/www-community/attacks/CSV_Injection
 */
function cell(value: string): string {
  const safe = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
