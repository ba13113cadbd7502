import { useEffect, useState } from 'preact/hooks';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { onSettingsChanged, readSettings, type Settings } from '../../lib/browser/settings.ts';

/**
 * Returns the settings, updated when they change; `undefined` until they have been read.
 *
 * @param known settings that the page has already read; returned until this hook has read them again
 */
export function useSettings(known: Settings): Settings;
export function useSettings(known?: Settings): Settings | undefined;
export function useSettings(known?: Settings): Settings | undefined {
  const [settings, setSettings] = useState(known);
  useEffect(() => {
    const read = guardedListener('read settings', () => readSettings().then(setSettings));
    read();
    return onSettingsChanged(read);
  }, []);
  return settings;
}
