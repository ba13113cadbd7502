import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { Icon } from './icons.tsx';
import './back-button.css';

/**
 * A button that closes what the reader has opened, such as an analysis or a letter, and shows again what was there
 * before.
 */
export function BackButton({ back }: { back: () => void }): JSX.Element {
  return (
    <button type="button" class="link back" onClick={back}>
      <Icon name="back" /> {text('back')}
    </button>
  );
}

/**
 * The same button as an icon in the header of the panel, where it takes no room from the text. In the document it is
 * before the content that it closes.
 */
export function BackInHeader({ back }: { back: () => void }): JSX.Element {
  const label = text('back');
  return (
    <button type="button" class="icon-button back-in-header" title={label} aria-label={label} onClick={back}>
      <Icon name="back" />
    </button>
  );
}
