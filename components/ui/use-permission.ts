import { useEffect } from 'preact/hooks';
import { browser } from '../../lib/browser/browser.ts';
import { useAsync } from './use-async.ts';

/**
 * Returns whether the extension has a permission, updated when permissions change; `undefined` until the browser has
 * answered.
 *
 * @param ask asks the browser for the current answer; must be the same function at each render
 * @param known an answer that the page has already received; returned until the browser has answered `ask`
 */
export function usePermission(ask: () => Promise<boolean>, known?: boolean | undefined): boolean | undefined {
  const asked = useAsync(ask, [ask]);
  const { again } = asked;
  useEffect(() => {
    browser.permissions.onAdded.addListener(again);
    browser.permissions.onRemoved.addListener(again);
    return () => {
      browser.permissions.onAdded.removeListener(again);
      browser.permissions.onRemoved.removeListener(again);
    };
  }, [again]);
  return asked.state === 'ready' ? asked.value : known;
}
