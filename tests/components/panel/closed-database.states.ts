import { NewerDatabase } from '../../../lib/db/failures.ts';
import { fillFromSecondCopy } from '../../../lib/library/fill-from-second-copy.ts';
import { updateSecondCopy } from '../../../lib/library/second-copy.ts';
import type { PageIdentity } from '../../../lib/page/page-identity.ts';
import { recordTrouble } from '../../../lib/sync/database-trouble.ts';
import { visit } from '../browser-and-tab.ts';
import { closeDatabase, databaseOpens, save } from '../database.ts';
import { TO_STORAGE } from '../library/library-page.ts';
import { settled } from '../open-page.ts';
import { receiveIndex } from '../publication.ts';
import { FERRY_HEADINGS, reading } from '../reading.ts';
import type { PageState } from '../states.ts';
import { MINUTE, NOW } from '../times.ts';
import { ferryInPopup, ferryPage, POPUP, RESERVOIR_PAGE, whileReading, withOneUnread } from './popup-page.ts';

/* States in which the database is full or cannot be opened. */

const CLOSED_INDEX =
  'So Civic Lens cannot tell whether this page was analysed. It tries again every few seconds.';

/** The words of the buttons that the popup offers while the list cannot be opened. */
const WAYS_ON = 'Try again Open the library';

const FROM_COPY =
  'Civic Lens shows what it still knows, and tries to open the database again every few seconds.';

const NO_ROOM = 'This device has no room left. Free some space. Free space in Options';

const REFUSALS: readonly [string, Error, string][] = [
  [
    'a newer release has written the database',
    new NewerDatabase('schema version 9'),
    'A newer version of Civic Lens wrote the database on this device. Update the extension to open it.',
  ],
  [
    'the browser cannot read the database',
    new DOMException('Internal error opening backing store.', 'UnknownError'),
    'The browser could not open the database. If this persists, restart the browser.',
  ],
];

/**
 * Makes the publication withdraw a saved analysis, so that its text is in the second copy. Then makes the database
 * impossible to open.
 */
const closed = (error: Error, page: PageIdentity) => async (): Promise<void> => {
  await receiveIndex();
  await save('ferry');
  await receiveIndex({ without: ['ferry'] });
  await fillFromSecondCopy();
  await updateSecondCopy();
  closeDatabase(error);
  visit(page);
};

/** Records that a sync failed because the device has no room. */
const noRoom = async (page: PageIdentity): Promise<void> => {
  await receiveIndex();
  await recordTrouble(new DOMException('', 'QuotaExceededError'), NOW, NOW + MINUTE);
  visit(page);
};

export const CLOSED_DATABASE: readonly PageState[] = [
  ...REFUSALS.flatMap(([why, error, reason]): PageState[] => [
    {
      state: `says why the index cannot be read, and that Civic Lens will try again: ${why}`,
      page: POPUP,
      prepare: closed(error, RESERVOIR_PAGE),
      said: `Civic Lens 1 The list of analyses cannot be opened now ${reason} ${CLOSED_INDEX} ${WAYS_ON}`,
      offered: withOneUnread('button "Try again"', 'button "Open the library"'),
      headings: ['The list of analyses cannot be opened now'],
      also: { marks: { state: 'no-index' } },
    },
    {
      state: `still shows a saved analysis: ${why}`,
      page: POPUP,
      prepare: closed(error, ferryPage()),
      said: [`${reason} ${FROM_COPY}`],
      offered: ferryInPopup({ save: ['button "Saved" collapsed'] }),
      headings: FERRY_HEADINGS,
      also: { marks: { state: 'matched' }, live: [`${reason} ${FROM_COPY}`] },
    },
    {
      state: `shows the normal view once the database opens: ${why}`,
      page: POPUP,
      prepare: closed(error, RESERVOIR_PAGE),
      steps: [settled, databaseOpens],
      said: [],
      // The publication of the tests has no text of this analysis.
      offered: whileReading(
        reading('The Rulebook', 'Quiet Gazette', 'link "Open on NOLIGARCHY.US"', 'button "Try again"'),
        { lens: 'The Rulebook', unread: 1 },
      ),
      headings: ['The reservoir plan assumes rain', 'Details'],
      also: { marks: { state: 'matched' } },
    },
  ]),
  {
    state: 'says that there is no room, and still shows the analysis',
    page: POPUP,
    prepare: () => noRoom(ferryPage()),
    said: [NO_ROOM],
    offered: ferryInPopup().flatMap((name) => (name === 'button "Save"' ? [TO_STORAGE, name] : [name])),
    headings: FERRY_HEADINGS,
    also: {
      marks: { state: 'matched' },
      live: [NO_ROOM],
      links: { 'Free space in Options': 'http://localhost:3000/options.html#storage' },
    },
  },
];
