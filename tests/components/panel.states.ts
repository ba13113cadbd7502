import { expect, vi } from 'vitest';
import { db } from '../../lib/db/database.ts';
import { cardById } from '../../lib/db/index-store.ts';
import { NewerDatabase } from '../../lib/db/open-database.ts';
import type { MatchReason } from '../../lib/index/match.ts';
import { fillFromSecondCopy } from '../../lib/library/fill-from-second-copy.ts';
import { removeSaved } from '../../lib/library/saved-analyses.ts';
import { updateSecondCopy } from '../../lib/library/second-copy.ts';
import type { PageIdentity } from '../../lib/page/page-identity.ts';
import { readIdentity } from '../../lib/page/read-identity.ts';
import { textOf } from '../../lib/sync/texts.ts';
import { recordTrouble } from '../../lib/sync/unstored-failures.ts';
import { OUTLET_PORT } from '../build.ts';
import { outletPages, outletsOn } from '../sample/outlets.ts';
import { browser, granted } from '../unit/fake-browser.ts';
import { ALL_SITES, copied, pageAt, refuseToCopy, removeSidePanel, visit } from './browser-and-tab.ts';
import { closeDatabase, databaseOnlyInBackground, databaseOpens, save } from './database.ts';
import { settled, write } from './open-page.ts';
import {
  answerInstead,
  comeOnline,
  goOffline,
  receiveIndex,
  receiveNews,
  receivePart,
  syncNeverEnds,
} from './publication.ts';
import { FERRY_HEADINGS, type ReadingFerry, reading, readingFerry, TEXT_HEADINGS, WRONG } from './reading.ts';
import { CONSENT, CONTRACT, documentOf, FERRY, FERRY_PAGE, NEWS, PORTS, RESERVOIR } from './sample-cards.ts';
import type { PageState } from './states.ts';
import { FAILURES, syncFailed, syncRuns, syncState } from './sync-states.ts';
import { DAY, MINUTE, NOW } from './times.ts';

/** Texts and controls of popup and side panel in each state. */

const POPUP = '/popup.html';
const WANTED = 'button "Ask for an analysis"';
const BACK = 'button "Back"';

/** The controls of the header, then those of the state. */
const inPopup = (...own: string[]): string[] => [
  'button "Open in side panel"',
  'button "Library"',
  'button "Options"',
  ...own,
];
/** The same controls if there are new analyses for the reader. */
const withNews = (number: number, ...own: string[]): string[] =>
  inPopup(...own).with(1, `button "Library, ${number} new"`);
const siteSwitch = (site: string): string => `switch "Civic Lens on ${site}" checked`;

const FERRY_TITLE = [`${FERRY.sourceHeadline} | Northern Ledger`];
const ferryPage = (told: Partial<PageIdentity> = {}): PageIdentity =>
  pageAt(FERRY_PAGE, { headlines: FERRY_TITLE, ...told });
const SCHOOL_PAGE = pageAt('https://quiet-gazette.example/education/2026/06/school-app-contract');
const RESERVOIR_PAGE = pageAt(RESERVOIR.sources[0] ?? '');
/** An article without analysis. */
const CHOIR_PAGE = pageAt('https://quiet-gazette.example/culture/2026/07/02/mountain-choir-announces-tour', {
  headlines: ['Mountain choir announces first tour in eleven years'],
});
const ANOTHER_STORY = ferryPage({ headlines: ['Last lighthouse keeper at Cape Wenlow hands over the key'] });

/** Syncs the index, then opens a page in the active tab. */
const on =
  (page: PageIdentity, options: Parameters<typeof visit>[1] = {}): (() => Promise<void>) =>
  async () => {
    await receiveIndex();
    visit(page, options);
  };
/** Syncs the index, runs `happened`, then opens a page in the active tab. */
const after =
  (happened: () => unknown, page: PageIdentity, options: Parameters<typeof visit>[1] = {}) =>
  async (): Promise<void> => {
    await receiveIndex();
    await happened();
    visit(page, options);
  };

export const ANALYSIS: readonly PageState[] = [
  {
    state: 'shows everything that an analysis carries',
    page: POPUP,
    prepare: on(ferryPage()),
    said:
      'Civic Lens Global Power Plays Ferry talks resume without the crews Both governments return to the ' +
      'table; the unions are not invited. Same address as the article analysed. This is the wrong ' +
      'article Lens Global Power Plays Type Reporting Published 2 July 2026 Updated 3 July 2026 Read ' +
      'time 3 minutes Source Northern Ledger – World What happened The talks resumed on Monday. On board ' +
      '“One ship at a time.” What to watch next The wording on detention The next sailing Source ' +
      'attribution NOLIGARCHY.US analysed reporting of another outlet (ferry). Reader paths shipping ' +
      'labour Also published at Ledger Europe Follow Global Power Plays Follow Northern Ledger – World ' +
      'Open on NOLIGARCHY.US Explore this lens Browse all issues Subscribe Save Read the original at ' +
      'Northern Ledger – World Civic Lens on northern-ledger.example',
    offered: inPopup(...readingFerry(), siteSwitch('northern-ledger.example')),
    headings: FERRY_HEADINGS,
    also: {
      title: 'Civic Lens',
      live: [],
      marks: { state: 'matched' },
      hints: { Save: 'Keeps this analysis in your library, also offline' },
      links: {
        'Global Power Plays': 'https://noligarchy.us/lens/global-power-plays',
        detention: 'https://gazette.example/detention',
        shipping: 'https://noligarchy.us/topics/shipping',
        'Ledger Europe': 'https://ledger-europe.example/ferry-talks-resume-in-merrow',
        'Open on NOLIGARCHY.US': 'https://noligarchy.us/analysis/ferry-talks',
        'Explore this lens': 'https://noligarchy.us/lens/global-power-plays',
        'Browse all issues': 'https://noligarchy.us/issues',
        Subscribe: 'https://noligarchy.us/subscribe',
        'Read the original at Northern Ledger – World': FERRY_PAGE,
      },
    },
  },
  {
    state: 'shows an analysis without a lens',
    page: POPUP,
    prepare: async () => {
      await receiveIndex({ changed: { ports: { lens: null } } });
      visit(pageAt(PORTS.sources[0] ?? ''));
    },
    said:
      'Civic Lens A port fee holiday for one shipping line Same address as the article ' +
      'analysed. This is the wrong article Published 1 July 2026 Source Harbour ' +
      'Courier What happened The talks resumed on Monday. On board “One ship at a time.” What to watch ' +
      'next The wording on detention The next sailing Source attribution NOLIGARCHY.US analysed ' +
      'reporting of another outlet (ports). Follow Harbour Courier Open on ' +
      'NOLIGARCHY.US Browse all issues Subscribe Save Read the original at Harbour ' +
      'Courier Civic Lens on harbour-courier.example',
    offered: inPopup(
      ...reading(undefined, 'Harbour Courier', 'link "detention"'),
      siteSwitch('harbour-courier.example'),
    ),
    headings: [PORTS.headline, ...TEXT_HEADINGS],
  },
  {
    state: 'shows an analysis with the required fields only',
    page: POPUP,
    prepare: on(pageAt(PORTS.sources[0] ?? '')),
    said:
      'Civic Lens The Rulebook A port fee holiday for one shipping line Same address as the article ' +
      'analysed. This is the wrong article Lens The Rulebook Published 1 July 2026 Source Harbour ' +
      'Courier What happened The talks resumed on Monday. On board “One ship at a time.” What to watch ' +
      'next The wording on detention The next sailing Source attribution NOLIGARCHY.US analysed ' +
      'reporting of another outlet (ports). Follow The Rulebook Follow Harbour Courier Open on ' +
      'NOLIGARCHY.US Explore this lens Browse all issues Subscribe Save Read the original at Harbour ' +
      'Courier Civic Lens on harbour-courier.example',
    offered: inPopup(
      ...reading('The Rulebook', 'Harbour Courier', 'link "detention"'),
      siteSwitch('harbour-courier.example'),
    ),
    headings: [PORTS.headline, ...TEXT_HEADINGS],
    also: { marks: { state: 'matched' } },
  },
  {
    state: 'does not offer the side panel inside the side panel',
    page: '/sidepanel.html',
    prepare: on(ferryPage()),
    said: [],
    offered: inPopup(...readingFerry(), siteSwitch('northern-ledger.example')).slice(1),
    headings: FERRY_HEADINGS,
    also: { marks: { state: 'matched' } },
  },
  {
    state: 'does not offer the side panel in a browser without one',
    page: POPUP,
    prepare: after(removeSidePanel, ferryPage()),
    said: [],
    offered: inPopup(...readingFerry(), siteSwitch('northern-ledger.example')).slice(1),
    headings: FERRY_HEADINGS,
    also: { marks: { state: 'matched' } },
  },
  {
    state: 'shows the analysis on its own page, with the link to the original',
    page: POPUP,
    prepare: on(pageAt('https://noligarchy.us/analysis/ferry-talks')),
    said: ['This page is the analysis.'],
    offered: inPopup(...readingFerry({ doubt: '' })),
    headings: FERRY_HEADINGS,
    also: { marks: { state: 'matched' } },
  },
];

