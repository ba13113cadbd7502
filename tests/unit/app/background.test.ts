import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import background from '../../../entrypoints/background.ts';
import { onAccessGranted, onBackgroundStart, onInstalled } from '../../../lib/app/background-events.ts';
import { db } from '../../../lib/db/database.ts';
import { changeSync, indexState, syncState } from '../../../lib/db/index-state.ts';
import type { Card } from '../../../lib/index/card.ts';
import { saveAnalysis } from '../../../lib/library/saved-analyses.ts';
import { hostList } from '../../../lib/page/host-list.ts';
import { reconcileDetection } from '../../../lib/tab/page-scripts.ts';
import { patience } from '../../e2e/harness/patience.ts';
import { browser, granted, registered, resetBrowser, shownButton } from '../fake-browser.ts';
import { analysisDocument, card, type Served, serve } from '../sync/served-index.ts';

/**
 * The real background runs in a fake browser. Before a test expects that nothing has happened, it waits for the end of
 * the work that would have done it.
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

/** Starts the background, after removing the listeners of an earlier one. */
function start(): void {
  const { onMessage, onInstalled: installed, onStartup } = browser.runtime;
  const { onAdded, onRemoved } = browser.permissions;
  for (const event of [onMessage, installed, onStartup, onAdded, onRemoved, browser.commands.onCommand])
    event.forget();
  browser.storage.onChanged.removeAllListeners();
  background.main();
}

