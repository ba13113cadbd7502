import { expect, vi } from 'vitest';
import type { PageIdentity } from '../../../lib/page/page-identity.ts';
import { readIdentity } from '../../../lib/page/read-identity.ts';
import { OUTLET_PORT } from '../../build.ts';
import { outletPages, outletsOn } from '../../sample/outlets.ts';
import { browser } from '../../unit/fake-browser.ts';
import { pageAt, visit } from '../browser-and-tab.ts';
import { save } from '../database.ts';
import { eventually } from '../open-page.ts';
import { receiveIndex, receiveNews, receivePart } from '../publication.ts';
import { FERRY_HEADINGS, JUMPS, REASON, reading, TEXT_HEADINGS } from '../reading.ts';
import { CABLE, CONSENT, CONTRACT, FERRY, NEWS, PORTS, RESERVOIR } from '../sample-cards.ts';
import type { PageState } from '../states.ts';
import {
  after,
  BACK,
  CHOIR_PAGE,
  FOOT,
  FOOT_SAID,
  ferryInPopup,
  ferryPage,
  inPopup,
  LINKED_OFFER,
  NEWEST,
  NEWEST_AT_GAZETTE,
  NO_ANALYSIS_YET,
  NONE,
  newestList,
  on,
  POPUP,
  SCHOOL_SWITCH,
  siteSwitch,
  whileReading,
} from './popup-page.ts';

/* States on an article without an analysis, and on pages that are not articles. */

/** Returns the controls of the popup. The name of the button "Library" includes the number of new analyses. */
const withNews = (number: number, ...own: string[]): string[] => countingNews(number, inPopup(...own));

const countingNews = (number: number, controls: readonly string[]): string[] =>
  controls.map((name) => (name === 'button "Library"' ? `button "Library: ${number} new"` : name));

const RELATED_PAGE = pageAt('https://inland-herald.example/wire/2026/07/02/ferries', {
  headlines: [FERRY.sourceHeadline],
});

const newEntries = (number: number): string[] => NEWS.slice(0, number).map(({ headline }) => headline ?? '');

const buttons = (names: readonly string[]): string[] => names.map((name) => `button "${name}"`);

/** Returns the given controls as they are once the reader follows the lens. */
const followed = (controls: readonly string[]): string[] =>
  controls.map((name) => name.replace('Follow Global Power Plays', 'Following Global Power Plays'));

/** The list of the newest analyses without FERRY, which is withdrawn or already listed above. */
const WITHOUT_FERRY = newestList('Newest', PORTS, CONTRACT, CONSENT, RESERVOIR);
const UNRELATED = WITHOUT_FERRY;
/** The list of the newest analyses, below the list of those that are new for the reader. */
const BELOW_NEWS = newestList('Newest from quiet-gazette.example', CONTRACT, CONSENT, RESERVOIR, CABLE);

