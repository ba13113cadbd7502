// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../lib/db/database.ts';
import type { JournalKind } from '../../lib/db/journal-records.ts';
import type { Highlight } from '../../lib/db/records.ts';
import { addHighlight, removeHighlight, storeComment } from '../../lib/library/highlights.ts';
import { addLabel, deleteLabel, removeLabel, renameLabel, setLabelGlyph } from '../../lib/library/labels.ts';
import { storeNote } from '../../lib/library/notes.ts';
import { changeReadingState } from '../../lib/library/reading-states.ts';
import { releaseTexts } from '../../lib/library/release-texts.ts';
import { removeAll, removeSaved } from '../../lib/library/removed-analyses.ts';
import { saveAll } from '../../lib/library/saved-analyses.ts';
import { deleteFilter, renameFilter } from '../../lib/library/saved-filters.ts';
import { takeNewText } from '../../lib/library/take-new-text.ts';
import { NO_RECORDS } from '../../lib/transfer/import-batch.ts';
import { importBlock } from '../../lib/transfer/import-block.ts';
import { browser } from '../unit/fake-browser.ts';
import { visit } from './browser-and-tab.ts';
import { correct } from './corrections/corrected-ferry.ts';
import { save } from './database.ts';
import { freshDevice } from './fresh-device.ts';
import { closePage, control, eventually, openPage, press, settled } from './open-page.ts';
import { receiveIndex } from './publication.ts';
import { CONTRACT, FERRY, PORTS, RESERVOIR } from './sample-cards.ts';
import { readPage } from './shown.ts';
import { DAY, NOW } from './times.ts';

/** Tests the list of changes in "Recently removed", and the key that undoes the last change. */

const REMOVED = '/library.html#view=removed';
const AT = NOW - DAY;
/** The days of a change that was made at `AT`. */
const DAYS = '2 Jul · can be undone until 1 Aug';

const highlight = (id: string, comment = ''): Highlight => ({
  id,
  section: 0,
  start: 0,
  endSection: 0,
  end: 4,
  version: 'v1',
  exact: 'The talks resumed on Monday.',
  prefix: '',
  suffix: '',
  comment,
  createdAt: AT,
});

/** Returns the texts of each row in the list of changes. */
const rows = (): string[][] =>
  [...document.querySelectorAll('.undoable li')].map((row) =>
    [...row.querySelectorAll('p')].map(({ textContent }) => textContent),
  );
const undoButtons = (): string[] =>
  readPage(document).offered.filter((name) => name.startsWith('button "Undo: '));
const focused = (): string => {
  const { activeElement: element } = document;
  return element?.getAttribute('aria-label') ?? `${element?.localName} ${element?.textContent}`;
};
const said = (words: string): Promise<void> =>
  eventually(() => expect(readPage(document).live).toContain(words));

beforeEach(async () => {
  await freshDevice();
  await receiveIndex();
  for (const [n, id] of ['ferry', 'ports', 'contract'].entries()) await save(id, undefined, AT - n);
});
afterEach(closePage);

interface Row {
  readonly kind: JournalKind;
  readonly make: () => Promise<unknown>;
  /** The texts of its row. */
  readonly row: readonly string[];
  /** The name of its button, after "Undo: ". */
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
      await addHighlight('ferry', highlight('a', 'Who was there?'));
      await storeComment('ferry', 'a', '', 'Who was there?', AT);
    },
    row: ['Changed the comment on a highlight', FERRY.headline, '“Who was there?”', ONE],
    name: `Changed the comment on a highlight, ${FERRY.headline}`,
    back: `“${FERRY.headline}”: the earlier comment is back.`,
  },
  {
    kind: 'highlight-removed',
    make: async () => {
      await addHighlight('ferry', highlight('a'));
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
    'of the kind %s is listed (%s), and undone',
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

  it('covers every kind except removals', () => {
    const kinds = new Set<JournalKind>(ROWS.map(({ kind }) => kind));
    expect(kinds.has('removed')).toBe(false);
    expect(kinds.size).toBe(19);
  });
});

