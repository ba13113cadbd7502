/** Which analyses an index may lack. */
export interface Gaps {
  /** Set while analyses are missing or may be missing. */
  readonly incomplete?: true;
  /** No analysis is missing from this day on (`YYYY-MM-DD`); absent if any may be missing. */
  readonly knownBackTo?: string;
}

/**
 * An analysis appears after its article. But the article's page may show a later date, up to this much later (ms).
 * `isCompleteFor` allows for that.
 */
const SLACK = 2 * 24 * 3_600_000;

/**
 * Whether an index contains every analysis that may be about a page, so that "no analysis" is reliable.
 *
 * @param time when the page was published, in milliseconds since the epoch; `undefined` if unknown
 */
export function isCompleteFor({ incomplete, knownBackTo }: Gaps, time: number | undefined): boolean {
  if (!incomplete) return true;
  return knownBackTo !== undefined && time !== undefined && time >= Date.parse(knownBackTo) + SLACK;
}
