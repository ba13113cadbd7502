import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Returns the keyboard focus to a control after the reader has closed the content that the control opened.
 *
 * @param hasReturned whether the reader has just closed that content
 * @param onFocused called once the control has the focus
 * @returns the ref for the control
 */
export function useFocusOnReturn<Control extends HTMLElement>(
  hasReturned: boolean,
  onFocused: () => void,
): RefObject<Control | null> {
  const control = useRef<Control>(null);
  useLayoutEffect(() => {
    if (!hasReturned) return;
    control.current?.focus();
    onFocused();
  }, [hasReturned]);
  return control;
}
