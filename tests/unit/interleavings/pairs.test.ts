import { describe, expect, it } from 'vitest';
import { prepareWorld } from './prepared.ts';
import { OPERATIONS, type Operation } from './scenarios.ts';
import { interrupting, ONE_OF, runSchedule } from './schedules.ts';

/**
 * Tests each pair of operations: at each await point of the first operation, the second operation runs to its end, or
 * until it waits for a lock. With `ONE_OF`, only at each fifth await point. The points differ between pairs.
 */

const PAIRS = OPERATIONS.flatMap((first) =>
  OPERATIONS.filter((second) => second !== first).map((second): [Operation, Operation] => [first, second]),
);

const prepared = prepareWorld();

const NUMBERED = PAIRS.map((pair, n) => [...pair, (n % ONE_OF) + 1] as const);

describe.each(NUMBERED)('%s, interrupted by %s,', (first, second, firstPoint) => {
  it('keeps all invariants at its await points', async () => {
    const found: string[] = [];
    for (const scenario of prepared.all) {
      for (let at = firstPoint, last = at; at <= last; at += ONE_OF) {
        const ran = await runSchedule(
          prepared.world,
          scenario,
          [first, second],
          interrupting(first, second, at),
        );
        last = ran.steps.get(first) ?? 0;
        if (ran.violations.length > 0)
          found.push(
            `${scenario.name}, after step ${at} (${ran.trace[at - 1]}):\n${ran.violations.join('\n')}`,
          );
      }
    }
    expect(found.join('\n\n')).toBe('');
  });
});
