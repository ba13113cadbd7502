import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { deleteEverything } from '../../../lib/app/delete-everything.ts';
import { setReadPages } from '../../../lib/app/setting-actions.ts';
import { changeSettings } from '../../../lib/browser/settings.ts';
import { db } from '../../../lib/db/database.ts';
import { indexState, syncState, updateSyncState } from '../../../lib/db/index-state.ts';
import { follow } from '../../../lib/follow/followed.ts';
import { addNewAnalysesToCommits } from '../../../lib/follow/new-for-you-in-commit.ts';
import { newIds } from '../../../lib/follow/new-for-you-records.ts';
import { planBatch } from '../../../lib/sync/back-fill.ts';
import { isSyncRunning } from '../../../lib/sync/index-lock.ts';
import { applyKeepTexts, sync } from '../../../lib/sync/sync.ts';
import { analyses } from '../../sample/content.ts';
import { freshSite, leaveSite, noPause, publishCopies, readAllPages } from './fresh-site.ts';
import { backFill } from './one-batch.ts';
import type { Publication } from './publication.ts';

addNewAnalysesToCommits();

const ALL = analyses.length;

let publication: Publication;

beforeEach(async () => {
  publication = await freshSite();
});
afterEach(leaveSite);

/** Returns the origin of the index, the number of its cards, and the number of page records that are left. */
async function device(): Promise<object> {
  const index = await indexState();
  return { origin: index?.origin, cards: index?.cardCount, pages: await db.sitePages.count() };
}

/** Makes the publication delay its answer for one path until the test calls `answer`. */
function slow(path: string): { readonly asked: Promise<void>; readonly answer: () => void } {
  let answer = (): void => undefined;
  let ask = (): void => undefined;
  const asked = new Promise<void>((resolve) => {
    ask = resolve;
  });
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const site = publication.site;
  publication.instead.set(path, async () => {
    ask();
    await answered;
    publication.instead.delete(path);
    return new Response(site.get(path)?.body as BodyInit);
  });
  return { asked, answer };
}

describe('a sync that waits for the publication', () => {
  it('does not delay the choice of how pages are read', async () => {
    publishCopies(publication, 80);
    await sync(publication.get);
    const { asked, answer } = slow('/sitemap.xml');
    const syncing = sync(publication.get);
    await asked;
    await setReadPages('stopped');
    answer();
    await syncing;
    await readAllPages(publication);
    expect(await device()).toEqual({ origin: 'site', cards: 30, pages: 80 });
  });

  it('prevents the reading of a page that was due before the reader stopped the reading', async () => {
    publishCopies(publication, 80);
    await sync(publication.get);
    await setReadPages('stopped');
    await readAllPages(publication);
    await setReadPages('steady');
    const { asked, answer } = slow('/sitemap.xml');
    const syncing = sync(publication.get);
    await asked;
    publication.asked.splice(0);
    // The batch has chosen the next page, and then waits for the lock that the sync holds.
    const reading = backFill({ get: publication.get, pause: noPause });
    await vi.waitFor(async () => expect((await navigator.locks.query()).pending).toHaveLength(1));
    await setReadPages('stopped');
    answer();
    await Promise.all([syncing, reading]);
    expect(publication.asked.filter((address) => address.includes('/analysis/'))).toEqual([]);
  });
});

describe('a companion index that arrives while the background reads a plain site', () => {
  it('stays with its texts if it arrives between two pages', async () => {
    publication.publish({ form: 'site', newest: 0 });
    await sync(publication.get);
    publication.publish({});
    let isThere = false;
    await backFill({
      get: publication.get,
      pause: async () => {
        if (isThere) return;
        isThere = true;
        await sync(publication.get);
      },
    });
    expect(await device()).toEqual({ origin: 'companion', cards: ALL, pages: 0 });
    expect(await db.texts.count()).toBe(2);
  });

  it('stays if it arrives during the fetch of a page', async () => {
    publication.publish({ form: 'site', newest: 0 });
    await sync(publication.get);
    publication.publish({});
    const get = (async (address: string, init?: RequestInit) => {
      if (!(await indexState()) || (await indexState())?.origin === 'site') await sync(publication.get);
      return publication.get(address, init);
    }) as typeof fetch;
    expect(await backFill({ get, pause: noPause })).toBe(false);
    expect(await device()).toEqual({ origin: 'companion', cards: ALL, pages: 0 });
  });

  it('keeps the analyses that are new for the reader', async () => {
    publication.publish({ form: 'site', withdrawn: ['ferry-talks-merrow-strait'] });
    await sync(publication.get);
    await readAllPages(publication);
    await follow({ kind: 'lens', id: 'global-power-plays', name: 'Global Power Plays' });
    publication.publish({});
    await sync(publication.get);
    const news = await newIds();
    expect(news).toContain('ferry-talks-merrow-strait');
    await backFill({ get: publication.get, pause: noPause });
    expect(await newIds()).toEqual(news);
  });
});

