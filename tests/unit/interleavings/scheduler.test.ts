import { afterEach, describe, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { CHECKED_TABLES, INVARIANTS } from './invariants.ts';
import { prepareWorld } from './prepared.ts';
import { OPERATIONS, type Scenario } from './scenarios.ts';
import { type Gate, randomNumbers } from './scheduler.ts';
import { atRandom, interrupting, runSchedule } from './schedules.ts';

/**
 * Runs a few schedules, and tests the rules on which all schedules rely. `npm test` also runs thousands of schedules.
 */

const prepared = prepareWorld();
afterEach(() => {
  prepared.world.scheduler.trace.length = 0;
});

describe('a schedule', () => {
  it('runs in the same way again with the same seed', async () => {
    for (const [n, scenario] of prepared.all.entries()) {
      const runs = [];
      for (const _ of [1, 2])
        runs.push(await runSchedule(prepared.world, scenario, OPERATIONS, atRandom(randomNumbers(n))));
      expect(runs[1]).toEqual(runs[0]);
      expect(runs[0]?.violations).toEqual([]);
      expect(runs[0]?.trace.length).toBeGreaterThan(40);
    }
  });

  it('lets the second operation run to its end in the middle of the first', async () => {
    const { trace } = await runSchedule(
      prepared.world,
      prepared.all[0] as Scenario,
      ['sync', 'save'],
      interrupting('sync', 'save', 5),
    );
    const operations = trace.map((step) => step.slice(0, step.indexOf(':')));
    const [first, last] = [operations.indexOf('save'), operations.lastIndexOf('save')];
    expect(first).toBe(5);
    expect(operations.slice(first, last + 1)).not.toContain('sync');
    expect(operations.at(-1)).toBe('sync');
  });

  it('continues an operation that waits for a lock once the other operation releases it', async () => {
    const order: string[] = [];
    const holding = async (name: string): Promise<void> =>
      navigator.locks.request('a lock', async () => {
        order.push(`${name} has it`);
        await db.saved.count();
        order.push(`${name} is done`);
      });
    await prepared.world.scheduler.run(
      { a: () => holding('a'), b: () => holding('b') },
      (gates) => gates.at(-1) as Gate,
    );
    expect(order).toEqual(['b has it', 'b is done', 'a has it', 'a is done']);
  });
});

describe('the lock of the tests', () => {
  it('can be stolen: the holder’s request rejects, and the lock is free when the new holder is done', async () => {
    const told: unknown[] = [];
    const gone = Promise.withResolvers<void>();
    const held = navigator.locks
      .request('a lock', () => gone.promise)
      .catch((error) => told.push(error.name));
    await navigator.locks.request('a lock', { steal: true }, async () => undefined);
    expect(await navigator.locks.request('a lock', { ifAvailable: true }, async (lock) => lock?.name)).toBe(
      'a lock',
    );
    gone.resolve();
    await held;
    expect(told).toEqual(['AbortError']);
  });
});

it('the invariants check each table of the schema', () => {
  expect(db.tables.map(({ name }) => name).sort()).toEqual(CHECKED_TABLES.toSorted());
  expect(Object.keys(INVARIANTS).length).toBeGreaterThan(15);
});

// This test must be the last one, because it leaves locks held.
it('a deadlocked schedule fails and names the operations that wait', async () => {
  const both = (one: string, other: string) => async (): Promise<void> =>
    navigator.locks.request(one, async () => {
      await db.saved.count();
      await navigator.locks.request(other, async () => undefined);
    });
  let turn = 0;
  const inTurn = <T>(gates: readonly T[]): T => gates[turn++ % gates.length] as T;
  await expect(
    prepared.world.scheduler.run({ a: both('one', 'two'), b: both('two', 'one') }, inTurn),
  ).rejects.toThrow('These operations wait forever: a, b.');
});
