import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import { closeOnEscape } from './close-on-escape.ts';
import { Icon } from './icons.tsx';
import { readyValue } from './loading.ts';
import { useAsync } from './use-async.ts';
import './appearance-button.css';

/** A button "Aa" that opens the choices of theme, text size and line length. */
export function AppearanceButton(): JSX.Element {
  const [isOpen, open] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const label = text('appearance');
  return (
    <span class="appearance-place">
      <button
        ref={opener}
        type="button"
        class="icon-button"
        title={label}
        aria-label={label}
        aria-expanded={isOpen}
        onClick={() => open(!isOpen)}
      >
        <Icon name="letterSizes" />
      </button>
      {isOpen && (
        <AppearanceBox
          close={() => {
            open(false);
            opener.current?.focus();
          }}
          leave={() => open(false)}
        />
      )}
    </span>
  );
}

interface BoxProps {
  /** Called when the reader presses Escape. */
  readonly close: () => void;
  /** Called when the focus goes elsewhere. */
  readonly leave: () => void;
}

/** The choices themselves. Their code is loaded when the box opens; then the first one gets the focus. */
export function AppearanceBox({ close, leave }: BoxProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const loaded = readyValue(useAsync(() => import('./appearance-choices.tsx'), []));
  useEffect(() => {
    const choices = box.current;
    // The settings may still be loading, so no choice may be checked yet.
    (choices?.querySelector<HTMLElement>('input:checked, input') ?? choices)?.focus();
  }, [loaded !== undefined]);
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
      {loaded && <loaded.AppearanceChoices />}
    </div>
  );
}
