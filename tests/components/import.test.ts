// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../lib/db/database.ts';
import { freshDevice } from './fresh-device.ts';
import './modal-dialogs.ts';
import { closePage, control, eventually, openPage, press } from './open-page.ts';
import { receiveIndex } from './publication.ts';
import { FERRY_PAGE } from './sample-cards.ts';
import { describeStates } from './states.ts';
import { IMPORT, IMPORT_WITHOUT_LIST } from './transfer/import.states.ts';
import { pocket, untilSaid } from './transfer/import-page.ts';

describeStates('the import dialog', IMPORT);
describeStates('an import before the whole list of analyses has arrived', IMPORT_WITHOUT_LIST);

describe('a file that the reader drops on the library', () => {
  beforeEach(async () => {
    await freshDevice();
    await receiveIndex();
  });
  afterEach(closePage);

  const FILE = pocket(`Ferry,${FERRY_PAGE},1700000000,water,unread`);

  /** Drags something over an element and drops it. Returns for both events whether the page prevented the default. */
  function drop(
    target: EventTarget | null,
    dragged: { readonly types: readonly string[]; readonly files: readonly File[] },
  ): [dragover: boolean, drop: boolean] {
    const [over, dropped] = ['dragover', 'drop'].map((name) => {
      const event = new Event(name, { bubbles: true, cancelable: true });
      target?.dispatchEvent(Object.assign(event, { dataTransfer: dragged }));
      return event.defaultPrevented;
    });
    return [over === true, dropped === true];
  }
  const files = { types: ['Files'], files: [FILE] };

  it('is imported', async () => {
    await openPage('/library.html');
    await control('button "Import"');
    expect(drop(document.querySelector('main'), files)).toEqual([true, true]);
    await untilSaid('pocket.csv was read.')();
    expect((await db.saved.toArray()).map(({ id }) => id)).toEqual(['ferry']);
  });

  it('is imported if the reader drops it beside the open import dialog, or in this dialog', async () => {
    await openPage('/library.html');
    await press('button "Import"');
    await control('file "Choose a file"');
    expect(drop(document.querySelector('dialog'), files)).toEqual([true, true]);
    await untilSaid('1 analysis saved')();
    await press('button "Import another file"');
    await control('file "Choose a file"');
    expect(drop(document.querySelector('.drop-zone'), files)).toEqual([true, true]);
    await untilSaid('1 was there already')();
    expect(await db.journal.count()).toBe(1);
  });

  it('is neither opened by the browser nor imported while the export dialog is open', async () => {
    await openPage('/library.html');
    await press('button "Export"');
    await control('button "Save the file"');
    expect(drop(document.querySelector('dialog'), files)).toEqual([true, true]);
    await eventually(() =>
      expect(document.querySelector('dialog h2')?.textContent).toBe('Export your library'),
    );
    expect(await db.saved.count()).toBe(0);
  });

  it('is handled by the page, unlike words that the reader drops on the search box', async () => {
    await openPage('/library.html');
    const box = await control('searchbox "Search your library"');
    expect(drop(box, { types: ['text/plain'], files: [] })).toEqual([false, false]);
  });
});