/** For each reason of a match: a page that matches for it, and the sentence about it. */
const REASONS: Readonly<Record<Exclude<MatchReason, 'headline'>, readonly [PageIdentity, string]>> = {
  address: [pageAt(`${FERRY_PAGE}?utm_source=letter`), 'Same address as the article analysed.'],
  wrapped: [
    pageAt(`https://web.archive.org/web/20260702/${FERRY_PAGE}`),
    'This is a cached, translated or archived copy of the article analysed.',
  ],
  canonical: [
    pageAt('https://www.northern-ledger.example/world/ferries?id=41', {
      claims: [{ by: 'canonical', address: FERRY_PAGE }],
      headlines: FERRY_TITLE,
    }),
    'The page names the article analysed as its canonical address.',
  ],
  'og:url': [
    pageAt('https://www.northern-ledger.example/world/ferries', {
      claims: [{ by: 'og:url', address: FERRY_PAGE }],
      headlines: FERRY_TITLE,
    }),
    'The page gives the address of the article analysed as its own.',
  ],
  'json-ld': [
    pageAt('https://www.northern-ledger.example/world/ferries', {
      articles: [{ addresses: [FERRY_PAGE], headline: FERRY.sourceHeadline }],
      headlines: FERRY_TITLE,
    }),
    'The page’s metadata gives the address of the article analysed.',
  ],
  amphtml: [
    pageAt('https://www.northern-ledger.example/world/ferries', {
      claims: [{ by: 'amphtml', address: FERRY_PAGE }],
      headlines: FERRY_TITLE,
    }),
    'Another form of this page is the article analysed.',
  ],
  alias: [
    pageAt('https://ledger-europe.example/ferry-talks-resume-in-merrow'),
    'This is a known further address of the article analysed.',
  ],
};
const SYNDICATED = pageAt('https://inland-herald.example/wire/ferry-talks-resume-in-merrow', {
  claims: [{ by: 'canonical', address: FERRY_PAGE }],
  headlines: FERRY_TITLE,
});
const EDITED = ['Strait stays closed while Merrow ferry crews wait'];

export const BECAUSE: readonly PageState[] = [
  ...Object.entries(REASONS).map(([reason, [page, sentence]]) => [reason, page, sentence] as const),
  [
    'address, with another headline',
    ferryPage({ headlines: EDITED }),
    'Same address as the article analysed. The headline has been edited since.',
  ] as const,
  ['syndicated', SYNDICATED, 'A syndicated copy of an article by Northern Ledger – World.'] as const,
  [
    'syndicated, with another headline',
    { ...SYNDICATED, headlines: EDITED },
    'A syndicated copy of an article by Northern Ledger – World. The headline has been edited since.',
  ] as const,
].map(([reason, page, sentence]) => ({
  state: `by ${reason}`,
  page: POPUP,
  prepare: on(page),
  said: [sentence],
  offered: inPopup(...readingFerry(), siteSwitch(new URL(page.address).hostname.replace('www.', ''))),
  headings: FERRY_HEADINGS,
  also: { marks: { state: 'matched' } },
}));

const NOT_FOLLOWED_FULL = 'Not changed: this device has no room left. Free some space and try again.';
const NOT_FOLLOWED =
  'Not changed: the browser could not write to its storage. Try again; if it persists, restart the browser.';

const SAVED = { save: ['button "Saved" collapsed'] };
const REMOVE = ['button "Saved"', 'menuitem "Remove"'];
const PRIVATE = { follow: ' disabled', save: ['button "Save" disabled'] };
const ferryState = (
  state: string,
  row: Pick<PageState, 'prepare' | 'steps' | 'said' | 'also'> & ReadingFerry,
): PageState => ({
  state,
  page: POPUP,
  prepare: row.prepare ?? on(ferryPage()),
  ...(row.steps ? { steps: row.steps } : {}),
  said: row.said,
  offered: inPopup(...readingFerry(row), `${siteSwitch('northern-ledger.example')}${row.follow ?? ''}`),
  headings: FERRY_HEADINGS,
  ...(row.also ? { also: row.also } : {}),
});

