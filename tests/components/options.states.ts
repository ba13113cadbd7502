import { vi } from 'vitest';
import { moment } from '../../lib/browser/interface-texts.ts';
import { db } from '../../lib/db/database.ts';
import { updateSiteState } from '../../lib/db/site-pages.ts';
import { pauseAsAsked } from '../../lib/sync/pause.ts';
import { browser, granted } from '../unit/fake-browser.ts';
import {
  ALL_SITES,
  assignedKeys,
  grantWhenAsked,
  NOTIFICATIONS,
  protectStorage,
  takeAccessBack,
} from './browser-and-tab.ts';
import { save } from './database.ts';
import { settled, write } from './open-page.ts';
import { receiveIndex, syncWhenAsked } from './publication.ts';
import type { PageState } from './states.ts';
import { FAILURES, readPageByPage, syncFailed, syncRuns, syncState } from './sync-states.ts';
import { DAY, MINUTE, NOW } from './times.ts';

/** Texts and controls of Options in each state. */

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

const HEADINGS = [
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
const EXPLAINED = [
  'Each page is checked as it loads, so the toolbar button can light up by itself. Your browser will ask ' +
    'for access to all sites, because it cannot know beforehand which article was analysed.',
  'Only the page on which you click the button is checked. No access to other pages is needed.',
];
export const REFUSED =
  'The browser did not grant access, so Civic Lens stays on click. You can change this at any time.';

const ONLY_PUBLICATION =
  'Civic Lens reads noligarchy.us. Everything else is yours to allow, and you can take it back at any time.';
export const NOTIFICATIONS_BACK = 'button "Take back notifications"';
export const TAKE_BACK = 'button "Take back access to all sites"';

export const MODE: readonly PageState[] = [
  options({
    state: 'is on click until the reader chooses',
    said: [...EXPLAINED, 'In use: On click'],
    live: {},
    also: { title: 'Civic Lens options' },
  }),
  options({
    state: 'is on click',
    prepare: () => browser.storage.local.set({ mode: 'on-click' }),
    said: [...EXPLAINED, 'In use: On click'],
    offered: { mode: ON_CLICK },
  }),
  options({
    state: 'is automatic',
    prepare: () => {
      granted.add(ALL_SITES);
      return browser.storage.local.set({ mode: 'automatic' });
    },
    said: [...EXPLAINED, 'In use: Automatic'],
    offered: { mode: AUTOMATIC, permissions: [TAKE_BACK] },
  }),
  options({
    state: 'becomes automatic when the browser grants all sites',
    prepare: () => grantWhenAsked(true),
    steps: ['button "Use automatic"'],
    said: [...EXPLAINED, 'In use: Automatic'],
    offered: { mode: AUTOMATIC, permissions: [TAKE_BACK] },
  }),
  options({
    state: 'stays on click when the browser refuses, and says so',
    prepare: () => grantWhenAsked(false),
    steps: ['button "Use automatic"'],
    said: [...EXPLAINED, REFUSED],
    offered: { mode: ON_CLICK },
    live: { mode: [REFUSED] },
  }),
  options({
    state: 'becomes on click when the reader chooses it',
    prepare: () => {
      granted.add(ALL_SITES);
      return browser.storage.local.set({ mode: 'automatic' });
    },
    steps: ['button "Use on click"'],
    said: [...EXPLAINED, 'In use: On click'],
    offered: { mode: ON_CLICK },
  }),
];

const ALLOWED = 'You allow Civic Lens to read the pages of all sites, for automatic mode.';
const automatic = (): Promise<void> => {
  granted.add(ALL_SITES);
  return browser.storage.local.set({ mode: 'automatic' });
};

export const PERMISSIONS: readonly PageState[] = [
  options({
    state: 'are the publication alone after an install',
    said: [ONLY_PUBLICATION, 'In use: On click'],
  }),
  options({
    state: 'can be taken back if all sites are allowed',
    prepare: automatic,
    said: [ONLY_PUBLICATION, ALLOWED, 'In use: Automatic'],
    offered: { mode: AUTOMATIC, permissions: [TAKE_BACK] },
  }),
  options({
    state: 'are given back for all sites, and the mode changes to on click',
    prepare: automatic,
    steps: [TAKE_BACK],
    said: [ONLY_PUBLICATION, 'In use: On click'],
    offered: { mode: ON_CLICK },
  }),
  options({
    state: 'are given back for notifications, which are then off',
    prepare: () => {
      granted.add(NOTIFICATIONS);
      return browser.storage.local.set({ notify: true });
    },
    steps: [NOTIFICATIONS_BACK],
    said: [ONLY_PUBLICATION, 'In use: On click'],
  }),
];

const LOST = ['Civic Lens options', 'Access was taken back', ...HEADINGS.slice(1)];
const GRANT = 'button "Grant access again"';
const SITES_LOST =
  'Automatic mode is chosen, but the browser no longer lets Civic Lens read pages. Until you grant it ' +
  'again, pages are checked on click only.';
const PUBLICATION_LOST =
  'The browser no longer lets Civic Lens contact noligarchy.us, so the list of analyses cannot be renewed.';

export const ACCESS: readonly PageState[] = [
  options({
    state: 'is reported if automatic mode lacks access to all sites',
    prepare: () => browser.storage.local.set({ mode: 'automatic' }),
    said: [SITES_LOST],
    offered: { access: [GRANT], mode: AUTOMATIC },
    headings: LOST,
    live: { access: [`Access was taken back ${SITES_LOST} Grant access again`], mode: ['In use: Automatic'] },
  }),
  options({
    state: 'is no longer reported once access is granted again',
    prepare: async () => {
      grantWhenAsked(true);
      await browser.storage.local.set({ mode: 'automatic' });
    },
    steps: [GRANT],
    said: [],
    offered: { mode: AUTOMATIC, permissions: [TAKE_BACK] },
  }),
  options({
    state: 'is reported for the publication',
    prepare: takeAccessBack,
    said: [PUBLICATION_LOST],
    offered: { access: [GRANT] },
    headings: LOST,
  }),
  options({
    state: 'is reported for both',
    prepare: async () => {
      takeAccessBack();
      await browser.storage.local.set({ mode: 'automatic' });
    },
    said: [SITES_LOST, PUBLICATION_LOST],
    offered: { access: [GRANT, GRANT], mode: AUTOMATIC },
    headings: ['Civic Lens options', 'Access was taken back', ...LOST.slice(1)],
  }),
  options({
    state: 'is reported while Options is open',
    prepare: () => {
      granted.add(ALL_SITES);
      return browser.storage.local.set({ mode: 'automatic' });
    },
    steps: [
      settled,
      () => {
        granted.delete(ALL_SITES);
        browser.permissions.onRemoved.fire({ origins: [ALL_SITES] });
      },
    ],
    said: [SITES_LOST],
    offered: { access: [GRANT], mode: AUTOMATIC },
    headings: LOST,
  }),
];

const NO_SITES = 'None. You can switch Civic Lens off for a site in its popup.';

export const SITES: readonly PageState[] = [
  options({ state: 'are none after an install', said: [NO_SITES] }),
  options({
    state: 'are listed, each with a button to switch it on',
    prepare: () =>
      browser.storage.local.set({ sitesOff: ['harbour-courier.example', 'quiet-gazette.example'] }),
    said: ['harbour-courier.example Switch on for harbour-courier.example'],
    offered: {
      sites: [
        'button "Switch on for harbour-courier.example"',
        'button "Switch on for quiet-gazette.example"',
      ],
    },
  }),
  options({
    state: 'are none after the last one is switched on',
    prepare: () => browser.storage.local.set({ sitesOff: ['harbour-courier.example'] }),
    steps: ['button "Switch on for harbour-courier.example"'],
    said: [NO_SITES],
  }),
];

const READY = '6 analyses, confirmed now. Published by NOLIGARCHY.US on 2 July 2026.';
const NEXT = 'Next check in 4 hours.';
const CHECKING = { index: ['button "Check now" disabled'] };

export const INDEX: readonly PageState[] = [
  options({
    state: 'is empty before it arrives',
    said: ['Not here yet.'],
    also: { marks: { index: 'empty', cards: '0' } },
  }),
  options({
    state: 'is being fetched for the first time',
    prepare: syncRuns,
    said: ['Being renewed…', 'Not here yet.'],
    offered: CHECKING,
    live: { index: ['Being renewed… Not here yet.'] },
    also: { marks: { index: 'syncing', cards: '0' } },
  }),
  options({
    state: 'is ready',
    prepare: () => receiveIndex(),
    said: [READY, NEXT],
    live: { index: [`${READY} ${NEXT}`] },
    also: { marks: { index: 'ready', cards: '6' } },
  }),
  options({
    state: 'is being renewed while the old one stays in use',
    prepare: async () => {
      await receiveIndex();
      await syncRuns();
    },
    said: ['Being renewed…', READY, NEXT],
    offered: CHECKING,
    also: { marks: { index: 'syncing', cards: '6' } },
  }),
  options({
    state: 'is not shown as being renewed after a sync was killed',
    prepare: async () => {
      await receiveIndex();
      await syncState({ runningSince: NOW - MINUTE });
    },
    said: [READY, NEXT],
    also: { marks: { index: 'ready', cards: '6' } },
  }),
  options({
    state: 'is not shown as ready until it is known that the sync has ended',
    prepare: async () => {
      await receiveIndex();
      await syncState({ runningSince: NOW - MINUTE });
      vi.spyOn(navigator.locks, 'query').mockReturnValue(new Promise(() => undefined));
    },
    said: ['Being renewed…', READY, NEXT],
    offered: CHECKING,
    also: { marks: { index: 'syncing', cards: '6' } },
  }),
  options({
    state: 'is being renewed after "Check now"',
    prepare: async () => {
      await receiveIndex();
      browser.runtime.sendMessage.mockReturnValue(new Promise(() => undefined));
    },
    steps: ['button "Check now"'],
    said: ['Being renewed…', READY, NEXT],
    offered: CHECKING,
    also: { marks: { index: 'syncing', cards: '6' } },
  }),
  options({
    state: 'is ready when that sync ends',
    prepare: syncWhenAsked,
    steps: ['button "Check now"'],
    said: [READY, NEXT],
    also: { marks: { index: 'ready', cards: '6' } },
  }),
  options({
    state: 'was confirmed days ago',
    prepare: async () => {
      await receiveIndex();
      await syncState({ checkedAt: NOW - 2 * DAY });
    },
    said: ['6 analyses, confirmed 2 days ago. Published by NOLIGARCHY.US on 2 July 2026.', NEXT],
    also: { marks: { index: 'ready', cards: '6' } },
  }),
  options({
    state: 'is ready except for cards that could not be read',
    prepare: () => receiveIndex({ more: [{ id: 'bad' }, { id: 'worse', url: '/analysis/worse' }] }),
    said: [READY, '2 entries could not be read: card 3 has no address; card 4 has no headline', NEXT],
    also: { marks: { index: 'ready', cards: '6' } },
  }),
  ...Object.entries(FAILURES).map(([reason, words]) =>
    options({
      state: `could not be renewed: ${reason}`,
      prepare: async () => {
        await receiveIndex();
        await syncFailed(reason as keyof typeof FAILURES);
      },
      said: [READY, `The last check failed (2 minutes ago): ${words}.`, 'Next check in 5 minutes.'],
      also: { marks: { index: 'failed', cards: '6' } },
    }),
  ),
  options({
    state: 'could not be fetched: http, with status and file',
    prepare: async () => {
      await syncFailed('http', 503);
      await syncState({
        failure: {
          reason: 'http',
          status: 503,
          file: '/.well-known/civic-lens/index.json',
          at: NOW - 2 * MINUTE,
        },
      });
    },
    said: [
      'Not here yet.',
      'The last check failed (2 minutes ago): the publication answered with an error (status 503). File: ' +
        '/.well-known/civic-lens/index.json',
      'Next check in 5 minutes.',
    ],
    also: { marks: { index: 'failed', cards: '0' } },
  }),
];

const INSTEAD =
  'NOLIGARCHY.US offers no ready list (the publication answered with an error (status 404)), so its feed ' +
  'and its pages are read instead.';
const OLDER = 'Older ones can be read too, one a second, so that the publication is not burdened.';
const READING = 'Reading the publication’s pages';

export const PAGES: readonly PageState[] = [
  options({
    state: 'reads pages',
    prepare: () => readPageByPage({ read: 2, wanted: 3 }),
    said: [
      '2 analyses, confirmed 2 minutes ago.',
      INSTEAD,
      'Read 2 of up to 5 analyses – back to 1 June 2026.',
    ],
    offered: { index: ['button "Check now"', 'button "Stop"', 'button "Read faster"'] },
    live: {
      index: [
        `2 analyses, confirmed 2 minutes ago. ${INSTEAD}`,
        'Read 2 of up to 5 analyses – back to 1 June 2026.',
      ],
    },
    also: {
      progress: [`"${READING}" 2 of 5`],
      marks: { index: 'ready', cards: '2' },
    },
  }),
  options({
    state: 'offers to read older pages after the reader stopped it',
    prepare: () => readPageByPage({ readPages: 'stopped', read: 30, wanted: 12 }),
    said: [
      '30 analyses, confirmed 2 minutes ago.',
      INSTEAD,
      'Read 30 of up to 42 analyses – back to 1 June 2026.',
      OLDER,
    ],
    offered: { index: ['button "Check now"', 'button "Read older analyses"'] },
    also: { progress: [] },
  }),
  options({
    state: 'reads all pages, and can be stopped or made faster',
    prepare: () => readPageByPage({ read: 30, wanted: 12 }),
    said: [
      '30 analyses, confirmed 2 minutes ago.',
      INSTEAD,
      'Read 30 of up to 42 analyses – back to 1 June 2026.',
    ],
    offered: { index: ['button "Check now"', 'button "Stop"', 'button "Read faster"'] },
    also: { progress: [`"${READING}" 30 of 42`] },
  }),
  options({
    state: 'says when it goes on once the pages of the day are read',
    prepare: async () => {
      await readPageByPage({ read: 30, wanted: 12 });
      await updateSiteState({ fetched: 500, today: { since: NOW - DAY / 2, fetched: 300 } });
    },
    said: [
      '30 analyses, confirmed 2 minutes ago.',
      INSTEAD,
      'Read 30 of up to 42 analyses – back to 1 June 2026.',
      `Today’s pages are read. Reading goes on at ${moment(NOW + DAY / 2)}, so that the publication is not burdened.`,
    ],
    offered: { index: ['button "Check now"', 'button "Stop"', 'button "Read faster"'] },
    also: { progress: [`"${READING}" 30 of 42`] },
  }),
  options({
    state: 'says why it pauses, and can be stopped while it reads fast',
    prepare: async () => {
      await readPageByPage({ readPages: 'fast', read: 30, wanted: 12 });
      await pauseAsAsked(NOW + 60 * MINUTE, 503, NOW);
    },
    said: [
      '30 analyses, confirmed 2 minutes ago.',
      INSTEAD,
      'Read 30 of up to 42 analyses – back to 1 June 2026.',
      `Reading pauses until ${moment(NOW + 60 * MINUTE)}: the publication answered with an error (status 503).`,
    ],
    offered: { index: ['button "Check now"', 'button "Stop"'] },
    also: { progress: [`"${READING}" 30 of 42`] },
  }),
  options({
    state: 'has read all pages',
    prepare: () => readPageByPage({ read: 1 }),
    said: [
      '1 analysis, confirmed 2 minutes ago.',
      INSTEAD,
      'Read 1 of up to 1 analysis – back to 1 June 2026.',
    ],
    also: { progress: [] },
  }),
  options({
    state: 'names a page that could not be read',
    prepare: () => readPageByPage({ read: 2, failed: 1 }),
    said: [
      '2 analyses, confirmed 2 minutes ago.',
      INSTEAD,
      'Read 2 of up to 3 analyses – back to 1 June 2026.',
      '1 page could not be read: /analysis/incomplete-0: has no headline',
    ],
    also: { progress: [] },
  }),
  options({
    state: 'is not shown if there is a companion index',
    prepare: () => receiveIndex(),
    said: [],
    also: { progress: [] },
  }),
];

const TEXTS_WHY = 'Texts that are on this device open at once, and opening them asks nobody anything.';
const NO_TEXTS =
  'This publication offers no texts to keep ahead. The text of an analysis is fetched when you open it, ' +
  'which tells the publication that it is being read.';
const keeping = (none: string, newest: string, all: string): { texts: string[] } => ({
  texts: [`radio "None" ${none}`, `radio "The two newest months" ${newest}`, `radio "All" ${all}`],
});

export const TEXTS: readonly PageState[] = [
  options({
    state: 'cover the two newest months by default',
    prepare: () => receiveIndex(),
    said: [TEXTS_WHY],
  }),
  options({
    state: 'cover no month',
    prepare: () => receiveIndex(),
    steps: ['radio "None"'],
    said: [TEXTS_WHY],
    offered: keeping('checked', 'not checked', 'not checked'),
  }),
  options({
    state: 'cover all months',
    prepare: () => receiveIndex(),
    steps: ['radio "All"'],
    said: [TEXTS_WHY],
    offered: keeping('not checked', 'not checked', 'checked'),
  }),
  options({
    state: 'are not offered by the publication',
    prepare: () => receiveIndex({ offersTexts: false }),
    said: [NO_TEXTS],
    offered: { texts: [] },
  }),
  options({
    state: 'could not be fetched',
    prepare: async () => {
      await receiveIndex();
      await syncState({ textsFailure: { reason: 'wrong-hash', at: NOW } });
    },
    said: [TEXTS_WHY, 'Some texts could not be fetched: a file arrived damaged'],
  }),
];

const NOTIFY_WHY =
  'After a check that brought new analyses in what you follow, one notification names them. What is new ' +
  'also stands in your library, with or without it.';
const QUIET = [
  'Quiet hours',
  'What comes in these hours is told when they end. The same time twice means no quiet hours.',
];
const NOT_GRANTED = 'The browser did not grant notifications. You can switch them on at any time.';
const NOTIFY_LOST = 'You want notifications, but the browser no longer lets Civic Lens show them.';
const SWITCHED_ON = ['switch "Notify me of new analyses" checked', 'time "From"', 'time "To"'];

export const NOTIFYING: readonly PageState[] = [
  options({ state: 'are off after an install', said: [NOTIFY_WHY] }),
  options({
    state: 'are on, with the default quiet hours',
    prepare: () => notifying(),
    said: [NOTIFY_WHY, ...QUIET],
    offered: { notifications: SWITCHED_ON, permissions: [NOTIFICATIONS_BACK] },
    also: { values: { From: '22:00', To: '08:00' } },
  }),
  options({
    state: 'are switched on when the browser grants them',
    prepare: () => grantWhenAsked(true),
    steps: ['switch "Notify me of new analyses"'],
    said: [NOTIFY_WHY, ...QUIET],
    offered: { notifications: SWITCHED_ON, permissions: [NOTIFICATIONS_BACK] },
  }),
  options({
    state: 'stay off when the browser refuses them, and the page says so',
    prepare: () => grantWhenAsked(false),
    steps: ['switch "Notify me of new analyses"'],
    said: [NOTIFY_WHY, NOT_GRANTED],
    live: { notifications: [NOT_GRANTED] },
  }),
  options({
    state: 'are switched off',
    prepare: () => notifying(),
    steps: ['switch "Notify me of new analyses"'],
    said: [NOTIFY_WHY],
    offered: { permissions: [NOTIFICATIONS_BACK] },
  }),
  options({
    state: 'are on, with quiet hours set by the reader',
    prepare: () => notifying(),
    steps: [() => write('time "From"', '23:30')],
    said: [NOTIFY_WHY, ...QUIET],
    offered: { notifications: SWITCHED_ON, permissions: [NOTIFICATIONS_BACK] },
    also: { values: { From: '23:30', To: '08:00' } },
  }),
  options({
    state: 'are on, but no longer allowed',
    prepare: () => browser.storage.local.set({ notify: true }),
    said: [NOTIFY_WHY, NOTIFY_LOST, ...QUIET],
    offered: { notifications: SWITCHED_ON.toSpliced(1, 0, 'button "Allow notifications again"') },
    live: { notifications: [`${NOTIFY_LOST} Allow notifications again`] },
  }),
  options({
    state: 'are allowed again',
    prepare: async () => {
      grantWhenAsked(true);
      await browser.storage.local.set({ notify: true });
    },
    steps: ['button "Allow notifications again"'],
    said: [NOTIFY_WHY, ...QUIET],
    offered: { notifications: SWITCHED_ON, permissions: [NOTIFICATIONS_BACK] },
  }),
];

async function notifying(): Promise<void> {
  granted.add(NOTIFICATIONS);
  await browser.storage.local.set({ notify: true });
}

const KEYS_CHANGE = 'Shortcuts can be changed in the browser’s settings for extensions.';

export const KEYS: readonly PageState[] = [
  options({
    state: 'are those that Chrome assigned',
    prepare: () =>
      assignedKeys(
        ['_execute_action', '', 'Alt+Shift+L'],
        ['open-side-panel', 'Open the side panel', 'Alt+Shift+P'],
        ['save', 'Save the analysis of this page', ''],
        ['jump', 'Jump between analysis and original', 'Alt+Shift+J'],
      ),
    said: [
      'Open the popup Alt+Shift+L Open the side panel Alt+Shift+P Save the analysis of this page not set ' +
        'Jump between analysis and original Alt+Shift+J',
      KEYS_CHANGE,
    ],
  }),
  options({
    state: 'are those that Firefox assigned',
    prepare: () =>
      assignedKeys(['_execute_action', '', 'Alt+Shift+L'], ['_execute_sidebar_action', '', 'Alt+Shift+P']),
    said: ['Open the popup Alt+Shift+L Open the side panel Alt+Shift+P', KEYS_CHANGE],
  }),
];

const NOT_PROTECTED =
  'The browser did not promise protection, but extension storage is normally never cleared.';

export const STORAGE: readonly PageState[] = [
  options({
    state: 'holds an empty library',
    said: ['3.4 MB used on this device. 0 saved analyses.', NOT_PROTECTED],
  }),
  options({
    state: 'holds one saved analysis',
    prepare: async () => {
      await receiveIndex();
      await save('ferry');
    },
    said: ['3.4 MB used on this device. 1 saved analysis.', NOT_PROTECTED],
  }),
  options({
    state: 'is protected by the browser',
    prepare: protectStorage,
    said: ['3.4 MB used on this device. 0 saved analyses.', 'The browser will not clear this by itself.'],
    offered: { storage: [] },
  }),
  options({
    state: "is protected at the reader's request",
    steps: ['button "Protect from automatic clearing"'],
    said: ['3.4 MB used on this device. 0 saved analyses.', 'The browser will not clear this by itself.'],
    offered: { storage: [] },
  }),
];

const DELETE_WHAT =
  'Deletes your library, everything you follow, settings and the list of analyses from this device. This ' +
  'cannot be undone.';
const DELETED = 'Everything was deleted. The list of analyses comes again with the next check.';
const NOT_DELETED =
  'Not everything was deleted: the browser could not change its storage. Try again; if it persists, restart the ' +
  'browser.';
const fullDevice = async (): Promise<void> => {
  await receiveIndex();
  await save('ferry');
  await browser.storage.local.set({ mode: 'on-click', sitesOff: ['harbour-courier.example'] });
};
const FULL_DEVICE = {
  mode: ON_CLICK,
  sites: ['button "Switch on for harbour-courier.example"'],
};
const ASKED = ['button "Yes, delete everything"', 'button "Keep everything"'];

export const DELETING: readonly PageState[] = [
  options({
    state: 'explains what is deleted',
    prepare: fullDevice,
    said: [DELETE_WHAT],
    offered: FULL_DEVICE,
  }),
  options({
    state: 'asks for confirmation',
    prepare: fullDevice,
    steps: ['button "Delete everything"'],
    said: [DELETE_WHAT],
    offered: { ...FULL_DEVICE, deleting: ASKED },
    also: { marks: { cards: '6' } },
  }),
  options({
    state: 'is cancelled with "Keep everything"',
    prepare: fullDevice,
    steps: ['button "Delete everything"', 'button "Keep everything"'],
    said: [DELETE_WHAT],
    offered: FULL_DEVICE,
    also: { marks: { cards: '6' } },
  }),
  options({
    state: 'says that everything was deleted',
    prepare: fullDevice,
    steps: ['button "Delete everything"', 'button "Yes, delete everything"'],
    said: [DELETE_WHAT, DELETED, NO_SITES, '0 saved analyses.'],
    live: { deleting: [DELETED] },
    also: { marks: { index: 'empty', cards: '0' } },
  }),
  options({
    state: 'says that it failed, and leaves everything',
    prepare: fullDevice,
    steps: [settled, failToEmpty, 'button "Delete everything"', 'button "Yes, delete everything"'],
    said: [DELETE_WHAT, NOT_DELETED],
    offered: FULL_DEVICE,
    live: { index: [`${READY} ${NEXT}`], deleting: [NOT_DELETED] },
    also: { marks: { index: 'ready', cards: '6' } },
  }),
];

/** Makes emptying and deleting the database fail. */
function failToEmpty(): void {
  vi.spyOn(console, 'error').mockReturnValue();
  const error = new DOMException('Internal error.', 'UnknownError');
  vi.spyOn(IDBObjectStore.prototype, 'clear').mockImplementation(() => {
    throw error;
  });
  vi.spyOn(db, 'delete').mockRejectedValue(error);
}
