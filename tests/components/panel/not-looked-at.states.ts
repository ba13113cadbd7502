import { browser } from '../../unit/fake-browser.ts';
import { grantWhenAsked, pageAt, takeAccessBack } from '../browser-and-tab.ts';
import { receiveIndex } from '../publication.ts';
import { FERRY_HEADINGS } from '../reading.ts';
import type { PageState } from '../states.ts';
import {
  after,
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
 * States in which the popup does not look at the page: access is missing, Civic Lens is off on the site, or the reader
 * has not clicked the button.
 */

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

export const NOT_LOOKED_AT: readonly PageState[] = [
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
];
