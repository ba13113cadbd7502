import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import { MoreIcon } from './icons-loaded-later.tsx';
import { lazy } from './lazy.tsx';
import './appearance-button.css';

/** The "Aa" button. It opens the choices of theme, text size and line length. */
export function AppearanceButton({ isPrivate }: { isPrivate: boolean }): JSX.Element {
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
        <MoreIcon name="letterSizes" />
      </button>
      {isOpen && (
        <AppearanceBox
          isPrivate={isPrivate}
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

/** The code of the appearance choices is loaded when the reader opens them. */
const AppearanceBox = lazy(async () => (await import('./appearance-box.tsx')).AppearanceBox);
