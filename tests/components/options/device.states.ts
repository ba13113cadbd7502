import { expect, vi } from 'vitest';
import { setLetterKeys } from '../../../lib/app/setting-actions.ts';
import { readSettings } from '../../../lib/browser/settings.ts';
import { db } from '../../../lib/db/database.ts';
import { makeBackup } from '../../../lib/transfer/backups.ts';
import { recordExport } from '../../../lib/transfer/export-reminder.ts';
import { browser } from '../../unit/fake-browser.ts';
import { assignedKeys, fillDevice, protectStorage, refuseToProtectStorage } from '../browser-and-tab.ts';
import { save } from '../database.ts';
import { eventually, settled } from '../open-page.ts';
import { receiveIndex } from '../publication.ts';
import { FERRY } from '../sample-cards.ts';
import { readPage } from '../shown.ts';
import type { PageState } from '../states.ts';
import { NOW } from '../times.ts';
import { NEXT, NO_SITES, ON_CLICK, options, READY } from './options-page.ts';

/* States of the shortcuts, of the storage, and of deleting everything. */

const LETTERS = 'switch "Single letters are shortcuts in the library"';
const KEYS_CHANGE = 'Shortcuts can be changed in the browser’s settings for extensions.';

export const KEYS: readonly PageState[] = [
  options({
    state: 'are those that Chrome assigned',
    prepare: () =>
      assignedKeys(
        ['_execute_action', '', 'Alt+Shift+L'],
        ['open-side-panel', 'Open the side panel', 'Alt+Shift+P'],
        ['save', 'Save the analysis of this page', ''],
        ['jump', 'Jump between analysis and original', 'Alt+Shift+J'],
      ),
    said: [
      'Open the popup Alt+Shift+L Open the side panel Alt+Shift+P Save the analysis of this page not set ' +
        'Jump between analysis and original Alt+Shift+J',
      KEYS_CHANGE,
    ],
  }),
  options({
    state: 'are those that Firefox assigned',
    prepare: () =>
      assignedKeys(['_execute_action', '', 'Alt+Shift+L'], ['_execute_sidebar_action', '', 'Alt+Shift+P']),
    said: ['Open the popup Alt+Shift+L Open the side panel Alt+Shift+P', KEYS_CHANGE],
  }),
  options({
    state: 'do not include single letters once the reader has switched these off',
    prepare: () => assignedKeys(['_execute_action', '', 'Alt+Shift+L']),
    steps: [LETTERS, async () => expect((await readSettings()).letterKeys).toBe(false)],
    said: ['Open the popup Alt+Shift+L', KEYS_CHANGE],
    offered: { keys: [`${LETTERS} not checked`] },
  }),
  options({
    state: 'include single letters again once the reader has switched these on',
    prepare: async () => {
      assignedKeys(['_execute_action', '', 'Alt+Shift+L']);
      await setLetterKeys(false);
    },
    steps: [LETTERS, async () => expect((await readSettings()).letterKeys).toBe(true)],
    said: ['Open the popup Alt+Shift+L', KEYS_CHANGE],
  }),
];

const USED = 'The browser reports 3.4 MB in all.';
const NOT_PROTECTED = 'Your browser usually keeps this; an export is safer.';
const PROTECT = 'button "Ask the browser to keep it"';
const NO_PROMISE =
  'The browser made no promise. It may do so once you use Civic Lens more often. An export is safer.';
const EMPTY = 'Saved analyses · 0 0 kB';
const NO_TEXTS = 'Texts kept on this device · the two newest months 0 kB';
const FULL =
  'There is little or no room left. Release texts that you have read, keep only the texts that you open, or ' +
  'delete other files on this device.';
const RELEASE = 'button "Release the text of 1 read or archived analysis (about 0.8 kB)"';
const RELEASED = 'Released 1 text.';
const RELEASE_UNDONE =
  'The texts are being fetched again. If the publication no longer offers one, its analysis stays without text.';

const readFerry = async (): Promise<void> => {
  await receiveIndex();
  await save('ferry', NOW);
};

