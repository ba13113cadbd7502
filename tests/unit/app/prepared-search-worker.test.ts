import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { prepareSearchWorker, searchWorker } from '../../../lib/app/search-worker.ts';
import { TestWorker } from '../search/test-worker.ts';

const { started } = TestWorker;

beforeEach(() => {
  started.splice(0);
  // `new Worker()` returns a test worker without a script, which answers nothing.
  vi.stubGlobal('Worker', function newWorker() {
    return new TestWorker();
  });
});
afterEach(() => {
  // Take a search worker that is still prepared, so that the next test does not get it.
  searchWorker();
  vi.unstubAllGlobals();
});

it('the first caller gets the prepared search worker, and the second caller gets a new one', () => {
  prepareSearchWorker();
  expect(started).toHaveLength(1);
  expect(searchWorker()).toBe(started[0]);
  expect(searchWorker()).toBe(started[1]);
});

it('no caller gets a prepared search worker that could not start', () => {
  prepareSearchWorker();
  started[0]?.onerror?.call(started[0] as unknown as Worker, new Event('error') as ErrorEvent);
  expect(searchWorker()).toBe(started[1]);
});

it('a second prepared search worker replaces the first one, which ends', () => {
  prepareSearchWorker();
  prepareSearchWorker();
  expect(started.map(({ isDead }) => isDead)).toEqual([true, false]);
  expect(searchWorker()).toBe(started[1]);
});
