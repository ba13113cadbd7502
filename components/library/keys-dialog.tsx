import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { Dialog } from '../ui/dialog.tsx';
import { LETTER_KEYS, type LetterKey } from './letter-keys.ts';
import { type ExampleNames, SearchFormsList } from './search-forms-list.tsx';
import './keys-dialog.css';

interface Props {
  /** Whether the single-key shortcuts are switched on. */
  readonly isOn: boolean;
  /** Names for the examples of the search syntax. */
  readonly names: ExampleNames;
  /** Puts an example into the search box, which then takes the focus. */
  readonly search: (query: string) => void;
  readonly close: () => void;
}

/** The dialog that lists the keyboard shortcuts and the search syntax. */
export function KeysDialog({ isOn, names, search, close }: Props): JSX.Element {
  return (
    <Dialog title={text('keysDialog')} close={close}>
      <div class="help-parts">
        <section>
          <h3>{text('keysPart')}</h3>
          <p class="muted">{text(isOn ? 'keysOn' : 'keysOff')}</p>
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
        </section>
        <section>
          <h3>{text('formsPart')}</h3>
          <p class="muted">{text('formsTogether')}</p>
          <SearchFormsList
            names={names}
            search={(query) => {
              close();
              search(query);
            }}
          />
        </section>
      </div>
    </Dialog>
  );
}
