import type { Correction } from '../db/correction-records.ts';
import { timeOfDate } from '../index/card.ts';
import { isUndatedVersion } from '../index/version.ts';

/** A summary of the corrections that this device has seen. */
export interface LedgerSummary {
  /** Number of analyses that were corrected. */
  readonly corrected: number;
  /**
   * Number of analyses that this device has kept: analyses that are saved now, and removed analyses that were corrected
   * or withdrawn.
   */
  readonly kept: number;
  /** Number of analyses that the publication has withdrawn, and does not list again. */
  readonly withdrawn: number;
  /**
   * Median time from the publication of an analysis to its first correction (whole days); absent without corrections.
   */
  readonly medianDays?: number;
  /**
   * Numbers of words that were added and removed, in the corrections whose texts were compared. If several corrections
   * were compared with the same saved text, only the last of them counts: its text contains the changes of the others.
   */
  readonly added: number;
  readonly removed: number;
  /** Number of corrections whose words are counted in `added` and `removed`. */
  readonly compared: number;
}

const DAY = 24 * 3_600_000;

/**
 * Summarizes the corrections that this device has seen.
 *
 * @param saved ids of the analyses that are saved now
 */
export function ledgerOf(corrections: readonly Correction[], saved: readonly string[]): LedgerSummary {
  const of = (kind: Correction['kind']): Correction[] => corrections.filter((one) => one.kind === kind);
  const corrected = of('corrected');
  const ids = new Set(corrected.map(({ id }) => id));
  const times = [...ids].map((id) =>
    Math.min(
      ...corrected.filter((one) => one.id === id).map((one) => correctedAt(one) - timeOfDate(one.published)),
    ),
  );
  const compared = [...lastCompared(corrected).values()].flatMap(({ words }) => words ?? []);
  const medianTime = median(times);
  return {
    corrected: ids.size,
    kept: new Set([...saved, ...corrections.map(({ id }) => id)]).size,
    withdrawn: new Set(of('withdrawn').flatMap(({ id, listedAgainAt }) => (listedAgainAt ? [] : [id]))).size,
    ...(medianTime === undefined ? {} : { medianDays: Math.max(0, Math.round(medianTime / DAY)) }),
    added: compared.reduce((sum, { added }) => sum + added, 0),
    removed: compared.reduce((sum, { removed }) => sum + removed, 0),
    compared: compared.length,
  };
}

/** Returns the last compared correction of each saved text, keyed by the id and the version of that text. */
function lastCompared(corrected: readonly Correction[]): ReadonlyMap<string, Correction> {
  const last = new Map<string, Correction>();
  for (const one of corrected) {
    const copy = `${one.id}\n${one.from}`;
    if (one.words && one.seenAt >= (last.get(copy)?.seenAt ?? 0)) last.set(copy, one);
  }
  return last;
}

/**
 * Returns the time at which the publication corrected the analysis. If the publication gave no date, returns the time
 * at which this device saw the correction (ms since the epoch).
 */
function correctedAt({ to, seenAt }: Correction): number {
  return to === undefined || isUndatedVersion(to) ? seenAt : timeOfDate(to);
}

/** Returns the median: the middle number, or the mean of the two middle numbers; `undefined` for an empty list. */
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
  'listed again',
] as const;

/**
 * Returns the corrections as CSV (RFC 4180, https://www.rfc-editor.org/rfc/rfc4180) with a byte order mark. Without the
 * mark, Excel does not read the file as UTF-8.
 */
export function ledgerCsv(corrections: readonly Correction[]): string {
  const rows = corrections.map((one): string[] => [
    one.id,
    one.headline,
    one.kind,
    one.published,
    one.to === undefined || isUndatedVersion(one.to) ? '' : one.to,
    new Date(one.seenAt).toISOString(),
    one.words?.added.toString() ?? '',
    one.words?.removed.toString() ?? '',
    one.decision ?? '',
    one.listedAgainAt === undefined ? '' : new Date(one.listedAgainAt).toISOString(),
  ]);
  return `\uFEFF${[COLUMNS, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

/**
 * Returns a cell of the CSV file. Puts an apostrophe before a value that begins with a sign such as "=": spreadsheet
 * programs would run this value as a formula (https://owasp.org/www-community/attacks/CSV_Injection).
 */
function cell(value: string): string {
  const safe = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
