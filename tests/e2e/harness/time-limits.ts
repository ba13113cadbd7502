/**
 * The time limits of tests that wait. A test waits for a named condition, never for a fixed time. The limit ends a test
 * whose condition never becomes true. Slow machines get longer limits: `tests/run.ts` measures the machine once, at the
 * start of a run.
 */

/**
 * Environment variable with the slowness of the machine. It is 1 on the reference machine or a faster one, and 2 if
 * work takes twice as long.
 */
export const SLOWNESS_VARIABLE = 'CIVIC_LENS_SLOWNESS';
/** Duration of `measureWork` on the reference machine (ms), with two cores and nothing else running. */
const REFERENCE_WORK_MS = 120;

/** Converts a limit for the reference machine (ms) to the limit for this machine (ms). */
export function timeLimit(milliseconds: number): number {
  return milliseconds * Math.max(1, Number(process.env[SLOWNESS_VARIABLE]) || 1);
}

/** The highest slowness. Without it, a short burst of other work would make the time limits far too long. */
const MAX_SLOWNESS = 5;

/** Measures how many times slower than the reference machine this machine is now: 1 to 5. */
export function measureSlowness(): number {
  const times = [measureWork(), measureWork(), measureWork()].toSorted((a, b) => a - b);
  return Math.min(Math.max(1, (times[1] ?? 0) / REFERENCE_WORK_MS), MAX_SLOWNESS);
}

/** Measures the time for a fixed amount of work on one core (ms). */
function measureWork(): number {
  const start = performance.now();
  let sum = 0;
  for (let n = 0; n < 20_000_000; n++) sum = (Math.imul(sum, 31) + n) | 0;
  // Using the result keeps the compiler from removing the loop.
  return performance.now() - start + (sum === 0.5 ? 1 : 0);
}
