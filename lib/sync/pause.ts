import { browser } from '../browser/browser.ts';
import { isProgrammingError } from '../db/failures.ts';
import type { SyncFailure } from '../db/index-records.ts';

/** A time in which the extension sends no requests or fewer requests to the publication (see `isAsked`). */
export interface Pause {
  /** When the pause began, ms since the epoch. */
  readonly since: number;
  /** When the pause ends, ms since the epoch. */
  readonly until: number;
  /**
   * Whether the publication asked for the pause (`Retry-After`). Such a pause stops all requests. Any other pause stops
   * only the back-fill.
   */
  readonly isAsked: boolean;
  /** Number of failures in a row. */
  readonly failures: number;
  readonly reason?: SyncFailure['reason'];
  readonly status?: number;
}

/** Key of the record in `storage.local`, and of the record in `storage.session` (see `write`). */
const KEY = 'pause';
const MINUTE = 60_000;
/**
 * Length of the pause after the first, second … failure in a row (ms). All further pauses have the last length of this
 * list.
 */
const BACK_OFF = [MINUTE / 2, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, 60 * MINUTE, 240 * MINUTE];
/**
 * After this many failures in a row, a pause is at least as long as `BACK_OFF` says, even if the publication asks for a
 * shorter pause.
 */
const FEW_FAILURES = 3;
/** The longest pause, even if the publication asks for a longer pause (ms). */
export const MAX_PAUSE_MS = 24 * 60 * MINUTE;

/** A pause in its stored form. */
type StoredPause = Omit<Pause, 'isAsked'> & {
  /** The time until which the publication asked the extension to wait (ms since the epoch). */
  readonly askedUntil?: number;
};

/** Returns the last pause, even if it is over; `undefined` once the publication has answered again. */
export async function lastPause(): Promise<StoredPause | undefined> {
  const { local, session } = browser.storage;
  const [onDisk, inMemory] = await Promise.all([local.get(KEY), session.get(KEY)]);
  const stored = (inMemory[KEY] ?? onDisk[KEY]) as Partial<StoredPause> | undefined;
  return typeof stored?.since === 'number' && typeof stored.until === 'number'
    ? { failures: 1, ...stored, since: stored.since, until: stored.until }
    : undefined;
}

/** Returns the present pause. A pause that begins in the future comes from a wrong clock and does not count. */
export async function currentPause(now = Date.now()): Promise<Pause | undefined> {
  return pauseAt(await lastPause(), now);
}

/**
 * Returns the stored entry for a pause that the publication has asked for and that is not over. *Delete everything*
 * keeps this entry, because the publication's request stays valid. Without such a pause, returns an empty object.
 */
export async function storedAskedPause(now = Date.now()): Promise<Readonly<Record<string, unknown>>> {
  const last = await lastPause();
  return pauseAt(last, now)?.isAsked ? { [KEY]: last } : {};
}

/** Returns the pause if it is in effect at the time `now` (ms since the epoch); otherwise `undefined`. */
export function pauseAt(pause: StoredPause | undefined, now: number): Pause | undefined {
  if (!pause || pause.since > now || now >= pause.until) return undefined;
  const { askedUntil = 0, ...rest } = pause;
  return { ...rest, isAsked: now < askedUntil };
}

/**
 * Begins a pause that the publication asks for. After `FEW_FAILURES` failures in a row, the pause is at least as long
 * as `BACK_OFF` says.
 *
 * @param until end of the pause, as the publication asks for it (ms since the epoch)
 * @param status HTTP status of the response
 */
export async function pauseAsAsked(
  until: number,
  status: number | undefined,
  now = Date.now(),
): Promise<void> {
  const last = await lastPause();
  const failures = failuresWith(last, now);
  const asked = Math.min(Math.max(until, now + 1000), now + MAX_PAUSE_MS);
  const end = failures < FEW_FAILURES ? asked : Math.max(asked, now + backOff(failures));
  await write({ since: now, until: end, askedUntil: asked, reason: 'http', failures, ...known(status) });
}

/**
 * Begins a pause after a failure of the site or the connection. Each failure in a row makes the pause longer. Does
 * nothing during a pause, because several requests may fail together.
 */
export async function pauseAfterFailure(
  { reason, status }: Pick<SyncFailure, 'reason'> & { readonly status?: number | undefined },
  now = Date.now(),
): Promise<void> {
  const last = await lastPause();
  if (pauseAt(last, now)) return;
  const failures = failuresWith(last, now);
  await write({ since: now, until: now + backOff(failures), failures, reason, ...known(status) });
}

/**
 * Returns the number of failures in a row, including this one. Requests that fail during one pause count as one
 * failure.
 */
function failuresWith(last: StoredPause | undefined, now: number): number {
  return pauseAt(last, now) ? (last?.failures ?? 1) : (last?.failures ?? 0) + 1;
}

function backOff(failures: number): number {
  return BACK_OFF[Math.min(failures, BACK_OFF.length) - 1] ?? MINUTE;
}

/**
 * Ends the pause, because the publication answers again.
 *
 * @param known the last pause before the request. If another request has begun a new pause meanwhile, the new pause
 *   stays. Without this argument, any pause ends.
 */
export async function endPause(known?: StoredPause): Promise<void> {
  const last = await lastPause();
  if (last && (!known || last.since === known.since)) await write(undefined);
}

function known(status: number | undefined): { status?: number } {
  return status === undefined ? {} : { status };
}

/**
 * Stores the pause, or that there is none. `storage.local` refuses each change while the disk is full. The record is
 * then written to `storage.session`, which needs no disk. `lastPause` prefers it to the outdated record on the disk.
 */
async function write(pause: StoredPause | undefined): Promise<void> {
  const { local, session } = browser.storage;
  try {
    await (pause ? local.set({ [KEY]: pause }) : local.remove(KEY));
  } catch (error) {
    if (isProgrammingError(error)) throw error;
    await session.set({ [KEY]: pause ?? {} });
    return;
  }
  await session.remove(KEY);
}
