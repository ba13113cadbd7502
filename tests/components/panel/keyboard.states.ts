import { expect } from 'vitest';
import { eventually, settled } from '../open-page.ts';
import { FERRY_HEADINGS } from '../reading.ts';
import { CONSENT } from '../sample-cards.ts';
import type { PageState } from '../states.ts';
import {
  BACK,
  CONSENT_HEADINGS,
  ferryInPopup,
  ferryPage,
  on,
  POPUP,
  READING_CONSENT,
  SCHOOL_PAGE,
  whileReading,
} from './popup-page.ts';

/* States that show where the keyboard focus moves, and what Escape closes. */

const MORE = 'button "More"';

const focusIs = (words: string) => (): void =>
  expect(document.activeElement?.textContent?.trim()).toBe(words);

const pressEscape = (): void => {
  document.activeElement?.dispatchEvent(
    new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }),
  );
};

export const KEYBOARD: readonly PageState[] = [
  {
    state: 'moves to the headline of the analysis that the reader chooses',
    page: POPUP,
    prepare: on(SCHOOL_PAGE),
    steps: [`button "${CONSENT.headline}"`, settled, focusIs(CONSENT.headline)],
    said: [],
    offered: whileReading([BACK, ...READING_CONSENT], { lens: 'Hidden Wiring' }),
    headings: CONSENT_HEADINGS,
  },
  {
    state: 'moves to the heading of the section to which the reader jumps',
    page: POPUP,
    prepare: on(ferryPage()),
    steps: ['button "Watch"', settled, focusIs('What to watch next')],
    said: [],
    offered: ferryInPopup().map(
      (name) =>
        ({ 'button "Happened" current': 'button "Happened"', 'button "Watch"': 'button "Watch" current' })[
          name
        ] ?? name,
    ),
    headings: FERRY_HEADINGS,
  },
  {
    state: 'returns to the button "This article" when Escape closes the reason',
    page: POPUP,
    prepare: on(ferryPage()),
    steps: [
      'button "This article"',
      settled,
      () => document.querySelector<HTMLElement>('[role=switch]')?.focus(),
      pressEscape,
      settled,
      focusIs('This article'),
    ],
    said: [],
    offered: ferryInPopup(),
    headings: FERRY_HEADINGS,
  },
  {
    state: 'moves to the chosen theme when the choices of the appearance open',
    page: POPUP,
    prepare: on(ferryPage()),
    steps: [
      MORE,
      'menuitem "Text and colours"',
      // The code of the choices is loaded when they open.
      () =>
        eventually(() =>
          expect(document.activeElement?.closest('label')?.textContent).toBe('As the browser'),
        ),
    ],
    said: ['Line length'],
    offered: [
      ...ferryInPopup(),
      'radio "As the browser" checked',
      ...['Light', 'Dark', 'Small'].map((name) => `radio "${name}" not checked`),
      'radio "Normal" checked',
      ...['Large', 'Larger', 'Largest', 'Short'].map((name) => `radio "${name}" not checked`),
      'radio "Medium" checked',
      'radio "Long" not checked',
    ],
    headings: FERRY_HEADINGS,
  },
  {
    state: 'returns to the menu button when Escape closes the choices of the appearance',
    page: POPUP,
    prepare: on(ferryPage()),
    steps: [
      MORE,
      'menuitem "Text and colours"',
      settled,
      pressEscape,
      settled,
      () => expect(document.activeElement?.getAttribute('aria-label')).toBe('More'),
    ],
    said: [],
    offered: ferryInPopup(),
    headings: FERRY_HEADINGS,
  },
];
