import { afterEach, expect, it, vi } from 'vitest';
import { isRunning } from '../build.ts';

afterEach(() => vi.restoreAllMocks());

it.each([
  ['a process of this user', undefined, true],
  ['a process of another user', 'EPERM', true],
  ['no process', 'ESRCH', false],
])('the id of %s (error: %s) counts as running: %s', (_, code, expected) => {
  vi.spyOn(process, 'kill').mockImplementation(() => {
    if (code) throw Object.assign(new Error(`kill ${code}`), { code });
    return true;
  });
  expect(isRunning(4711)).toBe(expected);
});
