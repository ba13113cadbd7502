import { afterAll, beforeAll } from 'vitest';
import { type Scenario, scenarios } from './scenarios.ts';
import { World } from './world.ts';

/** The world of a test file, and its scenarios. Both exist once the first test begins. */
export interface Prepared {
  world: World;
  all: Scenario[];
}

/** Prepares the world before the tests of a file, and closes it after them. */
export function prepareWorld(): Prepared {
  const prepared = {} as Prepared;
  beforeAll(async () => {
    prepared.world = new World();
    prepared.all = await scenarios(prepared.world);
  });
  afterAll(() => prepared.world.close());
  return prepared;
}
