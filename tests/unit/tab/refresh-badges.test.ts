import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { db } from '../../../lib/db/database.ts';
import type { Card } from '../../../lib/index/card.ts';
import { saveAnalysis } from '../../../lib/library/saved-analyses.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { handlePage } from '../../../lib/tab/examine-page.ts';
import { refreshBadges } from '../../../lib/tab/refresh-badges.ts';
import { writeTabRecord } from '../../../lib/tab/tab-record.ts';
import { browser, granted, resetBrowser } from '../fake-browser.ts';
import { card, PUBLICATION, serve } from '../sync/served-index.ts';

const FERRY = 'https://outlet.example/ferry';
const FOUND = { text: '1', title: 'Civic Lens: 1 analysis of this article' };
const SAVED = { text: '1', title: 'Civic Lens: 1 analysis of this article · saved' };
const NOTHING = { text: '', title: 'Civic Lens' };

let tabId: number;
beforeEach(async () => {
  resetBrowser('*://*/*');
  await Promise.all(db.tables.map((table) => table.clear()));
  await fakeBrowser.storage.local.set({ mode: 'automatic' });
  ({ id: tabId = -1 } = await fakeBrowser.tabs.create({ url: FERRY }));
  await writeTabRecord(tabId, recordOf('ferry'));
});

const recordOf = (...ids: string[]) => ({
  address: FERRY,
  generation: '',
  sure: ids.map((id) => ({ id, kind: 'exact', by: 'address', headline: 'unknown' }) as const),
  uncertain: [],
  related: [],
  article: true,
});

/** Refreshes the badges. Returns text and title of the tab's badge; `undefined` if it was not changed. */
async function refreshed(): Promise<object | undefined> {
  await refreshBadges();
  const { lastCall: text } = browser.action.setBadgeText.mock as {
    lastCall?: [{ tabId: number; text: string }];
  };
  const { lastCall: title } = browser.action.setTitle.mock as {
    lastCall?: [{ tabId: number; title: string }];
  };
  return text && { text: text[0].text, title: title?.[0].title };
}

const identity = (address: string): never =>
  ({ address, loadedAs: address, claims: [], headlines: [], articles: [], ogType: 'article' }) as never;

const REASONS_TO_GO: readonly [reason: string, change: () => unknown][] = [
  ['the reader chooses the mode "on click"', () => fakeBrowser.storage.local.set({ mode: 'on-click' })],
  ['the reader revokes the access to all sites', () => granted.clear()],
  ['the reader switches the site off', () => fakeBrowser.storage.local.set({ sitesOff: ['outlet.example'] })],
];

describe('a page that is examined while the reader switches badges off', () => {
  it.each(REASONS_TO_GO)('has no badge in the end: %s', async (_, change) => {
    await syncCompanionIndex(PUBLICATION, 0, serve([{ month: '2026-07', cards: [card('ferry')] }]).get);
    const address = 'https://outlet.example/ferry';
    const tab = await fakeBrowser.tabs.create({ url: address });
    // The badge is painted just before the reader's change is stored.
    browser.action.setBadgeText.mockImplementationOnce(async () => void (await change()));
    await handlePage(tab as never, identity(address));
    const calls = browser.action.setBadgeText.mock.calls as unknown as [{ text: string }][];
    expect(calls.map(([{ text }]) => text)).toEqual(['1', '']);
  });
});

describe('the badge of a page with an analysis', () => {
  it('stays in automatic mode', async () => {
    expect(await refreshed()).toEqual(FOUND);
  });

  it('shows that the analysis was saved', async () => {
    await saveAnalysis({ ...(card('ferry') as Card), topics: [] });
    expect(await refreshed()).toEqual(SAVED);
    expect(browser.action.setBadgeBackgroundColor).toHaveBeenLastCalledWith({ tabId, color: '#1b5e3b' });
  });

  it.each(REASONS_TO_GO)('goes when %s', async (_, change) => {
    await change();
    expect(await refreshed()).toEqual(NOTHING);
  });

  it('is not changed if the tab shows another page', async () => {
    await fakeBrowser.tabs.update(tabId, { url: 'https://outlet.example/other' });
    expect(await refreshed()).toBeUndefined();
  });

  it('is not changed if the record has no match', async () => {
    await writeTabRecord(tabId, recordOf());
    expect(await refreshed()).toBeUndefined();
  });
});

describe('the badge in a private window, which has no record', () => {
  beforeEach(async () => {
    await fakeBrowser.storage.session.clear();
    const query = browser.tabs.query;
    vi.spyOn(browser.tabs, 'query').mockImplementation(async (wanted) =>
      (await query(wanted)).map((tab) => ({ ...tab, incognito: tab.id === tabId })),
    );
  });
  afterEach(() => {
    vi.mocked(browser.tabs.query).mockRestore();
  });

  it.each(REASONS_TO_GO)('goes when %s', async (_, change) => {
    await change();
    expect(await refreshed()).toEqual(NOTHING);
    expect(browser.action.setBadgeText.mock.calls).toEqual([[{ tabId, text: '' }]]);
  });

  it.each([
    [
      'the reader switches another site off',
      () => fakeBrowser.storage.local.set({ sitesOff: ['elsewhere.example'] }),
    ],
    ['the library changes', () => saveAnalysis({ ...(card('ferry') as Card), topics: [] })],
  ])('is not changed when %s', async (_, change) => {
    await change();
    expect(await refreshed()).toBeUndefined();
  });
});
