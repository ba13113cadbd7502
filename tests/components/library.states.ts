import type { Table } from 'dexie';
import { expect, vi } from 'vitest';
import { db } from '../../lib/db/database.ts';
import { NewerDatabase, setWritesHeld } from '../../lib/db/open-database.ts';
import { fillFromSecondCopy } from '../../lib/library/fill-from-second-copy.ts';
import { removeSaved } from '../../lib/library/saved-analyses.ts';
import { updateSecondCopy } from '../../lib/library/second-copy.ts';
import { detectWithdrawals } from '../../lib/library/withdrawals.ts';
import type { PageIdentity } from '../../lib/page/page-identity.ts';
import { lookUpLink } from '../../lib/tab/look-up-link.ts';
import { browser } from '../unit/fake-browser.ts';
import { visit } from './browser-and-tab.ts';
import {
  closeDatabase,
  databaseIsTried,
  databaseOpens,
  followLens,
  followOutlet,
  followTopic,
  save,
} from './database.ts';
import { eventually, settled } from './open-page.ts';
import { goOffline, loseIndex, receiveIndex, receiveNews, receivePart } from './publication.ts';
import { FERRY_HEADINGS, type ReadingFerry, readingFerry, TEXT_HEADINGS } from './reading.ts';
import { CABLE, CONSENT, CONTRACT, FERRY, FERRY_PAGE, NEWS, PORTS, RESERVOIR } from './sample-cards.ts';
import { readPage } from './shown.ts';
import type { PageState } from './states.ts';
import { syncState } from './sync-states.ts';
import { DAY, NOW } from './times.ts';

/** Texts and controls of the library page in each state. */

const LIBRARY = '/library.html';
const EMPTY =
  'Nothing saved yet. Open an analysis and choose “Save”: it stays here, readable offline, for good.';
const FOLLOW_NOTHING =
  'You follow nothing yet. Choose lenses below; topics and outlets can be followed from the end of any ' +
  'analysis.';
const NO_LENSES = 'The lenses appear here as soon as the list of analyses has arrived.';
const CHOOSE = 'Choose an analysis from the list to read it here.';
const ALL = [FERRY, PORTS, CONTRACT, CONSENT, RESERVOIR, CABLE];

const entries = (...analyses: readonly { readonly headline?: string | undefined }[]): string[] =>
  analyses.map(({ headline }) => `button "${headline}"`);

interface Offer {
  /** Controls in the lists at the side, above the lenses. */
  readonly lists?: readonly string[];
  readonly following?: string;
  readonly lenses?: readonly string[];
  /** Controls beside the lists. */
  readonly main?: readonly string[];
}

/** The controls of the library. */
const offer = ({
  lists = [],
  following,
  lenses = ['Global Power Plays', 'The Rulebook', 'Hidden Wiring'],
  main = entries(...ALL),
}: Offer = {}): string[] => [
  'button "Options"',
  ...lists,
  ...lenses.map((lens) => `button "${lens === following ? 'Following' : 'Follow'} ${lens}"`),
  ...main,
];
/** The headings of the library, with those before "Saved" and those of followed things. */
const headings = (beforeSaved: readonly string[] = [], followed: readonly string[] = []): string[] => [
  'Your library',
  ...beforeSaved,
  'Saved',
  'Followed',
  ...followed,
  'Lenses of NOLIGARCHY.US',
];
const NEWEST = 'New at NOLIGARCHY.US';

