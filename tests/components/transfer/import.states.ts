import { expect } from 'vitest';
import { ReportedError } from '../../../lib/browser/listener-errors.ts';
import { db } from '../../../lib/db/database.ts';
import { exportFile } from '../../../lib/transfer/run-export.ts';
import { WORDS } from '../../unit/transfer/file-words.ts';
import { visit } from '../browser-and-tab.ts';
import { save } from '../database.ts';
import { control, eventually } from '../open-page.ts';
import { receiveIndex, receivePart } from '../publication.ts';
import { FERRY_PAGE } from '../sample-cards.ts';
import type { PageState } from '../states.ts';
import { syncFailed, syncState } from '../sync-states.ts';
import {
  answerBlocksAfter,
  choose,
  closedByBrowser,
  FILE,
  goneAfter,
  importing,
  pocket,
  pressEscape,
  untilSaid,
} from './import-page.ts';

/* States of the import dialog, and of its report. */

const INTRODUCTION = 'Choose a file, or drop it here. It is read on this device and sent nowhere.';
const AGAIN = 'button "Import another file"';
const UNDO = 'button "Undo this import"';
const MAKE_ROOM = 'link "Free space in Options"';
const NOT_CHANGED = 'Not changed: this device has no room left. Free some space and try again.';
const CANCELLED = 'Cancelled. What was read of library.json until then is in your library.';
const TELL_ME = 'button "Tell me if one comes (1)"';
const GO_ON = 'button "Go on without the list"';
const FINISHED = ['Import finished'];
const ENDED = ['Import stopped'];

/** An exported library with two blocks of analyses: 100, and 50 more. */
let library: File;

const ID = /"id":"ferry"/g;

async function prepareLibrary(): Promise<void> {
  await receiveIndex();
  await save('ferry');
  const { content } = await exportFile('json', WORDS);
  const lines = (await content.text()).split('\n');
  const at = lines.findIndex((line) => line.startsWith('{"card"'));
  const analysis = lines[at] ?? '';
  const many = Array.from({ length: 150 }, (_, n) => analysis.replace(ID, `"id":"ferry-${n}"`));
  const whole = [...lines.slice(0, at), many.join(',\n'), ...lines.slice(at + 1)].join('\n');
  library = new File([whole], 'library.json');
  await Promise.all([db.saved.clear(), db.savedTexts.clear()]);
}

let release = (): void => undefined;
let isHeld = false;

/** Stores the first `stored` blocks of an import as usual. All later blocks wait until `release` is called. */
const holdBlocksAfter = (stored: number): void => {
  const { promise, resolve } = Promise.withResolvers<void>();
  release = resolve;
  isHeld = false;
  answerBlocksAfter(stored, async (usual) => {
    isHeld = true;
    await promise;
    return usual();
  });
};

const untilHeld = (): Promise<void> => eventually(() => expect(isHeld).toBe(true));

const chooseLibrary = (): Promise<void> => choose(library)();
export const IMPORT: readonly PageState[] = [
  importing({
    state: 'asks for a file',
    prepare: () => receiveIndex(),
    said: [INTRODUCTION, 'Choose a file'],
  }),
  importing({
    state: 'imports nothing in a private window',
    prepare: async () => {
      await receiveIndex();
      visit(undefined, { isPrivate: true });
    },
    said: [INTRODUCTION, 'Nothing is stored from a private window.'],
    offered: [],
  }),
  importing({
    state: 'shows how much of the file has been read, and can be cancelled',
    prepare: async () => {
      await prepareLibrary();
      holdBlocksAfter(0);
    },
    steps: [chooseLibrary],
    said: [INTRODUCTION, 'Reading library.json …'],
    offered: ['button "Cancel"'],
    also: { progress: ['"Reading library.json …" 0 of 1'] },
  }),
  ...(
    [
      ['the reader cancels it', async () => (await control('button "Cancel"')).click()],
      ['the reader presses Escape', pressEscape()],
      ['the reader presses "Close"', async () => (await control('button "Close"')).click()],
      ['the browser closes the dialog', closedByBrowser()],
    ] as const
  ).map(([what, step]) =>
    importing({
      state: `ends the import if ${what}, and offers to undo what was stored until then`,
      prepare: async () => {
        await prepareLibrary();
        holdBlocksAfter(1);
      },
      steps: [chooseLibrary, untilHeld, step, () => release()],
      said: [CANCELLED, '150 analyses saved'],
      offered: [UNDO, AGAIN],
      headings: ENDED,
    }),
  ),
  importing({
    state: 'says that nothing was changed if the device has no room for the first block',
    prepare: async () => {
      await prepareLibrary();
      answerBlocksAfter(0, async () => ({ refused: 'full' }));
    },
    steps: [chooseLibrary],
    said: [INTRODUCTION, 'Choose a file', NOT_CHANGED],
    offered: [FILE, MAKE_ROOM],
  }),
  importing({
    state: 'says what was stored if the device has no room left, with a link to make room',
    prepare: async () => {
      await prepareLibrary();
      answerBlocksAfter(1, async () => ({ refused: 'full' }));
    },
    steps: [chooseLibrary],
    said: [
      'Stopped: this device has no room left. 100 analyses of library.json are in your library.',
      'Free some space, then import the file again. Nothing is added twice.',
      '100 analyses saved',
    ],
    offered: [MAKE_ROOM, UNDO, AGAIN],
    headings: ENDED,
    also: {
      links: { 'Free space in Options': 'http://localhost:3000/options.html#storage' },
      live: ['Stopped: this device has no room left. 100 analyses of library.json are in your library.'],
    },
  }),
  importing({
    state: 'says what was stored if the browser cannot write any more',
    prepare: async () => {
      await prepareLibrary();
      answerBlocksAfter(1, () => Promise.reject(new ReportedError('broken')));
    },
    steps: [chooseLibrary],
    said: [
      'Stopped: the browser could not write to its storage. 100 analyses of library.json are in your library.',
      'Import the file again. Nothing is added twice. If it stops again, restart the browser.',
      '100 analyses saved',
    ],
    offered: [UNDO, AGAIN],
    headings: ENDED,
  }),
  importing({
    state: 'can undo an import that has stopped',
    prepare: async () => {
      await prepareLibrary();
      answerBlocksAfter(1, async () => ({ refused: 'full' }));
    },
    steps: [chooseLibrary, UNDO],
    said: ['The import of library.json was undone.', '100 analyses saved'],
    offered: [AGAIN],
    headings: ENDED,
  }),
  importing({
    state: 'says what was stored if the rest of the file cannot be read',
    prepare: () => receiveIndex(),
    steps: [choose(goneAfter(`url,note\n${FERRY_PAGE},Mine\n${'x'.repeat(300_000)},\n`))],
    said: [
      'Stopped: the rest of the file could not be read. 1 analysis of gone.csv is in your library.',
      'Check that the file is still in its place, then import it again. Nothing is added twice.',
      '1 analysis saved',
    ],
    offered: [UNDO, AGAIN],
    headings: ENDED,
  }),
  importing({
    state: 'says that a file cannot be read',
    prepare: () => receiveIndex(),
    steps: [choose(goneAfter('url\n', 0))],
    said: [
      INTRODUCTION,
      'Choose a file',
      'gone.csv could not be read. Check that the file is still in its place, then choose it again.',
    ],
  }),
];

