import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import background from '../../../entrypoints/background.ts';
import { onAccessGranted, onBackgroundStart, onInstalled } from '../../../lib/app/lifecycle.ts';
import { db } from '../../../lib/db/database.ts';
import { indexState, syncState } from '../../../lib/db/index-state.ts';
import type { Card } from '../../../lib/index/card.ts';
import { saveAnalysis } from '../../../lib/library/saved-analyses.ts';
import { hostList } from '../../../lib/page/host-list.ts';
import { reconcileDetection } from '../../../lib/tab/page-scripts.ts';
import { patience } from '../../e2e/harness/patience.ts';
import { browser, granted, registered, resetBrowser } from '../fake-browser.ts';
import { analysisDocument, card, type Served, serve } from '../sync/served-index.ts';

/**
 * The real background, started under a fake browser as the browser would start it. Where a test says that nothing
 * happened, it first waits for the end of the work that would have done it.
 */

const ALL_SITES = '*://*/*';
const PUBLICATION_SITE = 'https://noligarchy.us/*';
const MONTHS = [
  { month: '2026-07', cards: [card('ferry'), card('ports')], documents: [analysisDocument('ferry')] },
];
const FERRY = 'https://outlet.example/ferry';
const WELCOME = 'chrome-extension://civic-lens/welcome.html';
const FAR_FUTURE = Date.parse('2100-01-01');

const identity = (address: string): object => ({
  address,
  loadedAs: address,
  claims: [],
  headlines: ['Ferry talks resume'],
  articles: [],
});
const say = (message: object, sender: object): unknown[] =>
  browser.runtime.onMessage.fire(message, { id: 'civic-lens', ...sender });
const fromTab = (id: number, incognito = false): object => ({
  tab: { id, incognito, windowId: 1 },
  frameId: 0,
  url: FERRY,
});
const fromPage = { url: 'chrome-extension://civic-lens/options.html' };

let publication: Served;

/** Starts the background; one that ran before is gone, and its listeners with it. */
function start(): void {
  const { onMessage, onInstalled: installed, onStartup } = browser.runtime;
  const { onAdded, onRemoved } = browser.permissions;
  for (const event of [onMessage, installed, onStartup, onAdded, onRemoved, browser.commands.onCommand])
    event.forget();
  browser.storage.onChanged.removeAllListeners();
  background.main();
}

/** Waits for a condition, however slow the machine is. */
function until(condition: () => unknown): Promise<unknown> {
  return vi.waitFor(condition, { timeout: patience(20_000), interval: 5 });
}

beforeEach(async () => {
  resetBrowser(PUBLICATION_SITE);
  await Promise.all(db.tables.map((table) => table.clear()));
  publication = serve(MONTHS);
  vi.stubGlobal('fetch', publication.get);
  start();
});

afterEach(async () => {
  // A sync that goes on would hold the lock that the next test needs.
  await until(async () => expect((await navigator.locks.query()).held).toEqual([]));
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Opens a tab; gives what its content script is known by. */
async function openTab(url: string): Promise<{ id: number; sender: object }> {
  const { id = 0 } = await fakeBrowser.tabs.create({ url });
  return { id, sender: fromTab(id) };
}

async function withIndex(): Promise<void> {
  await Promise.all(say({ type: 'sync' }, fromPage));
}

describe('the background', () => {
  it('has registered its listeners when main returns', () => {
    expect(browser.runtime.onMessage.listeners()).toBe(1);
    expect(browser.runtime.onInstalled.listeners()).toBe(1);
    expect(background.main()).toBeUndefined();
  });

  it('opens the welcome page and fetches the index at install', async () => {
    const create = vi.spyOn(browser.tabs, 'create');
    browser.runtime.onInstalled.fire({ reason: 'install' });
    await until(async () => expect((await indexState())?.cardCount).toBe(2));
    expect(create.mock.calls).toEqual([[{ url: WELCOME }]]);
  });

  it('neither opens the welcome page nor fetches the index at an update', async () => {
    await withIndex();
    publication.asked.splice(0);
    const create = vi.spyOn(browser.tabs, 'create');
    await onInstalled({ reason: 'update' });
    expect(create).not.toHaveBeenCalled();
    expect(publication.asked).toEqual([]);
  });

  it('fetches the index at an update that gave up the old one', async () => {
    await onInstalled({ reason: 'update' });
    expect((await indexState())?.cardCount).toBe(2);
  });

  it('fetches the index at install even if there is no window for the welcome page', async () => {
    const errors = vi.spyOn(console, 'error');
    vi.spyOn(browser.tabs, 'create').mockRejectedValue(new Error('No current window'));
    browser.runtime.onInstalled.fire({ reason: 'install' });
    await until(async () => expect((await indexState())?.cardCount).toBe(2));
    expect(errors).not.toHaveBeenCalled();
  });

  it('creates the alarm for the next sync where it is missing, and leaves an existing one alone', async () => {
    await until(async () => expect(await fakeBrowser.alarms.get('sync')).toMatchObject({ name: 'sync' }));
    await withIndex();
    await fakeBrowser.alarms.create('sync', { when: FAR_FUTURE });
    await onBackgroundStart();
    expect((await fakeBrowser.alarms.get('sync'))?.scheduledTime).toBe(FAR_FUTURE);
  });

  it('tries again soon after a failure, and says why it failed', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('down')));
    const before = Date.now();
    await withIndex();
    const { failure, failures, nextAt } = await syncState();
    expect(failure).toMatchObject({ reason: 'unreachable', file: '/.well-known/civic-lens/index.json' });
    expect(failures).toBe(1);
    expect(nextAt).toBeGreaterThan(before);
    expect(nextAt).toBeLessThan(before + 90_000);
    expect((await fakeBrowser.alarms.get('sync'))?.scheduledTime).toBe(nextAt);
  });

  it('asks nobody when the reader took access to the publication back', async () => {
    const get = vi.fn();
    vi.stubGlobal('fetch', get);
    granted.clear();
    await withIndex();
    expect(get).not.toHaveBeenCalled();
    expect((await syncState()).failure?.reason).toBe('no-permission');
  });
});

