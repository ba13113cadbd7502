import { browser } from './browser.ts';
import { isTimeOfDay, type QuietHours } from './quiet-hours.ts';

/** When pages are looked at: each one as it loads, or only where the reader clicks. */
export type Mode = 'on-click' | 'automatic';

/** Which months of text are kept ahead on the device: none, the two newest, or all. */
export type KeepTexts = 'none' | 'newest' | 'all';

export interface Settings {
  /** Absent until the reader has decided; then `on-click` holds. */
  readonly mode?: Mode;
  /** Folded hosts where Civic Lens stays off. */
  readonly sitesOff: readonly string[];
  readonly keepTexts: KeepTexts;
  /** Whether a notification tells of new analyses in what the reader follows. */
  readonly notify: boolean;
  /** When it does not; told at their end. */
  readonly quietHours: QuietHours;
}

const NAMES = ['mode', 'sitesOff', 'keepTexts', 'notify', 'quietHours'] as const;

/** Reads the settings; what is missing or damaged is the default. */
export async function readSettings(): Promise<Settings> {
  const stored = await browser.storage.local.get([...NAMES]);
  const mode = stored.mode === 'on-click' || stored.mode === 'automatic' ? stored.mode : undefined;
  const { sitesOff, keepTexts } = stored;
  return {
    ...(mode ? { mode } : {}),
    sitesOff: Array.isArray(sitesOff) ? sitesOff.filter((site) => typeof site === 'string') : [],
    keepTexts: keepTexts === 'none' || keepTexts === 'all' ? keepTexts : 'newest',
    notify: stored.notify === true,
    quietHours: asQuietHours(stored.quietHours),
  };
}

function asQuietHours(value: unknown): QuietHours {
  const { from, to } = (value ?? {}) as Record<string, unknown>;
  return { from: isTimeOfDay(from) ? from : '22:00', to: isTimeOfDay(to) ? to : '08:00' };
}

export async function changeSettings(change: Partial<Settings>): Promise<void> {
  await browser.storage.local.set(change);
}

/** Switches Civic Lens off or on for a site (folded host). */
export async function switchSite(site: string, off: boolean): Promise<void> {
  const { sitesOff } = await readSettings();
  const others = sitesOff.filter((other) => other !== site);
  await changeSettings({ sitesOff: off ? [...others, site].sort() : others });
}

/** Calls back with the settings that changed, in this or another page. Returns the way to stop. */
export function onSettingsChanged(callback: (changed: ReadonlySet<keyof Settings>) => void): () => void {
  const listener = (changes: Record<string, unknown>, area: string): void => {
    const changed = NAMES.filter((name) => name in changes);
    if (area === 'local' && changed.length > 0) callback(new Set(changed));
  };
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}
