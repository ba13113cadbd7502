// @vitest-environment jsdom
import { options } from 'preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../lib/db/database.ts';
import type { ReadingState } from '../../lib/db/records.ts';
import { save } from './database.ts';
import { freshDevice } from './fresh-device.ts';
import './modal-dialogs.ts';
import { closePage, control, eventually, focusedAnalysis, openPage, press, settled } from './open-page.ts';
import { goOffline, receiveIndex } from './publication.ts';
import { CONTRACT, FERRY, PORTS } from './sample-cards.ts';
import { controlNamed, readPage } from './shown.ts';
import { DAY, NOW } from './times.ts';

/** Tests what the keys and the menu of the library do with the open analysis. */

const IDS = ['ferry', 'ports', 'contract'] as const;

/** Presses a key on the focused element. */
function key(name: string, more: KeyboardEventInit = {}): void {
  const event = new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more });
  (document.activeElement ?? document.body).dispatchEvent(event);
}

const states = async (): Promise<(ReadingState | undefined)[]> =>
  (await db.saved.bulkGet([...IDS])).map((saved) => saved?.state);

const focused = (): string | undefined => {
  const { activeElement: element } = document;
  return element ? `${element.localName} ${element.textContent}` : undefined;
};

const isOpen = (hash: string, headline: string): Promise<void> =>
  eventually(() => {
    expect(location.hash).toBe(hash);
    expect(document.querySelector('article h1')?.textContent).toBe(headline);
  });

beforeEach(async () => {
  await freshDevice();
  await receiveIndex();
  for (const [n, id] of IDS.entries()) await save(id, undefined, NOW - DAY - n);
});
afterEach(closePage);

describe('after archiving', () => {
  it('an analysis, the next one opens, and its row takes the focus from the row before', async () => {
    await openPage('/library.html#view=unread');
    await press(`button "${FERRY.headline}"`);
    (await control(`button "${FERRY.headline}"`)).focus();
    key('a');
    await isOpen('#view=unread&analysis=ports', PORTS.headline);
    await eventually(() => expect(focused()).toBe(`button ${PORTS.headline}`));
    expect(await states()).toEqual(['archived', 'unread', 'unread']);
    expect(readPage(document).live).toContain('Archived. Undo');
  });

  it('the last analysis of the list, the one above it opens', async () => {
    await openPage('/library.html#view=all&analysis=contract');
    await control('button "Saved"');
    key('a');
    await isOpen('#view=all&analysis=ports', PORTS.headline);
    expect(await states()).toEqual(['unread', 'unread', 'archived']);
  });

  it('one analysis of a sorted list, the next one in that order opens', async () => {
    await openPage('/library.html#view=all&analysis=ferry');
    await press('button "Newest saved"');
    await press('menuitemradio "By outlet"');
    await eventually(() => {
      const rows = [...document.querySelectorAll<HTMLElement>('[data-analysis]')];
      expect(rows.map(({ dataset }) => dataset.analysis)).toEqual(['ports', 'ferry', 'contract']);
    });
    key('a');
    await isOpen('#view=all&analysis=contract', CONTRACT.headline);
  });

  it('through the menu, the next analysis takes the focus, and Undo stays', async () => {
    await openPage('/library.html#view=unread&analysis=ferry');
    await press('button "Saved"');
    await press('menuitem "Archive"');
    await isOpen('#view=unread&analysis=ports', PORTS.headline);
    await eventually(() => expect(focusedAnalysis()).toBe(PORTS.headline));
    await press('button "Undo"');
    await eventually(async () => expect(await states()).toEqual(['unread', 'unread', 'unread']));
  });

  it('a second analysis, the same message appears again, with its own Undo', async () => {
    await openPage('/library.html#view=unread');
    await control(`button "${FERRY.headline}"`);
    key('a');
    await eventually(() => expect(readPage(document).live).toContain('Archived. Undo'));
    await press('button "Close"');
    await eventually(() => expect(readPage(document).live).not.toContain('Archived. Undo'));
    key('a');
    await eventually(() => expect(readPage(document).live).toContain('Archived. Undo'));
    expect(await states()).toEqual(['archived', 'archived', 'unread']);
    await press('button "Undo"');
    await eventually(async () => expect(await states()).toEqual(['archived', 'unread', 'unread']));
  });

  it('an analysis, the next one opens even if its text is missing, and Undo stays', async () => {
    await db.saved.update('ports', { textState: 'pending' });
    for (const texts of [db.texts, db.savedTexts]) await texts.clear();
    goOffline();
    await openPage('/library.html#view=unread&analysis=ferry');
    await press('button "Saved"');
    await press('menuitem "Archive"');
    await isOpen('#view=unread&analysis=ports', PORTS.headline);
    await eventually(() => expect(readPage(document).live).toContain('Archived. Undo'));
    await settled();
    expect(readPage(document).live).toContain('Archived. Undo');
    await press('button "Saved"');
    await press('menuitem "Mark as read"');
    await eventually(() => expect(readPage(document).live).toContain('Marked as read. Undo'));
  });

  it('an open analysis that had already left the list, its former neighbour opens', async () => {
    await openPage('/library.html#view=unread&analysis=ports');
    await control('button "Saved"');
    await db.saved.update('ports', { state: 'reading' });
    await eventually(() => expect(document.querySelector('[data-count="2"]')).not.toBeNull());
    key('a');
    await isOpen('#view=unread&analysis=contract', CONTRACT.headline);
    expect(await states()).toEqual(['unread', 'archived', 'unread']);
  });

  it('several analyses of which one was open, the first remaining one below them opens', async () => {
    await openPage('/library.html#view=unread&analysis=ferry');
    await control('button "Saved"');
    const row = await control(`button "${PORTS.headline}"`);
    row.dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: true }));
    await press('button "Archive"');
    await isOpen('#view=unread&analysis=contract', CONTRACT.headline);
    expect(await states()).toEqual(['archived', 'archived', 'unread']);
  });

  it('several analyses of which none was open, none opens', async () => {
    await openPage('/library.html#view=unread');
    (await control(`button "${FERRY.headline}"`)).focus();
    key('x');
    await press('button "Select all"');
    await press('button "Archive"');
    await eventually(async () => expect(await states()).toEqual(['archived', 'archived', 'archived']));
    await settled();
    expect(location.hash).toBe('#view=unread');
    expect(document.querySelector('article')).toBeNull();
  });

  it('an analysis that was not open, the next row takes the focus, and nothing opens', async () => {
    await openPage('/library.html#view=all');
    (await control(`button "${FERRY.headline}"`)).focus();
    key('j');
    key('k');
    await settled();
    key('a');
    await eventually(() => expect(focused()).toBe(`button ${PORTS.headline}`));
    expect(location.hash).toBe('#view=all');
  });

  it('was undone with the same key, nothing else opens', async () => {
    await db.saved.update('ferry', { state: 'archived' });
    await openPage('/library.html#view=all&analysis=ferry');
    await control('button "Saved"');
    key('a');
    await eventually(async () => expect((await states())[0]).not.toBe('archived'));
    await settled();
    expect(location.hash).toBe('#view=all&analysis=ferry');
  });
});

