import { expect, vi } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { visit } from '../browser-and-tab.ts';
import { control, settled } from '../open-page.ts';
import { receiveIndex } from '../publication.ts';
import { FERRY_HEADINGS, WRONG } from '../reading.ts';
import { CONSENT, CONTRACT, FERRY, PORTS } from '../sample-cards.ts';
import type { PageState } from '../states.ts';
import {
  ANOTHER_STORY,
  after,
  BACK,
  CONSENT_HEADINGS,
  FOOT,
  ferryInPopup,
  inPopup,
  LINKED_OFFER,
  NO_ANALYSIS_YET,
  newestList,
  on,
  POPUP,
  READING_CONSENT,
  SCHOOL_PAGE,
  SCHOOL_SWITCH,
  siteSwitch,
  whileReading,
} from './popup-page.ts';

/* States with several analyses, or with an uncertain match. */

const STORY = ['button "Same story"', 'button "Different story"'];

/** The list of the newest analyses that the popup shows on a page of northern-ledger.example without an analysis. */
const AT_LEDGER = newestList(
  'Newest from Northern Ledger – World and others',
  FERRY,
  PORTS,
  CONTRACT,
  CONSENT,
);

const NOT_CHANGED =
  'Not changed: the browser could not write to its storage. Try again; if it persists, restart the browser.';

/** Focuses a button, as a press of the mouse or of a key does. */
const focusOn = (button: string) => async (): Promise<void> => (await control(`button "${button}"`)).focus();

const focused = (): string | null | undefined => document.activeElement?.textContent;

const ARABIC = { headline: 'مورد واحد لكل فصل', summary: 'تم منح العقد بدون مناقصة.', outlet: 'جريدة' };

