import { db } from '../../../lib/db/database.ts';
import { recordExport } from '../../../lib/transfer/export-reminder.ts';
import { visit } from '../browser-and-tab.ts';
import { databaseOnlyInBackground, save } from '../database.ts';
import { receiveIndex } from '../publication.ts';
import type { PageState } from '../states.ts';
import { NOW } from '../times.ts';

/* States of the export dialog. */

const FORMS = [
  'Everything, to bring it back here (JSON) Texts, notes, highlights, labels and settings. ' +
    'Keep this file as your backup.',
  'Markdown files (ZIP) One file for each analysis, for Obsidian and other note programs.',
  'Table of analyses (CSV) One row for each analysis, for a spreadsheet.',
  'Table of highlights (CSV) With the columns that Readwise imports.',
  'Bookmarks (HTML) For browsers and bookmark programs.',
  'One page to read anywhere (HTML) Opens in every browser, without Civic Lens.',
  'On paper Each analysis on a page of its own.',
].map((form, n) => `radio "${form}" ${n === 0 ? 'checked' : 'not checked'}`);

const SAVE = 'button "Save the file"';
const NEVER = 'You have not exported the whole library (JSON) yet.';
const WHOLE = 'radio "The whole library" checked';

/** Returns a state of the export dialog in the library. */
const exporting = ({
  page = '/library.html',
  offered = [...FORMS, SAVE],
  steps = [],
  ...row
}: Pick<PageState, 'state' | 'prepare' | 'steps' | 'said' | 'also'> &
  Partial<Pick<PageState, 'page' | 'offered'>>): PageState => ({
  ...row,
  page,
  isDialog: true,
  steps: ['button "Export"', ...steps],
  offered: ['button "Close"', ...offered],
  headings: ['Export your library'],
});

const ferryAndPorts = async (): Promise<void> => {
  await receiveIndex();
  await save('ferry');
  await save('ports');
  await db.saved.update('ports', { state: 'archived' });
};

export const EXPORT: readonly PageState[] = [
  exporting({
    state: 'offers each form, and says that the whole library was never exported',
    prepare: ferryAndPorts,
    said: [NEVER],
  }),
  exporting({
    state: 'says when the whole library was last exported',
    prepare: async () => {
      await ferryAndPorts();
      await recordExport(NOW);
    },
    said: ['You last exported the whole library (JSON) on 3 July 2026.'],
  }),
  exporting({
    state: 'says that a file was written, and when the last export was',
    prepare: ferryAndPorts,
    steps: [SAVE],
    said: [
      'The browser has stored it with your downloads.',
      'You last exported the whole library (JSON) on 3 July 2026.',
    ],
  }),
  exporting({
    state: 'offers the shown list',
    page: '/library.html#view=archive',
    prepare: ferryAndPorts,
    said: [NEVER],
    offered: [WHOLE, 'radio "Only this list: 1 analysis" not checked', ...FORMS, SAVE],
  }),
  exporting({
    state: 'offers no list in the view of highlights if there are no highlights',
    page: '/library.html#view=highlights',
    prepare: ferryAndPorts,
    said: [NEVER],
  }),
  exporting({
    state: 'exports nothing from a private window of Firefox, where the page has no database',
    prepare: async () => {
      await ferryAndPorts();
      visit(undefined, { isPrivate: true });
      databaseOnlyInBackground();
    },
    said: ['This browser does not let private windows read your library.', NEVER],
    offered: [...FORMS, `${SAVE} disabled`],
  }),
];
