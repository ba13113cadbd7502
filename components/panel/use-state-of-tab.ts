import { useEffect, useState } from 'preact/hooks';
import { start } from '../../lib/browser/listener-errors.ts';
import type { StateOfTab } from './state-of-tab.tsx';

/**
 * The component that draws the states without one sure analysis, loaded when it is first needed: the first sentence of
 * an analysis must not wait for it.
 */
export function useStateOfTab(isNeeded: boolean): StateOfTab | undefined {
  const [loaded, setLoaded] = useState<{ readonly StateOfTab: StateOfTab }>();
  useEffect(() => {
    if (isNeeded && !loaded)
      start('load the states of the panel', async () => setLoaded(await import('./state-of-tab.tsx')));
  }, [isNeeded]);
  return loaded?.StateOfTab;
}
