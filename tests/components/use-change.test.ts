import { beforeEach, describe, expect, it, vi } from 'vitest';
import { tryChange } from '../../components/ui/use-change.ts';
import { DeviceFullError } from '../../lib/app/messages.ts';
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
    ['that the background refuses for lack of room', new DeviceFullError(), 'full', []],
    ['that the browser refuses for lack of room', new DOMException('', 'QuotaExceededError'), 'full', []],
    ['with an error that the background has reported', new ReportedError(mistake), 'other', []],
    ['with an unexpected error', mistake, 'other', [['Civic Lens could not change a setting.', mistake]]],
  ] as const)(
    '%s returns its reason, and only an unexpected error is reported',
    async (_, error, why, reported) => {
      expect(await tryChange('change a setting', () => Promise.reject(error))).toBe(why);
      expect(errors.mock.calls).toEqual(reported);
    },
  );
});