export const SAVING: readonly PageState[] = [
  ferryState('shows that the analysis was saved earlier', {
    prepare: after(() => save('ferry'), ferryPage()),
    said: [],
    also: { live: [], hints: { Saved: 'In your library' } },
    ...SAVED,
  }),
  ferryState('saves the analysis', { said: [], steps: ['button "Save"'], also: { live: [] }, ...SAVED }),
  ferryState('opens a menu with "Remove", and removes nothing yet', {
    prepare: after(() => save('ferry'), ferryPage()),
    said: [],
    steps: ['button "Saved"'],
    also: { live: [] },
    save: ['button "Saved" expanded', 'menuitem "Remove"'],
  }),
  ferryState('closes the menu with Escape, and the focus returns to the button', {
    prepare: after(() => save('ferry'), ferryPage()),
    said: [],
    steps: [
      'button "Saved"',
      settled,
      () => expect(document.activeElement?.textContent).toBe('Remove'),
      () => pressKey('Escape'),
      settled,
      () => expect(document.activeElement?.textContent).toBe('Saved'),
    ],
    ...SAVED,
  }),
  ferryState('opens the menu with an arrow key, and removes the analysis with Enter', {
    prepare: after(() => save('ferry'), ferryPage()),
    said: ['Removed from your library.'],
    steps: [
      settled,
      () => focusOn('Saved'),
      () => pressKey('ArrowDown'),
      settled,
      () => (document.activeElement as HTMLElement).click(),
      settled,
      () => expect(document.activeElement?.textContent).toBe('Save'),
    ],
    save: ['button "Save"', 'button "Undo"'],
  }),
  ferryState('removes the analysis, and offers Undo', {
    prepare: after(() => save('ferry'), ferryPage()),
    said: ['Removed from your library.'],
    steps: REMOVE,
    also: { live: ['Removed from your library. Undo'] },
    save: ['button "Save"', 'button "Undo"'],
  }),
  ferryState('still offers Undo when the popup opens again', {
    prepare: after(async () => {
      await save('ferry');
      await removeSaved('ferry');
    }, ferryPage()),
    said: ['Removed from your library.'],
    save: ['button "Save"', 'button "Undo"'],
  }),
  ferryState('restores a removed analysis', {
    prepare: after(() => save('ferry'), ferryPage()),
    said: [],
    steps: [...REMOVE, 'button "Undo"'],
    also: { live: [] },
    ...SAVED,
  }),
  ferryState('says that the device is full', {
    prepare: after(() => failToSave('QuotaExceededError'), ferryPage()),
    said: ['Not saved: this device has no room left. Free some space and try again.'],
    steps: ['button "Save"'],
    also: { live: ['Not saved: this device has no room left. Free some space and try again.'] },
  }),
  ferryState('says that the database failed', {
    prepare: after(() => failToSave('UnknownError'), ferryPage()),
    said: [
      'Not saved: the browser could not write to its storage. Try again; if it persists, restart the ' +
        'browser.',
    ],
    steps: ['button "Save"'],
  }),
  ...(
    [
      ['that the device is full', 'QuotaExceededError', NOT_FOLLOWED_FULL],
      ['that the database failed', 'UnknownError', NOT_FOLLOWED],
    ] as const
  ).map(([what, name, said]) =>
    ferryState(`says ${what} when the reader wants to follow something`, {
      prepare: after(() => failToFollow(name), ferryPage()),
      said: [said],
      steps: ['button "Follow Global Power Plays"'],
      also: { live: [said] },
    }),
  ),
  ferryState('offers neither to save nor to follow in a private window', {
    prepare: on(ferryPage(), { isPrivate: true }),
    said: ['Nothing is kept in private windows.'],
    also: {
      hints: {
        Save: 'Nothing is kept in private windows.',
        'Follow Global Power Plays': 'Nothing is kept in private windows.',
        'Civic Lens on northern-ledger.example': 'Nothing is kept in private windows.',
      },
    },
    ...PRIVATE,
  }),
  ferryState('saves nothing in a private window in which only the background can open the database', {
    prepare: after(databaseOnlyInBackground, ferryPage(), { isPrivate: true }),
    said: ['Nothing is kept in private windows.'],
    ...PRIVATE,
  }),
  ferryState(
    'shows a saved analysis in a private window in which only the background can open the database',
    {
      prepare: after(
        async () => {
          await save('ferry');
          databaseOnlyInBackground();
        },
        ferryPage(),
        { isPrivate: true },
      ),
      said: ['Nothing is kept in private windows.'],
      ...PRIVATE,
      save: ['button "Saved" collapsed disabled'],
    },
  ),
  ferryState('shows in a private window that the analysis was saved earlier', {
    prepare: after(() => save('ferry'), ferryPage(), { isPrivate: true }),
    said: ['Nothing is kept in private windows.'],
    ...PRIVATE,
    save: ['button "Saved" collapsed disabled'],
  }),
];

function focusOn(words: string): void {
  const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === words);
  button?.focus();
}

/** Presses a key on the focused element. */
function pressKey(key: string): void {
  document.activeElement?.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
  );
}

/** Makes saving fail with an error of Dexie's form: an `Error` with this name. */
function failToSave(name: string): void {
  vi.spyOn(console, 'error').mockReturnValue();
  vi.spyOn(db.saved, 'add').mockRejectedValue(Object.assign(new Error(name), { name }));
}
function failToFollow(name: string): void {
  vi.spyOn(console, 'error').mockReturnValue();
  vi.spyOn(db.followed, 'put').mockRejectedValue(Object.assign(new Error(name), { name }));
}

const RESERVOIR_FILE = 'analyses/reservoir.json';
const reservoirState = (
  state: string,
  row: Pick<PageState, 'prepare' | 'steps' | 'said' | 'also'> & {
    readonly text?: readonly string[];
    readonly saved?: boolean;
    readonly headings?: readonly string[];
  },
): PageState => ({
  state,
  page: POPUP,
  ...(row.prepare ? { prepare: row.prepare } : {}),
  ...(row.steps ? { steps: row.steps } : {}),
  said: row.said,
  offered: inPopup(
    ...reading('The Rulebook', 'Quiet Gazette', ...(row.text ?? [])).map((name) =>
      row.saved && name === 'button "Save"' ? 'button "Saved" collapsed' : name,
    ),
    siteSwitch('quiet-gazette.example'),
  ),
  headings: [RESERVOIR.headline, ...(row.headings ?? [])],
  also: { marks: { state: 'matched' }, ...row.also },
});
const WHOLE_TEXT = { text: ['link "detention"'], headings: TEXT_HEADINGS };
const NO_TEXT = { text: ['button "Try again"'] };

/** Fetches the text of RESERVOIR, then corrects RESERVOIR and makes its new text unavailable. */
async function correctedReservoir(): Promise<void> {
  await receiveIndex();
  answerInstead(RESERVOIR_FILE, () => Response.json(documentOf(RESERVOIR)));
  const card = await cardById(RESERVOIR.id);
  if (card) await textOf(card, true);
  await receiveIndex({ changed: { [RESERVOIR.id]: { updated: '2026-07-02' } } });
  answerInstead(RESERVOIR_FILE, () => new Response('', { status: 503 }));
  visit(RESERVOIR_PAGE);
}

export const TEXT: readonly PageState[] = [
  reservoirState('is being fetched', {
    prepare: after(() => answerInstead(RESERVOIR_FILE, () => new Promise(() => undefined)), RESERVOIR_PAGE),
    said: ['Fetching the text…'],
  }),
  reservoirState('was fetched', {
    prepare: after(
      () => answerInstead(RESERVOIR_FILE, () => Response.json(documentOf(RESERVOIR))),
      RESERVOIR_PAGE,
    ),
    said: ['The talks resumed on Monday.'],
    ...WHOLE_TEXT,
  }),
  reservoirState('is not on this device, and the device is offline', {
    prepare: after(goOffline, RESERVOIR_PAGE),
    said: ['You are offline, and the text of this analysis is not on this device yet.'],
    also: { live: ['You are offline, and the text of this analysis is not on this device yet. Try again'] },
    ...NO_TEXT,
  }),
  reservoirState('is fetched automatically when the device is back online', {
    prepare: after(() => {
      goOffline();
      answerInstead(RESERVOIR_FILE, () => Response.json(documentOf(RESERVOIR)));
    }, RESERVOIR_PAGE),
    steps: [settled, comeOnline],
    said: ['The talks resumed on Monday.'],
    ...WHOLE_TEXT,
  }),
  reservoirState('cannot be fetched: HTTP error', {
    prepare: after(
      () => answerInstead(RESERVOIR_FILE, () => new Response('', { status: 503 })),
      RESERVOIR_PAGE,
    ),
    said: ['The text could not be fetched: the publication answered with an error (status 503)'],
    ...NO_TEXT,
  }),
  reservoirState('cannot be fetched: the file holds no analysis', {
    prepare: after(() => answerInstead(RESERVOIR_FILE, () => Response.json({})), RESERVOIR_PAGE),
    said: ['The text could not be fetched: the list is incomplete'],
    ...NO_TEXT,
  }),
  reservoirState('is the old one if the new text of a corrected analysis cannot be fetched', {
    prepare: correctedReservoir,
    said: [
      'The talks resumed on Monday.',
      'Text of 12 May 2026; the publication has updated it since.',
      'The text could not be fetched: the publication answered with an error (status 503)',
    ],
    text: ['button "Try again"', 'link "detention"'],
    headings: TEXT_HEADINGS,
    also: {
      live: [
        'Text of 12 May 2026; the publication has updated it since. The text could not be fetched: the ' +
          'publication answered with an error (status 503) Try again',
      ],
    },
  }),
  reservoirState('is the new one of a corrected analysis after the reader tries again', {
    prepare: correctedReservoir,
    steps: [
      settled,
      () =>
        answerInstead(RESERVOIR_FILE, () => Response.json(documentOf(RESERVOIR, 'Corrected on Tuesday.'))),
      'button "Try again"',
    ],
    said: ['Corrected on Tuesday.'],
    ...WHOLE_TEXT,
  }),
  reservoirState('is fetched when the reader tries again', {
    prepare: after(
      () => answerInstead(RESERVOIR_FILE, () => new Response('', { status: 503 })),
      RESERVOIR_PAGE,
    ),
    steps: [
      settled,
      () => answerInstead(RESERVOIR_FILE, () => Response.json(documentOf(RESERVOIR))),
      'button "Try again"',
    ],
    said: ['The talks resumed on Monday.'],
    ...WHOLE_TEXT,
  }),
  reservoirState('will be added to the saved analysis later', {
    prepare: after(() => answerInstead(RESERVOIR_FILE, () => new Promise(() => undefined)), RESERVOIR_PAGE),
    steps: ['button "Save"'],
    said: ['Fetching the text…', 'Saved. The full text will be added as soon as it can be fetched.'],
    saved: true,
    also: { live: ['Saved. The full text will be added as soon as it can be fetched.'] },
  }),
];