describe('the changes in "Recently removed"', () => {
  const some = async (): Promise<void> => {
    await changeReadingState(['ferry'], 'archive', AT);
    await db.labels.bulkAdd([{ name: 'water' }, { name: 'tolls' }]);
    await deleteLabel('water', AT + 1);
    await removeAll(['contract'], AT + 2);
    await deleteLabel('tolls', AT + 3);
  };

  it('are listed below removed analyses, the last first, and counted with them', async () => {
    await some();
    await openPage(REMOVED);
    await eventually(() =>
      expect(undoButtons()).toEqual([
        `button "Undo: Removed, ${CONTRACT.headline}"`,
        'button "Undo: Deleted the label “tolls”"',
        'button "Undo: Deleted the label “water”"',
        `button "Undo: Archived, ${FERRY.headline}"`,
      ]),
    );
    const { headings, offered } = readPage(document);
    expect(headings).toEqual(expect.arrayContaining(['Recently removed', 'Changes that you can undo']));
    expect(offered).toContain('link "Recently removed 4" current');
    expect(document.querySelector('.list-count')?.textContent).toBe('4');
    expect(document.querySelector('.undoable ul')?.getAttribute('data-count')).toBe('3');
  });

  it('appear in an open page as soon as they are made elsewhere, and go when they are undone there', async () => {
    await openPage(REMOVED);
    await control('link "All saved analyses"');
    await db.labels.add({ name: 'water' });
    const id = await deleteLabel('water', AT);
    await eventually(() => expect(rows()).toEqual([['Deleted the label “water”', DAYS]]));
    expect(readPage(document).said).not.toContain('Nothing was removed or changed');
    await db.journal.update(id ?? '', { undoneAt: NOW });
    await eventually(() => expect(readPage(document).said).toContain('Nothing was removed or changed'));
  });

  it('pass the focus to the next row, then to the row above, and at last to the heading', async () => {
    await some();
    await openPage(REMOVED);
    const steps = [
      ['Undo: Deleted the label “water”', `Undo: Archived, ${FERRY.headline}`],
      [`Undo: Archived, ${FERRY.headline}`, 'Undo: Deleted the label “tolls”'],
      ['Undo: Deleted the label “tolls”', 'h1 Recently removed'],
      [`Undo: Removed, ${CONTRACT.headline}`, 'h1 Recently removed'],
    ] as const;
    for (const [name, next] of steps) {
      const button = await control(`button "${name}"`);
      button.focus();
      button.click();
      await eventually(() => expect(focused()).toBe(next));
    }
    expect(readPage(document).said).toContain('Nothing was removed or changed in the last 30 days.');
  });

  it('stay if a later change has replaced them, and the page says so', async () => {
    await changeReadingState(['ferry'], 'archive', AT);
    await changeReadingState(['ferry'], 'mark-read', AT + 1);
    await openPage(REMOVED);
    await press(`button "Undo: Archived, ${FERRY.headline}"`);
    await said(
      'Not undone, because it was changed again later. ' +
        'If “Recently removed” lists the later change, undo that one first.',
    );
    expect(rows().map(([name]) => name)).toEqual(['Marked as read', 'Archived']);
    await press(`button "Undo: Marked as read, ${FERRY.headline}"`);
    await eventually(() => expect(rows().map(([name]) => name)).toEqual(['Archived']));
    await press(`button "Undo: Archived, ${FERRY.headline}"`);
    await eventually(() => expect(rows()).toEqual([]));
    expect((await db.saved.get('ferry'))?.state).toBe('unread');
  });

  it('say which analyses stay as they are', async () => {
    await changeReadingState(['ferry', 'ports', 'contract'], 'archive', AT);
    await db.saved.update('ports', { state: 'read' });
    await openPage(REMOVED);
    await press('button "Undo: Archived, 3 analyses"');
    await said(
      '2 analyses: no longer archived. 1 analysis stays as it is, because you have changed it since.',
    );
  });

  it('say that another page has undone them', async () => {
    const id = await changeReadingState(['ferry'], 'archive', AT);
    await openPage(REMOVED);
    const button = await control(`button "Undo: Archived, ${FERRY.headline}"`);
    const [entry] = await db.journal.toArray();
    await db.journal.update(id ?? '', { undoneAt: NOW });
    button.click();
    await said('This was undone already, or can no longer be undone.');
    expect((await db.saved.get('ferry'))?.state).toBe('archived');
    expect(entry?.undoneAt).toBeUndefined();
  });

  it('offer the replaced words of a note again', async () => {
    await storeNote('ferry', 'Who sings?', '', AT);
    await storeNote('ferry', 'Who signed?', 'Who sings?', AT);
    await openPage(REMOVED);
    await press(`button "Undo: Changed the note, ${FERRY.headline}"`);
    await said(`“${FERRY.headline}”: the earlier note is back. Undo`);
    expect((await db.saved.get('ferry'))?.note).toBe('Who sings?');
    expect(rows()).toEqual([['Changed the note', FERRY.headline, '“Who signed?”', expect.any(String)]]);
    await press('button "Undo"');
    await eventually(async () => expect((await db.saved.get('ferry'))?.note).toBe('Who signed?'));
  });

  it.each([
    ['water', ['Deleted the label “water”']],
    ['FERRY talks', ['Archived']],
    ['nowhere', []],
  ])('are found by their names: %s', async (q, names) => {
    await some();
    await openPage(`${REMOVED}&q=${encodeURIComponent(q)}`);
    await eventually(() => expect(rows().map(([name]) => name)).toEqual(names));
    expect(readPage(document).said.includes(`Nothing found for “${q}”`)).toBe(names.length === 0);
  });

  it.each(['#view=all', '#view=removed&lens=rulebook'])('are not listed at %s, but counted', async (hash) => {
    await some();
    await openPage(`/library.html${hash}`);
    await eventually(() =>
      expect(readPage(document).offered.join('\n')).toContain('link "Recently removed 4"'),
    );
    await settled();
    expect(rows()).toEqual([]);
  });

  it('cannot be undone in a private window', async () => {
    await some();
    visit(undefined, { isPrivate: true });
    await openPage(REMOVED);
    await eventually(() =>
      expect(undoButtons()).toContain('button "Undo: Deleted the label “tolls”" disabled'),
    );
  });

  it('are shown in part if there are many, and the reader can show all', async () => {
    for (let n = 0; n < 60; n++) {
      await db.labels.add({ name: `label ${n}` });
      await deleteLabel(`label ${n}`, AT + n);
    }
    await openPage(REMOVED);
    await eventually(() => expect(rows()).toHaveLength(50));
    expect(readPage(document).offered).toContain('link "Recently removed 60" current');
    await press('button "10 more"');
    await eventually(() => expect(rows()).toHaveLength(60));
    expect(focused()).toBe('Undo: Deleted the label “label 9”');
  });
});

