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

const REMOVED_ON = 'Removed 2 Jul · goes for good 1 Aug';

const NOTHING_REMOVED = 'Nothing was removed or changed in the last 30 days.';
const TO_SAVED = 'link "All saved analyses"';

const UNDO_REMOVAL = 'button "Undo: Removed, Ferry talks resume without the crews"';

const removedList = (
  state: string,
  row: Pick<PageState, 'prepare' | 'steps' | 'said'> & Parameters<typeof offer>[0],
): PageState => {
  const { prepare, steps = [], said, ...list } = row;
  const isEmpty = !list.removed;
  const outlets = list.unread !== undefined;
  return {
    state,
    prepare,
    steps,
    said,
    page: '/library.html#view=removed',
    offered: offer({ view: 'Recently removed', ...list }),
    headings: headings('Recently removed', [...(isEmpty ? [NOTHING_REMOVED] : []), NEWEST], { outlets }),
  };
};

const removeFerry = async (): Promise<void> => {
  await receiveIndex();
  await save('ferry');
  await removeSaved('ferry', NOW - DAY);
};

export const REMOVED: readonly PageState[] = [
  removedList('is empty at first', {
    prepare: () => receiveIndex(),
    said: [NOTHING_REMOVED],
    lists: [TO_SAVED],
  }),
  removedList('lists removed analyses, each with a button that restores it', {
    prepare: removeFerry,
    said: [REMOVED_ON, 'What you remove or change in your library can be brought back for 30 days.'],
    removed: 1,
    lists: [...entries(FERRY), UNDO_REMOVAL],
  }),
  removedList('restores a removed analysis', {
    prepare: removeFerry,
    steps: [UNDO_REMOVAL],
    said: [NOTHING_REMOVED, '“Ferry talks resume without the crews”: in your library again.'],
    unread: [FERRY],
    lists: [TO_SAVED],
  }),
];

const MANY_WITHDRAWN = 'The publication withdrew 1 analysis that you saved';

const WITHDRAWN_FERRY = `${MANY_WITHDRAWN} Global Power Plays ${FERRY.headline} Your copies stay in your library. OK`;

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
    said: [WITHDRAWN_FERRY],
    offered: offer({
      unread: [FERRY],
      lists: [...entries(FERRY), 'button "OK"', ...entries(FERRY)],
      main: entries(...ALL.filter((card) => card !== FERRY)),
    }),
    headings: headings('All', [MANY_WITHDRAWN, NEWEST], { outlets: true }),
  },
  {
    state: 'is no longer reported after "OK"',
    page: LIBRARY,
    prepare: withdrawFerry,
    steps: ['button "OK"'],
    said: [],
    offered: offer({ unread: [FERRY], main: entries(...ALL.filter((card) => card !== FERRY)) }),
    headings: headings('All', [NEWEST], { outlets: true }),
  },
  ...FAILURES_TO_CHANGE.map(
    ([what, name, said, offers]): PageState => ({
      state: `is still reported if ${what}, which the page says`,
      page: LIBRARY,
      prepare: withdrawFerry,
      steps: [settled, () => failToWrite(db.saved, name), 'button "OK"'],
      said: [`${WITHDRAWN_FERRY} ${said}`],
      offered: offer({
        unread: [FERRY],
        lists: [...entries(FERRY), 'button "OK"', ...offers, ...entries(FERRY)],
        main: entries(...ALL.filter((card) => card !== FERRY)),
      }),
      headings: headings('All', [MANY_WITHDRAWN, NEWEST], { outlets: true }),
    }),
  ),
];
