// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../../lib/db/database.ts';
import { indexState } from '../../lib/db/index-state.ts';
import { removeAll } from '../../lib/library/removed-analyses.ts';
import { exportFile } from '../../lib/transfer/run-export.ts';
import { WORDS } from '../unit/transfer/file-words.ts';
import { save } from './database.ts';
import { freshDevice } from './fresh-device.ts';
import './modal-dialogs.ts';
import { closePage, control, eventually, openPage, press } from './open-page.ts';
import { receiveIndex } from './publication.ts';
import { FERRY, PORTS } from './sample-cards.ts';

const LIBRARY = '/library.html';

/** The files that the page offered for download, keyed by name. */
let downloads: Map<string, Blob>;

beforeEach(async () => {
  await freshDevice();
  downloads = new Map();
  const blobs = new Map<string, Blob>();
  URL.createObjectURL = (blob) => {
    const address = `blob:${blobs.size}`;
    blobs.set(address, blob as Blob);
    return address;
  };
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    const blob = blobs.get(this.getAttribute('href') ?? '');
    if (blob) downloads.set(this.download, blob);
  });
  await receiveIndex();
});
afterEach(() => {
  closePage();
  vi.restoreAllMocks();
});

const said = (): string => (document.querySelector('dialog')?.textContent ?? '').replace(/\s+/g, ' ').trim();

/** The forms that the export dialog offers; the chosen one is marked with "*". */
const forms = (): string[] =>
  [...document.querySelectorAll<HTMLInputElement>('dialog input[name=form]')].map(
    (input) => (input.checked ? '*' : '') + (input.closest('label')?.textContent ?? ''),
  );

/** Stores a lens that has a feed. */
async function addLensFeed(): Promise<void> {
  const index = await indexState();
  if (!index) throw new Error('There is no index.');
  const lens = { id: 'a', name: 'A', feed: 'https://noligarchy.us/lens/a/feed' };
  const withFeed: typeof index = { ...index, lenses: [lens] };
  await db.state.put(withFeed);
}

/** Chooses an option of the export dialog by the start of its words. */
const chooseOption = (words: string): void =>
  [...document.querySelectorAll('dialog label')]
    .find(({ textContent }) => textContent?.startsWith(words))
    ?.querySelector('input')
    ?.click();

