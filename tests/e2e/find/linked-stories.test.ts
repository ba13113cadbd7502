import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AS_INSTALLED, BROWSERS } from '../../build.ts';
import { analyses, unanalysed } from '../../sample/content.ts';
import { isBrowserRequest } from '../harness/browser-requests.ts';
import { picture } from '../harness/pictures.ts';
import { openReadyReader, type Reader } from '../harness/reader.ts';
import { namesOf, press, type Surface, textOf, until, untilState } from '../harness/surface.ts';

/**
 * Tests that the popup lists the stories to which a page links, without a request to these stories. `tests/components`
 * tests the words.
 */

const OFFER = 'Stories linked on this page that have an analysis';
const HOME = 'home of harbour-courier';
/** The analyses of stories that this home page links to, in the order of the links. */
const LISTED = analyses.filter(({ sources }) =>
  sources.some((source) => source.startsWith('harbour-courier:')),
);
const HEADLINES = LISTED.map(({ headline }) => headline);

const untilListed = (panel: Surface, headlines: readonly string[] = HEADLINES): Promise<unknown> =>
  until('the stories are listed', async () => {
    const names = await namesOf(panel, 'article');
    return JSON.stringify(names) === JSON.stringify(headlines);
  });

describe.each(BROWSERS)('stories linked on a page in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReadyReader(name);
  });
  afterAll(() => reader.close());

  it('are listed in the popup, where the reader can read and save them without a request', async () => {
    expect(HEADLINES.length).toBeGreaterThan(1);
    expect(unanalysed.some(({ outlet }) => outlet === 'harbour-courier')).toBe(true);
    const page = await reader.visit(reader.sample.page(HOME).address);
    const popup = await reader.pressButton(page);
    await untilState(popup, 'not-article');
    reader.sample.clearRequests();
    await press(popup, 'button', OFFER);
    await untilListed(popup);
    await picture(popup, name, 'linked-stories');
    const requests = reader.sample.requests.filter(({ url }) => !isBrowserRequest(url));
    expect(requests).toEqual([]);

    await press(popup, 'button', HEADLINES[1] ?? '');
    await until('the analysis is open', async () =>
      (await namesOf(popup, 'heading')).includes('What happened'),
    );
    await press(popup, 'button', 'Back');
    await untilListed(popup);
    await press(popup, 'button', 'Save');
    await until('the first is saved', async () => (await reader.saved(LISTED[0]?.id ?? '')) !== undefined);
    await press(popup, 'button', 'Back');
    await until('the first view is back', async () => (await namesOf(popup, 'button')).includes(OFFER));
    await popup.close();
    await page.close();
  });

  it('are found on a page with a hundred thousand links and misleading element names', async () => {
    const address = reader.sample.page('home of civic-herald').address;
    const [first] = analyses.filter(({ sources }) =>
      sources.some((source) => source.startsWith('civic-herald:')),
    );
    const page = await reader.visit(address);
    await page.evaluate(() => {
      const names = ['getElementsByTagName', 'createTreeWalker', 'documentElement', 'links', 'baseURI'];
      for (const name of names) {
        const image = document.createElement('img');
        image.name = name;
        Document.prototype.getElementsByTagName.call(document, 'body')[0]?.prepend(image);
      }
      const many = document.createDocumentFragment();
      for (let n = 0; n < 100_000; n++) {
        const link = document.createElement('a');
        link.setAttribute('href', n % 2 ? `/story/${n}` : `javascript:${n}`);
        many.append(link);
      }
      Document.prototype.getElementsByTagName.call(document, 'body')[0]?.append(many);
    });
    const popup = await reader.pressButton(page);
    await untilState(popup, 'not-article');
    await press(popup, 'button', OFFER);
    await until('a story is listed', async () =>
      (await namesOf(popup, 'article')).includes(first?.headline ?? ''),
    );
    await popup.close();
    await page.close();
  });

  it('are listed in a private window without being stored', async () => {
    const page = await reader.visitPrivately(reader.sample.page(HOME).address);
    const popup = await reader.pressButton(page);
    await untilState(popup, 'not-article');
    const before = await reader.stored();
    await press(popup, 'button', OFFER);
    await untilListed(popup);
    expect(await textOf(popup)).toContain('Nothing is kept in private windows.');
    expect(await reader.stored()).toEqual(before);
    await popup.close();
    await page.close();
  });
});

describe.each(BROWSERS)('stories linked on a page in %s, with "Only when I click"', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReadyReader(name, { variant: AS_INSTALLED });
  });
  afterAll(() => reader.close());

  it('are listed after a click on the toolbar button', async () => {
    const page = await reader.visit(reader.sample.page(HOME).address);
    const popup = await reader.pressButton(page);
    await untilState(popup, 'not-article');
    await press(popup, 'button', OFFER);
    await untilListed(popup);
    await popup.close();
    await page.close();
  });
});
