import { vi } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { browser, granted } from '../../unit/fake-browser.ts';
import { ALL_SITES, grantWhenAsked, NOTIFICATIONS, pageAt, visit } from '../browser-and-tab.ts';
import { TO_STORAGE } from '../library/library-page.ts';
import { settled, write } from '../open-page.ts';
import { FOOT, LINKED_OFFER, NEWEST, NEWEST_AT_GAZETTE, NO_ANALYSIS_YET } from '../panel/popup-page.ts';
import { receiveIndex } from '../publication.ts';
import type { PageState } from '../states.ts';
import { readPageByPage } from '../sync-states.ts';
import { AUTOMATIC, NOTIFICATIONS_BACK, ON_CLICK, options, TAKE_BACK } from './options-page.ts';

/** States after the browser refused to write a setting. */

const FULL =
  'Not changed: this device has no room left. Free some space and try again. Free space in Options';
const BROKEN =
  'Not changed: the browser could not write to its storage. Try again; if it persists, restart the browser.';

/** Makes every write to `storage.local` fail. If `takesProbe`, only the write that tests for free space succeeds. */
function refuseToWrite(takesProbe: boolean): void {
  vi.spyOn(console, 'error').mockReturnValue();
  const set = browser.storage.local.set.bind(browser.storage.local);
  vi.spyOn(browser.storage.local, 'set').mockImplementation(async (items) => {
    if (!takesProbe || !('write-probe' in items)) throw new Error('IO error: .../000003.log');
    await set(items);
  });
}

interface Refusal {
  readonly what: string;
  readonly refuse: () => void;
  readonly said: string;
  /** The controls that follow the message. */
  readonly offers: readonly string[];
}
const NO_ROOM: Refusal = {
  what: 'the device is full',
  refuse: () => refuseToWrite(false),
  said: FULL,
  offers: [TO_STORAGE],
};
const NO_WRITE: Refusal = {
  what: 'the browser cannot write',
  refuse: () => refuseToWrite(true),
  said: BROKEN,
  offers: [],
};

/** Returns the state of a control after a full device has refused a change. */
function refused(row: (refusal: Refusal) => PageState): PageState[] {
  return [row(NO_ROOM)];
}

/** Returns two states of a control, for two reasons why a change was refused: a full device, and a failed write. */
function refusedTwice(row: (refusal: Refusal) => PageState): PageState[] {
  return [NO_ROOM, NO_WRITE].map(row);
}

const set = (settings: Record<string, unknown>) => (): Promise<void> => browser.storage.local.set(settings);
const automatic = (): Promise<void> => {
  granted.add(ALL_SITES);
  return browser.storage.local.set({ mode: 'automatic' });
};
const notifying = (): Promise<void> => {
  granted.add(NOTIFICATIONS);
  return browser.storage.local.set({ notify: true });
};

const NOTIFY = 'switch "Tell me about new analyses"';
const ON = [`${NOTIFY} checked`, 'time "From"', 'time "To"'];
const KEEPING = [
  'radio "None" checked',
  'radio "The two newest months" not checked',
  'radio "All" not checked',
];
const BACK_ON = 'button "Switch on for harbour-courier.example"';
const PAGES = ['button "Check now"', 'button "Stop"', 'button "Read faster"'];
const READ = 'Read 2 of up to 5 analyses – back to 1 June 2026.';