export const LISTS: readonly PageState[] = [
  {
    state: 'explains itself before the list of analyses arrives',
    page: LIBRARY,
    said: `Civic Lens Options Your library Saved ${EMPTY} Followed ${FOLLOW_NOTHING} ${NO_LENSES} ${CHOOSE}`,
    offered: offer({ lenses: [], main: [] }),
    headings: ['Your library', 'Saved', 'Followed'],
    also: { title: 'Your library', live: [] },
  },
  {
    state: 'offers the newest analyses and the lenses if nothing is saved',
    page: LIBRARY,
    prepare: () => receiveIndex(),
    said:
      `Civic Lens Options Your library Saved ${EMPTY} Followed ${FOLLOW_NOTHING} Lenses of NOLIGARCHY.US ` +
      'Follow Global Power Plays Who moves whom across borders. Follow The Rulebook Follow Hidden Wiring ' +
      'New at NOLIGARCHY.US Global Power Plays Ferry talks resume without the crews 2 Jul 2026 · ' +
      'Northern Ledger – World Both governments return to the table; the unions are not invited. The ' +
      'Rulebook A port fee holiday for one shipping line 1 Jul 2026 · Harbour Courier The Rulebook One ' +
      'supplier for every classroom 20 Jun 2026 · Quiet Gazette The contract was awarded without a ' +
      'tender. Hidden Wiring Parents cannot opt out of the school app 18 Jun 2026 · Quiet Gazette The ' +
      'Rulebook The reservoir plan assumes rain 12 May 2026 · Quiet Gazette Hidden Wiring Who owns the ' +
      'new cable landing 3 May 2026 · quiet-gazette.example',
    offered: offer(),
    headings: [...headings(), NEWEST],
    also: { title: 'Your library', live: [] },
  },
  {
    state: 'lists saved analyses, the newest first, and when they were read',
    page: LIBRARY,
    prepare: async () => {
      await receiveIndex();
      await save('ports', NOW - DAY, NOW - 2 * DAY);
      await save('ferry');
    },
    said: [
      'Global Power Plays Ferry talks resume without the crews Saved on 2 Jul 2026 · Not read yet The ' +
        'Rulebook A port fee holiday for one shipping line Saved on 1 Jul 2026 · Read on 2 Jul 2026',
      FOLLOW_NOTHING,
      NEWEST,
    ],
    offered: offer({ lists: entries(FERRY, PORTS) }),
    headings: [...headings(), NEWEST],
  },
  {
    state: 'lists an analysis without a lens, saved and among the newest',
    page: LIBRARY,
    prepare: async () => {
      await receiveIndex({ changed: { ports: { lens: null } } });
      await save('ports');
    },
    said: [
      'Saved A port fee holiday for one shipping line Saved on 2 Jul 2026 · Not read yet Followed',
      FOLLOW_NOTHING,
      NEWEST,
      'not invited. A port fee holiday for one shipping line 1 Jul 2026 · Harbour Courier The Rulebook One',
    ],
    offered: offer({ lists: entries(PORTS) }),
    headings: [...headings(), NEWEST],
  },
  {
    state: 'lists saved analyses while the list of all analyses is missing',
    page: LIBRARY,
    prepare: async () => {
      await receiveIndex();
      await save('ferry');
      await loseIndex();
    },
    said: ['Saved on 2 Jul 2026 · Not read yet', FOLLOW_NOTHING, NO_LENSES, CHOOSE],
    offered: offer({ lists: entries(FERRY), lenses: [], main: [] }),
    headings: ['Your library', 'Saved', 'Followed'],
  },
  {
    state: 'lists the latest analyses of a followed lens',
    page: LIBRARY,
    prepare: async () => {
      await receiveIndex();
      await followLens('rulebook');
    },
    said: [
      EMPTY,
      'Followed The Rulebook A port fee holiday for one shipping line 1 Jul 2026 · Harbour Courier',
      NEWEST,
    ],
    offered: offer({ lists: entries(PORTS, CONTRACT, RESERVOIR), following: 'The Rulebook' }),
    headings: [...headings([], ['The Rulebook']), NEWEST],
  },
  {
    state: 'lists the latest analyses of a followed topic, with a button to stop following it',
    page: LIBRARY,
    prepare: async () => {
      await receiveIndex();
      await followTopic('labour');
    },
    said: [EMPTY, 'labour Ferry talks resume without the crews 2 Jul 2026 · Northern Ledger – World', NEWEST],
    offered: offer({ lists: ['button "Following topic labour"', ...entries(FERRY)] }),
    headings: [...headings([], ['labour']), NEWEST],
  },
  {
    state: 'lists the latest analyses of a followed outlet, with a button to stop following it',
    page: LIBRARY,
    prepare: async () => {
      await receiveIndex();
      await followOutlet('Quiet Gazette');
    },
    said: [
      EMPTY,
      'Following Quiet Gazette One supplier for every classroom 20 Jun 2026 · Quiet Gazette',
      NEWEST,
    ],
    offered: offer({ lists: ['button "Following Quiet Gazette"', ...entries(CONTRACT, CONSENT, RESERVOIR)] }),
    headings: [...headings([], ['Quiet Gazette']), NEWEST],
  },
  {
    state: 'says that nothing is followed after the reader stops following the last one',
    page: LIBRARY,
    prepare: async () => {
      await receiveIndex();
      await followOutlet('Quiet Gazette');
    },
    steps: ['button "Following Quiet Gazette"'],
    said: ['No longer following Quiet Gazette. Undo', EMPTY, FOLLOW_NOTHING, NEWEST],
    offered: offer({ lists: ['button "Undo"'] }),
    headings: [...headings(), NEWEST],
    also: { live: ['No longer following Quiet Gazette. Undo'] },
  },
  {
    state: 'follows again what the reader stopped following, after "Undo"',
    page: LIBRARY,
    prepare: async () => {
      await receiveIndex();
      await followOutlet('Quiet Gazette');
    },
    steps: ['button "Following Quiet Gazette"', 'button "Undo"'],
    said: [
      EMPTY,
      'Following Quiet Gazette One supplier for every classroom 20 Jun 2026 · Quiet Gazette',
      NEWEST,
    ],
    offered: offer({ lists: ['button "Following Quiet Gazette"', ...entries(CONTRACT, CONSENT, RESERVOIR)] }),
    headings: [...headings([], ['Quiet Gazette']), NEWEST],
    also: { live: [] },
  },
  {
    state: 'follows a lens that the reader chooses',
    page: LIBRARY,
    prepare: () => receiveIndex(),
    steps: ['button "Follow Hidden Wiring"'],
    said: [
      EMPTY,
      'Followed Hidden Wiring Parents cannot opt out of the school app 18 Jun 2026 · Quiet Gazette',
      NEWEST,
    ],
    offered: offer({ lists: entries(CONSENT, CABLE), following: 'Hidden Wiring' }),
    headings: [...headings([], ['Hidden Wiring']), NEWEST],
  },
  {
    state: 'says that something followed has no analysis yet',
    page: LIBRARY,
    prepare: async () => {
      await receiveIndex();
      await followTopic('tides');
    },
    said: [EMPTY, 'No analysis yet.', NEWEST],
    offered: offer({ lists: ['button "Following topic tides"'] }),
    headings: [...headings([], ['tides']), NEWEST],
  },
  {
    state: 'shows five of the latest analyses, and offers more',
    page: LIBRARY,
    prepare: async () => {
      await receiveIndex({ more: NEWS });
      await followLens();
    },
    said: [EMPTY, 'Show more', NEWEST],
    offered: offer({
      lists: [...entries(...NEWS), 'button "Show more: Global Power Plays"'],
      following: 'Global Power Plays',
      main: entries(...NEWS, ...ALL).slice(0, 10),
    }),
    headings: [...headings([], ['Global Power Plays']), NEWEST],
  },
  {
    state: 'shows the others when the reader asks for more',
    page: LIBRARY,
    prepare: async () => {
      await receiveIndex({ more: NEWS });
      await followLens();
    },
    steps: ['button "Show more: Global Power Plays"'],
    said: [EMPTY, NEWEST],
    offered: offer({
      lists: entries(...NEWS, FERRY),
      following: 'Global Power Plays',
      main: entries(...NEWS, ...ALL).slice(0, 10),
    }),
    headings: [...headings([], ['Global Power Plays']), NEWEST],
  },
  {
    state: 'disables following in a private window',
    page: LIBRARY,
    prepare: async () => {
      await receiveIndex();
      visit(undefined, { isPrivate: true });
    },
    said: [EMPTY, FOLLOW_NOTHING, NEWEST],
    offered: offer().map((name) => (name.startsWith('button "Follow') ? `${name} disabled` : name)),
    headings: [...headings(), NEWEST],
    also: { hints: { 'Follow The Rulebook': 'Nothing is kept in private windows.' } },
  },
  {
    state: 'says that the page cannot be shown if rendering fails',
    page: LIBRARY,
    prepare: failToDraw,
    said: 'Something went wrong and this page could not be shown. Reload it; your library is safe.',
    offered: [],
    headings: [],
    also: {
      live: ['Something went wrong and this page could not be shown. Reload it; your library is safe.'],
    },
  },
];

