import { expect } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { tellMeIfOneComes } from '../../../lib/follow/waiting.ts';
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
  EMPTY,
  entries,
  FAILURES_TO_CHANGE,
  FAILURES_TO_MARK,
  failToWrite,
  headings,
  LIBRARY,
  NEWEST,
  offer,
} from './library-page.ts';

/* States with analyses that are new for the reader. */

const fresh = (number: number): string[] => entries(...NEWS.slice(0, number));

const ALL_SEEN = 'button "Mark all as seen"';

/** The text of the section with two new analyses. */
const TWO_NEW =
  'New for you (2) Global Power Plays Canal tolls rise by a third 3 Jul 2026 · Quiet Gazette Global ' +
  'Power Plays A treaty for the old pipeline 3 Jul 2026 · Quiet Gazette Mark all as seen';

const NEW_AND_OLD = [...NEWS.slice(0, 2), ...ALL];

const followingWith = (lists: readonly string[], main?: readonly string[]): string[] =>
  offer({
    // The list of the followed lens contains them too.
    lists: [...lists, ...entries(...NEWS.slice(0, 2), FERRY)],
    following: 'Global Power Plays',
    main: main ?? entries(...NEW_AND_OLD),
  });

export const NEW_FOR_YOU: readonly PageState[] = [
  {
    state: 'lists new analyses, and shows their number in the title of the tab',
    page: LIBRARY,
    prepare: () => newAnalyses(),
    said: [TWO_NEW, EMPTY, NEWEST],
    offered: followingWith([...fresh(2), ALL_SEEN]),
    headings: [...headings(['New for you (2)'], ['Global Power Plays']), NEWEST],
    also: { title: '(2) Your library' },
  },
  {
    state: 'marks the analysis about which the reader asked',
    page: LIBRARY,
    prepare: async () => {
      await receiveIndex();
      const key = 'quiet-gazette.example/2026/07/03/canal';
      const keys = [{ key, by: 'address', offSite: false } as const];
      await tellMeIfOneComes({ address: `https://${key}`, keys, headlines: [] });
      await receiveIndex({ more: NEWS.slice(0, 2) });
    },
    said: [
      'New for you (1) Global Power Plays Canal tolls rise by a third 3 Jul 2026 · Quiet Gazette You asked ' +
        'about this ' +
        'article. Mark all as seen',
      EMPTY,
      NEWEST,
    ],
    offered: offer({ lists: [...fresh(1), ALL_SEEN], main: entries(...NEW_AND_OLD) }),
    headings: [...headings(['New for you (1)']), NEWEST],
  },
  {
    state: 'keeps an opened analysis in its place in the list',
    page: LIBRARY,
    prepare: () => newAnalyses(),
    steps: [`button "${NEWS[0]?.headline}"`],
    said: [EMPTY, 'New for you (1)'],
    offered: followingWith(
      [`${fresh(1)} current`, ...fresh(2).slice(1), ALL_SEEN],
      [
        BACK,
        ...readingHere(reading('Global Power Plays', 'Quiet Gazette', ...JUMPS, 'link "detention"')).map(
          (name) => (name === REASON ? 'button "Following Global Power Plays"' : name),
        ),
      ],
    ).map((name, n) => (n === 6 ? `${fresh(1)} current` : name)),
    headings: [
      ...headings(['New for you (1)'], ['Global Power Plays']),
      NEWS[0]?.headline ?? '',
      ...TEXT_HEADINGS,
      'Details',
    ],
    also: { title: '(1) Your library' },
  },
  {
    state: 'lists an opened analysis again after "Back" if the full device could not mark it as seen',
    page: LIBRARY,
    prepare: () => newAnalyses(),
    steps: [
      settled,
      () => failToWrite(db.newAnalyses, 'QuotaExceededError'),
      `button "${NEWS[0]?.headline}"`,
      () => eventually(() => expect(readPage(document).live).toEqual([FAILURES_TO_MARK[0][2]])),
      BACK,
    ],
    said: [TWO_NEW, EMPTY, NEWEST],
    offered: followingWith([...fresh(2), ALL_SEEN]),
    headings: [...headings(['New for you (2)'], ['Global Power Plays']), NEWEST],
    also: { title: '(2) Your library', live: [] },
  },
  {
    state: 'no longer lists an opened analysis after "Back"',
    page: LIBRARY,
    prepare: () => newAnalyses(),
    steps: [`button "${NEWS[0]?.headline}"`, BACK],
    said: [EMPTY, 'New for you (1)', NEWEST],
    offered: followingWith([...fresh(2).slice(1), ALL_SEEN]),
    headings: [...headings(['New for you (1)'], ['Global Power Plays']), NEWEST],
    also: { title: '(1) Your library' },
  },
  {
    state: 'says that the reader has seen all analyses after "Mark all as seen"',
    page: LIBRARY,
    prepare: () => newAnalyses(),
    steps: [ALL_SEEN],
    said: [EMPTY, 'New for you All seen. Undo', NEWEST],
    offered: followingWith(['button "Undo"']),
    headings: [...headings(['New for you'], ['Global Power Plays']), NEWEST],
    also: { title: 'Your library', live: ['All seen. Undo'] },
  },
  {
    state: 'lists the new analyses again after "Undo"',
    page: LIBRARY,
    prepare: () => newAnalyses(),
    steps: [ALL_SEEN, 'button "Undo"'],
    said: [TWO_NEW, EMPTY, NEWEST],
    offered: followingWith([...fresh(2), ALL_SEEN]),
    headings: [...headings(['New for you (2)'], ['Global Power Plays']), NEWEST],
    also: { title: '(2) Your library', live: [] },
  },
  ...FAILURES_TO_CHANGE.map(
    ([what, name, said]): PageState => ({
      state: `leaves the analyses new if ${what}, and says why`,
      page: LIBRARY,
      prepare: () => newAnalyses(),
      steps: [settled, () => failToWrite(db.newAnalyses, name), ALL_SEEN],
      said: [`${TWO_NEW} ${said}`, EMPTY, NEWEST],
      offered: followingWith([...fresh(2), ALL_SEEN]),
      headings: [...headings(['New for you (2)'], ['Global Power Plays']), NEWEST],
      also: { title: '(2) Your library' },
    }),
  ),
  {
    state: 'does not offer "Mark as seen" in a private window',
    page: LIBRARY,
    prepare: () => newAnalyses({ isPrivate: true }),
    said: [EMPTY, 'New for you (2)', NEWEST],
    offered: followingWith(fresh(2)).map((name) =>
      /^button "Follow/.test(name) ? `${name} disabled` : name,
    ),
    headings: [...headings(['New for you (2)'], ['Global Power Plays']), NEWEST],
    also: { title: '(2) Your library' },
  },
];

async function newAnalyses(window: { isPrivate?: boolean } = {}): Promise<void> {
  await receiveIndex();
  await receiveNews(2);
  visit(undefined, window);
}
