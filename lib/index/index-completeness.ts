/** Which analyses an index may lack. */
export interface Gaps {
  /** Set while analyses are missing or may be missing. */
  readonly incomplete?: true;
  /** No analysis published on this day or later is missing (`YYYY-MM-DD`); absent if there is no such day. */
  readonly knownBackTo?: string;
}

/**
 * An analysis is published after its source article. But the article's page may show a date that is up to this much
 * (ms) after that of the analysis.
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
