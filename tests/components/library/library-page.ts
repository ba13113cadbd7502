import type { Table } from 'dexie';
import { vi } from 'vitest';
import { CABLE, CONSENT, CONTRACT, FERRY, PORTS, RESERVOIR } from '../sample-cards.ts';

/* Texts, controls and functions that several states of the library share. */

export const LIBRARY = '/library.html';

export const EMPTY =
  'Nothing saved yet. Open an analysis and choose “Save”: it stays here, readable offline, for good.';

export const ALL = [FERRY, PORTS, CONTRACT, CONSENT, RESERVOIR, CABLE];

export const entries = (...analyses: readonly { readonly headline?: string | undefined }[]): string[] =>
  analyses.map(({ headline }) => `button "${headline}"`);

/** The controls of the header. */
export const HEADER = ['button "Text and colours" collapsed', 'button "Options"'];

interface Offer {
  /** The controls in the lists at the side, above the lenses. */
  readonly lists?: readonly string[];
  readonly following?: string;
  readonly lenses?: readonly string[];
  /** The controls beside the lists. */
  readonly main?: readonly string[];
}

/** Returns the controls of the library. */
export const offer = ({
  lists = [],
  following,
  lenses = ['Global Power Plays', 'The Rulebook', 'Hidden Wiring'],
  main = entries(...ALL),
}: Offer = {}): string[] => [
  'link "Skip to content"',
  ...HEADER,
  ...lists,
  ...lenses.map((lens) => `button "${lens === following ? 'Following' : 'Follow'} ${lens}"`),
  ...main,
];

/** Returns the headings of the library, with those above "Saved" and those of followed things. */
export const headings = (beforeSaved: readonly string[] = [], followed: readonly string[] = []): string[] => [
  'Your library',
  ...beforeSaved,
  'Saved',
  'Followed',
  ...followed,
  'Lenses of NOLIGARCHY.US',
];

export const NEWEST = 'New at NOLIGARCHY.US';

export const FAILURES_TO_CHANGE = [
  [
    'the device is full',
    'QuotaExceededError',
    'Not changed: this device has no room left. Free some space and try again.',
  ],
  [
    'the database fails',
    'UnknownError',
    'Not changed: the browser could not write to its storage. Try again; if it persists, restart the browser.',
  ],
] as const;

/** Makes every write to a table, and every deletion from it, fail. */
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
    'Not marked as read: this device has no room left. Free some space and open it again.',
  ],
  [
    'the database fails',
    'UnknownError',
    'Not marked as read: the browser could not write to its storage. Open it again; if that persists, restart ' +
      'the browser.',
  ],
] as const;