const SCHOOL_SWITCH = siteSwitch('quiet-gazette.example');
const READING_CONSENT = reading(
  'Hidden Wiring',
  'Quiet Gazette',
  'link "detention"',
  'link "quiet-gazette.example"',
);
const CONSENT_HEADINGS = [CONSENT.headline, ...TEXT_HEADINGS, 'Also published at'];

export const CHOICE: readonly PageState[] = [
  {
    state: 'lists all analyses of one article, and shows a shared reason once',
    page: POPUP,
    prepare: after(dropSecondSource, SCHOOL_PAGE),
    said:
      'Civic Lens 2 analyses of this article Same address as the article analysed. The Rulebook One ' +
      'supplier for every classroom The contract was awarded without a tender. 20 Jun 2026 · Quiet ' +
      'Gazette This is the wrong article Hidden Wiring Parents cannot opt out of the school app 18 Jun ' +
      '2026 · Quiet Gazette This is the wrong article Civic Lens on quiet-gazette.example',
    offered: inPopup(
      `button "${CONTRACT.headline}"`,
      WRONG,
      `button "${CONSENT.headline}"`,
      WRONG,
      SCHOOL_SWITCH,
    ),
    headings: ['2 analyses of this article', CONTRACT.headline, CONSENT.headline],
    also: { articles: [CONTRACT.headline, CONSENT.headline], marks: { state: 'choose' } },
  },
  {
    state: 'shows the reason of each analysis if the reasons differ',
    page: POPUP,
    prepare: on(SCHOOL_PAGE),
    said:
      'Civic Lens 2 analyses of this article The Rulebook One supplier for every classroom The contract ' +
      'was awarded without a tender. 20 Jun 2026 · Quiet Gazette Same address as the article analysed. ' +
      'This is the wrong article Hidden Wiring Parents cannot opt out of the school app 18 Jun 2026 · ' +
      'Quiet Gazette This is a known further address of the article analysed. This is the wrong article ' +
      'Civic Lens on quiet-gazette.example',
    offered: inPopup(
      `button "${CONTRACT.headline}"`,
      WRONG,
      `button "${CONSENT.headline}"`,
      WRONG,
      SCHOOL_SWITCH,
    ),
    headings: ['2 analyses of this article', CONTRACT.headline, CONSENT.headline],
    also: { articles: [CONTRACT.headline, CONSENT.headline], marks: { state: 'choose' } },
  },
  {
    state: 'opens the chosen analysis, with a button back to the list',
    page: POPUP,
    prepare: on(SCHOOL_PAGE),
    steps: [`button "${CONSENT.headline}"`],
    said: ['This is a known further address of the article analysed.'],
    offered: inPopup(BACK, ...READING_CONSENT, SCHOOL_SWITCH),
    headings: CONSENT_HEADINGS,
    also: { marks: { state: 'choose' } },
  },
  {
    state: 'shows the list again after "Back"',
    page: POPUP,
    prepare: on(SCHOOL_PAGE),
    steps: [`button "${CONSENT.headline}"`, BACK],
    said: ['This is a known further address of the article analysed.'],
    offered: inPopup(
      `button "${CONTRACT.headline}"`,
      WRONG,
      `button "${CONSENT.headline}"`,
      WRONG,
      SCHOOL_SWITCH,
    ),
    headings: ['2 analyses of this article', CONTRACT.headline, CONSENT.headline],
    also: { articles: [CONTRACT.headline, CONSENT.headline] },
  },
  {
    state: 'says that the page has another article than the analysed one at this address',
    page: POPUP,
    prepare: on(ANOTHER_STORY),
    said:
      'Civic Lens This may be the wrong article Global Power Plays Ferry talks resume without the crews ' +
      'Both governments return to the table; the unions are not invited. 2 Jul 2026 · Northern Ledger – ' +
      'World The address is that of the article analysed, but this page tells another story. This is the ' +
      'wrong article Civic Lens on northern-ledger.example',
    offered: inPopup(`button "${FERRY.headline}"`, WRONG, siteSwitch('northern-ledger.example')),
    headings: ['This may be the wrong article', FERRY.headline],
    also: { articles: [FERRY.headline], marks: { state: 'uncertain' } },
  },
  {
    state: 'repeats that doubt in the opened analysis',
    page: POPUP,
    prepare: on(ANOTHER_STORY),
    steps: [`button "${FERRY.headline}"`],
    said: ['The address is that of the article analysed, but this page tells another story.'],
    offered: inPopup(BACK, ...readingFerry(), siteSwitch('northern-ledger.example')),
    headings: FERRY_HEADINGS,
    also: { marks: { state: 'uncertain' } },
  },
];

/** Publishes an index in which both analyses have the same source address. */
function dropSecondSource(): Promise<void> {
  return receiveIndex({ changed: { [CONSENT.id]: { sources: CONTRACT.sources } } });
}

const NONE = 'Not analysed NOLIGARCHY.US has not published an analysis of this article. Ask for an analysis';
const RELATED_PAGE = pageAt('https://inland-herald.example/wire/2026/07/02/ferries', {
  headlines: [FERRY.sourceHeadline],
});
const newEntries = (number: number): string[] => NEWS.slice(0, number).map(({ headline }) => headline ?? '');
const buttons = (names: readonly string[]): string[] => names.map((name) => `button "${name}"`);

/** The same controls if the reader follows the lens. */
const followed = (controls: readonly string[]): string[] =>
  controls.map((name) => name.replace('Follow Global Power Plays', 'Following Global Power Plays'));

