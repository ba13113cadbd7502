import { vi } from 'vitest';
import { browser } from '../../unit/fake-browser.ts';
import { visit } from '../browser-and-tab.ts';
import { followLens, followOutlet, followTopic, save } from '../database.ts';
import { loseIndex, receiveIndex } from '../publication.ts';
import { CABLE, CONSENT, CONTRACT, FERRY, NEWS, PORTS, RESERVOIR } from '../sample-cards.ts';
import type { PageState } from '../states.ts';
import { DAY, NOW } from '../times.ts';
import { ALL, EMPTY, entries, headings, LIBRARY, NEWEST, offer } from './library-page.ts';

/* States of the lists of saved, followed and newest analyses. */

const FOLLOW_NOTHING =
  'You follow nothing yet. Choose lenses below; topics and outlets can be followed from the end of any ' +
  'analysis.';

const NO_LENSES = 'The lenses appear here as soon as the list of analyses has arrived.';

const CHOOSE = 'Choose an analysis from the list to read it here.';

export const LISTS: readonly PageState[] = [
  {
    state: 'explains what it is for before the list of analyses arrives',
    page: LIBRARY,
    said:
      `Skip to content Civic Lens Options Your library Saved ${EMPTY} Followed ${FOLLOW_NOTHING} ${NO_LENSES} ` +
      `${CHOOSE}`,
    offered: offer({ lenses: [], main: [] }),
    headings: ['Your library', 'Saved', 'Followed'],
    also: { title: 'Your library', live: [] },
  },
  {
    state: 'offers the newest analyses and the lenses if nothing is saved',
    page: LIBRARY,
    prepare: () => receiveIndex(),
    said:
      `Skip to content Civic Lens Options Your library Saved ${EMPTY} Followed ${FOLLOW_NOTHING} Lenses of ` +
      `NOLIGARCHY.US ` +
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
    state: 'lists saved analyses, the newest first, and says when the reader opened them',
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
    state: 'lists an analysis without a lens, both as saved and among the newest',
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
    state: 'says that the reader follows nothing after the last "Unfollow"',
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
    state: 'restores a followed lens after "Undo"',
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
    state: 'shows the other analyses when the reader asks for more',
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

/** Makes a component throw an error while it is drawn. */
function failToDraw(): void {
  const { getMessage } = browser.i18n;
  vi.spyOn(console, 'error').mockReturnValue();
  vi.spyOn(browser.i18n, 'getMessage').mockImplementation((key, substitutions) => {
    if (key === 'librarySaved') throw new Error('The text is missing.');
    return getMessage(key, substitutions);
  });
}
