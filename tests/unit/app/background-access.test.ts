import { describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { onAccessGranted } from '../../../lib/app/background-events.ts';
import { changeSync } from '../../../lib/db/index-state.ts';
import { hostList } from '../../../lib/page/host-list.ts';
import { reconcileDetection } from '../../../lib/tab/page-scripts.ts';
import { browser, granted, registered } from '../fake-browser.ts';
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
    // The same lock protects the registration at the start, so this call waits for that registration.
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

  it('is injected into open pages once the index has arrived', async () => {
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

  it('can read the hosts of the index from storage', async () => {
    await withIndex();
    const list = hostList(['outlet.example']);
    expect(await fakeBrowser.storage.local.get(Object.keys(list))).toEqual(list);
  });
});

describe('a grant of access', () => {
  it('leaves the mode "on-click" if it contains another permission but no sites', async () => {
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
    ['one site in the form of all', ['*://*.outlet.example/*'], {}],
    ['sites of one scheme only', ['https://*/*'], {}],
  ])(
    'switches to automatic mode only if the reader grants all sites, in Civic Lens or in the browser: %s',
    async (_, origins, modes) => {
      // The reader granted all sites before. The event names only the new grant.
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
