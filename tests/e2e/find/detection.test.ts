import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BROWSERS, OUTLET_PORT } from '../../build.ts';
import { outletPages, outletsOn } from '../../sample/outlets.ts';
import { isBrowserRequest } from '../harness/browser-requests.ts';
import { openReadyReader, type Reader } from '../harness/reader.ts';
import { until } from '../harness/surface.ts';

const PAGES = outletPages(outletsOn(OUTLET_PORT));

describe.each(BROWSERS)('detection in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReadyReader(name);
  });
  afterAll(() => reader.close());

  describe('the badge', () => {
    /** One tab, in which the reader opens one page after another. */
    let page: Page;
    beforeAll(async () => {
      page = await reader.browser.newPage();
      reader.sample.clearRequests();
    });
    afterAll(() => page.close());

    it.each(PAGES)('on $name is "$badge"', async ({ address, badge }) => {
      await page.goto(address);
      if (badge === '') await reader.untilLookedAt(page);
      const shown = await reader.untilBadge(page, badge);
      const words = {
        '': 'Civic Lens',
        '1': 'Civic Lens: 1 analysis of this article',
        '2': 'Civic Lens: 2 analyses of this article',
      };
      expect(shown).toEqual({ text: badge, title: words[badge] });
    });

    it('cost no request of the extension on any of these pages', () => {
      const own = reader.sample.requests.filter(
        ({ url }) => !url.endsWith('/favicon.ico') && !isBrowserRequest(url),
      );
      expect(own.filter(({ url }) => url.includes('noligarchy'))).toEqual([]);
      const visited = PAGES.flatMap(({ address, redirect }) => [address, ...(redirect ? [redirect] : [])]);
      expect(own.map(({ url }) => url).sort()).toEqual(visited.map(withoutFragment).sort());
    });

    it('left no trace of a visited page in anything that was ever sent to the publication', () => {
      const sent = JSON.stringify(reader.sample.publicationRequests());
      for (const { address } of PAGES) {
        expect(sent).not.toContain(new URL(address).hostname);
        if (new URL(address).pathname.length > 1) expect(sent).not.toContain(new URL(address).pathname);
      }
    });
  });

  it('is right again on a page that comes back from the back/forward cache', async () => {
    const page = await reader.visit(reader.sample.page('a plain article').address);
    await reader.untilBadge(page, '1');
    await page.goto(reader.sample.page('home of quiet-gazette').address);
    await reader.untilBadge(page, '');
    // Puppeteer sees no load event when a page returns from the cache. The timer lets `evaluate` resolve before that.
    await page.evaluate(() => void setTimeout(() => history.back()));
    await reader.untilBadge(page, '1');
    await page.close();
  });

  it('is right in several windows at once', async () => {
    const { address } = reader.sample.page('a plain article');
    const first = await reader.visit(reader.sample.page('nobody analysed: quiet-gazette').address);
    const other = await reader.ask(
      async (api, url) => (await api.windows.create({ url })).tabs[0].id as number,
      address,
    );
    await until('the other window has its badge', () =>
      reader.ask(async (api, tabId) => (await api.action.getBadgeText({ tabId })) === '1', other),
    );
    await reader.untilLookedAt(first);
    await reader.untilBadge(first, '');
    await reader.ask((api, tabId) => api.tabs.remove(tabId), other);
    await first.close();
  });

  describe('on a site that is switched off', () => {
    beforeEach(() => reader.ask((api) => api.storage.local.set({ sitesOff: [] })));

    it('the badge goes at once, and comes back with the switch', async () => {
      const page = await reader.visit(reader.sample.page('a plain article').address);
      await reader.untilBadge(page, '1');
      await reader.ask((api) => api.storage.local.set({ sitesOff: ['harbour-courier.localhost'] }));
      await reader.untilBadge(page, '');
      await reader.ask((api) => api.storage.local.set({ sitesOff: [] }));
      await reader.untilBadge(page, '1');
      await page.close();
    });
  });
});

function withoutFragment(address: string): string {
  return address.replace(/#.*/, '');
}
