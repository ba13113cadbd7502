import { expect, vi } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { setWritesHeld } from '../../../lib/db/open-database.ts';
import { addLabel } from '../../../lib/library/labels.ts';
import { removeSaved } from '../../../lib/library/removed-analyses.ts';
import { browser } from '../../unit/fake-browser.ts';
import { save } from '../database.ts';
import { goOffline, receiveIndex } from '../publication.ts';
import {
  FERRY_HEADINGS,
  JUMPS,
  LENS_IN_LIBRARY,
  type ReadingFerry,
  readingFerry,
  readingHere,
  withNote,
} from '../reading.ts';
import { FERRY, FERRY_PAGE } from '../sample-cards.ts';
import type { PageState } from '../states.ts';
import { NOW } from '../times.ts';
import {
  BACK,
  EMPTY,
  FAILURES_TO_MARK,
  failToWrite,
  headings,
  LIBRARY,
  NEWEST,
  offer,
} from './library-page.ts';

/* States with an open analysis. */

const OPEN_FERRY = '/library.html#analysis=ferry';

interface Reading extends ReadingFerry {
  /** The controls of the list beside the analysis. */
  readonly list?: Parameters<typeof offer>[0];
}

/** Returns the row of a state in which the ferry analysis is open. */
const reading = (
  state: string,
  {
    list = {},
    ...row
  }: Pick<PageState, 'prepare' | 'steps' | 'said' | 'also'> & Partial<PageState> & Reading,
): PageState => {
  const isSaved = [list.unread, list.reading].some((saved) => saved !== undefined);
  return {
    page: OPEN_FERRY,
    ...row,
    state,
    offered: offer({ ...(isSaved ? { lists: OPEN_ROW } : {}), ...list, main: [BACK, ...libraryFerry(row)] }),
    headings: headings('All', [...(isSaved ? [] : [EMPTY]), ...FERRY_HEADINGS], {
      labels: list.labels !== undefined,
      outlets: isSaved,
    }),
  };
};

/** Returns the controls of the open analysis FERRY in the library. They include a button that follows its lens. */
const libraryFerry = (row: ReadingFerry): string[] =>
  withNote(readingHere(readingFerry({ ...row, lensAbove: LENS_IN_LIBRARY, reason: [] })));

/** Moves the first section of the text above the window, by faking the layout that jsdom lacks. */
const scrollPastFirstSection = (): void => {
  vi.spyOn(Element.prototype, 'getClientRects').mockReturnValue([{}] as unknown as DOMRectList);
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, -20, 300, 10));
};

const OPEN_ROW = [`button "${FERRY.headline}" current`];

const READING_ROW = 'invited. Begun · Global Power Plays Northern Ledger – World · 3 min · yesterday';
const UNREAD_ROW = 'invited. Unread · Global Power Plays Northern Ledger – World · 3 min · yesterday';

