import { expect } from 'vitest';
import { browser } from '../../unit/fake-browser.ts';
import { control, eventually, focusedAnalysis, settled, write } from '../open-page.ts';
import { FERRY_HEADINGS, WRONG } from '../reading.ts';
import { CONSENT, CONTRACT, FERRY } from '../sample-cards.ts';
import type { PageState } from '../states.ts';
import {
  ANOTHER_STORY,
  BACK,
  CHOIR_PAGE,
  CONSENT_HEADINGS,
  FOOT,
  ferryInPopup,
  ferryPage,
  inPopup,
  LINKED_OFFER,
  NEWEST_AT_GAZETTE,
  NO_ANALYSIS_YET,
  on,
  POPUP,
  pressEscape,
  READING_CONSENT,
  SCHOOL_PAGE,
  SCHOOL_SWITCH,
  siteSwitch,
  WANTED,
  whileReading,
} from './popup-page.ts';

/* States that show where the keyboard focus moves, and what Escape closes. */

const MORE = 'button "More"';

const focusIs = (words: string) => (): void =>
  expect(document.activeElement?.textContent?.trim()).toBe(words);

/** Returns the control that the Tab key reaches from the focused element. */
const nextStop = (): HTMLElement | undefined => {
  const from = document.activeElement ?? document.body;
  return [...document.querySelectorAll<HTMLElement>('a[href], button, input, textarea, [tabindex="0"]')].find(
    (control) =>
      !control.matches(':disabled, [tabindex="-1"]') &&
      (from.compareDocumentPosition(control) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
  );
};

/** Presses a key on the focused element. */
const pressKey = (key: string): void => {
  document.activeElement?.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
  );
};

