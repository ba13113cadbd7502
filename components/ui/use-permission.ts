import { useEffect } from 'preact/hooks';
import { browser } from '../../lib/browser/browser.ts';
import { useAsync } from './use-async.ts';

/** Whether the browser grants a permission; asks again whenever permissions change. `undefined` until it is known. */
export function usePermission(ask: () => Promise<boolean>): boolean | undefined {
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
  return asked.state === 'ready' ? asked.value : undefined;
}