export const REFUSED_IN_OPTIONS: readonly PageState[] = [
  ...refusedTwice(({ what, refuse, said, offers }) =>
    options({
      state: `leaves the mode automatic if ${what}`,
      prepare: automatic,
      steps: [settled, refuse, 'radio "Only when I click"'],
      said: [said],
      offered: { mode: [...AUTOMATIC, ...offers], permissions: [TAKE_BACK] },
      live: { mode: [said] },
    }),
  ),
  ...refused(({ what, refuse, said, offers }) =>
    options({
      state: `leaves the mode on click if ${what}, although the browser grants all sites`,
      prepare: async () => {
        grantWhenAsked(true);
        await set({ mode: 'on-click' })();
      },
      steps: [settled, refuse, 'radio "Light up by itself"'],
      said: [said],
      offered: { mode: [...ON_CLICK, ...offers], permissions: [TAKE_BACK] },
      live: { mode: [said] },
    }),
  ),
  ...refused(({ what, refuse, said, offers }) =>
    options({
      state: `leaves a site switched off if ${what}`,
      prepare: set({ sitesOff: ['harbour-courier.example'] }),
      steps: [settled, refuse, BACK_ON],
      said: [said],
      offered: { sites: [BACK_ON, ...offers] },
      live: { sites: [said] },
    }),
  ),
  ...refused(({ what, refuse, said, offers }) =>
    options({
      state: `leaves the choice of texts unchanged if ${what}`,
      prepare: set({ keepTexts: 'none' }),
      steps: [settled, refuse, 'radio "All"'],
      said: [said],
      offered: { texts: [...KEEPING, ...offers] },
      live: { texts: [said] },
    }),
  ),
  ...refused(({ what, refuse, said, offers }) =>
    options({
      state: `leaves notifications off if ${what}`,
      prepare: () => grantWhenAsked(true),
      steps: [settled, refuse, NOTIFY],
      said: [said],
      offered: { notifications: [`${NOTIFY} not checked`, ...offers], permissions: [NOTIFICATIONS_BACK] },
      live: { notifications: [said] },
    }),
  ),
  ...refused(({ what, refuse, said, offers }) =>
    options({
      state: `leaves notifications on if ${what}, even after several attempts`,
      prepare: notifying,
      steps: [settled, refuse, NOTIFY, settled, NOTIFY],
      said: [said],
      offered: { notifications: [ON[0] ?? '', ...offers, ...ON.slice(1)], permissions: [NOTIFICATIONS_BACK] },
      live: { notifications: [said] },
    }),
  ),
  ...refused(({ what, refuse, said, offers }) =>
    options({
      state: `leaves the quiet hours unchanged if ${what}`,
      prepare: notifying,
      steps: [settled, refuse, () => write('time "From"', '23:30')],
      said: [said],
      offered: { notifications: [...ON, ...offers], permissions: [NOTIFICATIONS_BACK] },
      live: { notifications: [said] },
      also: { values: { From: '22:00', To: '08:00' } },
    }),
  ),
  ...refused(({ what, refuse, said, offers }) =>
    options({
      state: `leaves access to all sites granted if ${what}`,
      prepare: automatic,
      steps: [settled, refuse, TAKE_BACK],
      said: [said],
      offered: { mode: AUTOMATIC, permissions: [TAKE_BACK, ...offers] },
      live: { permissions: [said] },
    }),
  ),
  ...refused(({ what, refuse, said, offers }) =>
    options({
      state: `leaves notifications granted if ${what}`,
      prepare: notifying,
      steps: [settled, refuse, NOTIFICATIONS_BACK],
      said: [said],
      offered: { notifications: ON, permissions: [NOTIFICATIONS_BACK, ...offers] },
      live: { permissions: [said] },
    }),
  ),
  ...refusedTwice(({ what, refuse, said, offers }) =>
    options({
      state: `leaves the reading of pages running if ${what}`,
      prepare: () => readPageByPage({ read: 2, wanted: 3 }),
      steps: [
        settled,
        () => {
          refuse();
          vi.spyOn(db.state, 'put').mockRejectedValue(new DOMException('Disk full', 'UnknownError'));
        },
        'button "Stop"',
      ],
      said: [READ, said],
      offered: { index: [...PAGES, ...offers] },
    }),
  ),
];

const PAGE = pageAt('https://quiet-gazette.example/culture/2026/07/02/mountain-choir-announces-tour');
const SWITCH = 'switch "Civic Lens on quiet-gazette.example"';
const AUTOMATICALLY = 'button "Light up by itself"';
const panel = (prepare: () => unknown, row: Omit<PageState, 'page' | 'prepare'>): PageState => ({
  page: '/sidepanel.html',
  prepare: async () => {
    await receiveIndex();
    await prepare();
  },
  ...row,
  offered: ['button "Library"', 'button "More" collapsed', ...row.offered],
});

export const REFUSED_IN_PANEL: readonly PageState[] = [
  ...refusedTwice(({ what, refuse, said, offers }) =>
    panel(() => visit(PAGE), {
      state: `leaves a site on if ${what}, even after several attempts`,
      steps: [settled, refuse, SWITCH, settled, SWITCH],
      said: [said],
      offered: [LINKED_OFFER, ...NEWEST_AT_GAZETTE.offered, `${SWITCH} checked`, ...offers, ...FOOT],
      headings: [NO_ANALYSIS_YET, NEWEST_AT_GAZETTE.heading],
      also: { live: [said] },
    }),
  ),
  ...refused(({ what, refuse, said, offers }) =>
    panel(
      async () => {
        await set({ sitesOff: ['quiet-gazette.example'] })();
        visit(PAGE);
      },
      {
        state: `leaves a site off if ${what}`,
        steps: [settled, refuse, SWITCH],
        said: [said],
        offered: [`${SWITCH} not checked`, ...offers, ...NEWEST.offered],
        headings: ['Off on this site', 'Newest'],
        also: { live: [said] },
      },
    ),
  ),
  ...refused(({ what, refuse, said, offers }) =>
    panel(() => grantWhenAsked(true), {
      state: `leaves the mode in the panel on click if ${what}`,
      steps: [settled, refuse, AUTOMATICALLY],
      said: [said],
      offered: [AUTOMATICALLY, ...offers, ...NEWEST.offered],
      headings: ['Not looked at yet', 'Newest'],
      also: { live: [said] },
    }),
  ),
];
