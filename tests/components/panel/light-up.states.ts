import { expect } from 'vitest';
import { browser, granted } from '../../unit/fake-browser.ts';
import { ALL_SITES, grantWhenAsked, showButton } from '../browser-and-tab.ts';
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
  siteSwitch,
} from './popup-page.ts';

/* States of the reminder that the button can light up by itself. */

const TITLE = 'Civic Lens can light up by itself';
const WORDS =
  'You have looked up three pages by click. If you like, the button shows by itself when there is an analysis. Your ' +
  'browser will ask for access to your data on all websites. Civic Lens changes nothing there: it compares each ' +
  'address with a list on your device; no address leaves the browser.';
const REFUSED =
  'The browser did not give access, so Civic Lens looks only when you click. You can change this at any time.';
const PIN = 'To see that, pin Civic Lens: open the puzzle-piece menu in the toolbar.';
const OFFER = ['button "Light up by itself"', 'button "Only when I click"', 'button "Close this reminder"'];
const CONTROLS = [LINKED_OFFER, ...NEWEST_AT_GAZETTE.offered, siteSwitch('quiet-gazette.example'), ...FOOT];
const HEADINGS = [NO_ANALYSIS_YET, NEWEST_AT_GAZETTE.heading];

const stored = async (): Promise<unknown> => {
  const { mode, clickLookups } = await browser.storage.local.get(['mode', 'clickLookups']);
  return { mode, clickLookups };
};

/** Returns a function that opens an article without an analysis after this many look-ups by click. */
const after =
  (clickLookups: unknown, more: object = {}): (() => Promise<void>) =>
  async () => {
    await browser.storage.local.set({ clickLookups, ...more });
    await on(CHOIR_PAGE)();
  };

const popup = (row: Omit<PageState, 'page' | 'headings'> & { headings?: readonly string[] }): PageState => ({
  page: POPUP,
  headings: HEADINGS,
  ...row,
});

const quiet = (state: string, prepare: () => Promise<void>, expected: unknown): PageState =>
  popup({
    state,
    prepare,
    steps: [settled, async () => expect(await stored()).toEqual(expected)],
    said: [],
    offered: inPopup(...CONTROLS),
  });

export const LIGHT_UP: readonly PageState[] = [
  quiet('does not appear at the first look-up', on(CHOIR_PAGE), { clickLookups: 1 }),
  quiet('does not appear at the second look-up', after(1), { clickLookups: 2 }),
  popup({
    state: 'appears at the third look-up',
    prepare: after(2),
    steps: [settled, async () => expect(await stored()).toEqual({ clickLookups: 3 })],
    said: [WORDS],
    offered: inPopup(...OFFER, ...CONTROLS),
    headings: [TITLE, ...HEADINGS],
    also: { live: [`${TITLE} ${WORDS} Light up by itself Only when I click`] },
  }),
  popup({
    state: 'mentions pinning if the browser hides the button',
    prepare: async () => {
      showButton(false);
      await after(2)();
    },
    steps: [settled],
    said: [`${WORDS} ${PIN}`],
    offered: inPopup(...OFFER, ...CONTROLS),
    headings: [TITLE, ...HEADINGS],
  }),
  quiet('does not appear again', after(3), { clickLookups: 3 }),
  quiet('counts from one again if the stored number is damaged', after('many'), { clickLookups: 1 }),
  quiet('does not appear to a reader who has chosen "Only when I click"', after(2, { mode: 'on-click' }), {
    mode: 'on-click',
    clickLookups: 2,
  }),
  quiet(
    'does not appear to a reader whose button lights up',
    async () => {
      granted.add(ALL_SITES);
      await after(2, { mode: 'automatic' })();
    },
    { mode: 'automatic', clickLookups: 2 },
  ),
  popup({
    state: 'closes, and leaves the mode undecided',
    prepare: after(2),
    steps: [
      'button "Close this reminder"',
      settled,
      async () => expect(await stored()).toEqual({ clickLookups: 3 }),
    ],
    said: [],
    offered: inPopup(...CONTROLS),
  }),
  popup({
    state: 'disappears after "Light up by itself", and the mode is then automatic',
    prepare: async () => {
      grantWhenAsked(true);
      await after(2)();
    },
    steps: [
      'button "Light up by itself"',
      settled,
      async () => expect(await stored()).toEqual({ mode: 'automatic', clickLookups: 3 }),
    ],
    said: [],
    offered: inPopup(...CONTROLS),
  }),
  popup({
    state: 'says that the browser refused access, and can then be closed',
    prepare: async () => {
      grantWhenAsked(false);
      await after(2)();
    },
    steps: [
      async () => (await control('button "Light up by itself"')).focus(),
      'button "Light up by itself"',
      settled,
      async () => expect(await stored()).toEqual({ mode: 'on-click', clickLookups: 3 }),
      () => expect(document.activeElement?.getAttribute('aria-label')).toBe('Close this reminder'),
    ],
    said: [REFUSED],
    offered: inPopup('button "Close this reminder"', ...CONTROLS),
    headings: [TITLE, ...HEADINGS],
    also: { live: [`${TITLE} ${REFUSED}`] },
  }),
  popup({
    state: 'disappears after "Only when I click"',
    prepare: after(2),
    steps: [
      'button "Only when I click"',
      settled,
      async () => expect(await stored()).toEqual({ mode: 'on-click', clickLookups: 3 }),
    ],
    said: [],
    offered: inPopup(...CONTROLS),
  }),
];
