// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { db } from '../../lib/db/database.ts';
import { storeFilter } from '../../lib/library/saved-searches.ts';
import { save } from './database.ts';
import './modal-dialogs.ts';
import { control, eventually, openPage, press, write } from './open-page.ts';
import { readPage } from './shown.ts';
import { withSearchWorker } from './with-search-worker.ts';

/**
 * Tests searches that the reader saves under a name. The search is real; the search worker's code runs in the thread of
 * the test.
 */

const stored = async (): Promise<string[]> =>
  (await db.filters.toArray()).map(({ name, address }) => `${name}: ${address}`);

/** Waits until the rail lists these saved searches, as "name count". */
const railLists = (...wanted: readonly string[]): Promise<void> =>
  eventually(() => {
    const heading = [...document.querySelectorAll('.rail h2')].find(
      ({ textContent }) => textContent === 'Saved searches',
    );
    const links = [...(heading?.nextElementSibling?.querySelectorAll('a') ?? [])];
    expect(links.map(({ textContent }) => textContent.trim())).toEqual(wanted);
  });

withSearchWorker(async () => {
  for (const id of ['ferry', 'ports', 'contract']) await save(id);
});

describe('a search', () => {
  it('can be saved under a name, which is in the rail, with a count, and is the title of the list', async () => {
    await openPage('/library.html#view=unread&lens=rulebook&analysis=ferry');
    await press('button "Save this search"');
    const name = (await control('textbox "Name"')) as HTMLInputElement;
    expect(name.value).toBe('Unread, The Rulebook');
    await write('textbox "Name"', ' Rules   to read ');
    await press('button "Save"');
    await railLists('Rules to read 2');
    expect(await stored()).toEqual(['Rules to read: view=unread&lens=rulebook']);
    await eventually(() => expect(readPage(document).live).toContain('Saved the search “Rules to read”.'));
    const { offered, headings } = readPage(document);
    expect(headings).toContain('Rules to read');
    expect(offered.filter((one) => / current$/.test(one))).toEqual([
      'link "Rules to read 2" current',
      'button "Happened" current',
    ]);
  });

  it('has a count, which includes unsaved analyses, and which is updated after a change', async () => {
    await storeFilter('The ferry', 'q=ferry');
    await storeFilter('All rules', 'lens=rulebook');
    await storeFilter('Unread words', 'view=unread&q=the');
    await openPage('/library.html');
    await railLists('All rules 3', 'The ferry 1', 'Unread words 3');
    await db.saved.update('ferry', { state: 'archived' });
    await railLists('All rules 3', 'The ferry 1', 'Unread words 2');
  });

  it('opens from the rail with its words in the search box', async () => {
    await storeFilter('The ferry', 'q=ferry');
    await openPage('/library.html');
    await press('link "The ferry 1"');
    await eventually(() => expect(location.hash).toBe('#q=ferry'));
    expect(((await control('searchbox "Search your library"')) as HTMLInputElement).value).toBe('ferry');
    await control('button "Saved search"');
  });

  it('cannot be saved under the name of another saved search', async () => {
    await storeFilter('The ferry', 'q=ferry');
    await openPage('/library.html#q=ports');
    await press('button "Save this search"');
    await write('textbox "Name"', 'The ferry');
    await press('button "Save"');
    await eventually(() =>
      expect(readPage(document).live).toContain('Another saved search has this name already.'),
    );
    expect(await stored()).toEqual(['The ferry: q=ferry']);
  });

  it('can be renamed, with Undo', async () => {
    await storeFilter('The ferry', 'q=ferry');
    await openPage('/library.html');
    await press('button "Change “The ferry”"');
    await write('textbox "Name"', 'Crossings');
    await press('button "Rename"');
    await railLists('Crossings 1');
    await eventually(() => expect(readPage(document).live).toContain('Renamed to “Crossings”. Undo'));
    await press('button "Undo"');
    await railLists('The ferry 1');
  });

  it('can be deleted, with Undo', async () => {
    await storeFilter('The ferry', 'q=ferry');
    await openPage('/library.html#q=ferry');
    await press('button "Saved search"');
    await press('button "Delete"');
    await railLists();
    await eventually(() =>
      expect(readPage(document).live).toContain('Deleted the saved search “The ferry”. Undo'),
    );
    await press('button "Undo"');
    await railLists('The ferry 1');
  });

  it('can be saved even if it was typed in the list of corrections', async () => {
    await openPage('/library.html#view=corrections&q=ferry');
    await press('button "Save this search"');
    await write('textbox "Name"', 'The ferry');
    await press('button "Save"');
    await railLists('The ferry 1');
    expect(await stored()).toEqual(['The ferry: view=corrections&q=ferry']);
  });

  it.each([
    '',
    '#view=unread',
    '#view=corrections',
    '#view=removed',
    '#view=new',
    '#view=highlights&q=ferry',
  ])('cannot be saved at "%s"', async (hash) => {
    await openPage(`/library.html${hash}`);
    await control('link "The Rulebook 2"');
    expect(readPage(document).offered).not.toContain('button "Save this search"');
  });
});
