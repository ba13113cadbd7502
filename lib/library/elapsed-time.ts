import { db } from '../db/database.ts';
import type { ReaderFact } from '../db/records.ts';

/**
 * Counts the time that has passed, because the clock of the device may be wrong. Each daily check adds the time since
 * the last check, but at most a week. So a jump of the clock shortens the period of Undo by at most a week.
 */

export const DAY_MS = 24 * 3_600_000;
/** Maximum time counted between two checks (ms). A longer time may come from a wrong clock. */
const MAX_STEP_MS = 7 * DAY_MS;

type Clock = ReaderFact & { readonly name: 'clock' };

/** Returns the last check; `undefined` before the first check. */
export async function lastCounted(): Promise<Clock | undefined> {
  const fact = await db.readerFacts.get('clock');
  return fact?.name === 'clock' ? fact : undefined;
}

/**
 * Returns the counted time at `now` (ms). Adds the time since the last check: at least 0, and at most `MAX_STEP_MS`.
 * Before the first check, the counted time is 0.
 */
export async function readCountedTime(now: number): Promise<number> {
  const last = await lastCounted();
  return last ? last.passed + Math.min(Math.max(now - last.at, 0), MAX_STEP_MS) : 0;
}

/** Stores the counted time at `now`, and returns it (ms). Call it in a transaction that may write `readerFacts`. */
export async function storeCountedTime(now: number): Promise<number> {
  const passed = await readCountedTime(now);
  await db.readerFacts.put({ name: 'clock', at: now, passed });
  return passed;
}
