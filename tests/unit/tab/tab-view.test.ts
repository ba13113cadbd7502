import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { db } from '../../../lib/db/database.ts';
import type { IndexState } from '../../../lib/db/index-records.ts';
import { indexState, updateSyncState } from '../../../lib/db/index-state.ts';
import type { PageIdentity } from '../../../lib/page/page-identity.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { linkedStories } from '../../../lib/tab/linked-stories.ts';
import { lookUpAddress } from '../../../lib/tab/look-up-link.ts';
import { readTabRecord } from '../../../lib/tab/tab-record.ts';
import { viewTab } from '../../../lib/tab/tab-view.ts';
import { browser, granted, reader, resetBrowser, scriptResult } from '../fake-browser.ts';
import { card, type Served, serve } from '../sync/served-index.ts';

/** Tests the view of a tab in popup and panel, in *on click* mode. */

const FERRY = 'https://outlet.example/ferry';
const JULY = { month: '2026-07', cards: [card('ports')] };
const JUNE = { month: '2026-06', cards: [card('meter', { published: '2026-06-12' })] };
/** A card that cannot be read, so its source article is unknown. */
const DAMAGED = { id: 'damaged' };
const HOUR = 3_600_000;
/** The identity that the page reports. */
const FERRY_PAGE: PageIdentity = {
  address: FERRY,
  loadedAs: FERRY,
  claims: [],
  headlines: [],
  articles: [],
  ogType: 'article',
  published: '2026-07-02',
  microdata: true,
};
let served: Served;
let tabId: number;

beforeEach(async () => {
  resetBrowser('https://noligarchy.us/*');
  await Promise.all(db.tables.map((table) => table.clear()));
  served = serve([JULY]);
  vi.stubGlobal('fetch', served.get);
  scriptResult.mockResolvedValue(FERRY_PAGE);
  ({ id: tabId = -1 } = await fakeBrowser.tabs.create({ url: FERRY }));
  return () => vi.unstubAllGlobals();
});

const stateOf = async (clicked: boolean): Promise<string> => (await viewTab(tabId, clicked)).state;

describe('the view of a tab', () => {
  it('says that the page was not checked, until the reader clicks the toolbar button', async () => {
    await sync(served.get);
    expect(await stateOf(false)).toBe('not-checked');
    expect(browser.scripting.executeScript).not.toHaveBeenCalled();
    await reader.clickIn(tabId);
    expect(await stateOf(true)).toBe('none');
  });

  it.each<[access: string, clicked: boolean, grant: () => unknown]>([
    ['after a click', true, () => reader.clickIn(tabId)],
    ['with access to all sites', false, () => granted.add('*://*/*')],
  ])('says that a page of the browser cannot be read, even %s', async (_, clicked, grant) => {
    await fakeBrowser.tabs.update(tabId, { url: 'about:addons' });
    await grant();
    expect(await stateOf(clicked)).toBe('unreadable');
  });

  it.each([
    ['ferry', { state: 'matched', matches: [{ card: { id: 'ferry' } }] }],
    ['ports', { state: 'unreadable' }],
  ])('of a PDF, in which no script may run, comes from its address: %s', async (id, view) => {
    const pdf = 'https://outlet.example/reports/ferry.pdf';
    served.publish([{ ...JULY, cards: [card(id, id === 'ferry' ? { sources: [pdf] } : {})] }]);
    await sync(served.get);
    await fakeBrowser.tabs.update(tabId, { url: pdf });
    scriptResult.mockRejectedValue(new Error('Cannot access contents of the page.'));
    await reader.clickIn(tabId);
    expect(await viewTab(tabId, true)).toMatchObject(view);
    expect(scriptResult).toHaveBeenCalledOnce();
  });

  it('says that the index has not arrived', async () => {
    await reader.clickIn(tabId);
    expect(await stateOf(true)).toBe('no-index');
  });

  it('has an analysis that arrived after the page was examined', async () => {
    await sync(served.get);
    await reader.clickIn(tabId);
    expect(await stateOf(true)).toBe('none');
    served.publish([{ ...JULY, cards: [...JULY.cards, card('ferry')] }]);
    await sync(served.get);
    expect(await viewTab(tabId, true)).toMatchObject({
      state: 'matched',
      matches: [{ card: { id: 'ferry' } }],
    });
  });

  it('never shows the matches of the previous page', async () => {
    served.publish([{ ...JULY, cards: [card('ferry')] }]);
    await sync(served.get);
    await reader.clickIn(tabId);
    expect(await stateOf(true)).toBe('matched');
    const next = 'https://outlet.example/next';
    await fakeBrowser.tabs.update(tabId, { url: next });
    scriptResult.mockResolvedValue({
      address: next,
      loadedAs: next,
      claims: [],
      headlines: [],
      articles: [],
    });
    expect(await stateOf(true)).toBe('not-article');
  });

  it('examines the page once while nothing changes, and each time in a private window', async () => {
    await sync(served.get);
    await reader.clickIn(tabId);
    for (let n = 0; n < 3; n++) await viewTab(tabId, true);
    expect(scriptResult).toHaveBeenCalledTimes(1);
    expect(await readTabRecord(tabId)).toMatchObject({ address: FERRY, sure: [], article: true });

    await fakeBrowser.storage.session.clear();
    const fields: object = { incognito: true };
    await fakeBrowser.tabs.update(tabId, fields);
    for (let n = 0; n < 3; n++) await viewTab(tabId, true);
    expect(scriptResult).toHaveBeenCalledTimes(4);
    expect(await readTabRecord(tabId)).toBeUndefined();
  });
});

