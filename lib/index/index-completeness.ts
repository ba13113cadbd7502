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

/**
 * Tolerance for the date of an article's page (ms). An analysis is published after its source article, but the page may
 * show a later date than the analysis does. The difference is at most this long.
 */
const DATE_TOLERANCE_MS = 2 * 24 * 3_600_000;

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
