/** What an index says of its gaps. */
export interface Gaps {
  /** Set while analyses are missing, or may be. */
  readonly incomplete?: true;
  /** From this day on there are none missing (`YYYY-MM-DD`); absent where any may be. */
  readonly knownBackTo?: string;
}

/** An analysis follows its source article, whose page may be dated anew within this time (ms). */
const SLACK = 2 * 24 * 3_600_000;

/**
 * Whether an index that does not name a page can be believed: it has every analysis that may be about it.
 *
 * @param time when the page was published, ms since the epoch, as far as it says so
 */
export function isCompleteFor({ incomplete, knownBackTo }: Gaps, time: number | undefined): boolean {
  if (!incomplete) return true;
  return knownBackTo !== undefined && time !== undefined && time >= Date.parse(knownBackTo) + SLACK;
}
