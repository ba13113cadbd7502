// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { db } from '../../lib/db/database.ts';
import { deleteLabel } from '../../lib/library/labels.ts';
import { storeNote } from '../../lib/library/notes.ts';
import { changeReadingState } from '../../lib/library/reading-states.ts';
import { removeAll } from '../../lib/library/removed-analyses.ts';
import { visit } from './browser-and-tab.ts';
import { AT, DAYS, onDeviceWithThree, REMOVED, rows, said, undoButtons } from './library/undoable-changes.ts';
import { control, eventually, openPage, press, settled } from './open-page.ts';
import { CONTRACT, FERRY } from './sample-cards.ts';
import { readPage } from './shown.ts';
import { NOW } from './times.ts';

/** Tests the list of changes in "Recently removed", apart from what differs between the kinds of changes. */

onDeviceWithThree();

const focused = (): string => {
  const { activeElement: element } = document;
  return element?.getAttribute('aria-label') ?? `${element?.localName} ${element?.textContent}`;
};

describe('the changes in "Recently removed"', () => {
  const some = async (): Promise<void> => {
    await changeReadingState(['ferry'], 'archive', AT);
    await db.labels.bulkAdd([{ name: 'water' }, { name: 'tolls' }]);
    await deleteLabel('water', AT + 1);
    await removeAll(['contract'], AT + 2);
    await deleteLabel('tolls', AT + 3);
  };

  it('are listed below the removed analyses, the latest change first, and are counted with them', async () => {
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

  it('are counted in every view, but read only for the view that lists them', async () => {
    let read = 0;
    const tables = [db.journal, db.removed];
    const count = <Read>(record: Read): Read => {
      read++;
      return record;
    };
    for (const table of tables) table.hook('reading', count);
    await some();
    read = 0;
    await openPage('/library.html#view=all');
    await control('link "Recently removed 4"');
    await changeReadingState(['ports'], 'archive', AT + 4);
    await control('link "Recently removed 5"');
    expect(read).toBe(0);
    await press('link "Recently removed 5"');
    await eventually(() => expect(undoButtons()).toHaveLength(5));
    expect(read).toBeGreaterThan(0);
    for (const table of tables) table.hook('reading').unsubscribe(count);
  });

  it('are read before the page can say that there are none', async () => {
    await changeReadingState(['ferry'], 'archive', AT);
    let wasEmpty = false;
    const observer = new MutationObserver(() => {
      wasEmpty ||= document.querySelector('.empty-list') !== null;
    });
    observer.observe(document, { subtree: true, childList: true });
    await openPage(REMOVED);
    await control(`button "Undo: Archived, ${FERRY.headline}"`);
    observer.disconnect();
    expect(wasEmpty).toBe(false);
  });

  it('appear as soon as another page makes them, and disappear as soon as it undoes them', async () => {
    await openPage(REMOVED);
    await control('link "All saved analyses"');
    await db.labels.add({ name: 'water' });
    const id = await deleteLabel('water', AT);
    await eventually(() => expect(rows()).toEqual([['Deleted the label “water”', DAYS]]));
    expect(readPage(document).said).not.toContain('Nothing was removed or changed');
    await db.journal.update(id ?? '', { undoneAt: NOW });
    await eventually(() => expect(readPage(document).said).toContain('Nothing was removed or changed'));
  });

  it('pass the focus, when undone, to the row below, or else to the row above, or else to the heading', async () => {
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

  it('do not move the focus if Undo was refused and another change disappears later', async () => {
    await changeReadingState(['ferry'], 'archive', AT);
    await db.saved.update('ferry', { state: 'read' });
    await db.labels.add({ name: 'water' });
    const id = await deleteLabel('water', AT + 1);
    await openPage(REMOVED);
    await press(`button "Undo: Archived, ${FERRY.headline}"`);
    await eventually(() => expect(readPage(document).live.join()).toContain('Not undone'));
    (document.activeElement as HTMLElement).blur();
    await db.journal.update(id ?? '', { undoneAt: NOW });
    await eventually(() => expect(rows()).toHaveLength(1));
    expect(document.activeElement).toBe(document.body);
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

  it('can be undone in part, and the page says how many analyses stay as they are', async () => {
    await changeReadingState(['ferry', 'ports', 'contract'], 'archive', AT);
    await db.saved.update('ports', { state: 'read' });
    await openPage(REMOVED);
    await press('button "Undo: Archived, 3 analyses"');
    await said(
      '2 analyses: no longer archived. 1 analysis stays as it is, because you have changed it since.',
    );
  });

  it('cannot be undone twice, and the page says so if another page has undone them', async () => {
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

  it('of a note list the words that Undo has replaced, and can bring these back', async () => {
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

  it.each(['#view=all', '#view=removed&lens=rulebook'])('are counted at %s, but not listed', async (hash) => {
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

  it('are listed in part if there are many, with a button that lists the rest', async () => {
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
