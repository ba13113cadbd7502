import { expect, it, vi } from 'vitest';
import { changeLibrary } from '../../components/ui/library-change.ts';

it('a change whose code cannot be loaded fails, and says so', async () => {
  const errors = vi.spyOn(console, 'error').mockReturnValue();
  const missing = new TypeError('Failed to fetch dynamically imported module');
  const work = vi.fn();
  expect(await changeLibrary(work, () => Promise.reject(missing))).toBe('other');
  expect(work).not.toHaveBeenCalled();
  expect(errors.mock.calls).toEqual([['Civic Lens could not change the library.', missing]]);
});