describe('a page that the content script tells of', () => {
  const OTHER = 'https://outlet.example/other';
  // Content scripts run only where all sites are granted, so the browser also tells the address of the tab.
  beforeEach(() => void granted.add(ALL_SITES));

  const tell = (address: string, sender: object): Promise<unknown[]> =>
    Promise.all(say({ type: 'page', identity: identity(address) }, sender));
  const inMemory = async (): Promise<string[]> =>
    Object.keys(await fakeBrowser.storage.session.get(null)).sort();

  it('lights the badge and its words', async () => {
    await withIndex();
    const { id, sender } = await openTab(FERRY);
    await tell(FERRY, sender);
    expect(browser.action.setBadgeText).toHaveBeenLastCalledWith({ tabId: id, text: '1' });
    expect(browser.action.setTitle).toHaveBeenLastCalledWith({
      tabId: id,
      title: 'Civic Lens: 1 analysis of this article',
    });
  });

  it('has an empty badge where there is no analysis', async () => {
    await withIndex();
    const { id, sender } = await openTab(OTHER);
    await tell(OTHER, sender);
    expect(browser.action.setBadgeText).toHaveBeenLastCalledWith({ tabId: id, text: '' });
  });

  it('says when its analysis is in the library', async () => {
    await withIndex();
    await saveAnalysis({ ...(card('ferry') as Card), topics: [] });
    const { id, sender } = await openTab(FERRY);
    await tell(FERRY, sender);
    expect(browser.action.setTitle).toHaveBeenLastCalledWith({
      tabId: id,
      title: 'Civic Lens: 1 analysis of this article · saved',
    });
  });

  it('is kept in memory, but not in private windows', async () => {
    await withIndex();
    const { id, sender } = await openTab(FERRY);
    await tell(FERRY, fromTab(id, true));
    expect(await inMemory()).toEqual(['index']);
    await tell(FERRY, sender);
    await vi.waitFor(async () =>
      expect(await inMemory()).toEqual(['index', `tab:${id}`, 'text:ferry', 'texts']),
    );
  });

  it.each([
    ['another form of its address', `${FERRY}?utm_source=letter#comments`, 1],
    ['another page', OTHER, 0],
    ['a page that no extension may read', 'about:reader', 0],
  ])('lights a badge only where the tab still shows it: now %s', async (_, now, times) => {
    await withIndex();
    const { sender } = await openTab(now);
    await tell(FERRY, sender);
    expect(browser.action.setBadgeText).toHaveBeenCalledTimes(times);
    expect((await inMemory()).filter((key) => key.startsWith('tab:'))).toHaveLength(times);
  });

  it('lights no badge on the next page of its tab when something is saved', async () => {
    await fakeBrowser.storage.local.set({ mode: 'automatic' });
    await withIndex();
    const { id, sender } = await openTab(FERRY);
    await tell(FERRY, sender);
    const save = (): Promise<unknown[]> => Promise.all(say({ type: 'libraryChanged' }, fromPage));
    browser.action.setBadgeText.mockClear();
    await save();
    expect(browser.action.setBadgeText).toHaveBeenCalledWith({ tabId: id, text: '1' });
    await fakeBrowser.tabs.update(id, { url: 'https://elsewhere.example/' });
    browser.action.setBadgeText.mockClear();
    await save();
    expect(browser.action.setBadgeText).not.toHaveBeenCalled();
  });

  it('whose tab has closed meanwhile is no error', async () => {
    await withIndex();
    const { id, sender } = await openTab(FERRY);
    browser.action.setBadgeText.mockRejectedValueOnce(new Error('No tab with id: 7.'));
    await expect(tell(FERRY, sender)).resolves.toEqual([undefined]);
    await expect(tell(FERRY, fromTab(4321))).resolves.toEqual([undefined]);
    expect((await inMemory()).filter((key) => key.startsWith('tab:'))).toEqual([`tab:${id}`]);
  });
});

