import { expect, vi } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import type { PageIdentity } from '../../../lib/page/page-identity.ts';
import type { PageLink } from '../../../lib/page/page-links.ts';
import { browser } from '../../unit/fake-browser.ts';
import { pageAt, visit } from '../browser-and-tab.ts';
import { control, eventually } from '../open-page.ts';
import { receiveIndex, receivePart } from '../publication.ts';
import { FERRY_HEADINGS } from '../reading.ts';
import { CONSENT, CONTRACT, FERRY, FERRY_PAGE, PORTS, RESERVOIR } from '../sample-cards.ts';
import type { PageState } from '../states.ts';
import { syncState } from '../sync-states.ts';
import {
  BACK,
  CHOIR_PAGE,
  ferryInPopup,
  ferryPage,
  inPopup,
  LINKED_OFFER,
  NEWEST,
  newestList,
  POPUP,
  siteSwitch,
  withOneUnread,
} from './popup-page.ts';

/* States of the list of stories that the page links to and that have an analysis. The panel shows it on request. */

const OFFER = LINKED_OFFER;
const HOME = pageAt('https://www.harbour-courier.example/');
const HOME_SWITCH = siteSwitch('harbour-courier.example');
const NEWEST_AT_COURIER = newestList(
  'Newest from Harbour Courier and others',
  PORTS,
  FERRY,
  CONTRACT,
  CONSENT,
);
const SCHOOL = CONTRACT.sources[0] ?? '';

const LINKS: readonly PageLink[] = [
  { address: SCHOOL, words: 'Homework app used in 214 schools' },
  { address: CHOIR_PAGE.address, words: 'Mountain choir on tour' },
  { address: `${FERRY_PAGE}?utm_source=home`, words: 'Ferry talks resume' },
  { address: RESERVOIR.sources[0] ?? '', words: '' },
];

interface Linking {
  readonly links?: readonly PageLink[];
  readonly page?: PageIdentity;
  readonly isPrivate?: boolean;
}

/** Opens a page with links in the active tab. */
function visitHome({ links = LINKS, page = HOME, isPrivate = false }: Linking = {}): void {
  visit(page, { isPrivate });
  browser.scripting.executeScript.mockImplementation((async ({ files }: { files: readonly string[] }) => [
    { result: files[0] === '/links.js' ? { links, language: 'en' } : page },
  ]) as never);
}

const home =
  (linking: Linking = {}, receive: () => Promise<unknown> = receiveIndex) =>
  async (): Promise<void> => {
    await receive();
    visitHome(linking);
  };

const headline = (card: { readonly headline: string }): string => `button "${card.headline}"`;
const row = (card: { readonly headline: string }, save = 'button "Save"'): string[] => [headline(card), save];
const LISTED = [CONTRACT, CONSENT, FERRY, RESERVOIR];
const TITLE = 'Stories linked on this page';

/** Returns the words of the controls in the list that the Tab key reaches. */
const stops = (): (string | null)[] =>
  [...document.querySelectorAll<HTMLElement>('.linked article button')]
    .filter(({ tabIndex }) => tabIndex === 0)
    .map(({ textContent }) => textContent);

const pressArrow = (key: string): void => {
  document.activeElement?.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
  );
};

/** Returns the row of a state in which a sentence replaces the list of stories. */
const without = (
  state: string,
  prepare: () => unknown,
  sentence: string,
  ...more: readonly string[]
): PageState => ({
  state,
  page: POPUP,
  prepare,
  steps: [OFFER],
  said: `Civic Lens Back ${TITLE} ${sentence}`,
  offered: inPopup(BACK, ...more),
  headings: [TITLE],
});

/** Returns a step that makes the page unreadable after the popup has offered the list. */
const lost = (message: string, url: string | undefined): (() => Promise<void>) => {
  return async () => {
    await control(OFFER);
    vi.spyOn(browser.tabs, 'get').mockResolvedValue({
      id: 7,
      incognito: false,
      ...(url ? { url } : {}),
    } as never);
    browser.scripting.executeScript.mockRejectedValue(new Error(message));
  };
};

