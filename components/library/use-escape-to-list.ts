import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Calls `leave` when the reader presses Escape while no element has the keyboard focus. Does nothing if a dialog is
 * open, or if another listener has handled the key.
 */
export function useEscapeToList(leave: () => void): void {
  const latest = useRef(leave);
  latest.current = leave;
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
      if (document.activeElement !== document.body || document.querySelector('dialog[open]')) return;
      latest.current();
    };
    // Listen at the window, so that this listener runs after the listeners that close something (see
    // `use-close-on-escape.ts`).
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}
