import { afterEach, beforeEach, expect } from 'vitest';
import { save } from '../database.ts';
import { freshDevice } from '../fresh-device.ts';
import { closePage, eventually } from '../open-page.ts';
import { receiveIndex } from '../publication.ts';
import { readPage } from '../shown.ts';
import { DAY, NOW } from '../times.ts';

/** A device with three saved analyses, and what the library shows of changes that can be undone. */

/** Address of the view "Recently removed". */
export const REMOVED = '/library.html#view=removed';
/** When the tests make their changes. */
export const AT = NOW - DAY;
/** The text that says when a change at `AT` was made, and until when the reader can undo it. */
export const DAYS = '2 Jul · until 1 Aug';

/** Returns the texts of each row in the list of changes. */
export const rows = (): string[][] =>
  [...document.querySelectorAll('.undoable li')].map((row) =>
    [...row.querySelectorAll('p')].map(({ textContent }) => textContent),
  );
export const undoButtons = (): string[] =>
  readPage(document).offered.filter((name) => name.startsWith('button "Undo: '));
export const said = (words: string): Promise<void> =>
  eventually(() => expect(readPage(document).live).toContain(words));

/** Sets up each test with a device that has three saved analyses, and closes the page after the test. */
export function onDeviceWithThree(): void {
  beforeEach(async () => {
    await freshDevice();
    await receiveIndex();
    for (const [n, id] of ['ferry', 'ports', 'contract'].entries()) await save(id, undefined, AT - n);
  });
  afterEach(closePage);
}
