import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../build.ts';
import { picture } from '../harness/pictures.ts';
import { openReadyReader, type Reader } from '../harness/reader.ts';
import { pageSurface, press, textOf, until, untilSaid } from '../harness/surface.ts';

/** Tests the library's search with the real search worker and its database, also offline. */

const FERRY = 'ferry-talks-merrow-strait';

/** A saved analysis in another script. */
interface Foreign {
  readonly id: string;
  readonly headline: string;
  readonly text: string;
}

const FOREIGN: readonly Foreign[] = [
  {
    id: 'water-ar',
    headline: 'من يملك مياه النهر',
    text: 'قالت الحكومة إن القانون الجديد ينظم توزيع المياه بين المدن.',
  },
  { id: 'water-zh', headline: '谁控制河流', text: '中国政府公布了新的水法，地方法院负责执行。' },
];

describe.each(BROWSERS)('searching the library in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReadyReader(name);
    await savedBefore(reader, FOREIGN);
  });
  afterAll(() => reader.close());
  afterEach(() => {
    reader.sample.answering = undefined;
  });

  /** Opens the library, and waits until it shows a list. */
  async function openLibrary(hash = ''): Promise<Page> {
    const page = await reader.open(`/library.html${hash}`);
    await until('the library is shown', () =>
      page.evaluate(() => document.querySelector('[data-count]') !== null),
    );
    return page;
  }

  /** Replaces the text in the search box. */
  async function type(page: Page, query: string): Promise<void> {
    await page.bringToFront();
    await page.evaluate(() => document.querySelector<HTMLInputElement>('input[type=search]')?.select());
    await page.focus('input[type=search]');
    await page.keyboard.type(query);
  }

  /** Returns the ids in the list with their reading states. */
  const listed = (page: Page): Promise<string[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('[data-analysis]')].map(
        ({ dataset }) => `${dataset.analysis} ${dataset.reading}`,
      ),
    );

  const untilListed = (page: Page, entries: readonly string[]): Promise<unknown> =>
    until(`the list is ${entries.join(', ')}`, async () => (await listed(page)).join() === entries.join());

  const marked = (page: Page): Promise<string[]> =>
    page.evaluate(() => [...document.querySelectorAll('mark')].map(({ textContent }) => textContent ?? ''));

  it('finds a newly saved analysis by a word of its text, in all tabs, and offline', async () => {
    const page = await openLibrary('#q=weddings');
    await untilListed(page, []);
    const other = await openLibrary(`#analysis=${FERRY}`);
    await press(pageSurface(other), 'button', 'Save');
    await untilListed(page, [`${FERRY} unread`]);
    await until('the word is marked', async () => (await marked(page)).join() === 'weddings');
    await picture(pageSurface(page), name, 'library-search');
    reader.sample.answering = (_, response) => {
      response.destroy();
      return true;
    };
    reader.sample.clearRequests();
    await type(other, 'hospital');
    await until('the other tab finds it', async () => (await listed(other)).includes(`${FERRY} unread`));
    expect(reader.sample.publicationRequests()).toEqual([]);
    await other.close();
    await page.close();
  });

  it('finds a misspelt word and says what it has found instead', async () => {
    const page = await openLibrary();
    await type(page, 'wedings');
    await untilListed(page, [`${FERRY} unread`]);
    expect(await textOf(pageSurface(page))).toContain('Nothing contains “wedings”. Shown for: weddings');
    await page.close();
  });

  it('offers examples when the reader presses "?", and searches for the example that the reader chooses', async () => {
    const page = await openLibrary('#view=removed');
    const library = pageSurface(page);
    await page.bringToFront();
    await page.focus('input[type=search]');
    await untilSaid(library, 'For example "clean water", -oil or is:unread.');
    await page.keyboard.press('?');
    await untilSaid(library, 'Exactly these words, one after the other');
    await picture(library, name, 'library-search-forms');
    await press(library, 'button', 'is:unread');
    // Another tab may have shown the ferry analysis for so long that its state is `reading`.
    await until('the unread analyses are listed', async () => {
      const found = await listed(page);
      return ['water-ar unread', 'water-zh unread'].every((one) => found.includes(one));
    });
    expect(await page.evaluate(() => document.querySelector('dialog'))).toBeNull();
    // The caret is after the example.
    await page.keyboard.type(' weddings');
    const address = '#view=all&q=is%3Aunread%20weddings';
    await until('the address has both words', () => page.evaluate((hash) => location.hash === hash, address));
    await page.close();
  });

  it.each<[query: string, ids: string[], marks: string[]]>([
    ['"hospital visits around"', [FERRY], ['hospital visits around']],
    ['"visits hospital"', [], []],
    ['قانون', ['water-ar'], ['القانون']],
    ['"القانون الجديد"', ['water-ar'], ['القانون الجديد']],
    ['政府', ['water-zh'], ['政府']],
    ['水法', ['water-zh'], ['水法']],
    ['is:saved 河流', ['water-zh'], ['河流']],
  ])('lists the right analyses and marks the right words for %s', async (query, ids, marks) => {
    const page = await openLibrary(`#q=${encodeURIComponent(query)}`);
    await until('the list is right', async () => {
      const found = (await listed(page)).filter((entry) => !entry.endsWith(' not-saved'));
      return found.map((entry) => entry.split(' ')[0]).join() === ids.join();
    });
    await until('the marks are right', async () => (await marked(page)).join() === marks.join());
    await page.close();
  });

  it('leads to the first match in the opened text, and the stored reading place stays', async () => {
    const place = { section: 0, offset: 40 };
    await reader.ask(
      (api, ...args) => api.runtime.sendMessage({ type: 'change', name: 'storePosition', args }),
      FERRY,
      place,
    );
    const page = await openLibrary('#q=weddings');
    await untilListed(page, [`${FERRY} unread`]);
    await page.click(`[data-analysis="${FERRY}"] button`);
    await until('the match is marked and in sight', () =>
      page.evaluate(() => {
        const [range] = [...((CSS.highlights.get('search-marks') ?? []) as Iterable<Range>)];
        const box = range?.getBoundingClientRect();
        const foot = document.querySelector('.actions')?.getBoundingClientRect().top ?? innerHeight;
        return range?.toString() === 'weddings' && box !== undefined && box.top > 0 && box.bottom <= foot;
      }),
    );
    await page.close();
    const other = await openLibrary(`#q=weddings&analysis=${FERRY}`);
    await until('the match is marked', () => hasMarks(other));
    await other.evaluate(() => document.querySelector<HTMLInputElement>('input[type=search]')?.focus());
    await other.keyboard.press('Escape');
    await until('nothing is marked', async () => !(await hasMarks(other)));
    await other.close();
    expect(await storedPlace(reader)).toEqual(place);
    expect((await reader.saved(FERRY))?.state).toBe('unread');
  });

  it('finds analyses of the index that are not saved', async () => {
    const page = await openLibrary('#q=port-fee+-is:saved');
    await until('the card is listed', async () =>
      (await listed(page)).includes('port-fee-holiday not-saved'),
    );
    await page.close();
  });

  // Firefox runs no preload script in pages of extensions, so a test there cannot reach the search worker.
  it.runIf(name === 'chromium')('continues when the browser ends the search worker', async () => {
    const page = await reader.open('/options.html');
    // Give the test access to the page's workers, so that it can end a worker as a browser would: without an event.
    await page.evaluateOnNewDocument(() => {
      const started: Worker[] = [];
      const Original = Worker;
      Object.assign(globalThis, {
        started,
        Worker: class extends Original {
          constructor(address: string) {
            super(address);
            started.push(this);
          }
        },
      });
    });
    await page.evaluate(() => {
      setTimeout(() => location.assign('/library.html'));
    });
    const workers = (): Promise<number> =>
      page.evaluate(() => (globalThis as { started?: Worker[] }).started?.length ?? 0);
    await until('the search worker runs', async () => (await workers()) === 1);
    await type(page, 'weddings');
    await untilListed(page, [`${FERRY} unread`]);
    await page.evaluate(() => (globalThis as { started?: Worker[] }).started?.[0]?.terminate());
    await type(page, 'hospital');
    await until('another search worker answers', async () => (await marked(page)).includes('hospital'));
    expect(await workers()).toBe(2);
    await page.close();
  });

  it('runs only its own script as a worker', async () => {
    const page = await openLibrary('#q=ferry');
    // Only the search worker marks words. So once words are marked, the page has created its only Trusted Types policy.
    await until('the search has answered', async () => (await marked(page)).length > 0);
    const ran = await page.evaluate(async () => {
      const script = 'postMessage(0)';
      const attempts: Record<string, () => unknown> = {
        data: () => new Worker(`data:text/javascript,${script}`),
        blob: () => new Worker(URL.createObjectURL(new Blob([script]))),
      };
      // Firefox 140 has no Trusted Types. There, the content security policy allows all scripts of the extension.
      const { trustedTypes } = globalThis as {
        trustedTypes?: { createPolicy(name: string, rules: object): unknown };
      };
      if (trustedTypes) {
        attempts.plain = () => new Worker('/search-worker.js');
        attempts.parsers = () => new Worker('/site-parsers.js');
        attempts.policy = () => trustedTypes.createPolicy('other', {});
        attempts.again = () => trustedTypes.createPolicy('civic-lens-worker', {});
      }
      const isAllowed = async (attempt: () => unknown): Promise<boolean> => {
        try {
          const made = attempt();
          if (!(made instanceof Worker) || trustedTypes) return true;
          // The content security policy refuses a script only when the new worker loads it, after the constructor has
          // returned.
          return await new Promise<boolean>((resolve) => {
            made.onmessage = () => resolve(true);
            made.onerror = () => resolve(false);
          });
        } catch {
          return false;
        }
      };
      const outcomes = Object.entries(attempts).map(
        async ([what, attempt]) => [what, await isAllowed(attempt)] as const,
      );
      return (await Promise.all(outcomes)).flatMap(([what, isRunning]) => (isRunning ? [what] : []));
    });
    expect(ran).toEqual([]);
    await page.close();
  });
});

