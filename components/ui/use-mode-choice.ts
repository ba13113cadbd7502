import { useState } from 'preact/hooks';
import { askForAllSites, changeMode } from '../../lib/app/setting-actions.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import type { Mode, Settings } from '../../lib/browser/settings.ts';
import { type FailedChange, useChange } from './use-change.ts';
import { useSettings } from './use-settings.ts';

export interface ModeChoiceState {
  readonly settings: Settings | undefined;
  /** Changes the mode. For `automatic`, first asks the browser for access to all sites. */
  readonly choose: (wanted: Mode) => void;
  /**
   * The result of the last choice: the stored mode, or `refused` if access to all sites was refused. `undefined` before
   * the first choice, and if the chosen mode could not be stored.
   */
  readonly result: Mode | 'refused' | undefined;
  readonly failure: FailedChange | undefined;
}

/** Lets the reader choose a mode. If the reader refuses access to all sites, the mode becomes `on-click`. */
export function useModeChoice(): ModeChoiceState {
  const settings = useSettings();
  // Use a new object for each choice, even if the result is the same, so that Preact draws the control again. If access
  // was refused, or the mode could not be stored, the control then shows the stored mode again.
  const [last, setLast] = useState<{ readonly result: ModeChoiceState['result'] }>();
  const { change, failure } = useChange('change a setting');
  const choose = guardedListener('choose a mode', async (wanted: Mode) => {
    // Request the permission before the first `await`: browsers show the request only in the handler of a user action.
    // See https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/User_actions
    const granted = wanted === 'on-click' || (await askForAllSites());
    const isStored = await change(() => changeMode(granted ? wanted : 'on-click'));
    setLast({ result: granted ? (isStored ? wanted : undefined) : 'refused' });
  });
  return { settings, choose, result: last?.result, failure };
}
