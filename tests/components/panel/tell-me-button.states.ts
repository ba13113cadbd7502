import { expect } from 'vitest';
import { control, settled } from '../open-page.ts';
import type { PageState } from '../states.ts';
import {
  CHOIR_PAGE,
  FOOT,
  inPopup,
  LINKED_OFFER,
  NEWEST_AT_GAZETTE,
  NO_ANALYSIS_YET,
  on,
  POPUP,
  SCHOOL_SWITCH,
  TELL_ME,
  WANTED,
} from './popup-page.ts';

/* States of "Tell me if one comes" on an article without an analysis. */

const HINT =
  'Keeps the address and headline of this page on this device until an analysis comes, for 90 days at most.';
const PRIVATE = 'Nothing is kept in private windows. To be told, open the page in an ordinary window.';
const ANOTHER_DAY = 'Click the button again another day.';
const STOP = 'button "Stop waiting"';
const TOLD =
  'You will be told if an analysis comes. Until then this page is kept on this device, for 90 days at most.';

export const TELL_ME_STATES: readonly PageState[] = [
  {
    state: 'remembers the page, says so, and keeps the focus on the button',
    page: POPUP,
    prepare: on(CHOIR_PAGE),
    steps: [
      async () => (await control(TELL_ME)).focus(),
      TELL_ME,
      settled,
      () => expect(document.activeElement?.textContent).toBe('Stop waiting'),
    ],
    said: [TOLD],
    offered: inPopup(LINKED_OFFER, ...NEWEST_AT_GAZETTE.offered, SCHOOL_SWITCH, STOP, WANTED),
    headings: [NO_ANALYSIS_YET, NEWEST_AT_GAZETTE.heading],
    also: { live: [TOLD], marks: { state: 'none' } },
  },
  {
    state: 'forgets the page again after "Stop waiting"',
    page: POPUP,
    prepare: on(CHOIR_PAGE),
    steps: [TELL_ME, STOP],
    said: [HINT],
    offered: inPopup(LINKED_OFFER, ...NEWEST_AT_GAZETTE.offered, SCHOOL_SWITCH, ...FOOT),
    headings: [NO_ANALYSIS_YET, NEWEST_AT_GAZETTE.heading],
    also: {
      live: [],
      hints: {
        'Tell me if one comes': HINT,
      },
    },
  },
  {
    state: 'does not remember a page of a private window, and says why',
    page: POPUP,
    prepare: on(CHOIR_PAGE, { isPrivate: true }),
    said: [ANOTHER_DAY, PRIVATE],
    offered: inPopup(
      LINKED_OFFER,
      ...NEWEST_AT_GAZETTE.offered,
      `${SCHOOL_SWITCH} disabled`,
      `${TELL_ME} disabled`,
      WANTED,
    ),
    headings: [NO_ANALYSIS_YET, NEWEST_AT_GAZETTE.heading],
    also: { hints: { 'Tell me if one comes': PRIVATE } },
  },
];
