import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { db } from '../../lib/db/database.ts';
import { follow } from '../../lib/db/followed.ts';
import { saveAnalysis } from '../../lib/db/library.ts';
import { deleteEverything } from '../../lib/delete-everything.ts';
import { followableOutlet } from '../../lib/follow/followable.ts';
import type { Card } from '../../lib/index/card.ts';
import { sync } from '../../lib/sync/sync.ts';
import { notePage } from '../../lib/tab/tab-view.ts';
import { browser, granted, resetBrowser } from './fake-browser.ts';
import { analysisDocument, card, serve } from './sync/served-index.ts';

const FERRY = 'https://outlet.example/ferry';

beforeEach(async () => {
  resetBrowser('*://*/*');
  await Promise.all(db.tables.map((table) => table.clear()));
});

/** The number of records of each table that holds any. */
async function records(): Promise<object> {
  const counts = await Promise.all(
    db.tables.map(async (table) => [table.name, await table.count()] as const),
  );
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

describe('deleting everything', () => {
  it('gives access to all sites back, and keeps the publication', async () => {
    granted.add('https://noligarchy.us/*');
    await deleteEverything();
    expect([...granted]).toEqual(['https://noligarchy.us/*']);
  });

  it('leaves no record, no setting, nothing about tabs, and no badge', async () => {
    await fakeBrowser.storage.local.set({ mode: 'automatic', sitesOff: ['elsewhere.example'] });
    await sync(
      serve([{ month: '2026-07', cards: [card('ferry')], documents: [analysisDocument('ferry')] }]).get,
    );
    await saveAnalysis({ ...(card('ferry') as Card), topics: [] });
    await follow(followableOutlet('outlet.example'));
    const { id = -1 } = await fakeBrowser.tabs.create({ url: FERRY });
    const told = {
      address: FERRY,
      loadedAs: FERRY,
      claims: [],
      headlines: [],
      articles: [],
      microdata: false,
    };
    await notePage((await browser.tabs.get(id)) as never, told);
    expect(browser.action.setBadgeText).toHaveBeenLastCalledWith({ tabId: id, text: '1' });
    expect(Object.keys(await records()).sort()).toEqual([
      'cardBlocks',
      'directories',
      'followed',
      'saved',
      'state',
      'textBlocks',
      'texts',
      'uncopied',
    ]);

    await deleteEverything();
    expect(await records()).toEqual({});
    expect(await fakeBrowser.storage.local.get(null)).toEqual({});
    expect(await fakeBrowser.storage.session.get(null)).toEqual({});
    expect(browser.action.setBadgeText).toHaveBeenLastCalledWith({ tabId: id, text: '' });
  });
});
