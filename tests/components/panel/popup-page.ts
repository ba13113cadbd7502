import { expect } from 'vitest';
import type { PageIdentity } from '../../../lib/page/page-identity.ts';
import { pageAt, visit } from '../browser-and-tab.ts';
import { receiveIndex } from '../publication.ts';
import { JUMPS, type ReadingFerry, reading, readingFerry, readingHere, TEXT_HEADINGS } from '../reading.ts';
import { CABLE, CONSENT, CONTRACT, FERRY, FERRY_PAGE, PORTS, RESERVOIR } from '../sample-cards.ts';

/* Texts, controls and functions that several states of popup and side panel share. */

export const POPUP = '/popup.html';

export const WANTED = 'button "Suggest it"';

export const TELL_ME = 'button "Tell me if one comes"';

/** The actions at the foot of the popup on a page without an analysis. */
export const FOOT = [TELL_ME, WANTED];
/** The button that opens the list of stories linked on the page. */
export const LINKED_OFFER = 'button "Stories linked on this page that have an analysis"';

export const BACK = 'button "Back"';

/** Returns the controls of the header of a popup whose library has no unread analysis, followed by `own`. */
export const inPopup = (...own: string[]): string[] => [...header(0), ...own];

/** Returns the controls of the header of a popup whose library has one unread analysis, followed by `own`. */
export const withOneUnread = (...own: string[]): string[] => [...header(1), ...own];

/** Returns the controls of the header. The name of the library button includes the number of unread analyses. */
const header = (unread: number): string[] => [
  unread > 0 ? `button "Library: ${unread} unread"` : 'button "Library"',
  'button "More" collapsed',
];

const BESIDE = 'button "Open beside the page"';

interface OpenAnalysis {
  /** The name of the analysis's lens, or `undefined` if it has none. */
  readonly lens?: string | undefined;
  /** State of the follow button, added to its name: " disabled", or empty. */
  readonly follow?: string | undefined;
  /** Whether there is a button that opens the side panel. Inside the side panel, there is none. */
  readonly beside?: boolean;
  /** Number of unread analyses in the library. Without it: 1 if the open analysis is saved, 0 if not. */
  readonly unread?: number;
}

/** Returns the controls of popup or panel while an analysis is open. */
export const whileReading = (
  own: readonly string[],
  {
    lens,
    follow = '',
    beside = true,
    unread = own.some((name) => name.startsWith('button "Saved"')) ? 1 : 0,
  }: OpenAnalysis = {},
): string[] => [
  ...(beside ? own : readingHere(own)).flatMap((name) =>
    beside && name.startsWith('button "Read aloud"') ? [name, BESIDE] : [name],
  ),
  ...(lens ? [`link "${lens}"`, `button "Follow ${lens}"${follow}`] : []),
  ...header(unread),
];

/** Returns the controls of the popup while the analysis FERRY is open. */
export const ferryInPopup = (row: ReadingFerry & Pick<OpenAnalysis, 'beside' | 'unread'> = {}): string[] =>
  whileReading(readingFerry(row), {
    lens: 'Global Power Plays',
    follow: row.follow,
    ...(row.beside === undefined ? {} : { beside: row.beside }),
    ...(row.unread === undefined ? {} : { unread: row.unread }),
  });

export const siteSwitch = (site: string): string => `switch "Civic Lens on ${site}" checked`;

export const FERRY_TITLE = [`${FERRY.sourceHeadline} | Northern Ledger`];

export const ferryPage = (told: Partial<PageIdentity> = {}): PageIdentity =>
  pageAt(FERRY_PAGE, { headlines: FERRY_TITLE, ...told });

export const SCHOOL_PAGE = pageAt('https://quiet-gazette.example/education/2026/06/school-app-contract');

export const RESERVOIR_PAGE = pageAt(RESERVOIR.sources[0] ?? '');

