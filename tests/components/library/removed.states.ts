import { db } from '../../../lib/db/database.ts';
import { removeSaved } from '../../../lib/library/removed-analyses.ts';
import { detectWithdrawals } from '../../../lib/library/withdrawals.ts';
import { save } from '../database.ts';
import { settled } from '../open-page.ts';
import { receiveIndex } from '../publication.ts';
import { FERRY } from '../sample-cards.ts';
import type { PageState } from '../states.ts';
import { DAY, NOW } from '../times.ts';
import {
  ALL,
  entries,
  FAILURES_TO_CHANGE,
  failToWrite,
  headings,
  LIBRARY,
  NEWEST,
  offer,
} from './library-page.ts';

/* States with analyses that the reader removed, or that the publication withdrew. */

const REMOVED_ON = 'Removed on 2 Jul 2026 · goes for good on 1 Aug 2026';

const removedList = (
  state: string,
  row: Pick<PageState, 'prepare' | 'steps' | 'said'> & { readonly lists: readonly string[] },
): PageState => ({
  ...row,
  state,
  page: '/library.html#view=removed',
  offered: offer({ lists: row.lists }),
  headings: ['Your library', 'Recently removed', 'Followed', 'Lenses of NOLIGARCHY.US', NEWEST],
});

const removeFerry = async (): Promise<void> => {
  await receiveIndex();
  await save('ferry');
  await removeSaved('ferry', NOW - DAY);
};

export const REMOVED: readonly PageState[] = [
  removedList('is empty at first', {
    prepare: () => receiveIndex(),
    said: ['Nothing was removed in the last 30 days.'],
    lists: ['link "Your saved analyses"'],
  }),
  removedList('lists what was removed, with the way back', {
    prepare: removeFerry,
    said: [REMOVED_ON, 'What you remove from your library can be brought back for 30 days.'],
    lists: [...entries(FERRY), 'button "Undo"', 'link "Your saved analyses"'],
  }),
  removedList('brings back what was removed', {
    prepare: removeFerry,
    steps: ['button "Undo"'],
    said: ['Nothing was removed in the last 30 days.'],
    lists: ['link "Your saved analyses"'],
  }),
];

const MANY_WITHDRAWN = 'The publication withdrew 1 analysis that you saved';

const withdrawFerry = async (): Promise<void> => {
  await receiveIndex();
  await save('ferry');
  await receiveIndex({ without: ['ferry'] });
  for (const checkedAt of [NOW, NOW + DAY]) await detectWithdrawals(checkedAt);
};

export const WITHDRAWN: readonly PageState[] = [
  {
    state: 'is reported, and the analysis stays saved',
    page: LIBRARY,
    prepare: withdrawFerry,
    said: [`${MANY_WITHDRAWN} Ferry talks resume without the crews Your copies stay in your library. OK`],
    offered: offer({
      lists: [...entries(FERRY), 'button "OK"', ...entries(FERRY)],
      main: entries(...ALL.filter((card) => card !== FERRY)),
    }),
    headings: ['Your library', MANY_WITHDRAWN, ...headings().slice(1), NEWEST],
  },
  {
    state: 'is reported only once',
    page: LIBRARY,
    prepare: withdrawFerry,
    steps: ['button "OK"'],
    said: [],
    offered: offer({ lists: entries(FERRY), main: entries(...ALL.filter((card) => card !== FERRY)) }),
    headings: [...headings(), NEWEST],
  },
  ...FAILURES_TO_CHANGE.map(
    ([what, name, said]): PageState => ({
      state: `is still reported if ${what}, which the page says`,
      page: LIBRARY,
      prepare: withdrawFerry,
      steps: [settled, () => failToWrite(db.saved, name), 'button "OK"'],
      said: [
        `${MANY_WITHDRAWN} Ferry talks resume without the crews Your copies stay in your library. OK ${said}`,
      ],
      offered: offer({
        lists: [...entries(FERRY), 'button "OK"', ...entries(FERRY)],
        main: entries(...ALL.filter((card) => card !== FERRY)),
      }),
      headings: ['Your library', MANY_WITHDRAWN, ...headings().slice(1), NEWEST],
    }),
  ),
];
