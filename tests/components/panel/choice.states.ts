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
    state: 'lists all analyses of one article',
    page: POPUP,
    prepare: after(dropSecondSource, SCHOOL_PAGE),
    said:
      'Civic Lens 2 analyses of this article The Rulebook One supplier for every classroom The contract was ' +
      'awarded without a tender. Quiet Gazette · 20 June Hidden Wiring Parents cannot opt out of the school app ' +
      'Quiet Gazette · 18 June Civic Lens on quiet-gazette.example',
    offered: inPopup(`button "${CONTRACT.headline}"`, `button "${CONSENT.headline}"`, SCHOOL_SWITCH),
    headings: ['2 analyses of this article', CONTRACT.headline, CONSENT.headline],
    also: { articles: [CONTRACT.headline, CONSENT.headline], marks: { state: 'choose' } },
  },
  {
    state: 'shows the reason of each analysis if the page has another address than the article',
    page: POPUP,
    prepare: on(SCHOOL_PAGE),
    said:
      'Civic Lens 2 analyses of this article The Rulebook One supplier for every classroom The contract was ' +
      'awarded without a tender. Quiet Gazette · 20 June Hidden Wiring Parents cannot opt out of the school app ' +
      'Quiet Gazette · 18 June This is another address of the article it analyses. Civic Lens on ' +
      'quiet-gazette.example',
    offered: inPopup(`button "${CONTRACT.headline}"`, `button "${CONSENT.headline}"`, SCHOOL_SWITCH),
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
    offered: inPopup(`button "${CONTRACT.headline}"`, `button "${CONSENT.headline}"`, SCHOOL_SWITCH),
    headings: ['2 analyses of this article', CONTRACT.headline, CONSENT.headline],
    also: { articles: [CONTRACT.headline, CONSENT.headline] },
  },
  {
    state: 'asks whether the page tells the story of the article at this address, and shows both headlines',
    page: POPUP,
    prepare: on(ANOTHER_STORY),
    said:
      'Civic Lens Is this the same story? This is the address of an article that was analysed, but the page has ' +
      `another headline. The article that was analysed · Northern Ledger – World ${FERRY.sourceHeadline} The analysis ` +
      `Global Power Plays ${FERRY.headline} Northern Ledger – World · 3 min · yesterday Civic Lens on ` +
      'northern-ledger.example Your answer is kept for this page, on this device.',
    offered: inPopup(`button "${FERRY.headline}"`, siteSwitch('northern-ledger.example')),
    headings: ['Is this the same story?', 'The analysis', FERRY.headline],
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
