/** Describes which analyses an index may lack. */
export interface Gaps {
  /** Set while analyses are missing or may be missing. */
  readonly incomplete?: true;
  /**
   * The index has every analysis that was published on this day (`YYYY-MM-DD`) or later; absent if no such day is
   * known.
   */
  readonly knownBackTo?: string;
}

/** The days that a part of the index covers (`YYYY-MM-DD`). */
interface Days {
  /** The first day. */
  readonly from: string;
  /** The last day. */
  readonly to: string;
}

const DAY = 24 * 3_600_000;

/**
 * Returns the gaps of an index that lacks all or some analyses of the months in `missing`. If the index has a month
 * after the last month in `missing`, it has every analysis that was published after that last month.
 *
 * @param missing the months that lack analyses
 * @param months all months of the index
 */
export function gapsOfMonths(missing: readonly Days[], months: readonly Pick<Days, 'from'>[]): Gaps {
  const last = missing
    .map(({ to }) => to)
    .sort()
    .at(-1);
  if (last === undefined) return {};
  const next = new Date(Date.parse(last) + DAY).toISOString().slice(0, 10);
  return months.some(({ from }) => from >= next)
    ? { incomplete: true, knownBackTo: next }
    : { incomplete: true };
}

/** Combines two descriptions of the gaps of one index. */
export function mergeGaps(a: Gaps, b: Gaps): Gaps {
  if (!a.incomplete) return b;
  if (!b.incomplete) return a;
  if (a.knownBackTo === undefined || b.knownBackTo === undefined) return { incomplete: true };
  return { incomplete: true, knownBackTo: a.knownBackTo > b.knownBackTo ? a.knownBackTo : b.knownBackTo };
}

/**
 * Tolerance for the date of an article's page (ms). An analysis is published after its source article, but the page may
 * show a later date than the analysis does. The difference is assumed to be at most this long.
 */
const DATE_TOLERANCE_MS = 2 * DAY;

/**
 * Whether an index contains every analysis that may be about a page, so that "no analysis" is reliable.
 *
 * @param time when the page was published, in milliseconds since the epoch; `undefined` if unknown
 */
export function isCompleteFor({ incomplete, knownBackTo }: Gaps, time: number | undefined): boolean {
  if (!incomplete) return true;
  return (
    knownBackTo !== undefined && time !== undefined && time >= Date.parse(knownBackTo) + DATE_TOLERANCE_MS
  );
}
