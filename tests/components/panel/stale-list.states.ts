import { takeAccessBack } from '../browser-and-tab.ts';
import { FERRY_HEADINGS } from '../reading.ts';
import type { PageState } from '../states.ts';
import { syncFailed, syncState } from '../sync-states.ts';
import { DAY, NOW } from '../times.ts';
import {
  after,
  CHECK,
  CHOIR_PAGE,
  ferryInPopup,
  ferryPage,
  inPopup,
  NEWEST_AT_GAZETTE,
  POPUP,
  SCHOOL_SWITCH,
} from './popup-page.ts';

/* States of the popup while the index is outdated. */

const CHECKED = new Date(2026, 5, 29, 14, 5).getTime();
const STALE_TITLE = 'List last updated 4 days ago';
const STALE = `Civic Lens ${STALE_TITLE} This article is not in it, but an analysis may have appeared since.`;
const GRANT = 'button "Allow access again"';
const PUBLICATION_LOST =
  'The browser no longer lets Civic Lens contact noligarchy.us, so the list of analyses cannot be renewed.';

export const STALE_LIST: readonly PageState[] = [
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
];
