import type { ServerResponse } from 'node:http';
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, GRANTED } from '../../build.ts';
import { placeOf } from '../../sample/server.ts';
import { picture } from '../harness/pictures.ts';
import { openReader, openReadyReader, type Reader } from '../harness/reader.ts';
import { pageSurface, press, tabTo, until, untilSaid, untilState } from '../harness/surface.ts';

/** Tests with real storage that the reader can export a library and import it again. */

const FERRY = 'ferry-talks-merrow-strait';
const MARKDOWN = 'Markdown files (ZIP) One file for each analysis, for Obsidian and other note programs.';
const TABLE = 'Table of analyses (CSV) One row for each analysis, for a spreadsheet.';
const HIGHLIGHTS = 'Table of highlights (CSV) With the columns that Readwise imports.';
const BOOKMARKS = 'Bookmarks (HTML) For browsers and bookmark programs.';

/** Keeps exported files in memory, and prevents their download, which would write them to a folder. */
async function keepFiles(library: Page): Promise<void> {
  await library.evaluate(() => {
    const make = URL.createObjectURL.bind(URL);
    Object.assign(globalThis, { files: [] });
    URL.createObjectURL = (blob: Blob) => {
      (globalThis as unknown as { files: Blob[] }).files.push(blob);
      return make(blob);
    };
    HTMLAnchorElement.prototype.click = () => {};
  });
}

/** Returns the last exported file. */
async function lastFile(library: Page): Promise<Buffer> {
  const base64 = await library.evaluate(async () => {
    const blob = (globalThis as unknown as { files: Blob[] }).files.at(-1);
    const reader = new FileReader();
    await new Promise((resolve) => {
      reader.onload = resolve;
      reader.readAsDataURL(blob ?? new Blob());
    });
    return String(reader.result).replace(/^[^,]*,/, '');
  });
  return Buffer.from(base64, 'base64');
}

/** Exports the library in a form that the open dialog offers, and returns the file. */
async function exportAs(library: Page, form: string): Promise<Buffer> {
  const written = (): Promise<number> =>
    library.evaluate(() => (globalThis as unknown as { files: Blob[] }).files.length);
  const before = await written();
  await press(pageSurface(library), 'radio', form);
  await press(pageSurface(library), 'button', 'Save the file');
  await until(`"${form}" is written`, async () => (await written()) > before);
  return lastFile(library);
}

