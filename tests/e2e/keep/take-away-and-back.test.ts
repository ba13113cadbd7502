import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../build.ts';
import { picture } from '../harness/pictures.ts';
import { openReadyReader, type Reader } from '../harness/reader.ts';
import { pageSurface, press, tabTo, until, untilSaid, untilState } from '../harness/surface.ts';

/** Tests that the reader can export a library and import it again, with real storage and only the keyboard. */

const FERRY = 'ferry-talks-merrow-strait';

describe.each(BROWSERS)('an exported library in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReadyReader(name);
  });
  afterAll(() => reader.close());

  it('restores an analysis with its note, highlight and state after everything was deleted', async () => {
    const article = await reader.visit(reader.sample.page('a desktop host').address);
    const popup = await reader.pressButton(article);
    await untilState(popup, 'matched');
    await press(popup, 'button', 'Save');
    await until('it is saved with its text', async () => (await reader.saved(FERRY))?.textState === 'kept');
    await popup.close();
    await article.close();
    await reader.ask(async (api, id) => {
      const change = (changeName: string, args: unknown[]): Promise<unknown> =>
        api.runtime.sendMessage({ type: 'change', name: changeName, args });
      await change('storeNote', [id, 'Ask again\non July 14', '']);
      await change('addLabel', [[id], 'water']);
      const place = { section: 0, start: 0, endSection: 0, end: 5, version: '1' };
      const words = { exact: 'After', prefix: '', suffix: ' fourteen', comment: 'Why?' };
      await change('addHighlight', [id, { id: 'h1', ...place, ...words, createdAt: 1_750_000_000_000 }]);
      await change('changeReadingState', [[id], 'archive']);
    }, FERRY);
    const before = await reader.saved(FERRY);
    expect(before).toMatchObject({ note: 'Ask again\non July 14', labels: ['water'], state: 'archived' });

    const library = await reader.open('/library.html');
    await untilSaid(pageSurface(library), 'Export');
    // Keep the exported file in memory and prevent its download. Otherwise the browser would save it to a folder.
    await library.evaluate(() => {
      const make = URL.createObjectURL.bind(URL);
      Object.assign(globalThis, { files: [] });
      URL.createObjectURL = (blob: Blob) => {
        (globalThis as unknown as { files: Blob[] }).files.push(blob);
        return make(blob);
      };
      HTMLAnchorElement.prototype.click = () => {};
    });
    await library.focus('[role=searchbox], input[type=search]');
    await tabTo(library, 'Export');
    await library.keyboard.press('Enter');
    await untilSaid(pageSurface(library), 'Export your library');
    await picture(pageSurface(library), name, 'export-dialog');
    await tabTo(library, 'Save the file');
    await library.keyboard.press('Enter');
    await untilSaid(pageSurface(library), 'Written: civic-lens-library-');
    const file = await library.evaluate(async () => {
      const [blob] = (globalThis as unknown as { files: Blob[] }).files;
      return blob ? await blob.text() : '';
    });
    expect(JSON.parse(file)).toMatchObject({ format: 'civic-lens-library', version: 1 });
    await library.close();

    const options = await reader.open('/options.html');
    await press(pageSurface(options), 'button', 'Delete everything');
    await press(pageSurface(options), 'button', 'Yes, delete everything');
    await until('everything is deleted', async () => (await reader.count('saved')) === 0);
    await options.close();

    const empty = await reader.open('/library.html');
    await untilSaid(pageSurface(empty), 'Import');
    await empty.focus('[role=searchbox], input[type=search]');
    await tabTo(empty, 'Import');
    await empty.keyboard.press('Enter');
    await untilSaid(pageSurface(empty), 'Choose a file');
    await picture(pageSurface(empty), name, 'import-dialog');
    await empty.evaluate((content) => {
      const chosen = new DataTransfer();
      chosen.items.add(new File([content], 'library.json'));
      const input = document.querySelector<HTMLInputElement>('dialog input[type=file]');
      if (!input) throw new Error('There is no choice of files.');
      input.files = chosen.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    }, file);
    await untilSaid(pageSurface(empty), 'library.json was read.');
    await picture(pageSurface(empty), name, 'import-report');
    expect(await reader.saved(FERRY)).toEqual(before);
    expect(await reader.query('savedText', FERRY)).toMatchObject({ sections: expect.any(Array) });

    await tabTo(empty, 'Undo this import');
    await empty.keyboard.press('Enter');
    await untilSaid(pageSurface(empty), 'The import of library.json was undone.');
    expect(await reader.count('saved')).toBe(0);
    await empty.close();
  });
});
