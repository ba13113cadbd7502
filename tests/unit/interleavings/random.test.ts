import { describe, expect, it } from 'vitest';
import { prepareWorld } from './prepared.ts';
import { OPERATIONS, type Scenario } from './scenarios.ts';
import { randomNumbers } from './scheduler.ts';
import { atRandom, ONE_OF, runSchedule } from './schedules.ts';

/**
 * Runs all seven operations at the same time, in 2,000 random orders, or with `ONE_OF` in a fifth of them. A failure
 * names its seed. To run only that schedule:
 *
 *   INTERLEAVING_SEED=<seed> npx vitest --config tests/vitest.config.ts run --project interleavings random
 */

const { INTERLEAVING_SEED } = process.env;
const SEEDS = INTERLEAVING_SEED === undefined ? numbers(2000 / ONE_OF) : [Number(INTERLEAVING_SEED)];
const TOGETHER = 100;

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n + 1);
}

const prepared = prepareWorld();

const batches = numbers(Math.ceil(SEEDS.length / TOGETHER)).map((n) =>
  SEEDS.slice((n - 1) * TOGETHER, n * TOGETHER),
);

describe('sync, back-fill, delete, keep texts, read pages, save and ask at the same time', () => {
  it.each(batches.map((seeds) => [seeds[0], seeds.at(-1), seeds] as const))(
    'keep all invariants in random orders, seeds %i to %i',
    async (_, __, seeds) => {
      for (const seed of seeds) {
        const scenario = prepared.all[seed % prepared.all.length] as Scenario;
        const ran = await runSchedule(prepared.world, scenario, OPERATIONS, atRandom(randomNumbers(seed)));
        const found = ran.violations.join('\n');
        expect(
          found,
          `INTERLEAVING_SEED=${seed}, ${scenario.name}\n${found}\n\n${ran.trace.join('\n')}\n`,
        ).toBe('');
      }
    },
  );
});
