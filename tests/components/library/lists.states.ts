import { vi } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { browser } from '../../unit/fake-browser.ts';
import { visit } from '../browser-and-tab.ts';
import { followLens, followOutlet, followTopic, save } from '../database.ts';
import { loseIndex, receiveIndex } from '../publication.ts';
import { CABLE, CONSENT, CONTRACT, FERRY, NEWS, PORTS, RESERVOIR } from '../sample-cards.ts';
import type { PageState } from '../states.ts';
import { DAY, NOW } from '../times.ts';
import {
  ALL,
  EMPTY,
  entries,
  followLenses,
  headings,
  LIBRARY,
  NEW_VIEW,
  NEW_VIEW_HEADINGS,
  NEWEST,
  offer,
} from './library-page.ts';

/* States of the lists of saved, followed and newest analyses. */

const FOLLOW_NOTHING =
  'You follow nothing yet. Choose lenses here; topics and outlets can be followed from the end of any ' +
  'analysis.';

const NO_LENSES = 'The lenses appear here as soon as the list of analyses has arrived.';

const CHOOSE = 'Choose an analysis from the list to read it here.';

const NOTHING_NEW = 'Nothing new';

const FERRY_ROW =
  'Ferry talks resume without the crews Both governments return to the table; the unions are not invited. ' +
  'Unread · Global Power Plays Northern Ledger – World · 3 min · yesterday';
const PORTS_ROW = 'A port fee holiday for one shipping line Read · The Rulebook Harbour Courier · 2 days ago';

const KEEP_A_COPY = 'Keep a copy outside the browser. You have not made a file yet.';

const WAYS_ON = ['link "All saved analyses"', 'link "Newest analyses"'];
const MANY = Array.from({ length: 20 }, () => FERRY);
/** Saves as many analyses as the library needs before it offers an export. */
const manySaved = async (): Promise<void> => {
  await receiveIndex();
  await save('ferry');
  const ferry = await db.saved.get('ferry');
  if (!ferry) return;
  const more = MANY.slice(1).map((_, n) => ({ ...ferry, id: `f${n}`, card: { ...ferry.card, id: `f${n}` } }));
  await db.saved.bulkAdd(more);
};

const NOT_DRAWN = 'Something went wrong This page could not be shown. Your library is safe. Try again';