/** Chooses a file in the file dialog, as the reader does. */
async function choose(content: string, name: string): Promise<void> {
  const input = await eventually(() => {
    const found = document.querySelector<HTMLInputElement>('dialog input[type=file]');
    if (!found) throw new Error('There is no choice of files.');
    return found;
  });
  Object.defineProperty(input, 'files', { value: [new File([content], name)], configurable: true });
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

const [ferry, ports] = [FERRY, PORTS].map(({ sources }) => sources?.[0]);
const addressOf = (source: unknown): string =>
  typeof source === 'string' ? source : String((source as { url?: string } | undefined)?.url);

describe('the export dialog', () => {
  it('writes the whole library as JSON, and says so', async () => {
    await save('ferry');
    await openPage(LIBRARY);
    await press('button "Export"');
    await press('button "Save the file"');
    await eventually(() =>
      expect(said()).toMatch(/Written: civic-lens-library-.+\.json, \d.*kB\. The browser has stored it/),
    );
    const [[name, blob] = []] = [...downloads];
    expect(name).toMatch(/^civic-lens-library-\d{4}-\d\d-\d\d\.json$/);
    const file = JSON.parse(await (blob as Blob).text());
    expect(file.saved.map(({ card }: { card: { id: string } }) => card.id)).toEqual(['ferry']);
  });

  it.each([
    ['Table of analyses (CSV)', /^civic-lens-analyses-.+\.csv$/],
    ['Table of highlights (CSV)', /^civic-lens-highlights-.+\.csv$/],
    ['Bookmarks (HTML)', /^civic-lens-bookmarks-.+\.html$/],
    ['One page to read anywhere (HTML)', /^civic-lens-library-.+\.html$/],
    ['Markdown files (ZIP)', /^civic-lens-markdown-.+\.zip$/],
  ])('writes %s', async (form, name) => {
    await save('ferry');
    await openPage(LIBRARY);
    await press('button "Export"');
    const radio = await eventually(() => {
      const label = [...document.querySelectorAll('dialog label')].find(({ textContent }) =>
        textContent?.startsWith(form),
      );
      if (!label) throw new Error(`There is no form ${form}.`);
      return label.querySelector('input') as HTMLInputElement;
    });
    radio.click();
    await press('button "Save the file"');
    await eventually(() => expect([...downloads.keys()]).toEqual([expect.stringMatching(name)]));
  });

  it('offers the feeds of the lenses only if the publication has some', async () => {
    await openPage(LIBRARY);
    await press('button "Export"');
    await eventually(() => expect(forms()).toContainEqual(expect.stringContaining('Bookmarks (HTML)')));
    expect(forms()).not.toContainEqual(expect.stringContaining('OPML'));
    await press('button "Close"');
    await addLensFeed();
    await press('button "Export"');
    await eventually(() =>
      expect(forms()).toContainEqual(expect.stringContaining('Feeds of the lenses (OPML)')),
    );
    chooseOption('Feeds');
    await press('button "Save the file"');
    await eventually(() => expect(downloads.size).toBe(1));
    const [[name, blob] = []] = [...downloads];
    expect(name).toMatch(/^civic-lens-feeds-.+\.opml$/);
    expect(await (blob as Blob).text()).toContain('xmlUrl="https://noligarchy.us/lens/a/feed"');
  });

  it('can export only the shown list instead of the whole library', async () => {
    await save('ferry');
    await save('ports');
    await db.saved.update('ports', { state: 'archived' });
    await openPage('/library.html#view=archive');
    await press('button "Export"');
    await eventually(() => expect(said()).toContain('The whole libraryOnly this list: 1 analysis'));
    const [, onlyList] = document.querySelectorAll<HTMLInputElement>('dialog input[name=what]');
    onlyList?.click();
    await press('button "Save the file"');
    await eventually(() => expect(downloads.size).toBe(1));
    const file = JSON.parse(await ([...downloads.values()][0] as Blob).text());
    expect(file.saved.map(({ card }: { card: { id: string } }) => card.id)).toEqual(['ports']);
  });
});

it('the export dialog offers the feeds of the lenses only for the whole library', async () => {
  await save('ferry');
  await save('ports');
  await db.saved.update('ports', { state: 'archived' });
  await addLensFeed();
  await openPage('/library.html#view=archive');
  await press('button "Export"');
  await eventually(() => expect(forms()).toContainEqual(expect.stringContaining('OPML')));
  chooseOption('Feeds');
  await eventually(() => expect(forms()).toContainEqual(expect.stringMatching(/^\*Feeds/)));
  chooseOption('Only this list');
  await eventually(() => expect(forms()).not.toContainEqual(expect.stringContaining('OPML')));
  expect(forms()[0]).toMatch(/^\*/);
  await press('button "Save the file"');
  await eventually(() =>
    expect([...downloads.keys()]).toEqual([expect.stringMatching(/^civic-lens-library-.+\.json$/)]),
  );
});

it('the library prints whole analyses in place of its page', async () => {
  await save('ferry');
  await db.saved.update('ferry', { note: 'My note on it' });
  let printed = '';
  vi.stubGlobal('print', () => {
    printed = document.querySelector('.print-sheet')?.textContent ?? '';
    dispatchEvent(new Event('afterprint'));
  });
  await openPage(LIBRARY);
  await press('button "Export"');
  await eventually(() => {
    const last = [...document.querySelectorAll<HTMLInputElement>('dialog input[name=form]')].at(-1);
    if (!last) throw new Error('There is no form.');
    last.click();
  });
  await press('button "Print"');
  await eventually(() => expect(printed).toContain(FERRY.headline));
  expect(printed).toContain('My note on it');
  expect(document.querySelector('.print-sheet')).toBeNull();
});

describe('the import dialog', () => {
  it('restores an exported library', async () => {
    await save('ferry');
    await save('ports');
    const { content } = await exportFile('json', WORDS);
    const file = await content.text();
    await Promise.all([db.saved.clear(), db.savedTexts.clear()]);
    await openPage(LIBRARY);
    await press('button "Import"');
    await choose(file, 'library.json');
    await eventually(() => expect(said()).toContain('Import finished'));
    expect(said()).toContain('library.json was read.2 analyses saved');
    expect((await db.saved.toCollection().primaryKeys()).sort()).toEqual(['ferry', 'ports']);
  });

  it('reports what was imported, what could not be read and why, and can undo the import', async () => {
    await save('ports');
    await openPage(LIBRARY);
    await press('button "Import"');
    const rows = [
      'URL,Title,Selection,Folder,Timestamp',
      `${addressOf(ferry)}?utm_source=x,Ferry,My words,Archive,1700000000`,
      `${addressOf(ports)},Ports,,City,1700000000`,
      'https://elsewhere.example/2026/an-article-of-another-day,Other,,,1700000000',
      ',Nothing,,,1700000000',
      'javascript:alert(1),Script,,,1700000000',
    ];
    await choose(rows.join('\n'), 'instapaper.csv');
    await eventually(() => expect(said()).toContain('Import finished'));
    expect(said()).toContain(
      'instapaper.csv was read.1 analysis saved1 was there already, labels and notes added1 address has no analysis',
    );
    expect(said()).toContain('2 lines could not be read');
    expect(said()).toContain('Line 5: no address instapaper.csv');
    expect(said()).toContain('Line 6: “javascript:” is not opened instapaper.csv');
    expect(await db.saved.get('ferry')).toMatchObject({
      state: 'archived',
      note: 'My words',
      savedAt: 1_700_000_000_000,
    });
    expect((await db.saved.get('ports'))?.labels).toEqual(['City']);

    await press('button "Tell me if one comes (1)"');
    await eventually(() => expect(said()).toContain('You will be told if an analysis of 1 address comes'));
    expect((await db.waiting.toArray()).map(({ address }) => address)).toEqual([
      'https://elsewhere.example/2026/an-article-of-another-day',
    ]);

    await press('button "Undo this import"');
    await eventually(() => expect(said()).toContain('The import of instapaper.csv was undone.'));
    expect(await db.saved.get('ferry')).toBeUndefined();
    expect((await db.saved.get('ports'))?.labels).toBeUndefined();
    expect(await db.labels.count()).toBe(0);
    expect(await db.waiting.count()).toBe(0);
    expect(said()).not.toContain('You will be told');
  });

  it('says what to do about a file that it cannot read', async () => {
    await openPage(LIBRARY);
    await press('button "Import"');
    await choose('PK\u0003\u0004', 'pocket.zip');
    await eventually(() =>
      expect(said()).toContain('pocket.zip is a compressed archive. Unpack it, then choose the file in it.'),
    );
    await choose('Dear reader,', 'letter.txt');
    await eventually(() =>
      expect(said()).toContain('The form of letter.txt is not known, so nothing was imported.'),
    );
  });

  it('saves an analysis that the reader had removed, and offers to undo this', async () => {
    await save('ferry');
    await removeAll(['ferry']);
    await openPage(LIBRARY);
    await press('button "Import"');
    await choose(`url\n${addressOf(ferry)}\n`, 'list.csv');
    await eventually(() => expect(said()).toContain('1 analysis saved'));
    expect(await db.removed.count()).toBe(0);
    await control('button "Undo this import"');
  });
});