export const NO_ANALYSIS: readonly PageState[] = [
  {
    state: 'says that the article has no analysis, and offers to ask for one',
    page: POPUP,
    prepare: on(CHOIR_PAGE),
    said: `Civic Lens ${NONE} ${NEWEST_AT_GAZETTE.said} Civic Lens on quiet-gazette.example ${FOOT_SAID}`,
    offered: inPopup(LINKED_OFFER, ...NEWEST_AT_GAZETTE.offered, SCHOOL_SWITCH, ...FOOT),
    headings: [NO_ANALYSIS_YET, NEWEST_AT_GAZETTE.heading],
    also: { articles: [], live: [], marks: { state: 'none' } },
  },
  {
    state: 'says that the article has no analysis if an incomplete index reaches back beyond the article',
    page: POPUP,
    prepare: after(() => receivePart('2026-01-01'), CHOIR_PAGE),
    said: `Civic Lens ${NONE} ${NEWEST_AT_GAZETTE.said} Civic Lens on quiet-gazette.example ${FOOT_SAID}`,
    offered: inPopup(LINKED_OFFER, ...NEWEST_AT_GAZETTE.offered, SCHOOL_SWITCH, ...FOOT),
    headings: [NO_ANALYSIS_YET, NEWEST_AT_GAZETTE.heading],
    also: { marks: { state: 'none' } },
  },
  {
    state: 'says that something went wrong if the view of the tab cannot be made',
    page: POPUP,
    prepare: async () => {
      await receiveIndex();
      visit(CHOIR_PAGE);
      vi.spyOn(browser.storage.session, 'get').mockRejectedValue(new Error('no session storage'));
    },
    said: ['Something went wrong'],
    offered: inPopup('button "Try again"'),
    headings: ['Something went wrong'],
    also: { marks: { state: 'unreadable' } },
  },
  {
    state: 'no longer shows an analysis that the publication has withdrawn',
    page: POPUP,
    prepare: after(() => receiveIndex({ without: ['ferry'] }), ferryPage()),
    said: `Civic Lens ${NONE} ${WITHOUT_FERRY.said} Civic Lens on northern-ledger.example ${FOOT_SAID}`,
    offered: inPopup(LINKED_OFFER, ...WITHOUT_FERRY.offered, siteSwitch('northern-ledger.example'), ...FOOT),
    headings: [NO_ANALYSIS_YET, 'Newest'],
    also: { marks: { state: 'none' } },
  },
  {
    state: 'lists related analyses as related, and not as analyses of the page',
    page: POPUP,
    prepare: on(RELATED_PAGE),
    said:
      `Civic Lens ${NONE} Related, not about this page Global Power Plays ${FERRY.headline} Northern Ledger – ` +
      'World · 3 min · yesterday An article with the same headline was analysed. ' +
      `${UNRELATED.said} Civic Lens on inland-herald.example ${FOOT_SAID}`,
    offered: inPopup(
      LINKED_OFFER,
      `button "${FERRY.headline}"`,
      ...UNRELATED.offered,
      siteSwitch('inland-herald.example'),
      ...FOOT,
    ),
    headings: [NO_ANALYSIS_YET, 'Related, not about this page', FERRY.headline, 'Newest'],
    also: { articles: [FERRY.headline], marks: { state: 'none' } },
  },
  {
    state: 'opens a related analysis, and says why it is related',
    page: POPUP,
    prepare: on(RELATED_PAGE),
    steps: [`button "${FERRY.headline}"`],
    said: ['An article with the same headline was analysed.'],
    offered: [
      BACK,
      ...ferryInPopup({ reason: ['button "Same headline" expanded', siteSwitch('inland-herald.example')] }),
    ],
    headings: FERRY_HEADINGS,
    also: { marks: { state: 'none' } },
  },
  {
    state: 'lists the analyses that are new for the reader',
    page: POPUP,
    prepare: after(() => receiveNews(2), CHOIR_PAGE),
    said:
      `Civic Lens ${NONE} New for you (2) Global Power Plays Canal tolls rise by a third Quiet Gazette · today ` +
      `Global Power Plays A treaty for the old pipeline Quiet Gazette · today ${BELOW_NEWS.said} ` +
      `Civic Lens on quiet-gazette.example ${FOOT_SAID}`,
    offered: withNews(
      2,
      LINKED_OFFER,
      ...buttons(newEntries(2)),
      ...BELOW_NEWS.offered,
      SCHOOL_SWITCH,
      ...FOOT,
    ),
    headings: [NO_ANALYSIS_YET, 'New for you (2)', ...newEntries(2), BELOW_NEWS.heading],
    also: { articles: newEntries(2), marks: { state: 'none' } },
  },
  {
    state: 'lists four new analyses, and links to the rest',
    page: POPUP,
    prepare: after(() => receiveNews(5), CHOIR_PAGE),
    said: ['New for you (5)'],
    offered: withNews(
      5,
      LINKED_OFFER,
      ...buttons(newEntries(4)),
      'button "1 more in your library"',
      `button "${NEWS[4]?.headline}"`,
      ...BELOW_NEWS.offered.slice(0, 3),
      SCHOOL_SWITCH,
      ...FOOT,
    ),
    headings: [NO_ANALYSIS_YET, 'New for you (5)', ...newEntries(4), 'Newest from Quiet Gazette'],
  },
  {
    state: 'lists related analyses before new analyses',
    page: POPUP,
    prepare: after(() => receiveNews(1), RELATED_PAGE),
    said: ['New for you (1)', 'An article with the same headline was analysed.'],
    offered: withNews(
      1,
      LINKED_OFFER,
      `button "${FERRY.headline}"`,
      ...buttons(newEntries(1)),
      ...UNRELATED.offered,
      siteSwitch('inland-herald.example'),
      ...FOOT,
    ),
    headings: [
      NO_ANALYSIS_YET,
      'Related, not about this page',
      FERRY.headline,
      'New for you (1)',
      ...newEntries(1),
      'Newest',
    ],
  },
  {
    state: 'opens a new analysis in place, and marks it as seen',
    page: POPUP,
    prepare: after(() => receiveNews(2), CHOIR_PAGE),
    steps: [`button "${NEWS[0]?.headline}"`],
    said: [],
    offered: countingNews(
      1,
      followed(
        whileReading(
          [BACK, ...reading('Global Power Plays', 'Quiet Gazette', ...JUMPS, 'link "detention"')].filter(
            (name) => name !== REASON,
          ),
          { lens: 'Global Power Plays' },
        ),
      ),
    ),
    headings: [NEWS[0]?.headline ?? '', ...TEXT_HEADINGS, 'Details'],
    also: { marks: { state: 'none' } },
  },
  {
    state: 'no longer lists a seen analysis after "Back"',
    page: POPUP,
    prepare: after(() => receiveNews(2), CHOIR_PAGE),
    steps: [`button "${NEWS[0]?.headline}"`, BACK],
    said: ['New for you (1)'],
    offered: withNews(
      1,
      LINKED_OFFER,
      ...buttons(newEntries(2).slice(1)),
      `button "${NEWS[0]?.headline}"`,
      ...BELOW_NEWS.offered.slice(0, 3),
      SCHOOL_SWITCH,
      ...FOOT,
    ),
    headings: [NO_ANALYSIS_YET, 'New for you (1)', ...newEntries(2).slice(1), 'Newest from Quiet Gazette'],
  },
  {
    state: 'shows the number of unread analyses, and tells the number of new analyses too',
    page: POPUP,
    prepare: after(async () => {
      await receiveNews(2);
      await save('ferry');
    }, pageAt('https://noligarchy.us/issues')),
    steps: [() => eventually(() => expect(hasDot('Library: 1 unread, 2 new')).toBe(true))],
    said: ['Civic Lens 1 Nothing to look up here'],
    offered: [
      'button "Library: 1 unread, 2 new"',
      'button "More" collapsed',
      ...buttons(newEntries(2)),
      ...newestList('Newest', FERRY, PORTS, CONTRACT, CONSENT).offered,
    ],
    headings: ['Nothing to look up here', 'New for you (2)', ...newEntries(2), 'Newest'],
  },
  {
    state: 'tells only the number of new analyses if no analysis is unread',
    page: POPUP,
    prepare: after(() => receiveNews(2), ferryPage()),
    steps: [() => eventually(() => expect(hasDot('Library: 2 new')).toBe(true))],
    said: [],
    offered: countingNews(2, followed(ferryInPopup())),
    headings: FERRY_HEADINGS,
  },
  {
    state: 'shows no dot on the library button if nothing is new',
    page: POPUP,
    prepare: after(() => save('ferry'), ferryPage()),
    steps: [() => eventually(() => expect(hasDot('Library: 1 unread')).toBe(false))],
    said: [],
    offered: ferryInPopup({ save: ['button "Saved" collapsed'] }),
    headings: FERRY_HEADINGS,
  },
];