/** An article without an analysis. */
export const CHOIR_PAGE = pageAt(
  'https://quiet-gazette.example/culture/2026/07/02/mountain-choir-announces-tour',
  {
    headlines: ['Mountain choir announces first tour in eleven years'],
  },
);

export const ANOTHER_STORY = ferryPage({
  headlines: ['Last lighthouse keeper at Cape Wenlow hands over the key'],
});

/** Returns a function that syncs the index and then opens a page in the active tab. */
export const on =
  (page: PageIdentity, options: Parameters<typeof visit>[1] = {}): (() => Promise<void>) =>
  async () => {
    await receiveIndex();
    visit(page, options);
  };

/** Returns a function that syncs the index, then calls `happened`, and then opens a page in the active tab. */
export const after =
  (happened: () => unknown, page: PageIdentity, options: Parameters<typeof visit>[1] = {}) =>
  async (): Promise<void> => {
    await receiveIndex();
    await happened();
    visit(page, options);
  };

export const SCHOOL_SWITCH = siteSwitch('quiet-gazette.example');

export const READING_CONSENT = reading(
  'Hidden Wiring',
  'Quiet Gazette',
  ...JUMPS,
  'link "detention"',
).flatMap((name) =>
  name === 'button "Follow Quiet Gazette"' ? ['link "quiet-gazette.example"', name] : [name],
);

export const CONSENT_HEADINGS = [CONSENT.headline, ...TEXT_HEADINGS, 'Details', 'Also published at'];

export const NO_ANALYSIS_YET = 'No analysis of this article yet';

/** The text of a popup without an analysis, above the lists of other analyses. */
export const NONE =
  `${NO_ANALYSIS_YET} The list was updated just now. Click the button again another day, or ask to be told. ` +
  `Stories linked on this page that have an analysis`;

/** The text at the foot of the popup on a page without an analysis. */
export const FOOT_SAID =
  'Keeps the address and headline of this page on this device until an analysis comes, for 90 days at most. ' +
  'Tell me if one comes Suggest it';

/** The text of the row of each analysis in a list, keyed by the id of the analysis. */
const ROWS: Readonly<Record<string, string>> = {
  [FERRY.id]: `Global Power Plays ${FERRY.headline} Northern Ledger – World · 3 min · yesterday`,
  [PORTS.id]: `The Rulebook ${PORTS.headline} Harbour Courier · 2 days ago`,
  [CONTRACT.id]: `The Rulebook ${CONTRACT.headline} Quiet Gazette · 20 June`,
  [CONSENT.id]: `Hidden Wiring ${CONSENT.headline} Quiet Gazette · 18 June`,
  [RESERVOIR.id]: `The Rulebook ${RESERVOIR.headline} Quiet Gazette · 12 May`,
  [CABLE.id]: `Hidden Wiring ${CABLE.headline} quiet-gazette.example · 3 May`,
};

interface Listed {
  readonly id: string;
  readonly headline: string;
}

/** Returns the text, the controls and the heading of a list of the newest analyses. */
export const newestList = (
  heading: string,
  ...cards: readonly Listed[]
): { readonly said: string; readonly offered: readonly string[]; readonly heading: string } => ({
  said: [heading, ...cards.map(({ id }) => ROWS[id] ?? '')].join(' '),
  offered: cards.map(({ headline }) => `button "${headline}"`),
  heading,
});

/** The list of the newest analyses of all outlets. */
export const NEWEST = newestList('Newest', FERRY, PORTS, CONTRACT, CONSENT);

/** The list of the newest analyses that the popup shows on a page of quiet-gazette.example without an analysis. */
export const NEWEST_AT_GAZETTE = newestList(
  'Newest from quiet-gazette.example',
  CONTRACT,
  CONSENT,
  RESERVOIR,
  CABLE,
);

export const CHECK = 'button "Check now"';

/** Presses Escape. Checks that the page cancels the event: otherwise the browser would close the popup. */
export const pressEscape = (): void => {
  const key = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
  document.activeElement?.dispatchEvent(key);
  expect(key.defaultPrevented).toBe(true);
};
