import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATIONS, type Operation, type Scenario, scenarios } from './scenarios.ts';
import { interrupting, runSchedule } from './schedules.ts';
import { World } from './world.ts';

/** For each two operations: at each await point of the first, the second runs to its end. */

const PAIRS = OPERATIONS.flatMap((first) =>
  OPERATIONS.filter((second) => second !== first).map((second): [Operation, Operation] => [first, second]),
);

let world: World;
let all: Scenario[];
beforeAll(async () => {
  world = new World();
  all = await scenarios(world);
});
afterAll(() => {
  world.close();
});

describe.each(PAIRS)('%s, interrupted by %s,', (first, second) => {
  it('keeps all invariants, at whatever await point', async () => {
    const found: string[] = [];
    for (const scenario of all) {
      for (let at = 1, last = 1; at <= last; at++) {
        const ran = await runSchedule(world, scenario, [first, second], interrupting(first, second, at));
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
