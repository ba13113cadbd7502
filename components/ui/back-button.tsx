import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { Icon } from './icons.tsx';

/** Leads from one thing that was opened to what it was opened from. */
export function BackButton({ back }: { back: () => void }): JSX.Element {
  return (
    <button type="button" class="link back" onClick={back}>
      <Icon name="back" /> {text('back')}
    </button>
  );
}
