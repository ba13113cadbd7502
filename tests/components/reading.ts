import { FERRY } from './sample-cards.ts';

/** Controls and headings of an analysis that is open in popup, panel or library. */

export const WRONG = 'button "Not this article?"';

/** The headings of every text. */
export const TEXT_HEADINGS = ['What happened', 'On board', 'What to watch next', 'Where this comes from'];

export interface ReadingFerry {
  /** "Save" and the controls beside it. */
  readonly save?: readonly string[];
  /** The button that reports a wrong match; empty if there is none. */
  readonly doubt?: string;
  /** State of the follow buttons, added to their names: " disabled", or empty. */
  readonly follow?: string;
  /** The controls in the text. */
  readonly text?: readonly string[];
}

/** The controls of the open analysis FERRY. */
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
  'link "All issues"',
  'link "Subscribe"',
  ...saving,
  'link "Read the original at Northern Ledger – World"',
];
export const FERRY_HEADINGS = [FERRY.headline, ...TEXT_HEADINGS, 'Topics', 'Also published at'];
/** The controls of an open analysis with few fields. */
export const reading = (lens: string | undefined, outlet: string, ...text: string[]): string[] => [
  ...(lens ? [`link "${lens}"`] : []),
  WRONG,
  ...text,
  ...(lens ? [`button "Follow ${lens}"`] : []),
  `button "Follow ${outlet}"`,
  'link "Open on NOLIGARCHY.US"',
  ...(lens ? ['link "Explore this lens"'] : []),
  'link "All issues"',
  'link "Subscribe"',
  'button "Save"',
  `link "Read the original at ${outlet}"`,
];
