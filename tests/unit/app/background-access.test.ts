import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { urlKey } from '../../../lib/address/url-keys.ts';
import { onAccessGranted, onAlarm } from '../../../lib/app/background-events.ts';
import { changeSync, indexState } from '../../../lib/db/index-state.ts';
import { hostList } from '../../../lib/page/host-list.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { reconcileDetection } from '../../../lib/tab/page-scripts.ts';
import { type TabRecord, writeTabRecord } from '../../../lib/tab/tab-record.ts';
import type { ServedFile } from '../../sample/server.ts';
import { browser, granted, registered } from '../fake-browser.ts';
import { PAGES, removeFeeds, urlset } from '../sync/fresh-site.ts';
import { Publication, skipPauses } from '../sync/publication.ts';
import {
  ALL_SITES,
  FERRY,
  openTab,
  PUBLICATION_SITE,
  publication,
  start,
  until,
  withIndex,
} from './running-background.ts';

/** Returns the tab record of a page without a match, with these URL keys. */
const recordOf = (address: string, keys: readonly string[]): TabRecord => ({
  address,
  generation: 'g',
  sure: [],
  uncertain: [],
  related: [],
  article: true,
  remember: {
    address,
    keys: keys.map((key, n) => ({ key, by: n === 0 ? 'address' : 'canonical', offSite: n > 0 })),
    headlines: [],
  },
});

describe('the content script', () => {
  it('is registered in automatic mode with access to all sites, and again after an update removed it', async () => {
    granted.add(ALL_SITES);
    await fakeBrowser.storage.local.set({ mode: 'automatic' });
    await until(() =>
      expect(registered).toMatchObject([{ id: 'detect', js: ['/detect.js'], matches: [ALL_SITES] }]),
    );
    registered.splice(0);
    start();
    await until(() => expect(registered).toHaveLength(1));
  });

  it('is not registered without access to all sites, even in automatic mode', async () => {
    await fakeBrowser.storage.local.set({ mode: 'automatic' });
    start();
    // The same lock protects the registration at the start of the background, so this call waits for its end.
    await reconcileDetection();
    expect(registered).toEqual([]);
    granted.add(ALL_SITES);
    await reconcileDetection();
    expect(registered).toHaveLength(1);
  });

  it('is unregistered when the reader returns to on-click mode', async () => {
    granted.add(ALL_SITES);
    await fakeBrowser.storage.local.set({ mode: 'automatic' });
    await until(() => expect(registered).toHaveLength(1));
    await fakeBrowser.storage.local.set({ mode: 'on-click' });
    await until(() => expect(registered).toHaveLength(0));
  });

  it('is injected into open pages in automatic mode, and again once the index has arrived', async () => {
    granted.add(ALL_SITES);
    const { id } = await openTab(FERRY);
    await openTab('about:addons');
    const injected = [[{ target: { tabId: id }, files: ['/detect.js'] }]];
    await fakeBrowser.storage.local.set({ mode: 'automatic' });
    await until(() => expect(browser.scripting.executeScript.mock.calls).toEqual(injected));
    browser.scripting.executeScript.mockClear();
    await withIndex();
    expect(browser.scripting.executeScript.mock.calls).toEqual(injected);
  });

  it.each<[what: string, hidden: readonly string[], source: string, isNewHost: boolean]>([
    [
      'on a host that is already in the host list',
      ['ferry-talks-merrow-strait'],
      'http://www.northern-ledger.localhost:4170/world/2026/06/30/ferry-talks-resume-across-the-merrow-strait',
      false,
    ],
    [
      'on a host that is new in the host list',
      ['port-fee-holiday', 'water-meter-bylaw', 'rail-timetable-by-riders'],
      'http://harbour-courier.localhost:4170/2026/06/28/port-fee-holiday-extended/',
      true,
    ],
  ])(
    'is injected into open copies of an article after the background has read the analysis; the article is %s',
    async (_, hidden, source, isNewHost) => {
      granted.add(ALL_SITES);
      await fakeBrowser.storage.local.set({ mode: 'automatic' });
      const site = new Publication();
      vi.stubGlobal('fetch', site.get);
      skipPauses();
      site.publish({ form: 'site' });
      site.change(removeFeeds);
      const paths = [...site.site.keys()].filter((path) => path.startsWith('/analysis/'));
      const listed = (all: readonly string[]): ServedFile =>
        urlset(all.map((path) => `<url><loc>https://noligarchy.us${path}</loc></url>`).join(''));
      const shown = paths.filter((path) => !hidden.some((id) => path.endsWith(id)));
      site.change((files) => files.set('/sitemap.xml', listed(shown)));
      await sync(site.get);
      await onAlarm({ name: 'back-fill' });
      expect((await indexState())?.cardCount).toBe(PAGES - hidden.length);

      const story = `https://copies.example/${source.split('/').at(-1)}/`;
      const opened = async (url: string, keys?: readonly string[], change: object = {}): Promise<number> => {
        const { id } = await openTab(url);
        await fakeBrowser.tabs.update(id, change);
        if (keys) await writeTabRecord(id, recordOf(url, keys));
        return id;
      };
      const key = urlKey(source) ?? '';
      const copies = [
        await opened(source),
        await opened(`https://web.archive.org/web/2026/${source}`),
        await opened(`https://www-example.cdn.ampproject.org/c/${source.replace('http://', '')}`),
        await opened(`${story}1`, ['copies.example/1', key]),
        await opened(`${story}2`, undefined, { incognito: true }),
      ];
      // This tab may show a copy of the article. Its page was not examined: the host list lacked the article's host.
      const unexamined = await opened(`${story}3`);
      const navigated = await opened(`${story}4`, ['copies.example/4']);
      await fakeBrowser.tabs.update(navigated, { url: `${story}5` });
      await opened(`${story}6`, ['copies.example/6', 'northern-gazette.example/6']);
      browser.scripting.executeScript.mockClear();

      site.change((files) => files.set('/sitemap.xml', listed(paths)));
      await sync(site.get);
      await onAlarm({ name: 'back-fill' });
      expect((await indexState())?.cardCount).toBe(PAGES);
      const calls = browser.scripting.executeScript.mock.calls as unknown as [
        { target: { tabId: number } },
      ][];
      expect(calls.map(([{ target }]) => target.tabId)).toEqual(
        isNewHost ? [...copies, unexamined, navigated] : copies,
      );
    },
  );

  it('can read the hosts of the index from storage', async () => {
    await withIndex();
    const list = hostList(['outlet.example']);
    expect(await fakeBrowser.storage.local.get(Object.keys(list))).toEqual(list);
  });
});

