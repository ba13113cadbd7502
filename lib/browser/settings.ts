import { browser } from './browser.ts';
import { isTimeOfDay, type QuietHours } from './quiet-hours.ts';

/** Which pages are checked: only pages on which the reader clicks the button, or every page that loads. */
export type Mode = 'on-click' | 'automatic';

/** Light or dark; `browser` follows the browser. */
export type Theme = 'browser' | 'light' | 'dark';

/** Size of the text of an analysis, from smallest to largest. `2` is the text size of the interface. */
export type TextSize = 1 | 2 | 3 | 4 | 5;

/** Length of the lines of an analysis, in a window that is wide enough. */
export type Measure = 'narrow' | 'medium' | 'wide';

/** Speed of the voice that reads aloud; 1 is its usual speed. */
export type SpeechRate = 0.75 | 1 | 1.25 | 1.5 | 2;

/**
 * Orders of the library's list: by the day of saving, of publication or of the last update, by outlet, or by read time.
 */
export const LIBRARY_SORTS = ['saved', 'published', 'updated', 'outlet', 'length'] as const;
export type LibrarySort = (typeof LIBRARY_SORTS)[number];

/** The months whose texts are downloaded in advance: none, the two newest, or all. */
export type KeepTexts = 'none' | 'newest' | 'all';

/**
 * How the extension reads the pages of a plain site. It reads at most one page a second in each case.
 *
 * - `steady`: within the daily limit
 * - `fast`: without that limit
 * - `stopped`: only the newest pages, because the reader does not want the extension to read the others
 */
export type ReadPages = 'steady' | 'fast' | 'stopped';

/**
 * The settings. Each function takes a stored value and returns the setting, or the default if the value is missing or
 * damaged. A comment on a function describes its setting. The return type of a function is the type of its setting.
 */
const SETTINGS = {
  /** Absent until the reader has decided. An absent mode has the same effect as `on-click`. */
  mode: (value: unknown): Mode | undefined => oneOf(value, ['on-click', 'automatic']),
  /** The sites on which the reader switched Civic Lens off: their hosts in the form of `foldHost`. */
  sitesOff: (value: unknown): readonly string[] =>
    Array.isArray(value) ? value.filter((site) => typeof site === 'string') : [],
  keepTexts: (value: unknown): KeepTexts => oneOf(value, ['none', 'all']) ?? 'newest',
  readPages: (value: unknown): ReadPages => oneOf(value, ['fast', 'stopped']) ?? 'steady',
  theme: (value: unknown): Theme => oneOf(value, ['light', 'dark']) ?? 'browser',
  textSize: (value: unknown): TextSize => oneOf(value, [1, 2, 3, 4, 5]) ?? 2,
  measure: (value: unknown): Measure => oneOf(value, ['narrow', 'wide']) ?? 'medium',
  speechRate: (value: unknown): SpeechRate => oneOf(value, [0.75, 1.25, 1.5, 2]) ?? 1,
  librarySort: (value: unknown): LibrarySort => oneOf(value, LIBRARY_SORTS) ?? 'saved',
  /** Whether single letters are shortcuts in the library. */
  letterKeys: (value: unknown): boolean => value !== false,
  /** Whether to offer voices that get the text over the network. */
  onlineVoices: (value: unknown): boolean => value === true,
  /** Whether to show notifications about analyses that are new for the reader. */
  notify: (value: unknown): boolean => value === true,
  /** The hours in which no notification is shown. When they end, one notification announces what arrived meanwhile. */
  quietHours: asQuietHours,
};

/** The reader's settings. `storage.local` holds them under the same names. */
export type Settings = {
  readonly [Name in keyof typeof SETTINGS]: ReturnType<(typeof SETTINGS)[Name]>;
};

const NAMES = Object.keys(SETTINGS) as (keyof Settings)[];

/** Returns the setting for a stored value; the default if the value is missing or damaged. */
export function asSetting<Name extends keyof Settings>(name: Name, stored: unknown): Settings[Name] {
  return SETTINGS[name](stored) as Settings[Name];
}

/** Reads the settings. A stored value that is missing or damaged gives the default. */
export async function readSettings(): Promise<Settings> {
  const stored = await browser.storage.local.get(NAMES);
  return Object.fromEntries(NAMES.map((name) => [name, SETTINGS[name](stored[name])])) as unknown as Settings;
}

function oneOf<const Value extends string | number>(
  value: unknown,
  values: readonly Value[],
): Value | undefined {
  return values.find((one) => one === value);
}

function asQuietHours(value: unknown): QuietHours {
  const { from, to } = (value ?? {}) as Record<string, unknown>;
  return { from: isTimeOfDay(from) ? from : '22:00', to: isTimeOfDay(to) ? to : '08:00' };
}

/** Stores the given settings and leaves the others unchanged. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  await browser.storage.local.set(change);
}

/**
 * Calls `callback` with the names of changed settings, after a change on this page or elsewhere in the extension.
 * Listens to `storage.local` only: a listener of `storage.onChanged` would also start the background each time
 * something is stored for the session, such as a tab record.
 *
 * @returns a function that removes the listener
 */
export function onSettingsChanged(callback: (changed: ReadonlySet<keyof Settings>) => void): () => void {
  const { onChanged } = browser.storage.local;
  const listener = (changes: Record<string, unknown>): void => {
    const changed = NAMES.filter((name) => name in changes);
    if (changed.length > 0) callback(new Set(changed));
  };
  onChanged.addListener(listener);
  return () => onChanged.removeListener(listener);
}