export const NO_ANALYSIS: readonly PageState[] = [
  {
    state: 'says that the article is not analysed, and offers to ask for an analysis',
    page: POPUP,
    prepare: on(CHOIR_PAGE),
    said: `Civic Lens ${NONE} Civic Lens on quiet-gazette.example`,
    offered: inPopup(WANTED, SCHOOL_SWITCH),
    headings: ['Not analysed'],
    also: { articles: [], live: [], marks: { state: 'none' } },
  },
  {
    state: 'does not say so if the index does not reach back to the article',
    page: POPUP,
    prepare: after(() => receivePart('2026-07-01'), CHOIR_PAGE),
    said:
      'Civic Lens Not found so far Only part of the list of NOLIGARCHY.US has arrived: it is known back to 1 July ' +
      '2026. The rest may have an analysis of this article. Ask for an analysis Civic Lens on quiet-gazette.example',
    offered: inPopup(WANTED, SCHOOL_SWITCH),
    headings: ['Not found so far'],
    also: { marks: { state: 'partial' } },
  },
  {
    state: 'does not say so if any analysis may be missing',
    page: POPUP,
    prepare: after(() => receivePart(undefined), CHOIR_PAGE),
    said:
      'Civic Lens Not found so far Only part of the list of NOLIGARCHY.US has arrived so far. The rest may have an ' +
      'analysis of this article. Ask for an analysis Civic Lens on quiet-gazette.example',
    offered: inPopup(WANTED, SCHOOL_SWITCH),
    headings: ['Not found so far'],
    also: { marks: { state: 'partial' } },
  },
  {
    state: 'says so if the index reaches back beyond the article',
    page: POPUP,
    prepare: after(() => receivePart('2026-01-01'), CHOIR_PAGE),
    said: `Civic Lens ${NONE} Civic Lens on quiet-gazette.example`,
    offered: inPopup(WANTED, SCHOOL_SWITCH),
    headings: ['Not analysed'],
    also: { marks: { state: 'none' } },
  },
  {
    state: 'does not say that a page of the publication is no analysis while the index is incomplete',
    page: POPUP,
    prepare: after(() => receivePart('2026-07-01'), pageAt('https://noligarchy.us/analysis/older')),
    said:
      'Civic Lens Not found so far Only part of the list of NOLIGARCHY.US has arrived: it is known back to 1 July ' +
      '2026. This page may be an analysis of the rest.',
    offered: inPopup(),
    headings: ['Not found so far'],
    also: { marks: { state: 'partial' } },
  },
  {
    state: 'says that something went wrong if the view of the tab fails',
    page: POPUP,
    prepare: async () => {
      await receiveIndex();
      visit(CHOIR_PAGE);
      vi.spyOn(browser.storage.session, 'get').mockRejectedValue(new Error('no session storage'));
    },
    said: ['Something went wrong'],
    offered: inPopup(),
    headings: ['This page cannot be read'],
    also: { marks: { state: 'unreadable' } },
  },
  {
    state: 'no longer shows an analysis that the publication has withdrawn',
    page: POPUP,
    prepare: after(() => receiveIndex({ without: ['ferry'] }), ferryPage()),
    said: `Civic Lens ${NONE} Civic Lens on northern-ledger.example`,
    offered: inPopup(WANTED, siteSwitch('northern-ledger.example')),
    headings: ['Not analysed'],
    also: { marks: { state: 'none' } },
  },
  {
    state: 'lists related analyses as related, not as being about the page',
    page: POPUP,
    prepare: on(RELATED_PAGE),
    said:
      `Civic Lens ${NONE} Related, not about this page Global Power Plays Ferry talks resume without the ` +
      'crews Both governments return to the table; the unions are not invited. 2 Jul 2026 · Northern ' +
      'Ledger – World An article with the same headline was analysed. Civic Lens on inland-herald.example',
    offered: inPopup(WANTED, `button "${FERRY.headline}"`, siteSwitch('inland-herald.example')),
    headings: ['Not analysed', 'Related, not about this page', FERRY.headline],
    also: { articles: [FERRY.headline], marks: { state: 'none' } },
  },
  {
    state: 'opens a related analysis, and says why it is related',
    page: POPUP,
    prepare: on(RELATED_PAGE),
    steps: [`button "${FERRY.headline}"`],
    said: ['An article with the same headline was analysed.'],
    offered: inPopup(BACK, ...readingFerry({ doubt: '' }), siteSwitch('inland-herald.example')),
    headings: FERRY_HEADINGS,
    also: { marks: { state: 'none' } },
  },
  {
    state: 'lists the analyses that are new for the reader',
    page: POPUP,
    prepare: after(() => receiveNews(2), CHOIR_PAGE),
    said:
      `Civic Lens 2 ${NONE} New for you (2) Global Power Plays Canal tolls rise by a third 3 Jul 2026 · ` +
      'Quiet Gazette Global Power Plays A treaty for the old pipeline 3 Jul 2026 · Quiet Gazette Civic ' +
      'Lens on quiet-gazette.example',
    offered: withNews(2, WANTED, ...buttons(newEntries(2)), SCHOOL_SWITCH),
    headings: ['Not analysed', 'New for you (2)', ...newEntries(2)],
    also: { articles: newEntries(2), marks: { state: 'none' } },
  },
  {
    state: 'lists four new analyses, and links to the rest',
    page: POPUP,
    prepare: after(() => receiveNews(5), CHOIR_PAGE),
    said: ['New for you (5)'],
    offered: withNews(5, WANTED, ...buttons(newEntries(4)), 'button "1 more in your library"', SCHOOL_SWITCH),
    headings: ['Not analysed', 'New for you (5)', ...newEntries(4)],
  },
  {
    state: 'lists related analyses before new ones',
    page: POPUP,
    prepare: after(() => receiveNews(1), RELATED_PAGE),
    said: ['New for you (1)', 'An article with the same headline was analysed.'],
    offered: withNews(
      1,
      WANTED,
      `button "${FERRY.headline}"`,
      ...buttons(newEntries(1)),
      siteSwitch('inland-herald.example'),
    ),
    headings: [
      'Not analysed',
      'Related, not about this page',
      FERRY.headline,
      'New for you (1)',
      ...newEntries(1),
    ],
  },
  {
    state: 'opens a new analysis in place, and marks it as seen',
    page: POPUP,
    prepare: after(() => receiveNews(2), CHOIR_PAGE),
    steps: [`button "${NEWS[0]?.headline}"`],
    said: [],
    offered: withNews(
      1,
      BACK,
      ...followed(reading('Global Power Plays', 'Quiet Gazette', 'link "detention"')).filter(
        (name) => name !== WRONG,
      ),
      SCHOOL_SWITCH,
    ),
    headings: [NEWS[0]?.headline ?? '', ...TEXT_HEADINGS],
    also: { marks: { state: 'none' } },
  },
  {
    state: 'does not list it again after "Back"',
    page: POPUP,
    prepare: after(() => receiveNews(2), CHOIR_PAGE),
    steps: [`button "${NEWS[0]?.headline}"`, BACK],
    said: ['New for you (1)'],
    offered: withNews(1, WANTED, ...buttons(newEntries(2).slice(1)), SCHOOL_SWITCH),
    headings: ['Not analysed', 'New for you (1)', ...newEntries(2).slice(1)],
  },
  {
    state: 'shows only the number of new analyses if the page has an analysis itself',
    page: POPUP,
    prepare: after(() => receiveNews(2), ferryPage()),
    said: [],
    offered: withNews(2, ...followed(readingFerry()), siteSwitch('northern-ledger.example')),
    headings: FERRY_HEADINGS,
  },
];

const NO_ARTICLE =
  'Civic Lens looks for analyses of single news articles. Open one to see whether it has been analysed.';

/** A page of the sample outlets, as the content script reads it. */
const samplePage = (name: string): PageIdentity => {
  const page = outletPages(outletsOn(OUTLET_PORT)).find((candidate) => candidate.name === name);
  if (!page) throw new Error(`The sample has no page "${name}".`);
  const document = new DOMParser().parseFromString(String(page.html), 'text/html');
  return readIdentity(document, page.address, page.address);
};
const NOT_ARTICLES = [
  ['home of harbour-courier', 'harbour-courier.localhost'],
  ['a section front', 'harbour-courier.localhost'],
  ['a search page', 'harbour-courier.localhost'],
  ['a shop page', 'harbour-shop.localhost'],
  ['a web app', 'board-app.localhost'],
] as const;

export const NO_ARTICLES: readonly PageState[] = [
  ...NOT_ARTICLES.map(([name, site]) => ({
    state: `says so: ${name}`,
    page: POPUP,
    prepare: on(samplePage(name)),
    said: `Civic Lens This page is no article ${NO_ARTICLE} Civic Lens on ${site}`,
    offered: inPopup(siteSwitch(site)),
    headings: ['This page is no article'],
    also: { marks: { state: 'not-article' } },
  })),
  {
    state: 'lists new analyses on such a page too',
    page: POPUP,
    prepare: after(() => receiveNews(1), pageAt('https://www.harbour-courier.example/')),
    said: [NO_ARTICLE, 'New for you (1)'],
    offered: withNews(1, ...buttons(newEntries(1)), siteSwitch('harbour-courier.example')),
    headings: ['This page is no article', 'New for you (1)', ...newEntries(1)],
    also: { articles: newEntries(1) },
  },
  {
    state: 'says that a page of the publication is not an analysis',
    page: POPUP,
    prepare: on(pageAt('https://noligarchy.us/issues')),
    said:
      'Civic Lens This page is no article This page of NOLIGARCHY.US is not an analysis. Open one to see ' +
      'it here with the way to its original.',
    offered: inPopup(),
    headings: ['This page is no article'],
    also: { marks: { state: 'not-article' } },
  },
];