export const LISTS: readonly PageState[] = [
  {
    state: 'explains its purpose while the list of analyses has not arrived',
    page: LIBRARY,
    said:
      'Skip to content Civic Lens / Export Import Unread Reading All Archive Highlights New for you ' +
      'Recently removed All Newest saved ' +
      `${EMPTY} Press Save under an analysis. It stays here, whole and offline, even if the publication takes ` +
      `it down. Newest analyses ${CHOOSE} Unread New All`,
    offered: offer({ lenses: [], main: [] }),
    headings: ['All', EMPTY],
    also: { title: 'Your library', live: [] },
  },
  {
    state: 'offers the newest analyses if nothing is saved',
    page: LIBRARY,
    prepare: () => receiveIndex(),
    said:
      'Skip to content Civic Lens / Export Import Unread Reading All Archive Highlights New for you ' +
      'Recently removed Lenses Global Power ' +
      `Plays The Rulebook Hidden Wiring All Newest saved ${EMPTY} Press Save under an analysis. It stays here, ` +
      'whole and offline, even if the publication takes it down. Newest analyses ' +
      'New at NOLIGARCHY.US Global Power Plays Ferry talks resume without the crews Northern ' +
      'Ledger – World · yesterday Both governments return to the table; the unions are not invited. The ' +
      'Rulebook A port fee holiday for one shipping line Harbour Courier · 2 days ago The Rulebook One ' +
      'supplier for every classroom Quiet Gazette · 20 June The contract was awarded without a ' +
      'tender. Hidden Wiring Parents cannot opt out of the school app Quiet Gazette · 18 June The ' +
      'Rulebook The reservoir plan assumes rain Quiet Gazette · 12 May Hidden Wiring Who owns the ' +
      'new cable landing quiet-gazette.example · 3 May Unread New All',
    offered: offer(),
    headings: headings('All', [EMPTY, NEWEST]),
    also: { title: 'Your library', live: [] },
  },
  {
    state: 'offers to keep a copy outside the browser once twenty analyses are saved',
    page: '/library.html#view=reading',
    prepare: manySaved,
    said: [KEEP_A_COPY, NEWEST],
    offered: offer({
      view: 'Reading',
      unread: MANY,
      lists: ['button "Export"', 'button "Later"', ...WAYS_ON],
    }),
    headings: headings('Reading', ['Nothing begun', NEWEST], { outlets: true }),
  },
  {
    state: 'no longer offers a copy once the reader has chosen "Later"',
    page: '/library.html#view=reading',
    prepare: manySaved,
    steps: ['button "Later"'],
    said: [NEWEST],
    offered: offer({ view: 'Reading', unread: MANY, lists: WAYS_ON }),
    headings: headings('Reading', ['Nothing begun', NEWEST], { outlets: true }),
  },
  {
    state: 'leads from an empty library to the newest analyses and the lenses',
    page: LIBRARY,
    prepare: () => receiveIndex(),
    steps: ['link "Newest analyses"'],
    said: [NOTHING_NEW, FOLLOW_NOTHING, NEWEST, 'Who moves whom across borders.'],
    offered: offer({ view: 'New for you', main: [...followLenses(), ...entries(...ALL)] }),
    headings: headings('New for you', [NOTHING_NEW, 'Followed', ...NEW_VIEW_HEADINGS]),
  },
  {
    state: 'lists saved analyses, the newest first, with their states',
    page: LIBRARY,
    prepare: async () => {
      await receiveIndex();
      await save('ports', NOW - DAY, NOW - 2 * DAY);
      await save('ferry');
    },
    said: [`${FERRY_ROW} ${PORTS_ROW}`, NEWEST],
    offered: offer({ unread: [FERRY], read: [PORTS] }),
    headings: headings('All', [NEWEST], { outlets: true }),
  },
  {
    state: 'lists an analysis without a lens, both as saved and among the newest',
    page: LIBRARY,
    prepare: async () => {
      await receiveIndex({ changed: { ports: { lens: null } } });
      await save('ports');
    },
    said: [
      'A port fee holiday for one shipping line Unread Harbour Courier · 2 days ago New at NOLIGARCHY.US',
      NEWEST,
      'not invited. A port fee holiday for one shipping line Harbour Courier · 2 days ago The Rulebook One',
    ],
    offered: offer({ unread: [{ ...PORTS, lens: undefined }] }),
    headings: headings('All', [NEWEST], { outlets: true }),
  },
  {
    state: 'lists saved analyses while the list of all analyses is missing',
    page: LIBRARY,
    prepare: async () => {
      await receiveIndex();
      await save('ferry');
      await loseIndex();
    },
    said: [FERRY_ROW, CHOOSE],
    offered: offer({ unread: [FERRY], lenses: ['Global Power Plays'], main: [] }),
    headings: headings('All', [], { outlets: true }),
  },
  {
    state: 'says, before the list of analyses arrives, where the lenses will appear',
    page: NEW_VIEW,
    said: [NOTHING_NEW, FOLLOW_NOTHING, NO_LENSES, CHOOSE],
    offered: offer({ view: 'New for you', lenses: [], main: [] }),
    headings: headings('New for you', [NOTHING_NEW, 'Followed'], { lenses: false }),
  },
  {
    state: 'lists the latest analyses of a followed lens',
    page: NEW_VIEW,
    prepare: async () => {
      await receiveIndex();
      await followLens('rulebook');
    },
    said: [
      NOTHING_NEW,
      'Followed The Rulebook The Rulebook A port fee holiday for one shipping line Harbour Courier · 2 days ago',
      NEWEST,
      'Who moves whom across borders.',
    ],
    offered: offer({
      view: 'New for you',
      lists: entries(PORTS, CONTRACT, RESERVOIR),
      main: [...followLenses('The Rulebook'), ...entries(...ALL)],
    }),
    headings: headings('New for you', [NOTHING_NEW, 'Followed', 'The Rulebook', ...NEW_VIEW_HEADINGS]),
  },
  {
    state: 'lists the latest analyses of a followed topic, with a button to stop following it',
    page: NEW_VIEW,
    prepare: async () => {
      await receiveIndex();
      await followTopic('labour');
    },
    said: [
      NOTHING_NEW,
      'labour Global Power Plays Ferry talks resume without the crews Northern Ledger – World · yesterday',
      NEWEST,
      'Who moves whom across borders.',
    ],
    offered: offer({
      view: 'New for you',
      lists: ['button "Following topic labour"', ...entries(FERRY)],
      main: [...followLenses(), ...entries(...ALL)],
    }),
    headings: headings('New for you', [NOTHING_NEW, 'Followed', 'labour', ...NEW_VIEW_HEADINGS]),
  },
  {
    state: 'lists the latest analyses of a followed outlet, with a button to stop following it',
    page: NEW_VIEW,
    prepare: async () => {
      await receiveIndex();
      await followOutlet('Quiet Gazette');
    },
    said: [
      NOTHING_NEW,
      'Following Quiet Gazette The Rulebook One supplier for every classroom Quiet Gazette · 20 June',
      NEWEST,
      'Who moves whom across borders.',
    ],
    offered: offer({
      view: 'New for you',
      lists: ['button "Following Quiet Gazette"', ...entries(CONTRACT, CONSENT, RESERVOIR)],
      main: [...followLenses(), ...entries(...ALL)],
    }),
    headings: headings('New for you', [NOTHING_NEW, 'Followed', 'Quiet Gazette', ...NEW_VIEW_HEADINGS]),
  },
  {
    state: 'says that the reader follows nothing after the last "Unfollow"',
    page: NEW_VIEW,
    prepare: async () => {
      await receiveIndex();
      await followOutlet('Quiet Gazette');
    },
    steps: ['button "Following Quiet Gazette"'],
    said: [
      NOTHING_NEW,
      'No longer following Quiet Gazette. Undo',
      FOLLOW_NOTHING,
      NEWEST,
      'Who moves whom across borders.',
    ],
    offered: offer({
      view: 'New for you',
      removed: 1,
      lists: ['button "Undo"'],
      main: [...followLenses(), ...entries(...ALL)],
    }),
    headings: headings('New for you', [NOTHING_NEW, 'Followed', ...NEW_VIEW_HEADINGS]),
    also: { live: ['No longer following Quiet Gazette. Undo'] },
  },
  {
    state: 'restores a followed outlet after "Undo"',
    page: NEW_VIEW,
    prepare: async () => {
      await receiveIndex();
      await followOutlet('Quiet Gazette');
    },
    steps: ['button "Following Quiet Gazette"', 'button "Undo"'],
    said: [
      NOTHING_NEW,
      'Following Quiet Gazette The Rulebook One supplier for every classroom Quiet Gazette · 20 June',
      NEWEST,
      'Who moves whom across borders.',
    ],
    offered: offer({
      view: 'New for you',
      lists: ['button "Following Quiet Gazette"', ...entries(CONTRACT, CONSENT, RESERVOIR)],
      main: [...followLenses(), ...entries(...ALL)],
    }),
    headings: headings('New for you', [NOTHING_NEW, 'Followed', 'Quiet Gazette', ...NEW_VIEW_HEADINGS]),
    also: { live: [] },
  },
  {
    state: 'follows a lens that the reader chooses',
    page: NEW_VIEW,
    prepare: () => receiveIndex(),
    steps: ['button "Follow Hidden Wiring"'],
    said: [
      NOTHING_NEW,
      'Followed Hidden Wiring Hidden Wiring Parents cannot opt out of the school app Quiet Gazette · 18 June',
      NEWEST,
      'Who moves whom across borders.',
    ],
    offered: offer({
      view: 'New for you',
      lists: entries(CONSENT, CABLE),
      main: [...followLenses('Hidden Wiring'), ...entries(...ALL)],
    }),
    headings: headings('New for you', [NOTHING_NEW, 'Followed', 'Hidden Wiring', ...NEW_VIEW_HEADINGS]),
  },
  {
    state: 'says that a followed topic has no analysis yet',
    page: NEW_VIEW,
    prepare: async () => {
      await receiveIndex();
      await followTopic('tides');
    },
    said: [NOTHING_NEW, 'No analysis yet.', NEWEST, 'Who moves whom across borders.'],
    offered: offer({
      view: 'New for you',
      lists: ['button "Following topic tides"'],
      main: [...followLenses(), ...entries(...ALL)],
    }),
    headings: headings('New for you', [NOTHING_NEW, 'Followed', 'tides', ...NEW_VIEW_HEADINGS]),
  },
  ...(
    [
      ['shows five of the latest analyses, and offers more', [], 5],
      ['shows the others when the reader asks for more', ['button "Show more: Global Power Plays"'], 6],
    ] as const
  ).map(
    ([state, steps, shown]): PageState => ({
      state,
      page: NEW_VIEW,
      prepare: async () => {
        await receiveIndex({ more: NEWS });
        await followLens();
      },
      steps,
      said: [NOTHING_NEW, ...(shown === 5 ? ['Show more'] : []), NEWEST, 'Who moves whom across borders.'],
      offered: offer({
        view: 'New for you',
        lists: [
          ...entries(...NEWS, FERRY).slice(0, shown),
          ...(shown === 5 ? ['button "Show more: Global Power Plays"'] : []),
        ],
        main: [...followLenses('Global Power Plays'), ...entries(...NEWS, ...ALL).slice(0, 10)],
      }),
      headings: headings('New for you', [
        NOTHING_NEW,
        'Followed',
        'Global Power Plays',
        ...NEW_VIEW_HEADINGS,
      ]),
    }),
  ),
  {
    state: 'disables following in a private window',
    page: NEW_VIEW,
    prepare: async () => {
      await receiveIndex();
      visit(undefined, { isPrivate: true });
    },
    said: [NOTHING_NEW, FOLLOW_NOTHING, NEWEST, 'Who moves whom across borders.'],
    offered: offer({
      view: 'New for you',
      main: [...followLenses(undefined, ' disabled'), ...entries(...ALL)],
    }),
    headings: headings('New for you', [NOTHING_NEW, 'Followed', ...NEW_VIEW_HEADINGS]),
    also: { hints: { 'Follow The Rulebook': 'Nothing is kept in private windows.' } },
  },
  {
    state: 'says that the page cannot be shown if rendering fails',
    page: LIBRARY,
    prepare: failToDraw,
    said: NOT_DRAWN,
    offered: ['button "Try again"'],
    headings: ['Something went wrong'],
    also: { live: [NOT_DRAWN] },
  },
];

/** Makes a component throw an error while it is drawn. */
function failToDraw(): void {
  const { getMessage } = browser.i18n;
  vi.spyOn(console, 'error').mockReturnValue();
  vi.spyOn(browser.i18n, 'getMessage').mockImplementation((key, substitutions) => {
    if (key === 'viewUnread') throw new Error('The text is missing.');
    return getMessage(key, substitutions);
  });
}
