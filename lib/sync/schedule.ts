import type { SyncState } from '../db/index-records.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Between two checks when all is well. */
export const CHECK_EVERY = 4 * HOUR;
/** After this long without a successful check the index counts as old. */
export const STALE_AFTER = 3 * 24 * HOUR;

/** Waits after the first, second … failure in a row; the last one stays. */
const BACK_OFF = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 2 * HOUR, CHECK_EVERY];

/**
 * When to ask the publication again, milliseconds since the epoch. Spread by a fifth either way, so that the readers
 * of a publication that was down do not come back all at once.
 *
 * @param failures failures in a row, 0 after a success
 * @param random a number in [0, 1)
 */
export function nextCheck(failures: number, now: number, random: number = Math.random()): number {
  const wait =
    failures === 0 ? CHECK_EVERY : (BACK_OFF[Math.min(failures, BACK_OFF.length) - 1] ?? CHECK_EVERY);
  return Math.round(now + wait * (0.8 + 0.4 * random));
}

/**
 * Since when nobody confirmed the index, if that is too long ago to say "no analysis"; `undefined` while it is fresh.
 */
export function staleSince(sync: Pick<SyncState, 'checkedAt'>, now: number): number | undefined {
  // A time in the future was written by a wrong clock: it is unknown, and the next check mends it.
  return sync.checkedAt !== undefined && now - sync.checkedAt > STALE_AFTER ? sync.checkedAt : undefined;
}