export const LINKED: readonly PageState[] = [
  {
    state: 'offers them on a page that is not an article',
    page: POPUP,
    prepare: home(),
    said: ['Stories linked on this page that have an analysis'],
    offered: inPopup(OFFER, ...NEWEST_AT_COURIER.offered, HOME_SWITCH),
    headings: ['Nothing to look up here', NEWEST_AT_COURIER.heading],
  },
  {
    state: 'does not offer them on pages of the publication',
    page: POPUP,
    prepare: home({ page: pageAt('https://noligarchy.us/') }),
    said: [],
    offered: inPopup(...NEWEST.offered),
    headings: ['Nothing to look up here', NEWEST.heading],
  },
  {
    state: 'lists them in the order of the page, with every analysis of an article',
    page: POPUP,
    prepare: home(),
    steps: [OFFER],
    said:
      `Civic Lens Back ${TITLE} · 4 ` +
      'The Rulebook One supplier for every classroom about “Homework app used in 214 schools” ' +
      'Quiet Gazette · 20 June Save ' +
      'Hidden Wiring Parents cannot opt out of the school app about “Homework app used in 214 schools” ' +
      'Quiet Gazette · 18 June Save ' +
      'Global Power Plays Ferry talks resume without the crews about “Ferry talks resume” ' +
      'Northern Ledger – World · 3 min · yesterday Save ' +
      'The Rulebook The reservoir plan assumes rain about “Water board adopts reservoir plan for 2050” ' +
      'Quiet Gazette · 12 May Save',
    offered: inPopup(BACK, ...LISTED.flatMap((card) => row(card))),
    headings: [`${TITLE} · 4`, ...LISTED.map((card) => card.headline)],
    also: { articles: LISTED.map((card) => card.headline), marks: { state: 'not-article' } },
  },
  {
    state: 'returns from the list to the state of the page, and the focus to the button',
    page: POPUP,
    prepare: home(),
    steps: [
      OFFER,
      BACK,
      () => eventually(() => expect(document.activeElement?.textContent).toContain(TITLE)),
    ],
    said: ['Stories linked on this page that have an analysis'],
    offered: inPopup(OFFER, ...NEWEST_AT_COURIER.offered, HOME_SWITCH),
    headings: ['Nothing to look up here', NEWEST_AT_COURIER.heading],
  },
  {
    state: 'puts the focus on the title of the list',
    page: POPUP,
    prepare: home(),
    steps: [OFFER, () => eventually(() => expect(document.activeElement?.textContent).toBe(`${TITLE} · 4`))],
    said: [],
    offered: inPopup(BACK, ...LISTED.flatMap((card) => row(card))),
    headings: [`${TITLE} · 4`, ...LISTED.map((card) => card.headline)],
  },
  {
    state: 'has Tab stops only in the row with the focus, and moves between the rows with the arrow keys',
    page: POPUP,
    prepare: home(),
    steps: [
      OFFER,
      async () => (await control(headline(CONTRACT))).focus(),
      () => expect(stops()).toEqual([CONTRACT.headline, 'Save']),
      () => pressArrow('ArrowDown'),
      () => expect(stops()).toEqual([CONSENT.headline, 'Save']),
      // Press "Save" in the second row. "Saved" then replaces this button.
      () => [...document.querySelectorAll<HTMLElement>('.linked .save button')][1]?.click(),
      () => control('button "Saved"'),
      () => expect(stops()).toEqual([CONSENT.headline, 'Saved']),
      () => pressArrow('Home'),
      () => expect(stops()).toEqual([CONTRACT.headline, 'Save']),
    ],
    said: [],
    offered: [
      ...withOneUnread(BACK),
      ...LISTED.flatMap((card) => row(card, card === CONSENT ? 'button "Saved" collapsed' : 'button "Save"')),
    ],
    headings: [`${TITLE} · 4`, ...LISTED.map((card) => card.headline)],
  },
  {
    state: 'closes the list on Escape',
    page: POPUP,
    prepare: home(),
    steps: [
      OFFER,
      async () => {
        const closing = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
        (await control(headline(FERRY))).dispatchEvent(closing);
        expect(closing.defaultPrevented).toBe(true);
      },
    ],
    said: ['Stories linked on this page that have an analysis'],
    offered: inPopup(OFFER, ...NEWEST_AT_COURIER.offered, HOME_SWITCH),
    headings: ['Nothing to look up here', NEWEST_AT_COURIER.heading],
  },
  {
    state: 'opens an analysis in place of the list',
    page: POPUP,
    prepare: home(),
    steps: [OFFER, headline(FERRY)],
    said: [],
    offered: [BACK, ...ferryInPopup({ reason: [] })],
    headings: FERRY_HEADINGS,
  },
  {
    state: 'goes back from an analysis to its row in the list',
    page: POPUP,
    prepare: home(),
    steps: [
      OFFER,
      headline(FERRY),
      BACK,
      () => eventually(() => expect(document.activeElement?.textContent).toBe(FERRY.headline)),
    ],
    said: [],
    offered: inPopup(BACK, ...LISTED.flatMap((card) => row(card))),
    headings: [`${TITLE} · 4`, ...LISTED.map((card) => card.headline)],
  },
  {
    state: 'saves an analysis from the list',
    page: POPUP,
    prepare: home({ links: LINKS.slice(2, 3) }),
    steps: [OFFER, 'button "Save"'],
    said: [],
    offered: withOneUnread(BACK, ...row(FERRY, 'button "Saved" collapsed')),
    headings: [`${TITLE} · 1`, FERRY.headline],
  },
  {
    state: 'says that nothing can be saved if the device is full',
    page: POPUP,
    prepare: async () => {
      await home({ links: LINKS.slice(2, 3) })();
      vi.spyOn(db.saved, 'add').mockRejectedValue(
        new DOMException('The disk is full.', 'QuotaExceededError'),
      );
    },
    steps: [OFFER, 'button "Save"'],
    said: ['Not saved'],
    offered: inPopup(BACK, ...row(FERRY), 'button "Close"'),
    headings: [`${TITLE} · 1`, FERRY.headline],
  },
  {
    state: 'saves nothing in a private window',
    page: POPUP,
    prepare: home({ isPrivate: true, links: LINKS.slice(2, 3) }),
    steps: [OFFER],
    said: ['Nothing is kept in private windows.'],
    offered: inPopup(BACK, ...row(FERRY, 'button "Save" disabled')),
    headings: [`${TITLE} · 1`, FERRY.headline],
  },
  {
    state: 'offers and lists them on an article without analysis',
    page: POPUP,
    prepare: home({ page: CHOIR_PAGE, links: LINKS.slice(2, 3) }),
    steps: [OFFER],
    said: [],
    offered: inPopup(BACK, ...row(FERRY)),
    headings: [`${TITLE} · 1`, FERRY.headline],
    also: { marks: { state: 'none' } },
  },
  {
    state: 'lists them from the menu while an analysis is shown',
    page: POPUP,
    prepare: home({ page: ferryPage() }),
    steps: ['button "More"', `menuitem "${TITLE}"`],
    said: [],
    offered: inPopup(BACK, ...[CONTRACT, CONSENT, RESERVOIR].flatMap((card) => row(card))),
    headings: [`${TITLE} · 3`, ...[CONTRACT, CONSENT, RESERVOIR].map((card) => card.headline)],
    also: { marks: { state: 'matched' } },
  },
  {
    state: 'goes back from the stories to the analysis of the page',
    page: POPUP,
    prepare: home({ page: ferryPage() }),
    steps: ['button "More"', `menuitem "${TITLE}"`, headline(CONTRACT), BACK, BACK],
    said: [],
    offered: ferryInPopup(),
    headings: FERRY_HEADINGS,
  },
  without(
    'says that no linked story has an analysis',
    home({ links: LINKS.slice(1, 2) }),
    'No story linked on this page has an analysis yet.',
  ),
  without(
    'does not say that no linked story has an analysis if the list is incomplete',
    home({ links: [] }, () => receivePart('2026-07-01')),
    'None found so far. Only part of the list of analyses has arrived: it is known back to 1 July 2026.',
  ),
  without(
    'does not say that no linked story has an analysis if any analysis may be missing',
    home({ links: [] }, () => receivePart(undefined)),
    'None found so far. Only part of the list of analyses has arrived.',
  ),
  without(
    'does not say that no linked story has an analysis if the list is outdated',
    home({ links: [] }, async () => {
      await receiveIndex();
      await syncState({ checkedAt: new Date(2026, 5, 3, 12).getTime() });
    }),
    'None found. The list was last updated on 3 Jun 2026, 12:00; newer analyses are not in it.',
  ),
  without(
    'does not say that no linked story has an analysis if the clock was wrong at the last check',
    home({ links: [] }, async () => {
      await receiveIndex();
      await syncState({ checkedAt: new Date(2036, 5, 3, 12).getTime() });
    }),
    'None found. The clock of this device was wrong, so it is not known when the list was last updated; newer ' +
      'analyses may be missing in it.',
  ),
  {
    ...without(
      'says that the reader must first click the button on this page',
      home(),
      'Click Civic Lens in the toolbar on this page first. Then it can read the links.',
    ),
    steps: [lost('Cannot access contents of the page', undefined), OFFER],
  },
  {
    ...without(
      'says that the browser does not let extensions read the page',
      home(),
      'The browser does not let extensions read this page.',
    ),
    steps: [lost('Cannot access a chrome:// URL', 'https://www.harbour-courier.example/'), OFFER],
  },
  {
    ...without(
      'says that the links could not be read, and offers to try again',
      home(),
      'The links on this page could not be read. Try again',
      'button "Try again"',
    ),
    steps: [lost('Something unheard of', 'https://www.harbour-courier.example/'), OFFER],
    also: { live: ['The links on this page could not be read. Try again'] },
  },
  {
    ...without(
      'says that it reads the links again',
      home(),
      'The links on this page could not be read. Trying again…',
      'button "Trying again…" disabled',
    ),
    steps: [
      lost('Something unheard of', 'https://www.harbour-courier.example/'),
      OFFER,
      () => control('button "Try again"'),
      () => {
        browser.scripting.executeScript.mockReturnValue(new Promise(() => undefined));
      },
      'button "Try again"',
    ],
    also: { live: ['The links on this page could not be read. Trying again…'] },
  },
  {
    state: 'moves the focus to the title after a second attempt has succeeded',
    page: POPUP,
    prepare: home(),
    steps: [
      lost('Something unheard of', 'https://www.harbour-courier.example/'),
      OFFER,
      async () => (await control('button "Try again"')).focus(),
      () => visitHome(),
      'button "Try again"',
      () => eventually(() => expect(document.activeElement?.textContent).toBe(`${TITLE} · 4`)),
    ],
    said: [],
    offered: inPopup(BACK, ...LISTED.flatMap((card) => row(card))),
    headings: [`${TITLE} · 4`, ...LISTED.map((card) => card.headline)],
  },
];
