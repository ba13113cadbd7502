import { expect } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { addWaitingPage } from '../../../lib/follow/waiting.ts';
import { visit } from '../browser-and-tab.ts';
import { eventually, settled } from '../open-page.ts';
import { receiveIndex, receiveNews } from '../publication.ts';
import { JUMPS, REASON, reading, readingHere, TEXT_HEADINGS } from '../reading.ts';
import { FERRY, NEWS } from '../sample-cards.ts';
import { readPage } from '../shown.ts';
import type { PageState } from '../states.ts';
import {
  ALL,
  BACK,
  entries,
  FAILURES_TO_CHANGE,
  FAILURES_TO_MARK,
  failToWrite,
  followLenses,
  headings,
  NEW_VIEW,
  NEW_VIEW_HEADINGS,
  offer,
} from './library-page.ts';

/* States with analyses that are new for the reader. */

const fresh = (number: number): string[] => entries(...NEWS.slice(0, number));

const ALL_SEEN = 'button "Mark all as seen"';

/** The text of the view with two new analyses. */
const TWO_NEW =
  'Mark all as seen Canal tolls rise by a third Not saved · Global Power Plays Quiet Gazette · today A treaty ' +
  'for the old pipeline Not saved · Global Power Plays Quiet Gazette · today Followed';

const NOTHING_NEW = 'Nothing new';

const NEW_AND_OLD = [...NEWS.slice(0, 2), ...ALL];

/** Returns the controls of the view with new analyses of a followed lens. The list begins with the controls `lists`. */
const followingWith = (
  fresh: number,
  lists: readonly string[],
  main: readonly string[] = [...followLenses('Global Power Plays'), ...entries(...NEW_AND_OLD)],
  removed = 0,
): string[] =>
  offer({
    view: 'New for you',
    fresh,
    removed,
    // The list of the followed lens contains the new analyses, too.
    lists: [...lists, ...entries(...NEWS.slice(0, 2), FERRY)],
    main,
  });

const HEADINGS = headings('New for you', ['Followed', 'Global Power Plays', ...NEW_VIEW_HEADINGS]);

