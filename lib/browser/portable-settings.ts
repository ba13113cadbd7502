import { browser } from './browser.ts';
import { asSetting, readSettings, type Settings } from './settings.ts';

/**
 * The settings that another browser can take over. `mode` and `notify` need a permission, which only the reader can
 * give in that browser. `readPages` protects the publication's server, so no imported file may change it.
 */
type PortableSettings = Omit<Settings, 'mode' | 'notify' | 'readPages'>;

export async function portableSettings(): Promise<PortableSettings> {
  const { mode: _, notify: __, readPages: ___, ...portable } = await readSettings();
  return portable;
}

/** Stores the offered settings that the reader has not set yet. A damaged offer counts as the setting's default. */
export async function adoptSettings(offered: Readonly<Record<string, unknown>>): Promise<void> {
  const portable = await portableSettings();
  const names = (Object.keys(portable) as (keyof PortableSettings)[]).filter((name) => name in offered);
  const stored = await browser.storage.local.get(names);
  const adopted = names
    .filter((name) => stored[name] === undefined)
    .map((name) => [name, asSetting(name, offered[name])] as const)
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(portable[name]));
  if (adopted.length > 0) await browser.storage.local.set(Object.fromEntries(adopted));
}
