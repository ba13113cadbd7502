import { afterEach, expect, it, vi } from 'vitest';
import { coalesceRuns } from '../../components/ui/coalesce-runs.ts';

afterEach(() => vi.restoreAllMocks());

it('work that is requested several times during a run is repeated once after that run', async () => {
  const started: number[] = [];
  const ends: (() => void)[] = [];
  const run = coalesceRuns('count runs', () => {
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

it('work that fails is reported, and runs again when it is requested during or after the failed run', async () => {
  const reported = vi.spyOn(console, 'error').mockReturnValue();
  let started = 0;
  const run = coalesceRuns('count runs', async () => {
    started++;
    if (started === 1) run();
    throw new Error('refused');
  });
  const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
  run();
  await turn();
  expect(started).toBe(2);
  run();
  await turn();
  expect(started).toBe(3);
  const report = ['Civic Lens, count runs: unexpected error.', new Error('refused')];
  expect(reported.mock.calls).toEqual([report, report, report]);
});