describe('the key n', () => {
  const note = (): Promise<HTMLElement> => control('textbox "Note"');

  it('opens the analysis of the focused row, and moves the focus to its note', async () => {
    await openPage('/library.html#view=all');
    (await control(`button "${PORTS.headline}"`)).focus();
    key('j');
    key('n');
    await eventually(() => expect(location.hash).toMatch(/&analysis=/));
    const field = await note();
    await eventually(() => expect(document.activeElement).toBe(field));
    key('a');
    key('n');
    await settled();
    expect(await states()).toEqual(['unread', 'unread', 'unread']);
  });

  it('moves the focus to the note of the open analysis, and adds nothing to the history', async () => {
    await openPage('/library.html#view=all&analysis=ferry');
    const field = await note();
    expect(document.activeElement).not.toBe(field);
    const { length } = history;
    key('т', { code: 'KeyN' });
    await eventually(() => expect(document.activeElement).toBe(field));
    expect(history.length).toBe(length);
  });

  it('says that an analysis must be saved first', async () => {
    await openPage('/library.html#lens=rulebook&analysis=reservoir');
    await control('button "Save"');
    key('n');
    await eventually(() =>
      expect(readPage(document).live).toContain('Save the analysis first. It is not in your library yet.'),
    );
  });
});

describe('a key that the reader presses before the browser reports that a dialog is closed', () => {
  const title = (): string | null | undefined => document.querySelector('dialog[open] h2')?.textContent;

  it.each([
    ['another dialog', 'e', 'Export 1 analysis'],
    ['the same dialog', '?', 'Keyboard shortcuts and search'],
  ])('opens %s, which stays open', async (_, letter, name) => {
    await openPage('/library.html#view=all&analysis=ports');
    await control('button "Saved"');
    key('?');
    await control('button "Close"');
    const closed = document.querySelector('dialog');
    const isReported = new Promise((resolve) => closed?.addEventListener('close', resolve));
    // Browsers close a dialog on Escape at once, but report that in a task of its own.
    closed?.close();
    (document.activeElement as HTMLElement).blur();
    key(letter);
    await isReported;
    await eventually(() => expect(title()).toBe(name));
  });
});