/** Whether the button with this name has the dot that stands for new analyses. */
function hasDot(name: string): boolean {
  const button = document.querySelector(`button[aria-label="${name}"]`);
  if (!button) throw new Error(`The page has no button "${name}".`);
  return button.matches('.has-news');
}

const NO_ARTICLE = 'Civic Lens looks up single news articles. Open one to see whether it has been analysed.';

const OFFER = 'Stories linked on this page that have an analysis';

/** Returns a page of the sample outlets, as the content script reads it. */
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

/** The list of the newest analyses below a page of the site harbour-courier.example. */
const AT_COURIER = newestList('Newest from Harbour Courier and others', PORTS, FERRY, CONTRACT, CONSENT);

export const NO_ARTICLES: readonly PageState[] = [
  ...NOT_ARTICLES.map(([name, site]) => ({
    state: `says that the page is not an article: ${name}`,
    page: POPUP,
    prepare: on(samplePage(name)),
    said: `Civic Lens Nothing to look up here ${NO_ARTICLE} ${OFFER} ${NEWEST.said} Civic Lens on ${site}`,
    offered: inPopup(LINKED_OFFER, ...NEWEST.offered, siteSwitch(site)),
    headings: ['Nothing to look up here', 'Newest'],
    also: { marks: { state: 'not-article' } },
  })),
  {
    state: 'lists new analyses on a page that is not an article',
    page: POPUP,
    prepare: after(() => receiveNews(1), pageAt('https://www.harbour-courier.example/')),
    said: [NO_ARTICLE, 'New for you (1)'],
    offered: withNews(
      1,
      LINKED_OFFER,
      ...buttons(newEntries(1)),
      ...AT_COURIER.offered,
      siteSwitch('harbour-courier.example'),
    ),
    headings: ['Nothing to look up here', 'New for you (1)', ...newEntries(1), AT_COURIER.heading],
    also: { articles: newEntries(1) },
  },
  {
    state: 'says that a page of the publication is not an analysis',
    page: POPUP,
    prepare: on(pageAt('https://noligarchy.us/issues')),
    said:
      'Civic Lens Nothing to look up here This page of NOLIGARCHY.US is not an analysis. Open one to see ' +
      'it here with the way to its original. ' +
      NEWEST.said,
    offered: inPopup(...NEWEST.offered),
    headings: ['Nothing to look up here', 'Newest'],
    also: { marks: { state: 'not-article' } },
  },
];