/** A programming error that a test puts into one step. */
const FAULT = new TypeError('x is not a function');

describe('an unexpected error', () => {
  let errors: ReturnType<typeof vi.spyOn>;
  beforeEach(() => {
    errors = vi.spyOn(console, 'error').mockReturnValue();
  });
  const reported = (name: string): void =>
    expect(errors.mock.calls).toEqual([[`Civic Lens, ${name}: unexpected error.`, FAULT]]);

  it.each<[step: string, fault: () => unknown]>([
    ['open the welcome page', () => vi.spyOn(browser.tabs, 'create').mockRejectedValueOnce(FAULT)],
    ['create the link menu', () => browser.contextMenus.removeAll.mockRejectedValueOnce(FAULT)],
    ['register detection', () => browser.scripting.getRegisteredContentScripts.mockRejectedValueOnce(FAULT)],
  ])(
    'of an install in the step "%s" is reported once, and the index is fetched all the same',
    async (step, fault) => {
      await until(async () => expect(await fakeBrowser.alarms.get('sync')).toBeDefined());
      fault();
      browser.runtime.onInstalled.fire({ reason: 'install' });
      await until(async () => expect((await indexState())?.cardCount).toBe(2));
      reported(step);
    },
  );

  it('at the start does not keep the alarm for the next sync from being created', async () => {
    await until(async () => expect(await fakeBrowser.alarms.get('sync')).toBeDefined());
    await fakeBrowser.alarms.clear('sync');
    browser.scripting.getRegisteredContentScripts.mockRejectedValueOnce(FAULT);
    start();
    await until(async () => expect(await fakeBrowser.alarms.get('sync')).toBeDefined());
    reported('register detection');
  });

  it('when access is granted does not keep the index from being fetched', async () => {
    granted.clear();
    await withIndex();
    granted.add(PUBLICATION_SITE);
    browser.scripting.getRegisteredContentScripts.mockRejectedValueOnce(FAULT);
    await Promise.all(browser.permissions.onAdded.fire({ origins: [PUBLICATION_SITE] }));
    expect((await indexState())?.cardCount).toBe(2);
    reported('register detection');
  });

  it('when the mode changes does not keep badges from being cleared', async () => {
    granted.add(ALL_SITES);
    await fakeBrowser.storage.local.set({ mode: 'automatic' });
    await withIndex();
    const { id, sender } = await openTab(FERRY);
    await Promise.all(say({ type: 'page', identity: identity(FERRY) }, sender));
    expect(browser.action.setBadgeText).toHaveBeenLastCalledWith({ tabId: id, text: '1' });
    browser.scripting.getRegisteredContentScripts.mockRejectedValueOnce(FAULT);
    await fakeBrowser.storage.local.set({ mode: 'on-click' });
    await until(() => expect(browser.action.setBadgeText).toHaveBeenLastCalledWith({ tabId: id, text: '' }));
    reported('register detection');
  });

  it.each<[event: string, name: string, fire: () => unknown[]]>([
    ['a browser start', 'announce new analyses', () => browser.runtime.onStartup.fire()],
    [
      'the alarm after quiet hours',
      'announce new analyses',
      () => [
        fakeBrowser.alarms.onAlarm.trigger({ name: 'digest', scheduledTime: 0, persistAcrossSessions: true }),
      ],
    ],
  ])('at %s is reported by the name of its step', async (_, name, fireEvent) => {
    vi.spyOn(db.newAnalyses, 'filter').mockImplementation(() => {
      throw FAULT;
    });
    await Promise.all(fireEvent());
    await until(() => reported(name));
  });

  it('over the message of a content script is reported, and nothing is answered', async () => {
    await withIndex();
    const { sender } = await openTab(FERRY);
    vi.spyOn(db.cardBlocks, 'bulkGet').mockImplementation(() => {
      throw FAULT;
    });
    expect(await Promise.all(say({ type: 'page', identity: identity(FERRY) }, sender))).toEqual([undefined]);
    reported('message page');
  });

  it('over the message of a page is reported here, once, and the page learns that its question failed', async () => {
    vi.spyOn(db.saved, 'orderBy').mockImplementation(() => {
      throw FAULT;
    });
    const [answer] = say({ type: 'query', name: 'savedAnalyses', args: [] }, fromPage);
    await expect(answer).rejects.toThrow(FAULT.message);
    reported('query savedAnalyses');
  });

  it('of a command is reported', async () => {
    await withIndex();
    const tab = await fakeBrowser.tabs.create({ url: FERRY });
    vi.spyOn(browser.tabs, 'get').mockRejectedValueOnce(FAULT);
    await Promise.all(browser.commands.onCommand.fire('save', tab));
    reported('command');
  });
});

