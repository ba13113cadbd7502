// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HINTED_FORMS, SEARCH_FORMS } from '../../components/library/search-forms.ts';
import { examplesOf } from '../../components/library/search-forms-list.tsx';
import { addLabel } from '../../lib/library/labels.ts';
import { FILTERS, parseQuery } from '../../lib/search/query/query.ts';
import { browser } from '../unit/fake-browser.ts';
import { save } from './database.ts';
import { freshDevice } from './fresh-device.ts';
import './modal-dialogs.ts';
import { closePage, control, eventually, openPage, press, settled } from './open-page.ts';
import { receiveIndex } from './publication.ts';
import { FERRY } from './sample-cards.ts';
import { readPage } from './shown.ts';
import { NOW } from './times.ts';

/** Tests the list of the search syntax in the dialog of keys, and the hint below the empty search box. */

const TITLE = 'Keyboard shortcuts and search';
const BOX = 'searchbox "Search your library"';
const HINT = 'For example "clean water", -oil or is:unread.';

/** Presses a key on the focused element. Returns whether the browser would then type the character. */
function key(name: string, more: KeyboardEventInit = {}): boolean {
  const event = new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more });
  return (document.activeElement ?? document.body).dispatchEvent(event);
}

const box = async (): Promise<HTMLInputElement> => (await control(BOX)) as HTMLInputElement;

const dialog = (): HTMLElement | null => document.querySelector('dialog');

const dialogIsOpen = (): Promise<void> =>
  eventually(() => expect(dialog()?.querySelector('h2')?.textContent).toBe(TITLE));

/** Returns the examples in the dialog, each with its description. */
const listed = (): [example: string | null, says: string | null | undefined][] =>
  [...document.querySelectorAll('.forms-list button')].map((button) => [
    button.textContent,
    document.getElementById(button.getAttribute('aria-describedby') ?? '')?.textContent,
  ]);

beforeEach(async () => {
  await freshDevice();
  await receiveIndex();
});
afterEach(closePage);

describe('the list of the search syntax', () => {
  const forms = Object.keys(SEARCH_FORMS);

  it('has every filter of the grammar, and also words, phrases and excluded words', () => {
    expect([...forms].sort()).toEqual([...FILTERS, 'word', 'phrase', 'without'].sort());
  });

  it.each([
    ['without names', {}],
    ['with names', { lens: 'The Rulebook', topic: 'water', outlet: 'A "new" Gazette', label: '"a' }],
  ])('has an example of each form %s', (_, names) => {
    for (const [form, example] of Object.entries(examplesOf(names, new Date(NOW)))) {
      const { terms } = parseQuery(example);
      const isWithout = form === 'without';
      const type = isWithout ? 'word' : form;
      const found = terms.map((term) => [term.type, term.isNegated]);
      expect([form, found]).toEqual([form, terms.map(() => [type, isWithout])]);
      expect(terms.length).toBeGreaterThan(0);
    }
  });

  it('has the examples of the hint', () => {
    const examples = examplesOf({}, new Date(NOW));
    expect(Object.entries(HINTED_FORMS).map(([form, example]) => [form, example()])).toEqual(
      Object.keys(HINTED_FORMS).map((form) => [form, examples[form as keyof typeof examples]]),
    );
  });

  it('is the second part of the dialog of keys, with names from the library', async () => {
    await save('ferry');
    await addLabel(['ferry'], 'to do');
    await openPage('/library.html');
    await control(`button "${FERRY.headline}"`);
    key('?');
    await dialogIsOpen();
    expect(listed()).toEqual([
      ['clean water', 'All of these words, or longer words that begin with them'],
      ['"clean water"', 'Exactly these words, one after the other'],
      ['-oil', 'Without this word. The minus sign works before all of these forms.'],
      ['lens:"Global Power Plays"', 'In this lens'],
      ['topic:shipping', 'With this topic'],
      ['outlet:"Northern Ledger – World"', 'About articles of this outlet'],
      ['label:"to do"', 'With this label'],
      ['no:label', 'Without a label'],
      ['is:unread', 'In this state: unread, reading, read, archived, saved'],
      ['has:note', 'With your own words or marks: note, highlight'],
      ['after:2026-07', 'Published on this day, in this month or year, or later'],
      ['before:2026', 'Published before this day, month or year'],
    ]);
    expect(readPage(document).headings.slice(-3)).toEqual([TITLE, 'Keys', 'Search']);
    expect(dialog()?.textContent).toContain('Single letters can be switched off in Options.');
  });

  it('has the name of a lens from the list of analyses if nothing is saved', async () => {
    await openPage('/library.html');
    await press('button "More"');
    await press(`menuitem "${TITLE}"`);
    await dialogIsOpen();
    const examples = listed().map(([example]) => example);
    expect(examples.slice(3, 7)).toEqual([
      'lens:"Global Power Plays"',
      'topic:name',
      'outlet:name',
      'label:name',
    ]);
  });
});

