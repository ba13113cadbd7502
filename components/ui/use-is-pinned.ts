import { useEffect, useState } from 'preact/hooks';
import { browser } from '../../lib/browser/browser.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';

/** Time between two checks of whether the button is pinned (ms). */
const ASK_EVERY = 1000;

/** Whether the browser's toolbar shows the extension's button. */
export interface Pin {
  /** Whether the button was hidden at any check. */
  readonly wasHidden: boolean;
  /** Whether the toolbar shows the button now. `true` until the first check, and in browsers that do not report it. */
  readonly isPinned: boolean;
}

/** Checks repeatedly whether the toolbar shows the button, until it does. */
export function usePin(): Pin {
  const [state, setState] = useState({ wasHidden: false, isPinned: true });
  useEffect(() => {
    const ended = new AbortController();
    const { signal } = ended;
    const ask = guardedListener('ask whether the button is pinned', async () => {
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
