import { expect } from 'vitest';
import { requestReadAloud } from '../../../lib/tab/read-aloud-request.ts';
import { browser } from '../../unit/fake-browser.ts';
import { speech } from '../browser-and-tab.ts';
import { eventually } from '../open-page.ts';
import { FERRY_HEADINGS } from '../reading.ts';
import { CONSENT, FERRY } from '../sample-cards.ts';
import type { PageState } from '../states.ts';
import {
  after,
  BACK,
  CONSENT_HEADINGS,
  ferryInPopup,
  ferryPage,
  POPUP,
  READING_CONSENT,
  SCHOOL_PAGE,
  whileReading,
} from './popup-page.ts';

/* States in which the popup asks the side panel to read an analysis aloud. */

const PANEL = '/sidepanel.html';
const CONTROLS = [
  'button "Pause"',
  'combobox "Speed"',
  ...['0.75×', '1×', '1.25×', '1.5×', '2×'].map((name) => `option "${name}"`),
  'button "Stop reading aloud"',
];
/** The controls while the voice reads. */
const whileHearing = (own: readonly string[]): string[] =>
  own.flatMap((name) =>
    name === 'button "Read aloud" collapsed' ? ['button "Read aloud" expanded', ...CONTROLS] : [name],
  );

const loadVoice = (): void => speech.load(['Sam', 'en-US', 'local']);
const hears = (words: string) => () =>
  eventually(() => expect(speech.queue.map(({ text }) => text)).toEqual([words]));
const expectNoRequest = async (): Promise<void> =>
  expect(await browser.storage.session.get('read-aloud')).toEqual({});

export const READ_ALOUD_REQUEST: readonly PageState[] = [
  {
    state: 'is stored for the side panel, and the popup does not read aloud',
    page: POPUP,
    prepare: after(loadVoice, ferryPage()),
    steps: [
      'button "Read aloud"',
      () =>
        eventually(async () =>
          expect(await browser.storage.session.get('read-aloud')).toMatchObject({
            'read-aloud': { analysis: 'ferry' },
          }),
        ),
      () => expect(speech.spoken).toEqual([]),
    ],
    said: [],
    offered: ferryInPopup(),
    headings: FERRY_HEADINGS,
  },
  {
    state: 'is fulfilled in a side panel that opens after the request',
    page: PANEL,
    prepare: after(async () => {
      loadVoice();
      await requestReadAloud('ferry');
    }, ferryPage()),
    steps: [hears(FERRY.headline), expectNoRequest],
    said: [],
    offered: whileHearing(ferryInPopup({ beside: false })),
    headings: FERRY_HEADINGS,
  },
  {
    state: 'is fulfilled in a side panel that is already open',
    page: PANEL,
    prepare: after(loadVoice, ferryPage()),
    steps: ['button "This article"', () => requestReadAloud('ferry'), hears(FERRY.headline), expectNoRequest],
    said: [],
    offered: whileHearing(ferryInPopup({ beside: false })).flatMap((name) =>
      name === 'button "This article" collapsed'
        ? [
            'button "This article" expanded',
            'button "Not this article?"',
            'switch "Civic Lens on northern-ledger.example" checked',
          ]
        : [name],
    ),
    headings: FERRY_HEADINGS,
  },
  {
    state: 'opens one of several analyses in the side panel',
    page: PANEL,
    prepare: after(async () => {
      loadVoice();
      await requestReadAloud('consent');
    }, SCHOOL_PAGE),
    steps: [hears(CONSENT.headline), expectNoRequest],
    said: [],
    offered: whileHearing(whileReading([BACK, ...READING_CONSENT], { lens: 'Hidden Wiring', beside: false })),
    headings: CONSENT_HEADINGS,
  },
];
