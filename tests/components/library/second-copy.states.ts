import { vi } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { NewerDatabase } from '../../../lib/db/failures.ts';
import { addWaitingPage } from '../../../lib/follow/waiting.ts';
import { fillFromSecondCopy } from '../../../lib/library/fill-from-second-copy.ts';
import { updateSecondCopy } from '../../../lib/library/second-copy.ts';
import { answerStory } from '../../../lib/tab/story-answers.ts';
import { browser } from '../../unit/fake-browser.ts';
import { closeDatabase, databaseIsTried, databaseOpens, followLens, save } from '../database.ts';
import { settled } from '../open-page.ts';
import { receiveIndex } from '../publication.ts';
import { FERRY } from '../sample-cards.ts';
import type { PageState } from '../states.ts';
import { NOW } from '../times.ts';
import {
  CLOSED_HEADER,
  EMPTY,
  entries,
  FAILURES_TO_CHANGE,
  failToWrite,
  headings,
  LIBRARY,
  NEWEST,
  offer,
  TO_NEWEST,
} from './library-page.ts';

/* States that show the second copy, while the database is closed or after the browser lost it. */

const CLOSED = [
  'Your library cannot be opened now',
  'This is the second copy of your library. You can read it, but not change it.',
];

const FERRY_ROW = 'invited. Unread · Global Power Plays Northern Ledger – World · 3 min · yesterday';

const REFUSED = new DOMException('Internal error opening backing store.', 'UnknownError');

const BROKEN = 'The browser could not open the database. If this persists, restart the browser.';

const NOTHING_READ =
  'Nothing could be read from the second copy: it is empty, or the browser cannot read it now.';

const keepFerry = async (): Promise<void> => {
  await receiveIndex();
  await save('ferry');
  await followLens();
  await fillFromSecondCopy(NOW);
  await updateSecondCopy();
};

/** A page whose analysis the reader waits for, and about which the reader has answered a question. */
const UNKNOWN_PAGE = {
  address: 'https://quiet-gazette.example/none',
  keys: [{ key: 'quiet-gazette.example/none', by: 'address', offSite: false }],
  headlines: [],
} as const;

/** Replaces the result of reading all of `storage.local`. */
const allOfStorage = (answer: () => Promise<object>): void => {
  vi.spyOn(console, 'error').mockReturnValue();
  const get = browser.storage.local.get.bind(browser.storage.local) as (keys: unknown) => Promise<object>;
  vi.spyOn(browser.storage.local, 'get').mockImplementation(((keys: unknown) =>
    keys === null ? answer() : get(keys)) as never);
};

const onlyCopy = (state: string, error: Error, reason: string, row: Partial<PageState>): PageState => ({
  state,
  page: LIBRARY,
  prepare: async () => {
    await keepFerry();
    closeDatabase(error);
  },
  said: [...CLOSED, reason],
  offered: ['link "Skip to content"', ...CLOSED_HEADER, ...entries(FERRY)],
  headings: [CLOSED[0] ?? '', 'Saved', 'Followed'],
  ...row,
});

export const COPY: readonly PageState[] = [
  onlyCopy(
    'is shown read-only if a newer release has written the database',
    new NewerDatabase('schema version 9'),
    'A newer version of Civic Lens wrote the database on this device. Update the extension to open it.',
    {},
  ),
  onlyCopy('is shown if the browser cannot open the database', REFUSED, BROKEN, {}),
  onlyCopy(
    'is replaced by the library once the database opens',
    new DOMException('Internal error', 'UnknownError'),
    '',
    {
      steps: [settled, databaseOpens],
      said: [FERRY_ROW],
      offered: offer({ unread: [FERRY] }),
      headings: headings('All', [NEWEST], { outlets: true }),
    },
  ),
  onlyCopy('is replaced by a sentence that says why nothing is shown if it is empty', REFUSED, BROKEN, {
    prepare: async () => {
      await receiveIndex();
      closeDatabase(REFUSED);
    },
    said: [...CLOSED, BROKEN, NOTHING_READ],
    offered: ['link "Skip to content"', ...CLOSED_HEADER],
    headings: [CLOSED[0] ?? '', 'Saved'],
  }),
  onlyCopy('stays visible if a later read finds nothing or fails', REFUSED, BROKEN, {
    steps: [
      settled,
      () => allOfStorage(async () => ({})),
      databaseIsTried,
      settled,
      () => allOfStorage(() => Promise.reject(new Error('Unable to read'))),
      databaseIsTried,
    ],
  }),
  onlyCopy('appears as soon as it can be read', REFUSED, BROKEN, {
    prepare: async () => {
      await keepFerry();
      closeDatabase(REFUSED);
      allOfStorage(() => Promise.reject(new Error('Unable to read')));
    },
    steps: [settled, () => vi.mocked(browser.storage.local.get).mockRestore(), databaseIsTried],
  }),
  {
    state: 'fills a lost database, and names the restored records',
    page: LIBRARY,
    prepare: async () => {
      await receiveIndex();
      await save('ferry');
      await followLens();
      await addWaitingPage(UNKNOWN_PAGE);
      await answerStory(UNKNOWN_PAGE, 'ferry', false);
      await fillFromSecondCopy(NOW);
      await updateSecondCopy();
      await Promise.all(db.tables.map((table) => table.clear()));
      await fillFromSecondCopy(NOW);
    },
    said: [
      'Your library was restored The browser lost the database of Civic Lens. This came back from the second ' +
        'copy; texts that are missing are fetched again. 1 saved analysis: Ferry talks resume without the ' +
        'crews 1 thing that you follow: Global Power Plays 1 article you asked about. 1 answer about an article. OK',
      FERRY_ROW,
    ],
    offered: offer({
      unread: [FERRY],
      lenses: ['Global Power Plays'],
      lists: ['button "OK"', ...entries(FERRY)],
      main: [],
    }),
    headings: headings('All', ['Your library was restored'], { outlets: true }),
  },
  {
    state:
      'names restored labels, saved searches, corrections and removed analyses even without a saved analysis',
    page: LIBRARY,
    prepare: () =>
      db.readerFacts.put({
        name: 'restored',
        at: 1,
        headlines: [],
        removed: 2,
        followed: [],
        labels: 1,
        filters: 2,
        corrections: 3,
      }),
    said: [
      'texts that are missing are fetched again. 2 removed analyses, which you can still restore. 1 label. ' +
        '2 saved searches. 3 corrections of analyses. OK',
    ],
    offered: offer({ lenses: [], lists: ['button "OK"', TO_NEWEST], main: [] }),
    headings: ['All', 'Your library was restored', EMPTY],
  },
  ...FAILURES_TO_CHANGE.map(
    ([what, name, said, offers]): PageState => ({
      state: `keeps the message about restored records if ${what}, and says why`,
      page: LIBRARY,
      prepare: () => db.readerFacts.put({ name: 'restored', at: 1, headlines: [], removed: 0, followed: [] }),
      steps: [settled, () => failToWrite(db.readerFacts, name), 'button "OK"'],
      said: [`OK ${said}`],
      offered: offer({ lenses: [], lists: ['button "OK"', ...offers, TO_NEWEST], main: [] }),
      headings: ['All', 'Your library was restored', EMPTY],
    }),
  ),
];
