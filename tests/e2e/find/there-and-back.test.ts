import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../build.ts';
import { openSidePanel } from '../harness/popup.ts';
import { openReadyReader, type Reader } from '../harness/reader.ts';
import { namesOf, pageSurface, until, untilState } from '../harness/surface.ts';

/** Tests the keyboard command that switches between article and analysis, wherever the analysis is open. */

const ANALYSIS = 'http://noligarchy.localhost:4170/analysis/ferry-talks-merrow-strait';

describe.each(BROWSERS)('the "jump" command in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReadyReader(name);
  });
  afterAll(() => reader.close());

  const untilInFront = (address: string): Promise<number> =>
    until(`${address} is in front`, async () => {
      const shown = (await reader.tabs()).find(({ url, active }) => url === address && active);
      return shown?.id;
    });
  const closeTab = (id: number): Promise<unknown> => reader.ask((api, tab) => api.tabs.remove(tab), id);

  it('leads from an analysis in the library to its article', async () => {
    const { address } = reader.sample.page('a desktop host');
    const library: Page = await reader.open('/library.html#analysis=ferry-talks-merrow-strait');
    await until('the analysis is open', async () =>
      (await namesOf(pageSurface(library), 'heading')).includes('What happened'),
    );
    await reader.command(library, 'jump');
    await closeTab(await untilInFront(address));
    await library.close();
  });

  it('leads from the article to its analysis and back while the side panel is open', async () => {
    const { address } = reader.sample.page('a desktop host');
    const article = await reader.visit(address);
    const panel = await openSidePanel(reader, article);
    await untilState(panel, 'matched');
    await reader.command(article, 'jump');
    const analysis = await untilInFront(ANALYSIS);
    await untilState(panel, 'matched');
    const pages = await reader.browser.pages();
    const shown = pages.find((page) => page.url() === ANALYSIS);
    expect(shown).toBeDefined();
    if (shown) await reader.command(shown, 'jump');
    await untilInFront(address);
    await closeTab(analysis);
    await article.close();
  });
});