describe('an outdated or incomplete index', () => {
  beforeEach(async () => {
    served.publish([JULY, JUNE]);
    await sync(served.get);
  });

  it('does not make the view say that a page or link has no analysis if the index is outdated', async () => {
    await updateSyncState({ checkedAt: Date.now() - 30 * 86_400_000 });
    await reader.clickIn(tabId);
    expect(await stateOf(true)).toBe('stale');
    expect((await lookUpAddress(FERRY)).state).toBe('stale');
  });

  it('does not make the view say that a page has no analysis if the current month could not be fetched', async () => {
    served.publish([{ ...JULY, cards: [...JULY.cards, card('ferry')] }, JUNE]);
    await sync(async (address, init) =>
      /segments\//.test(String(address)) ? new Response('', { status: 500 }) : served.get(address, init),
    );
    await reader.clickIn(tabId);
    expect(await stateOf(true)).toBe('partial');
  });

  it.each<[months: Parameters<Served['publish']>[0], page: string, view: object, link: object]>([
    [
      [{ ...JULY, cards: [...JULY.cards, DAMAGED] }, JUNE],
      '2026-07-02',
      { state: 'partial', isOlder: false },
      { state: 'partial' },
    ],
    [
      [JULY, { ...JUNE, cards: [...JUNE.cards, DAMAGED] }],
      '2026-06-20',
      { state: 'partial', backTo: '2026-07-01', isOlder: true },
      { state: 'partial', backTo: '2026-07-01' },
    ],
    [
      [JULY, { ...JUNE, cards: [...JUNE.cards, DAMAGED] }],
      '2026-07-20',
      { state: 'none' },
      { state: 'partial', backTo: '2026-07-01' },
    ],
  ])(
    'does not make the view say "no analysis" if a card of the page’s month or later is damaged: %j, page of %s',
    async (months, published, view, link) => {
      served.publish(months);
      await sync(served.get);
      scriptResult.mockImplementation(async (_, file) =>
        file === '/links.js' ? { links: [{ address: FERRY, words: '' }] } : { ...FERRY_PAGE, published },
      );
      await reader.clickIn(tabId);
      const { state, ...rest } = await viewTab(tabId, true);
      const { backTo, isOlder } = rest as { backTo?: string; isOlder?: boolean };
      expect(JSON.parse(JSON.stringify({ state, backTo, isOlder }))).toEqual(view);
      expect(await lookUpAddress(FERRY)).toEqual(link);
      expect(await linkedStories(tabId)).toEqual(link);
    },
  );

  it('does not make the view say "no analysis" if the time of the last check is in the future', async () => {
    await updateSyncState({ checkedAt: Date.now() + 365 * 24 * HOUR });
    scriptResult.mockImplementation(async (_, file) =>
      file === '/links.js' ? { links: [{ address: FERRY, words: '' }] } : FERRY_PAGE,
    );
    await reader.clickIn(tabId);
    expect(await viewTab(tabId, true)).toEqual({ state: 'stale', site: 'outlet.example' });
    expect(await lookUpAddress(FERRY)).toEqual({ state: 'stale' });
    expect(await linkedStories(tabId)).toEqual({ state: 'stale' });
  });

  it.each<[checked: number, published: number, state: string]>([
    [30, 1, 'stale'],
    [30, 5, 'stale'],
    [30, 7, 'none'],
    [20, 1, 'none'],
    [1, -48, 'none'],
    [30, -48, 'stale'],
  ])(
    'with the last check %s hours ago gives the view of a page that was published %s hours ago the state %s',
    async (checked, published, state) => {
      const since = Date.now() - checked * HOUR;
      await updateSyncState({ checkedAt: since });
      const date = new Date(Date.now() - published * HOUR);
      scriptResult.mockResolvedValue({ ...FERRY_PAGE, published: date.toISOString() });
      await reader.clickIn(tabId);
      const view = await viewTab(tabId, true);
      expect(view.state).toBe(state);
      expect('since' in view ? view.since : undefined).toBe(state === 'stale' ? since : undefined);
    },
  );

  it('does not make the answer to links say "no analysis" if an article is newer than the last check', async () => {
    const since = Date.now() - 50 * HOUR;
    await updateSyncState({ checkedAt: since });
    const today = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
    const link = `https://outlet.example/${today}/harbour-talks-reopen`;
    scriptResult.mockResolvedValue({
      links: [
        { address: link, words: '' },
        { address: FERRY, words: '' },
      ],
    });
    await reader.clickIn(tabId);
    expect(await lookUpAddress(FERRY)).toEqual({ state: 'none' });
    expect(await lookUpAddress(link)).toEqual({ state: 'stale', since });
    expect(await linkedStories(tabId)).toEqual({ state: 'stale', since });
  });

  it.each<[backTo: string | undefined, isOlder: boolean]>([
    ['2026-07-03', true],
    ['2026-07-02', false],
    ['2026-07-01', false],
    [undefined, false],
  ])(
    'makes the view say whether the page is older than the known part: known back to %s',
    async (knownBackTo, isOlder) => {
      const index = await indexState();
      if (!index) throw new Error('no index');
      const gap: IndexState = { ...index, incomplete: true, ...(knownBackTo ? { knownBackTo } : {}) };
      await db.state.put(gap);
      await reader.clickIn(tabId);
      expect(await viewTab(tabId, true)).toMatchObject({ state: 'partial', isOlder });
    },
  );

  it('is not compared with the date of the previous page after an in-page navigation', async () => {
    // The index is incomplete before 28 June.
    const index = await indexState();
    if (!index) throw new Error('no index');
    const gap: IndexState = { ...index, incomplete: true, knownBackTo: '2026-06-28' };
    await db.state.put(gap);
    await reader.clickIn(tabId);
    expect(await stateOf(true)).toBe('none');
    const inside = 'https://outlet.example/world/an-older-story-of-some-other-month';
    await fakeBrowser.tabs.update(tabId, { url: inside });
    scriptResult.mockResolvedValue({ ...FERRY_PAGE, address: inside });
    await reader.clickIn(tabId);
    expect(await stateOf(true)).toBe('partial');
  });
});
