import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { db } from '../../../lib/db/database.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { readTabRecord } from '../../../lib/tab/tab-record.ts';
import { type TabView, viewTab } from '../../../lib/tab/tab-view.ts';
import { browser, reader, resetBrowser, scriptResult } from '../fake-browser.ts';
import { skipPauses } from '../sync/publication.ts';
import { card, serve } from '../sync/served-index.ts';

/** Tests the popup on pages that are still loading, and on pages in a reader view. */

const FERRY = 'https://outlet.example/news/ferry-7';
const served = serve([{ month: '2026-07', cards: [card('ferry', { sources: [FERRY] })] }]);
let tabId: number;

async function open(url: string, more: { status?: string; title?: string } = {}): Promise<void> {
  ({ id: tabId = -1 } = await fakeBrowser.tabs.create({ url }));
  const get = fakeBrowser.tabs.get;
  vi.spyOn(browser.tabs, 'get').mockImplementation((async (id: number) => ({
    ...(await get(id)),
    ...more,
  })) as never);
  await reader.clickIn(tabId);
}

beforeEach(async () => {
  resetBrowser('https://noligarchy.us/*');
  await Promise.all(db.tables.map((table) => table.clear()));
  await sync(served.get);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const summary = (view: TabView): unknown => [
  view.state,
  'matches' in view ? view.matches.map((match) => match.card.id) : [],
];
const identity = (address: string, canonical?: string): unknown => ({
  address,
  loadedAs: address,
  claims: canonical ? [{ by: 'canonical', address: canonical }] : [],
  headlines: [],
  articles: [],
  microdata: false,
});

describe('a page that is still loading', () => {
  it('is looked up by its address if the script does not run within half a second', async () => {
    skipPauses();
    await open(FERRY, { status: 'loading' });
    scriptResult.mockReturnValue(new Promise(() => undefined));
    expect(summary(await viewTab(tabId, true))).toEqual(['matched', ['ferry']]);
    expect(await readTabRecord(tabId)).toBeUndefined();
  });

  it('causes a report if its script fails, even after half a second', async () => {
    const bug = new Error('identify.js is broken');
    const errors = vi.spyOn(console, 'error').mockReturnValue();
    const { promise, reject } = Promise.withResolvers<unknown>();
    skipPauses();
    await open(FERRY, { status: 'loading' });
    scriptResult.mockReturnValue(promise);
    expect(summary(await viewTab(tabId, true))).toEqual(['matched', ['ferry']]);
    expect(errors).not.toHaveBeenCalled();
    reject(bug);
    await vi.waitFor(() => expect(errors).toHaveBeenCalled());
    expect(errors.mock.calls).toEqual([['Civic Lens, identify a page: unexpected error.', bug]]);
  });

  it('is looked up immediately by the claims that have loaded so far', async () => {
    await open('https://outlet.example/5', { status: 'loading' });
    scriptResult.mockResolvedValue(identity('https://outlet.example/5', FERRY));
    expect(summary(await viewTab(tabId, true))).toEqual(['matched', ['ferry']]);
    expect(browser.scripting.executeScript).toHaveBeenLastCalledWith({
      target: { tabId },
      files: ['/identify.js'],
      injectImmediately: true,
    });
  });

  it('is examined again when it has loaded', async () => {
    const address = 'https://outlet.example/5';
    await open(address, { status: 'loading' });
    scriptResult.mockResolvedValueOnce(identity(address));
    expect((await viewTab(tabId, true)).state).not.toBe('matched');
    expect(await readTabRecord(tabId)).toBeUndefined();
    await open(address, { status: 'complete' });
    scriptResult.mockResolvedValueOnce(identity(address, FERRY));
    expect(summary(await viewTab(tabId, true))).toEqual(['matched', ['ferry']]);
  });
});

describe('a page in a reader view', () => {
  it.each([
    [`about:reader?url=${encodeURIComponent(FERRY)}`, 'Ferry talks go on', ['matched', ['ferry']]],
    [`about:reader?url=${encodeURIComponent('https://outlet.example/other')}`, 'Other', ['none', []]],
    ['about:reader?url=about%3Aaddons', 'Add-ons', ['unreadable', []]],
  ])('at %s has the view of the page itself', async (address, title, expected) => {
    await open(address, { title });
    expect(summary(await viewTab(tabId, true))).toEqual(expected);
    expect(browser.scripting.executeScript).not.toHaveBeenCalled();
  });
});
