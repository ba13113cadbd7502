import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';

interface Props {
  readonly again: () => void;
  /** Whether an attempt is running. */
  readonly isRunning: boolean;
  /** Returns the element that takes the keyboard focus from the button after an attempt has succeeded. */
  readonly next?: () => HTMLElement | null | undefined;
}

/**
 * A button that tries again what failed. The words of the button say when an attempt is running. Draw it inside the
 * `alert` or `status` with the reason for the failure: screen readers then announce each attempt, and each failure,
 * even if the reason is the same as before.
 */
export function TryAgain({ again, isRunning, next }: Props): JSX.Element {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const pressed = button.current;
    return () => {
      if (document.activeElement !== pressed) return;
      // The result replaces the button, and is not in the document yet.
      queueMicrotask(() => {
        if (document.activeElement === document.body) next?.()?.focus();
      });
    };
  }, []);
  // `aria-disabled` instead of `disabled`, because a disabled button would lose the keyboard focus.
  return (
    <button
      ref={button}
      type="button"
      class="button"
      aria-disabled={isRunning}
      onClick={isRunning ? undefined : again}
    >
      {text(isRunning ? 'tryingAgain' : 'tryAgain')}
    </button>
  );
}
