import { beforeEach, describe, expect, it, vi } from 'vitest';
import { tryChange } from '../../components/ui/use-change.ts';
import { OutOfRoom } from '../../lib/app/messages.ts';
import { ReportedError } from '../../lib/browser/listener-errors.ts';
import { resetBrowser } from '../unit/fake-browser.ts';

const mistake = new TypeError('a mistake');

describe('a failed change', () => {
  const errors = vi.spyOn(console, 'error').mockReturnValue();
  beforeEach(() => {
    resetBrowser();
    errors.mockClear();
  });

  it.each([
    ['of which the background says that there is no room', new OutOfRoom(), 'full', []],
    ['which the browser refuses for lack of room', new DOMException('', 'QuotaExceededError'), 'full', []],
    ['which the background has reported', new ReportedError(mistake), 'other', []],
    ['for another reason', mistake, 'other', [['Civic Lens could not change a setting.', mistake]]],
  ] as const)('%s returns the reason, and reports an unexpected error', async (_, error, why, reported) => {
    expect(await tryChange('change a setting', () => Promise.reject(error))).toBe(why);
    expect(errors.mock.calls).toEqual(reported);
  });
});