/** Whether words are marked in the open text. */
function hasMarks(page: Page): Promise<boolean> {
  return page.evaluate(() => (CSS.highlights.get('search-marks')?.size ?? 0) > 0);
}

/** Returns the place at which the reader stopped in the saved analysis. */
function storedPlace(reader: Reader): Promise<unknown> {
  return reader.ask(
    (_, id) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('civic-lens');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const reading = opening.result.transaction('saved').objectStore('saved').get(id);
          reading.onsuccess = () => {
            opening.result.close();
            resolve(reading.result.position);
          };
        };
      }),
    FERRY,
  );
}

/** Writes saved analyses as an earlier release did: without queueing them for the search. */
async function savedBefore(reader: Reader, analyses: readonly Foreign[]): Promise<void> {
  await reader.ask(
    (_, records) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('civic-lens');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const writing = opening.result.transaction(['saved', 'savedTexts'], 'readwrite');
          for (const { id, headline, text } of records) {
            const card = {
              id,
              url: `http://noligarchy.localhost:4170/${id}`,
              headline,
              published: '2026-06-30',
              sources: [],
              topics: [],
            };
            const publication = { name: 'NOLIGARCHY.US', url: 'http://noligarchy.localhost:4170/' };
            writing
              .objectStore('saved')
              .put({ id, savedAt: 1, card, publication, state: 'unread', textState: 'kept' });
            const sections = [{ heading: '1', blocks: [{ type: 'paragraph', content: [text] }] }];
            writing.objectStore('savedTexts').put({ id, version: '1', text: { sections, attribution: [] } });
          }
          writing.onabort = () => reject(writing.error);
          writing.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    analyses,
  );
}