export const READING: readonly PageState[] = [
  reading('shows a saved analysis, and opening it does not mark it as read', {
    prepare: async () => {
      await receiveIndex();
      await save('ferry');
    },
    said: ['The talks resumed on Monday.', UNREAD_ROW],
    list: { unread: [FERRY] },
    save: ['button "Saved" collapsed'],
    also: { links: { 'Read the original at Northern Ledger – World': FERRY_PAGE } },
  }),
  reading('shows the labels of a saved analysis below its facts, and leads to the lists of these labels', {
    prepare: async () => {
      await receiveIndex();
      await save('ferry');
      for (const label of ['water & ice', 'later']) await addLabel(['ferry'], label);
    },
    said: ['The talks resumed on Monday.', UNREAD_ROW],
    list: { unread: [FERRY], removed: 2, labels: ['later', 'water & ice'] },
    save: ['button "Saved" collapsed'],
    labels: ['water & ice', 'later'],
    also: { links: { 'water & ice': `${location.origin}/library.html#label=water%20%26%20ice` } },
  }),
  reading('shows no labels of a removed analysis', {
    prepare: async () => {
      await receiveIndex();
      await save('ferry');
      await addLabel(['ferry'], 'water');
      await removeSaved('ferry', NOW);
    },
    said: ['The talks resumed on Monday.', EMPTY, 'Removed from your library. Undo'],
    list: { removed: 2 },
    save: ['button "Save"', 'button "Undo"', 'button "Close"'],
  }),
  reading('offers to change the labels in the menu of a saved analysis', {
    prepare: async () => {
      await receiveIndex();
      await save('ferry');
    },
    steps: ['button "Saved"'],
    said: ['The talks resumed on Monday.', UNREAD_ROW],
    list: { unread: [FERRY] },
    save: [
      'button "Saved" expanded',
      'menuitem "Mark as read"',
      'menuitem "Archive"',
      'menuitem "Labels"',
      'menuitem "Remove"',
    ],
  }),
  ...FAILURES_TO_MARK.map(([what, name, said, offers]) =>
    reading(`shows a saved analysis as unread if ${what}, and says so`, {
      prepare: async () => {
        await receiveIndex();
        await save('ferry');
        failToWrite(db.saved, name);
        scrollPastFirstSection();
      },
      said: ['The talks resumed on Monday.', UNREAD_ROW, said],
      list: { unread: [FERRY] },
      save: ['button "Saved" collapsed'],
      text: [...offers, ...JUMPS, 'link "detention"'],
      also: { live: [said] },
    }),
  ),
  reading('shows a released text again, and says so', {
    prepare: async () => {
      await receiveIndex();
      await save('ferry');
      await db.saved.update('ferry', { textState: 'released' });
      await db.savedTexts.clear();
    },
    said: ['The talks resumed on Monday.', UNREAD_ROW, 'The text that you released is on this device again.'],
    list: { unread: [FERRY] },
    save: ['button "Saved" collapsed'],
  }),
  reading('gives a saved analysis the state "reading" once the reader has scrolled past its first section', {
    prepare: async () => {
      await receiveIndex();
      await save('ferry');
      scrollPastFirstSection();
    },
    steps: [() => vi.waitFor(async () => expect((await db.saved.get('ferry'))?.state).toBe('reading'))],
    said: ['The talks resumed on Monday.', READING_ROW],
    list: { reading: [FERRY] },
    save: ['button "Saved" collapsed'],
  }),
  reading('shows no message on a full device if the analysis is neither unread nor new', {
    prepare: async () => {
      await receiveIndex();
      setWritesHeld(true);
      vi.spyOn(browser.storage.local, 'set').mockRejectedValue(new Error('No space left on device.'));
    },
    said: ['The talks resumed on Monday.', EMPTY],
    also: { live: [] },
  }),
  reading('shows a saved analysis completely while the device is offline', {
    prepare: async () => {
      await receiveIndex();
      await save('ferry');
      goOffline();
    },
    said: ['The talks resumed on Monday.', UNREAD_ROW],
    list: { unread: [FERRY] },
    save: ['button "Saved" collapsed'],
  }),
  reading('shows a saved analysis that the publication has withdrawn', {
    prepare: async () => {
      await receiveIndex();
      await save('ferry');
      await receiveIndex({ without: ['ferry'] });
    },
    said: ['The talks resumed on Monday.', UNREAD_ROW],
    list: { unread: [FERRY] },
    save: ['button "Saved" collapsed'],
  }),
  reading('shows a withdrawn analysis that was removed, and offers Undo', {
    prepare: async () => {
      await receiveIndex();
      await save('ferry');
      await receiveIndex({ without: ['ferry'] });
      await removeSaved('ferry', NOW);
    },
    said: ['The talks resumed on Monday.', EMPTY, 'Removed from your library. Undo'],
    list: { removed: 1 },
    save: ['button "Save"', 'button "Undo"', 'button "Close"'],
  }),
  reading('restores a withdrawn analysis that was removed', {
    prepare: async () => {
      await receiveIndex();
      await save('ferry');
      await receiveIndex({ without: ['ferry'] });
      await removeSaved('ferry', NOW);
    },
    steps: ['button "Undo"'],
    said: ['The talks resumed on Monday.', UNREAD_ROW],
    list: { unread: [FERRY] },
    save: ['button "Saved" collapsed'],
  }),
  reading('shows an analysis that is not saved', {
    prepare: () => receiveIndex(),
    said: ['The talks resumed on Monday.', EMPTY],
  }),
  reading('opens the analysis that the reader chooses', {
    page: LIBRARY,
    prepare: () => receiveIndex(),
    steps: [`button "${FERRY.headline}"`],
    said: ['The talks resumed on Monday.', EMPTY],
  }),
  {
    state: 'returns to the newest analyses after "Back"',
    page: OPEN_FERRY,
    prepare: () => receiveIndex(),
    steps: [BACK],
    said: [EMPTY, NEWEST],
    offered: offer(),
    headings: headings('All', [EMPTY, NEWEST]),
  },
  {
    state: 'says that an analysis is not on this device',
    page: '/library.html#analysis=elsewhere',
    prepare: () => receiveIndex(),
    said: [EMPTY, 'This analysis is not on this device.'],
    offered: offer({ main: [BACK] }),
    headings: headings('All', [EMPTY]),
  },
];