const NO_INDEX =
  'Civic Lens The list of analyses has not arrived yet Civic Lens fetches it once and then works on its ' +
  'own. Until then it cannot tell whether this page was analysed.';
const CHECK = 'button "Check now"';

/** The row of a state before the index arrives. */
const noIndex = (state: string, row: Partial<PageState> & Pick<PageState, 'said'>): PageState => ({
  page: POPUP,
  prepare: () => visit(ferryPage()),
  offered: inPopup(CHECK),
  headings: ['The list of analyses has not arrived yet'],
  also: { marks: { state: 'no-index' } },
  ...row,
  state,
});

export const NO_INDEX_YET: readonly PageState[] = [
  noIndex('says that the list has not arrived', { said: `${NO_INDEX} Check now` }),
  noIndex('says so on pages of the publication, too', {
    prepare: () => visit(pageAt('https://noligarchy.us/analysis/ferry-talks')),
    said: `${NO_INDEX} Check now`,
  }),
  noIndex('says that it is being fetched', {
    prepare: async () => {
      await syncRuns();
      visit(ferryPage());
    },
    said: `${NO_INDEX} Checking…`,
    offered: inPopup('button "Checking…" disabled'),
  }),
  noIndex('says that it is checking after "Check now"', {
    prepare: () => {
      visit(ferryPage());
      syncNeverEnds();
    },
    steps: [CHECK],
    said: `${NO_INDEX} Checking…`,
    offered: inPopup('button "Checking…" disabled'),
  }),
  ...Object.entries(FAILURES).map(([reason, words]) =>
    noIndex(`says why the last try failed: ${reason}`, {
      prepare: async () => {
        await syncFailed(reason as keyof typeof FAILURES);
        visit(ferryPage());
      },
      said: `${NO_INDEX} The last try failed: ${words}. Next check in 5 minutes. Check now`,
    }),
  ),
  noIndex('says why the last try failed: http, with its status', {
    prepare: async () => {
      await syncFailed('http', 503);
      visit(ferryPage());
    },
    said:
      `${NO_INDEX} The last try failed: the publication answered with an error (status 503). ` +
      'Next check in 5 minutes. Check now',
  }),
  noIndex('does not say "now" about a check that follows within a minute', {
    prepare: async () => {
      await syncFailed('unreachable');
      await syncState({ nextAt: NOW + MINUTE / 2 });
      visit(ferryPage());
    },
    said: `${NO_INDEX} The last try failed: the publication could not be reached. Next check in 1 minute. Check now`,
  }),
  noIndex('says nothing of a check that was due already', {
    prepare: async () => {
      await syncFailed('unreachable');
      await syncState({ nextAt: NOW - MINUTE });
      visit(ferryPage());
    },
    said: `${NO_INDEX} The last try failed: the publication could not be reached. Check now`,
  }),
  noIndex('shows the analysis as soon as the list arrives', {
    steps: [settled, receiveIndex],
    said: [],
    offered: inPopup(...readingFerry(), siteSwitch('northern-ledger.example')),
    headings: FERRY_HEADINGS,
    also: { marks: { state: 'matched' } },
  }),
];

const CLOSED_INDEX =
  'So Civic Lens cannot tell whether this page was analysed. It tries again every few seconds.';
const FROM_COPY =
  'Civic Lens shows what it still knows, and tries to open the database again every few seconds.';
const NO_ROOM = 'This device has no room left. Free some space.';
const REFUSALS: readonly [string, Error, string][] = [
  [
    'a newer release has written the database',
    new NewerDatabase('schema version 9'),
    'A newer version of Civic Lens wrote the database on this device. Update the extension to open it.',
  ],
  [
    'the browser cannot read the database',
    new DOMException('Internal error opening backing store.', 'UnknownError'),
    'The browser could not open the database. If this persists, restart the browser.',
  ],
];
/**
 * Withdraws a saved analysis, so that its text is in the second copy. Then makes the database impossible to open.
 */
const closed = (error: Error, page: PageIdentity) => async (): Promise<void> => {
  await receiveIndex();
  await save('ferry');
  await receiveIndex({ without: ['ferry'] });
  await fillFromSecondCopy();
  await updateSecondCopy();
  closeDatabase(error);
  visit(page);
};
/** Records that a sync failed because the device has no room. */
const noRoom = async (page: PageIdentity): Promise<void> => {
  await receiveIndex();
  await recordTrouble(new DOMException('', 'QuotaExceededError'), NOW, NOW + MINUTE);
  visit(page);
};

export const CLOSED_DATABASE: readonly PageState[] = [
  ...REFUSALS.flatMap(([why, error, reason]): PageState[] => [
    {
      state: `says why the index cannot be read, and that it will be tried again: ${why}`,
      page: POPUP,
      prepare: closed(error, RESERVOIR_PAGE),
      said: `Civic Lens The list of analyses cannot be opened now ${reason} ${CLOSED_INDEX}`,
      offered: inPopup(),
      headings: ['The list of analyses cannot be opened now'],
      also: { marks: { state: 'no-index' } },
    },
    {
      state: `still shows a saved analysis: ${why}`,
      page: POPUP,
      prepare: closed(error, ferryPage()),
      said: [`${reason} ${FROM_COPY}`, 'Same address as the article analysed.'],
      offered: inPopup(
        ...readingFerry({ save: ['button "Saved" collapsed'] }),
        siteSwitch('northern-ledger.example'),
      ),
      headings: FERRY_HEADINGS,
      also: { marks: { state: 'matched' }, live: [`${reason} ${FROM_COPY}`] },
    },
    {
      state: `shows the normal view once the database opens: ${why}`,
      page: POPUP,
      prepare: closed(error, RESERVOIR_PAGE),
      steps: [settled, databaseOpens],
      said: ['Same address as the article analysed.'],
      offered: inPopup(
        'link "The Rulebook"',
        WRONG,
        'button "Try again"',
        'button "Follow The Rulebook"',
        'button "Follow Quiet Gazette"',
        'link "Open on NOLIGARCHY.US"',
        'link "Explore this lens"',
        'link "Browse all issues"',
        'link "Subscribe"',
        'button "Save"',
        'link "Read the original at Quiet Gazette"',
        SCHOOL_SWITCH,
      ),
      headings: ['The reservoir plan assumes rain'],
      also: { marks: { state: 'matched' } },
    },
  ]),
  {
    state: 'says that there is no room, and still shows the analysis',
    page: POPUP,
    prepare: () => noRoom(ferryPage()),
    said: [NO_ROOM, 'Same address as the article analysed.'],
    offered: inPopup(...readingFerry(), siteSwitch('northern-ledger.example')),
    headings: FERRY_HEADINGS,
    also: { marks: { state: 'matched' }, live: [NO_ROOM] },
  },
];

const CHECKED = new Date(2026, 5, 29, 14, 5).getTime();
const STALE =
  'Civic Lens The list of analyses is old It was last confirmed on 29 Jun 2026, 14:05. This article is ' +
  'not in it, but an analysis may have appeared since.';

