import { useEffect, useState } from 'preact/hooks';
import { start } from '../../lib/browser/listener-errors.ts';
import type { StateForView } from './state-for-view.tsx';

/**
 * The component that draws the states without one sure analysis, loaded when it is first needed: the first sentence of
 * an analysis must not wait for it.
 */
export function useStateForView(isNeeded: boolean): StateForView | undefined {
  const [loaded, setLoaded] = useState<{ readonly StateForView: StateForView }>();
  useEffect(() => {
    if (isNeeded && !loaded)
      start('load the states of the panel', async () => setLoaded(await import('./state-for-view.tsx')));
  }, [isNeeded]);
  return loaded?.StateForView;
}
