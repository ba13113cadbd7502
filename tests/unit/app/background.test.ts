import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import background from '../../../entrypoints/background.ts';
import { onBackgroundStart, onInstalled, syncAndDetect } from '../../../lib/app/background-events.ts';
import { setReadPages } from '../../../lib/app/setting-actions.ts';
import { changeSettings, readSettings } from '../../../lib/browser/settings.ts';
import { db } from '../../../lib/db/database.ts';
import { indexState, syncState } from '../../../lib/db/index-state.ts';
import { updateSiteState } from '../../../lib/db/site-state.ts';
import { addWaitingPages } from '../../../lib/follow/waiting.ts';
import type { Card } from '../../../lib/index/card.ts';
import { saveAnalysis } from '../../../lib/library/saved-analyses.ts';
import { browser, granted, shownButton } from '../fake-browser.ts';
import { card } from '../sync/served-index.ts';
import {
  ALL_SITES,
  FAR_FUTURE,
  FERRY,
  fromPage,
  fromTab,
  identity,
  openTab,
  publication,
  say,
  start,
  until,
  WELCOME,
  withIndex,
} from './running-background.ts';

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

  it('fetches the index at an update that has deleted the index', async () => {
    await onInstalled({ reason: 'update' });
    expect((await indexState())?.cardCount).toBe(2);
  });

  it('fetches the index at install even if no window is open for the welcome page', async () => {
    const errors = vi.spyOn(console, 'error');
    vi.spyOn(browser.tabs, 'create').mockRejectedValue(new Error('No current window'));
    browser.runtime.onInstalled.fire({ reason: 'install' });
    await until(async () => expect((await indexState())?.cardCount).toBe(2));
    expect(errors).not.toHaveBeenCalled();
  });

  it('creates the alarm for the next sync if it is missing, and does not change an existing alarm', async () => {
    await until(async () => expect(await fakeBrowser.alarms.get('sync')).toMatchObject({ name: 'sync' }));
    await withIndex();
    await fakeBrowser.alarms.create('sync', { when: FAR_FUTURE });
    await onBackgroundStart();
    expect((await fakeBrowser.alarms.get('sync'))?.scheduledTime).toBe(FAR_FUTURE);
  });

  it('plans to read pages of a plain site when the reader changes how they are read', async () => {
    const create = vi.spyOn(browser.alarms, 'create');
    const planned = (): unknown => create.mock.calls.filter(([name]) => name === 'back-fill').length;
    await changeSettings({ theme: 'dark' });
    await setReadPages('fast');
    await until(async () => expect((await navigator.locks.query()).held).toEqual([]));
    expect(planned()).toBe(0);
    await updateSiteState({ memory: { validators: {} } });
    await setReadPages('steady');
    await until(() => expect(planned()).toBe(1));
  });

  it('at an update, moves an old choice of how pages are read to the settings, but keeps a newer choice', async () => {
    await withIndex();
    await db.state.put({ name: 'site', memory: { validators: {} }, readPages: 'stopped' } as never);
    await onInstalled({ reason: 'update' });
    expect((await readSettings()).readPages).toBe('stopped');
    await setReadPages('steady');
    await onInstalled({ reason: 'update' });
    expect((await readSettings()).readPages).toBe('steady');
  });

  it('tries again soon after a failed sync, and records the reason', async () => {
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

describe('a page that a content script reports', () => {
  const OTHER = 'https://outlet.example/other';
  // Content scripts run only in automatic mode with access to all sites, so the extension sees the tab's address.
  beforeEach(async () => {
    granted.add(ALL_SITES);
    await fakeBrowser.storage.local.set({ mode: 'automatic' });
  });

  const tell = (address: string, sender: object): Promise<unknown[]> =>
    Promise.all(say({ type: 'page', identity: identity(address) }, sender));
  const inMemory = async (): Promise<string[]> =>
    Object.keys(await fakeBrowser.storage.session.get(null)).sort();

  it('gets a badge with the number of analyses, and a title that says the same in words', async () => {
    await withIndex();
    const { id, sender } = await openTab(FERRY);
    await tell(FERRY, sender);
    expect(browser.action.setBadgeText).toHaveBeenLastCalledWith({ tabId: id, text: '1' });
    expect(browser.action.setTitle).toHaveBeenLastCalledWith({
      tabId: id,
      title: 'Civic Lens: 1 analysis of this article',
    });
  });

  it('without an analysis keeps the button that all tabs have', async () => {
    await withIndex();
    const { id, sender } = await openTab(OTHER);
    await tell(OTHER, sender);
    expect(shownButton(id)).toEqual(shownButton());
    expect(browser.action.setBadgeText).not.toHaveBeenCalled();
  });

  it('has a title that says that its analysis is saved', async () => {
    await withIndex();
    await saveAnalysis({ ...(card('ferry') as Card), topics: [] });
    const { id, sender } = await openTab(FERRY);
    await tell(FERRY, sender);
    expect(browser.action.setTitle).toHaveBeenLastCalledWith({
      tabId: id,
      title: 'Civic Lens: 1 analysis of this article · saved',
    });
  });

  it('is recorded in memory, except in private windows', async () => {
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
  ])('gets a badge only if its tab still shows it; here the tab shows %s', async (_, now, times) => {
    await withIndex();
    const { sender } = await openTab(now);
    await tell(FERRY, sender);
    expect(browser.action.setBadgeText).toHaveBeenCalledTimes(times);
    expect((await inMemory()).filter((key) => key.startsWith('tab:'))).toHaveLength(times);
  });

  it('leaves no badge on the next page of its tab when the reader saves something', async () => {
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

  it('gets the title of a saved analysis at the next change if the background ended right after the save', async () => {
    await fakeBrowser.storage.local.set({ mode: 'automatic' });
    await withIndex();
    const { id, sender } = await openTab(FERRY);
    await tell(FERRY, sender);
    // This call stands for a background that ended after saving the analysis and before updating the title.
    await saveAnalysis({ ...(card('ferry') as Card), topics: [] });
    await Promise.all(say({ type: 'change', name: 'markSeen', args: ['ports'] }, fromPage));
    await until(() => expect(shownButton(id).title).toBe('Civic Lens: 1 analysis of this article · saved'));
  });

  it('has a title that says that the reader has read the saved analysis', async () => {
    await fakeBrowser.storage.local.set({ mode: 'automatic' });
    await withIndex();
    const { id, sender } = await openTab(FERRY);
    await saveAnalysis({ ...(card('ferry') as Card), topics: [] });
    await tell(FERRY, sender);
    await Promise.all(say({ type: 'change', name: 'markRead', args: ['ferry'] }, fromPage));
    await until(() =>
      expect(shownButton(id).title).toBe('Civic Lens: 1 analysis of this article · saved, already read'),
    );
  });

  it('gets the title of a saved analysis at the next start if the background ended right after the save', async () => {
    await fakeBrowser.storage.local.set({ mode: 'automatic' });
    await withIndex();
    const { id, sender } = await openTab(FERRY);
    await tell(FERRY, sender);
    await saveAnalysis({ ...(card('ferry') as Card), topics: [] });
    expect(shownButton(id).title).toBe('Civic Lens: 1 analysis of this article');
    start();
    await until(() => expect(shownButton(id).title).toBe('Civic Lens: 1 analysis of this article · saved'));
  });

  it('gets the title of a saved analysis when a sync saves an analysis that an imported file asked for', async () => {
    await fakeBrowser.storage.local.set({ mode: 'automatic' });
    await withIndex();
    const { id, sender } = await openTab(FERRY);
    await tell(FERRY, sender);
    const keys = [{ key: 'outlet.example/ferry', by: 'address', offSite: false }] as const;
    await addWaitingPages([
      { address: FERRY, keys, headlines: [], imported: { file: 'pocket.csv', labels: [] } },
    ]);
    await syncAndDetect();
    expect(shownButton(id).title).toBe('Civic Lens: 1 analysis of this article · saved');
  });

  it('causes no error if its tab has been closed', async () => {
    await withIndex();
    const { id, sender } = await openTab(FERRY);
    browser.action.setBadgeText.mockRejectedValueOnce(new Error('No tab with id: 7.'));
    await expect(tell(FERRY, sender)).resolves.toEqual([undefined]);
    await expect(tell(FERRY, fromTab(4321))).resolves.toEqual([undefined]);
    expect((await inMemory()).filter((key) => key.startsWith('tab:'))).toEqual([`tab:${id}`]);
  });
});

describe('deleting everything', () => {
  it('runs in the background, so that closing Options does not interrupt it', async () => {
    await withIndex();
    await Promise.all(say({ type: 'deleteEverything' }, fromPage));
    expect(await indexState()).toBeUndefined();
  });
});