export const NEW_FOR_YOU: readonly PageState[] = [
  {
    state: 'lists new analyses, and shows their number in the title of the tab',
    page: NEW_VIEW,
    prepare: () => newAnalyses(),
    said: [TWO_NEW],
    offered: followingWith(2, [ALL_SEEN, ...fresh(2)]),
    headings: HEADINGS,
    also: { title: '(2) Your library' },
  },
  {
    state: 'opens at the address that notifications of earlier releases lead to',
    page: '/library.html#new-for-you',
    prepare: () => newAnalyses(),
    said: [TWO_NEW],
    offered: followingWith(2, [ALL_SEEN, ...fresh(2)]),
    headings: HEADINGS,
    also: { title: '(2) Your library' },
  },
  {
    state: 'marks the analysis of an article that the reader asked about',
    page: NEW_VIEW,
    prepare: async () => {
      await receiveIndex();
      const key = 'quiet-gazette.example/2026/07/03/canal';
      const keys = [{ key, by: 'address', offSite: false } as const];
      await addWaitingPage({ address: `https://${key}`, keys, headlines: [] });
      await receiveIndex({ more: NEWS.slice(0, 2) });
    },
    said: [
      'Mark all as seen Canal tolls rise by a third Not saved · Global Power Plays You asked about this ' +
        'article. Followed',
    ],
    offered: offer({
      view: 'New for you',
      fresh: 1,
      lists: [ALL_SEEN, ...fresh(1)],
      main: [...followLenses(), ...entries(...NEW_AND_OLD)],
    }),
    headings: headings('New for you', ['Followed', ...NEW_VIEW_HEADINGS]),
  },
  {
    state: 'keeps an opened analysis in its place in the list',
    page: NEW_VIEW,
    prepare: () => newAnalyses(),
    steps: [`button "${NEWS[0]?.headline}"`],
    said: [TWO_NEW],
    offered: followingWith(
      1,
      [ALL_SEEN, `${fresh(1)} current`, ...fresh(2).slice(1)],
      [
        BACK,
        ...readingHere(reading('Global Power Plays', 'Quiet Gazette', ...JUMPS, 'link "detention"')).flatMap(
          (name, n, all) => {
            if (name === REASON) return [];
            const isFirst = n === all.indexOf('link "Quiet Gazette"');
            return isFirst
              ? ['link "Global Power Plays"', 'button "Following Global Power Plays"', name]
              : [name];
          },
        ),
      ],
      // The row of the open analysis is also the current one in the list of the followed lens.
    ).map((name, n, all) =>
      n > all.indexOf(ALL_SEEN) + 2 && name === fresh(1)[0] ? `${name} current` : name,
    ),
    headings: [
      ...headings('New for you', ['Followed', 'Global Power Plays']),
      NEWS[0]?.headline ?? '',
      ...TEXT_HEADINGS,
      'Details',
    ],
    also: { title: '(1) Your library' },
  },
  {
    state: 'lists an opened analysis again after "Back" if the device had no room to mark it as seen',
    page: NEW_VIEW,
    prepare: () => newAnalyses(),
    steps: [
      settled,
      () => failToWrite(db.newAnalyses, 'QuotaExceededError'),
      `button "${NEWS[0]?.headline}"`,
      () => eventually(() => expect(readPage(document).live).toEqual([FAILURES_TO_MARK[0][2]])),
      BACK,
    ],
    said: [TWO_NEW],
    offered: followingWith(2, [ALL_SEEN, ...fresh(2)]),
    headings: HEADINGS,
    also: { title: '(2) Your library', live: [] },
  },
  {
    state: 'no longer lists an opened analysis after "Back"',
    page: NEW_VIEW,
    prepare: () => newAnalyses(),
    steps: [`button "${NEWS[0]?.headline}"`, BACK],
    said: ['Mark all as seen'],
    offered: followingWith(1, [ALL_SEEN, ...fresh(2).slice(1)]),
    headings: HEADINGS,
    also: { title: '(1) Your library' },
  },
  {
    state: 'says that the reader has seen all analyses after "Mark all as seen"',
    page: NEW_VIEW,
    prepare: () => newAnalyses(),
    steps: [ALL_SEEN],
    said: [NOTHING_NEW, 'All seen. Undo'],
    offered: followingWith(0, ['button "Undo"'], undefined, 1),
    headings: HEADINGS.toSpliced(2, 0, NOTHING_NEW),
    also: { title: 'Your library', live: ['All seen. Undo'] },
  },
  {
    state: 'lists the new analyses again after "Undo"',
    page: NEW_VIEW,
    prepare: () => newAnalyses(),
    steps: [ALL_SEEN, 'button "Undo"'],
    said: [TWO_NEW],
    offered: followingWith(2, [ALL_SEEN, ...fresh(2)]),
    headings: HEADINGS,
    also: { title: '(2) Your library', live: [] },
  },
  ...FAILURES_TO_CHANGE.map(
    ([what, name, said, offers]): PageState => ({
      state: `leaves the analyses new if ${what}, and says why`,
      page: NEW_VIEW,
      prepare: () => newAnalyses(),
      steps: [settled, () => failToWrite(db.newAnalyses, name), ALL_SEEN],
      said: ['Mark all as seen', said],
      offered: followingWith(2, [ALL_SEEN, ...offers, ...fresh(2)]),
      headings: HEADINGS,
      also: { title: '(2) Your library' },
    }),
  ),
  {
    state: 'does not offer "Mark all as seen" in a private window',
    page: NEW_VIEW,
    prepare: () => newAnalyses({ isPrivate: true }),
    said: [],
    offered: followingWith(2, fresh(2)).map((name) =>
      /^button "Follow/.test(name) ? `${name} disabled` : name,
    ),
    headings: HEADINGS,
    also: { title: '(2) Your library' },
  },
];

async function newAnalyses(window: { isPrivate?: boolean } = {}): Promise<void> {
  await receiveIndex();
  await receiveNews(2);
  visit(undefined, window);
}
