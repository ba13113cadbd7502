import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, GRANTED } from '../build.ts';
import { analyses } from '../sample/content.ts';
import { picture } from './harness/pictures.ts';
import { openReader, type Reader } from './harness/reader.ts';
import { namesOf, pageSurface, press, textOf, until, untilState } from './harness/surface.ts';

const headlineOf = (id: string): string => analyses.find((analysis) => analysis.id === id)?.headline ?? '';

describe.each(BROWSERS)('the library in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReader(name, { variant: GRANTED });
    await reader.untilIndex();
    await reader.tabs();
  });
  afterAll(() => reader.close());
  afterEach(() => {
    reader.sample.answering = undefined;
  });

  /** Saves the analysis of a sample page from the popup. */
  async function save(pageName: string): Promise<Page> {
    const page = await reader.visit(reader.sample.page(pageName).address);
    const popup = await reader.pressButton(page);
    await untilState(popup, 'matched');
    await press(popup, 'button', 'Save');
    await until('it is saved', async () => (await namesOf(popup, 'button')).includes('Saved'));
    await popup.close();
    return page;
  }

  async function openLibrary(): Promise<{
    page: Page;
    headings: () => Promise<string[]>;
    entries: () => Promise<string[]>;
  }> {
    const page = await reader.open('/library.html');
    const surface = pageSurface(page);
    return {
      page,
      headings: () => namesOf(surface, 'heading'),
      entries: () =>
        page.evaluate(() =>
          [...document.querySelectorAll('.library-lists section:nth-of-type(1) .entries button')].map(
            (entry) => entry.textContent ?? '',
          ),
        ),
    };
  }

  it('says what it is for while it is empty', async () => {
    const { page } = await openLibrary();
    await until('it says so', () =>
      page.evaluate(() => document.body.innerText.includes('Nothing saved yet.')),
    );
    await picture(pageSurface(page), name, 'library-empty');
    await page.close();
  });

  it('holds what was saved, the newest first, and the badge says so in words', async () => {
    await (await save('a plain article')).close();
    const page = await save('a desktop host');
    await until(
      'the title tells',
      async () => (await reader.badge(page)).title === 'Civic Lens: 1 analysis of this article · saved',
    );
    await page.close();
    const library = await openLibrary();
    await until('both are listed', async () => (await library.entries()).length === 2);
    expect(await library.entries()).toEqual([
      headlineOf('ferry-talks-merrow-strait'),
      headlineOf('port-fee-holiday'),
    ]);
    await library.page.close();
  });

  it('shows a saved analysis whole while nothing can be reached', async () => {
    reader.sample.answering = (_, response) => {
      response.destroy();
      return true;
    };
    reader.sample.forget();
    const { page, headings } = await openLibrary();
    await press(pageSurface(page), 'button', headlineOf('ferry-talks-merrow-strait'));
    await until('it is open', async () => (await headings()).includes('Source attribution'));
    expect(await headings()).toEqual(
      expect.arrayContaining(['What happened', 'What to watch next', 'Reader paths']),
    );
    expect(reader.sample.asked()).toEqual([]);
    await picture(pageSurface(page), name, 'library-reading');
    // Firefox reports no load of extensions' pages.
    await page.evaluate(() => {
      document.body.dataset.old = '';
      setTimeout(() => location.reload());
    });
    await until('it is open after a reload', async () =>
      page.evaluate(
        () =>
          document.body.dataset.old === undefined && document.body.innerText.includes('Source attribution'),
      ),
    );
    await page.close();
  });

  it('remembers what was read, and the badge says so too', async () => {
    const { page } = await openLibrary();
    await until('the list tells', () => page.evaluate(() => document.body.innerText.includes('Read on')));
    await page.close();
    const article = await reader.visit(reader.sample.page('a desktop host').address);
    await until(
      'the title tells',
      async () =>
        (await reader.badge(article)).title ===
        'Civic Lens: 1 analysis of this article · saved, already read',
    );
    await article.close();
  });

  it('gives up an analysis only with a way back', async () => {
    const page = await reader.visit(reader.sample.page('a plain article').address);
    const popup = await reader.pressButton(page);
    await untilState(popup, 'matched');
    await press(popup, 'button', 'Saved');
    await until('it is removed', async () => (await textOf(popup)).includes('Removed from your library.'));
    await until(
      'the title forgets',
      async () =>
        !(await reader.ask(async (api) => {
          const [tab] = await api.tabs.query({ url: '*://harbour-courier.localhost/*' });
          return (await api.action.getTitle({ tabId: tab.id })).includes('saved');
        })),
    );
    await press(popup, 'button', 'Undo');
    await until('it is back', async () => (await namesOf(popup, 'button')).includes('Saved'));
    await popup.close();
    await page.close();
  });

  it('saves at once from the card, says that the text is to come, and adds it when it can', async () => {
    reader.sample.answering = ({ path }, response) => {
      if (!path.includes('/analyses/')) return false;
      response.destroy();
      return true;
    };
    const page = await reader.visit(reader.sample.page('a relative canonical').address);
    const popup = await reader.pressButton(page);
    await untilState(popup, 'matched');
    await press(popup, 'button', 'Save');
    await until('it says so', async () =>
      (await textOf(popup)).includes('Saved. The full text will be added as soon as it can be fetched.'),
    );
    await picture(popup, name, 'popup-saved-without-text');
    await popup.close();
    await page.close();
    reader.sample.answering = undefined;
    await reader.ask((api) => api.runtime.sendMessage({ type: 'sync' }));
    const library = await openLibrary();
    await press(pageSurface(library.page), 'button', headlineOf('satellite-tender'));
    await until('the text is there', async () => (await library.headings()).includes('What to watch next'));
    await library.page.close();
  });

  it('keeps what the publication withdraws', async () => {
    reader.sample.publish({ withdrawn: ['ferry-talks-merrow-strait'] });
    await reader.ask((api) => api.runtime.sendMessage({ type: 'sync' }));
    const page = await reader.visit(reader.sample.page('a desktop host').address);
    await reader.untilLookedAt(page);
    await reader.untilBadge(page, '');
    await page.close();
    const { page: libraryPage, headings } = await openLibrary();
    await press(pageSurface(libraryPage), 'button', headlineOf('ferry-talks-merrow-strait'));
    await until('it is whole', async () => (await headings()).includes('Source attribution'));
    await libraryPage.close();
    reader.sample.publish({});
    await reader.ask((api) => api.runtime.sendMessage({ type: 'sync' }));
  });

  it('gathers the latest analyses of followed lenses', async () => {
    const page = await reader.visit(reader.sample.page('a desktop host').address);
    const popup = await reader.pressButton(page);
    await untilState(popup, 'matched');
    await press(popup, 'button', 'Follow Global Power Plays');
    await until('it is followed', async () =>
      (await namesOf(popup, 'button')).includes('Following Global Power Plays'),
    );
    await popup.close();
    await page.close();
    const library = await openLibrary();
    const latest = (): Promise<string[]> =>
      library.page.evaluate(() =>
        [...document.querySelectorAll('[aria-labelledby^="lens-"] button')].map(
          (entry) => entry.textContent ?? '',
        ),
      );
    await until('its analyses are listed', async () => (await latest()).length === 3);
    expect(await latest()).toEqual(
      ['ferry-talks-merrow-strait', 'grain-export-quota', 'satellite-tender'].map(headlineOf),
    );
    await picture(pageSurface(library.page), name, 'library-followed');
    await press(pageSurface(library.page), 'button', headlineOf('grain-export-quota'));
    await until('it opens', async () => (await library.headings()).includes('Who gains leverage'));
    await press(pageSurface(library.page), 'button', 'Following Global Power Plays');
    await until('it is no longer followed', async () => (await latest()).length === 0);
    await library.page.close();
  });

  it('looks up a link without visiting it', async () => {
    reader.sample.forget();
    const look = async (address: string): Promise<string> => {
      await reader.lookUpLink(address);
      const found = await until('the result is shown', async () => {
        const [tab] = (await reader.tabs()).filter(({ url }) => url?.endsWith('#looked-up'));
        return tab;
      });
      const { page } = await openLibrary();
      await page.goto(reader.address('/library.html#looked-up'), { timeout: 300 }).catch(() => undefined);
      const shown = await until('the result is told', () =>
        page.evaluate(() => document.querySelector<HTMLElement>('.library-lists .notice')?.innerText),
      );
      await page.close();
      await reader.ask((api, id) => api.tabs.remove(id), found.id);
      return shown;
    };
    const { address } = reader.sample.page('a plain article');
    expect(await look(`https://www.google.com/url?q=${encodeURIComponent(address)}&sa=U`)).toContain(
      headlineOf('port-fee-holiday'),
    );
    expect(await look(reader.sample.page('nobody analysed: quiet-gazette').address)).toContain(
      'No analysis of the article behind this link is known.',
    );
    expect(reader.sample.asked()).toEqual([]);
  });
});
