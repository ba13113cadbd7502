import { browser, granted } from '../../unit/fake-browser.ts';
import { ALL_SITES } from '../browser-and-tab.ts';
import type { PageState } from '../states.ts';

/* What the states of Options share. */

const OPTIONS = '/options.html';

/** The controls of each section after an install. */
export const SECTIONS = {
  access: [],
  mode: ['button "Use automatic" not pressed', 'button "Use on click" not pressed'],
  sites: [],
  index: ['button "Check now"'],
  texts: ['radio "None" not checked', 'radio "The two newest months" checked', 'radio "All" not checked'],
  notifications: ['switch "Notify me of new analyses" not checked'],
  permissions: [],
  storage: ['button "Protect from automatic clearing"'],
  deleting: ['button "Delete everything"'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Section = keyof typeof SECTIONS;

export const HEADINGS = [
  'Civic Lens options',
  'When may Civic Lens look at a page?',
  'Automatic',
  'On click',
  'Sites switched off',
  'List of analyses',
  'Texts kept ahead',
  'Notifications',
  'Permissions',
  'Keyboard',
  'Storage',
  'Delete everything',
];

/** The live regions of each section after an install. */
const LIVE = {
  access: [],
  mode: ['In use: On click'],
  sites: [],
  index: ['Not here yet.'],
  texts: [],
  notifications: [],
  permissions: [],
  deleting: [],
} as const satisfies Partial<Record<Section, readonly string[]>>;

type OptionsState = Omit<PageState, 'page' | 'offered' | 'headings'> & {
  /** The controls of the sections that differ from those after an install. */
  readonly offered?: Partial<Record<Section, readonly string[]>>;
  /** The live regions of the sections that differ from those after an install. If absent, none are compared. */
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

export const AUTOMATIC = ['button "Use automatic" pressed', 'button "Use on click" not pressed'];

export const ON_CLICK = ['button "Use automatic" not pressed', 'button "Use on click" pressed'];

export const REFUSED =
  'The browser did not grant access, so Civic Lens stays on click. You can change this at any time.';

export const NOTIFICATIONS_BACK = 'button "Take back notifications"';

export const TAKE_BACK = 'button "Take back access to all sites"';

export const automatic = (): Promise<void> => {
  granted.add(ALL_SITES);
  return browser.storage.local.set({ mode: 'automatic' });
};

export const NO_SITES = 'None. You can switch Civic Lens off for a site in its popup.';

export const READY = '6 analyses, confirmed now. Published by NOLIGARCHY.US on 2 July 2026.';

export const NEXT = 'Next check in 4 hours.';
