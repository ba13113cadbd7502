// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readFirstRows } from '../../components/library/first-rows.ts';
import { browser } from '../unit/fake-browser.ts';
import { save } from './database.ts';
import { freshDevice } from './fresh-device.ts';
import { closePage, openPage, settled } from './open-page.ts';
import { receiveIndex } from './publication.ts';

beforeEach(async () => {
  await freshDevice();
  await receiveIndex();
});
afterEach(closePage);

it.each([1, 2, 3, 4, 5, 6])(
  'the first rows stay, even if the page gets all saved analyses before the result of read %d of the settings',
  async (late) => {
    await save('ferry');
    await save('ports');
    const read = browser.storage.local.get.bind(browser.storage.local);
    const { promise, resolve } = Promise.withResolvers<void>();
    const rows: (Element | null)[] = [];
    const observer = new MutationObserver(() => rows.push(document.querySelector('[data-analysis="ferry"]')));
    observer.observe(document, { childList: true, subtree: true });
    let reads = 0;
    vi.spyOn(browser.storage.local, 'get').mockImplementation((async (keys: unknown) => {
      if (JSON.stringify(keys).includes('librarySort') && ++reads === late) await promise;
      return read(keys as string);
    }) as typeof read);
    try {
      await openPage('/library.html');
      await settled();
      resolve();
      await settled();
    } finally {
      vi.restoreAllMocks();
      observer.disconnect();
    }
    const shown = rows.slice(rows.findIndex(Boolean));
    expect(new Set(shown).size).toBe(1);
  },
);

it('a failure to read the first rows is reported, except a failure of the database, which the page shows', async () => {
  const bug = new TypeError("Cannot read properties of undefined (reading 'card')");
  const errors = vi.spyOn(console, 'error').mockReturnValue();
  const read = vi.spyOn(browser.storage.local, 'get');
  read.mockRejectedValueOnce(new DOMException('Internal error.', 'UnknownError'));
  readFirstRows();
  read.mockRejectedValueOnce(bug);
  readFirstRows();
  await vi.waitFor(() => expect(errors).toHaveBeenCalled());
  expect(errors.mock.calls).toEqual([['Civic Lens, read the first rows: unexpected error.', bug]]);
});
