import type { Table } from 'dexie';
import { vi } from 'vitest';
import { CABLE, CONSENT, CONTRACT, FERRY, LENSES, PORTS, RESERVOIR } from '../sample-cards.ts';

/* Texts, controls and functions that several states of the library share. */

export const LIBRARY = '/library.html';
/** The address of the view with new analyses and with the followed lenses, topics and outlets. */
export const NEW_VIEW = '/library.html#view=new';

export const EMPTY = 'Nothing saved yet';
/** The link that an empty library offers. */
export const TO_NEWEST = 'link "Newest analyses"';

/** The fields of a sample card that the functions below read. */
interface SampleCard {
  readonly headline: string;
  readonly lens?: string | undefined;
  readonly outlet?: string | undefined;
}

export const ALL: readonly SampleCard[] = [FERRY, PORTS, CONTRACT, CONSENT, RESERVOIR, CABLE];

export const entries = (...analyses: readonly { readonly headline?: string | undefined }[]): string[] =>
  analyses.map(({ headline }) => `button "${headline}"`);

/** The controls of the header while the database is closed. */
export const CLOSED_HEADER = ['button "Text and colours" collapsed', 'button "More" collapsed'];

/** The controls of the header. */
export const HEADER = [
  'button "Views, lenses and outlets" collapsed',
  'searchbox "Search your library"',
  'button "Text and colours" collapsed',
  'button "Export"',
  'button "Import"',
  'button "More" collapsed',
];

/** The button of the hint below the search box, which is shown while the box is empty and has the focus. */
const HINT_BUTTON = 'button "All forms of a search ?"';

/** The controls of the row above a list of saved analyses. */
export const TOOLS = ['button "Newest saved" collapsed', 'button "Filters" collapsed'];

type ViewName = 'Unread' | 'Reading' | 'All' | 'Archive' | 'Highlights' | 'New for you' | 'Recently removed';

interface Offer {
  /** The current view, or `undefined` if the rail does not list it. */
  readonly view?: ViewName | undefined;
  /** The saved analyses, by reading state. */
  readonly unread?: readonly SampleCard[];
  readonly reading?: readonly SampleCard[];
  readonly read?: readonly SampleCard[];
  readonly archived?: readonly SampleCard[];
  /** The number of new analyses, and the number of removed analyses and other changes that can be undone. */
  readonly fresh?: number;
  readonly removed?: number;
  /** Names of the lenses of the publication. */
  readonly lenses?: readonly string[];
  /** The names of the labels. Each label has one analysis. */
  readonly labels?: readonly string[];
  /** Whether the hint below the search box is shown. */
  readonly hasHint?: boolean;
  /** Name of the lens or outlet whose link in the rail is the current one. */
  readonly current?: string;
  readonly tools?: readonly string[];
  /** The controls in the list. */
  readonly lists?: readonly string[];
  /** The controls beside the list. */
  readonly main?: readonly string[];
}

/** Returns the controls of the library. */
export const offer = ({
  unread = [],
  reading = [],
  read = [],
  archived = [],
  fresh = 0,
  removed = 0,
  lenses = LENSES.map(({ name }) => name),
  labels = [],
  hasHint = false,
  current,
  main = entries(...ALL),
  ...rest
}: Offer = {}): string[] => {
  const view = 'view' in rest ? rest.view : 'All';
  const all = [...unread, ...reading, ...read, ...archived];
  const isList = view !== 'New for you' && view !== 'Recently removed';
  const { tools = isList ? TOOLS : [], lists = all.length === 0 && isList ? [TO_NEWEST] : entries(...all) } =
    rest;
  const link = (name: string, count: number, isCurrent: boolean): string =>
    `link "${name}${count > 0 ? ` ${count}` : ''}"${isCurrent ? ' current' : ''}`;
  const counts: Readonly<Record<ViewName, number>> = {
    Unread: unread.length,
    Reading: reading.length,
    All: all.length,
    Archive: archived.length,
    Highlights: 0,
    'New for you': fresh,
    'Recently removed': removed,
  };
  const ofLens = (name: string): number =>
    all.filter(({ lens }) => LENSES.find(({ id }) => id === lens)?.name === name).length;
  const ofOutlet = (name: string): number =>
    all.filter(({ outlet = 'quiet-gazette.example' }) => outlet === name).length;
  const outlets = [...new Set(all.map(({ outlet = 'quiet-gazette.example' }) => outlet))].sort(
    (a, b) => ofOutlet(b) - ofOutlet(a) || a.localeCompare(b),
  );
  return [
    'link "Skip to content"',
    ...HEADER.flatMap((name, n) => (hasHint && n === 1 ? [name, HINT_BUTTON] : [name])),
    ...Object.entries(counts).map(([name, count]) => link(name, count, name === view)),
    ...lenses.map((name) => link(name, ofLens(name), name === current)),
    ...labels.flatMap((name) => [link(name, 1, false), `button "Change “${name}”"`]),
    ...outlets.map((name) => link(name, ofOutlet(name), name === current)),
    ...tools,
    ...lists,
    ...main,
    link('Unread', counts.Unread, view === 'Unread'),
    link('New', fresh, view === 'New for you'),
    link('All', 0, view === 'All'),
  ];
};

/** Returns the headings of the library. */
export const headings = (
  title = 'All',
  below: readonly string[] = [],
  {
    lenses = true,
    labels = false,
    outlets = false,
  }: { readonly lenses?: boolean; readonly labels?: boolean; readonly outlets?: boolean } = {},
): string[] => [
  ...(lenses ? ['Lenses'] : []),
  ...(labels ? ['Labels'] : []),
  ...(outlets ? ['Outlets'] : []),
  title,
  ...below,
];

export const NEWEST = 'New at NOLIGARCHY.US';
/** The headings beside the list in the view of new analyses. */
export const NEW_VIEW_HEADINGS = ['Lenses of NOLIGARCHY.US', NEWEST];

export const followLenses = (following?: string, state = ''): string[] =>
  LENSES.map(({ name }) => `button "${name === following ? 'Following' : 'Follow'} ${name}"${state}`);

/** The link that follows a message that the device has no room left. */
export const TO_STORAGE = 'link "Free space in Options"';

/** For each failure: what happened, the name of its error, what the page says, and what it offers. */
export const FAILURES_TO_CHANGE = [
  [
    'the device is full',
    'QuotaExceededError',
    'Not changed: this device has no room left. Free some space and try again. Free space in Options',
    [TO_STORAGE],
  ],
  [
    'the database fails',
    'UnknownError',
    'Not changed: the browser could not write to its storage. Try again; if it persists, restart the browser.',
    [],
  ],
] as const;

/** Makes `put`, `delete` and `bulkDelete` of a table fail. */
export const failToWrite = (table: Pick<Table, 'put' | 'delete' | 'bulkDelete'>, name: string): void => {
  vi.spyOn(console, 'error').mockReturnValue();
  const error = Object.assign(new Error(name), { name });
  for (const method of ['put', 'delete', 'bulkDelete'] as const)
    vi.spyOn(table, method).mockRejectedValue(error);
};

export const BACK = 'button "Back"';

export const FAILURES_TO_MARK = [
  [
    'the device is full',
    'QuotaExceededError',
    'Not marked as read: this device has no room left. Free some space and open it again. Free space in Options',
    [TO_STORAGE],
  ],
  [
    'the database fails',
    'UnknownError',
    'Not marked as read: the browser could not write to its storage. Open it again; if that persists, restart ' +
      'the browser.',
    [],
  ],
] as const;
