import { expect, it, vi } from 'vitest';
import { tryChange } from '../../components/ui/use-change.ts';

it('a failed change returns why, and its error is in the console once', async () => {
  const errors = vi.spyOn(console, 'error').mockReturnValue();
  const missing = new TypeError('Failed to fetch dynamically imported module');
  const refused = () => Promise.reject(missing);
  expect(await tryChange('change the library', refused, refused)).toBe('other');
  expect(errors.mock.calls).toEqual([['Civic Lens could not change the library.', missing]]);
});
