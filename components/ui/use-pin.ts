import { useEffect, useState } from 'preact/hooks';
import { browser } from '../../lib/browser/browser.ts';
import { on } from '../../lib/browser/listener-errors.ts';

/** Time between two checks whether the button is pinned (ms). */
const ASK_EVERY = 1000;

/** Whether the toolbar shows the button. */
export interface Pin {
  /** Whether the toolbar hid the button when it was first asked. */
  readonly wasHidden: boolean;
  /** Whether the button is in the toolbar now. `true` until that is known, and in browsers that do not tell. */
  readonly isPinned: boolean;
}

/** Asks the browser whether the toolbar shows the button, again and again until it does. */
export function usePin(): Pin {
  const [state, setState] = useState({ wasHidden: false, isPinned: true });
  useEffect(() => {
    const ended = new AbortController();
    const { signal } = ended;
    const ask = on('ask whether the button is pinned', async () => {
      const isOnToolbar = (await browser.action.getUserSettings?.())?.isOnToolbar;
      if (signal.aborted) return;
      if (isOnToolbar === false) setState({ wasHidden: true, isPinned: false });
      else {
        setState(({ wasHidden }) => ({ wasHidden, isPinned: true }));
        ended.abort();
      }
    });
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') ask();
    }, ASK_EVERY);
    signal.addEventListener('abort', () => clearInterval(timer));
    addEventListener('focus', ask, { signal });
    ask();
    return () => ended.abort();
  }, []);
  return state;
}
