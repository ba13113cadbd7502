import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/**
 * Gives a control the keyboard focus when the reader closes what the control had opened in place of the page's content.
 *
 * @param hasReturned whether the reader has just closed it
 * @param onFocused called once the control has the focus
 * @returns the ref of the control
 */
export function useFocusOnReturn<Control extends HTMLElement>(
  hasReturned: boolean,
  onFocused: () => void,
): RefObject<Control | null> {
  const control = useRef<Control>(null);
  useEffect(() => {
    if (!hasReturned) return;
    control.current?.focus();
    onFocused();
  }, [hasReturned]);
  return control;
}