describe('the index lock', () => {
  it('is free during the fetch of a page, so that a sync does not wait for the page', async () => {
    publication.publish({ form: 'site', newest: 0 });
    await sync(publication.get);
    const syncs: boolean[] = [];
    const get = (async (address: string, init?: RequestInit) => {
      if (syncs.length < 3) {
        await updateSyncState({ checkedAt: undefined });
        await sync(publication.get);
        syncs.push((await syncState()).checkedAt !== undefined);
      }
      return publication.get(address, init);
    }) as typeof fetch;
    await backFill({ get, pause: noPause });
    expect(syncs).toEqual([true, true, true]);
    expect(await device()).toMatchObject({ origin: 'site', cards: ALL });
  });

  it('lets "Check now" wait for the writes of a back-fill, and then sync', async () => {
    publication.publish({});
    const held = Promise.withResolvers<void>();
    const holder = navigator.locks.request('civic-lens-index', () => held.promise);
    const pressed = sync(publication.get);
    await vi.waitFor(async () => expect(await isSyncRunning()).toBe(true));
    expect(publication.asked).toEqual([]);
    held.resolve();
    await holder;
    expect(await pressed).toBe(true);
    expect(await device()).toEqual({ origin: 'companion', cards: ALL, pages: 0 });
    expect(await isSyncRunning()).toBe(false);
  });

  it('is requested by only one of two syncs that start at the same time', async () => {
    publication.publish({});
    expect(await Promise.all([sync(publication.get), sync(publication.get)])).toEqual([true, false]);
    expect(publication.asked.filter((path) => path.endsWith('index.json'))).toHaveLength(1);
  });

  it('prevents the request for a page that a running sync withdraws', async () => {
    publication.publish({ form: 'site', newest: 0 });
    await sync(publication.get);
    const held = Promise.withResolvers<void>();
    const holder = navigator.locks.request('civic-lens-index', () => held.promise);
    publication.asked.splice(0);
    const reading = backFill({ get: publication.get, pause: noPause });
    await vi.waitFor(async () =>
      expect((await navigator.locks.query()).pending?.map(({ name }) => name)).toContain('civic-lens-index'),
    );
    await db.sitePages.clear();
    held.resolve();
    await holder;
    await reading;
    expect(publication.asked).toEqual([]);
  });

  it('lets a change of the kept texts wait for a sync that read the old setting', async () => {
    publication.publish({});
    vi.stubGlobal('fetch', publication.get);
    const { asked, answer } = slow('/.well-known/civic-lens/index.json');
    const syncing = sync(publication.get);
    await asked;
    await changeSettings({ keepTexts: 'none' });
    const applied = applyKeepTexts();
    answer();
    await Promise.all([syncing, applied]);
    expect(await db.texts.count()).toBe(0);
    expect(await device()).toEqual({ origin: 'companion', cards: ALL, pages: 0 });
  });
});

describe('deleting everything while the background writes the index', () => {
  it.each<[string, 'companion' | 'site', string]>([
    ['a sync waits for the manifest', 'companion', '/.well-known/civic-lens/index.json'],
    ['a sync waits for the feed', 'site', '/feed.xml'],
    ['a sync waits for a sitemap', 'site', '/sitemap-1.xml'],
  ])('leaves no record while %s', async (_, form, path) => {
    publication.publish({ form });
    const { asked, answer } = slow(path);
    const syncing = sync(publication.get);
    await asked;
    await deleteEverything();
    answer();
    expect(await syncing).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await Promise.all(db.tables.map((table) => table.count()))).toEqual(db.tables.map(() => 0));
  });

  it.each([
    ['a sync', async () => void (await sync(publication.get))],
    ['a change of the kept texts', applyKeepTexts],
  ])('leaves no record while %s waits for texts, and prevents more requests', async (_, work) => {
    publication.publish({});
    vi.stubGlobal('fetch', publication.get);
    await changeSettings({ keepTexts: 'none' });
    await sync(publication.get);
    await changeSettings({ keepTexts: 'all' });
    const isTextFile = (path: string): boolean => path.includes('/texts/');
    // The sync fetches the newest month first.
    const { asked, answer } = slow([...publication.site.keys()].filter(isTextFile).sort().at(-1) ?? '');
    publication.asked.splice(0);
    const working = work();
    await asked;
    await deleteEverything();
    const before = publication.asked.filter(isTextFile).length;
    answer();
    await working;
    expect(publication.asked.filter(isTextFile)).toHaveLength(before);
    expect(await Promise.all(db.tables.map((table) => table.count()))).toEqual(db.tables.map(() => 0));
  });

  it('leaves no record while the background fetches a page of a plain site', async () => {
    publication.publish({ form: 'site', newest: 0 });
    await sync(publication.get);
    const [page = ''] = [...publication.site.keys()].filter((path) => path.startsWith('/analysis/'));
    const { asked, answer } = slow(page);
    const reading = backFill({ get: publication.get, pause: noPause });
    await asked;
    await deleteEverything();
    answer();
    expect(await reading).toBe(false);
    expect(await Promise.all(db.tables.map((table) => table.count()))).toEqual(db.tables.map(() => 0));
  });

  it('leaves no record if the reader then changes how pages are read', async () => {
    publication.publish({ form: 'site' });
    await sync(publication.get);
    await deleteEverything();
    await setReadPages('fast');
    await planBatch();
    expect(await Promise.all(db.tables.map((table) => table.count()))).toEqual(db.tables.map(() => 0));
    expect(await fakeBrowser.alarms.get('back-fill')).toBeUndefined();
  });

  it('lets the next sync fetch the index again', async () => {
    publication.publish({});
    const { asked, answer } = slow('/.well-known/civic-lens/index.json');
    const syncing = sync(publication.get);
    await asked;
    await deleteEverything();
    answer();
    await syncing;
    expect(await sync(publication.get)).toBe(true);
    expect(await device()).toEqual({ origin: 'companion', cards: ALL, pages: 0 });
  });
});
