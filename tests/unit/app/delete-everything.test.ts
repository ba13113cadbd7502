import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { deleteEverything } from '../../../lib/app/delete-everything.ts';
import { readSettings } from '../../../lib/browser/settings.ts';
import { db } from '../../../lib/db/database.ts';
import { onReopened } from '../../../lib/db/open-database.ts';
import { followableOutlet } from '../../../lib/follow/followable.ts';
import { follow } from '../../../lib/follow/followed.ts';
import type { Card } from '../../../lib/index/card.ts';
import { fillFromSecondCopy } from '../../../lib/library/fill-from-second-copy.ts';
import { saveAnalysis } from '../../../lib/library/saved-analyses.ts';
import { updateSecondCopy } from '../../../lib/library/second-copy.ts';
import { readSecondCopy } from '../../../lib/library/second-copy-records.ts';
import { keepFetchedText } from '../../../lib/sync/fetched-texts.ts';
import { currentPause, pauseAfterFailure, pauseAsAsked } from '../../../lib/sync/pause.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { loadText } from '../../../lib/sync/texts.ts';
import { copyTextForPanel, handlePage } from '../../../lib/tab/examine-page.ts';
import { backups } from '../../../lib/transfer/backup-files.ts';
import { makeBackup } from '../../../lib/transfer/backups.ts';
import { browser, granted, resetBrowser } from '../fake-browser.ts';
import { analysisDocument, card, serve } from '../sync/served-index.ts';

const FERRY = 'https://outlet.example/ferry';
const IDENTITY = {
  address: FERRY,
  loadedAs: FERRY,
  claims: [],
  headlines: [],
  articles: [],
  microdata: false,
};

beforeEach(async () => {
  resetBrowser('*://*/*');
  await Promise.all(db.tables.map((table) => table.clear()));
});

