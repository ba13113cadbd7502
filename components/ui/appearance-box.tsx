import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import { AppearanceChoices } from './appearance-choices.tsx';
import { closeOnEscape } from './close-on-escape.ts';
import './appearance-box.css';

interface Props {
  readonly isPrivate: boolean;
  /** Called when the reader presses Escape. */
  readonly close: () => void;
  /** Called when the focus moves outside the box and its button. */
  readonly leave: () => void;
}

/** A dialog with the choices of theme, text size and line length. The first checked choice gets the focus. */
export function AppearanceBox({ isPrivate, close, leave }: Props): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const choices = box.current;
    // The settings may still be loading, so it is possible that no choice is checked.
    (choices?.querySelector<HTMLElement>('input:checked, input') ?? choices)?.focus();
  }, []);
  const onFocusOut = ({ relatedTarget }: FocusEvent): void => {
    const place = box.current?.closest('.appearance-place') ?? box.current;
    const isElsewhere = relatedTarget instanceof Node && !place?.contains(relatedTarget);
    if (isElsewhere) leave();
  };
  return (
    <div
      ref={box}
      class="appearance-box"
      role="dialog"
      aria-label={text('appearance')}
      tabIndex={-1}
      onKeyDown={closeOnEscape(close)}
      onFocusOut={onFocusOut}
    >
      <AppearanceChoices isPrivate={isPrivate} />
    </div>
  );
}
