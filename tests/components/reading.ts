import { FERRY } from './sample-cards.ts';

/** Controls and headings of an analysis that is open in popup, panel or library. */

export const WRONG = 'button "Not this article?"';

/** The button that shows the reason for the match. */
export const REASON = 'button "This article" collapsed';

/** The lens of FERRY and its follow button, above the headline in the library. */
export const LENS_IN_LIBRARY = ['link "Global Power Plays"', 'button "Follow Global Power Plays"'];

/** The buttons that jump to the sections of a text. They are the same for all texts in these tests. */
export const JUMPS = ['button "Happened" current', 'button "Watch"'];

/** The headings of a text. They are the same for all texts in these tests. */
export const TEXT_HEADINGS = ['What happened', 'On board', 'What to watch next', 'Where this comes from'];

/** Returns the button "Read aloud", which is disabled until the page shows the text. */
const readAloud = (text: readonly string[]): string =>
  `button "Read aloud"${text.some((name) => name === JUMPS[0]) ? '' : ' disabled'}`;

const ALOUD = 'button "Read aloud"';
/** The button with which the reader begins to choose words. The popup has no such button. */
export const CURSOR = 'button "Highlight with the keyboard"';

/**
 * Changes the controls of an analysis in the popup to those in the library or side panel. There, "Read aloud" opens a
 * player in the same page, and the reader can highlight. In the popup, "Read aloud" opens the side panel.
 */
export const readingHere = (own: readonly string[]): string[] => {
  const isDisabled = own.includes(`${ALOUD} disabled`) || own.includes('button "Save" disabled');
  return own.flatMap((name) =>
    name.startsWith(ALOUD)
      ? [`${CURSOR}${isDisabled ? ' disabled' : ''}`, name.replace(ALOUD, `${ALOUD} collapsed`)]
      : [name],
  );
};

/** Adds the field for the note to the controls of an open analysis if it is saved. The popup has no such field. */
export const withNote = (own: readonly string[]): string[] => {
  const isSaved = /^button "Saved".*(?<!disabled)$/.test(own[0] ?? '');
  // The note comes directly before the first fact below the text.
  const facts = own.lastIndexOf('link "Global Power Plays"');
  return own.flatMap((name, n) => (isSaved && n === facts ? ['textbox "Note"', name] : [name]));
};

export interface ReadingFerry {
  /** "Save" and the controls beside it. */
  readonly save?: readonly string[];
  /** The lens and its follow button above the headline. Popup and panel show them in their header. */
  readonly lensAbove?: readonly string[];
  /** The labels of the analysis, which only the library shows. */
  readonly labels?: readonly string[];
  /** The controls for the reason of the match. The library has none. */
  readonly reason?: readonly string[];
  /** State of the follow buttons, added to their names: " disabled", or empty. */
  readonly follow?: string;
  /** The controls in the text. */
  readonly text?: readonly string[];
}

/** Returns the controls of the open analysis FERRY. */
export const readingFerry = ({
  save: saving = ['button "Save"'],
  lensAbove = [],
  labels = [],
  reason = [REASON],
  follow = '',
  text = [...JUMPS, 'link "detention"'],
}: ReadingFerry = {}): string[] => [
  ...saving,
  'link "Read the original at Northern Ledger – World"',
  'button "Share" collapsed',
  readAloud(text),
  ...lensAbove,
  'link "Northern Ledger – World"',
  ...labels.map((label) => `link "${label}"`),
  ...reason,
  ...text,
  'link "Global Power Plays"',
  'link "Northern Ledger – World"',
  'link "shipping"',
  `button "Follow topic shipping"${follow}`,
  'link "labour"',
  `button "Follow topic labour"${follow}`,
  'link "Ledger Europe"',
  `button "Follow Northern Ledger – World"${follow}`,
  'link "Open on NOLIGARCHY.US"',
  'link "Archived copy (web.archive.org)"',
  'link "More from Global Power Plays"',
  'link "All issues"',
  'link "Subscribe"',
];

/** The headings below a text. */
const BELOW = ['Details', 'Topics', 'Also published at'];

export const FERRY_HEADINGS = [FERRY.headline, ...TEXT_HEADINGS, ...BELOW];

/** Returns the controls of an open analysis with few fields. */
export const reading = (lens: string | undefined, outlet: string, ...text: string[]): string[] => [
  'button "Save"',
  `link "Read the original at ${outlet}"`,
  'button "Share" collapsed',
  readAloud(text),
  `link "${outlet}"`,
  REASON,
  ...text,
  ...(lens ? [`link "${lens}"`] : []),
  `link "${outlet}"`,
  `button "Follow ${outlet}"`,
  'link "Open on NOLIGARCHY.US"',
  'link "Archived copy (web.archive.org)"',
  ...(lens ? [`link "More from ${lens}"`] : []),
  'link "All issues"',
  'link "Subscribe"',
];
