import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../build.ts';
import { picture } from '../harness/pictures.ts';
import { openReadyReader, type Reader } from '../harness/reader.ts';
import { namesOf, pageSurface, press, tabTo, until, untilSaid } from '../harness/surface.ts';

/** Tests the list of the library with real layout and storage. `tests/components` tests its words, views and keys. */

const SAVED = 300;
const MAX_ROWS = 60;

describe.each(BROWSERS)('the list of the library in %s', (name) => {
  let reader: Reader;
  let page: Page;

  beforeAll(async () => {
    reader = await openReadyReader(name);
    const filler = await reader.open('/options.html');
    await filler.evaluate(save, SAVED);
    await filler.close();
    page = await reader.open('/library.html#view=all');
    await untilCount(SAVED);
  });
  afterAll(() => reader.close());

  const untilCount = (count: number): Promise<unknown> =>
    until(`the list says ${count}`, () =>
      page.evaluate(
        (wanted) => document.querySelector(`[data-count="${wanted}"] [data-analysis]`) !== null,
        count,
      ),
    );
  /** Returns the number of drawn rows, the row that has the keyboard focus, and whether that row is in sight. */
  const rows = (): Promise<{ drawn: number; focused: string | undefined; inSight: boolean }> =>
    page.evaluate(() => {
      const row = document.activeElement?.closest<HTMLElement>('[data-analysis]');
      const box = row?.getBoundingClientRect();
      return {
        drawn: document.querySelectorAll('[data-analysis]').length,
        focused: row?.dataset.analysis,
        inSight: box !== undefined && box.top >= 0 && box.bottom <= innerHeight,
      };
    });
  const untilFocused = (id: string): Promise<unknown> =>
    until(`${id} has the focus`, async () => {
      const { focused, inSight } = await rows();
      return focused === id && inSight;
    });

  it('draws only rows in and near the window, but keys reach every row', async () => {
    await page.evaluate(() => document.querySelector<HTMLElement>('[data-analysis] button')?.focus());
    await page.keyboard.press('End');
    await untilFocused(`list-${SAVED - 1}`);
    expect((await rows()).drawn).toBeLessThanOrEqual(MAX_ROWS);
    await page.keyboard.press('ArrowUp');
    await untilFocused(`list-${SAVED - 2}`);
    await page.keyboard.press('Home');
    await untilFocused('list-0');
    expect((await rows()).drawn).toBeLessThanOrEqual(MAX_ROWS);
  });

  it('shows the row of the analysis that an address opens, however far down it is', async () => {
    await page.evaluate(() => {
      location.hash = '#view=all&analysis=list-200';
    });
    await until('the row is in sight', () =>
      page.evaluate(() => {
        const box = document.querySelector('[data-analysis="list-200"]')?.getBoundingClientRect();
        return box !== undefined && box.top >= 0 && box.bottom <= innerHeight;
      }),
    );
    await page.evaluate(() => {
      location.hash = '#view=all';
    });
  });

  it('opens the next analysis when the open analysis is archived, and moves the focus to its row', async () => {
    await page.evaluate(() => {
      location.hash = '#view=unread&analysis=list-10';
    });
    await until('the row is in sight', () =>
      page.evaluate(() => document.querySelector('[data-analysis="list-10"] button') !== null),
    );
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('[data-analysis="list-10"] button')?.focus();
    });
    await page.keyboard.press('a');
    await untilFocused('list-11');
    expect(await page.evaluate(() => location.hash)).toBe('#view=unread&analysis=list-11');
    await press(pageSurface(page), 'button', 'Undo');
    await untilCount(SAVED);
  });

  it('brings a deleted label back after a reload, by keyboard alone', async () => {
    await reader.ask((api) =>
      api.runtime.sendMessage({
        type: 'change',
        name: 'addLabel',
        args: [['list-1', 'list-2'], 'harbour'],
      }),
    );
    const library = pageSurface(page);
    const isInRail = async (): Promise<boolean> => (await namesOf(library, 'link')).includes('# harbour 2');
    await until('the label is in the rail', isInRail);
    await press(library, 'button', 'Change “harbour”');
    await press(library, 'button', 'Delete');
    await untilSaid(library, 'Deleted the label “harbour”.');
    await page.evaluate(() => {
      document.body.dataset.old = '';
      setTimeout(() => location.reload());
    });
    await until('the page has loaded again', () =>
      page.evaluate(
        () => document.body.dataset.old === undefined && document.querySelector('[data-analysis]') !== null,
      ),
    );
    expect(await isInRail()).toBe(false);

    await tabTo(page, 'Recently removed');
    await page.keyboard.press('Enter');
    await untilSaid(library, 'Deleted the label “harbour”');
    await picture(library, name, 'library-changes');
    await tabTo(page, 'Undo: Deleted the label “harbour”');
    await page.keyboard.press('Enter');
    await until('the label is back', isInRail);
    await untilSaid(library, 'The label “harbour” is back.');
    // The next row is about adding the label. The reader can undo this change, too.
    await until('the next row has the focus', () =>
      page.evaluate(
        () => document.activeElement?.getAttribute('aria-label') === 'Undo: Added the label “harbour”',
      ),
    );
    const labels = await Promise.all(['list-1', 'list-2'].map((id) => reader.saved(id)));
    expect(labels.map((saved) => saved?.labels)).toEqual([['harbour'], ['harbour']]);
  });

  it('undoes the last change with the key z', async () => {
    await page.evaluate(() => {
      location.hash = '#view=unread';
    });
    await untilCount(SAVED);
    await page.evaluate(() =>
      document.querySelector<HTMLElement>('[data-analysis="list-0"] button')?.focus(),
    );
    await page.keyboard.press('a');
    await untilCount(SAVED - 1);
    await page.keyboard.press('z');
    await untilCount(SAVED);
    await untilSaid(pageSurface(page), 'no longer archived.');
    await page.evaluate(() => {
      location.hash = '#view=all';
    });
  });

  it('keeps a search under a name, with the number of its results', async () => {
    await page.evaluate(() => {
      location.hash = '#q=harbour+is:unread';
    });
    await untilCount(SAVED);
    await press(pageSurface(page), 'button', 'Save this search');
    await until('the field has the focus', () =>
      page.evaluate(() => document.activeElement?.matches('dialog input') ?? false),
    );
    await page.keyboard.type('Harbour');
    await page.keyboard.press('Enter');
    const entry = `Harbour ${SAVED}`;
    await until('the search is in the rail', async () =>
      (await namesOf(pageSurface(page), 'link')).includes(entry),
    );
    await page.evaluate(() => {
      location.hash = '#view=all';
    });
    await press(pageSurface(page), 'link', entry);
    await until('the search is open', () =>
      page.evaluate(() => document.querySelector('h1')?.textContent === 'Harbour'),
    );
    await page.evaluate(() => {
      location.hash = '#view=all';
    });
  });

  it('keeps the visible rows in place if a row above them is removed', async () => {
    const first = (): Promise<string | undefined> =>
      page.evaluate(() => {
        const top = document.querySelector('.list-scroll')?.getBoundingClientRect().top ?? 0;
        const shown = [...document.querySelectorAll<HTMLElement>('[data-analysis]')];
        return shown.find((row) => row.getBoundingClientRect().bottom > top + 1)?.dataset.analysis;
      });
    await page.evaluate(() => document.querySelector('.list-scroll')?.scrollTo(0, 12_000));
    let before: string | undefined;
    await until('the rows at this place are drawn and stay', async () => {
      const last = before;
      before = await first();
      return before !== undefined && before !== 'list-0' && before === last;
    });
    await reader.ask((api) =>
      api.runtime.sendMessage({ type: 'change', name: 'removeSaved', args: ['list-3'] }),
    );
    await untilCount(SAVED - 1);
    await until('the same row is at the top', async () => (await first()) === before);
  });

  it('shows one pane at a time in a narrow window, and the browser’s "Back" returns to the list', async () => {
    await reader.resize(page, 320, 640);
    const isSeen = (selector: string): Promise<boolean> =>
      page.evaluate((wanted) => {
        const element = document.querySelector<HTMLElement>(wanted);
        return element !== null && element.getClientRects().length > 0;
      }, selector);
    await until('the list fills the window', async () => !(await isSeen('.library-reading')));
    await page.evaluate(() => {
      location.hash = '#view=all&analysis=list-0';
    });
    await until('the analysis fills the window', async () => !(await isSeen('[data-count]')));
    expect(await isSeen('.library-reading')).toBe(true);
    await page.evaluate(() => history.back());
    await until('the list is back', () => isSeen('[data-count]'));
    expect(await scrolls(page)).toEqual([false, false]);
  });

  it.each(['#view=removed', '#lens=street-level', '#view=all', '#view=all&analysis=list-0'])(
    'scrolls only inside its panes at %s',
    async (hash) => {
      await reader.resize(page, 800, 500);
      await page.evaluate((wanted) => {
        location.hash = wanted;
      }, hash);
      await until('the list is shown', () =>
        page.evaluate(() => document.querySelector('[data-count]') !== null),
      );
      expect(await scrolls(page)).toEqual([false, false]);
    },
  );
});

/** Whether the whole page scrolls sideways, and whether it scrolls up and down. */
const scrolls = (page: Page): Promise<boolean[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
    return [scrollWidth > clientWidth, scrollHeight > clientHeight];
  });

/** Writes this number of saved analyses to the database. Runs in a page of the extension. */
async function save(count: number): Promise<void> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('civic-lens');
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const writing = db.transaction('saved', 'readwrite');
  for (let n = 0; n < count; n++) {
    const id = `list-${n}`;
    writing.objectStore('saved').put({
      id,
      savedAt: count - n,
      card: {
        id,
        url: `https://noligarchy.us/analysis/${id}`,
        headline: `What the harbour board decided on day ${n}, and who gains by it`,
        published: '2026-07-02',
        sources: [{ url: `https://harbour-courier.example/${n}` }],
        topics: [],
      },
      publication: { name: 'NOLIGARCHY.US', url: 'https://noligarchy.us/', language: 'en' },
      state: 'unread',
      // In this state, no message about the text takes the place of "Undo".
      textState: 'released',
    });
  }
  await new Promise((resolve, reject) => {
    writing.oncomplete = resolve;
    writing.onabort = () => reject(writing.error ?? new Error('The transaction was aborted.'));
  });
  db.close();
}