/** Chooses a file in the open import dialog. */
async function choose(library: Page, content: string, name: string): Promise<void> {
  await untilSaid(pageSurface(library), 'Choose a file');
  await library.evaluate(
    (text, fileName) => {
      const chosen = new DataTransfer();
      chosen.items.add(new File([text], fileName));
      const input = document.querySelector<HTMLInputElement>('dialog input[type=file]');
      if (!input) throw new Error('The dialog has no field for a file.');
      input.files = chosen.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    },
    content,
    name,
  );
}

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
    await keepFiles(library);
    await library.focus('[role=searchbox], input[type=search]');
    await tabTo(library, 'Export');
    await library.keyboard.press('Enter');
    await untilSaid(pageSurface(library), 'Export your library');
    await picture(pageSurface(library), name, 'export-dialog');
    await tabTo(library, 'Save the file');
    await library.keyboard.press('Enter');
    await untilSaid(pageSurface(library), 'Written: civic-lens-library-');
    const file = String(await lastFile(library));
    expect(JSON.parse(file)).toMatchObject({ format: 'civic-lens-library', version: 1 });

    const zip = unzipSync(await exportAs(library, MARKDOWN));
    expect(Object.keys(zip)).toEqual([`${FERRY}.md`]);
    const markdown = strFromU8(zip[`${FERRY}.md`] ?? new Uint8Array());
    expect(markdown).toMatch(/^---\ntitle: "/);
    for (const words of ['Ask again\non July 14', 'Why?', '"water"', '"archived"', '## What happened'])
      expect(markdown).toContain(words);
    const table = String(await exportAs(library, TABLE));
    expect(table).toMatch(/^\ufeffid,headline,url,source,/);
    expect(table).toContain(`\r\n${FERRY},`);
    expect(table).toContain(',water,"Ask again\non July 14",archived,');
    const highlights = String(await exportAs(library, HIGHLIGHTS)).split('\r\n');
    expect(highlights[0]).toBe('Highlight,Title,Author,URL,Note,Location,Date');
    expect(highlights[1]).toMatch(/^After,.*,Why\?,1,2025-06-15 15:06:40$/);
    const bookmarks = String(await exportAs(library, BOOKMARKS));
    expect(bookmarks).toMatch(/^<!DOCTYPE NETSCAPE-Bookmark-file-1>/);
    expect(bookmarks).toContain('TAGS="water"');
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
    await choose(empty, file, 'library.json');
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

/** The manifest of the companion index. Without it, the list of analyses cannot arrive. */
const MANIFEST = '/.well-known/civic-lens/index.json';

describe.each(BROWSERS)('an import before the first sync has ended, in %s', (name) => {
  let reader: Reader;
  /** Requests for the manifest that wait for their answer. */
  const held: ServerResponse[] = [];

  beforeAll(async () => {
    reader = await openReader(name, {
      variant: GRANTED,
      prepare: (sample) => {
        sample.answering = ({ path }, response) => path === MANIFEST && held.push(response) > 0;
      },
    });
    // This call opens the page in which `reader.saved` runs. If it opened later, it would be in front of the library.
    await reader.tabs();
  });
  afterAll(() => reader.close());

  it('waits for the list, can be cancelled, and finds the analyses when the list arrives', async () => {
    const rows = [
      'title,url,time_added,tags,status',
      `Ferry,${reader.sample.page('a desktop host').address},1700000000,water|ports,archive`,
      'Other,https://elsewhere.example/2026/an-article-of-another-day,1700000000,,unread',
    ];
    const file = rows.join('\n');
    const library = await reader.open('/library.html');
    const surface = pageSurface(library);
    await press(surface, 'button', 'Import');
    await choose(library, file, 'pocket.csv');
    await untilSaid(surface, 'The list of analyses has not arrived yet');
    await picture(surface, name, 'import-waits-for-list');
    await library.keyboard.press('Escape');
    await untilSaid(surface, 'Cancelled. Nothing of pocket.csv was added.');
    await library.keyboard.press('Escape');
    await until('the dialog is closed', () => library.evaluate(() => !document.querySelector('dialog')));

    await press(surface, 'button', 'Import');
    await choose(library, file, 'pocket.csv');
    await untilSaid(surface, 'The list of analyses has not arrived yet');
    reader.sample.answering = undefined;
    for (const response of held.splice(0)) response.end(reader.sample.file(MANIFEST));
    await untilSaid(surface, 'pocket.csv was read. 1 analysis saved 1 address has no analysis');
    expect(await reader.saved(FERRY)).toMatchObject({
      ...{ labels: ['water', 'ports'], savedAt: 1_700_000_000_000, state: 'archived' },
    });
    await press(surface, 'button', 'Close');

    await keepFiles(library);
    await press(surface, 'button', 'Export');
    await press(
      surface,
      'radio',
      'One page to read anywhere (HTML) Opens in every browser, without Civic Lens.',
    );
    await press(surface, 'button', 'Save the file');
    await untilSaid(surface, 'Written: civic-lens-library-');
    const address = 'https://elsewhere.example/exported';
    reader.sample.saved.set(placeOf(address), { body: await lastFile(library) });
    await library.close();

    const page = await reader.visit(address);
    const [order, language, target] = await page.evaluate(() => [
      [...document.body.children].map(({ localName }) => localName),
      document.documentElement.lang,
      document.querySelector<HTMLAnchorElement>('nav a')?.hash,
    ]);
    expect([order, target]).toEqual([['h1', 'nav', 'article'], '#a1']);
    expect(language).toMatch(/^en\b/);
    await page.close();
  });
});