export const STORAGE: readonly PageState[] = [
  options({
    state: 'contains an empty library',
    said: [EMPTY, NO_TEXTS, USED, NOT_PROTECTED],
  }),
  options({
    state: 'contains one saved analysis, which has two highlights',
    prepare: async () => {
      await receiveIndex();
      await save('ferry');
      const one = { section: 0, start: 0, endSection: 0, end: 3, version: '', exact: 'The', prefix: '' };
      const more = { ...one, suffix: '', comment: '', createdAt: NOW };
      await db.saved.update('ferry', {
        highlights: [
          { ...more, id: 'a' },
          { ...more, id: 'b' },
        ],
      });
    },
    said: ['Saved analyses · 1, with 2 highlights', 'List of analyses · 6', USED, NOT_PROTECTED],
  }),
  options({
    state: 'is protected by the browser',
    prepare: protectStorage,
    said: [EMPTY, NO_TEXTS, USED, 'The browser will not clear this by itself.'],
    offered: { storage: [] },
  }),
  options({
    state: "is protected at the reader's request",
    steps: [PROTECT],
    said: [EMPTY, NO_TEXTS, USED, 'The browser will not clear this by itself.'],
    offered: { storage: [] },
  }),
  options({
    state: 'is not protected if the browser refuses, and Options says so',
    prepare: refuseToProtectStorage,
    steps: [PROTECT, () => eventually(() => expect(readPage(document).live).toContain(NO_PROMISE))],
    said: [EMPTY, NO_TEXTS, USED, NOT_PROTECTED, NO_PROMISE],
    offered: { storage: [PROTECT] },
  }),
  options({
    state: 'contains the text of a read analysis, which can be released',
    prepare: readFerry,
    said: ['Saved analyses · 1', 'List of analyses · 6', USED, NOT_PROTECTED],
    offered: { storage: [PROTECT, RELEASE] },
  }),
  options({
    state: 'no longer contains a released text',
    prepare: readFerry,
    steps: [RELEASE],
    said: ['Saved analyses · 1', 'List of analyses · 6', USED, NOT_PROTECTED, RELEASED],
    offered: { storage: [PROTECT, 'button "Undo"'] },
  }),
  options({
    state: 'contains a released text again once the reader has undone the release',
    prepare: readFerry,
    steps: [RELEASE, 'button "Undo"'],
    said: ['Saved analyses · 1', 'List of analyses · 6', USED, NOT_PROTECTED, RELEASE_UNDONE],
  }),
  options({
    state: 'is nearly full, and Options says what to do, with a button for each step',
    prepare: async () => {
      await readFerry();
      fillDevice();
    },
    said: ['Saved analyses · 1', 'List of analyses · 6', USED, NOT_PROTECTED, FULL],
    offered: { storage: [PROTECT, RELEASE, 'button "Keep only the texts that you open"'] },
  }),
];

const NONE_MADE = 'None has been made yet. The next check of the list makes one, if anything is saved.';
const LAST_MADE = 'The last was made 3 Jul 2026, 12:00.';
const RESTORE = 'button "Restore … the backup of 3 July 2026"';
const NEVER_EXPORTED = 'You have not exported the whole library (JSON) yet.';
const MAKE = 'button "Make a backup now"';
const BACK = '1 analysis comes back.';
const RESTORED = '1 analysis restored.';

/** Makes a backup of one saved analysis, and then removes the analysis from the library. */
const lostFerry = async (): Promise<void> => {
  await receiveIndex();
  await save('ferry');
  await makeBackup();
  await db.saved.clear();
};