export const NOT_SURE: readonly PageState[] = [
  {
    state: 'says when an old index was last confirmed, instead of saying that there is no analysis',
    page: POPUP,
    prepare: after(() => syncState({ checkedAt: CHECKED }), CHOIR_PAGE),
    said: `${STALE} Check now Civic Lens on quiet-gazette.example`,
    offered: inPopup(CHECK, SCHOOL_SWITCH),
    headings: ['The list of analyses is old'],
    also: { marks: { state: 'stale' } },
  },
  {
    state: 'says why an old index could not be updated',
    page: POPUP,
    prepare: after(async () => {
      await syncFailed('unreachable');
      await syncState({ checkedAt: CHECKED });
    }, CHOIR_PAGE),
    said:
      `${STALE} The last try failed: the publication could not be reached. Next check in 5 minutes. Check now ` +
      'Civic Lens on quiet-gazette.example',
    offered: inPopup(CHECK, SCHOOL_SWITCH),
    headings: ['The list of analyses is old'],
    also: { marks: { state: 'stale' } },
  },
  {
    state: 'shows an analysis even if the index is old',
    page: POPUP,
    prepare: after(() => syncState({ checkedAt: NOW - 30 * DAY }), ferryPage()),
    said: ['Same address as the article analysed.'],
    offered: inPopup(...readingFerry(), siteSwitch('northern-ledger.example')),
    headings: FERRY_HEADINGS,
    also: { marks: { state: 'matched' } },
  },
  {
    state: 'says that Civic Lens is off on this site',
    page: POPUP,
    prepare: after(() => browser.storage.local.set({ sitesOff: ['quiet-gazette.example'] }), CHOIR_PAGE),
    said:
      'Civic Lens Off on this site You switched Civic Lens off for quiet-gazette.example. Civic Lens on ' +
      'quiet-gazette.example',
    offered: inPopup('switch "Civic Lens on quiet-gazette.example" not checked'),
    headings: ['Off on this site'],
    also: { marks: { state: 'off' } },
  },
  {
    state: 'is switched off for a site',
    page: POPUP,
    prepare: on(ferryPage()),
    steps: ['switch "Civic Lens on northern-ledger.example"'],
    said:
      'Civic Lens Off on this site You switched Civic Lens off for northern-ledger.example. Civic Lens on ' +
      'northern-ledger.example',
    offered: inPopup('switch "Civic Lens on northern-ledger.example" not checked'),
    headings: ['Off on this site'],
    also: { marks: { state: 'off' } },
  },
  {
    state: 'is switched on again for a site',
    page: POPUP,
    prepare: after(() => browser.storage.local.set({ sitesOff: ['quiet-gazette.example'] }), CHOIR_PAGE),
    steps: ['switch "Civic Lens on quiet-gazette.example"'],
    said: `Civic Lens ${NONE} Civic Lens on quiet-gazette.example`,
    offered: inPopup(WANTED, SCHOOL_SWITCH),
    headings: ['Not analysed'],
    also: { marks: { state: 'none' } },
  },
  {
    state: 'says that a page was not checked if the reader did not click the button there',
    page: '/popup.html?tab=7',
    prepare: receiveIndex,
    said:
      'Civic Lens Not checked Click Civic Lens to check this page. In “on click” mode Civic Lens sees a ' +
      'page only when you click its button in the toolbar. Check every page automatically',
    offered: inPopup('button "Check every page automatically"'),
    headings: ['Not checked'],
    also: { marks: { state: 'not-checked' } },
  },
  {
    state: 'says that a page cannot be read if the browser hides its address even after a click',
    page: POPUP,
    prepare: receiveIndex,
    said: 'Civic Lens This page cannot be read The browser does not let extensions read this page.',
    offered: inPopup(),
    headings: ['This page cannot be read'],
    also: { marks: { state: 'unreadable' } },
  },
  {
    state: 'says the same without a click if all sites are granted',
    page: '/sidepanel.html',
    prepare: () => {
      granted.add(ALL_SITES);
      return receiveIndex();
    },
    said: 'Civic Lens This page cannot be read The browser does not let extensions read this page.',
    offered: inPopup().slice(1),
    headings: ['This page cannot be read'],
    also: { marks: { state: 'unreadable' } },
  },
  {
    state: 'says that a page of the browser cannot be read',
    page: POPUP,
    prepare: on(pageAt('chrome://version/')),
    said: 'Civic Lens This page cannot be read The browser does not let extensions read this page.',
    offered: inPopup(),
    headings: ['This page cannot be read'],
    also: { marks: { state: 'unreadable' } },
  },
  {
    state: 'says that a page cannot be read if no script may run in it',
    page: POPUP,
    prepare: on(CHOIR_PAGE, { readable: false }),
    said: 'Civic Lens This page cannot be read The browser does not let extensions read this page.',
    offered: inPopup(),
    headings: ['This page cannot be read'],
    also: { marks: { state: 'unreadable' } },
  },
  {
    state: 'shows the analysis of such a page if its address is enough to find it',
    page: POPUP,
    prepare: on(ferryPage(), { readable: false }),
    said: ['Same address as the article analysed.'],
    offered: inPopup(...readingFerry(), siteSwitch('northern-ledger.example')),
    headings: FERRY_HEADINGS,
    also: { marks: { state: 'matched' } },
  },
  {
    state: 'says that it is looking at the page',
    page: POPUP,
    prepare: async () => {
      await on(CHOIR_PAGE)();
      vi.spyOn(browser.tabs, 'get').mockReturnValue(new Promise(() => undefined) as never);
    },
    said: 'Civic Lens Looking at this page…',
    offered: inPopup(),
    headings: [],
    also: { live: ['Looking at this page…'], marks: { state: 'loading' } },
  },
  {
    state: 'says that something went wrong',
    page: POPUP,
    prepare: async () => {
      await on(ferryPage())();
      vi.spyOn(browser.tabs, 'get').mockRejectedValue(new Error('Extension context invalidated'));
    },
    said:
      'Civic Lens This page cannot be read Something went wrong and this page could not be shown. Reload ' +
      'it; your library is safe.',
    offered: inPopup(),
    headings: ['This page cannot be read'],
  },
];

const EXPLAINED =
  'Nothing has been sent. This text holds the address of the page; it goes only where you send it. ' +
  'Change it as you like. Text to NOLIGARCHY.US Copy Write an e-mail';
const RECIPIENT =
  'Civic Lens knows no e-mail address of NOLIGARCHY.US. Perhaps its site names one: noligarchy.us';
const LETTER = [
  'textbox "Text to NOLIGARCHY.US"',
  'button "Copy"',
  'link "Write an e-mail"',
  'link "noligarchy.us"',
];
const TEXT_FIELD = 'Text to NOLIGARCHY.US';
const WRONG_BODY = [
  'Civic Lens showed me one of your analyses on an article that it is not about.',
  '',
  'Address of the page:',
  FERRY_PAGE,
  '',
  'What the page calls itself:',
  'Ferry talks resume in Merrow as strait stays closed | Northern Ledger',
  '',
  'Analysis that was shown:',
  'Ferry talks resume without the crews',
  'https://noligarchy.us/analysis/ferry-talks',
  '',
  'The article that it is about:',
  'Ferry talks resume in Merrow as strait stays closed',
  FERRY_PAGE,
  '',
  'Why it was shown:',
  'Same address as the article analysed.',
].join('\n');
const WANTED_BODY = [
  'I found no analysis of this article at NOLIGARCHY.US. Please consider writing one.',
  '',
  'The article:',
  'Mountain choir announces first tour in eleven years',
  CHOIR_PAGE.address,
].join('\n');
const mail = (subject: string, body: string): string =>
  `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replaceAll('\n', '\r\n'))}`;
const WRONG_SUBJECT = 'Analysis shown on the wrong article at northern-ledger.example';
const WANTED_SUBJECT = 'Analysis wanted of an article at quiet-gazette.example';

interface LetterState extends Omit<PageState, 'page' | 'offered' | 'headings'> {
  readonly about: 'wrong' | 'wanted';
  readonly offered?: readonly string[];
  readonly isPrivate?: boolean;
}

