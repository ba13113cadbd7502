import { expect } from 'vitest';
import { browser } from '../../unit/fake-browser.ts';
import { eventually, settled } from '../open-page.ts';
import { FERRY_HEADINGS } from '../reading.ts';
import type { PageState } from '../states.ts';
import { ferryInPopup, ferryPage, on, POPUP } from './popup-page.ts';

/* States of theme, text size and line length, in ordinary and in private windows. */

const OPEN = ['button "More"', 'menuitem "Text and colours"'];
const CHECKED = ['Dark', 'Normal', 'Medium'];
const CHOICES = ['Automatic', 'Light', 'Dark', 'Small', 'Normal', 'Large', 'Larger', 'Largest'];
const RADIOS = [...CHOICES, 'Short', 'Medium', 'Long'].map(
  (name) => `radio "${name}" ${CHECKED.includes(name) ? 'checked' : 'not checked'}`,
);
const NOTHING_KEPT = 'Line length Short Medium Long Nothing is kept in private windows.';

const isDark = () => eventually(() => expect(document.documentElement.dataset.theme).toBe('dark'));
const theme = async (): Promise<unknown> => (await browser.storage.local.get('theme')).theme;

export const APPEARANCE: readonly PageState[] = [
  {
    state: 'apply immediately, and are stored',
    page: POPUP,
    prepare: on(ferryPage()),
    steps: [...OPEN, 'radio "Dark"', isDark, async () => expect(await theme()).toBe('dark')],
    said: [],
    offered: [...ferryInPopup(), ...RADIOS],
    headings: FERRY_HEADINGS,
  },
  {
    state: 'apply only to this page in a private window',
    page: POPUP,
    prepare: on(ferryPage(), { isPrivate: true }),
    steps: [
      ...OPEN,
      'radio "Dark"',
      isDark,
      settled,
      async () => expect(await theme()).toBeUndefined(),
      'button "More"',
      // The chosen values still apply when the reader opens the choices again.
      ...OPEN.slice(1),
    ],
    said: [NOTHING_KEPT],
    offered: [...ferryInPopup({ follow: ' disabled', save: ['button "Save" disabled'] }), ...RADIOS],
    headings: FERRY_HEADINGS,
  },
];
