import { expect, vi } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { changeReadingState } from '../../../lib/library/reading-states.ts';
import { removeSaved } from '../../../lib/library/removed-analyses.ts';
import { databaseOnlyInBackground, save } from '../database.ts';
import { settled } from '../open-page.ts';
import { FERRY_HEADINGS, type ReadingFerry } from '../reading.ts';
import type { PageState } from '../states.ts';
import { MINUTE, NOW } from '../times.ts';
import { after, ferryInPopup, ferryPage, on, POPUP } from './popup-page.ts';

/* States of saving, removing and following, and of their failures. */

const NOT_FOLLOWED_FULL = 'Not changed: this device has no room left. Free some space and try again.';

const NOT_FOLLOWED =
  'Not changed: the browser could not write to its storage. Try again; if it persists, restart the browser.';

const SAVED = { save: ['button "Saved" collapsed'] };

const REMOVE = ['button "Saved"', 'menuitem "Remove"'];

const PRIVATE = { follow: ' disabled', save: ['button "Save" disabled'] };

const ferryState = (
  state: string,
  row: Pick<PageState, 'prepare' | 'steps' | 'said' | 'also'> &
    ReadingFerry & {
      /** The controls in place of the button "Follow Global Power Plays"; absent if nothing takes its place. */
      readonly lens?: readonly string[];
      readonly unread?: number;
    },
): PageState => ({
  state,
  page: POPUP,
  prepare: row.prepare ?? on(ferryPage()),
  ...(row.steps ? { steps: row.steps } : {}),
  said: row.said,
  offered: ferryInPopup(row).flatMap((name) =>
    row.lens && name === 'button "Follow Global Power Plays"' ? row.lens : [name],
  ),
  headings: FERRY_HEADINGS,
  ...(row.also ? { also: row.also } : {}),
});

