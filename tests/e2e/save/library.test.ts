import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../build.ts';
import { sampleHeadline } from '../../sample/content.ts';
import { picture } from '../harness/pictures.ts';
import { isOpen, openReadyReader, type Reader } from '../harness/reader.ts';
import {
  namesOf,
  pageSurface,
  press,
  type Surface,
  tabTo,
  textOf,
  until,
  untilSaid,
  untilState,
} from '../harness/surface.ts';

/** Tests saving and reading with real storage, offline and across pages. `tests/components` tests the words. */

const FERRY = 'ferry-talks-merrow-strait';
const TENDER = 'satellite-tender';
const ON_THE_BADGE = 'Civic Lens: 1 analysis of this article';

describe.each(BROWSERS)('the library in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReadyReader(name);
  });
  afterAll(() => reader.close());
  afterEach(() => {
    reader.sample.answering = undefined;
  });

  /** Opens the popup of a sample page that has one analysis. */
  async function openPopup(pageName: string): Promise<{ page: Page; popup: Surface }> {
    const page = await reader.visit(reader.sample.page(pageName).address);
    const popup = await reader.pressButton(page);
    await untilState(popup, 'matched');
    return { page, popup };
  }

  /**
   * Waits for the title of the toolbar button on a page. Does not bring the page to the front, because that would close
   * the popup.
   */
  const untilTitle = (host: string, title: string): Promise<unknown> =>
    until(`the button of ${host} says "${title}"`, async () =>
      reader.ask(
        async (api, pattern, wanted) => {
          const [tab] = await api.tabs.query({ url: pattern });
          return (await api.action.getTitle({ tabId: tab.id })) === wanted;
        },
        `*://${host}/*`,
        title,
      ),
    );

  it('keeps a saved analysis until the reader removes it in the popup, and the badge follows', async () => {
    const { page, popup } = await openPopup('a desktop host');
    const host = 'www.northern-ledger.localhost';
    await press(popup, 'button', 'Save');
    await untilTitle(host, `${ON_THE_BADGE} · saved`);
    await press(popup, 'button', 'Saved');
    await press(popup, 'button', 'Remove');
    await untilTitle(host, ON_THE_BADGE);
    await press(popup, 'button', 'Undo');
    await untilTitle(host, `${ON_THE_BADGE} · saved`);
    await popup.close();
    await page.close();
  });

  it('shows a saved analysis completely while offline, and the button says that the reader has read it', async () => {
    reader.sample.answering = (_, response) => {
      response.destroy();
      return true;
    };
    reader.sample.clearRequests();
    const page = await reader.open('/library.html');
    const library = pageSurface(page);
    await press(library, 'button', sampleHeadline('ferry-talks-merrow-strait'));
    // The parts of the analysis can appear one after the other, so wait for all of them.
    const parts = ['What happened', 'What to watch next', 'Where this comes from', 'Topics'];
    await until('the analysis is open', async () => {
      const shown = await namesOf(library, 'heading');
      return parts.every((part) => shown.includes(part));
    });
    expect(reader.sample.publicationRequests()).toEqual([]);
    await picture(library, name, 'library-reading');
    // In Firefox, Puppeteer reports no load event of extension pages.
    await page.evaluate(() => {
      document.body.dataset.old = '';
      setTimeout(() => location.reload());
    });
    await until('the analysis is open after a reload', async () =>
      page.evaluate(
        () =>
          document.body.dataset.old === undefined &&
          document.body.innerText.includes('Where this comes from'),
      ),
    );
    expect((await reader.saved('ferry-talks-merrow-strait'))?.state).not.toBe('read');
    await page.evaluate(() => {
      [...document.querySelectorAll('.sections > section:not(.attribution)')]
        .at(-1)
        ?.scrollIntoView({ block: 'end', behavior: 'instant' });
    });
    await until(
      'the analysis is read',
      async () => (await reader.saved('ferry-talks-merrow-strait'))?.state === 'read',
    );
    await page.close();
    reader.sample.answering = undefined;
    const article = await reader.visit(reader.sample.page('a desktop host').address);
    await untilTitle('www.northern-ledger.localhost', `${ON_THE_BADGE} · saved, already read`);
    await article.close();
  });

  it('saves an analysis without its text, and adds the text once it can be fetched', async () => {
    reader.sample.answering = ({ path }, response) => {
      if (!path.includes('/analyses/')) return false;
      response.destroy();
      return true;
    };
    const { page, popup } = await openPopup('a relative canonical');
    await press(popup, 'button', 'Save');
    await untilSaid(popup, 'Saved. The full text will be added as soon as it can be fetched.');
    await picture(popup, name, 'popup-saved-without-text');
    await popup.close();
    await page.close();
    reader.sample.answering = undefined;
    await reader.sync();
    await until(
      'the text is saved',
      async () => (await reader.saved('satellite-tender'))?.textState === 'kept',
    );
    // From here on, a request would show that the page fetches the text instead of reading the saved text.
    reader.sample.clearRequests();
    const library = pageSurface(await reader.open('/library.html#analysis=satellite-tender'));
    await until('the text is there', async () =>
      (await namesOf(library, 'heading')).includes('What to watch next'),
    );
    expect(reader.sample.publicationRequests()).toEqual([]);
    await library.close();
  });

  it('changes the labels of several analyses with keys alone, also after they have left the list', async () => {
    const ids = [FERRY, TENDER];
    const change = (changeName: string, ...args: unknown[]): Promise<unknown> =>
      reader.ask(
        (api, ...[wanted, values]) => api.runtime.sendMessage({ type: 'change', name: wanted, args: values }),
        changeName,
        args,
      );
    await change('saveAll', ids);
    await change('addLabel', ids, 'water');
    const page = await reader.open('/library.html#label=water');
    const library = pageSurface(page);
    const listIs = (count: number): Promise<unknown> =>
      until(`the list has ${count} analyses`, () =>
        page.evaluate((wanted) => document.querySelector(`[data-count="${wanted}"]`) !== null, count),
      );
    const labelsAre = (...labels: readonly string[]): Promise<unknown> =>
      until(`the labels are ${labels.join(', ')}`, async () => {
        const found = await Promise.all(ids.map(async (id) => (await reader.saved(id))?.labels));
        return JSON.stringify(found) === JSON.stringify([labels, labels]);
      });
    await listIs(2);
    await page.bringToFront();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await untilSaid(library, '1 selected');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await untilSaid(library, '2 selected');
    await page.keyboard.press('l');
    await until('the field for a new label has the focus', () =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-label') === 'Add label'),
    );
    await page.keyboard.type('ice');
    await page.keyboard.press('Enter');
    await labelsAre('water', 'ice');
    await untilSaid(library, '# ice');
    await tabTo(page, '# water');
    await page.keyboard.press(' ');
    await labelsAre('ice');
    await listIs(0);
    // The dialog still changes the labels of both analyses.
    await page.keyboard.press(' ');
    await labelsAre('ice', 'water');
    await listIs(2);
    await page.keyboard.press('Escape');
    await until('the dialog is closed', () => page.evaluate(() => document.querySelector('dialog') === null));
    await untilSaid(library, '2 selected');
    await page.close();
  });

  it('looks up a link from its context menu without a request to the publication', async () => {
    reader.sample.clearRequests();
    const { address } = reader.sample.page('a plain article');
    await reader.lookUpLink(`https://www.google.com/url?q=${encodeURIComponent(address)}&sa=U`);
    await until('the result is shown', () => isOpen(reader, '/library.html#looked-up'));
    const library = pageSurface(await reader.open('/library.html#looked-up'));
    await until('the analysis is listed', async () => {
      const [, result = ''] = (await textOf(library)).split(/link looked up/i);
      return result.includes(sampleHeadline('port-fee-holiday'));
    });
    await library.close();
    expect(reader.sample.publicationRequests()).toEqual([]);
  });
});
