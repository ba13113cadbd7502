import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, GRANTED, OUTLET_PORT } from '../../build.ts';
import { placeOf } from '../../sample/server.ts';
import { openReader, type Reader } from '../harness/reader.ts';
import { pageSurface, press, until } from '../harness/surface.ts';

/** 64 letters without a possible line break. */
const WORD = 'Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbe';
const SOURCE = `http://harbour-courier.localhost:${OUTLET_PORT}/2026/07/03/long-words-everywhere`;
const CARD = {
  id: 'long-words',
  url: `/analysis/${WORD}`,
  headline: `${WORD} ${WORD}`,
  summary: WORD.repeat(3),
  lens: 'global-power-plays',
  type: WORD,
  published: '2026-07-03',
  outlet: WORD,
  sources: [SOURCE],
  topics: [WORD, `${WORD}-2`],
};

/** Tests that long words wrap: no page scrolls sideways, and no element extends beyond the window. */
describe.each(BROWSERS)('words of 64 letters in %s', (name) => {
  let reader: Reader;
  let article: Page;

  beforeAll(async () => {
    reader = await openReader(name, {
      variant: GRANTED,
      prepare: (sample) => sample.publish({ more: { '2026-07': [CARD] } }),
    });
    const body = Buffer.from(`<!doctype html><title>${WORD}</title><h1>Long words everywhere</h1>`);
    reader.sample.saved.set(placeOf(SOURCE), { charset: 'utf-8', body });
    await reader.untilIndex();
    await reader.ask((api, site) => api.storage.local.set({ sitesOff: [site] }), `${WORD}.example`);
    article = await reader.visit(SOURCE);
    await reader.untilBadge(article, '1');
  });
  afterAll(() => reader.close());

  /** Makes the page 320 px wide. Returns whether it scrolls sideways, and the elements that exceed the viewport. */
  const overflow = async (page: Page): Promise<{ scrolls: boolean; cut: string[] }> => {
    await reader.resize(page, 320, 700);
    return page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      const cut = [...document.querySelectorAll<HTMLElement>('main *, header *, footer *, nav *')]
        .filter((element) => element.getClientRects().length > 0)
        .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
        .map((element) => `${element.tagName} ${element.className}: ${element.innerText.slice(0, 30)}`);
      return { scrolls: scrollWidth > clientWidth, cut };
    });
  };
  const untilShown = (page: Page): Promise<unknown> =>
    until('the word is there', () => page.evaluate((word) => document.body.innerText.includes(word), WORD));

  it.each(['popup.html', 'sidepanel.html'])('wrap in %s', async (file) => {
    const page = await reader.open(`/${file}?tab=${await reader.tabId(article)}`);
    await untilShown(page);
    expect(await overflow(page)).toEqual({ scrolls: false, cut: [] });
    await page.close();
  });

  it('wrap in the library and in a saved analysis', async () => {
    const popup = await reader.open(`/popup.html?tab=${await reader.tabId(article)}`);
    await untilShown(popup);
    await press(pageSurface(popup), 'button', 'Save');
    await until('the save is done', () => popup.evaluate(() => document.body.innerText.includes('Saved')));
    await popup.close();
    for (const place of ['', '#analysis=long-words']) {
      const page = await reader.open(`/library.html${place}`);
      await untilShown(page);
      expect(await overflow(page)).toEqual({ scrolls: false, cut: [] });
      await page.close();
    }
  });

  it('wrap in Options', async () => {
    const page = await reader.open('/options.html');
    await untilShown(page);
    expect(await overflow(page)).toEqual({ scrolls: false, cut: [] });
    await page.close();
  });
});
