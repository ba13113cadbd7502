import { expect, it } from 'vitest';
import { coalesceRuns } from '../../components/ui/coalesce-runs.ts';

it('work that is requested several times during a run is repeated once after that run', async () => {
  const started: number[] = [];
  const ends: (() => void)[] = [];
  const run = coalesceRuns(() => {
    started.push(started.length + 1);
    return new Promise((resolve) => ends.push(resolve));
  });
  const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
  for (let n = 0; n < 3; n++) run();
  await turn();
  expect(started).toEqual([1]);
  ends.shift()?.();
  await turn();
  expect(started).toEqual([1, 2]);
  ends.shift()?.();
  await turn();
  expect(started).toEqual([1, 2]);
  run();
  expect(started).toEqual([1, 2, 3]);
});
