import { grantWhenAsked, showButton } from '../browser-and-tab.ts';
import { receiveIndex } from '../publication.ts';
import type { PageState } from '../states.ts';
import { AUTOMATIC, ON_CLICK, REFUSED, SECTIONS } from './options-page.ts';

/** Texts and controls of the welcome page in each state. */

const WELCOME = '/welcome.html';
const WELCOME_TITLE = 'Welcome to Civic Lens';
const INTRODUCTION =
  'Welcome to Civic Lens When you read a news article that NOLIGARCHY.US has analysed, Civic Lens lights ' +
  'up in the toolbar. One click shows the analysis beside the article, one more keeps it for good, and ' +
  'from any analysis one click leads back to the original. Pages are compared with a list on this ' +
  'device: no address you visit ever leaves your browser. When may Civic Lens look at a page? Automatic ' +
  'Each page is checked as it loads, so the toolbar button can light up by itself. Your browser will ask ' +
  'for access to all sites, because it cannot know beforehand which article was analysed. Use automatic ' +
  'On click Only the page on which you click the button is checked. No access to other pages is needed. ' +
  'Use on click';
const FOLLOW =
  'Follow lenses Each analysis looks at the news through one lens. Follow those that interest you; their ' +
  'latest analyses gather in your library.';
const LENSES =
  'Lenses of NOLIGARCHY.US Follow Global Power Plays Who moves whom across borders. Follow The Rulebook ' +
  'Follow Hidden Wiring';
const DONE = 'That is all. Open any news article to begin.';
const LENS_BUTTONS = [
  'button "Follow Global Power Plays"',
  'button "Follow The Rulebook"',
  'button "Follow Hidden Wiring"',
];
const WELCOME_HEADINGS = [
  WELCOME_TITLE,
  'When may Civic Lens look at a page?',
  'Automatic',
  'On click',
  'Follow lenses',
];
const WITH_LENSES = [...WELCOME_HEADINGS, 'Lenses of NOLIGARCHY.US'];
const WITH_PIN = WITH_LENSES.toSpliced(4, 0, 'Keep the button in sight');

export const WELCOMING: readonly PageState[] = [
  {
    state: 'explains both modes before the list of analyses arrives',
    page: WELCOME,
    said:
      `${INTRODUCTION} In use: On click ${FOLLOW} The lenses appear here as soon as the list of analyses ` +
      `has arrived. ${DONE}`,
    offered: SECTIONS.mode,
    headings: WELCOME_HEADINGS,
    also: { title: WELCOME_TITLE, live: ['In use: On click'] },
  },
  {
    state: 'offers the lenses',
    page: WELCOME,
    prepare: () => receiveIndex(),
    said: `${INTRODUCTION} In use: On click ${FOLLOW} ${LENSES} ${DONE}`,
    offered: [...SECTIONS.mode, ...LENS_BUTTONS],
    headings: WITH_LENSES,
  },
  {
    state: 'uses automatic mode after the browser grants all sites',
    page: WELCOME,
    prepare: () => {
      grantWhenAsked(true);
      return receiveIndex();
    },
    steps: ['button "Use automatic"'],
    said: `${INTRODUCTION} In use: Automatic ${FOLLOW} ${LENSES} ${DONE}`,
    offered: [...AUTOMATIC, ...LENS_BUTTONS],
    headings: WITH_LENSES,
  },
  {
    state: 'stays on click after the browser refuses',
    page: WELCOME,
    prepare: () => {
      grantWhenAsked(false);
      return receiveIndex();
    },
    steps: ['button "Use automatic"'],
    said: `${INTRODUCTION} ${REFUSED} ${FOLLOW} ${LENSES} ${DONE}`,
    offered: [...ON_CLICK, ...LENS_BUTTONS],
    headings: WITH_LENSES,
    also: { live: [REFUSED] },
  },
  {
    state: 'explains how to pin the button if the browser hides it',
    page: WELCOME,
    prepare: () => {
      showButton(false);
      return receiveIndex();
    },
    said:
      `${INTRODUCTION} In use: On click Keep the button in sight Open the puzzle-piece menu in the ` +
      `toolbar and pin Civic Lens. ${FOLLOW} ${LENSES} ${DONE}`,
    offered: [...SECTIONS.mode, ...LENS_BUTTONS],
    headings: WITH_PIN,
  },
  {
    state: 'confirms that the button is pinned',
    page: WELCOME,
    prepare: () => {
      showButton(true);
      return receiveIndex();
    },
    said:
      `${INTRODUCTION} In use: On click Keep the button in sight The button is in your toolbar. ${FOLLOW} ` +
      `${LENSES} ${DONE}`,
    offered: [...SECTIONS.mode, ...LENS_BUTTONS],
    headings: WITH_PIN,
  },
  {
    state: 'follows a lens',
    page: WELCOME,
    prepare: () => receiveIndex(),
    steps: ['button "Follow The Rulebook"'],
    said: `${INTRODUCTION} In use: On click ${FOLLOW} ${LENSES} ${DONE}`.replace(
      'Follow The Rulebook',
      'Following The Rulebook',
    ),
    offered: [...SECTIONS.mode, ...LENS_BUTTONS].map((name) =>
      name.replace('Follow The Rulebook', 'Following The Rulebook'),
    ),
    headings: WITH_LENSES,
  },
];
