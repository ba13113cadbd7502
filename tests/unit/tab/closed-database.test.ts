import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import background from '../../../entrypoints/background.ts';
import { onAlarm, onBackgroundStart } from '../../../lib/app/background-events.ts';
import { answerQuery, type IndexStatus } from '../../../lib/app/queries.ts';
import { db } from '../../../lib/db/database.ts';
import { NewerDatabase } from '../../../lib/db/failures.ts';
import { cardById } from '../../../lib/db/index-queries.ts';
import { indexState, updateSyncState } from '../../../lib/db/index-state.ts';
import { setWritesHeld } from '../../../lib/db/open-database.ts';
import { fillFromSecondCopy } from '../../../lib/library/fill-from-second-copy.ts';
import { saveAnalysis } from '../../../lib/library/saved-analyses.ts';
import { updateSecondCopy } from '../../../lib/library/second-copy.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { handlePage } from '../../../lib/tab/examine-page.ts';
import { viewTab } from '../../../lib/tab/tab-view.ts';
import { browser, resetBrowser, scriptResult } from '../fake-browser.ts';
import { card, type Served, serve } from '../sync/served-index.ts';

/**
 * Tests the extension while the database cannot be opened: matching uses the second copy, and the background tries
 * again to open the database.
 */

const SAVED = 'https://outlet.example/ferry';
const OTHER = 'https://outlet.example/ports';
const REFUSALS: readonly [string, Error, string][] = [
  ['a newer release has written the database', new NewerDatabase('schema version 9'), 'newer-database'],
  ['the browser cannot read the database', new DOMException('Internal error.', 'UnknownError'), 'database'],
];
let served: Served;
let tabId: number;
let errors: ReturnType<typeof vi.spyOn>;

const identity = (address: string): never =>
  ({ address, loadedAs: address, claims: [], headlines: [], articles: [], ogType: 'article' }) as never;
const status = async (): Promise<IndexStatus> => (await answerQuery('indexStatus', [])) as IndexStatus;
const badges = (): unknown[] =>
  (browser.action.setBadgeText.mock.calls as unknown as [{ text: string }][]).map(([badge]) => badge.text);

function close(error: Error): void {
  db.close({ disableAutoOpen: false });
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw error;
  });
}
async function visit(address: string): Promise<{ id: number; url: string; incognito: false }> {
  await fakeBrowser.tabs.update(tabId, { url: address });
  scriptResult.mockResolvedValue(identity(address));
  return { id: tabId, url: address, incognito: false };
}

beforeEach(async () => {
  setWritesHeld(false);
  resetBrowser('*://*/*');
  await Promise.all(db.tables.map((table) => table.clear()));
  errors = vi.spyOn(console, 'error').mockReturnValue();
  served = serve([{ month: '2026-07', cards: [card('ferry'), card('ports')] }]);
  vi.stubGlobal('fetch', served.get);
  await browser.storage.local.set({ mode: 'automatic' });
  for (const area of [browser.runtime.onMessage, browser.runtime.onInstalled, browser.runtime.onStartup])
    area.forget();
  await sync(served.get);
  const ferry = await cardById('ferry');
  await saveAnalysis(ferry as never);
  await fillFromSecondCopy();
  await updateSecondCopy();
  ({ id: tabId = -1 } = await fakeBrowser.tabs.create({ url: OTHER }));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await vi.waitFor(async () => expect((await navigator.locks.query()).held).toEqual([]));
  vi.unstubAllGlobals();
});

describe.each(REFUSALS)('while %s', (_, error, reason) => {
  it('a saved analysis is still found for its article', async () => {
    close(error);
    await handlePage((await visit(SAVED)) as never, identity(SAVED));
    expect(badges()).toEqual(['1']);
    expect(await viewTab(tabId, true)).toMatchObject({
      state: 'matched',
      matches: [{ card: { id: 'ferry' }, because: { kind: 'exact' } }],
    });
    expect(await answerQuery('ownCopy', ['ferry'])).toMatchObject({
      saved: { id: 'ferry', state: 'unread' },
      isRemoved: false,
    });
  });

  it('the view of any other page says that the index is missing, not that there is no analysis', async () => {
    close(error);
    await handlePage((await visit(OTHER)) as never, identity(OTHER));
    expect((await viewTab(tabId, true)).state).toBe('no-index');
  });

  it('matches that were found before are still shown', async () => {
    const tab = await visit(OTHER);
    await handlePage(tab as never, identity(OTHER));
    close(error);
    await handlePage(tab as never, identity(OTHER));
    expect(badges()).toEqual(['1', '1']);
    expect(await viewTab(tabId, true)).toMatchObject({
      state: 'matched',
      matches: [{ card: { id: 'ports' }, because: { kind: 'exact' } }],
    });
  });

  it('the background stores the reason outside the database, and tries again within a minute', async () => {
    close(error);
    await browser.alarms.create('sync', { when: Date.now() + 3 * 3_600_000 });
    errors.mockClear();
    background.main();
    await vi.waitFor(async () => expect((await status()).sync.failure?.reason).toBe(reason));
    const alarm = await browser.alarms.get('sync');
    expect(alarm?.scheduledTime).toBeLessThanOrEqual(Date.now() + 60_000);
    expect(errors).not.toHaveBeenCalled();
  });

  it('all analyses are found again once the database opens, also on open pages', async () => {
    close(error);
    await handlePage((await visit(OTHER)) as never, identity(OTHER));
    background.main();
    await vi.waitFor(async () => expect((await status()).sync.failure?.reason).toBe(reason));
    vi.mocked(indexedDB.open).mockRestore();
    scriptResult.mockClear();
    await onAlarm({ name: 'sync' });
    expect((await status()).sync.failure).toBeUndefined();
    expect(scriptResult).toHaveBeenCalledWith(tabId, '/detect.js');
    expect(await viewTab(tabId, true)).toMatchObject({
      state: 'matched',
      matches: [{ card: { id: 'ports' } }],
    });
  });
});

describe('when the index is lost', () => {
  it('a saved analysis is still found for its article, and other pages show that the index is missing', async () => {
    await Promise.all(db.tables.map((table) => table.clear()));
    await visit(SAVED);
    expect(await viewTab(tabId, true)).toMatchObject({
      state: 'matched',
      matches: [{ card: { id: 'ferry' } }],
    });
    await visit(OTHER);
    expect(await viewTab(tabId, true)).toEqual({ state: 'no-index' });
  });

  it('a sync starts immediately, even if an alarm is set for later', async () => {
    await browser.alarms.create('sync', { when: Date.now() + 3 * 3_600_000 });
    await db.state.delete('index');
    await onBackgroundStart();
    const alarm = await browser.alarms.get('sync');
    expect(alarm?.scheduledTime).toBeLessThanOrEqual(Date.now() + 1000);
    await onAlarm({ name: 'sync' });
    expect((await indexState())?.cardCount).toBe(2);
  });

  it('a planned sync keeps its time if the publication could not be reached', async () => {
    const planned = Date.now() + 20 * 60_000;
    await db.state.clear();
    await updateSyncState({ failures: 3, nextAt: planned });
    await browser.alarms.create('sync', { when: planned });
    await onBackgroundStart();
    expect((await browser.alarms.get('sync'))?.scheduledTime).toBe(planned);
  });
});
