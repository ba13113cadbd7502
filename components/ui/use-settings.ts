import { useEffect, useState } from 'preact/hooks';
import { on } from '../../lib/browser/listener-errors.ts';
import { onSettingsChanged, readSettings, type Settings } from '../../lib/browser/settings.ts';

/**
 * The settings, updated when they change; `undefined` until they have been read.
 *
 * @param known settings that were read just before, returned until they are read again
 */
export function useSettings(known?: Settings): Settings | undefined {
  const [settings, setSettings] = useState(known);
  useEffect(() => {
    const read = on('read settings', () => readSettings().then(setSettings));
    read();
    return onSettingsChanged(read);
  }, []);
  return settings;
}
