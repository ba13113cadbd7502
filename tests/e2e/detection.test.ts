import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BROWSERS, GRANTED, OUTLET_PORT } from '../build.ts';
import { outletPages, outletsOn } from '../sample/outlets.ts';
import { openReader, type Reader } from './harness/reader.ts';
import { until } from './harness/surface.ts';

const PAGES = outletPages(outletsOn(OUTLET_PORT));

describe.each(BROWSERS)('detection in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReader(name, { variant: GRANTED });
    await reader.untilIndex();
    await reader.tabs();
  });
  afterAll(() => reader.close());

  describe('the badge', () => {
    beforeAll(() => reader.sample.forget());

    it.each(PAGES)('on $name is "$badge"', async ({ address, badge }) => {
      const page = await reader.visit(address);
      if (badge === '') await reader.untilLookedAt(page);
      const shown = await reader.untilBadge(page, badge);
      const words = {
        '': 'Civic Lens',
        '1': 'Civic Lens: 1 analysis of this article',
        '2': 'Civic Lens: 2 analyses of this article',
      };
      expect(shown).toEqual({ text: badge, title: words[badge] });
      await page.close();
    });

    it('cost no request of the extension on any of these pages', () => {
      const own = reader.sample.seen.filter(
        ({ url }) => !url.endsWith('/favicon.ico') && !isOfTheBrowser(url),
      );
      expect(own.filter(({ url }) => url.includes('noligarchy'))).toEqual([]);
      const visited = PAGES.flatMap(({ address, redirect }) => [address, ...(redirect ? [redirect] : [])]);
      expect(own.map(({ url }) => url).sort()).toEqual(visited.map(withoutFragment).sort());
    });

    it('left no trace of a visited page in anything that was ever sent to the publication', () => {
      const sent = JSON.stringify(reader.sample.asked());
      for (const { address } of PAGES) {
        expect(sent).not.toContain(new URL(address).hostname);
        if (new URL(address).pathname.length > 1) expect(sent).not.toContain(new URL(address).pathname);
      }
    });
  });

  describe('inside a single-page site', () => {
    it('follows the address, whether the head follows late, never or at once', async () => {
      const page = await reader.visit(reader.sample.page('a single-page site: home').address);
      await reader.untilLookedAt(page);
      await reader.untilBadge(page, '');
      for (const [link, badge] of [
        ['/story/flood-rumour-recall', '1'],
        ['/story/tram-depot-open-day', ''],
        ['/story/court-backlog-plan', '1'],
        ['/', ''],
        ['/story/seed-library-network', '1'],
      ] as const) {
        await page.locator(`a[data-path="${link}"]`).click();
        await reader.untilBadge(page, badge);
      }
      await page.close();
    });

    it('follows back and forward', async () => {
      const page = await reader.visit(reader.sample.page('a single-page site: court-backlog-plan').address);
      await reader.untilBadge(page, '1');
      await page.locator('a[data-path="/story/tram-depot-open-day"]').click();
      await reader.untilBadge(page, '');
      await page.evaluate(() => history.back());
      await reader.untilBadge(page, '1');
      await page.evaluate(() => history.forward());
      await reader.untilBadge(page, '');
      await page.close();
    });
  });

  it('is right again on a page that comes back from the back/forward cache', async () => {
    const page = await reader.visit(reader.sample.page('a plain article').address);
    await reader.untilBadge(page, '1');
    await page.goto(reader.sample.page('home of quiet-gazette').address);
    await reader.untilBadge(page, '');
    // Such a return reports no load to the automation protocol.
    await page.evaluate(() => history.back());
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

/** Requests that browsers make on their own behalf. */
function isOfTheBrowser(url: string): boolean {
  return !/\.localhost$|\.ampproject\.org$/.test(new URL(url).hostname);
}
