import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import type { Mode } from '../../lib/browser/settings.ts';
import { ChangeFailed } from '../ui/change-failed.tsx';
import { MoreIcon } from '../ui/icons-loaded-later.tsx';
import { useCloseOnEscape } from '../ui/use-close-on-escape.ts';
import { usePin } from '../ui/use-is-pinned.ts';
import { useModeChoice } from '../ui/use-mode-choice.ts';
import './light-up-offer.css';

/**
 * Offers automatic mode, and explains the permission that the browser will request. Closes after the reader's choice.
 * If the permission is refused, the offer stays open, and shows a sentence about this instead of its buttons.
 */
export function LightUpOffer({ close }: { close: () => void }): JSX.Element {
  const { settings, choose: chooseMode, result, failure } = useModeChoice();
  const isChosenHere = useRef(false);
  const { isPinned } = usePin();
  const section = useRef<HTMLElement>(null);
  const closeButton = useRef<HTMLButtonElement>(null);
  const end = (): void => {
    const hadFocus = section.current?.contains(document.activeElement);
    close();
    // The pressed button disappears, so the title of the state takes the focus.
    if (hadFocus) section.current?.closest('main')?.querySelector<HTMLElement>('h1')?.focus();
  };
  const choose = (mode: Mode): void => {
    isChosenHere.current = true;
    chooseMode(mode);
  };
  useCloseOnEscape(end);
  useEffect(() => {
    // If the reader has chosen a mode in another window, close the offer.
    if (settings?.mode && !isChosenHere.current) end();
  }, [settings?.mode]);
  useLayoutEffect(() => {
    if (result === 'refused') {
      // The pressed button has disappeared, so the close button takes the focus.
      if (document.activeElement === document.body) closeButton.current?.focus();
    } else if (result !== undefined) end();
  }, [result]);
  return (
    <section ref={section} class="light-up" aria-labelledby="light-up-title">
      <h2 id="light-up-title">{text('lightUpTitle')}</h2>
      {result === 'refused' ? (
        <p>{text('modeRefused')}</p>
      ) : (
        <>
          <p>
            {text('lightUpText')} {text('modePrompt')} {!isPinned && text('lightUpPin')}
          </p>
          <p class="light-up-actions">
            <button type="button" class="button is-primary" onClick={() => choose('automatic')}>
              {text('modeAutomatic')}
            </button>
            <button type="button" class="button is-quiet" onClick={() => choose('on-click')}>
              {text('modeOnClick')}
            </button>
          </p>
        </>
      )}
      <button
        ref={closeButton}
        type="button"
        class="icon-button"
        aria-label={text('lightUpClose')}
        onClick={end}
      >
        <MoreIcon name="close" />
      </button>
      <ChangeFailed failure={failure} />
    </section>
  );
}
