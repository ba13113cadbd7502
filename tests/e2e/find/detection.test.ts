import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BROWSERS, OUTLET_PORT } from '../../build.ts';
import { outletPages, outletsOn } from '../../sample/outlets.ts';
import { isBrowserRequest } from '../harness/browser-requests.ts';
import { openReadyReader, type Reader } from '../harness/reader.ts';
import { press, until, untilState } from '../harness/surface.ts';

const PAGES = outletPages(outletsOn(OUTLET_PORT));

const NOTHING = 'Civic Lens: no analysis of this page';

describe.each(BROWSERS)('in %s', (name) => {
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

    it.each(PAGES)('shows "$badge" on $name', async ({ address, badge }) => {
      await page.goto(address);
      if (badge === '') await reader.untilLookedAt(page);
      const shown = await reader.untilBadge(page, badge);
      const words = {
        '': NOTHING,
        '1': 'Civic Lens: 1 analysis of this article',
        '2': 'Civic Lens: 2 analyses of this article',
      };
      expect(shown).toEqual({ text: badge, title: words[badge] });
    });

    it('appears without a request of the extension', () => {
      const own = reader.sample.requests.filter(
        ({ url }) => !url.endsWith('/favicon.ico') && !isBrowserRequest(url),
      );
      expect(own.filter(({ url }) => url.includes('noligarchy'))).toEqual([]);
      const visited = PAGES.flatMap(({ address, redirect }) => [address, ...(redirect ? [redirect] : [])]);
      expect(own.map(({ url }) => url).sort()).toEqual(visited.map(withoutFragment).sort());
    });

    it("appears without sending the page's host or path to the publication", () => {
      const sent = JSON.stringify(reader.sample.publicationRequests());
      for (const { address } of PAGES) {
        expect(sent).not.toContain(new URL(address).hostname);
        if (new URL(address).pathname.length > 1) expect(sent).not.toContain(new URL(address).pathname);
      }
    });
  });

  it('the badge is right on a page that the browser restores from the back/forward cache', async () => {
    const page = await reader.visit(reader.sample.page('a plain article').address);
    await reader.untilBadge(page, '1');
    await page.goto(reader.sample.page('home of quiet-gazette').address);
    await reader.untilBadge(page, '');
    // Puppeteer sees no load event when a page returns from the cache. The timer lets `evaluate` resolve before the
    // page goes back.
    await page.evaluate(() => void setTimeout(() => history.back()));
    await reader.untilBadge(page, '1');
    await page.close();
  });

  it('the badge is right in several windows at once', async () => {
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

  describe('when the reader switches a site off,', () => {
    beforeEach(() => reader.ask((api) => api.storage.local.set({ sitesOff: [] })));

    it('the badge disappears at once, and returns when the reader switches the site on', async () => {
      const page = await reader.visit(reader.sample.page('a plain article').address);
      await reader.untilBadge(page, '1');
      await reader.ask((api) => api.storage.local.set({ sitesOff: ['harbour-courier.localhost'] }));
      const { title } = await reader.untilBadge(page, '');
      expect(title).toBe('Civic Lens: off on this site');
      await reader.ask((api) => api.storage.local.set({ sitesOff: [] }));
      await reader.untilBadge(page, '1');
      await page.close();
    });

    it('the button of a page without an analysis says "off" until the reader switches the site on', async () => {
      const page = await reader.visit(reader.sample.page('nobody analysed: quiet-gazette').address);
      await reader.untilLookedAt(page);
      const title = async (): Promise<string> => (await reader.badge(page)).title;
      expect(await title()).toBe(NOTHING);
      await reader.ask((api) => api.storage.local.set({ sitesOff: ['quiet-gazette.localhost'] }));
      await until('the button says "off"', async () => (await title()) === 'Civic Lens: off on this site');
      await reader.ask((api) => api.storage.local.set({ sitesOff: [] }));
      await until('the button no longer says "off"', async () => (await title()) === NOTHING);
      await page.close();
    });
  });

  it('the badge is blue with an analysis, and green once the reader has saved it', async () => {
    const page = await reader.visit(reader.sample.page('a plain article').address);
    await reader.untilBadge(page, '1');
    const tab = await reader.tabId(page);
    const colour = (): Promise<number[]> =>
      reader.ask(async (api, tabId) => [...(await api.action.getBadgeBackgroundColor({ tabId }))], tab);
    expect(await colour()).toEqual([0x1f, 0x3a, 0x5f, 255]);
    const popup = await reader.pressButton(page);
    await untilState(popup, 'matched');
    await press(popup, 'button', 'Save');
    await until('the title says "saved"', async () =>
      (await reader.badge(page)).title.startsWith('Civic Lens: 1 analysis of this article · saved'),
    );
    expect(await colour()).toEqual([0x1b, 0x5e, 0x3b, 255]);
    await popup.close();
    await page.close();
  });

  it('the button says in every tab whether Civic Lens looks up pages by itself', async () => {
    const inAllTabs = (): Promise<string> => reader.ask((api) => api.action.getTitle({}));
    expect(await inAllTabs()).toBe(NOTHING);
    await reader.ask((api) => api.storage.local.set({ mode: 'on-click' }));
    await until('it has changed', async () => (await inAllTabs()) === 'Civic Lens: click to check this page');
    await reader.ask((api) => api.storage.local.set({ mode: 'automatic' }));
    await until('the title is as before', async () => (await inAllTabs()) === NOTHING);
  });
});

function withoutFragment(address: string): string {
  return address.replace(/#.*/, '');
}