describe('a message is ignored', () => {
  const page = { type: 'page', identity: identity(FERRY) };
  const cases: [string, object, object][] = [
    ['from another extension', page, { ...fromTab(7), id: 'another' }],
    ['from a frame inside the page', page, { ...fromTab(7), frameId: 3 }],
    ['without a tab', page, { frameId: 0 }],
    ['without an identity', { type: 'page' }, fromTab(7)],
    ['with an identity that is none', { type: 'page', identity: { address: 5 } }, fromTab(7)],
    ['of unknown type', { type: 'eval', code: '1' }, fromPage],
    [
      'that only the pages may send, from a content script',
      { type: 'query', name: 'savedAnalyses', args: [] },
      fromTab(7),
    ],
    ['that asks for what is no query', { type: 'query', name: 'constructor', args: [] }, fromPage],
    ['from a page that only looks like ours', { type: 'sync' }, { url: 'https://chrome-extension.example/' }],
  ];

  it.each(cases)('%s', (_, message, sender) => {
    expect(say(message, sender)).toEqual([undefined]);
  });

  it('also when it is no object', () => {
    expect(say(null as never, fromPage)).toEqual([undefined]);
    expect(say('sync' as never, fromPage)).toEqual([undefined]);
  });
});

describe('the content script', () => {
  it('is registered when the mode is automatic and all sites are allowed, and again after an update dropped it', async () => {
    granted.add(ALL_SITES);
    await fakeBrowser.storage.local.set({ mode: 'automatic' });
    await until(() =>
      expect(registered).toMatchObject([{ id: 'detect', js: ['/detect.js'], matches: [ALL_SITES] }]),
    );
    registered.splice(0);
    start();
    await until(() => expect(registered).toHaveLength(1));
  });

  it('is not registered without access, whatever the mode says', async () => {
    await fakeBrowser.storage.local.set({ mode: 'automatic' });
    start();
    // Runs after the same work of the start: both take one lock.
    await reconcileDetection();
    expect(registered).toEqual([]);
    granted.add(ALL_SITES);
    await reconcileDetection();
    expect(registered).toHaveLength(1);
  });

  it('is taken away when the reader goes back to on click', async () => {
    granted.add(ALL_SITES);
    await fakeBrowser.storage.local.set({ mode: 'automatic' });
    await until(() => expect(registered).toHaveLength(1));
    await fakeBrowser.storage.local.set({ mode: 'on-click' });
    await until(() => expect(registered).toHaveLength(0));
  });

  it('is put into open pages once the index has arrived', async () => {
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

  it('learns the hosts of the index from storage, not from a message', async () => {
    await withIndex();
    const list = hostList(['outlet.example']);
    expect(await fakeBrowser.storage.local.get(Object.keys(list))).toEqual(list);
  });

  it('does not change its mode when something other than sites is granted', async () => {
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
    'means automatic mode only when all sites are granted, wherever that was done: %s',
    async (_, origins, modes) => {
      // Granted before; what is told of is what came now.
      granted.add(ALL_SITES);
      await Promise.all(browser.permissions.onAdded.fire({ origins }));
      expect(await fakeBrowser.storage.local.get('mode')).toEqual(modes);
    },
  );
});

describe('deleting everything', () => {
  it('is done here, so that closing Options does not interrupt it', async () => {
    await withIndex();
    await Promise.all(say({ type: 'deleteEverything' }, fromPage));
    expect(await indexState()).toBeUndefined();
  });
});
