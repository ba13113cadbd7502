import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../build.ts';
import { sampleHeadline } from '../../sample/content.ts';
import { picture } from '../harness/pictures.ts';
import { openReadyReader, type Reader } from '../harness/reader.ts';
import { namesOf, pageSurface, press, until, untilSaid, untilState } from '../harness/surface.ts';

/** Tests backups in the browser's real private file system, and the release of texts that frees storage. */

const ID = 'ferry-talks-merrow-strait';

describe.each(BROWSERS)('in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReadyReader(name);
    const page = await reader.visit(reader.sample.page('a desktop host').address);
    const popup = await reader.pressButton(page);
    await untilState(popup, 'matched');
    await press(popup, 'button', 'Save');
    await until('the analysis is saved', async () => (await reader.saved(ID))?.textState === 'kept');
    await popup.close();
    await page.close();
  });
  afterAll(() => reader.close());
  afterEach(() => {
    reader.sample.answering = undefined;
  });

  it('a sync makes a backup, from which the reader restores an analysis that was deleted for good', async () => {
    await reader.sync();
    await until('the backup is made', async () => (await reader.query('backups')).length === 1);
    await deleteForGood(reader, ID);
    expect(await reader.saved(ID)).toBeUndefined();
    const options = await reader.open('/options.html');
    const surface = pageSurface(options);
    await untilSaid(surface, 'The last was made');
    const [restore = ''] = (await namesOf(surface, 'button')).filter((button) => /^Restore/.test(button));
    await press(surface, 'button', restore);
    await untilSaid(surface, '1 analysis comes back.');
    await untilSaid(surface, sampleHeadline(ID));
    await options.evaluate(() => document.querySelector('.backup-preview')?.scrollIntoView({ block: 'end' }));
    await picture(surface, name, 'options-backup');
    await press(surface, 'button', 'Restore all');
    await untilSaid(surface, '1 analysis restored.');
    expect((await reader.saved(ID))?.textState).toBe('kept');
    expect(await reader.count('savedTexts')).toBe(1);
    await options.close();
  });

  it('offline, the library says why a released text is missing; online, it fetches and keeps the text', async () => {
    await reader.ask(
      (api, id) =>
        api.runtime.sendMessage({ type: 'change', name: 'changeReadingState', args: [[id], 'mark-read'] }),
      ID,
    );
    const options = await reader.open('/options.html');
    const surface = pageSurface(options);
    await press(surface, 'radio', 'None');
    await until('no months of texts are kept', async () => (await reader.count('texts')) === 0);
    const [release = ''] = await until('a text can be released', async () => {
      const found = (await namesOf(surface, 'button')).filter((button) => /^Release the text/.test(button));
      return found.length > 0 && found;
    });
    await options.evaluate(() => document.querySelector('.make-room')?.scrollIntoView({ block: 'end' }));
    await picture(surface, name, 'options-storage');
    await press(surface, 'button', release);
    await untilSaid(surface, 'Released 1 text.');
    expect((await reader.saved(ID))?.textState).toBe('released');
    expect(await reader.count('savedTexts')).toBe(0);
    await options.close();
    // For its first view, the popup has copied the text to `storage.session`. Delete this copy, as a restart of the
    // browser would.
    await reader.ask((api) => api.storage.session.clear());

    reader.sample.answering = (_, response) => {
      response.destroy();
      return true;
    };
    const page = await reader.open(`/library.html#analysis=${ID}`);
    const library = pageSurface(page);
    await untilSaid(library, 'You released this text to make room.');
    await untilSaid(library, 'Try again');
    await picture(library, name, 'library-released');
    reader.sample.answering = undefined;
    await press(library, 'button', 'Try again');
    await untilSaid(library, 'The text that you released is on this device again.');
    await until('the text is kept again', async () => (await reader.saved(ID))?.textState === 'kept');
    expect(await reader.count('savedTexts')).toBe(1);
    expect(await namesOf(library, 'heading')).toContain('What to watch next');
    await page.close();
  });

  it('Delete everything deletes the backups', async () => {
    const options = await reader.open('/options.html');
    const surface = pageSurface(options);
    // When the list of backups appears, it moves the button. So wait for the list.
    await until('the backups are listed', async () =>
      (await namesOf(surface, 'button')).some((button) => button.startsWith('Restore …')),
    );
    await press(surface, 'button', 'Delete everything');
    await press(surface, 'button', 'Yes, delete everything');
    await untilSaid(surface, 'Everything was deleted.');
    expect(await reader.query('backups')).toEqual([]);
    await options.close();
  });
});

/** Deletes an analysis and its text, as if the reader had removed it more than 30 days ago. */
async function deleteForGood(reader: Reader, id: string): Promise<void> {
  await reader.ask(
    (_, key) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('civic-lens');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const changing = opening.result.transaction(['saved', 'savedTexts'], 'readwrite');
          changing.objectStore('saved').delete(key);
          changing.objectStore('savedTexts').delete(key);
          changing.onabort = () => reject(changing.error);
          changing.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    id,
  );
}