const letter = ({ about, offered = LETTER, isPrivate = false, ...row }: LetterState): PageState => ({
  page: POPUP,
  ...row,
  offered: inPopup(
    BACK,
    ...offered,
    siteSwitch(about === 'wrong' ? 'northern-ledger.example' : 'quiet-gazette.example') +
      (isPrivate ? ' disabled' : ''),
  ),
  headings: [about === 'wrong' ? 'This is the wrong article' : 'Ask for an analysis'],
});

export const LETTERS: readonly PageState[] = [
  letter({
    state: 'reports a wrong article with everything that the publication needs to investigate',
    about: 'wrong',
    prepare: on(pageAt(`${FERRY_PAGE}?utm_source=letter#comments`, { headlines: FERRY_TITLE })),
    steps: [WRONG],
    said:
      `Civic Lens Back This is the wrong article ${EXPLAINED} ${RECIPIENT} Civic Lens on ` +
      'northern-ledger.example',
    also: {
      live: [],
      values: { [TEXT_FIELD]: WRONG_BODY },
      links: {
        'Write an e-mail': mail(WRONG_SUBJECT, WRONG_BODY),
        'noligarchy.us': 'https://noligarchy.us/',
      },
      marks: { state: 'matched' },
    },
  }),
  letter({
    state: 'asks for an analysis',
    about: 'wanted',
    prepare: on({ ...CHOIR_PAGE, address: `${CHOIR_PAGE.address}?fbclid=IwAR0x#comments` }),
    steps: [WANTED],
    said: `Civic Lens Back Ask for an analysis ${EXPLAINED} ${RECIPIENT} Civic Lens on quiet-gazette.example`,
    also: {
      live: [],
      values: { [TEXT_FIELD]: WANTED_BODY },
      links: { 'Write an e-mail': mail(WANTED_SUBJECT, WANTED_BODY) },
      marks: { state: 'none' },
    },
  }),
  letter({
    state: 'works in a private window',
    about: 'wanted',
    isPrivate: true,
    prepare: on(CHOIR_PAGE, { isPrivate: true }),
    steps: [WANTED],
    said: ['Nothing has been sent.'],
    also: { values: { [TEXT_FIELD]: WANTED_BODY } },
  }),
  letter({
    state: 'names the address that led to the match',
    about: 'wrong',
    prepare: on(
      ferryPage({
        address: `${FERRY_PAGE}/2`,
        loadedAs: `${FERRY_PAGE}/2`,
        claims: [{ by: 'canonical', address: FERRY_PAGE }],
      }),
    ),
    steps: [WRONG],
    said: ['Nothing has been sent.'],
    also: {
      values: {
        [TEXT_FIELD]: WRONG_BODY.replace(FERRY_PAGE, `${FERRY_PAGE}/2`).replace(
          'Same address as the article analysed.',
          `The page names the article analysed as its canonical address.\n${FERRY_PAGE}`,
        ),
      },
    },
  }),
  letter({
    state: 'can report an uncertain match',
    about: 'wrong',
    prepare: on(ANOTHER_STORY),
    steps: [WRONG],
    said: ['Nothing has been sent.'],
    also: {
      values: {
        [TEXT_FIELD]: WRONG_BODY.replace(FERRY_TITLE[0] ?? '', ANOTHER_STORY.headlines[0] ?? '').replace(
          'Same address as the article analysed.',
          'The address is that of the article analysed, but this page tells another story.',
        ),
      },
      marks: { state: 'uncertain' },
    },
  }),
  letter({
    state: 'says that it is looking while it reads the page',
    about: 'wanted',
    prepare: on(CHOIR_PAGE),
    steps: [
      settled,
      () => browser.scripting.executeScript.mockReturnValue(new Promise(() => undefined)),
      WANTED,
    ],
    said: ['Looking at this page…'],
    offered: [],
    also: { live: ['Looking at this page…'] },
  }),
  letter({
    state: 'says that the page cannot be read if the browser hides its address by now',
    about: 'wanted',
    prepare: on(CHOIR_PAGE),
    steps: [settled, () => visit(undefined), WANTED],
    said: ['The browser does not let extensions read this page.'],
    offered: [],
    also: { live: ['The browser does not let extensions read this page.'] },
  }),
  letter({
    state: 'passes the edited text to the mail program',
    about: 'wanted',
    prepare: on(CHOIR_PAGE),
    steps: [WANTED, () => write(LETTER[0] ?? '', 'Dear desk,\n100 % “é” & 橋')],
    said: ['Nothing has been sent.'],
    also: {
      values: { [TEXT_FIELD]: 'Dear desk,\n100 % “é” & 橋' },
      links: { 'Write an e-mail': mail(WANTED_SUBJECT, 'Dear desk,\n100 % “é” & 橋') },
    },
  }),
  letter({
    state: 'says that the text was copied',
    about: 'wanted',
    prepare: on(CHOIR_PAGE),
    steps: [WANTED, 'button "Copy"'],
    said: ['Nothing has been sent.', 'Copied'],
    also: { live: ['Copied'] },
  }),
  letter({
    state: 'no longer says that the text was copied once it changes',
    about: 'wanted',
    prepare: on(CHOIR_PAGE),
    steps: [WANTED, 'button "Copy"', settled, () => write(LETTER[0] ?? '', `${copied()}!`)],
    said: ['Nothing has been sent.'],
    also: { live: [], values: { [TEXT_FIELD]: `${WANTED_BODY}!` } },
  }),
  letter({
    state: 'says what to do if the browser refuses to copy',
    about: 'wanted',
    prepare: after(refuseToCopy, CHOIR_PAGE),
    steps: [WANTED, 'button "Copy"'],
    said: [
      'Nothing has been sent.',
      'The browser refused to copy. The text is selected: copy it with the keyboard or the menu.',
    ],
    also: {
      live: ['The browser refused to copy. The text is selected: copy it with the keyboard or the menu.'],
    },
  }),
  letter({
    state: 'says that the text is too long for an e-mail',
    about: 'wanted',
    prepare: on(CHOIR_PAGE),
    steps: [WANTED, () => write(LETTER[0] ?? '', 'A long letter. '.repeat(400))],
    said: [
      'Nothing has been sent.',
      'The text is too long for “Write an e-mail”, which would lose its end. Copy it instead.',
    ],
    also: {
      live: ['The text is too long for “Write an e-mail”, which would lose its end. Copy it instead.'],
    },
  }),
  {
    state: 'closes with "Back"',
    page: POPUP,
    prepare: on(CHOIR_PAGE),
    steps: [WANTED, BACK],
    said: [],
    offered: inPopup(WANTED, SCHOOL_SWITCH),
    headings: ['Not analysed'],
  },
  {
    state: 'returns to the chosen one of several analyses',
    page: POPUP,
    prepare: on(SCHOOL_PAGE),
    steps: [`button "${CONSENT.headline}"`, WRONG, BACK],
    said: [],
    offered: inPopup(BACK, ...READING_CONSENT, SCHOOL_SWITCH),
    headings: CONSENT_HEADINGS,
  },
  {
    state: 'reports the chosen one of several analyses',
    page: POPUP,
    prepare: on(SCHOOL_PAGE),
    steps: [`button "${CONSENT.headline}"`, WRONG],
    said: ['Nothing has been sent.'],
    offered: inPopup(BACK, ...LETTER, SCHOOL_SWITCH),
    headings: ['This is the wrong article'],
    also: {
      values: {
        [TEXT_FIELD]: [
          'Civic Lens showed me one of your analyses on an article that it is not about.',
          '',
          'Address of the page:',
          SCHOOL_PAGE.address,
          '',
          'Analysis that was shown:',
          CONSENT.headline,
          'https://noligarchy.us/analysis/school-app-consent',
          '',
          'The article that it is about:',
          SCHOOL_PAGE.address,
          '',
          'Why it was shown:',
          'This is a known further address of the article analysed.',
        ].join('\n'),
      },
    },
  },
];
