import { vi } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { browser } from '../../unit/fake-browser.ts';
import { assignedKeys, protectStorage } from '../browser-and-tab.ts';
import { save } from '../database.ts';
import { settled } from '../open-page.ts';
import { receiveIndex } from '../publication.ts';
import type { PageState } from '../states.ts';
import { NEXT, NO_SITES, ON_CLICK, options, READY } from './options-page.ts';

/* States of the shortcuts, of the storage, and of deleting everything. */

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
];

const NOT_PROTECTED = 'Your browser usually keeps this, but has not promised to.';

export const STORAGE: readonly PageState[] = [
  options({
    state: 'contains an empty library',
    said: ['3.4 MB used on this device. 0 saved analyses.', NOT_PROTECTED],
  }),
  options({
    state: 'contains one saved analysis',
    prepare: async () => {
      await receiveIndex();
      await save('ferry');
    },
    said: ['3.4 MB used on this device. 1 saved analysis.', NOT_PROTECTED],
  }),
  options({
    state: 'is protected by the browser',
    prepare: protectStorage,
    said: ['3.4 MB used on this device. 0 saved analyses.', 'The browser will not clear this by itself.'],
    offered: { storage: [] },
  }),
  options({
    state: "is protected at the reader's request",
    steps: ['button "Ask the browser to keep it"'],
    said: ['3.4 MB used on this device. 0 saved analyses.', 'The browser will not clear this by itself.'],
    offered: { storage: [] },
  }),
];

const DELETE_WHAT =
  'Deletes your library, everything you follow, what you asked and answered about articles, settings and the list ' +
  'of analyses from this device. This cannot be undone.';

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
    said: [DELETE_WHAT, DELETED, NO_SITES, '0 saved analyses.'],
    live: { deleting: [DELETED] },
    also: { marks: { index: 'empty', cards: '0' } },
  }),
  options({
    state: 'says that it failed, and that nothing was deleted',
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
