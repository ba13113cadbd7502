import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { changeSettings } from '../../../lib/browser/settings.ts';
import { db } from '../../../lib/db/database.ts';
import { indexState, syncState } from '../../../lib/db/index-state.ts';
import { siteProgress } from '../../../lib/db/site-pages-due.ts';
import { updateSiteState } from '../../../lib/db/site-state.ts';
import { applyKeepSiteTexts } from '../../../lib/sync/back-fill.ts';
import { sync } from '../../../lib/sync/sync.ts';
import {
  freshSite,
  HOUR,
  leaveSite,
  meterConnection,
  noPause,
  PAGES,
  publishCopies,
  readAllPages,
  stopClock,
  syncWhole,
} from './fresh-site.ts';
import { backFill } from './one-batch.ts';
import type { Publication } from './publication.ts';

let publication: Publication;

beforeEach(async () => {
  publication = await freshSite();
});

afterEach(leaveSite);

/** Returns the feed with the element of RFC 5005 that declares it complete. */
function complete(feed: string): string {
  return feed.replace('<item>', '<fh:complete xmlns:fh="http://purl.org/syndication/history/1.0"/><item>');
}

describe('a publication without companion index', () => {
  it('is read completely, or only its newest pages while the reader has stopped the reading', async () => {
    publishCopies(publication, 80);
    await sync(publication.get);
    await changeSettings({ readPages: 'stopped' });
    await readAllPages(publication);
    expect(await siteProgress('stopped')).toMatchObject({ read: 30, wanted: 50, known: 80 });
    expect(await indexState()).toMatchObject({ cardCount: 30, incomplete: true });

    await changeSettings({ readPages: 'steady' });
    await readAllPages(publication);
    expect(await siteProgress('steady')).toMatchObject({ read: 80, wanted: 0 });
    expect((await indexState())?.cardCount).toBe(80);
    expect((await indexState())?.incomplete).toBeUndefined();
  });

  it('is read at three hundred pages a day after the first pages, except for the newest ones', async () => {
    const start = stopClock('2026-07-10T12:00:00Z');
    publishCopies(publication, 40);
    await sync(publication.get);
    await updateSiteState({ fetched: 200, today: { since: start, fetched: 298 } });
    await backFill({ get: publication.get, pause: noPause });
    // The limit of the day allows two more pages. The newest thirty pages are read despite the limit.
    expect(await siteProgress('steady')).toMatchObject({ read: 30, wanted: 10, goesOnAt: start + 24 * HOUR });
    expect((await fakeBrowser.alarms.get('back-fill'))?.scheduledTime).toBe(start + 24 * HOUR);
    vi.setSystemTime(start + 24 * HOUR);
    await backFill({ get: publication.get, pause: noPause });
    expect(await siteProgress('steady')).toMatchObject({ read: 40, wanted: 0 });
  });

  it('is read without the limit of the day if the reader wants it faster', async () => {
    const start = stopClock('2026-07-10T12:00:00Z');
    publishCopies(publication, 40);
    await sync(publication.get);
    await updateSiteState({ fetched: 200, today: { since: start, fetched: 300 } });
    await changeSettings({ readPages: 'fast' });
    await backFill({ get: publication.get, pause: noPause });
    expect(await siteProgress('steady')).toMatchObject({ read: 40, wanted: 0 });
  });

  it('gets an index with its first card, and then several cards at a time', async () => {
    publishCopies(publication, 12);
    await sync(publication.get);
    expect(await indexState()).toBeUndefined();
    const cards: (number | undefined)[] = [];
    await backFill({
      get: publication.get,
      pause: async () => void cards.push((await indexState())?.cardCount),
    });
    expect(cards).toEqual([1, 1, 1, 1, 1, 6, 6, 6, 6, 6, 11]);
    expect((await indexState())?.cardCount).toBe(12);
  });

  it('has a known oldest day while older pages are still to be read', async () => {
    publishCopies(publication, 12);
    await sync(publication.get);
    const known: (string | undefined)[] = [];
    await backFill({
      get: publication.get,
      pause: async () => void known.push((await indexState())?.knownBackTo),
    });
    // The newest copy is of 28 May 2026 (1.78e12 ms since the epoch). While the page of 27 May is unread, the index is
    // known back to 28 May.
    expect(known.filter((day, n) => day !== known[n - 1])).toEqual([
      '2026-05-28',
      '2026-05-23',
      '2026-05-18',
    ]);
    expect(await indexState()).not.toHaveProperty('incomplete');
  });

  it('is known back to the oldest item of its feed if it has no sitemap', async () => {
    publication.publish({ form: 'feed', newest: 5 });
    await syncWhole(publication);
    // The oldest item was published on 21 June and changed on 23 June. The feed may be sorted by the date of the
    // change, and may lack an analysis of 22 June.
    expect(await indexState()).toMatchObject({ incomplete: true, knownBackTo: '2026-06-23' });
  });

  it.each<[string, (feed: string) => string, Record<string, number>, boolean]>([
    ['a feed that says that it is complete', complete, {}, true],
    [
      'a feed that says that it is complete, but has a broken item',
      (feed) => complete(feed).replace('<link>', '<link'),
      {},
      false,
    ],
    [
      'a feed that says that it is complete, beside a sitemap that cannot be fetched',
      complete,
      { '/sitemap.xml': 503 },
      false,
    ],
    ['a feed that does not say this', (feed) => feed, {}, false],
    [
      'a feed with an element `complete` in no namespace',
      (feed) => feed.replace('<item>', '<complete/><item>'),
      {},
      false,
    ],
  ])('is known completely, or not, from %s', async (_, change, refused, isWhole) => {
    publication.publish({ form: 'feed', newest: 5 });
    const feed = publication.text('/feed.xml');
    publication.change((site) => site.set('/feed.xml', { type: 'application/rss+xml', body: change(feed) }));
    for (const [path, status] of Object.entries(refused))
      publication.instead.set(path, () => new Response('', { status }));
    await syncWhole(publication);
    expect((await indexState())?.incomplete).toBe(isWhole ? undefined : true);
  });

  it('is not read while the connection is metered', async () => {
    stopClock('2026-07-10T12:00:00Z');
    publication.publish({ form: 'site', newest: 0 });
    await sync(publication.get);
    publication.asked.splice(0);
    meterConnection();
    await backFill({ get: publication.get, pause: noPause });
    expect(publication.asked).toEqual([]);
    expect((await fakeBrowser.alarms.get('back-fill'))?.scheduledTime).toBe(Date.now() + HOUR);
  });

  it('is read again when the reader wants the texts of its pages again', async () => {
    publication.publish({ form: 'site' });
    await syncWhole(publication);
    await applyKeepSiteTexts('none', new AbortController().signal);
    await applyKeepSiteTexts('all', new AbortController().signal);
    await changeSettings({ keepTexts: 'all' });
    expect(await fakeBrowser.alarms.get('back-fill')).toMatchObject({ name: 'back-fill' });
    // Meanwhile, the index stays complete.
    expect((await indexState())?.incomplete).toBeUndefined();
    while (await db.sitePages.where('[state+changed]').between(['wanted', 0], ['wanted', Infinity]).count())
      await backFill({ get: publication.get, pause: noPause });
    expect(await db.siteTexts.count()).toBe(PAGES);
  });

  it('is not read for the texts of older pages while the reading is stopped, and these texts are counted', async () => {
    publishCopies(publication, 40);
    await syncWhole(publication);
    await changeSettings({ readPages: 'stopped' });
    await applyKeepSiteTexts('none', new AbortController().signal);
    expect(await siteProgress('stopped')).not.toHaveProperty('textsWaiting');
    await applyKeepSiteTexts('all', new AbortController().signal);
    await changeSettings({ keepTexts: 'all' });
    // The newest thirty pages are about to be read.
    expect(await siteProgress('stopped')).not.toHaveProperty('textsWaiting');
    await readAllPages(publication);
    expect(await siteProgress('stopped')).toMatchObject({ read: 30, wanted: 10, textsWaiting: 10 });
    expect(await db.siteTexts.count()).toBe(30);

    await changeSettings({ readPages: 'steady' });
    expect(await siteProgress('steady')).not.toHaveProperty('textsWaiting');
    await readAllPages(publication);
    expect(await db.siteTexts.count()).toBe(40);
  });

  it('has no texts on the device if the reader wants none', async () => {
    publication.publish({ form: 'site' });
    await syncWhole(publication);
    await applyKeepSiteTexts('none', new AbortController().signal);
    expect(await db.siteTexts.count()).toBe(0);
  });

  it.each<[string, () => Response | Promise<Response>, string]>([
    ['is unreachable', () => Promise.reject(new TypeError('failed')), 'unreachable'],
    ['answers with errors', () => new Response('', { status: 503 }), 'http'],
  ])('keeps its old index if everything %s, and the reason is recorded', async (_, broken, reason) => {
    publication.publish({ form: 'site' });
    await syncWhole(publication);
    for (const path of [
      '/.well-known/civic-lens/index.json',
      '/robots.txt',
      '/',
      '/feed.xml',
      '/sitemap.xml',
    ])
      publication.instead.set(path, broken);
    await sync(publication.get);
    expect((await indexState())?.cardCount).toBe(PAGES);
    expect((await syncState()).failure?.reason).toBe(reason);
  });

  it.each<[string, () => Response]>([
    ['HTML', () => new Response('<!doctype html><title>Moved</title>')],
    ['broken off before its content', () => new Response('<?xml version="1.0"?><rs')],
    ['empty', () => new Response('')],
  ])('keeps its old index if the feed is %s', async (_, broken) => {
    publication.publish({ form: 'site' });
    await syncWhole(publication);
    publication.instead.set('/feed.xml', broken);
    await sync(publication.get);
    expect((await indexState())?.cardCount).toBe(PAGES);
    expect((await syncState()).failure?.reason).toBe('not-an-index');
  });

  it('is no longer read as a site once it has a companion index', async () => {
    publication.publish({ form: 'site' });
    await syncWhole(publication);
    publication.publish({});
    await sync(publication.get);
    expect((await indexState())?.origin).toBe('companion');
    expect((await syncState()).fellBack).toBeUndefined();
    expect(await db.sitePages.count()).toBe(0);
  });

  it('keeps the companion index that it had before if that index fails to load once', async () => {
    publication.publish({});
    await sync(publication.get);
    publication.publish({ form: 'site' });
    await sync(publication.get);
    expect((await indexState())?.origin).toBe('companion');
    expect((await syncState()).failure).toMatchObject({ reason: 'http', status: 404 });
  });
});