/** Makes a component throw while it draws. */
function failToDraw(): void {
  const { getMessage } = browser.i18n;
  vi.spyOn(console, 'error').mockReturnValue();
  vi.spyOn(browser.i18n, 'getMessage').mockImplementation((key, substitutions) => {
    if (key === 'librarySaved') throw new Error('The text is missing.');
    return getMessage(key, substitutions);
  });
}

const REMOVED_ON = 'Removed on 2 Jul 2026 · goes for good on 1 Aug 2026';
const removedList = (
  state: string,
  row: Pick<PageState, 'prepare' | 'steps' | 'said'> & { readonly lists: readonly string[] },
): PageState => ({
  ...row,
  state,
  page: '/library.html#view=removed',
  offered: offer({ lists: row.lists }),
  headings: ['Your library', 'Recently removed', 'Followed', 'Lenses of NOLIGARCHY.US', NEWEST],
});
const removeFerry = async (): Promise<void> => {
  await receiveIndex();
  await save('ferry');
  await removeSaved('ferry', NOW - DAY);
};

export const REMOVED: readonly PageState[] = [
  removedList('is empty at first', {
    prepare: () => receiveIndex(),
    said: ['Nothing was removed in the last 30 days.'],
    lists: ['link "Your saved analyses"'],
  }),
  removedList('lists what was removed, with the way back', {
    prepare: removeFerry,
    said: [REMOVED_ON, 'What you remove from your library can be brought back for 30 days.'],
    lists: [...entries(FERRY), 'button "Undo"', 'link "Your saved analyses"'],
  }),
  removedList('brings back what was removed', {
    prepare: removeFerry,
    steps: ['button "Undo"'],
    said: ['Nothing was removed in the last 30 days.'],
    lists: ['link "Your saved analyses"'],
  }),
];

