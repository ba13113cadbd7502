// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { markAllSeenWithUndo, unfollowWithUndo } from '../../lib/app/undoable-follows.ts';
import { db } from '../../lib/db/database.ts';
import type { JournalKind } from '../../lib/db/journal-records.ts';
import { keepOwnText } from '../../lib/library/corrections.ts';
import { addHighlight, removeHighlight, storeComment } from '../../lib/library/highlights.ts';
import { addLabel, deleteLabel, removeLabel, renameLabel, setLabelGlyph } from '../../lib/library/labels.ts';
import { storeNote } from '../../lib/library/notes.ts';
import { changeReadingState } from '../../lib/library/reading-states.ts';
import { releaseTexts } from '../../lib/library/release-texts.ts';
import { saveAll } from '../../lib/library/saved-analyses.ts';
import { deleteFilter, renameFilter, storeFilter } from '../../lib/library/saved-searches.ts';
import { takeNewText } from '../../lib/library/take-new-text.ts';
import { NO_RECORDS } from '../../lib/transfer/import-batch.ts';
import { importBlock } from '../../lib/transfer/import-block.ts';
import { highlightOf } from '../unit/db/highlight.ts';
import { correct } from './corrections/corrected-ferry.ts';
import { followOutlet } from './database.ts';
import { freshDevice } from './fresh-device.ts';
import { AT, DAYS, onDeviceWithThree, REMOVED, rows, undoButtons } from './library/undoable-changes.ts';
import { eventually, openPage, press } from './open-page.ts';
import { FERRY, RESERVOIR } from './sample-cards.ts';
import { readPage } from './shown.ts';

/** Tests each kind of change in "Recently removed", except removals: its row, and what its Undo brings back. */

onDeviceWithThree();

interface Row {
  readonly kind: JournalKind;
  readonly make: () => Promise<unknown>;
  /** The texts of the row that lists the change. */
  readonly row: readonly string[];
  /** The name of the button in this row, after "Undo: ". */
  readonly name: string;
  /** What the page says after Undo. */
  readonly back: string;
}

const ONE = `1 analysis · ${DAYS}`;
const inFerry = (kind: JournalKind, make: () => Promise<unknown>, name: string, back: string): Row => ({
  kind,
  make,
  row: [name, FERRY.headline, ONE],
  name: `${name}, ${FERRY.headline}`,
  back: `“${FERRY.headline}”: ${back}.`,
});

