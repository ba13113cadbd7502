import { browser } from '../browser/browser.ts';
import type { SyncFailure } from '../db/index-records.ts';

/**
 * Until when the publication is left in peace. Stands in `storage.local`, which takes writes when the database is
 * full.
 */
export interface Pause {
  /** When it began and when it ends, ms since the epoch. */
  readonly since: number;
  readonly until: number;
  /**
   * Whether the publication asks to wait (`Retry-After`): then nothing at all is requested. Else the pause only holds
   * for what the reader did not ask for.
   */
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
/** So many requests in a row may be refused with a short wait. */
const FEW_FAILURES = 3;
/** However long the publication asks to wait (ms). */
export const LONGEST_PAUSE = 24 * 60 * MINUTE;

/** What stands in the storage. */
type StoredPause = Omit<Pause, 'isAsked'> & {
  /** Until when the publication asked to wait, ms since the epoch. */
  readonly askedUntil?: number;
};

/** The last pause, over or not, until the publication answers again. */
export async function lastPause(): Promise<StoredPause | undefined> {
  const stored = (await browser.storage.local.get(KEY))[KEY] as Partial<StoredPause> | undefined;
  return typeof stored?.since === 'number' && typeof stored.until === 'number'
    ? { failures: 1, ...stored, since: stored.since, until: stored.until }
    : undefined;
}

/** The pause that holds now. One that began in the future was written by a wrong clock, and holds no longer. */
export async function pauseNow(now = Date.now()): Promise<Pause | undefined> {
  return holdingAt(await lastPause(), now);
}

/** What stands in the storage of a pause that the publication asked for, by its key, while it holds. */
export async function storedAskedPause(now = Date.now()): Promise<Readonly<Record<string, unknown>>> {
  const last = await lastPause();
  return holdingAt(last, now)?.isAsked ? { [KEY]: last } : {};
}

/** A pause, if it holds at some time. */
export function holdingAt(pause: StoredPause | undefined, now: number): Pause | undefined {
  if (!pause || pause.since > now || now >= pause.until) return undefined;
  const { askedUntil = 0, ...rest } = pause;
  return { ...rest, isAsked: now < askedUntil };
}

/**
 * The publication asks to wait until a time (ms since the epoch). One that asks for little, again and again, is left
 * alone for longer, as after other failures.
 */
export async function pauseAsAsked(
  until: number,
  status: number | undefined,
  now = Date.now(),
): Promise<void> {
  const last = await lastPause();
  const failures = failuresWith(last, now);
  const asked = Math.min(Math.max(until, now + 1000), now + LONGEST_PAUSE);
  const end = failures < FEW_FAILURES ? asked : Math.max(asked, now + backOff(failures));
  await write({ since: now, until: end, askedUntil: asked, reason: 'http', failures, ...known(status) });
}

/** Nothing could be had: each failure in a row makes the pause longer. */
export async function pauseAfterFailure(
  { reason, status }: Pick<SyncFailure, 'reason'> & { readonly status?: number | undefined },
  now = Date.now(),
): Promise<void> {
  const last = await lastPause();
  if (holdingAt(last, now)) return;
  const failures = failuresWith(last, now);
  await write({ since: now, until: now + backOff(failures), failures, reason, ...known(status) });
}

/** Failures in a row with one more. Several requests that fail together are one failure. */
function failuresWith(last: StoredPause | undefined, now: number): number {
  return holdingAt(last, now) ? (last?.failures ?? 1) : (last?.failures ?? 0) + 1;
}

function backOff(failures: number): number {
  return BACK_OFF[Math.min(failures, BACK_OFF.length) - 1] ?? MINUTE;
}

/**
 * The publication answers again.
 *
 * @param known the pause that was known before it was asked. Another request may have been told to wait meanwhile: that
 *   pause stays. The last one unless given.
 */
export async function endPause(known?: StoredPause): Promise<void> {
  const last = await lastPause();
  if (last && (!known || last.since === known.since)) await browser.storage.local.remove(KEY);
}

function known(status: number | undefined): { status?: number } {
  return status === undefined ? {} : { status };
}

async function write(pause: StoredPause): Promise<void> {
  await browser.storage.local.set({ [KEY]: pause });
}