describe('a grant of access', () => {
  it('leaves the mode "on-click" if it names no sites', async () => {
    granted.add(ALL_SITES);
    await fakeBrowser.storage.local.set({ mode: 'on-click' });
    await onAccessGranted({});
    expect(await fakeBrowser.storage.local.get('mode')).toEqual({ mode: 'on-click' });
    expect(registered).toEqual([]);
  });

  it.each<[what: string, origins: readonly string[], modes: object]>([
    ['all sites', [ALL_SITES], { mode: 'automatic' }],
    ['all sites as Chrome may write them', ['http://*/*', 'https://*/*'], { mode: 'automatic' }],
    ['all addresses', ['<all_urls>'], { mode: 'automatic' }],
    ['the publication', [PUBLICATION_SITE], {}],
    ['one site', ['https://outlet.example/*'], {}],
    ['one site in a pattern like that of all sites', ['*://*.outlet.example/*'], {}],
    ['sites of one scheme only', ['https://*/*'], {}],
  ])(
    'switches to automatic mode only if the reader grants all sites, in Civic Lens or in the browser: %s',
    async (_, origins, modes) => {
      // The reader had already granted all sites. The event names only the new grant.
      granted.add(ALL_SITES);
      await Promise.all(browser.permissions.onAdded.fire({ origins }));
      expect(await fakeBrowser.storage.local.get('mode')).toEqual(modes);
    },
  );
});

describe('a grant of the notification permission', () => {
  it('causes no reading of an open page and no request for the index', async () => {
    granted.add(ALL_SITES);
    await fakeBrowser.storage.local.set({ mode: 'automatic' });
    await openTab(FERRY);
    await changeSync(() => ({ failure: { reason: 'no-permission', at: Date.now() } }));
    browser.scripting.executeScript.mockClear();
    publication.asked.splice(0);
    await Promise.all(browser.permissions.onAdded.fire({ permissions: ['notifications'], origins: [] }));
    expect(browser.scripting.executeScript).not.toHaveBeenCalled();
    expect(publication.asked).toEqual([]);
  });
});