const ROWS = [
  `Ferry,${FERRY_PAGE},1700000000,water,archive`,
  'Other,https://elsewhere.example/2026/an-article-of-another-day,1700000000,rails,unread',
];
/** Returns a function that receives the list, and sets the time of its last check to noon of 3 June of a year. */
const confirmedIn = (year: number) => async (): Promise<void> => {
  await receiveIndex();
  await syncState({ checkedAt: new Date(year, 5, 3, 12).getTime() });
};
/** What the report says about an address that is not in the list, for each reason why it may still have an analysis. */
const LISTS = [
  [
    'back to which day a partial list is complete',
    () => receivePart('2026-06-15'),
    'yet (complete back to 15 June 2026)',
  ],
  [
    'that only a part of the list has arrived',
    () => receivePart(),
    'yet (only a part of the list has arrived)',
  ],
  [
    'that the list is old',
    confirmedIn(2026),
    '(last updated on 3 Jun 2026, 12:00; newer analyses are not in it)',
  ],
  [
    'that the clock was wrong',
    confirmedIn(2036),
    '(the clock of this device was wrong, so newer analyses may be missing in it)',
  ],
] as const;
const WAITS =
  'The list of analyses has not arrived yet, so Civic Lens cannot look up the addresses in pocket.csv. The import ' +
  'goes on by itself when the list has arrived.';
const NO_LIST = 'could not be looked up, because the list of analyses has not arrived';
const TOLD =
  'You will be told if an analysis of 1 address comes within 90 days. It is then saved with the labels, note and day ' +
  'of the file. Options lists the address.';

export const IMPORT_WITHOUT_LIST: readonly PageState[] = [
  importing({
    state: 'waits for the list, and offers to fetch it now or to continue without it',
    steps: [choose(pocket(...ROWS))],
    said: [INTRODUCTION, WAITS],
    offered: ['button "Check now"', GO_ON, 'button "Cancel"'],
    also: { live: [WAITS] },
  }),
  importing({
    state: 'says why the list has not arrived',
    prepare: () => syncFailed('offline'),
    steps: [choose(pocket(...ROWS))],
    said: [INTRODUCTION, WAITS, 'The last try failed: this device is offline.'],
    offered: ['button "Check now"', GO_ON, 'button "Cancel"'],
  }),
  importing({
    state: 'continues by itself when the list arrives',
    steps: [choose(pocket(...ROWS)), untilSaid(WAITS), () => receiveIndex()],
    said: ['pocket.csv was read.', '1 analysis saved', '1 address has no analysis'],
    offered: [UNDO, TELL_ME, AGAIN],
    headings: FINISHED,
  }),
  importing({
    state: 'does not say that an address has no analysis if the reader continues without the list',
    steps: [choose(pocket(...ROWS)), GO_ON],
    said: ['pocket.csv was read.', '0 analyses saved', `2 addresses ${NO_LIST}`],
    offered: [TELL_ME.replace('1', '2'), AGAIN],
    headings: FINISHED,
  }),
  importing({
    state: 'ends if the reader presses Escape while it waits',
    steps: [choose(pocket(...ROWS)), untilSaid(WAITS), pressEscape()],
    said: ['Cancelled. Nothing of pocket.csv was added.', '0 analyses saved'],
    offered: [AGAIN],
    headings: ENDED,
  }),
  ...LISTS.map(([what, prepare, said]) =>
    importing({
      state: `says ${what}`,
      prepare,
      steps: [choose(pocket(...ROWS))],
      said: ['pocket.csv was read.', '1 analysis saved', `1 address is not in the list ${said}`],
      offered: [UNDO, TELL_ME, AGAIN],
      headings: FINISHED,
    }),
  ),
  importing({
    state: 'says what "Tell me" does with the rows of the file',
    prepare: () => receivePart('2026-06-15'),
    steps: [choose(pocket(...ROWS)), TELL_ME],
    said: [
      'pocket.csv was read.',
      '1 analysis saved',
      '1 address is not in the list yet (complete back to 15 June 2026)',
      TOLD,
    ],
    offered: [UNDO, AGAIN],
    headings: FINISHED,
  }),
];
