import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { wait } from '../../../lib/sync/wait.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('`wait` ends after the given number of milliseconds, and not before', async () => {
  let isOver = false;
  void wait(1000).then(() => {
    isOver = true;
  });
  await vi.advanceTimersByTimeAsync(999);
  expect(isOver).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(isOver).toBe(true);
});
