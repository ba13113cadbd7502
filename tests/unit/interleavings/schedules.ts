import { fillFromSecondCopy } from '../../../lib/library/fill-from-second-copy.ts';
import { updateSecondCopy } from '../../../lib/library/second-copy.ts';
import { violations } from './invariants.ts';
import { type Operation, operationsOf, type Scenario } from './scenarios.ts';
import type { Gate } from './scheduler.ts';
import type { World } from './world.ts';

/**
 * Whether to run all schedules, as `npm run test:interleavings` does. If not, the tests run a fifth of them, so that
 * `npm test` takes less time.
 */
export const RUNS_ALL = process.env.CIVIC_LENS_SCHEDULES === 'all';
/** One of so many schedules belongs to the part that runs. */
export const ONE_OF = RUNS_ALL ? 1 : 5;

/** The result of one schedule. */
export interface Ran {
  /** The number of steps that each operation took. */
  readonly steps: ReadonlyMap<string, number>;
  /** The invariants that do not hold after the schedule, in words. */
  readonly violations: readonly string[];
  readonly trace: readonly string[];
}

/** Runs operations on the device of a scenario to their end, in the order of `choose`, and checks all invariants. */
export async function runSchedule(
  world: World,
  scenario: Scenario,
  operations: readonly Operation[],
  choose: (gates: readonly Gate[]) => Gate,
): Promise<Ran> {
  await world.restore(scenario.before);
  world.files = scenario.files;
  const all = operationsOf(world, scenario);
  const chosen = Object.fromEntries(operations.map((name) => [name, all[name]]));
  const errors = await world.scheduler.run(chosen, choose);
  const trace = [...world.scheduler.trace];
  // Complete the second copy, as the next start of the background does.
  await fillFromSecondCopy();
  await updateSecondCopy();
  const steps = new Map<string, number>();
  for (const step of trace) {
    const name = step.slice(0, step.indexOf(':'));
    steps.set(name, (steps.get(name) ?? 0) + 1);
  }
  return { steps, violations: await violations({ world, scenario, operations, errors }), trace };
}

/**
 * Chooses gates so that the first operation takes `at` steps. Then the second operation runs to its end, or until it
 * waits for a lock. Then both run to their ends.
 */
export function interrupting(
  first: Operation,
  second: Operation,
  at: number,
): (gates: readonly Gate[]) => Gate {
  let taken = 0;
  return (gates) => {
    const wanted = taken++ < at ? first : second;
    const gate = gates.find(({ operation }) => operation === wanted) ?? gates[0];
    if (!gate) throw new Error('There is no gate to open.');
    return gate;
  };
}

/** Chooses each gate at random. */
export function atRandom(random: () => number): (gates: readonly Gate[]) => Gate {
  return (gates) => {
    const gate = gates[Math.floor(random() * gates.length)];
    if (!gate) throw new Error('There is no gate to open.');
    return gate;
  };
}
