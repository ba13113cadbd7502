import { pageAt, visit } from '../browser-and-tab.ts';
import { settled } from '../open-page.ts';
import { receiveIndex, syncNeverEnds } from '../publication.ts';
import { FERRY_HEADINGS } from '../reading.ts';
import type { PageState } from '../states.ts';
import { FAILURES, syncFailed, syncRuns, syncState } from '../sync-states.ts';
import { MINUTE, NOW } from '../times.ts';
import { CHECK, ferryInPopup, ferryPage, inPopup, POPUP } from './popup-page.ts';

/* States before the index arrives. */

const NO_INDEX =
  'Civic Lens The list of analyses has not arrived yet Civic Lens fetches it once and then works on its ' +
  'own. Until then it cannot tell whether this page was analysed.';

/** Returns the row of a state before the index arrives. */
const noIndex = (state: string, row: Partial<PageState> & Pick<PageState, 'said'>): PageState => ({
  page: POPUP,
  prepare: () => visit(ferryPage()),
  offered: inPopup(CHECK),
  headings: ['The list of analyses has not arrived yet'],
  also: { marks: { state: 'no-index' } },
  ...row,
  state,
});

export const NO_INDEX_YET: readonly PageState[] = [
  noIndex('says that the list has not arrived', { said: `${NO_INDEX} Check now` }),
  noIndex('says on pages of the publication, too, that the list has not arrived', {
    prepare: () => visit(pageAt('https://noligarchy.us/analysis/ferry-talks')),
    said: `${NO_INDEX} Check now`,
  }),
  noIndex('says that the list is being fetched', {
    prepare: async () => {
      await syncRuns();
      visit(ferryPage());
    },
    said: `${NO_INDEX} Checking…`,
    offered: inPopup('button "Checking…" disabled'),
  }),
  noIndex('says that a check is running after "Check now"', {
    prepare: () => {
      visit(ferryPage());
      syncNeverEnds();
    },
    steps: [CHECK],
    said: `${NO_INDEX} Checking…`,
    offered: inPopup('button "Checking…" disabled'),
  }),
  ...Object.entries(FAILURES).map(([reason, words]) =>
    noIndex(`says why the last attempt failed: ${reason}`, {
      prepare: async () => {
        await syncFailed(reason as keyof typeof FAILURES);
        visit(ferryPage());
      },
      said:
        reason === 'no-permission'
          ? `${NO_INDEX} The last try failed: ${words}. Next check in 5 minutes. Allow access again Check now`
          : `${NO_INDEX} The last try failed: ${words}. Next check in 5 minutes. Check now`,
      ...(reason === 'no-permission' ? { offered: inPopup('button "Allow access again"', CHECK) } : {}),
    }),
  ),
  noIndex('says that the last attempt failed with an HTTP error, and names its status', {
    prepare: async () => {
      await syncFailed('http', 503);
      visit(ferryPage());
    },
    said:
      `${NO_INDEX} The last try failed: the publication’s server did not answer properly (error 503). ` +
      'Next check in 5 minutes. Check now',
  }),
  noIndex('says "in 1 minute", and not "now", about a check within the next minute', {
    prepare: async () => {
      await syncFailed('unreachable');
      await syncState({ nextAt: NOW + MINUTE / 2 });
      visit(ferryPage());
    },
    said: `${NO_INDEX} The last try failed: the publication could not be reached. Next check in 1 minute. Check now`,
  }),
  noIndex('does not mention a check that was already due', {
    prepare: async () => {
      await syncFailed('unreachable');
      await syncState({ nextAt: NOW - MINUTE });
      visit(ferryPage());
    },
    said: `${NO_INDEX} The last try failed: the publication could not be reached. Check now`,
  }),
  noIndex('shows the analysis as soon as the list arrives', {
    steps: [settled, receiveIndex],
    said: [],
    offered: ferryInPopup(),
    headings: FERRY_HEADINGS,
    also: { marks: { state: 'matched' } },
  }),
];
