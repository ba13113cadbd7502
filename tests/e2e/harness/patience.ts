/**
 * How long tests wait. A test waits for a named condition, never for a time; the limit only ends a test whose condition
 * never comes. Limits grow with how slow the machine is, which `tests/run.ts` measures once at the start of a run.
 */

/**
 * Environment variable with the machine's slowness: 1 on the reference machine or a faster one, 2 where work takes
 * twice as long.
 */
export const SLOWNESS_VARIABLE = 'CIVIC_LENS_SLOWNESS';
/** What `measureWork` takes on the reference machine (ms): two cores, nothing else running. */
const REFERENCE_WORK_MS = 120;

/** A limit in milliseconds for this machine, from the limit for the reference machine. */
export function patience(milliseconds: number): number {
  return milliseconds * Math.max(1, Number(process.env[SLOWNESS_VARIABLE]) || 1);
}

/** A machine may be so busy for a moment that the measure says nothing: more patience than this is never needed. */
const MOST_PATIENCE = 5;

/** How much slower than the reference machine this one is now, from 1 to 5. */
export function measureSlowness(): number {
  const times = [measureWork(), measureWork(), measureWork()].toSorted((a, b) => a - b);
  return Math.min(Math.max(1, (times[1] ?? 0) / REFERENCE_WORK_MS), MOST_PATIENCE);
}

/** Time for a fixed amount of work on one core (ms). */
function measureWork(): number {
  const start = performance.now();
  let sum = 0;
  for (let n = 0; n < 20_000_000; n++) sum = (Math.imul(sum, 31) + n) | 0;
  // The result is used, so that no compiler may leave the loop out.
  return performance.now() - start + (sum === 0.5 ? 1 : 0);
}
