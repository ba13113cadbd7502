import { FERRY } from './sample-cards.ts';

/** What an analysis offers that is open for reading, in popup, panel or library. */

export const WRONG = 'button "This is the wrong article"';

/** The headings of every text. */
export const TEXT_HEADINGS = ['What happened', 'On board', 'What to watch next', 'Source attribution'];

export interface ReadingFerry {
  /** "Save", and what stands beside it. */
  readonly save?: readonly string[];
  /** The way to say that the analysis is wrong; empty where it is not offered. */
  readonly doubt?: string;
  /** The state of the buttons that follow something: " disabled". */
  readonly follow?: string;
  /** The controls in the text. */
  readonly text?: readonly string[];
}

/** The controls of the ferry analysis that is open for reading. */
export const readingFerry = ({
  save: saving = ['button "Save"'],
  doubt = WRONG,
  follow = '',
  text = ['link "detention"'],
}: ReadingFerry = {}): string[] => [
  'link "Global Power Plays"',
  ...(doubt ? [doubt] : []),
  ...text,
  'link "shipping"',
  `button "Follow topic shipping"${follow}`,
  `button "Follow topic labour"${follow}`,
  'link "Ledger Europe"',
  `button "Follow Global Power Plays"${follow}`,
  `button "Follow Northern Ledger – World"${follow}`,
  'link "Open on NOLIGARCHY.US"',
  'link "Explore this lens"',
  'link "Browse all issues"',
  'link "Subscribe"',
  ...saving,
  'link "Read the original at Northern Ledger – World"',
];
export const FERRY_HEADINGS = [FERRY.headline, ...TEXT_HEADINGS, 'Reader paths', 'Also published at'];
/** The controls of an analysis of which the publication tells little. */
export const reading = (lens: string | undefined, outlet: string, ...text: string[]): string[] => [
  ...(lens ? [`link "${lens}"`] : []),
  WRONG,
  ...text,
  ...(lens ? [`button "Follow ${lens}"`] : []),
  `button "Follow ${outlet}"`,
  'link "Open on NOLIGARCHY.US"',
  ...(lens ? ['link "Explore this lens"'] : []),
  'link "Browse all issues"',
  'link "Subscribe"',
  'button "Save"',
  `link "Read the original at ${outlet}"`,
];
