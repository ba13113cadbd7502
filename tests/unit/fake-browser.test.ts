import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { behaviour, browser, granted, reader, registered, resetBrowser } from './fake-browser.ts';

/**
 * Checks that the fake browser refuses the same calls as real browsers. If it accepted more calls, tests could pass
 * although readers see errors.
 */

const STORY = 'https://outlet.example/story';
const TITLE = 'Ferry talks resume';
const ALL_SITES = '*://*/*';

beforeEach(() => resetBrowser());

async function openTab(url: string): Promise<number> {
  const { id = -1 } = await fakeBrowser.tabs.create({ url });
  const fields: object = { title: TITLE };
  await fakeBrowser.tabs.update(id, fields);
  return id;
}

const visibleFields = async (id: number): Promise<unknown> => {
  const { url, title } = await browser.tabs.get(id);
  return { url, title };
};
const inject = (tabId: number): Promise<unknown> =>
  browser.scripting.executeScript({ target: { tabId }, files: ['/identify.js'] });

describe('the address and title of a tab', () => {
  it.each([
    ['nothing', [], STORY, false],
    ['all sites', [ALL_SITES], STORY, true],
    ['its host', ['https://outlet.example/*'], STORY, true],
    ['another host', ['https://noligarchy.us/*'], STORY, false],
    ['another scheme', ['http://outlet.example/*'], STORY, false],
    ['another permission', ['notifications'], STORY, false],
    ['all sites, but the page belongs to the browser', [ALL_SITES], 'about:addons', false],
  ])(
    'are visible, and a script may run in its page, only with access to that page (here: access to %s)',
    async (_, access, url, isVisible) => {
      for (const permission of access) granted.add(permission);
      const id = await openTab(url);
      const expected = isVisible ? { url, title: TITLE } : { url: undefined, title: undefined };
      expect(await visibleFields(id)).toEqual(expected);
      const found = (await browser.tabs.query({})).find((tab) => tab.id === id);
      expect({ url: found?.url, title: found?.title }).toEqual(expected);
      const injected = await inject(id).then(
        () => 'ran',
        ({ message }: Error) => message.split('.')[0],
      );
      expect(injected).toBe(isVisible ? 'ran' : 'Cannot access contents of the page');
    },
  );

  it('are visible after a click in the tab, until the tab leaves the site', async () => {
    const [id, other] = [await openTab(STORY), await openTab(STORY)];
    await reader.clickIn(id);
    expect([await visibleFields(id), await visibleFields(other)]).toEqual([
      { url: STORY, title: TITLE },
      { url: undefined, title: undefined },
    ]);
    await fakeBrowser.tabs.update(id, { url: `${STORY}/2` });
    expect(await visibleFields(id)).toEqual({ url: `${STORY}/2`, title: TITLE });
    await fakeBrowser.tabs.update(id, { url: 'https://elsewhere.example/' });
    expect(await visibleFields(id)).toEqual({ url: undefined, title: undefined });
  });

  it('must be visible for a pattern to find the tab', async () => {
    await openTab('about:addons');
    const story = await openTab(STORY);
    const analysis = await openTab('https://noligarchy.us/analysis/ferry');
    const found = async (url: string | string[]): Promise<(number | undefined)[]> =>
      (await browser.tabs.query({ url })).map(({ id }) => id);
    granted.add('https://noligarchy.us/*');
    expect(await found(ALL_SITES)).toEqual([analysis]);
    granted.add(ALL_SITES);
    expect(await found(ALL_SITES)).toEqual([story, analysis]);
    expect(await found(['https://outlet.example/*'])).toEqual([story]);
  });
});

describe('a closed tab', () => {
  it('causes an error when the extension asks for it or runs a script in it', async () => {
    await expect(browser.tabs.get(4321)).rejects.toThrow('No tab with id: 4321.');
    await expect(inject(4321)).rejects.toThrow('No tab with id: 4321.');
  });
});

describe('a user gesture', () => {
  const calls: [string, () => Promise<unknown>, string][] = [
    ['action.openPopup', () => browser.action.openPopup(), 'openPopup requires a user gesture'],
    [
      'sidePanel.open',
      () => browser.sidePanel.open({ windowId: 1 }),
      'sidePanel.open() may only be called in response to a user gesture.',
    ],
    [
      'permissions.request',
      () => browser.permissions.request({ origins: [ALL_SITES] }),
      'permissions.request may only be called from a user input handler',
    ],
  ];

  it.each(calls)('is needed for %s, and ends with the first await', async (_, call, error) => {
    await expect(call()).rejects.toThrow(error);
    await reader.gesture(call);
    const late = reader.gesture(async () => {
      await Promise.resolve();
      return call();
    });
    await expect(late).rejects.toThrow(error);
  });

  it('is not needed to open the popup in newer browsers', async () => {
    behaviour.opensPopupWithoutGesture = true;
    await expect(browser.action.openPopup()).resolves.toBeUndefined();
  });
});

describe('a permission', () => {
  it('is granted only if the reader agrees, and then fires onAdded', async () => {
    const added: unknown[] = [];
    browser.permissions.onAdded.addListener((permissions) => added.push(permissions));
    const wanted = { origins: [ALL_SITES], permissions: ['notifications'] };
    const request = (): Promise<boolean> => reader.gesture(() => browser.permissions.request(wanted));
    expect([await request(), await browser.permissions.contains(wanted), added]).toEqual([false, false, []]);
    reader.grantsRequests = true;
    expect([await request(), await browser.permissions.contains(wanted), added]).toEqual([
      true,
      true,
      [wanted],
    ]);
    browser.permissions.onAdded.forget();
  });

  it('for all sites covers each site, but a permission for a single site does not cover all sites', async () => {
    const one = { origins: ['https://noligarchy.us/*'] };
    granted.add(ALL_SITES);
    expect(await browser.permissions.contains(one)).toBe(true);
    granted.clear();
    granted.add('https://noligarchy.us/*');
    expect(await browser.permissions.contains({ origins: [ALL_SITES] })).toBe(false);
  });
});

describe('a content script', () => {
  it('cannot be registered twice, and can be unregistered only if it is registered', async () => {
    const script = { id: 'detect' };
    await browser.scripting.registerContentScripts([script]);
    await expect(browser.scripting.registerContentScripts([script])).rejects.toThrow(
      "Duplicate script ID 'detect'",
    );
    expect(registered).toEqual([script]);
    await browser.scripting.unregisterContentScripts({ ids: ['detect'] });
    await expect(browser.scripting.unregisterContentScripts({ ids: ['detect'] })).rejects.toThrow(
      "Nonexistent script ID 'detect'",
    );
  });
});
