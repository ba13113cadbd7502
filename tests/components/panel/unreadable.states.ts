import { expect, vi } from 'vitest';
import { browser, granted } from '../../unit/fake-browser.ts';
import { ALL_SITES, pageAt, visit } from '../browser-and-tab.ts';
import { control, eventually, settled } from '../open-page.ts';
import { receiveIndex } from '../publication.ts';
import { FERRY_HEADINGS } from '../reading.ts';
import { FERRY } from '../sample-cards.ts';
import type { PageState } from '../states.ts';
import { syncState } from '../sync-states.ts';
import { DAY, NOW } from '../times.ts';
import {
  CHOIR_PAGE,
  FOOT,
  ferryInPopup,
  ferryPage,
  inPopup,
  LINKED_OFFER,
  NEWEST,
  NEWEST_AT_GAZETTE,
  NO_ANALYSIS_YET,
  on,
  POPUP,
  SCHOOL_SWITCH,
} from './popup-page.ts';

/* States in which the popup cannot look at the page: it cannot be read, it is gone, or looking at it failed. */

const TAB_GONE = ['This tab was closed', 'Open the article again, and click Civic Lens there.'];
const UNREADABLE =
  'This page cannot be read Browsers keep extensions out of their own pages, their extension stores, and some files. ' +
  'To look up an article without opening it, right-click a link to it and choose “Look up the analysis of this link”.';

export const UNREADABLE_PAGE: readonly PageState[] = [
  {
    state: 'says that a page cannot be read if the browser hides its address even after a click',
    page: POPUP,
    prepare: receiveIndex,
    said: `Civic Lens ${UNREADABLE} ${NEWEST.said}`,
    offered: inPopup(...NEWEST.offered),
    headings: ['This page cannot be read', 'Newest'],
    also: { marks: { state: 'unreadable' } },
  },
  {
    state: 'says, even without a click, that a page cannot be read if all sites are granted',
    page: '/sidepanel.html',
    prepare: () => {
      granted.add(ALL_SITES);
      return receiveIndex();
    },
    said: `Civic Lens ${UNREADABLE} ${NEWEST.said}`,
    offered: inPopup(...NEWEST.offered),
    headings: ['This page cannot be read', 'Newest'],
    also: { marks: { state: 'unreadable' } },
  },
  {
    state: 'says that a page of the browser cannot be read',
    page: POPUP,
    prepare: on(pageAt('chrome://version/')),
    said: `Civic Lens ${UNREADABLE} ${NEWEST.said}`,
    offered: inPopup(...NEWEST.offered),
    headings: ['This page cannot be read', 'Newest'],
    also: { marks: { state: 'unreadable' } },
  },
  {
    state: 'says that a page cannot be read if no script may run in it',
    page: POPUP,
    prepare: on(CHOIR_PAGE, { readable: false }),
    said: `Civic Lens ${UNREADABLE} ${NEWEST.said}`,
    offered: inPopup(...NEWEST.offered),
    headings: ['This page cannot be read', 'Newest'],
    also: { marks: { state: 'unreadable' } },
  },
  {
    state: 'shows the analysis of an unreadable page if the address is enough to find it',
    page: POPUP,
    prepare: on(ferryPage(), { readable: false }),
    said: [],
    offered: ferryInPopup(),
    headings: FERRY_HEADINGS,
    also: { marks: { state: 'matched' } },
  },
  {
    state: 'says that it is looking at the page',
    page: POPUP,
    prepare: async () => {
      await on(CHOIR_PAGE)();
      vi.spyOn(browser.tabs, 'get').mockReturnValue(new Promise(() => undefined) as never);
    },
    said: 'Civic Lens Looking at this page…',
    offered: inPopup(),
    headings: [],
    also: { live: ['Looking at this page…'], marks: { state: 'loading' } },
  },
  {
    state: 'says that the tab named in its address was closed',
    page: '/popup.html?tab=7',
    prepare: async () => {
      await receiveIndex();
      vi.spyOn(browser.tabs, 'get').mockRejectedValue(new Error('No tab with id: 7.'));
    },
    said: `Civic Lens ${TAB_GONE.join(' ')}`,
    offered: inPopup(),
    headings: TAB_GONE.slice(0, 1),
    also: { live: [TAB_GONE.join(' ')] },
  },
  {
    state: 'says that the tab was closed if this happens while the popup is open',
    page: '/popup.html?tab=7',
    prepare: async () => {
      await on(ferryPage())();
    },
    steps: [
      settled,
      () => {
        vi.spyOn(browser.tabs, 'get').mockRejectedValue(new Error('No tab with id: 7.'));
      },
      () => syncState({ checkedAt: NOW - DAY }),
    ],
    said: `Civic Lens ${TAB_GONE.join(' ')}`,
    offered: inPopup(),
    headings: TAB_GONE.slice(0, 1),
  },
  {
    state: 'says that something went wrong if the browser reports an unexpected error',
    page: POPUP,
    prepare: async () => {
      await on(ferryPage())();
      vi.spyOn(browser.tabs, 'get').mockRejectedValue(new Error('Extension context invalidated'));
    },
    said: 'Civic Lens Something went wrong This page could not be shown. Your library is safe. Try again',
    offered: inPopup('button "Try again"'),
    headings: ['Something went wrong'],
  },
  {
    state: 'says after "Try again" that it is trying again',
    page: POPUP,
    prepare: async () => {
      await on(ferryPage())();
      vi.spyOn(browser.tabs, 'get').mockRejectedValue(new Error('Extension context invalidated'));
    },
    steps: [
      settled,
      () => {
        vi.spyOn(browser.tabs, 'get').mockReturnValue(new Promise(() => undefined));
      },
      'button "Try again"',
    ],
    said: 'Civic Lens Something went wrong This page could not be shown. Your library is safe. Trying again…',
    offered: inPopup('button "Trying again…" disabled'),
    headings: ['Something went wrong'],
  },
  ...(
    [
      ['the headline', ferryPage(), FERRY.headline, ferryInPopup(), FERRY_HEADINGS],
      [
        'the title of a state',
        CHOIR_PAGE,
        NO_ANALYSIS_YET,
        inPopup(LINKED_OFFER, ...NEWEST_AT_GAZETTE.offered, SCHOOL_SWITCH, ...FOOT),
        [NO_ANALYSIS_YET, NEWEST_AT_GAZETTE.heading],
      ],
    ] as const
  ).map(([what, page, title, offered, headings]) => ({
    state: `moves the focus to ${what} if a second attempt succeeds`,
    page: POPUP,
    prepare: async () => {
      await on(page)();
      vi.spyOn(browser.tabs, 'get').mockRejectedValue(new Error('Extension context invalidated'));
    },
    steps: [
      settled,
      async () => (await control('button "Try again"')).focus(),
      () => visit(page),
      'button "Try again"',
      () => eventually(() => expect(document.activeElement?.textContent).toBe(title)),
    ],
    said: [],
    offered,
    headings,
  })),
  {
    state: 'shows the analysis if the reader tries again and the attempt succeeds',
    page: POPUP,
    prepare: async () => {
      await on(ferryPage())();
      vi.spyOn(browser.tabs, 'get').mockRejectedValue(new Error('Extension context invalidated'));
    },
    steps: [settled, () => visit(ferryPage()), 'button "Try again"'],
    said: [],
    offered: ferryInPopup(),
    headings: FERRY_HEADINGS,
    also: { marks: { state: 'matched' } },
  },
];
