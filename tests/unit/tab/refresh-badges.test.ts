import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { db } from '../../../lib/db/database.ts';
import type { Card } from '../../../lib/index/card.ts';
import { saveAnalysis } from '../../../lib/library/saved-analyses.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { showBadge } from '../../../lib/tab/badge.ts';
import { showDefaultButton } from '../../../lib/tab/default-button.ts';
import { handlePage } from '../../../lib/tab/examine-page.ts';
import { refreshBadges } from '../../../lib/tab/refresh-badges.ts';
import { writeTabRecord } from '../../../lib/tab/tab-record.ts';
import { browser, granted, resetBrowser, shownButton } from '../fake-browser.ts';
import { card, PUBLICATION, serve } from '../sync/served-index.ts';

const FERRY = 'https://outlet.example/ferry';
const FOUND = { text: '1', icon: 'found', title: 'Civic Lens: 1 analysis of this article' };
const SAVED = { text: '1', icon: 'saved', title: 'Civic Lens: 1 analysis of this article · saved' };
const OFF = { text: '', icon: 'off', title: 'Civic Lens: off on this site' };
const NEEDS_ACCESS = {
  text: '',
  icon: 'needs-you',
  title: 'Civic Lens: access to the pages you read is missing. Click to give it',
};
const NOT_LOOKED = { text: '', icon: 'not-looked', title: 'Civic Lens: click to check this page' };
const NOTHING = { text: '', icon: 'nothing', title: 'Civic Lens: no analysis of this page' };

let tabId: number;
beforeEach(async () => {
  resetBrowser('*://*/*');
  await Promise.all(db.tables.map((table) => table.clear()));
  await fakeBrowser.storage.local.set({ mode: 'automatic' });
  ({ id: tabId = -1 } = await fakeBrowser.tabs.create({ url: FERRY }));
  await db.state.put({ name: 'index', generation: '', segments: [], superseded: [], lenses: [] } as never);
  await showDefaultButton();
  await writeTabRecord(tabId, recordOf('ferry'));
  await showBadge(tabId, recordOf('ferry'));
});

const recordOf = (...ids: string[]) => ({
  address: FERRY,
  generation: '',
  sure: ids.map((id) => ({ id, kind: 'exact', by: 'address', headline: 'unknown' }) as const),
  uncertain: [],
  related: [],
  article: true,
});

/** Shows the button for the current state, and returns what it then shows in the tab. */
async function refreshed(): Promise<object> {
  await showDefaultButton();
  await refreshBadges();
  const { text, icon, title } = shownButton(tabId);
  return { text, icon, title };
}

const identity = (address: string): never =>
  ({ address, loadedAs: address, claims: [], headlines: [], articles: [], ogType: 'article' }) as never;

const REASONS_TO_GO: readonly [reason: string, change: () => unknown, instead: object][] = [
  [
    'the reader chooses the mode "on click"',
    () => fakeBrowser.storage.local.set({ mode: 'on-click' }),
    NOT_LOOKED,
  ],
  ['the reader revokes the access to all sites', () => granted.clear(), NEEDS_ACCESS],
  [
    'the reader switches the site off',
    () => fakeBrowser.storage.local.set({ sitesOff: ['outlet.example'] }),
    OFF,
  ],
];

describe('a page that the background examines while the reader switches badges off', () => {
  it.each(REASONS_TO_GO)('has no badge in the end: %s', async (_, change) => {
    await syncCompanionIndex(PUBLICATION, 0, serve([{ month: '2026-07', cards: [card('ferry')] }]).get);
    const address = 'https://outlet.example/ferry';
    const tab = await fakeBrowser.tabs.create({ url: address });
    browser.action.setBadgeText.mockClear();
    // The badge is drawn just before the reader's change is stored.
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
    expect(shownButton(tabId).colour).toBe('#1b5e3b');
  });

  it.each(REASONS_TO_GO)('disappears when %s', async (_, change, instead) => {
    await change();
    expect(await refreshed()).toEqual(instead);
  });

  it('appears again when the reader switches the site on again', async () => {
    await fakeBrowser.storage.local.set({ sitesOff: ['outlet.example'] });
    await refreshed();
    await fakeBrowser.storage.local.set({ sitesOff: [] });
    expect(await refreshed()).toEqual(FOUND);
  });

  it('is not changed if the tab shows another page', async () => {
    await fakeBrowser.tabs.update(tabId, { url: 'https://outlet.example/other' });
    browser.action.setTitle.mockClear();
    await refreshBadges();
    expect(browser.action.setTitle).not.toHaveBeenCalled();
  });
});

describe('the button on a page without analysis', () => {
  beforeEach(async () => {
    await writeTabRecord(tabId, recordOf());
    await showBadge(tabId, recordOf());
  });

  it('shows the same as the default button', async () => {
    expect(await refreshed()).toEqual(NOTHING);
  });

  it.each(REASONS_TO_GO)('changes when %s', async (_, change, instead) => {
    await change();
    expect(await refreshed()).toEqual(instead);
  });

  it('shows no crossed-out icon when the reader has switched the site on again', async () => {
    await fakeBrowser.storage.session.clear();
    await fakeBrowser.storage.local.set({ sitesOff: ['outlet.example'] });
    expect(await refreshed()).toEqual(OFF);
    await fakeBrowser.storage.local.set({ sitesOff: [] });
    expect(await refreshed()).toEqual(NOTHING);
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

  it.each(REASONS_TO_GO)('disappears when %s', async (_, change, instead) => {
    await change();
    expect(await refreshed()).toEqual(instead);
  });

  it.each([
    [
      'the reader switches another site off',
      () => fakeBrowser.storage.local.set({ sitesOff: ['elsewhere.example'] }),
    ],
    ['the library changes', () => saveAnalysis({ ...(card('ferry') as Card), topics: [] })],
  ])('is not changed when %s', async (_, change) => {
    await change();
    expect(await refreshed()).toEqual(FOUND);
  });
});
