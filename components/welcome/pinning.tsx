import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { Icon } from '../ui/icons.tsx';
import type { Pin } from '../ui/use-is-pinned.ts';

/** If the browser has hidden the toolbar button, shows how to pin it. Once the button is pinned, says so. */
export function Pinning({ pin: { wasHidden, isPinned } }: { pin: Pin }): JSX.Element | null {
  if (!wasHidden) return null;
  return (
    <section class="pinning">
      <div>
        <h2>{text('pinTitle')}</h2>
        <p role="status">
          {isPinned ? (
            <>
              <Icon name="check" /> {text('pinDone')}
            </>
          ) : (
            text('pinText')
          )}
        </p>
      </div>
      {!isPinned && <PinDrawing />}
    </section>
  );
}

/**
 * A drawing of a toolbar with the puzzle piece and the pin. Hidden from screen readers, because the text beside it says
 * the same.
 */
function PinDrawing(): JSX.Element {
  return (
    <svg class="pin-drawing" viewBox="0 0 320 96" aria-hidden="true" focusable="false">
      <rect x="1" y="1" width="318" height="34" rx="8" class="pin-bar" />
      <rect x="12" y="9" width="210" height="18" rx="9" class="pin-field" />
      <path d="M246 12h5a4 4 0 1 1 8 0h5v6a4 4 0 1 1 0 8v3h-18z" class="pin-piece" />
      <circle cx="300" cy="18" r="8" class="pin-field" />
      <rect x="150" y="44" width="150" height="46" rx="8" class="pin-bar" />
      <circle cx="167" cy="67" r="6" class="pin-mark" />
      <circle cx="172" cy="67" r="6" class="pin-mark" />
      <rect x="188" y="62" width="66" height="10" rx="5" class="pin-field" />
      <path d="M272 58h12l-2 8 4 4h-7v8l-1 2-1-2v-8h-7l4-4z" class="pin-piece" />
    </svg>
  );
}
