import { useLayoutEffect, useRef } from 'preact/hooks';

interface Pressed {
  readonly button: Element;
  /** Returns the element that takes the focus. */
  readonly next: () => HTMLElement | null | undefined;
}

/**
 * Moves the focus when a pressed button has disappeared together with its row. If Undo was refused, the button stays,
 * so the focus does not move even if another row disappears.
 *
 * @param rows a value that changes whenever a row disappears
 * @returns the function to call when a button is pressed
 */
export function useFocusAfterUndo(rows: unknown): (button: Element, next: Pressed['next']) => void {
  const pressed = useRef<Pressed>(undefined);
  useLayoutEffect(() => {
    const { current: last } = pressed;
    if (!last || last.button.isConnected) return;
    pressed.current = undefined;
    if (document.activeElement === document.body) last.next()?.focus();
  }, [rows]);
  return (button, next) => {
    pressed.current = { button, next };
  };
}
