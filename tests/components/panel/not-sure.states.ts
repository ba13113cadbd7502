import { expect, vi } from 'vitest';
import { browser, granted } from '../../unit/fake-browser.ts';
import { ALL_SITES, grantWhenAsked, pageAt, takeAccessBack, visit } from '../browser-and-tab.ts';
import { control, eventually, settled } from '../open-page.ts';
import { receiveIndex } from '../publication.ts';
import { FERRY_HEADINGS } from '../reading.ts';
import { FERRY } from '../sample-cards.ts';
import type { PageState } from '../states.ts';
import { syncFailed, syncState } from '../sync-states.ts';
import { DAY, NOW } from '../times.ts';
import {
  after,
  CHECK,
  CHOIR_PAGE,
  FOOT,
  FOOT_SAID,
  ferryInPopup,
  ferryPage,
  inPopup,
  LINKED_OFFER,
  NEWEST,
  NEWEST_AT_GAZETTE,
  NO_ANALYSIS_YET,
  NONE,
  on,
  POPUP,
  SCHOOL_SWITCH,
} from './popup-page.ts';

/*
 * States in which the popup cannot know whether there is an analysis: an outdated index, missing access, or an
 * unreadable page.
 */

const CHECKED = new Date(2026, 5, 29, 14, 5).getTime();

const STALE_TITLE = 'List last updated 4 days ago';
const STALE = `Civic Lens ${STALE_TITLE} This article is not in it, but an analysis may have appeared since.`;

const TAB_GONE = ['This tab was closed', 'Open the article again, and click Civic Lens there.'];

const SWITCH_ON = 'Switch it on to look up articles here again.';

const SWITCH_PRIVATE = 'Nothing is kept in private windows. Change this in an ordinary window.';

const REFUSED =
  'The browser did not give access, so Civic Lens looks only when you click. You can change this at any time.';
const STILL_LOST = 'The browser did not give access. You can try again at any time.';

const GRANT = 'button "Allow access again"';
const SITES_LOST =
  '“Light up by itself” is chosen, but the browser no longer lets Civic Lens read pages. Until you allow it again, ' +
  'it looks only when you click.';
const PUBLICATION_LOST =
  'The browser no longer lets Civic Lens contact noligarchy.us, so the list of analyses cannot be renewed.';

const UNREADABLE =
  'This page cannot be read Browsers keep extensions out of their own pages, their extension stores, and some files. ' +
  'To look up an article without opening it, right-click a link to it and choose “Look up the analysis of this link”.';