describe('the key z', () => {
  const key = (): void => {
    const event = new KeyboardEvent('keydown', { key: 'z', bubbles: true, cancelable: true });
    (document.activeElement ?? document.body).dispatchEvent(event);
  };

  const NOTHING = 'Nothing to undo since you opened this page. “Recently removed” lists earlier changes.';

  it('undoes the changes since the page was opened, from the last to the first, and says each', async () => {
    await changeReadingState(['ports'], 'archive', AT);
    await openPage('/library.html#view=all');
    await control(`button "${FERRY.headline}"`);
    await db.labels.add({ name: 'water' });
    await deleteLabel('water', NOW);
    await removeSaved('ferry', NOW + 1);
    for (const words of [
      `“${FERRY.headline}”: in your library again.`,
      'The label “water” is back.',
      NOTHING,
    ]) {
      key();
      await said(words);
    }
    expect((await db.saved.get('ports'))?.state).toBe('archived');
  });

  it('does nothing in a private window, or if single letters are switched off', async () => {
    await db.labels.add({ name: 'water' });
    await deleteLabel('water', NOW + DAY);
    await browser.storage.local.set({ letterKeys: false });
    await openPage('/library.html#view=all');
    await control(`button "${FERRY.headline}"`);
    key();
    await settled();
    closePage();
    await browser.storage.local.set({ letterKeys: true });
    visit(undefined, { isPrivate: true });
    await openPage('/library.html#view=all');
    await control(`button "${PORTS.headline}"`);
    key();
    await settled();
    expect(await db.labels.count()).toBe(0);
    expect(readPage(document).live).toEqual([]);
  });
});