/** Returns the number of records in each table that is not empty. */
async function records(): Promise<object> {
  const counts = await Promise.all(
    db.tables.map(async (table) => [table.name, await table.count()] as const),
  );
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

describe('deleting everything', () => {
  it('gives access to all sites back, and keeps access to the publication', async () => {
    granted.add('https://noligarchy.us/*');
    await deleteEverything();
    expect([...granted]).toEqual(['https://noligarchy.us/*']);
  });

  it('leaves no record, no setting, no tab record, and no badge', async () => {
    await fakeBrowser.storage.local.set({ mode: 'automatic', sitesOff: ['elsewhere.example'] });
    await sync(
      serve([{ month: '2026-07', cards: [card('ferry')], documents: [analysisDocument('ferry')] }]).get,
    );
    await saveAnalysis({ ...(card('ferry') as Card), topics: [] });
    await follow(followableOutlet('outlet.example'));
    const { id = -1 } = await fakeBrowser.tabs.create({ url: FERRY });
    await handlePage((await browser.tabs.get(id)) as never, IDENTITY);
    expect(browser.action.setBadgeText).toHaveBeenLastCalledWith({ tabId: id, text: '1' });
    expect(Object.keys(await records()).sort()).toEqual([
      'cardBlocks',
      'directories',
      'followed',
      'saved',
      'searchQueue',
      'state',
      'textBlocks',
      'texts',
      'uncopied',
    ]);

    expect(await makeBackup()).toBe('made');

    await deleteEverything();
    expect(await records()).toEqual({});
    expect(await backups()).toEqual([]);
    expect(await fakeBrowser.storage.local.get(null)).toEqual({});
    expect(await fakeBrowser.storage.session.get(null)).toEqual({});
    expect(browser.action.setBadgeText).toHaveBeenLastCalledWith({ tabId: id, text: '' });
  });
});

describe('a pause in requests, when everything is deleted,', () => {
  it('survives if the publication asked for it', async () => {
    const until = Date.now() + 3_600_000;
    await pauseAsAsked(until, 503);
    await fakeBrowser.storage.local.set({ mode: 'automatic' });
    const pause = await currentPause();
    await deleteEverything();
    expect(await currentPause()).toEqual(pause);
    expect(pause).toMatchObject({ until, isAsked: true, status: 503 });
    expect(Object.keys(await fakeBrowser.storage.local.get(null))).toEqual(['pause']);
    const { asked, get } = serve([{ month: '2026-07', cards: [card('ferry')] }]);
    await sync(get);
    expect(asked).toEqual([]);
  });

  it.each([
    ['is over', () => pauseAsAsked(Date.now() - 60_000, 503, Date.now() - 120_000)],
    ['was caused by a failure', () => pauseAfterFailure({ reason: 'unreachable' })],
  ])('is removed if it %s', async (_, pause) => {
    await pause();
    expect(Object.keys(await fakeBrowser.storage.local.get(null))).toEqual(['pause']);
    await deleteEverything();
    expect(await fakeBrowser.storage.local.get(null)).toEqual({});
  });
});

describe('a failed deletion of everything', () => {
  const ferry: Card = { ...(card('ferry') as Card), topics: [] };
  const copied = async (): Promise<unknown[]> => {
    const { analyses, followed } = await readSecondCopy();
    return [...analyses.map(({ saved }) => saved.id), ...followed.map(({ key }) => key)];
  };
  beforeEach(async () => {
    await fillFromSecondCopy();
    await saveAnalysis(ferry);
    await follow(followableOutlet('outlet.example'));
    await updateSecondCopy();
    await fakeBrowser.storage.local.set({ mode: 'automatic' });
  });

  it('changes nothing and rejects if the database can be neither opened nor deleted', async () => {
    db.close({ disableAutoOpen: false });
    const refuse = (): never => {
      throw new DOMException('A mutation operation was attempted.', 'InvalidStateError');
    };
    const refused = [vi.spyOn(indexedDB, 'open'), vi.spyOn(indexedDB, 'deleteDatabase')];
    for (const method of refused) method.mockImplementation(refuse);
    await expect(deleteEverything()).rejects.toThrow('A mutation operation was attempted.');
    for (const method of refused) method.mockRestore();
    expect(await records()).toEqual({ saved: 1, searchQueue: 1, followed: 1, readerFacts: 2 });
    expect(await copied()).toEqual(['ferry', 'outlet:outlet.example']);
    expect((await readSettings()).mode).toBe('automatic');
  });

  it('deletes the database if it cannot be cleared, and reports the cause unless the database is broken', async () => {
    const bug = new TypeError('clear is not a function');
    const errors = vi.spyOn(console, 'error').mockReturnValue();
    const [table] = db.tables;
    if (!table) throw new Error('no table');
    const clear = vi.spyOn(table, 'clear');
    for (const cause of [new DOMException('Internal error.', 'UnknownError'), bug]) {
      await saveAnalysis(ferry);
      clear.mockRejectedValueOnce(cause);
      await deleteEverything();
      expect(await records()).toEqual({});
    }
    expect(errors.mock.calls).toEqual([['Civic Lens, clear the database: unexpected error.', bug]]);
    vi.restoreAllMocks();
  });

  it('lets the next background restore the second copy if the background ended right after clearing it', async () => {
    const remove = fakeBrowser.storage.local.remove.bind(fakeBrowser.storage.local);
    const end = vi.spyOn(fakeBrowser.storage.local, 'remove').mockImplementationOnce(async (keys) => {
      await remove(keys as string[]);
      throw new Error('The background ended.');
    });
    await expect(deleteEverything()).rejects.toThrow('The background ended.');
    end.mockRestore();
    expect(await copied()).toEqual([]);
    await updateSecondCopy();
    expect(await copied()).toEqual(['ferry', 'outlet:outlet.example']);
  });
});

const MONTHS = [{ month: '2026-07', cards: [card('ferry')] }];

describe('work that runs while everything is deleted', () => {
  it('leaves no text that it was fetching ahead', async () => {
    const text = { version: '1', text: { sections: [], attribution: [] } };
    await keepFetchedText('ports', text);
    const set = fakeBrowser.storage.session.set.bind(fakeBrowser.storage.session);
    let deleting: Promise<unknown> = Promise.resolve();
    vi.spyOn(fakeBrowser.storage.session, 'set').mockImplementationOnce(async (items) => {
      let isDone = false;
      deleting = deleteEverything().then(() => {
        isDone = true;
      });
      await vi.waitFor(async () => {
        const { pending = [] } = await navigator.locks.query();
        expect(isDone || pending.some(({ name }) => name === 'civic-lens-fetched-texts')).toBe(true);
      });
      await set(items);
    });
    await keepFetchedText('ferry', text);
    await deleting;
    expect(await fakeBrowser.storage.session.get(null)).toEqual({});
  });

  it('leaves no text of an earlier fetch, and keeps the text of a later fetch', async () => {
    const ferry = {
      ...(card('ferry', { document: 'https://noligarchy.us/ferry.json' }) as Card),
      topics: [],
    };
    const answer = (): Response => Response.json(analysisDocument('ferry'));
    const slow = async (): Promise<Response> => {
      await deleteEverything();
      return answer();
    };
    expect((await loadText(ferry, true, slow as typeof fetch)).state).toBe('ready');
    expect(await fakeBrowser.storage.session.get(null)).toEqual({});
    expect((await loadText(ferry, true, (async () => answer()) as typeof fetch)).state).toBe('ready');
    expect(Object.keys(await fakeBrowser.storage.session.get(null)).sort()).toEqual(['text:ferry', 'texts']);
  });

  it('leaves no text that it copied from the index for the popup and the side panel', async () => {
    await sync(serve(MONTHS.map((month) => ({ ...month, documents: [analysisDocument('ferry')] }))).get);
    const { id = -1 } = await fakeBrowser.tabs.create({ url: FERRY });
    const record = await handlePage((await browser.tabs.get(id)) as never, IDENTITY);
    if (!record) throw new Error('the page has no record');
    const read = db.textBlocks.bulkGet.bind(db.textBlocks);
    const reading = vi.spyOn(db.textBlocks, 'bulkGet').mockImplementationOnce((async (keys: string[]) => {
      const blocks = await read(keys);
      await deleteEverything();
      return blocks;
    }) as never);
    await copyTextForPanel(record);
    expect(reading).toHaveBeenCalledOnce();
    expect(await fakeBrowser.storage.session.get(null)).toEqual({});
  });

  it.each([false, true])('leaves no tab record and no badge of a page (private: %s)', async (incognito) => {
    await sync(serve(MONTHS).get);
    const { id = -1 } = await fakeBrowser.tabs.create({ url: FERRY });
    const tab = { ...(await browser.tabs.get(id)), incognito };
    vi.spyOn(browser.tabs, 'get').mockImplementationOnce(async () => {
      await deleteEverything();
      return tab;
    });
    browser.action.setBadgeText.mockClear();
    await handlePage(tab as never, IDENTITY);
    expect(browser.action.setBadgeText).toHaveBeenCalledWith({ tabId: id, text: '1' });
    expect(await fakeBrowser.storage.session.get(null)).toEqual({});
    expect(browser.action.setBadgeText).toHaveBeenLastCalledWith({ tabId: id, text: '' });
  });
});

describe('the deletion of everything', () => {
  it('leaves no badge in a private window, whose pages have no tab record', async () => {
    await fakeBrowser.storage.local.set({ mode: 'automatic' });
    await sync(serve(MONTHS).get);
    const { id = -1 } = await fakeBrowser.tabs.create({ url: FERRY });
    await handlePage({ ...(await browser.tabs.get(id)), incognito: true } as never, IDENTITY);
    expect(browser.action.setBadgeText).toHaveBeenLastCalledWith({ tabId: id, text: '1' });
    await deleteEverything();
    expect(browser.action.setBadgeText).toHaveBeenLastCalledWith({ tabId: id, text: '' });
  });

  it('leaves no notification', async () => {
    granted.add('notifications');
    await deleteEverything();
    expect(browser.notifications?.clear.mock.calls).toEqual([['new-for-you']]);
  });

  it('is reported to the pages if the browser deletes the database as a whole', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    await saveAnalysis({ ...(card('ferry') as Card), topics: [] });
    const seen: number[] = [];
    const stop = onReopened(async () => {
      seen.push(await db.saved.count());
    });
    indexedDB.deleteDatabase(db.name);
    await vi.waitFor(() => expect(seen).toEqual([0]));
    stop();
  });
});
