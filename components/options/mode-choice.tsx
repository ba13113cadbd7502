import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { askForAllSites, changeMode } from '../../lib/app/actions.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { on } from '../../lib/browser/listener-errors.ts';
import type { Mode } from '../../lib/browser/settings.ts';
import { changeFailedText } from '../ui/change-failed.tsx';
import { useChange } from '../ui/use-change.ts';
import { useSettings } from '../ui/use-settings.ts';

/** Explains both modes and lets the reader choose. For automatic mode the browser asks for access to all sites. */
export function ModeChoice(): JSX.Element {
  const settings = useSettings();
  const mode = settings?.mode;
  const [refused, setRefused] = useState(false);
  const { change, failure } = useChange('change a setting');
  const choose = async (wanted: Mode): Promise<void> => {
    // Ask before anything is awaited: browsers show the request only in the handler of a user action. See
    // https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/User_actions
    const granted = wanted === 'on-click' || (await askForAllSites());
    setRefused(!granted);
    await change(() => changeMode(granted ? wanted : 'on-click'));
  };
  return (
    <div class="modes">
      <ModeCard
        name={text('modeAutomatic')}
        button={text('modeChooseAutomatic')}
        isChosen={mode === 'automatic'}
        choose={on('choose a mode', () => choose('automatic'))}
      >
        {text('modeAutomaticText')}
      </ModeCard>
      <ModeCard
        name={text('modeOnClick')}
        button={text('modeChooseOnClick')}
        isChosen={mode === 'on-click'}
        choose={on('choose a mode', () => choose('on-click'))}
      >
        {text('modeOnClickText')}
      </ModeCard>
      <p role="status" class="modes-status">
        {refused
          ? text('modeRefused')
          : settings &&
            text('modeCurrent', text(mode === 'automatic' ? 'modeAutomatic' : 'modeOnClick'))}{' '}
        {changeFailedText(failure)}
      </p>
    </div>
  );
}

interface CardProps {
  readonly name: string;
  readonly button: string;
  readonly isChosen: boolean;
  readonly choose: () => unknown;
  readonly children: string;
}

function ModeCard({ name, button, isChosen, choose, children }: CardProps): JSX.Element {
  return (
    <section class={isChosen ? 'mode is-chosen' : 'mode'}>
      <h3>{name}</h3>
      <p>{children}</p>
      <button
        type="button"
        class={isChosen ? 'button is-saved' : 'button is-primary'}
        aria-pressed={isChosen}
        onClick={choose}
      >
        {button}
      </button>
    </section>
  );
}
