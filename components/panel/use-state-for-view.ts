import { useLayoutEffect, useState } from 'preact/hooks';
import { startTask } from '../../lib/browser/listener-errors.ts';
import type { StateForView } from './state-for-view.tsx';

/**
 * Returns the component that draws every state except `matched`; `undefined` until its code is loaded. The code is
 * loaded when it is first needed, so that it does not delay the text of an analysis.
 */
export function useStateForView(isNeeded: boolean): StateForView | undefined {
  const [loaded, setLoaded] = useState<{ readonly StateForView: StateForView }>();
  // The panel may have nothing else to draw until this code is loaded, so do not wait for a paint.
  useLayoutEffect(() => {
    if (isNeeded && !loaded)
      startTask('load the states of the panel', async () => setLoaded(await import('./state-for-view.tsx')));
  }, [isNeeded]);
  return loaded?.StateForView;
}