export const CHOICE: readonly PageState[] = [
  {
    state: 'shows texts of an English publication in their own direction',
    page: POPUP,
    prepare: async () => {
      await receiveIndex({ changed: { contract: ARABIC } });
      visit(SCHOOL_PAGE);
    },
    said: ['This is another address of the article it analyses.'],
    offered: inPopup(`button "${ARABIC.headline}"`, `button "${CONSENT.headline}"`, SCHOOL_SWITCH),
    headings: ['2 analyses of this article', ARABIC.headline, CONSENT.headline],
    also: { otherDirection: Object.values(ARABIC).map((words) => `und-Arab: ${words}`) },
  },
  {
    state: 'lists all analyses of one article',
    page: POPUP,
    prepare: after(dropSecondSource, SCHOOL_PAGE),
    said:
      'Civic Lens 2 analyses of this article The Rulebook One supplier for every classroom The contract was ' +
      'awarded without a tender. Quiet Gazette · 20 June Hidden Wiring Parents cannot opt out of the school app ' +
      'Quiet Gazette · 18 June Civic Lens on quiet-gazette.example',
    offered: inPopup(`button "${CONTRACT.headline}"`, `button "${CONSENT.headline}"`, SCHOOL_SWITCH),
    headings: ['2 analyses of this article', CONTRACT.headline, CONSENT.headline],
    also: {
      articles: [CONTRACT.headline, CONSENT.headline],
      otherDirection: [],
      marks: { state: 'choose' },
    },
  },
  {
    state:
      'shows the reason only below the analysis that lists this address as a further address of its article',
    page: POPUP,
    prepare: on(SCHOOL_PAGE),
    said:
      'Civic Lens 2 analyses of this article The Rulebook One supplier for every classroom The contract was ' +
      'awarded without a tender. Quiet Gazette · 20 June Hidden Wiring Parents cannot opt out of the school app ' +
      'Quiet Gazette · 18 June This is another address of the article it analyses. Civic Lens on ' +
      'quiet-gazette.example',
    offered: inPopup(`button "${CONTRACT.headline}"`, `button "${CONSENT.headline}"`, SCHOOL_SWITCH),
    headings: ['2 analyses of this article', CONTRACT.headline, CONSENT.headline],
    also: {
      articles: [CONTRACT.headline, CONSENT.headline],
      otherDirection: [],
      marks: { state: 'choose' },
    },
  },
  {
    state: 'opens the chosen analysis, with a button back to the list',
    page: POPUP,
    prepare: on(SCHOOL_PAGE),
    steps: [`button "${CONSENT.headline}"`],
    said: [],
    offered: whileReading([BACK, ...READING_CONSENT], { lens: 'Hidden Wiring' }),
    headings: CONSENT_HEADINGS,
    also: { marks: { state: 'choose' } },
  },
  {
    state: 'shows the list again after "Back", with the focus on the row',
    page: POPUP,
    prepare: on(SCHOOL_PAGE),
    steps: [`button "${CONSENT.headline}"`, BACK, settled, () => expect(focused()).toBe(CONSENT.headline)],
    said: ['This is another address of the article it analyses.'],
    offered: inPopup(`button "${CONTRACT.headline}"`, `button "${CONSENT.headline}"`, SCHOOL_SWITCH),
    headings: ['2 analyses of this article', CONTRACT.headline, CONSENT.headline],
    also: { articles: [CONTRACT.headline, CONSENT.headline] },
  },
  {
    state: 'asks whether the page and the analysed article tell the same story, and shows both headlines',
    page: POPUP,
    prepare: on(ANOTHER_STORY),
    said:
      'Civic Lens Is this the same story? This is the address of an article that was analysed, but the page has ' +
      `another headline. This page ${ANOTHER_STORY.headlines[0]} The article that was analysed · Northern Ledger – ` +
      `World ${FERRY.sourceHeadline} Same story Different story The analysis Global Power Plays ${FERRY.headline} ` +
      'Northern Ledger – World · 3 min · yesterday Civic Lens on northern-ledger.example Your answer is kept for ' +
      'this page, on this device.',
    offered: inPopup(...STORY, `button "${FERRY.headline}"`, siteSwitch('northern-ledger.example')),
    headings: ['Is this the same story?', 'The analysis', FERRY.headline],
    also: { articles: [FERRY.headline], marks: { state: 'uncertain' } },
  },
  {
    state: 'says in the opened analysis that the page tells another story',
    page: POPUP,
    prepare: on(ANOTHER_STORY),
    steps: [`button "${FERRY.headline}"`],
    said: ['The address is that of the article it analyses, but this page tells another story.'],
    offered: [
      BACK,
      ...ferryInPopup({
        reason: ['button "Perhaps not this article" expanded', WRONG, siteSwitch('northern-ledger.example')],
      }),
    ],
    headings: FERRY_HEADINGS,
    also: { marks: { state: 'uncertain' } },
  },
  {
    state: 'shows the analysis after "Same story", with the focus on the headline',
    page: POPUP,
    prepare: on(ANOTHER_STORY),
    steps: [
      focusOn('Same story'),
      'button "Same story"',
      settled,
      () => expect(focused()).toBe(FERRY.headline),
    ],
    said: [],
    offered: ferryInPopup(),
    headings: FERRY_HEADINGS,
    also: { marks: { state: 'matched' } },
  },
  {
    state: 'lets the reader withdraw the answer "Same story"',
    page: POPUP,
    prepare: on(ANOTHER_STORY),
    steps: [
      'button "Same story"',
      'button "This article"',
      focusOn('Take back'),
      'button "Take back"',
      settled,
      () => expect(focused()).toBe('Is this the same story?'),
    ],
    said: [],
    offered: inPopup(...STORY, `button "${FERRY.headline}"`, siteSwitch('northern-ledger.example')),
    headings: ['Is this the same story?', 'The analysis', FERRY.headline],
    also: { marks: { state: 'uncertain' } },
  },
  {
    state: 'offers other analyses after "Different story", and a button that takes this answer back',
    page: POPUP,
    prepare: on(ANOTHER_STORY),
    steps: [
      focusOn('Different story'),
      'button "Different story"',
      settled,
      () => expect(focused()).toBe(NO_ANALYSIS_YET),
    ],
    said: ['You said that this page tells a different story. Take back'],
    offered: inPopup(
      'button "Take back"',
      LINKED_OFFER,
      ...AT_LEDGER.offered,
      siteSwitch('northern-ledger.example'),
      ...FOOT,
    ),
    headings: [NO_ANALYSIS_YET, AT_LEDGER.heading],
    also: { marks: { state: 'none' } },
  },
  {
    state: 'asks again once the reader has withdrawn "Different story"',
    page: POPUP,
    prepare: on(ANOTHER_STORY),
    steps: ['button "Different story"', 'button "Take back"'],
    said: [],
    offered: inPopup(...STORY, `button "${FERRY.headline}"`, siteSwitch('northern-ledger.example')),
    headings: ['Is this the same story?', 'The analysis', FERRY.headline],
    also: { marks: { state: 'uncertain' } },
  },
  {
    state: 'asks in a private window too, but takes no answer, and says why',
    page: POPUP,
    prepare: on(ANOTHER_STORY, { isPrivate: true }),
    said: ['Nothing is kept in private windows.'],
    offered: inPopup(
      ...STORY.map((name) => `${name} disabled`),
      `button "${FERRY.headline}"`,
      `${siteSwitch('northern-ledger.example')} disabled`,
    ),
    headings: ['Is this the same story?', 'The analysis', FERRY.headline],
    also: {
      marks: { state: 'uncertain' },
      hints: { 'Different story': 'Nothing is kept in private windows.' },
    },
  },
  {
    state: 'says that an answer could not be stored',
    page: POPUP,
    prepare: after(() => failToWrite(db.answers), ANOTHER_STORY),
    steps: ['button "Different story"'],
    said: [NOT_CHANGED],
    offered: inPopup(...STORY, `button "${FERRY.headline}"`, siteSwitch('northern-ledger.example')),
    headings: ['Is this the same story?', 'The analysis', FERRY.headline],
    also: { live: [NOT_CHANGED] },
  },
];

/** Publishes an index in which CONTRACT and CONSENT have the same source address. */
function dropSecondSource(): Promise<void> {
  return receiveIndex({ changed: { [CONSENT.id]: { sources: CONTRACT.sources } } });
}

/** Makes `put` of a table fail with an error of Dexie's form. */
function failToWrite(table: { put: unknown }): void {
  vi.spyOn(console, 'error').mockReturnValue();
  const error = Object.assign(new Error('UnknownError'), { name: 'UnknownError' });
  vi.spyOn(table as { put: () => Promise<unknown> }, 'put').mockRejectedValue(error);
}