const CLOSED = [
  'Your library cannot be opened now',
  'This is the second copy of your library. You can read it, but not change it.',
];
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
/** Replaces the result of a read of all of `storage.local`. */
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
  offered: ['button "Options"', ...entries(FERRY)],
  headings: [CLOSED[0] ?? '', 'Saved', 'Followed'],
  ...row,
});

const FAILURES_TO_CHANGE = [
  [
    'the device is full',
    'QuotaExceededError',
    'Not changed: this device has no room left. Free some space and try again.',
  ],
  [
    'the database fails',
    'UnknownError',
    'Not changed: the browser could not write to its storage. Try again; if it persists, restart the browser.',
  ],
] as const;
/** Makes every write to a table and every deletion from it fail. */
const failToWrite = (table: Pick<Table, 'put' | 'delete' | 'bulkDelete'>, name: string): void => {
  vi.spyOn(console, 'error').mockReturnValue();
  const error = Object.assign(new Error(name), { name });
  for (const method of ['put', 'delete', 'bulkDelete'] as const)
    vi.spyOn(table, method).mockRejectedValue(error);
};

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
      said: ['Saved on 2 Jul 2026 · Not read yet'],
      offered: offer({ lists: entries(FERRY), following: 'Global Power Plays' }).toSpliced(
        2,
        0,
        ...entries(FERRY),
      ),
      headings: [...headings([], ['Global Power Plays']), NEWEST],
    },
  ),
  onlyCopy('says so if it is empty or cannot be read', REFUSED, BROKEN, {
    prepare: async () => {
      await receiveIndex();
      closeDatabase(REFUSED);
    },
    said: [...CLOSED, BROKEN, NOTHING_READ],
    offered: ['button "Options"'],
    headings: [CLOSED[0] ?? '', 'Saved'],
  }),
  onlyCopy('is read again at each try, and stays shown if a later read fails', REFUSED, BROKEN, {
    steps: [
      settled,
      () => allOfStorage(async () => ({})),
      databaseIsTried,
      settled,
      () => allOfStorage(() => Promise.reject(new Error('Unable to read'))),
      databaseIsTried,
    ],
  }),
  onlyCopy('is shown as soon as it can be read', REFUSED, BROKEN, {
    prepare: async () => {
      await keepFerry();
      closeDatabase(REFUSED);
      allOfStorage(() => Promise.reject(new Error('Unable to read')));
    },
    steps: [settled, () => vi.mocked(browser.storage.local.get).mockRestore(), databaseIsTried],
  }),
  {
    state: 'fills a lost database, and tells the reader which records were restored',
    page: LIBRARY,
    prepare: async () => {
      await receiveIndex();
      await save('ferry');
      await followLens();
      await fillFromSecondCopy(NOW);
      await updateSecondCopy();
      await Promise.all(db.tables.map((table) => table.clear()));
      await fillFromSecondCopy(NOW);
    },
    said: [
      'Your library was restored The browser lost the database of Civic Lens. This came back from the second ' +
        'copy; texts that are missing are fetched again. 1 saved analysis: Ferry talks resume without the ' +
        'crews 1 thing that you follow: Global Power Plays OK',
      'Saved on 2 Jul 2026 · Not read yet',
    ],
    offered: ['button "Options"', 'button "OK"', ...entries(FERRY)],
    headings: ['Your library', 'Your library was restored', 'Saved', 'Followed', 'Global Power Plays'],
  },
  ...FAILURES_TO_CHANGE.map(
    ([what, name, said]): PageState => ({
      state: `keeps the message about restored records if ${what}, and says why`,
      page: LIBRARY,
      prepare: () => db.readerFacts.put({ name: 'restored', at: 1, headlines: [], removed: 0, followed: [] }),
      steps: [settled, () => failToWrite(db.readerFacts, name), 'button "OK"'],
      said: [`OK ${said}`],
      offered: ['button "Options"', 'button "OK"'],
      headings: ['Your library', 'Your library was restored', 'Saved', 'Followed'],
    }),
  ),
];