export const SAVING: readonly PageState[] = [
  ferryState('shows that the analysis was saved earlier', {
    prepare: after(() => save('ferry'), ferryPage()),
    said: [],
    also: { live: [], hints: { Saved: 'In your library' } },
    ...SAVED,
  }),
  ferryState('saves the analysis, and says so', {
    said: ['Saved to your library.'],
    steps: ['button "Save"'],
    also: { live: ['Saved to your library.'] },
    ...SAVED,
  }),
  ferryState('follows the lens, and says so', {
    said: ['Following Global Power Plays.'],
    steps: ['button "Follow Global Power Plays"'],
    also: { live: ['Following Global Power Plays.'] },
    lens: ['button "Following Global Power Plays"'],
  }),
  ferryState('unfollows the lens, and offers Undo', {
    said: ['No longer following Global Power Plays.'],
    steps: ['button "Follow Global Power Plays"', 'button "Following Global Power Plays"'],
    also: { live: ['No longer following Global Power Plays. Undo'] },
    lens: ['button "Follow Global Power Plays"', 'button "Undo"', 'button "Close"'],
  }),
  ferryState('replaces the previous message by the new one', {
    said: ['Following Global Power Plays.'],
    steps: [...REMOVE, 'button "Follow Global Power Plays"'],
    prepare: after(() => save('ferry'), ferryPage()),
    also: { live: ['Following Global Power Plays.'] },
    lens: ['button "Following Global Power Plays"'],
  }),
  ferryState('removes the message when the reader closes it', {
    prepare: after(() => save('ferry'), ferryPage()),
    said: [],
    steps: [...REMOVE, 'button "Close"'],
    also: { live: [] },
  }),
  ferryState('keeps the message closed when another change of the analysis is stored', {
    prepare: after(() => save('ferry'), ferryPage()),
    said: [],
    steps: [
      'button "Saved"',
      'menuitem "Mark as read"',
      'button "Close"',
      () => db.saved.update('ferry', { note: 'Ask again.' }),
      settled,
    ],
    also: { live: [] },
    unread: 0,
    ...SAVED,
  }),
  ferryState('shows the message again after the same action', {
    prepare: after(() => save('ferry'), ferryPage()),
    said: ['Removed from your library.'],
    steps: [...REMOVE, 'button "Close"', 'button "Save"', ...REMOVE],
    also: { live: ['Removed from your library. Undo'] },
    save: ['button "Save"', 'button "Undo"', 'button "Close"'],
  }),
  ferryState('opens a menu with all actions for the analysis, and removes nothing yet', {
    prepare: after(() => save('ferry'), ferryPage()),
    said: [],
    steps: ['button "Saved"'],
    also: { live: [] },
    save: ['button "Saved" expanded', 'menuitem "Mark as read"', 'menuitem "Archive"', 'menuitem "Remove"'],
  }),
  ferryState('closes the menu with Escape, and the focus returns to the button', {
    prepare: after(() => save('ferry'), ferryPage()),
    said: [],
    steps: [
      'button "Saved"',
      settled,
      () => expect(document.activeElement?.textContent).toBe('Mark as read'),
      () => pressKey('Escape'),
      settled,
      () => expect(document.activeElement?.textContent).toBe('Saved'),
    ],
    ...SAVED,
  }),
  ferryState('opens the menu with an arrow key, and removes the analysis with Enter', {
    prepare: after(() => save('ferry'), ferryPage()),
    said: ['Removed from your library.'],
    steps: [
      settled,
      () => focusOn('Saved'),
      () => pressKey('ArrowUp'),
      settled,
      () => (document.activeElement as HTMLElement).click(),
      settled,
      () => expect(document.activeElement?.textContent).toBe('Save'),
    ],
    save: ['button "Save"', 'button "Undo"', 'button "Close"'],
  }),
  ferryState('archives the analysis, and offers Undo', {
    prepare: after(() => save('ferry'), ferryPage()),
    said: ['Archived.'],
    steps: ['button "Saved"', 'menuitem "Archive"', settled],
    also: { live: ['Archived. Undo'] },
    save: ['button "Saved" collapsed', 'button "Undo"', 'button "Close"'],
    unread: 0,
  }),
  ferryState('offers to take an archived analysis out of the archive', {
    prepare: after(async () => {
      await save('ferry');
      await changeReadingState(['ferry'], 'archive');
    }, ferryPage()),
    said: [],
    steps: ['button "Saved"'],
    save: ['button "Saved" expanded', 'menuitem "Unarchive"', 'menuitem "Remove"'],
    unread: 0,
  }),
  ferryState('marks a read analysis as unread again after Undo', {
    prepare: after(() => save('ferry'), ferryPage()),
    said: [],
    steps: [
      'button "Saved"',
      'menuitem "Mark as read"',
      settled,
      async () => expect((await db.saved.get('ferry'))?.state).toBe('read'),
      'button "Undo"',
      settled,
      async () => expect((await db.saved.get('ferry'))?.state).toBe('unread'),
    ],
    ...SAVED,
  }),
  ferryState('removes the analysis, and offers Undo', {
    prepare: after(() => save('ferry'), ferryPage()),
    said: ['Removed from your library.'],
    steps: REMOVE,
    also: { live: ['Removed from your library. Undo'] },
    save: ['button "Save"', 'button "Undo"', 'button "Close"'],
  }),
  ferryState('still offers Undo when the popup opens again within ten minutes', {
    prepare: after(async () => {
      await save('ferry');
      await removeSaved('ferry', NOW - 10 * MINUTE);
    }, ferryPage()),
    said: ['Removed from your library.'],
    save: ['button "Save"', 'button "Undo"', 'button "Close"'],
  }),
  ferryState('says nothing about a removal more than ten minutes ago', {
    prepare: after(async () => {
      await save('ferry');
      await removeSaved('ferry', NOW - 11 * MINUTE);
    }, ferryPage()),
    said: [],
    also: { live: [] },
  }),
  ferryState('restores a removed analysis', {
    prepare: after(() => save('ferry'), ferryPage()),
    said: ['Saved to your library.'],
    steps: [...REMOVE, 'button "Undo"'],
    also: { live: ['Saved to your library.'] },
    ...SAVED,
  }),
  ferryState('says that the device is full', {
    prepare: after(() => failToSave('QuotaExceededError'), ferryPage()),
    said: ['Not saved: this device has no room left. Free some space and try again.'],
    steps: ['button "Save"'],
    also: { live: ['Not saved: this device has no room left. Free some space and try again.'] },
    save: ['button "Save"', 'button "Close"'],
  }),
  ferryState('says again that the device is full if saving fails a second time', {
    prepare: after(() => failToSave('QuotaExceededError'), ferryPage()),
    said: ['Not saved: this device has no room left. Free some space and try again.'],
    steps: ['button "Save"', 'button "Close"', 'button "Save"'],
    also: { live: ['Not saved: this device has no room left. Free some space and try again.'] },
    save: ['button "Save"', 'button "Close"'],
  }),
  ferryState('says that the database failed', {
    prepare: after(() => failToSave('UnknownError'), ferryPage()),
    said: [
      'Not saved: the browser could not write to its storage. Try again; if it persists, restart the ' +
        'browser.',
    ],
    steps: ['button "Save"'],
    save: ['button "Save"', 'button "Close"'],
  }),
  ...(
    [
      ['that the device is full', 'QuotaExceededError', NOT_FOLLOWED_FULL],
      ['that the database failed', 'UnknownError', NOT_FOLLOWED],
    ] as const
  ).map(([what, name, said]) =>
    ferryState(`says ${what} when the reader wants to follow something`, {
      prepare: after(() => failToFollow(name), ferryPage()),
      said: [said],
      steps: ['button "Follow Global Power Plays"'],
      also: { live: [said] },
      lens: ['button "Follow Global Power Plays"', 'button "Close"'],
    }),
  ),
  ferryState('offers neither to save nor to follow in a private window', {
    prepare: on(ferryPage(), { isPrivate: true }),
    said: ['Nothing is kept in private windows.'],
    also: {
      hints: {
        Save: 'Nothing is kept in private windows.',
        'Follow Global Power Plays': 'Nothing is kept in private windows.',
      },
    },
    ...PRIVATE,
  }),
  ferryState('saves nothing in a private window in which only the background can open the database', {
    prepare: after(databaseOnlyInBackground, ferryPage(), { isPrivate: true }),
    said: ['Nothing is kept in private windows.'],
    ...PRIVATE,
  }),
  ferryState(
    'shows a saved analysis in a private window in which only the background can open the database',
    {
      prepare: after(
        async () => {
          await save('ferry');
          databaseOnlyInBackground();
        },
        ferryPage(),
        { isPrivate: true },
      ),
      said: ['Nothing is kept in private windows.'],
      ...PRIVATE,
      save: ['button "Saved" collapsed disabled'],
    },
  ),
  ferryState('shows in a private window that the analysis was saved earlier', {
    prepare: after(() => save('ferry'), ferryPage(), { isPrivate: true }),
    said: ['Nothing is kept in private windows.'],
    ...PRIVATE,
    save: ['button "Saved" collapsed disabled'],
  }),
];

function focusOn(words: string): void {
  const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === words);
  button?.focus();
}

/** Presses a key on the focused element. */
function pressKey(key: string): void {
  document.activeElement?.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
  );
}

/** Makes saving fail with an error of Dexie's form: an `Error` with this name. */
function failToSave(name: string): void {
  vi.spyOn(console, 'error').mockReturnValue();
  vi.spyOn(db.saved, 'add').mockRejectedValue(Object.assign(new Error(name), { name }));
}

function failToFollow(name: string): void {
  vi.spyOn(console, 'error').mockReturnValue();
  vi.spyOn(db.followed, 'put').mockRejectedValue(Object.assign(new Error(name), { name }));
}
