import { expect, vi } from 'vitest';
import { browser } from '../../unit/fake-browser.ts';
import { settled } from '../open-page.ts';
import { goOffline, receiveIndex } from '../publication.ts';
import type { PageState } from '../states.ts';
import {
  ANY,
  ARTICLES,
  FOLLOW,
  HEADINGS,
  KEEP_TEXTS,
  KEPT,
  LENS_BUTTONS,
  NEVER,
  NOT_CHOSEN,
  OLDER,
  PROMISE,
  SAMPLE,
  stay,
  TRY,
  WITH_LENSES,
  welcome,
} from './welcome-page.ts';

/* States of the welcome page below the choice of a mode: articles to try, the sample, texts to keep, and lenses. */

export const KEEPING_TEXTS: readonly PageState[] = [
  welcome({
    state: 'is offered beside the promise about requests, and changes that promise',
    prepare: () => receiveIndex(),
    steps: ['checkbox "Keep all texts on this device"'],
    said: [KEPT],
    offered: [...NOT_CHOSEN, ...ARTICLES, SAMPLE, KEEP_TEXTS.replace('not checked', 'checked')],
  }),
  welcome({
    state: 'can be switched off again',
    prepare: async () => {
      await browser.storage.local.set({ keepTexts: 'all' });
      await receiveIndex();
    },
    steps: ['checkbox "Keep all texts on this device"'],
    said: [OLDER],
    offered: [...NOT_CHOSEN, ...ARTICLES, SAMPLE, KEEP_TEXTS],
  }),
  welcome({
    state: 'is not offered if the publication offers no texts in advance',
    prepare: () => receiveIndex({ offersTexts: false }),
    said: [ANY],
    offered: [...NOT_CHOSEN, ...ARTICLES, SAMPLE],
  }),
  welcome({
    state: 'says that the device has no room for the choice',
    prepare: () => receiveIndex(),
    steps: [
      settled,
      () => {
        vi.spyOn(console, 'error').mockReturnValue();
        vi.spyOn(browser.storage.local, 'set').mockRejectedValue(new Error('IO error'));
      },
      'checkbox "Keep all texts on this device"',
    ],
    said: [OLDER],
    offered: [...NOT_CHOSEN, ...ARTICLES, SAMPLE, KEEP_TEXTS, 'link "Free space in Options"'],
    also: {
      live: [
        'Not changed: this device has no room left. Free some space and try again. Free space in Options',
      ],
    },
  }),
];

const SAMPLE_READING = [
  'The inspection service on the Corrin Isles.',
  'This is a sample, so it is not kept.',
];
const SAMPLE_CONTROLS = [
  'button "Save" disabled',
  'button "Read aloud" collapsed',
  'button "Follow Who Decides" disabled',
  'button "This article" collapsed',
  'button "Happened" current',
  'button "Who gains"',
  'button "How it works"',
  'button "Why"',
  'button "Watch"',
  'button "Follow The Sample Gazette" disabled',
  'link "Open on NOLIGARCHY.US"',
  'button "Close the sample"',
];
const SAMPLE_HEADINGS = [
  'A sample, right here',
  'Ferry talks resume after fourteen months of silence',
  'The power to stop a sailing moves to inspectors',
  'What happened',
  'Who gains leverage',
  'What mechanism is operating',
  'Why it matters',
  'What to watch next',
  'Details',
];

export const SAMPLING: readonly PageState[] = [
  welcome({
    state: 'shows an invented article with its analysis, offline, and then the lenses',
    prepare: async () => {
      await receiveIndex();
      goOffline();
    },
    steps: [SAMPLE],
    said: [...SAMPLE_READING, FOLLOW],
    offered: [...NOT_CHOSEN, ...ARTICLES, ...SAMPLE_CONTROLS, KEEP_TEXTS, ...LENS_BUTTONS],
    headings: [...HEADINGS.slice(0, 5), ...SAMPLE_HEADINGS, ...NEVER, 'Follow lenses'],
  }),
  welcome({
    state: 'works before the list of analyses arrives',
    prepare: goOffline,
    steps: [SAMPLE],
    said: [...SAMPLE_READING, FOLLOW],
    offered: [...NOT_CHOSEN, ...SAMPLE_CONTROLS, KEEP_TEXTS],
    headings: [PROMISE, TRY, ...SAMPLE_HEADINGS, ...NEVER, 'Follow lenses'],
  }),
  welcome({
    state: 'moves the keyboard focus when it opens and closes',
    prepare: () => receiveIndex(),
    steps: [
      SAMPLE,
      settled,
      () => expect(document.activeElement?.textContent).toBe('A sample, right here'),
      'button "Close the sample"',
      settled,
      () =>
        expect(document.activeElement?.textContent).toBe(
          'Offline, or no time? Try it on a sample right here',
        ),
    ],
    said: [FOLLOW],
    offered: [...NOT_CHOSEN, ...ARTICLES, SAMPLE, KEEP_TEXTS, ...LENS_BUTTONS],
    headings: WITH_LENSES,
  }),
];

export const ARTICLE_CARDS: readonly PageState[] = [
  welcome({
    state: 'are listed with lens, headline of the article, outlet and day',
    prepare: () => receiveIndex(),
    said: [
      'Global Power Plays Ferry talks resume in Merrow as strait stays closed Northern Ledger – World · yesterday',
      'The Rulebook A port fee holiday for one shipping line Harbour Courier · 2 days ago',
      'The Rulebook One supplier for every classroom Quiet Gazette · 20 June',
    ],
    offered: [...NOT_CHOSEN, ...ARTICLES, SAMPLE, KEEP_TEXTS],
  }),
];

export const FOLLOWING: readonly PageState[] = [
  welcome({
    state: 'are offered once the reader has opened an article',
    prepare: () => receiveIndex(),
    steps: [settled, stay, ARTICLES[1] ?? ''],
    said: [FOLLOW],
    offered: [...NOT_CHOSEN, ...ARTICLES, SAMPLE, KEEP_TEXTS, ...LENS_BUTTONS],
    headings: WITH_LENSES,
  }),
  welcome({
    state: 'can be followed with their buttons',
    prepare: () => receiveIndex(),
    steps: [settled, stay, ARTICLES[1] ?? '', 'button "Follow The Rulebook"'],
    said: [FOLLOW],
    offered: [
      ...NOT_CHOSEN,
      ...ARTICLES,
      SAMPLE,
      KEEP_TEXTS,
      ...LENS_BUTTONS.map((name) => name.replace('Follow The Rulebook', 'Following The Rulebook')),
    ],
    headings: WITH_LENSES,
  }),
];