describe('the key e', () => {
  const title = (): string | null | undefined => document.querySelector('dialog h2')?.textContent;

  it('opens the export of the current analysis', async () => {
    await openPage('/library.html#view=all&analysis=ferry');
    await control('button "Saved"');
    key('у', { code: 'KeyE' });
    await eventually(() => expect(title()).toBe('Export 1 analysis'));
  });

  it('opens the export of the selected analyses, as the menu of the selection does', async () => {
    await openPage('/library.html#view=all');
    (await control(`button "${FERRY.headline}"`)).focus();
    key('x');
    await press('button "Select all"');
    key('e');
    await eventually(() => expect(title()).toBe('Export 3 analyses'));
    await press('button "Close"');
    await press('button "More actions"');
    await press('menuitem "Export"');
    await eventually(() => expect(title()).toBe('Export 3 analyses'));
  });

  it('says that an analysis must be saved first', async () => {
    await openPage('/library.html#lens=rulebook&analysis=reservoir');
    await control('button "Save"');
    key('e');
    await eventually(() =>
      expect(readPage(document).live).toContain('Save the analysis first. It is not in your library yet.'),
    );
    expect(title()).toBeUndefined();
  });
});

describe('the list of keys', () => {
  it('names every key', async () => {
    await openPage('/library.html');
    await control(`button "${FERRY.headline}"`);
    key('?');
    await eventually(() => {
      const listed = [...document.querySelectorAll('.keys-list div')].map((row) => row.textContent);
      expect(listed).toEqual(
        expect.arrayContaining([
          'nWrite its note',
          'hHighlight, sentence by sentence',
          'eExport it, or what is selected',
          'zUndo the last change',
        ]),
      );
      expect(listed).toHaveLength(15);
    });
  });
});

describe('the dialog of labels', () => {
  const { requestAnimationFrame } = options;
  afterEach(() => {
    options.requestAnimationFrame = requestAnimationFrame;
  });

  it('moves the focus to the field for a new label', async () => {
    await openPage('/library.html#view=all');
    (await control(`button "${PORTS.headline}"`)).focus();
    // In a browser, the labels arrive before the next frame, and effects run after this frame. Delay the frame here, so
    // that effects run as late as in a browser.
    options.requestAnimationFrame = (paint) => setTimeout(paint, 50);
    key('l');
    await eventually(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Add label'));
  });
});

describe('Escape', () => {
  /** Selects an analysis. */
  const select = async (): Promise<void> => {
    await openPage('/library.html#view=all');
    (await control(`button "${FERRY.headline}"`)).focus();
    key('x');
    await control('button "Select all"');
  };

  it('closes a dialog, and keeps the selection', async () => {
    await select();
    key('?');
    await eventually(() => expect(document.querySelector('dialog h2')).not.toBeNull());
    document.querySelector<HTMLElement>('dialog button')?.focus();
    key('Escape');
    await settled();
    await control('button "Select all"');
  });

  it('leaves the search box, and keeps the selection', async () => {
    await select();
    document.querySelector<HTMLElement>('input[type=search]')?.focus();
    key('Escape');
    await settled();
    (await control(`button "${FERRY.headline}"`)).focus();
    await control('button "Select all"');
    key('Escape');
    await eventually(() => expect(controlNamed(document, 'button "Select all"')).toBeUndefined());
  });

  it('moves the focus to the active row if no element has the focus', async () => {
    await openPage('/library.html#view=all&analysis=ports');
    await control('button "Saved"');
    expect(document.activeElement).toBe(document.body);
    key('Escape');
    await eventually(() => expect(focused()).toBe(`button ${PORTS.headline}`));
    expect(location.hash).toBe('#view=all&analysis=ports');
  });

  it('closes the hint of the search box first; the next press moves the focus from the box to the list', async () => {
    await openPage('/library.html#view=all');
    await control(`button "${FERRY.headline}"`);
    document.querySelector<HTMLElement>('input[type=search]')?.focus();
    await eventually(() => expect(document.querySelector<HTMLElement>('.search-hint')?.hidden).toBe(false));
    key('Escape');
    await eventually(() => expect(document.querySelector<HTMLElement>('.search-hint')?.hidden).toBe(true));
    expect(document.activeElement?.localName).toBe('input');
    key('Escape');
    await eventually(() => expect(focused()).toBe(`button ${FERRY.headline}`));
  });

  it('moves the focus from the search box to the pane of an empty list', async () => {
    await openPage('/library.html#view=archive');
    await eventually(() => expect(document.querySelector('.empty-list')).not.toBeNull());
    document.querySelector<HTMLElement>('input[type=search]')?.focus();
    await settled();
    key('Escape');
    await settled();
    key('Escape');
    await eventually(() => expect(document.activeElement?.classList).toContain('library-list'));
  });

  it('closes the open analysis in a narrow window, where it hides the list', async () => {
    await openPage('/library.html#view=all&analysis=ports');
    await control('button "Saved"');
    const narrow = document.createElement('style');
    narrow.textContent = '.library.is-reading .library-list { display: none }';
    document.head.append(narrow);
    key('Escape');
    await eventually(() => expect(focused()).toBe(`button ${PORTS.headline}`));
    expect(location.hash).toBe('#view=all');
  });
});
