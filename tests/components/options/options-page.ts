import { browser, granted } from '../../unit/fake-browser.ts';
import { ALL_SITES } from '../browser-and-tab.ts';
import type { PageState } from '../states.ts';

/* Texts, controls and functions that several states of Options share. */

const OPTIONS = '/options.html';

export const AUTOMATIC = ['radio "Light up by itself" checked', 'radio "Only when I click" not checked'];
export const ON_CLICK = ['radio "Light up by itself" not checked', 'radio "Only when I click" checked'];

/** Returns the controls of the appearance, with the given values checked. */
function appearance(...chosen: readonly string[]): string[] {
  const names = ['Automatic', 'Light', 'Dark', 'Small', 'Normal', 'Large', 'Larger', 'Largest'];
  return [...names, 'Short', 'Medium', 'Long'].map(
    (name) => `radio "${name}" ${chosen.includes(name) ? 'checked' : 'not checked'}`,
  );
}
const APPEARANCE = appearance('Automatic', 'Normal', 'Medium');

/** The controls of each section right after the installation. */
const SECTIONS = {
  start: ['link "Skip to content"'],
  access: [],
  mode: ON_CLICK,
  appearance: APPEARANCE,
  sites: [],
  index: ['button "Check now"'],
  texts: ['radio "None" not checked', 'radio "The two newest months" checked', 'radio "All" not checked'],
  notifications: ['switch "Tell me about new analyses" not checked'],
  permissions: [],
  keys: ['switch "Single letters are shortcuts in the library" checked'],
  storage: ['button "Ask the browser to keep it"'],
  backups: ['button "Make a backup now"'],
  about: ['link "Open the welcome page again"'],
  deleting: ['button "Delete everything"'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Section = keyof typeof SECTIONS;

export const HEADINGS = [
  'Options',
  'When to look',
  'Appearance',
  'Sites switched off',
  'List of analyses',
  'Texts kept on this device',
  'Notifications',
  'Permissions',
  'Keyboard',
  'Storage',
  'Backups',
  'About',
  'Delete everything',
];

/** The live regions of each section right after the installation. */
const LIVE = {
  access: [],
  mode: [],
  sites: [],
  index: ['Not here yet.'],
  texts: [],
  notifications: [],
  permissions: [],
  deleting: [],
} as const satisfies Partial<Record<Section, readonly string[]>>;

type OptionsState = Omit<PageState, 'page' | 'offered' | 'headings'> & {
  /** The controls of the sections that differ from those right after the installation. */
  readonly offered?: Partial<Record<Section, readonly string[]>>;
  /**
   * The live regions of the sections that differ from those right after the installation. If this is absent, live
   * regions are not compared.
   */
  readonly live?: Partial<Record<keyof typeof LIVE, readonly string[]>>;
  readonly headings?: readonly string[];
};

export const options = ({ offered, live, headings = HEADINGS, also, ...row }: OptionsState): PageState => ({
  page: OPTIONS,
  ...row,
  offered: Object.values<readonly string[]>({ ...SECTIONS, ...offered }).flat(),
  headings,
  also: { ...also, ...(live ? { live: Object.values<readonly string[]>({ ...LIVE, ...live }).flat() } : {}) },
});

export const REFUSED =
  'The browser did not give access, so Civic Lens looks only when you click. You can change this at any time.';

export const NOTIFICATIONS_BACK = 'button "Take back notifications"';

export const TAKE_BACK = 'button "Take back access to all sites"';

export const automatic = (): Promise<void> => {
  granted.add(ALL_SITES);
  return browser.storage.local.set({ mode: 'automatic' });
};

export const NO_SITES = 'None. You can switch Civic Lens off for a site in its popup.';

export const READY = '6 analyses, updated just now. Published by NOLIGARCHY.US on 2 July 2026.';

export const NEXT = 'Next check in 4 hours.';
