import { useState } from 'preact/hooks';
import { askForAllSites, changeMode } from '../../lib/app/setting-actions.ts';
import { on } from '../../lib/browser/listener-errors.ts';
import type { Mode, Settings } from '../../lib/browser/settings.ts';
import { type ChangeFailure, useChange } from './use-change.ts';
import { useSettings } from './use-settings.ts';

export interface ModeChoice {
  /** `undefined` until the settings are read. */
  readonly settings: Settings | undefined;
  /** Changes the mode. For `automatic` the browser asks for access to all sites. */
  readonly choose: (wanted: Mode) => void;
  /** What the last choice led to; `undefined` before the first one, and if the mode could not be stored. */
  readonly result: Mode | 'refused' | undefined;
  readonly failure: ChangeFailure | undefined;
}

/** Lets the reader choose a mode. If the browser refuses access to all sites, the mode is `on-click`. */
export function useModeChoice(): ModeChoice {
  const settings = useSettings();
  // A new object even for the same result, so that Preact draws the control again: the browser has toggled it.
  const [last, setLast] = useState<{ readonly result: ModeChoice['result'] }>();
  const { change, failure } = useChange('change a setting');
  const choose = on('choose a mode', async (wanted: Mode) => {
    // Ask before anything is awaited: browsers show the request only in the handler of a user action. See
    // https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/User_actions
    const granted = wanted === 'on-click' || (await askForAllSites());
    const isStored = await change(() => changeMode(granted ? wanted : 'on-click'));
    setLast({ result: granted ? (isStored ? wanted : undefined) : 'refused' });
  });
  return { settings, choose, result: last?.result, failure };
}