const MANY_WITHDRAWN = 'The publication withdrew 1 analysis that you saved';
const withdrawFerry = async (): Promise<void> => {
  await receiveIndex();
  await save('ferry');
  await receiveIndex({ without: ['ferry'] });
  for (const checkedAt of [NOW, NOW + DAY]) await detectWithdrawals(checkedAt);
};
export const WITHDRAWN: readonly PageState[] = [
  {
    state: 'is reported, and the analysis stays saved',
    page: LIBRARY,
    prepare: withdrawFerry,
    said: [`${MANY_WITHDRAWN} Ferry talks resume without the crews Your copies stay in your library. OK`],
    offered: offer({
      lists: [...entries(FERRY), 'button "OK"', ...entries(FERRY)],
      main: entries(...ALL.filter((card) => card !== FERRY)),
    }),
    headings: ['Your library', MANY_WITHDRAWN, ...headings().slice(1), NEWEST],
  },
  {
    state: 'is reported once',
    page: LIBRARY,
    prepare: withdrawFerry,
    steps: ['button "OK"'],
    said: [],
    offered: offer({ lists: entries(FERRY), main: entries(...ALL.filter((card) => card !== FERRY)) }),
    headings: [...headings(), NEWEST],
  },
  ...FAILURES_TO_CHANGE.map(
    ([what, name, said]): PageState => ({
      state: `is still reported if ${what}, which the page says`,
      page: LIBRARY,
      prepare: withdrawFerry,
      steps: [settled, () => failToWrite(db.saved, name), 'button "OK"'],
      said: [
        `${MANY_WITHDRAWN} Ferry talks resume without the crews Your copies stay in your library. OK ${said}`,
      ],
      offered: offer({
        lists: [...entries(FERRY), 'button "OK"', ...entries(FERRY)],
        main: entries(...ALL.filter((card) => card !== FERRY)),
      }),
      headings: ['Your library', MANY_WITHDRAWN, ...headings().slice(1), NEWEST],
    }),
  ),
];

const BACK = 'button "Back"';
const OPEN_FERRY = '/library.html#analysis=ferry';
const FAILURES_TO_MARK = [
  [
    'the device is full',
    'QuotaExceededError',
    'Not marked as read: this device has no room left. Free some space and open it again.',
  ],
  [
    'the database fails',
    'UnknownError',
    'Not marked as read: the browser could not write to its storage. Open it again; if that persists, restart ' +
      'the browser.',
  ],
] as const;

interface Reading extends ReadingFerry {
  readonly lists?: readonly string[];
}

/** The library while the ferry analysis is open. */
const reading = (
  state: string,
  { lists, ...row }: Pick<PageState, 'prepare' | 'steps' | 'said' | 'also'> & Partial<PageState> & Reading,
): PageState => ({
  page: OPEN_FERRY,
  ...row,
  state,
  offered: offer({
    ...(lists ? { lists } : {}),
    main: [BACK, ...readingFerry({ doubt: '', ...row })],
  }),
  headings: [...headings(), ...FERRY_HEADINGS],
});
const SAVED_FERRY = [`button "${FERRY.headline}" current`];

