import { expect } from 'vitest';
import { control, settled } from '../open-page.ts';
import { receiveIndex, syncNeverEnds, syncWhenAsked } from '../publication.ts';
import type { PageState } from '../states.ts';
import { syncFailed } from '../sync-states.ts';
import { EMPTY, headings, LIBRARY, NEWEST, offer, TO_NEWEST } from './library-page.ts';

/* States in which the index could not be updated. */

const TITLE = 'The list of analyses could not be updated';
const WHY = 'The last try failed: the publication could not be reached. Next check in 5 minutes.';

export const INDEX_FAILURE: readonly PageState[] = [
  {
    state: 'says why, and when the next attempt is',
    page: LIBRARY,
    prepare: async () => {
      await receiveIndex();
      await syncFailed('unreachable');
    },
    said: [WHY],
    offered: offer({ lists: ['button "Check now"', TO_NEWEST] }),
    headings: headings('All', [TITLE, EMPTY, NEWEST]),
    also: { live: [WHY] },
  },
  {
    state: 'says that a check is running, and the button keeps the focus',
    page: LIBRARY,
    prepare: async () => {
      await receiveIndex();
      await syncFailed('unreachable');
      syncNeverEnds();
    },
    steps: [
      async () => (await control('button "Check now"')).focus(),
      'button "Check now"',
      settled,
      () => expect(document.activeElement?.textContent).toBe('Checking…'),
    ],
    said: [],
    offered: offer({ lists: ['button "Checking…" disabled', TO_NEWEST] }),
    headings: headings('All', [TITLE, EMPTY, NEWEST]),
  },
  {
    state: 'says after a check that the list is up to date, and moves the focus to this message',
    page: LIBRARY,
    prepare: async () => {
      await receiveIndex();
      await syncFailed('unreachable');
      syncWhenAsked();
    },
    steps: [
      'button "Check now"',
      settled,
      () => expect(document.activeElement?.textContent).toBe('The list is up to date.'),
    ],
    said: ['The list is up to date.'],
    offered: offer(),
    headings: headings('All', [EMPTY, NEWEST]),
    also: { live: ['The list is up to date.'] },
  },
];
