import type { SyncState } from '../db/index-records.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Time from a successful sync to the next one (ms). */
export const CHECK_EVERY = 4 * HOUR;
/** After this time without a successful sync, the index counts as old (ms). */
export const STALE_AFTER = 3 * 24 * HOUR;

/** Time to wait after the first, second … failure in a row (ms). Later waits are as long as the last. */
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

/**
 * If the last successful sync is too long ago to say "no analysis", returns its time (ms since the epoch). Returns
 * `undefined` while the index is fresh.
 */
export function staleSince(sync: Pick<SyncState, 'checkedAt'>, now: number): number | undefined {
  // A time in the future comes from a wrong clock. It counts as unknown, and the next sync corrects it.
  return sync.checkedAt !== undefined && now - sync.checkedAt > STALE_AFTER ? sync.checkedAt : undefined;
}