export const KEYBOARD: readonly PageState[] = [
  {
    state: 'moves to the analysis that the reader chooses, from which the Tab key reaches "Save"',
    page: POPUP,
    prepare: on(SCHOOL_PAGE),
    steps: [
      `button "${CONSENT.headline}"`,
      settled,
      () => {
        expect(focusedAnalysis()).toBe(CONSENT.headline);
        expect(nextStop()?.textContent).toBe('Save');
      },
    ],
    said: [],
    offered: whileReading([BACK, ...READING_CONSENT], { lens: 'Hidden Wiring' }),
    headings: CONSENT_HEADINGS,
  },
  {
    state: 'reaches a list of analyses with one stop of the Tab key, and moves in it with the arrow keys',
    page: POPUP,
    prepare: on(CHOIR_PAGE),
    steps: [
      async () => (await control(NEWEST_AT_GAZETTE.offered[0] ?? '')).focus(),
      () => expect(nextStop()?.matches('[role=switch]')).toBe(true),
      ...(
        [
          ['ArrowDown', 1],
          ['ArrowDown', 2],
          ['ArrowUp', 1],
          ['End', 3],
          ['ArrowDown', 3],
          ['Home', 0],
          ['ArrowUp', 0],
          ['ArrowDown', 1],
        ] as const
      ).map(([key, at]) => async () => {
        pressKey(key);
        expect(document.activeElement).toBe(await control(NEWEST_AT_GAZETTE.offered[at] ?? ''));
      }),
      () => expect(nextStop()?.matches('[role=switch]')).toBe(true),
      // The list remembers the row that had the focus last.
      async () => (await control(LINKED_OFFER)).focus(),
      () => expect(`button "${nextStop()?.textContent}"`).toBe(NEWEST_AT_GAZETTE.offered[1]),
    ],
    said: [],
    offered: inPopup(LINKED_OFFER, ...NEWEST_AT_GAZETTE.offered, SCHOOL_SWITCH, ...FOOT),
    headings: [NO_ANALYSIS_YET, NEWEST_AT_GAZETTE.heading],
  },
  {
    state: 'moves with the arrow keys between the analyses that the reader can choose from',
    page: POPUP,
    prepare: on(SCHOOL_PAGE),
    steps: [
      async () => (await control(`button "${CONTRACT.headline}"`)).focus(),
      () => expect(nextStop()?.matches('[role=switch]')).toBe(true),
      () => pressKey('ArrowDown'),
      focusIs(CONSENT.headline),
      `button "${CONSENT.headline}"`,
      settled,
      pressEscape,
      settled,
      focusIs(CONSENT.headline),
      () => expect(nextStop()?.matches('[role=switch]')).toBe(true),
      () => pressKey('ArrowUp'),
      focusIs(CONTRACT.headline),
    ],
    said: [],
    offered: inPopup(`button "${CONTRACT.headline}"`, `button "${CONSENT.headline}"`, SCHOOL_SWITCH),
    headings: ['2 analyses of this article', CONTRACT.headline, CONSENT.headline],
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
    steps: ['button "This article"', settled, pressEscape, settled, focusIs('This article')],
    said: [],
    offered: ferryInPopup(),
    headings: FERRY_HEADINGS,
  },
  {
    state: 'returns to the row of an analysis when Escape closes it',
    page: POPUP,
    prepare: on(CHOIR_PAGE),
    steps: [`button "${CONSENT.headline}"`, settled, pressEscape, settled, focusIs(CONSENT.headline)],
    said: [],
    offered: inPopup(LINKED_OFFER, ...NEWEST_AT_GAZETTE.offered, SCHOOL_SWITCH, ...FOOT),
    headings: [NO_ANALYSIS_YET, NEWEST_AT_GAZETTE.heading],
  },
  ...[false, true].map(
    (isPrivate): PageState => ({
      state:
        'returns to the button of a letter when Escape closes the letter, which keeps the reader’s edits' +
        (isPrivate ? ' in a private window' : ''),
      page: POPUP,
      prepare: on(CHOIR_PAGE, { isPrivate }),
      steps: [
        WANTED,
        () => write('textbox "Text to NOLIGARCHY.US"', 'Please read this choir'),
        settled,
        pressEscape,
        settled,
        focusIs('Suggest it'),
        WANTED,
      ],
      said: ['Nothing has been sent.'],
      offered: inPopup(
        BACK,
        'textbox "Text to NOLIGARCHY.US"',
        'button "Copy"',
        'link "Write an e-mail"',
        'link "noligarchy.us"',
      ),
      headings: ['Ask for an analysis'],
      also: { values: { 'Text to NOLIGARCHY.US': 'Please read this choir' } },
    }),
  ),
  {
    state: 'returns to "Not this article?" when Escape closes the letter, and the opened analysis stays open',
    page: POPUP,
    prepare: on(ANOTHER_STORY),
    steps: [`button "${FERRY.headline}"`, WRONG, settled, pressEscape, settled, focusIs('Not this article?')],
    said: ['The address is that of the article it analyses, but this page tells another story.'],
    offered: [
      BACK,
      ...ferryInPopup({
        reason: ['button "Perhaps not this article" expanded', WRONG, siteSwitch('northern-ledger.example')],
      }),
    ],
    headings: FERRY_HEADINGS,
  },
  {
    state: 'moves to the heading of the popup when Escape closes the reminder that contains the focus',
    page: POPUP,
    prepare: async () => {
      await browser.storage.local.set({ clickLookups: 2 });
      await on(CHOIR_PAGE)();
    },
    steps: [
      async () => (await control('button "Only when I click"')).focus(),
      pressEscape,
      settled,
      focusIs(NO_ANALYSIS_YET),
    ],
    said: [],
    offered: inPopup(LINKED_OFFER, ...NEWEST_AT_GAZETTE.offered, SCHOOL_SWITCH, ...FOOT),
    headings: [NO_ANALYSIS_YET, NEWEST_AT_GAZETTE.heading],
  },
  {
    state: 'moves to the chosen theme when the choices of the appearance open',
    page: POPUP,
    prepare: on(ferryPage()),
    steps: [
      MORE,
      'menuitem "Text and colours"',
      // Wait, because the code of the choices is loaded when they open.
      () => eventually(() => expect(document.activeElement?.closest('label')?.textContent).toBe('Automatic')),
    ],
    said: ['Line length'],
    offered: [
      ...ferryInPopup(),
      'radio "Automatic" checked',
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