describe('a chosen example', () => {
  /** Chooses an example in the dialog. The search box must then have the focus, with the caret after the example. */
  const choose = async (example: string): Promise<void> => {
    await dialogIsOpen();
    await press(`button "${example}"`);
    const field = await box();
    await eventually(() => expect(field.value).toBe(example));
    expect(dialog()).toBeNull();
    expect(document.activeElement).toBe(field);
    expect([field.selectionStart, field.selectionEnd]).toEqual([example.length, example.length]);
  };

  it.each<[from: string, to: string]>([
    ['', '#q=is%3Aunread'],
    ['#view=unread&lens=rulebook', '#view=unread&lens=rulebook&q=is%3Aunread'],
    ['#view=all&q=ferry', '#view=all&q=is%3Aunread'],
    ['#view=all&analysis=ferry', '#view=all&q=is%3Aunread'],
    ['#view=removed', '#view=all&q=is%3Aunread'],
    ['#view=highlights', '#view=highlights&q=is%3Aunread'],
    ['#view=corrections', '#view=corrections&q=is%3Aunread'],
    ['#view=new', '#view=all&q=is%3Aunread'],
  ])('at the address "%s" is searched for at "%s", and "Back" returns', async (from, to) => {
    await save('ferry');
    await openPage(`/library.html${from}`);
    await settled();
    key('?');
    await choose('is:unread');
    expect(location.hash).toBe(to);
    history.back();
    await eventually(() => expect(location.hash).toBe(from));
  });

  it('can be the query that is already in the box', async () => {
    await openPage('/library.html#q=is%3Aunread');
    await settled();
    key('?');
    await choose('is:unread');
  });
});

describe('the hint below the search box', () => {
  const isShown = (wanted: boolean): Promise<void> =>
    eventually(() => expect(readPage(document).said.includes(HINT)).toBe(wanted));

  it('is shown while the box is empty and has the focus, and describes the box', async () => {
    await openPage('/library.html');
    const field = await box();
    await isShown(false);
    expect(readPage(document).hints['Search your library']).toBe(`${HINT} All forms of a search ?`);
    field.focus();
    await isShown(true);
    field.value = 'w';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await isShown(false);
    expect(readPage(document).hints['Search your library']).toBeUndefined();
    field.value = '';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await isShown(true);
    field.blur();
    await isShown(false);
  });

  it('closes with the first Escape, and the second Escape leaves the box', async () => {
    await openPage('/library.html');
    const field = await box();
    field.focus();
    await isShown(true);
    key('Escape');
    await isShown(false);
    expect(document.activeElement).toBe(field);
    key('Escape');
    expect(document.activeElement).not.toBe(field);
    field.focus();
    await isShown(true);
  });

  it('stays while the focus is on its button, which opens the list and returns the focus to the box', async () => {
    await openPage('/library.html');
    const field = await box();
    field.focus();
    const help = await control('button "All forms of a search ?"');
    help.focus();
    await isShown(true);
    const showModal = vi.spyOn(HTMLDialogElement.prototype, 'showModal');
    let opener: Element | null = null;
    showModal.mockImplementationOnce(() => {
      opener = document.activeElement;
    });
    help.click();
    await dialogIsOpen();
    await eventually(() => expect(opener).toBe(field));
  });

  it('leads to the list with ? only while the box is empty: in a query, ? is an ordinary character', async () => {
    await openPage('/library.html#q=ferry');
    const field = await box();
    field.focus();
    expect(key('?')).toBe(true);
    await settled();
    expect(dialog()).toBeNull();
    field.value = '';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await isShown(true);
    expect(key('?')).toBe(false);
    await dialogIsOpen();
  });

  it.each<[what: string, name: string, more: KeyboardEventInit]>([
    ['?', '?', {}],
    ['the Arabic question mark', '؟', { code: 'Slash', shiftKey: true }],
  ])('leads to the list with %s, even if single letters are switched off', async (_, name, more) => {
    await browser.storage.local.set({ letterKeys: false });
    await openPage('/library.html');
    await settled();
    key(name, more);
    await settled();
    expect(dialog()).toBeNull();
    (await box()).focus();
    key(name, more);
    await dialogIsOpen();
    expect(dialog()?.textContent).toContain('Single letters are switched off in Options.');
    await press('button "is:unread"');
    await eventually(() => expect(location.hash).toBe('#q=is%3Aunread'));
    key(name, more);
    await settled();
    expect(dialog()).toBeNull();
  });
});

it('Escape closes an open dialog and does not end the selection behind it', async () => {
  await save('ferry');
  await openPage('/library.html#view=all');
  (await control(`button "${FERRY.headline}"`)).focus();
  key('x');
  await control('button "Select all"');
  key('?');
  await dialogIsOpen();
  key('Escape');
  await press('button "Close"');
  await eventually(() => expect(dialog()).toBeNull());
  expect(document.querySelector('[role=toolbar]')).not.toBeNull();
  key('Escape');
  await eventually(() => expect(document.querySelector('[role=toolbar]')).toBeNull());
});
