import { receiveIndex } from '../publication.ts';
import { FERRY_HEADINGS, WRONG } from '../reading.ts';
import { CONSENT, CONTRACT, FERRY } from '../sample-cards.ts';
import type { PageState } from '../states.ts';
import {
  ANOTHER_STORY,
  after,
  BACK,
  CONSENT_HEADINGS,
  ferryInPopup,
  inPopup,
  on,
  POPUP,
  READING_CONSENT,
  SCHOOL_PAGE,
  SCHOOL_SWITCH,
  siteSwitch,
  whileReading,
} from './popup-page.ts';

/* Several analyses, or a doubtful one. */

export const CHOICE: readonly PageState[] = [
  {
    state: 'lists all analyses of one article, and shows a shared reason once',
    page: POPUP,
    prepare: after(dropSecondSource, SCHOOL_PAGE),
    said:
      'Civic Lens 2 analyses of this article This is the article it analyses. The Rulebook One ' +
      'supplier for every classroom The contract was awarded without a tender. 20 Jun 2026 · Quiet ' +
      'Gazette Not this article? Hidden Wiring Parents cannot opt out of the school app 18 Jun ' +
      '2026 · Quiet Gazette Not this article? Civic Lens on quiet-gazette.example',
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
      'was awarded without a tender. 20 Jun 2026 · Quiet Gazette This is the article it analyses. ' +
      'Not this article? Hidden Wiring Parents cannot opt out of the school app 18 Jun 2026 · ' +
      'Quiet Gazette This is another address of the article it analyses. Not this article? ' +
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
    said: [],
    offered: whileReading([BACK, ...READING_CONSENT], { lens: 'Hidden Wiring' }),
    headings: CONSENT_HEADINGS,
    also: { marks: { state: 'choose' } },
  },
  {
    state: 'shows the list again after "Back"',
    page: POPUP,
    prepare: on(SCHOOL_PAGE),
    steps: [`button "${CONSENT.headline}"`, BACK],
    said: ['This is another address of the article it analyses.'],
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
      'World The address is that of the article it analyses, but this page tells another story. Not this ' +
      'article? Civic Lens on northern-ledger.example',
    offered: inPopup(`button "${FERRY.headline}"`, WRONG, siteSwitch('northern-ledger.example')),
    headings: ['This may be the wrong article', FERRY.headline],
    also: { articles: [FERRY.headline], marks: { state: 'uncertain' } },
  },
  {
    state: 'repeats that doubt in the opened analysis',
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
];

/** Publishes an index in which both analyses have the same source address. */
function dropSecondSource(): Promise<void> {
  return receiveIndex({ changed: { [CONSENT.id]: { sources: CONTRACT.sources } } });
}