export const READING: readonly PageState[] = [
  reading('shows a saved analysis, and marks it as read', {
    prepare: async () => {
      await receiveIndex();
      await save('ferry');
    },
    said: ['The talks resumed on Monday.', 'Saved on 2 Jul 2026 · Read on 3 Jul 2026'],
    lists: SAVED_FERRY,
    save: ['button "Saved" collapsed'],
    also: { links: { 'Read the original at Northern Ledger – World': FERRY_PAGE } },
  }),
  ...FAILURES_TO_MARK.map(([what, name, said]) =>
    reading(`shows a saved analysis as unread if ${what}, and says so`, {
      prepare: async () => {
        await receiveIndex();
        await save('ferry');
        failToWrite(db.saved, name);
      },
      said: ['The talks resumed on Monday.', 'Saved on 2 Jul 2026 · Not read yet', said],
      lists: SAVED_FERRY,
      save: ['button "Saved" collapsed'],
      also: { live: [said] },
    }),
  ),
  reading('shows no message on a full device if the analysis is neither unread nor new', {
    prepare: async () => {
      await receiveIndex();
      setWritesHeld(true);
      vi.spyOn(browser.storage.local, 'set').mockRejectedValue(new Error('No space left on device.'));
    },
    said: ['The talks resumed on Monday.', EMPTY],
    also: { live: [] },
  }),
  reading('shows a saved analysis completely while the device is offline', {
    prepare: async () => {
      await receiveIndex();
      await save('ferry');
      goOffline();
    },
    said: ['The talks resumed on Monday.', 'Saved on 2 Jul 2026 · Read on 3 Jul 2026'],
    lists: SAVED_FERRY,
    save: ['button "Saved" collapsed'],
  }),
  reading('shows a saved analysis that the publication has withdrawn', {
    prepare: async () => {
      await receiveIndex();
      await save('ferry');
      await receiveIndex({ without: ['ferry'] });
    },
    said: ['The talks resumed on Monday.', 'Saved on 2 Jul 2026 · Read on 3 Jul 2026'],
    lists: SAVED_FERRY,
    save: ['button "Saved" collapsed'],
  }),
  reading('shows a withdrawn analysis that was removed, and offers Undo', {
    prepare: async () => {
      await receiveIndex();
      await save('ferry');
      await receiveIndex({ without: ['ferry'] });
      await removeSaved('ferry', NOW);
    },
    said: ['The talks resumed on Monday.', EMPTY, 'Removed from your library. Undo'],
    lists: ['link "Recently removed"'],
    save: ['button "Save"', 'button "Undo"'],
  }),
  reading('restores a withdrawn analysis that was removed', {
    prepare: async () => {
      await receiveIndex();
      await save('ferry');
      await receiveIndex({ without: ['ferry'] });
      await removeSaved('ferry', NOW);
    },
    steps: ['button "Undo"'],
    said: ['The talks resumed on Monday.', 'Saved on 2 Jul 2026 · Not read yet'],
    lists: SAVED_FERRY,
    save: ['button "Saved" collapsed'],
  }),
  reading('shows an analysis that is not saved', {
    prepare: () => receiveIndex(),
    said: ['The talks resumed on Monday.', EMPTY],
  }),
  reading('opens the analysis that the reader chooses', {
    page: LIBRARY,
    prepare: () => receiveIndex(),
    steps: [`button "${FERRY.headline}"`],
    said: ['The talks resumed on Monday.', EMPTY],
  }),
  {
    state: 'returns to the newest analyses after "Back"',
    page: OPEN_FERRY,
    prepare: () => receiveIndex(),
    steps: [BACK],
    said: [EMPTY, NEWEST],
    offered: offer(),
    headings: [...headings(), NEWEST],
  },
  {
    state: 'says that an analysis is not on this device',
    page: '/library.html#analysis=elsewhere',
    prepare: () => receiveIndex(),
    said: [EMPTY, 'This analysis is not on this device.'],
    offered: offer({ main: [BACK] }),
    headings: headings(),
  },
];

const fresh = (number: number): string[] => entries(...NEWS.slice(0, number));
const ALL_SEEN = 'button "Mark all as seen"';
/** The text of the section with two new analyses. */
const TWO_NEW =
  'New for you (2) Global Power Plays Canal tolls rise by a third 3 Jul 2026 · Quiet Gazette Global ' +
  'Power Plays A treaty for the old pipeline 3 Jul 2026 · Quiet Gazette Mark all as seen';
const NEW_AND_OLD = [...NEWS.slice(0, 2), ...ALL];
const followingWith = (lists: readonly string[], main?: readonly string[]): string[] =>
  offer({
    // The followed lens lists them too.
    lists: [...lists, ...entries(...NEWS.slice(0, 2), FERRY)],
    following: 'Global Power Plays',
    main: main ?? entries(...NEW_AND_OLD),
  });