export const BACKUPS: readonly PageState[] = [
  options({
    state: 'do not exist yet, and neither does an exported file',
    said: [NONE_MADE, NEVER_EXPORTED],
  }),
  options({
    state: 'still do not exist after the reader has exported a file',
    prepare: () => recordExport(NOW),
    said: [NONE_MADE, 'You last exported the whole library (JSON) on 3 July 2026.'],
  }),
  options({
    state: 'are not made while the library is empty',
    steps: [MAKE],
    said: [NONE_MADE, NEVER_EXPORTED, 'Nothing is saved yet, so no backup was made.'],
  }),
  options({
    state: 'are made at the reader’s request',
    prepare: async () => {
      await receiveIndex();
      await save('ferry');
    },
    steps: [MAKE],
    said: [LAST_MADE, NEVER_EXPORTED, 'The backup is made.'],
    offered: { backups: [RESTORE, MAKE] },
  }),
  options({
    state: 'say in advance what restoring them would change',
    prepare: lostFerry,
    steps: [RESTORE],
    said: [LAST_MADE, NEVER_EXPORTED, BACK, 'Nothing that you have now is overwritten.'],
    offered: {
      backups: [`button "Restore “${FERRY.headline}”"`, 'button "Restore all"', 'button "Close"', MAKE],
    },
  }),
  options({
    state: 'restore lost analyses, which the reader can undo',
    prepare: lostFerry,
    steps: [RESTORE, 'button "Restore all"'],
    said: [LAST_MADE, NEVER_EXPORTED, RESTORED],
    offered: { backups: ['button "Undo"', RESTORE, MAKE] },
  }),
  options({
    state: 'can restore a single analysis',
    prepare: lostFerry,
    steps: [RESTORE, `button "Restore “${FERRY.headline}”"`],
    said: [LAST_MADE, NEVER_EXPORTED, RESTORED, 'Your library has everything that is in this backup.'],
    offered: { backups: ['button "Undo"', 'button "Close"', MAKE] },
  }),
];

const DELETE_WHAT =
  'Deletes your library and its backups, everything you follow, what you asked and answered about articles, settings ' +
  'and the list of analyses from this device. This cannot be undone.';

const DELETED = 'Everything was deleted. The list of analyses comes again with the next check.';

const NOT_DELETED =
  'Not everything was deleted: the browser could not change its storage. Try again; if it persists, restart the ' +
  'browser.';

const fullDevice = async (): Promise<void> => {
  await receiveIndex();
  await save('ferry');
  await browser.storage.local.set({ mode: 'on-click', sitesOff: ['harbour-courier.example'] });
};

const FULL_DEVICE = {
  mode: ON_CLICK,
  sites: ['button "Switch on for harbour-courier.example"'],
};

const ASKED = ['button "Yes, delete everything"', 'button "Keep everything"'];

export const DELETING: readonly PageState[] = [
  options({
    state: 'explains what it deletes',
    prepare: fullDevice,
    said: [DELETE_WHAT],
    offered: FULL_DEVICE,
  }),
  options({
    state: 'asks for confirmation',
    prepare: fullDevice,
    steps: ['button "Delete everything"'],
    said: [DELETE_WHAT],
    offered: { ...FULL_DEVICE, deleting: ASKED },
    also: { marks: { cards: '6' } },
  }),
  options({
    state: 'is cancelled with "Keep everything"',
    prepare: fullDevice,
    steps: ['button "Delete everything"', 'button "Keep everything"'],
    said: [DELETE_WHAT],
    offered: FULL_DEVICE,
    also: { marks: { cards: '6' } },
  }),
  options({
    state: 'says that it has deleted everything',
    prepare: fullDevice,
    steps: ['button "Delete everything"', 'button "Yes, delete everything"'],
    said: [DELETE_WHAT, DELETED, NO_SITES, EMPTY],
    live: { deleting: [DELETED] },
    also: { marks: { index: 'empty', cards: '0' } },
  }),
  options({
    state: 'says that it failed, and that not everything was deleted',
    prepare: fullDevice,
    steps: [settled, failToEmpty, 'button "Delete everything"', 'button "Yes, delete everything"'],
    said: [DELETE_WHAT, NOT_DELETED],
    offered: FULL_DEVICE,
    live: { index: [`${READY} ${NEXT}`], deleting: [NOT_DELETED] },
    also: { marks: { index: 'ready', cards: '6' } },
  }),
];

/** Makes emptying and deleting the database fail. */
function failToEmpty(): void {
  vi.spyOn(console, 'error').mockReturnValue();
  const error = new DOMException('Internal error.', 'UnknownError');
  vi.spyOn(IDBObjectStore.prototype, 'clear').mockImplementation(() => {
    throw error;
  });
  vi.spyOn(db, 'delete').mockRejectedValue(error);
}
