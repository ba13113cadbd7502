// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../lib/db/database.ts';
import { addLabel } from '../../lib/library/labels.ts';
import { save } from './database.ts';
import { freshDevice } from './fresh-device.ts';
import './modal-dialogs.ts';
import { closePage, eventually, openPage, press, write } from './open-page.ts';
import { receiveIndex } from './publication.ts';
import { readPage } from './shown.ts';

/** Tests how the reader chooses the sign before a label, renames the label and deletes it. */

/** Returns the labels as they are drawn in an element. */
const drawn = (within: string): (string | null)[] =>
  [...document.querySelectorAll(`${within} span[dir=auto]`)].map(({ textContent }) => textContent);

/** Closes the dialog with its own button: the toast below the dialog has a button with the same name. */
function closeDialog(): void {
  document.querySelector<HTMLElement>('dialog button[aria-label="Close"]')?.click();
}

beforeEach(async () => {
  await freshDevice();
  await receiveIndex();
  await save('ferry');
  await addLabel(['ferry'], 'water');
});
afterEach(closePage);

describe('the sign of a label', () => {
  it('is chosen by name, and shown in the rail, in rows, in filters and among the labels', async () => {
    await openPage('/library.html#view=all&label=water');
    await eventually(() => expect(drawn('.rail')).toEqual(['# water']));
    await press('button "Change “water”"');
    await eventually(() =>
      expect(readPage(document).offered.filter((one) => one.startsWith('radio'))).toEqual([
        'radio "Hash" checked',
        'radio "Star" not checked',
        'radio "Check mark" not checked',
        'radio "Exclamation mark" not checked',
        'radio "Question mark" not checked',
        'radio "Section sign" not checked',
        'radio "Flag" not checked',
        'radio "Musical note" not checked',
        'radio "Infinity" not checked',
        'radio "Sun" not checked',
      ]),
    );
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Hash');
    await press('radio "Flag"');
    await eventually(() => expect(drawn('.rail')).toEqual(['⚑ water']));
    expect(drawn('.row-facts')).toEqual(['⚑ water']);
    expect(drawn('.filter-chips')).toEqual(['⚑ water']);
    expect(await db.labels.toArray()).toEqual([{ name: 'water', glyph: '⚑' }]);
    closeDialog();
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'l', bubbles: true }));
    await eventually(() => expect(drawn('.label-list')).toEqual(['⚑ water']));
  });

  it('can be changed back with Undo once the dialog is closed', async () => {
    await openPage('/library.html');
    await press('button "Change “water”"');
    await press('radio "Star"');
    await eventually(() => expect(drawn('.rail')).toEqual(['★ water']));
    await press('radio "Flag"');
    await eventually(() => expect(drawn('.rail')).toEqual(['⚑ water']));
    closeDialog();
    await eventually(() =>
      expect(readPage(document).live).toContain('Changed the sign of the label “water”. Undo'),
    );
    await press('button "Undo"');
    await eventually(() => expect(drawn('.rail')).toEqual(['# water']));
    await eventually(() => expect(readPage(document).live).toContain('Undone.'));
  });

  it('is the usual one again once the reader chooses "Hash"', async () => {
    await db.labels.put({ name: 'water', glyph: '♣' });
    await openPage('/library.html');
    await eventually(() => expect(drawn('.rail')).toEqual(['♣ water']));
    await press('button "Change “water”"');
    await eventually(() => expect(readPage(document).offered).toContain('radio "♣" checked'));
    await press('radio "Hash"');
    await eventually(() => expect(drawn('.rail')).toEqual(['# water']));
    expect(await db.labels.toArray()).toEqual([{ name: 'water' }]);
  });
});

describe('a label', () => {
  it('keeps its sign when the reader renames it, its list stays open, and Undo restores the name', async () => {
    await db.labels.put({ name: 'water', glyph: '★' });
    await openPage('/library.html#label=water');
    await press('button "Change “water”"');
    await write('textbox "Name"', 'rivers');
    await press('button "Rename"');
    await eventually(() => expect(drawn('.row-facts')).toEqual(['★ rivers']));
    expect(location.hash).toBe('#label=rivers');
    await eventually(() => expect(readPage(document).live).toContain('Renamed to “rivers”. Undo'));
    await press('button "Undo"');
    await eventually(() => expect(drawn('.rail')).toEqual(['★ water']));
    await eventually(() => expect(drawn('.row-facts')).toEqual(['★ water']));
    expect(location.hash).toBe('#label=water');
  });

  it('keeps a long name that was imported', async () => {
    const long = 'Notes on the crossing of the strait of Merrow, for the winter timetable';
    await db.labels.put({ name: long });
    await db.saved.update('ferry', { labels: [long] });
    await openPage('/library.html');
    await press(`button "Change “${long}”"`);
    await press('button "Rename"');
    await press(`button "Change “${long}”"`);
    await press('radio "Flag"');
    await eventually(() => expect(drawn('.rail')).toEqual([`⚑ ${long}`]));
    expect((await db.labels.toArray()).map(({ name }) => name)).toEqual([long, 'water']);
  });

  it('gets its name back by Undo, and the list that the reader opened after the renaming stays open', async () => {
    await openPage('/library.html#label=water');
    await press('button "Change “water”"');
    await write('textbox "Name"', 'rivers');
    await press('button "Rename"');
    await eventually(() => expect(readPage(document).live).toContain('Renamed to “rivers”. Undo'));
    await eventually(() => expect(drawn('.rail')).toEqual(['# rivers']));
    expect(location.hash).toBe('#label=rivers');
    await press('link "All 1"');
    await eventually(() => expect(location.hash).toBe('#view=all'));
    await press('button "Undo"');
    await eventually(() => expect(drawn('.rail')).toEqual(['# water']));
    expect(location.hash).toBe('#view=all');
  });

  it('can be deleted and restored by Undo, and the library shows all analyses after the deletion', async () => {
    await openPage('/library.html#label=water');
    await press('button "Change “water”"');
    await press('button "Delete"');
    await eventually(() => expect(drawn('.rail')).toEqual([]));
    expect(location.hash).toBe('');
    await eventually(() => expect(readPage(document).live).toContain('Deleted the label “water”. Undo'));
    await press('button "Undo"');
    await eventually(() => expect(drawn('.rail')).toEqual(['# water']));
  });
});
