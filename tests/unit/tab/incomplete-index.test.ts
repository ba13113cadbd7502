import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { db, type IndexState } from '../../../lib/db/database.ts';
import { indexState, noteSync } from '../../../lib/db/index-state.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { findLink } from '../../../lib/tab/look-up-link.ts';
import { viewTab } from '../../../lib/tab/tab-view.ts';
import { reader, resetBrowser, scriptResult } from '../fake-browser.ts';
import { card, type Served, serve } from '../sync/served-index.ts';

const FERRY = 'https://outlet.example/ferry';
let served: Served;
let tabId: number;
const told = {
  address: FERRY,
  loadedAs: FERRY,
  claims: [],
  headlines: [],
  articles: [],
  ogType: 'article',
  published: '2026-07-02',
  microdata: true,
};
beforeEach(async () => {
  resetBrowser('https://noligarchy.us/*');
  await Promise.all(db.tables.map((table) => table.clear()));
  served = serve([
    { month: '2026-07', cards: [card('ports')] },
    { month: '2026-06', cards: [card('meter', { published: '2026-06-12' })] },
  ]);
  vi.stubGlobal('fetch', served.get);
  scriptResult.mockResolvedValue(told);
  ({ id: tabId = -1 } = await fakeBrowser.tabs.create({ url: FERRY }));
  return () => vi.unstubAllGlobals();
});

it('a link is not said to have no analysis by a list that is old', async () => {
  await sync(served.get);
  await noteSync({ checkedAt: Date.now() - 30 * 86_400_000 });
  await reader.clickIn(tabId);
  expect((await viewTab(tabId, true)).state).toBe('stale');
  expect((await findLink(FERRY)).state).not.toBe('none');
});

it('"no analysis" is not said where the newest state of the month could not be had', async () => {
  await sync(served.get);
  served.publish([
    { month: '2026-07', cards: [card('ports'), card('ferry')] },
    { month: '2026-06', cards: [card('meter', { published: '2026-06-12' })] },
  ]);
  const get = (async (address: string, init?: RequestInit) =>
    /segments\//.test(address)
      ? new Response('', { status: 500 })
      : served.get(address, init)) as typeof fetch;
  await sync(get);
  await reader.clickIn(tabId);
  expect((await viewTab(tabId, true)).state).not.toBe('none');
});

it('a page reached inside another is not of that one’s date', async () => {
  await sync(served.get);
  // Only June is missing: known back to July.
  const index = await indexState();
  if (!index) throw new Error('no index');
  const gap: IndexState = { ...index, incomplete: true, knownBackTo: '2026-06-28' };
  await db.state.put(gap);
  const inside = 'https://outlet.example/world/an-older-story-of-some-other-month';
  await fakeBrowser.tabs.update(tabId, { url: inside });
  scriptResult.mockResolvedValue({ ...told, address: inside });
  await reader.clickIn(tabId);
  expect((await viewTab(tabId, true)).state).toBe('partial');
});