export const NEW_FOR_YOU: readonly PageState[] = [
  {
    state: 'lists new analyses, and shows their number in the title of the tab',
    page: LIBRARY,
    prepare: () => newAnalyses(),
    said: [TWO_NEW, EMPTY, NEWEST],
    offered: followingWith([...fresh(2), ALL_SEEN]),
    headings: [...headings(['New for you (2)'], ['Global Power Plays']), NEWEST],
    also: { title: '(2) Your library' },
  },
  {
    state: 'keeps the open analysis in its place in the list',
    page: LIBRARY,
    prepare: () => newAnalyses(),
    steps: [`button "${NEWS[0]?.headline}"`],
    said: [EMPTY, 'New for you (1)'],
    offered: followingWith(
      [`${fresh(1)} current`, ...fresh(2).slice(1), ALL_SEEN],
      [
        BACK,
        'link "Global Power Plays"',
        'link "detention"',
        'button "Following Global Power Plays"',
        'button "Follow Quiet Gazette"',
        'link "Open on NOLIGARCHY.US"',
        'link "Explore this lens"',
        'link "Browse all issues"',
        'link "Subscribe"',
        'button "Save"',
        'link "Read the original at Quiet Gazette"',
      ],
    ).map((name, n) => (n === 4 ? `${fresh(1)} current` : name)),
    headings: [
      ...headings(['New for you (1)'], ['Global Power Plays']),
      NEWS[0]?.headline ?? '',
      ...TEXT_HEADINGS,
    ],
    also: { title: '(1) Your library' },
  },
  {
    state: 'lists it again after "Back" if it could not be marked, because the device is full',
    page: LIBRARY,
    prepare: () => newAnalyses(),
    steps: [
      settled,
      () => failToWrite(db.newAnalyses, 'QuotaExceededError'),
      `button "${NEWS[0]?.headline}"`,
      () => eventually(() => expect(readPage(document).live).toEqual([FAILURES_TO_MARK[0][2]])),
      BACK,
    ],
    said: [TWO_NEW, EMPTY, NEWEST],
    offered: followingWith([...fresh(2), ALL_SEEN]),
    headings: [...headings(['New for you (2)'], ['Global Power Plays']), NEWEST],
    also: { title: '(2) Your library', live: [] },
  },
  {
    state: 'does not list it again after "Back"',
    page: LIBRARY,
    prepare: () => newAnalyses(),
    steps: [`button "${NEWS[0]?.headline}"`, BACK],
    said: [EMPTY, 'New for you (1)', NEWEST],
    offered: followingWith([...fresh(2).slice(1), ALL_SEEN]),
    headings: [...headings(['New for you (1)'], ['Global Power Plays']), NEWEST],
    also: { title: '(1) Your library' },
  },
  {
    state: 'says that all is seen after "Mark all as seen"',
    page: LIBRARY,
    prepare: () => newAnalyses(),
    steps: [ALL_SEEN],
    said: [EMPTY, 'New for you All seen. Undo', NEWEST],
    offered: followingWith(['button "Undo"']),
    headings: [...headings(['New for you'], ['Global Power Plays']), NEWEST],
    also: { title: 'Your library', live: ['All seen. Undo'] },
  },
  {
    state: 'lists the new analyses again after "Undo"',
    page: LIBRARY,
    prepare: () => newAnalyses(),
    steps: [ALL_SEEN, 'button "Undo"'],
    said: [TWO_NEW, EMPTY, NEWEST],
    offered: followingWith([...fresh(2), ALL_SEEN]),
    headings: [...headings(['New for you (2)'], ['Global Power Plays']), NEWEST],
    also: { title: '(2) Your library', live: [] },
  },
  ...FAILURES_TO_CHANGE.map(
    ([what, name, said]): PageState => ({
      state: `leaves the analyses new if ${what}, and says why`,
      page: LIBRARY,
      prepare: () => newAnalyses(),
      steps: [settled, () => failToWrite(db.newAnalyses, name), ALL_SEEN],
      said: [`${TWO_NEW} ${said}`, EMPTY, NEWEST],
      offered: followingWith([...fresh(2), ALL_SEEN]),
      headings: [...headings(['New for you (2)'], ['Global Power Plays']), NEWEST],
      also: { title: '(2) Your library' },
    }),
  ),
  {
    state: 'does not offer to mark anything as seen in a private window',
    page: LIBRARY,
    prepare: () => newAnalyses({ isPrivate: true }),
    said: [EMPTY, 'New for you (2)', NEWEST],
    offered: followingWith(fresh(2)).map((name) =>
      /^button "Follow/.test(name) ? `${name} disabled` : name,
    ),
    headings: [...headings(['New for you (2)'], ['Global Power Plays']), NEWEST],
    also: { title: '(2) Your library' },
  },
];

async function newAnalyses(window: { isPrivate?: boolean } = {}): Promise<void> {
  await receiveIndex();
  await receiveNews(2);
  visit(undefined, window);
}

const LOOKED_UP = '/library.html#looked-up';

