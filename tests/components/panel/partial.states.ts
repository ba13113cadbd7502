import { meterConnection, pageAt, visit } from '../browser-and-tab.ts';
import { receivePart } from '../publication.ts';
import type { PageState } from '../states.ts';
import { readPageByPage, syncFailed } from '../sync-states.ts';
import {
  after,
  CHECK,
  CHOIR_PAGE,
  FOOT,
  FOOT_SAID,
  inPopup,
  NEWEST,
  NEWEST_AT_GAZETTE,
  POPUP,
  SCHOOL_SWITCH,
} from './popup-page.ts';

/* States on an article that was not found, while only a part of the index has arrived. */

const STILL_READING = 'Still reading the publication’s list';
/** The controls of the list of the newest analyses, which were read page by page. */
const READ_PAGES = { offered: Array.from({ length: 4 }, () => 'button "What was read"') };

export const PARTIAL: readonly PageState[] = [
  {
    state: 'does not say that there is no analysis if the index does not reach back to the article',
    page: POPUP,
    prepare: after(() => receivePart('2026-07-01'), CHOIR_PAGE),
    said:
      'Civic Lens Still reading the publication’s list Analyses back to 1 July 2026 have arrived. An analysis of ' +
      `this article may still come. ${NEWEST_AT_GAZETTE.said} Civic Lens on quiet-gazette.example ` +
      FOOT_SAID,
    offered: inPopup(...NEWEST_AT_GAZETTE.offered, SCHOOL_SWITCH, ...FOOT),
    headings: [STILL_READING, NEWEST_AT_GAZETTE.heading],
    also: { marks: { state: 'partial' } },
  },
  {
    state: 'does not say that there is no analysis if any analysis may be missing',
    page: POPUP,
    prepare: after(() => receivePart(undefined), CHOIR_PAGE),
    said:
      'Civic Lens Still reading the publication’s list Some of the analyses have arrived. An analysis of this ' +
      `article may still come. ${NEWEST_AT_GAZETTE.said} Civic Lens on quiet-gazette.example ` +
      FOOT_SAID,
    offered: inPopup(...NEWEST_AT_GAZETTE.offered, SCHOOL_SWITCH, ...FOOT),
    headings: [STILL_READING, NEWEST_AT_GAZETTE.heading],
    also: { marks: { state: 'partial' } },
  },
  {
    state: 'says that the article is older than the part of the index that has arrived',
    page: POPUP,
    prepare: after(() => receivePart('2026-07-03'), CHOIR_PAGE),
    said: ['This article is older, so an analysis of it may still come.'],
    offered: inPopup(...NEWEST_AT_GAZETTE.offered, SCHOOL_SWITCH, ...FOOT),
    headings: [STILL_READING, NEWEST_AT_GAZETTE.heading],
    also: { marks: { state: 'partial' } },
  },
  {
    state: 'says how far the reading of the publication’s pages has come',
    page: POPUP,
    prepare: async () => {
      await readPageByPage({ read: 21, wanted: 41 });
      visit(CHOIR_PAGE);
    },
    said: ['21 of about 62'],
    offered: inPopup(...READ_PAGES.offered, SCHOOL_SWITCH, ...FOOT),
    headings: [STILL_READING, 'Newest'],
    also: {
      marks: { state: 'partial' },
      live: ['21 of about 62'],
      progress: ['"Reading the publication’s pages" 21 of 62'],
    },
  },
  {
    state: 'continues the reading when the reader presses "Read older analyses"',
    page: POPUP,
    prepare: async () => {
      await readPageByPage({ readPages: 'stopped', read: 21, wanted: 41 });
      visit(CHOIR_PAGE);
    },
    steps: ['button "Read older analyses"'],
    said: ['21 of about 62'],
    offered: inPopup(...READ_PAGES.offered, SCHOOL_SWITCH, ...FOOT),
    headings: [STILL_READING, 'Newest'],
  },
  {
    state: 'says that the reader has stopped the reading, and offers to continue',
    page: POPUP,
    prepare: async () => {
      await readPageByPage({ readPages: 'stopped', read: 21, wanted: 41 });
      visit(CHOIR_PAGE);
    },
    said: ['21 of about 62 You stopped the reading of older analyses.'],
    offered: inPopup('button "Read older analyses"', ...READ_PAGES.offered, SCHOOL_SWITCH, ...FOOT),
    headings: [STILL_READING, 'Newest'],
    also: { live: ['21 of about 62 You stopped the reading of older analyses.'] },
  },
  {
    state: 'says that reading waits while the connection is metered',
    page: POPUP,
    prepare: async () => {
      await readPageByPage({ read: 21, wanted: 41 });
      meterConnection();
      visit(CHOIR_PAGE);
    },
    said: ['21 of about 62 Reading waits while this connection is metered or the browser saves data.'],
    offered: inPopup(...READ_PAGES.offered, SCHOOL_SWITCH, ...FOOT),
    headings: [STILL_READING, 'Newest'],
  },
  {
    state: 'says why the rest of the list has not arrived, and offers to try again',
    page: POPUP,
    prepare: after(async () => {
      await receivePart('2026-07-01');
      await syncFailed('unreachable');
    }, CHOIR_PAGE),
    said: ['The last try failed: the publication could not be reached. Next check in 5 minutes.'],
    offered: inPopup(CHECK, ...NEWEST_AT_GAZETTE.offered, SCHOOL_SWITCH, ...FOOT),
    headings: [STILL_READING, NEWEST_AT_GAZETTE.heading],
    also: { live: ['The last try failed: the publication could not be reached. Next check in 5 minutes.'] },
  },
  {
    state: 'does not say that a page of the publication is not an analysis while the index is incomplete',
    page: POPUP,
    prepare: after(() => receivePart('2026-07-01'), pageAt('https://noligarchy.us/analysis/older')),
    said:
      'Civic Lens Still reading the publication’s list Analyses back to 1 July 2026 have arrived. This page may be ' +
      `an analysis that has not arrived yet. ${NEWEST.said}`,
    offered: inPopup(...NEWEST.offered),
    headings: [STILL_READING, 'Newest'],
    also: { marks: { state: 'partial' } },
  },
];
