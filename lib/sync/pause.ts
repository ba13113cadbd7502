import { browser } from '../browser.ts';
import type { SyncFailure } from '../db/database.ts';

/** Until when the publication is left in peace. Stands in `storage.local`, which takes writes when the database is full. */
export interface Pause {
  /** When it began and when it ends, ms since the epoch. */
  readonly since: number;
  readonly until: number;
  /** Whether the publication asked for it (`Retry-After`): then nothing at all is requested. Else it only holds for work unasked for. */
  readonly isAsked: boolean;
  /** Failures in a row. */
  readonly failures: number;
  readonly reason?: SyncFailure['reason'];
  readonly status?: number;
}

const KEY = 'pause';
const MINUTE = 60_000;
/** After the first, second … failure in a row; the last one stays (ms). */
const BACK_OFF = [MINUTE / 2, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, 60 * MINUTE, 240 * MINUTE];
/** However long the publication asks to wait (ms). */
export const LONGEST_PAUSE = 24 * 60 * MINUTE;

async function lastPause(): Promise<Pause | undefined> {
  const stored = (await browser.storage.local.get(KEY))[KEY] as Partial<Pause> | undefined;
  return typeof stored?.since === 'number' && typeof stored.until === 'number'
    ? { isAsked: false, failures: 1, ...stored, since: stored.since, until: stored.until }
    : undefined;
}

/** The pause that holds now. One that began in the future was written by a wrong clock, and holds no longer. */
export async function pauseNow(now = Date.now()): Promise<Pause | undefined> {
  const pause = await lastPause();
  return pause && pause.since <= now && now < pause.until ? pause : undefined;
}

/** The publication asks to wait until a time (ms since the epoch). */
export async function pauseAsAsked(
  until: number,
  status: number | undefined,
  now = Date.now(),
): Promise<void> {
  const end = Math.min(Math.max(until, now + 1000), now + LONGEST_PAUSE);
  await write({
    since: now,
    until: end,
    isAsked: true,
    reason: 'http' as const,
    failures: 1,
    ...known(status),
  });
}

/** Nothing could be had: each failure in a row makes the pause longer. */
export async function pauseAfterFailure(
  { reason, status }: Pick<SyncFailure, 'reason'> & { readonly status?: number | undefined },
  now = Date.now(),
): Promise<void> {
  // Several requests that fail together are one failure.
  if (await pauseNow(now)) return;
  const failures = ((await lastPause())?.failures ?? 0) + 1;
  const wait = BACK_OFF[Math.min(failures, BACK_OFF.length) - 1] ?? MINUTE;
  await write({ since: now, until: now + wait, isAsked: false, failures, reason, ...known(status) });
}

/** The publication answers again. */
export async function endPause(): Promise<void> {
  if (await lastPause()) await browser.storage.local.remove(KEY);
}

function known(status: number | undefined): { status?: number } {
  return status === undefined ? {} : { status };
}

async function write(pause: Pause): Promise<void> {
  await browser.storage.local.set({ [KEY]: pause });
}