export const NOT_SURE: readonly PageState[] = [
  {
    state: 'says when an outdated index was last confirmed, and does not say that there is no analysis',
    page: POPUP,
    prepare: after(() => syncState({ checkedAt: CHECKED }), CHOIR_PAGE),
    said: `${STALE} Check now ${NEWEST_AT_GAZETTE.said} Civic Lens on quiet-gazette.example`,
    offered: inPopup(CHECK, ...NEWEST_AT_GAZETTE.offered, SCHOOL_SWITCH),
    headings: [STALE_TITLE, NEWEST_AT_GAZETTE.heading],
    also: { marks: { state: 'stale' } },
  },
  {
    state: 'says that it is unknown when the index was last confirmed if that time is in the future',
    page: POPUP,
    prepare: after(() => syncState({ checkedAt: NOW + 30 * DAY }), CHOIR_PAGE),
    said:
      'Civic Lens The list may be old The clock of this device was wrong, so it is not known when the list of ' +
      'analyses was last updated. This article is not in it, but an analysis may have appeared since. Check now ' +
      `${NEWEST_AT_GAZETTE.said} Civic Lens on quiet-gazette.example`,
    offered: inPopup(CHECK, ...NEWEST_AT_GAZETTE.offered, SCHOOL_SWITCH),
    headings: ['The list may be old', NEWEST_AT_GAZETTE.heading],
    also: { marks: { state: 'stale' } },
  },
  {
    state: 'says why an outdated index could not be updated',
    page: POPUP,
    prepare: after(async () => {
      await syncFailed('unreachable');
      await syncState({ checkedAt: CHECKED });
    }, CHOIR_PAGE),
    said:
      `${STALE} The last try failed: the publication could not be reached. Next check in 5 minutes. Check now ` +
      `${NEWEST_AT_GAZETTE.said} Civic Lens on quiet-gazette.example`,
    offered: inPopup(CHECK, ...NEWEST_AT_GAZETTE.offered, SCHOOL_SWITCH),
    headings: [STALE_TITLE, NEWEST_AT_GAZETTE.heading],
    also: { marks: { state: 'stale' } },
  },
  {
    state: 'shows an analysis even if the index is outdated',
    page: POPUP,
    prepare: after(() => syncState({ checkedAt: NOW - 30 * DAY }), ferryPage()),
    said: [],
    offered: ferryInPopup(),
    headings: FERRY_HEADINGS,
    also: { marks: { state: 'matched' } },
  },
  {
    state: 'offers access to the publication only once if an outdated index needs it',
    page: POPUP,
    prepare: after(async () => {
      takeAccessBack();
      await syncFailed('no-permission');
      await syncState({ checkedAt: CHECKED });
    }, CHOIR_PAGE),
    said:
      `Civic Lens ${PUBLICATION_LOST} Allow access again ${STALE.replace('Civic Lens ', '')} The last try failed: ` +
      'Civic Lens has no access to the publication. Next check in 5 minutes. Check now ' +
      `${NEWEST_AT_GAZETTE.said} Civic Lens on quiet-gazette.example`,
    offered: inPopup(GRANT, CHECK, ...NEWEST_AT_GAZETTE.offered, SCHOOL_SWITCH),
    headings: [STALE_TITLE, NEWEST_AT_GAZETTE.heading],
  },
  {
    state: 'offers to grant access to all sites if automatic mode lacks it',
    page: POPUP,
    prepare: after(() => browser.storage.local.set({ mode: 'automatic' }), ferryPage()),
    said: [SITES_LOST],
    offered: [GRANT, ...ferryInPopup()],
    headings: FERRY_HEADINGS,
  },
  {
    state: 'offers access to the publication beside an analysis',
    page: POPUP,
    prepare: after(takeAccessBack, ferryPage()),
    said: [PUBLICATION_LOST],
    offered: [GRANT, ...ferryInPopup()],
    headings: FERRY_HEADINGS,
  },
  {
    state: 'no longer offers access once the reader has granted it',
    page: POPUP,
    prepare: after(() => {
      takeAccessBack();
      grantWhenAsked(true);
    }, ferryPage()),
    steps: [GRANT],
    said: [],
    offered: ferryInPopup(),
    headings: FERRY_HEADINGS,
  },
  {
    state: 'offers access to the publication on a page that cannot be read',
    page: POPUP,
    prepare: after(takeAccessBack, pageAt('chrome://version/')),
    said: `Civic Lens ${UNREADABLE} ${PUBLICATION_LOST} Allow access again ${NEWEST.said}`,
    offered: inPopup(GRANT, ...NEWEST.offered),
    headings: ['This page cannot be read', 'Newest'],
  },
  {
    state: 'says that Civic Lens is off on this site',
    page: POPUP,
    prepare: after(() => browser.storage.local.set({ sitesOff: ['quiet-gazette.example'] }), CHOIR_PAGE),
    said:
      `Civic Lens Off on this site You switched Civic Lens off for quiet-gazette.example. ${SWITCH_ON} ` +
      `Civic Lens on quiet-gazette.example ${NEWEST.said}`,
    offered: inPopup('switch "Civic Lens on quiet-gazette.example" not checked', ...NEWEST.offered),
    headings: ['Off on this site', 'Newest'],
    also: { marks: { state: 'off' } },
  },
  {
    state: 'says in a private window why the site cannot be switched on there',
    page: POPUP,
    prepare: after(() => browser.storage.local.set({ sitesOff: ['quiet-gazette.example'] }), CHOIR_PAGE, {
      isPrivate: true,
    }),
    said:
      'Civic Lens Off on this site You switched Civic Lens off for quiet-gazette.example. Civic Lens on ' +
      `quiet-gazette.example ${SWITCH_PRIVATE} ${NEWEST.said}`,
    offered: inPopup('switch "Civic Lens on quiet-gazette.example" not checked disabled', ...NEWEST.offered),
    headings: ['Off on this site', 'Newest'],
    also: { hints: { 'Civic Lens on quiet-gazette.example': SWITCH_PRIVATE } },
  },
  {
    state: 'lets the reader switch Civic Lens off on a site',
    page: POPUP,
    prepare: on(ferryPage()),
    steps: ['button "This article"', 'switch "Civic Lens on northern-ledger.example"'],
    said:
      `Civic Lens Off on this site You switched Civic Lens off for northern-ledger.example. ${SWITCH_ON} ` +
      `Civic Lens on northern-ledger.example ${NEWEST.said}`,
    offered: inPopup('switch "Civic Lens on northern-ledger.example" not checked', ...NEWEST.offered),
    headings: ['Off on this site', 'Newest'],
    also: { marks: { state: 'off' } },
  },
  {
    state: 'lets the reader switch Civic Lens on again on a site',
    page: POPUP,
    prepare: after(() => browser.storage.local.set({ sitesOff: ['quiet-gazette.example'] }), CHOIR_PAGE),
    steps: ['switch "Civic Lens on quiet-gazette.example"'],
    said: `Civic Lens ${NONE} ${NEWEST_AT_GAZETTE.said} Civic Lens on quiet-gazette.example ${FOOT_SAID}`,
    offered: inPopup(LINKED_OFFER, ...NEWEST_AT_GAZETTE.offered, SCHOOL_SWITCH, ...FOOT),
    headings: [NO_ANALYSIS_YET, NEWEST_AT_GAZETTE.heading],
    also: { marks: { state: 'none' } },
  },
  {
    state: 'says that a page was not checked if the reader did not click the button there',
    page: '/popup.html?tab=7',
    prepare: receiveIndex,
    said:
      'Civic Lens Not looked at yet Click Civic Lens to look up this page. Civic Lens looks at a page only when ' +
      'you click its button in the toolbar. It can also light up by itself: your browser will then ask for access ' +
      `to all sites, and pages are compared with a list on this device. Light up by itself ${NEWEST.said}`,
    offered: inPopup('button "Light up by itself"', ...NEWEST.offered),
    headings: ['Not looked at yet', 'Newest'],
    also: { marks: { state: 'not-checked' } },
  },
  {
    state: 'says that the browser refused access to all sites',
    page: '/popup.html?tab=7',
    prepare: async () => {
      await receiveIndex();
      grantWhenAsked(false);
    },
    steps: ['button "Light up by itself"'],
    said: [REFUSED],
    offered: inPopup('button "Light up by itself"', ...NEWEST.offered),
    headings: ['Not looked at yet', 'Newest'],
    also: { live: [REFUSED] },
  },
  {
    state: 'says that the browser refused access to the publication again',
    page: POPUP,
    prepare: after(() => {
      takeAccessBack();
      grantWhenAsked(false);
    }, ferryPage()),
    steps: [GRANT],
    said: [PUBLICATION_LOST, STILL_LOST],
    offered: [GRANT, ...ferryInPopup()],
    headings: FERRY_HEADINGS,
    also: { live: [`${PUBLICATION_LOST} Allow access again ${STILL_LOST}`, STILL_LOST] },
  },
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
