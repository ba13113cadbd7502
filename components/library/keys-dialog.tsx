import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { Dialog } from '../ui/dialog.tsx';
import { LETTER_KEYS, type LetterKey } from './letter-keys.ts';
import './keys-dialog.css';

/** The list of shortcuts. */
export function KeysDialog({ isOn, close }: { isOn: boolean; close: () => void }): JSX.Element {
  return (
    <Dialog title={text('keysDialog')} close={close}>
      <dl class="keys-list">
        {(Object.keys(LETTER_KEYS) as LetterKey[]).map((key) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{text(LETTER_KEYS[key])}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>↑</kbd> <kbd>↓</kbd>
          </dt>
          <dd>{text('keyArrows')}</dd>
        </div>
      </dl>
      <p class="muted">{text(isOn ? 'keysOn' : 'keysOff')}</p>
    </Dialog>
  );
}
