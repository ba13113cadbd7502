import { db } from '../../../lib/db/database.ts';
import type { PageToRemember } from '../../../lib/db/remembered-page-records.ts';
import { addWaitingPage, addWaitingPages } from '../../../lib/follow/waiting.ts';
import { answerStory } from '../../../lib/tab/story-answers.ts';
import { FAILURES_TO_CHANGE, failToWrite } from '../library/library-page.ts';
import { settled } from '../open-page.ts';
import { receiveIndex } from '../publication.ts';
import type { PageState } from '../states.ts';
import { NOW } from '../times.ts';
import { HEADINGS, options } from './options-page.ts';

/* States of two lists in Options: the waiting pages, and the reader's answers about pages. */

function page(id: string, ...headlines: string[]): PageToRemember {
  const key = `northern-ledger.example/${id}`;
  return { address: `https://www.${key}`, keys: [{ key, by: 'address', offSite: false }], headlines };
}

/** Returns the headings of Options, including that of a section that appears only if it has a row. */
const headingsWith = (title: string): string[] =>
  HEADINGS.toSpliced(HEADINGS.indexOf('List of analyses'), 0, title);

const ASKED = headingsWith('Articles you asked about');
const ABOUT_ASKED =
  'You will be told if an analysis of one of these comes. Each is forgotten when you were told, or after 90 days.';
const STOPPED = 'You will not be told about this article.';
const BUDGET = page('budget', 'Budget vote moves to autumn');

export const WAITING: readonly PageState[] = [
  options({
    state: 'have no section while there are none',
    said: [],
  }),
  options({
    state: 'are listed, the newest first, with the address if no headline is known',
    prepare: async () => {
      await addWaitingPage(BUDGET, NOW - 2000);
      await addWaitingPage(page('tram'), NOW - 1000);
    },
    said: [ABOUT_ASKED, 'Asked today'],
    offered: {
      sites: [
        'link "https://www.northern-ledger.example/tram"',
        'button "Stop waiting for https://www.northern-ledger.example/tram"',
        'link "Budget vote moves to autumn"',
        'button "Stop waiting for Budget vote moves to autumn"',
      ],
    },
    headings: ASKED,
    also: { links: { 'Budget vote moves to autumn': 'https://www.northern-ledger.example/budget' } },
  }),
  options({
    state: 'say from which file they were imported, and what of the file is saved with their analyses',
    prepare: () =>
      addWaitingPages([{ ...BUDGET, imported: { file: 'pocket.csv', labels: ['city'] } }], NOW - 1000),
    said: [
      ABOUT_ASKED,
      'Asked today From pocket.csv. The analysis will be saved with the labels, note and day of the file.',
    ],
    offered: {
      sites: ['link "Budget vote moves to autumn"', 'button "Stop waiting for Budget vote moves to autumn"'],
    },
    headings: ASKED,
  }),
  options({
    state: 'can be removed, with "Undo"',
    prepare: () => addWaitingPage(BUDGET, NOW),
    steps: ['button "Stop waiting for Budget vote moves to autumn"'],
    said: [ABOUT_ASKED, STOPPED],
    offered: { sites: ['button "Undo"'] },
    headings: ASKED,
  }),
  options({
    state: 'are restored by "Undo"',
    prepare: () => addWaitingPage(BUDGET, NOW),
    steps: ['button "Stop waiting for Budget vote moves to autumn"', 'button "Undo"'],
    said: [ABOUT_ASKED, 'Asked today'],
    offered: {
      sites: ['link "Budget vote moves to autumn"', 'button "Stop waiting for Budget vote moves to autumn"'],
    },
    headings: ASKED,
  }),
  ...FAILURES_TO_CHANGE.map(([what, name, said, offers]) =>
    options({
      state: `stay if ${what}, and Options says so`,
      prepare: () => addWaitingPage(BUDGET, NOW),
      steps: [
        settled,
        () => failToWrite(db.waiting, name),
        'button "Stop waiting for Budget vote moves to autumn"',
      ],
      said: [ABOUT_ASKED, 'Asked today', said],
      offered: {
        sites: [
          'link "Budget vote moves to autumn"',
          'button "Stop waiting for Budget vote moves to autumn"',
          ...offers,
        ],
      },
      headings: ASKED,
    }),
  ),
];

const ANSWERED = headingsWith('Your answers');
const ABOUT_ANSWERS =
  'What you said about pages at the address of an analysed article. Each answer is forgotten after 90 days.';
const FERRIES = page('ferries', 'Council reverses its bus lane plan');

export const ANSWERS: readonly PageState[] = [
  options({
    state: 'are listed with page and analysis',
    prepare: async () => {
      await receiveIndex();
      await answerStory(FERRIES, 'ferry', true, NOW - 1000);
      await answerStory(page('other'), 'gone', false, NOW);
    },
    said: [ABOUT_ANSWERS, 'Same story, you said today', 'Different story, you said today'],
    offered: {
      sites: [
        'button "Take back your answer about northern-ledger.example/other"',
        'link "Ferry talks resume without the crews"',
        'button "Take back your answer about Council reverses its bus lane plan"',
      ],
    },
    headings: ANSWERED,
  }),
  options({
    state: 'can be taken back, with "Undo"',
    prepare: () => answerStory(FERRIES, 'gone', true, NOW),
    steps: ['button "Take back your answer about Council reverses its bus lane plan"'],
    said: [ABOUT_ANSWERS, 'Taken back.'],
    offered: { sites: ['button "Undo"'] },
    headings: ANSWERED,
  }),
  options({
    state: 'are restored by "Undo"',
    prepare: () => answerStory(FERRIES, 'gone', true, NOW),
    steps: [
      'button "Take back your answer about Council reverses its bus lane plan"',
      'button "Undo"',
      () => db.answers.count(),
    ],
    said: [ABOUT_ANSWERS, 'Same story, you said today'],
    offered: { sites: ['button "Take back your answer about Council reverses its bus lane plan"'] },
    headings: ANSWERED,
  }),
];