const ROWS: readonly Row[] = [
  {
    kind: 'saved',
    make: () => saveAll(['reservoir', 'cable'], AT),
    row: ['Saved', `${RESERVOIR.headline} and 1 more`, `2 analyses · ${DAYS}`],
    name: 'Saved, 2 analyses',
    back: '2 analyses: no longer in your library.',
  },
  inFerry('archived', () => changeReadingState(['ferry'], 'archive', AT), 'Archived', 'no longer archived'),
  {
    kind: 'archived',
    make: () => changeReadingState(['ferry', 'ports', 'contract'], 'archive', AT),
    row: ['Archived', `${FERRY.headline} and 2 more`, `3 analyses · ${DAYS}`],
    name: 'Archived, 3 analyses',
    back: '3 analyses: no longer archived.',
  },
  inFerry(
    'unarchived',
    async () => {
      await db.saved.update('ferry', { state: 'archived' });
      await changeReadingState(['ferry'], 'unarchive', AT);
    },
    'Taken out of the archive',
    'archived again',
  ),
  inFerry(
    'marked-read',
    () => changeReadingState(['ferry'], 'mark-read', AT),
    'Marked as read',
    'no longer marked as read',
  ),
  inFerry(
    'marked-unread',
    async () => {
      await db.saved.update('ferry', { state: 'read' });
      await changeReadingState(['ferry'], 'mark-unread', AT);
    },
    'Marked as unread',
    'no longer marked as unread',
  ),
  {
    kind: 'note',
    make: async () => {
      await storeNote('ferry', 'Who signed?', '', AT);
      await storeNote('ferry', '', 'Who signed?', AT);
    },
    row: ['Changed the note', FERRY.headline, '“Who signed?”', ONE],
    name: `Changed the note, ${FERRY.headline}`,
    back: `“${FERRY.headline}”: the earlier note is back.`,
  },
  {
    kind: 'highlight-comment',
    make: async () => {
      await addHighlight('ferry', highlightOf('a', { comment: 'Who was there?' }));
      await storeComment('ferry', 'a', '', 'Who was there?', AT);
    },
    row: ['Changed the comment on a highlight', FERRY.headline, '“Who was there?”', ONE],
    name: `Changed the comment on a highlight, ${FERRY.headline}`,
    back: `“${FERRY.headline}”: the earlier comment is back.`,
  },
  {
    kind: 'highlight-removed',
    make: async () => {
      await addHighlight('ferry', highlightOf('a', { exact: 'The talks resumed on Monday.' }));
      await removeHighlight('ferry', 'a', AT);
    },
    row: ['Removed a highlight', FERRY.headline, '“The talks resumed on Monday.”', ONE],
    name: `Removed a highlight, ${FERRY.headline}`,
    back: `“${FERRY.headline}”: the highlight is back.`,
  },
  {
    kind: 'labelled',
    make: () => addLabel(['ferry', 'ports'], 'water', AT),
    row: ['Added the label “water”', `2 analyses · ${DAYS}`],
    name: 'Added the label “water”',
    back: 'The label “water” is gone from 2 analyses.',
  },
  {
    kind: 'unlabelled',
    make: async () => {
      await db.saved.update('ferry', { labels: ['water'] });
      await removeLabel(['ferry'], 'water', AT);
    },
    row: ['Took the label “water” away', ONE],
    name: 'Took the label “water” away',
    back: 'The label “water” is back on 1 analysis.',
  },
  {
    kind: 'label-renamed',
    make: async () => {
      await db.saved.update('ferry', { labels: ['water'] });
      await renameLabel('water', 'rivers', AT);
    },
    row: ['Renamed the label “water” to “rivers”', ONE],
    name: 'Renamed the label “water” to “rivers”',
    back: 'The label is called “water” again.',
  },
  {
    kind: 'label-merged',
    make: async () => {
      await db.labels.bulkAdd([{ name: 'water' }, { name: 'rivers' }]);
      await renameLabel('water', 'rivers', AT);
    },
    row: ['Merged the label “water” into “rivers”', DAYS],
    name: 'Merged the label “water” into “rivers”',
    back: '“water” is a label of its own again.',
  },
  {
    kind: 'label-deleted',
    make: async () => {
      await db.labels.add({ name: 'water' });
      await db.saved.bulkUpdate(
        ['ferry', 'ports', 'contract'].map((key) => ({ key, changes: { labels: ['water'] } })),
      );
      await deleteLabel('water', AT);
    },
    row: ['Deleted the label “water”', `3 analyses · ${DAYS}`],
    name: 'Deleted the label “water”',
    back: 'The label “water” is back.',
  },
  {
    kind: 'label-sign',
    make: async () => {
      await db.labels.add({ name: 'water' });
      await setLabelGlyph('water', '★', AT);
    },
    row: ['Changed the sign of the label “water”', DAYS],
    name: 'Changed the sign of the label “water”',
    back: 'The label “water” has its earlier sign again.',
  },
  {
    kind: 'filter-renamed',
    make: async () => {
      await db.filters.add({ id: 'one', name: 'Water', address: 'q=water' });
      await renameFilter('one', 'Rivers', AT);
    },
    row: ['Renamed the saved search “Water” to “Rivers”', DAYS],
    name: 'Renamed the saved search “Water” to “Rivers”',
    back: 'The saved search is called “Water” again.',
  },
  {
    kind: 'filter-deleted',
    make: async () => {
      await db.filters.add({ id: 'one', name: 'Water', address: 'q=water' });
      await deleteFilter('one', AT);
    },
    row: ['Deleted the saved search “Water”', DAYS],
    name: 'Deleted the saved search “Water”',
    back: 'The saved search “Water” is back.',
  },
  {
    kind: 'filter-replaced',
    make: async () => {
      await db.filters.add({ id: 'one', name: 'Water', address: 'q=water' });
      await storeFilter('Water', 'q=rivers', AT);
    },
    row: ['Replaced the saved search “Water”', DAYS],
    name: 'Replaced the saved search “Water”',
    back: 'The saved search “Water” is as it was before.',
  },
  {
    kind: 'unfollowed',
    make: async () => {
      await followOutlet('Northern Ledger', AT);
      await unfollowWithUndo({ kind: 'outlet', id: 'northern ledger' }, AT);
    },
    row: ['Stopped following “Northern Ledger”', DAYS],
    name: 'Stopped following “Northern Ledger”',
    back: 'You follow “Northern Ledger” again.',
  },
  {
    kind: 'all-seen',
    make: async () => {
      const asked = { keys: [], foundAt: AT, asked: true } as const;
      await db.newAnalyses.bulkAdd(['cable', 'reservoir'].map((id) => ({ id, ...asked })));
      await markAllSeenWithUndo(AT);
    },
    row: ['Marked all new analyses as seen', `2 analyses · ${DAYS}`],
    name: 'Marked all new analyses as seen',
    back: 'The analyses are new again.',
  },
  {
    kind: 'text-taken',
    make: async () => {
      await freshDevice();
      await correct();
      await takeNewText('ferry', AT);
    },
    row: ['Took the new text of the publication', FERRY.headline, `1 analysis · ${DAYS}`],
    name: `Took the new text of the publication, ${FERRY.headline}`,
    back: `“${FERRY.headline}”: your earlier text is back.`,
  },
  {
    kind: 'text-kept',
    make: async () => {
      await freshDevice();
      await correct();
      await keepOwnText('ferry', AT);
    },
    row: ['Kept your copy instead of the new text', FERRY.headline, `1 analysis · ${DAYS}`],
    name: `Kept your copy instead of the new text, ${FERRY.headline}`,
    back: `“${FERRY.headline}”: the new text is offered again.`,
  },
  {
    kind: 'texts-released',
    make: async () => {
      await db.saved.update('ferry', { state: 'read', readAt: AT });
      await releaseTexts(AT);
    },
    row: ['Released texts to make room', FERRY.headline, ONE],
    name: `Released texts to make room, ${FERRY.headline}`,
    back: `“${FERRY.headline}”: the text is fetched again, if it is still offered.`,
  },
  {
    kind: 'imported',
    make: async () => {
      const saved = await db.saved.get('ferry');
      if (!saved) throw new Error('The ferry is not saved.');
      const block = { ...NO_RECORDS, analyses: [{ saved: { ...saved, id: 'tram', savedAt: 1 } }] };
      await importBlock(block, { id: 'import', about: 'pocket.csv', at: AT, block: 0 });
    },
    row: ['Imported “pocket.csv”', ONE],
    name: 'Imported “pocket.csv”',
    back: 'The import of pocket.csv was undone. What it had saved is in “Recently removed” for 30 days.',
  },
];

describe('a change in "Recently removed"', () => {
  it.each(ROWS.map((row) => [row.kind, row.row.at(-1), row] as const))(
    'of the kind %s is listed (%s), and can be undone',
    async (_, __, { make, row, name, back }) => {
      await make();
      await openPage(REMOVED);
      await eventually(() => expect(rows()).toEqual([row]));
      expect(readPage(document).offered).toContain('link "Recently removed 1" current');
      const button = `button "Undo: ${name}"`;
      expect(undoButtons()).toEqual([button]);
      expect(readPage(document).hints[`Undo: ${name}`]).toBe(row.at(-1));
      await press(button);
      await eventually(() => expect(rows()).toEqual([]));
      await eventually(() => expect(readPage(document).live.join()).toContain(back));
    },
  );

  it('of every kind except "removed" is tested above', () => {
    const kinds = new Set<JournalKind>(ROWS.map(({ kind }) => kind));
    expect(kinds.has('removed')).toBe(false);
    expect(kinds.size).toBe(23);
  });
});
