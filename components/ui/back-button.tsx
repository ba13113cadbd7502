import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { Icon } from './icons.tsx';
import './back-button.css';

/**
 * A button that closes the open analysis or letter, and returns to the list or page from which the reader opened it.
 */
export function BackButton({ back }: { back: () => void }): JSX.Element {
  return (
    <button type="button" class="link back" onClick={back}>
      <Icon name="back" /> {text('back')}
    </button>
  );
}
