import type { SyncState } from '../db/index-records.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Time from a successful sync to the next sync (ms). */
export const CHECK_EVERY = 4 * HOUR;
/** After this time without a successful sync, the index counts as old (ms). */
export const STALE_AFTER = 3 * DAY;
/** A stored time still counts if it is at most this far in the future (ms), because devices correct their clocks. */
const CLOCK_TOLERANCE = MINUTE;

/**
 * Time to wait after the first, second … failure in a row (ms). All further waits have the last length of this list.
 */
const BACK_OFF = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 2 * HOUR, CHECK_EVERY];

/**
 * Returns the time at which the next sync is due (ms since the epoch). The wait is up to a fifth shorter or longer. So
 * not all readers send their requests together after the publication was down.
 *
 * @param failures number of failures in a row; 0 after a success
 * @param random a number in [0, 1)
 */
export function nextCheck(failures: number, now: number, random: number = Math.random()): number {
  const wait =
    failures === 0 ? CHECK_EVERY : (BACK_OFF[Math.min(failures, BACK_OFF.length) - 1] ?? CHECK_EVERY);
  return Math.round(now + wait * (0.8 + 0.4 * random));
}

/** Says that an index is too old to say "no analysis". */
export interface Stale {
  /** When a sync last succeeded (ms since the epoch); absent if that is unknown. */
  readonly since?: number;
}

/**
 * If the index is too old to say "no analysis", returns when a sync last succeeded; `undefined` while it is fresh, and
 * before the first success. The index is too old if the last success was more than `STALE_AFTER` ago. It is also too
 * old if that success was a day or more before the page was published, because the index of that time cannot contain
 * the analysis of such a page.
 *
 * @param published when the page was published (ms since the epoch); `undefined` if unknown or of no interest
 */
export function staleness(
  { checkedAt }: Pick<SyncState, 'checkedAt'>,
  now: number,
  published?: number,
): Stale | undefined {
  if (checkedAt === undefined) return undefined;
  // A time in the future comes from a wrong clock. It counts as unknown, and the next successful sync corrects it.
  if (checkedAt > now + CLOCK_TOLERANCE) return {};
  // A page may state a date in the future. Such a date counts as now.
  const newest = published === undefined ? checkedAt : Math.min(published, now);
  return now - checkedAt > STALE_AFTER || newest - checkedAt >= DAY ? { since: checkedAt } : undefined;
}