/** Waits for a condition, with patience for a slow machine. */
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
  // A running sync would hold the lock that the next test needs.
  await until(async () => expect((await navigator.locks.query()).held).toEqual([]));
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Opens a tab. Returns its id and the sender of its content script's messages. */
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

  it('fetches the index at an update that deleted the old one', async () => {
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

  it('creates a missing alarm for the next sync, and does not change an existing one', async () => {
    await until(async () => expect(await fakeBrowser.alarms.get('sync')).toMatchObject({ name: 'sync' }));
    await withIndex();
    await fakeBrowser.alarms.create('sync', { when: FAR_FUTURE });
    await onBackgroundStart();
    expect((await fakeBrowser.alarms.get('sync'))?.scheduledTime).toBe(FAR_FUTURE);
  });

  it('tries again soon after a failure, and records the reason', async () => {
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

  it('makes no request after the reader has revoked access to the publication', async () => {
    const get = vi.fn();
    vi.stubGlobal('fetch', get);
    granted.clear();
    await withIndex();
    expect(get).not.toHaveBeenCalled();
    expect((await syncState()).failure?.reason).toBe('no-permission');
  });
});

describe('a page that a content script describes', () => {
  const OTHER = 'https://outlet.example/other';
  // Content scripts run only in automatic mode, with access to all sites. So the extension sees the tab's address.
  beforeEach(async () => {
    granted.add(ALL_SITES);
    await fakeBrowser.storage.local.set({ mode: 'automatic' });
  });

  const tell = (address: string, sender: object): Promise<unknown[]> =>
    Promise.all(say({ type: 'page', identity: identity(address) }, sender));
  const inMemory = async (): Promise<string[]> =>
    Object.keys(await fakeBrowser.storage.session.get(null)).sort();

  it('gets a badge, and a title that says the same', async () => {
    await withIndex();
    const { id, sender } = await openTab(FERRY);
    await tell(FERRY, sender);
    expect(browser.action.setBadgeText).toHaveBeenLastCalledWith({ tabId: id, text: '1' });
    expect(browser.action.setTitle).toHaveBeenLastCalledWith({
      tabId: id,
      title: 'Civic Lens: 1 analysis of this article',
    });
  });

  it('has nothing of its own if there is no analysis', async () => {
    await withIndex();
    const { id, sender } = await openTab(OTHER);
    await tell(OTHER, sender);
    expect(shownButton(id)).toEqual(shownButton());
    expect(browser.action.setBadgeText).not.toHaveBeenCalled();
  });

  it('has a title that says if its analysis is saved', async () => {
    await withIndex();
    await saveAnalysis({ ...(card('ferry') as Card), topics: [] });
    const { id, sender } = await openTab(FERRY);
    await tell(FERRY, sender);
    expect(browser.action.setTitle).toHaveBeenLastCalledWith({
      tabId: id,
      title: 'Civic Lens: 1 analysis of this article · saved',
    });
  });

  it('is recorded in memory, but not in private windows', async () => {
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
  ])('gets a badge only if the tab still shows it: now %s', async (_, now, times) => {
    await withIndex();
    const { sender } = await openTab(now);
    await tell(FERRY, sender);
    expect(browser.action.setBadgeText).toHaveBeenCalledTimes(times);
    expect((await inMemory()).filter((key) => key.startsWith('tab:'))).toHaveLength(times);
  });

  it('leaves no badge to the next page of its tab when the reader saves something', async () => {
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

  it('causes no error if its tab has closed meanwhile', async () => {
    await withIndex();
    const { id, sender } = await openTab(FERRY);
    browser.action.setBadgeText.mockRejectedValueOnce(new Error('No tab with id: 7.'));
    await expect(tell(FERRY, sender)).resolves.toEqual([undefined]);
    await expect(tell(FERRY, fromTab(4321))).resolves.toEqual([undefined]);
    expect((await inMemory()).filter((key) => key.startsWith('tab:'))).toEqual([`tab:${id}`]);
  });
});

/** A programming error that a test injects into one step. */
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
    'in the step "%s" of an install is reported once, and the index is fetched anyway',
    async (step, fault) => {
      await until(async () => expect(await fakeBrowser.alarms.get('sync')).toBeDefined());
      fault();
      browser.runtime.onInstalled.fire({ reason: 'install' });
      await until(async () => expect((await indexState())?.cardCount).toBe(2));
      reported(step);
    },
  );

  it('at the start does not prevent the alarm for the next sync', async () => {
    await until(async () => expect(await fakeBrowser.alarms.get('sync')).toBeDefined());
    await fakeBrowser.alarms.clear('sync');
    browser.scripting.getRegisteredContentScripts.mockRejectedValueOnce(FAULT);
    start();
    await until(async () => expect(await fakeBrowser.alarms.get('sync')).toBeDefined());
    reported('register detection');
  });

  it('after a grant of access does not prevent the fetch of the index', async () => {
    granted.clear();
    await withIndex();
    granted.add(PUBLICATION_SITE);
    browser.scripting.getRegisteredContentScripts.mockRejectedValueOnce(FAULT);
    await Promise.all(browser.permissions.onAdded.fire({ origins: [PUBLICATION_SITE] }));
    expect((await indexState())?.cardCount).toBe(2);
    reported('register detection');
  });

  it('after a change of the mode does not prevent the clearing of badges', async () => {
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
  ])('at %s is reported with the name of its step', async (_, name, fireEvent) => {
    vi.spyOn(db.newAnalyses, 'filter').mockImplementation(() => {
      throw FAULT;
    });
    await Promise.all(fireEvent());
    await until(() => reported(name));
  });

  it('in the handler of a content script’s message is reported, and there is no answer', async () => {
    await withIndex();
    const { sender } = await openTab(FERRY);
    vi.spyOn(db.cardBlocks, 'bulkGet').mockImplementation(() => {
      throw FAULT;
    });
    expect(await Promise.all(say({ type: 'page', identity: identity(FERRY) }, sender))).toEqual([undefined]);
    reported('message page');
  });

  it('in the handler of a query is reported once by the background, and the query of the page fails', async () => {
    vi.spyOn(db.saved, 'orderBy').mockImplementation(() => {
      throw FAULT;
    });
    const [answer] = say({ type: 'query', name: 'savedAnalyses', args: [] }, fromPage);
    await expect(answer).rejects.toThrow(FAULT.message);
    reported('query savedAnalyses');
  });

  it('in a command is reported', async () => {
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
    ['with an invalid identity', { type: 'page', identity: { address: 5 } }, fromTab(7)],
    ['of unknown type', { type: 'eval', code: '1' }, fromPage],
    [
      'that only pages may send, from a content script',
      { type: 'query', name: 'savedAnalyses', args: [] },
      fromTab(7),
    ],
    ['with an unknown query', { type: 'query', name: 'constructor', args: [] }, fromPage],
    ['from a page that only looks like ours', { type: 'sync' }, { url: 'https://chrome-extension.example/' }],
  ];

  it.each(cases)('%s', (_, message, sender) => {
    expect(say(message, sender)).toEqual([undefined]);
  });

  it('that is no object', () => {
    expect(say(null as never, fromPage)).toEqual([undefined]);
    expect(say('sync' as never, fromPage)).toEqual([undefined]);
  });
});

describe('the content script', () => {
  it('is registered in automatic mode with access to all sites, and again after an update has removed it', async () => {
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
    // Waits for the same work of the start, because both need one lock.
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

  it('stays in on-click mode if the reader grants no sites but another permission', async () => {
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
    'switches to automatic mode only if the reader grants all sites, here or in the browser: %s',
    async (_, origins, modes) => {
      // All sites were granted before. The event names only what is granted now.
      granted.add(ALL_SITES);
      await Promise.all(browser.permissions.onAdded.fire({ origins }));
      expect(await fakeBrowser.storage.local.get('mode')).toEqual(modes);
    },
  );
});

describe('a grant of notifications', () => {
  it('reads no open page, and does not fetch the index', async () => {
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

describe('deleting everything', () => {
  it('runs in the background, so that closing Options does not interrupt it', async () => {
    await withIndex();
    await Promise.all(say({ type: 'deleteEverything' }, fromPage));
    expect(await indexState()).toBeUndefined();
  });
});