export const LINKS: readonly PageState[] = [
  {
    state: 'shows the analysis of the article behind the link',
    page: LOOKED_UP,
    prepare: async () => {
      await receiveIndex();
      await lookUp(`https://www.google.com/url?q=${encodeURIComponent(FERRY_PAGE)}&sa=U`);
    },
    said: ['Link looked up Ferry talks resume without the crews 2 Jul 2026 · Northern Ledger – World'],
    offered: offer({ lists: entries(FERRY) }),
    headings: [...headings(['Link looked up']), NEWEST],
    also: {
      live: ['Link looked up Ferry talks resume without the crews 2 Jul 2026 · Northern Ledger – World'],
    },
  },
  {
    state: 'says that no analysis is known',
    page: LOOKED_UP,
    prepare: async () => {
      await receiveIndex();
      await lookUp('https://quiet-gazette.example/culture/2026/07/02/mountain-choir-announces-tour');
    },
    said: ['Link looked up No analysis of the article behind this link is known.'],
    offered: offer(),
    headings: [...headings(['Link looked up']), NEWEST],
  },
  {
    state: 'does not say that no analysis is known if the index does not reach back to the article',
    page: LOOKED_UP,
    prepare: async () => {
      await receivePart('2026-07-01');
      await lookUp('https://quiet-gazette.example/culture/2026/06/02/mountain-choir-announces-tour');
    },
    said: [
      'Link looked up Only part of the list of analyses has arrived: it is known back to 1 July 2026. The article ' +
        'behind this link may have an analysis in the rest.',
    ],
    offered: offer(),
    headings: [...headings(['Link looked up']), NEWEST],
  },
  {
    state: 'does not say that no analysis is known if the index is old',
    page: LOOKED_UP,
    prepare: async () => {
      await receiveIndex();
      await syncState({ checkedAt: new Date(2026, 5, 3, 12).getTime() });
      await lookUp('https://quiet-gazette.example/culture/2026/07/02/mountain-choir-announces-tour');
    },
    said: [
      'Link looked up The list of analyses is old: it was last confirmed on 3 Jun 2026, 12:00. An analysis of the ' +
        'article behind this link may have appeared since.',
    ],
    offered: offer(),
    headings: [...headings(['Link looked up']), NEWEST],
  },
  {
    state: 'says that a link cannot be looked up before the list of analyses arrives',
    page: LOOKED_UP,
    prepare: () => lookUp(FERRY_PAGE),
    said: ['Link looked up The list of analyses has not arrived yet, so this link cannot be looked up.'],
    offered: offer({ lenses: [], main: [] }),
    headings: ['Your library', 'Link looked up', 'Saved', 'Followed'],
  },
  {
    state: 'shows no result if no link was looked up',
    page: LOOKED_UP,
    prepare: () => receiveIndex(),
    said: [],
    offered: offer(),
    headings: [...headings(), NEWEST],
  },
];

const ABOUT_TAB = '/library.html#tab=7';
const CHOIR = 'https://quiet-gazette.example/culture/2026/07/02/mountain-choir-announces-tour';

export const COMMANDS: readonly PageState[] = [
  {
    state: 'says that the page of the command has no analysis',
    page: ABOUT_TAB,
    prepare: async () => {
      await receiveIndex();
      visit(article(CHOIR));
    },
    said: ['The page you were on NOLIGARCHY.US has not published an analysis of this article.'],
    offered: offer(),
    headings: [...headings(['The page you were on']), NEWEST],
    also: { live: ['The page you were on NOLIGARCHY.US has not published an analysis of this article.'] },
  },
  {
    state: 'offers the analysis that a command does not save in a private window',
    page: ABOUT_TAB,
    prepare: async () => {
      await receiveIndex();
      visit(article(FERRY_PAGE), { isPrivate: true });
    },
    said: [
      'The page you were on 1 analysis of this article Nothing is kept in private windows. ' +
        'Ferry talks resume without the crews 2 Jul 2026 · Northern Ledger – World',
    ],
    offered: offer({ lists: entries(FERRY) }).map((name) =>
      /^button "Follow/.test(name) ? `${name} disabled` : name,
    ),
    headings: [...headings(['The page you were on']), NEWEST],
  },
  {
    state: 'says that the list of analyses has not arrived',
    page: ABOUT_TAB,
    prepare: () => visit(article(CHOIR)),
    said: [
      'The page you were on Civic Lens fetches it once and then works on its own. Until then it cannot tell ' +
        'whether this page was analysed.',
    ],
    offered: offer({ lenses: [], main: [] }),
    headings: ['Your library', 'The page you were on', 'Saved', 'Followed'],
  },
  {
    state: 'shows nothing about a tab that is gone',
    page: '/library.html#tab=7',
    prepare: async () => {
      await receiveIndex();
      visit(undefined);
      vi.spyOn(browser.tabs, 'get').mockRejectedValue(new Error('No tab with id: 7.'));
    },
    said: [],
    offered: offer(),
    headings: [...headings(), NEWEST],
  },
  {
    state: 'shows no analysis at an address with an invalid %',
    page: '/library.html#analysis=%E0%A4%A',
    prepare: () => receiveIndex(),
    said: ['This analysis is not on this device.'],
    offered: offer({ main: [BACK] }),
    headings: headings(),
  },
  {
    state: 'shows nothing about a tab at an address without tab id',
    page: '/library.html#tab=%',
    prepare: () => receiveIndex(),
    said: [],
    offered: offer(),
    headings: [...headings(), NEWEST],
  },
];

/** The identity of a page with an article. */
function article(address: string): PageIdentity {
  const said = { address, loadedAs: address, claims: [], headlines: [], articles: [], microdata: true };
  return { ...said, ogType: 'article', published: '2026-07-02' };
}

/** The reader chooses "Look up this link" from the menu of a link. */
function lookUp(address: string): Promise<void> {
  return lookUpLink({ menuItemId: 'look-up-link', linkUrl: address });
}
