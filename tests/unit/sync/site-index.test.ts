import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { changeSettings } from '../../../lib/browser/settings.ts';
import { db } from '../../../lib/db/database.ts';
import { cardById, newestCards } from '../../../lib/db/index-queries.ts';
import { indexState, syncState } from '../../../lib/db/index-state.ts';
import { recordPageResult } from '../../../lib/db/site-page-results.ts';
import { nextPage, siteProgress } from '../../../lib/db/site-pages-due.ts';
import { siteState, updateSiteState } from '../../../lib/db/site-state.ts';
import type { Card } from '../../../lib/index/card.ts';
import { saveAnalysis, savedAnalysis } from '../../../lib/library/saved-analyses.ts';
import { readAnalysisFile } from '../../../lib/publication/site/read-analysis.ts';
import { applyKeepSiteTexts, backFill, changeReadPages } from '../../../lib/sync/back-fill.ts';
import { fetchFile } from '../../../lib/sync/fetch-file.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { textOnDevice } from '../../../lib/sync/texts.ts';
import { analyses } from '../../sample/content.ts';
import type { ServedFile } from '../../sample/server.ts';
import {
  freshSite,
  HOUR,
  leaveSite,
  noPause,
  readAllPages,
  removeFeeds,
  stopClock,
  syncWhole,
  urlset,
  xml,
} from './fresh-site.ts';
import { PUBLICATION, type Publication } from './publication.ts';

const PAGES = analyses.length;

let publication: Publication;

beforeEach(async () => {
  publication = await freshSite();
});
afterEach(leaveSite);

/** The feed with the element of RFC 5005 that says that it is complete. */
function complete(feed: string): string {
  return feed.replace('<item>', '<fh:complete xmlns:fh="http://purl.org/syndication/history/1.0"/><item>');
}

const EMPTY_FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>X</title></channel></rss>';

/** Reads pages for some time like the alarms of the background: as many as possible, and again every half hour. */
async function readFor(time: number): Promise<void> {
  const end = Date.now() + time;
  for (; Date.now() < end; vi.setSystemTime(Date.now() + HOUR / 2)) await readAllPages(publication);
}

/** The file at a path, cut off after the first end tag of this kind. */
function cut(path: string, end: string): ServedFile {
  const text = publication.text(path);
  return xml(text.slice(0, text.indexOf(end) + end.length));
}

function withoutPage(sitemap: string, id: string): string {
  return sitemap.replace(new RegExp(`<url>(?:(?!</url>).)*/analysis/${id}<.*?</url>`, 's'), '');
}

/** Publishes a site without feed, whose sitemap names one analysis for each day, the newest first. */
function publishCopies(number: number): void {
  publication.publish({ form: 'site', newest: 0 });
  publication.change((site) => {
    const original = '/analysis/ferry-talks-merrow-strait';
    const urls = [...Array(number).keys()].map((n) => {
      const path = `/analysis/copy-${n}`;
      const day = new Date(1.78e12 - n * 86_400_000).toISOString();
      const page = publication
        .text(original)
        .replaceAll(original, path)
        .replaceAll('2026-07-02', day.slice(0, 10));
      site.set(path, { type: 'text/html', body: page });
      return `<url><loc>${PUBLICATION}analysis/copy-${n}</loc><lastmod>${day}</lastmod></url>`;
    });
    site.set('/sitemap.xml', urlset(urls.join('')));
    removeFeeds(site);
  });
}

async function allCards(): Promise<Card[]> {
  return (await newestCards(1000)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

describe('a publication without companion index', () => {
  it('has the same cards and texts as with one', async () => {
    publication.publish({});
    await sync(publication.get);
    const cards = (await allCards()).map(({ document: _, ...card }) => card);
    const texts = await Promise.all(cards.map((card) => textOnDevice(card)));
    expect(cards).toHaveLength(PAGES);

    await Promise.all(db.tables.map((table) => table.clear()));
    publication.publish({ form: 'site' });
    await syncWhole(publication);
    expect(await allCards()).toEqual(cards);
    expect((await indexState())?.lenses.map(({ id, name }) => [id, name])).toHaveLength(8);
    // With both forms, the texts of the two newest months are kept.
    const fromSite = await Promise.all(cards.map((card) => textOnDevice(card)));
    expect(fromSite.map((text) => text?.sections.map(({ heading }) => heading))).toEqual(
      texts.map((text) => text?.sections.map(({ heading }) => heading)),
    );
  });

  it('has the subscribe and issues addresses of its pages, also in saved analyses', async () => {
    publication.publish({ form: 'site' });
    await syncWhole(publication);
    const about = {
      subscribe: 'https://noligarchy.us/subscribe',
      issues: 'https://noligarchy.us/issues',
    };
    expect((await indexState())?.publication).toMatchObject(about);
    const ferry = await cardById('ferry-talks-merrow-strait');
    await saveAnalysis(ferry as Card);
    expect((await savedAnalysis('ferry-talks-merrow-strait'))?.publication).toMatchObject(about);
  });

  it.each(['site', 'feed'] as const)('has an analysis without a lens, read as %s', async (form) => {
    publication.publish({ form, withoutLens: ['port-fee-holiday'] });
    await syncWhole(publication);
    const found = await cardById('port-fee-holiday');
    expect(found).toMatchObject({ id: 'port-fee-holiday' });
    expect(found).not.toHaveProperty('lens');
  });

  it('is recorded as read like a site, with the reason', async () => {
    publication.publish({ form: 'site' });
    vi.setSystemTime('2026-07-10T12:00:00Z');
    await sync(publication.get);
    const { failure, fellBack, checkedAt } = await syncState();
    expect(failure).toBeUndefined();
    expect(fellBack).toMatchObject({
      reason: 'http',
      status: 404,
      file: '/.well-known/civic-lens/index.json',
    });
    expect(checkedAt).toBe(Date.parse('2026-07-10T12:00:00Z'));
  });

  it('has the analyses of its feed if there is nothing else', async () => {
    publication.publish({ form: 'feed', newest: 5 });
    await syncWhole(publication);
    const newest = analyses.toSorted((a, b) => (a.published < b.published ? 1 : -1)).slice(0, 5);
    expect((await allCards()).map(({ id }) => id)).toEqual(newest.map(({ id }) => id).sort());
    // The feed contains whole texts with the links to the source articles, so no page is requested.
    expect(publication.asked.filter((path) => path.startsWith('/analysis/'))).toEqual([]);
  });

  it('gets few requests if nothing changed', async () => {
    publication.publish({ form: 'site' });
    await syncWhole(publication);
    const generation = (await indexState())?.generation;
    publication.asked.splice(0);
    await syncWhole(publication);
    expect(publication.asked).toEqual(['/.well-known/civic-lens/index.json', '/robots.txt', '/feed.xml']);
    expect((await indexState())?.generation).toBe(generation);
  });

  it('loses withdrawn analyses once its sitemap has been read to the end again', async () => {
    publication.publish({ form: 'site' });
    await syncWhole(publication);
    publication.publish({ form: 'site', withdrawn: ['water-meter-bylaw'] });
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 25 * 3_600_000);
    await syncWhole(publication);
    vi.restoreAllMocks();
    expect(await cardById('water-meter-bylaw')).toBeUndefined();
    expect((await indexState())?.cardCount).toBe(PAGES - 1);
  });

  it('keeps the analyses of unchanged sitemaps, and gets only conditional requests', async () => {
    publication.publish({ form: 'site' });
    await syncWhole(publication);
    const before = await allCards();
    const answers: string[] = [];
    publication.damage = (path, response) => {
      // Pages without an analysis are fetched again a day later.
      if (!path.startsWith('/lens/')) answers.push(`${path} ${response.status}`);
      return response;
    };
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 25 * HOUR);
    await syncWhole(publication);
    vi.restoreAllMocks();
    expect(answers).toEqual([
      '/.well-known/civic-lens/index.json 404',
      '/robots.txt 304',
      '/feed.xml 304',
      '/sitemap.xml 304',
      '/sitemap-1.xml 304',
      '/sitemap-2.xml.gz 304',
    ]);
    expect(await allCards()).toEqual(before);
    expect((await indexState())?.incomplete).toBeUndefined();
  });

  it('is read completely, or only its newest pages while the reader has stopped the reading', async () => {
    publishCopies(80);
    await sync(publication.get);
    await changeReadPages('stopped');
    await readAllPages(publication);
    expect(await siteProgress()).toMatchObject({ read: 30, wanted: 50, known: 80, readPages: 'stopped' });
    expect(await indexState()).toMatchObject({ cardCount: 30, incomplete: true });

    await changeReadPages('steady');
    await readAllPages(publication);
    expect(await siteProgress()).toMatchObject({ read: 80, wanted: 0, readPages: 'steady' });
    expect((await indexState())?.cardCount).toBe(80);
    expect((await indexState())?.incomplete).toBeUndefined();
  });

  it('gets at most one request a second', async () => {
    publication.publish({ form: 'site' });
    await sync(publication.get);
    publication.asked.splice(0);
    const pauses: number[] = [];
    await backFill({
      get: publication.get,
      pause: async (milliseconds) => void pauses.push(milliseconds),
    });
    // The feed contains ten whole analyses. The other eight, and eight other pages, are fetched.
    expect(publication.asked).toHaveLength(16);
    expect(pauses).toEqual(Array(15).fill(1000));
  });

  it('gets at most one request a second, even if the background is killed during a request', async () => {
    publication.publish({ form: 'site', newest: 0 });
    await sync(publication.get);
    let time = Date.now();
    const pages: number[] = [];
    const get = (async (address: string, init?: RequestInit) => {
      if (pages.push(time) === 2) throw new Error('killed');
      return publication.get(address, init);
    }) as typeof fetch;
    const outside = {
      get,
      now: () => time,
      pause: async (milliseconds: number) => {
        time += milliseconds;
      },
    };
    await expect(backFill(outside)).rejects.toThrow('killed');
    await backFill(outside);
    const gaps = pages.slice(1).map((at, n) => at - (pages[n] ?? 0));
    expect(gaps.slice(0, 3)).toEqual([1000, 1000, 1000]);
  });

  it('gets requests as slowly as its robots.txt says, up to a limit', async () => {
    publication.publish({ form: 'site' });
    await sync(publication.get);
    for (const [delay, pause] of [
      [5, 5000],
      [3600, 10_000],
    ] as const) {
      await updateSiteState({ crawlDelay: delay });
      const pauses: number[] = [];
      let time = Date.now();
      await backFill({
        get: publication.get,
        now: () => (time += 3000),
        pause: async (milliseconds) => void pauses.push(milliseconds),
      });
      expect(new Set(pauses)).toEqual(new Set([pause]));
    }
  });

  it('is read in batches, with an alarm that continues after a killed background', async () => {
    publication.publish({ form: 'site', newest: 0 });
    await sync(publication.get);
    let time = Date.now();
    const short = { get: publication.get, pause: noPause, now: () => (time += 3000) };
    await backFill(short);
    // With this clock, a batch of twenty seconds has time for two pages.
    expect((await siteProgress())?.read).toBe(2);
    expect(await fakeBrowser.alarms.get('back-fill')).toMatchObject({ name: 'back-fill' });
    await readAllPages(publication);
    expect((await siteProgress())?.read).toBe(PAGES);
    expect(await fakeBrowser.alarms.get('back-fill')).toBeUndefined();
  });

  it('is complete even if the background is killed between the last page and the commit', async () => {
    publication.publish({ form: 'site', newest: 0 });
    await sync(publication.get);
    for (let page = await nextPage('steady'); page; page = await nextPage('steady')) {
      const file = await fetchFile(page.url, {
        origin: new URL(PUBLICATION).origin,
        maxBytes: 1e6,
        get: publication.get,
      });
      if (file !== 'unchanged') await recordPageResult(page, readAnalysisFile(file, PUBLICATION), Date.now());
    }
    expect(await indexState()).toBeUndefined();
    expect(await backFill({ get: publication.get, pause: noPause })).toBe(true);
    expect((await indexState())?.cardCount).toBe(PAGES);
  });

  it('gets no second request for a page that feed and sitemap date differently', async () => {
    publication.publish({ form: 'site' });
    // This feed contains only summaries, so each analysis is read from its page.
    publication.change((site) =>
      site.set('/feed.xml', { type: 'application/atom+xml', body: publication.text('/atom.xml') }),
    );
    await syncWhole(publication);
    const asAfterChange = async (sitemapsAt: number): Promise<void> => {
      const memory = (await siteState())?.memory;
      await updateSiteState({ memory: { ...memory, sitemapsAt, validators: {} } });
      await syncWhole(publication);
    };
    await asAfterChange(Date.now());
    publication.asked.splice(0);
    for (const sitemapsAt of [0, Date.now(), 0]) await asAfterChange(sitemapsAt);
    expect(publication.asked).toContain('/feed.xml');
    expect(publication.asked.filter((path) => path.startsWith('/analysis/'))).toEqual([]);
  });

  it('is searched for a feed only once a day if it has none; its sitemap names new analyses', async () => {
    publication.publish({ form: 'site' });
    publication.change(removeFeeds);
    await syncWhole(publication);
    publication.asked.splice(0);
    await syncWhole(publication);
    expect(publication.asked).toEqual([
      '/.well-known/civic-lens/index.json',
      '/robots.txt',
      '/sitemap.xml',
      '/sitemap-1.xml',
      '/sitemap-2.xml.gz',
    ]);
    expect((await syncState()).failure).toBeUndefined();
  });

  it('has other pages read first if one page fails again and again, which is still tried later', async () => {
    stopClock('2026-07-10T12:00:00Z');
    publication.publish({ form: 'site', newest: 0 });
    publication.instead.set('/analysis/water-meter-bylaw', () => new Response('', { status: 500 }));
    await sync(publication.get);
    await readFor(24 * HOUR);
    expect((await indexState())?.cardCount).toBe(PAGES - 1);
    expect((await siteProgress())?.failed).toEqual({
      count: 1,
      pages: [{ path: '/analysis/water-meter-bylaw', failure: { reason: 'http', status: 500 } }],
    });
    publication.instead.clear();
    await readFor(24 * HOUR);
    expect(await siteProgress()).toMatchObject({ read: PAGES, failed: { count: 0 } });
  });

  it.each<[string, Record<string, string>, number]>([
    ['429 with Retry-After in seconds', { 'retry-after': '60' }, 429],
    ['503 with Retry-After in seconds', { 'retry-after': '60' }, 503],
    ['429 with Retry-After as a date', { 'retry-after': 'Fri, 10 Jul 2026 12:01:00 GMT' }, 429],
    [
      '503 with a date by a clock that is an hour ahead',
      { 'retry-after': 'Fri, 10 Jul 2026 13:01:00 GMT', date: 'Fri, 10 Jul 2026 13:00:00 GMT' },
      503,
    ],
  ])('gets no request for as long as it asks to wait: %s', async (_, headers, status) => {
    const start = stopClock('2026-07-10T12:00:00Z');
    publication.publish({ form: 'site', newest: 0 });
    await sync(publication.get);
    publication.asked.splice(0);
    publication.damage = () => new Response('', { status, headers });
    await backFill({ get: publication.get, pause: noPause });
    expect(publication.asked).toHaveLength(1);
    // Neither a sync nor a back-fill makes a request before that time.
    vi.setSystemTime(start + 59_000);
    await sync(publication.get);
    await backFill({ get: publication.get, pause: noPause });
    expect(publication.asked).toHaveLength(1);
    expect((await syncState()).failure?.reason).toBe('paused');
    expect((await syncState()).nextAt).toBeGreaterThanOrEqual(start + 60_000);
    publication.damage = undefined;
    vi.setSystemTime(start + 61_000);
    await readAllPages(publication);
    expect(await siteProgress()).toMatchObject({ read: PAGES, wanted: 0, failed: { count: 0 } });
  });

  it.each<[string, () => Response | Promise<Response>]>([
    ['cannot be reached', () => Promise.reject(new TypeError('failed'))],
    ['answers with errors', () => new Response('', { status: 502 })],
    ['is too busy, and does not say for how long', () => new Response('', { status: 429 })],
  ])('causes no failure of single pages while it %s', async (_, broken) => {
    stopClock('2026-07-10T12:00:00Z');
    publication.publish({ form: 'site', newest: 0 });
    await sync(publication.get);
    publication.asked.splice(0);
    publication.damage = broken;
    for (let minute = 0; minute < 10; minute++) {
      await backFill({ get: publication.get, pause: noPause });
      vi.setSystemTime(Date.now() + 60_000);
    }
    // One at once, one after half a minute and one after two more minutes; the next is due ten minutes later.
    expect(publication.asked).toHaveLength(3);
    publication.damage = undefined;
    await readFor(12 * HOUR);
    expect(await siteProgress()).toMatchObject({ read: PAGES, wanted: 0, failed: { count: 0 } });
  });

  it('keeps an analysis whose page is missing for less than a day, and drops it after a day', async () => {
    const start = stopClock('2026-07-10T12:00:00Z');
    publication.publish({ form: 'site', newest: 0 });
    await syncWhole(publication);
    const path = '/analysis/water-meter-bylaw';
    await db.sitePages.update(PUBLICATION.slice(0, -1) + path, { state: 'wanted' });
    publication.instead.set(path, () => new Response('', { status: 404 }));
    const known: boolean[] = [];
    for (const hours of [0, 5, 23, 25]) {
      vi.setSystemTime(start + hours * HOUR);
      await readAllPages(publication);
      known.push((await cardById('water-meter-bylaw')) !== undefined);
    }
    expect(known).toEqual([true, true, true, false]);
  });

  it('keeps an analysis that only its feed names if the feed is unchanged and sitemaps are read', async () => {
    const start = stopClock('2026-07-10T12:00:00Z');
    publication.publish({ form: 'site' });
    const only = 'ferry-talks-merrow-strait';
    publication.change((site) => {
      for (const path of ['/sitemap-1.xml', '/sitemap.xml'])
        site.set(path, xml(withoutPage(publication.text(path), only)));
    });
    await syncWhole(publication);
    for (const days of [1, 2, 3]) {
      vi.setSystemTime(start + days * 25 * HOUR);
      await syncWhole(publication);
    }
    expect(publication.asked.filter((path) => path === '/sitemap-1.xml')).toHaveLength(4);
    expect((await cardById(only))?.id).toBe(only);
    expect((await indexState())?.cardCount).toBe(PAGES);
  });

  it.each<[string, (site: Map<string, ServedFile>) => void]>([
    ['its sitemap names nothing', (site) => site.set('/sitemap-1.xml', urlset(''))],
    ['one sitemap is gone', (site) => site.delete('/sitemap-1.xml')],
    [
      'its sitemap is no sitemap',
      (site) => site.set('/sitemap-1.xml', { type: 'text/html', body: '<p>Sorry' }),
    ],
    ['its sitemap index breaks off', (site) => site.set('/sitemap.xml', cut('/sitemap.xml', '</sitemap>'))],
    ['a sitemap breaks off', (site) => site.set('/sitemap-1.xml', cut('/sitemap-1.xml', '</url>'))],
    ['its feed names nothing', (site) => site.set('/feed.xml', xml(EMPTY_FEED))],
  ])('withdraws no analysis if %s', async (_, change) => {
    const start = stopClock('2026-07-10T12:00:00Z');
    publication.publish({ form: 'site' });
    await syncWhole(publication);
    publication.change(change);
    vi.setSystemTime(start + 25 * HOUR);
    await syncWhole(publication);
    expect((await indexState())?.cardCount).toBe(PAGES);
  });

  it('gets an unconditional request for a feed that broke off', async () => {
    const start = stopClock('2026-07-10T12:00:00Z');
    publication.publish({ form: 'feed', newest: 5 });
    publication.damage = async (path, response) =>
      path === '/feed.xml' && response.status === 200
        ? new Response((await response.text()).replace(/<\/item>.*$/s, '</item>'), response)
        : response;
    await syncWhole(publication);
    expect((await indexState())?.cardCount).toBe(1);
    publication.damage = undefined;
    vi.setSystemTime(start + 4 * HOUR);
    await syncWhole(publication);
    expect((await indexState())?.cardCount).toBe(5);
  });

  it('has one card for an analysis that feed and sitemap name by different addresses', async () => {
    publication.publish({ form: 'site' });
    const feed = publication
      .text('/feed.xml')
      .replace(/(\/analysis\/[a-z-]+)(?=<|")/g, '$1/?utm_source=rss&amp;utm_medium=feed');
    publication.change((site) => site.set('/feed.xml', xml(feed)));
    await syncWhole(publication);
    expect((await indexState())?.cardCount).toBe(PAGES);
    expect((await allCards()).filter(({ url }) => url.includes('utm_'))).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['linked by the home page', '/news/list.xml', '<link rel="sitemap" href="/news/list.xml">'],
    ['at a usual address', '/sitemap_index.xml', ''],
    ['at another usual address', '/wp-sitemap.xml', ''],
    ['at the most usual address, if the one in robots.txt is gone', '/sitemap.xml', ''],
  ])('is read from a sitemap %s', async (_, path, link) => {
    publication.publish({ form: 'site', newest: 0 });
    const index = publication.text('/sitemap.xml');
    publication.change((site) => {
      site.delete('/sitemap.xml');
      site.delete('/robots.txt');
      if (path === '/sitemap.xml')
        site.set('/robots.txt', { type: 'text/plain', body: `Sitemap: ${PUBLICATION}gone.xml` });
      site.set(path, xml(index));
      site.set('/', {
        type: 'text/html',
        body: `<html><head>${link}<title>X</title></head><body></body></html>`,
      });
    });
    await syncWhole(publication);
    expect((await indexState())?.cardCount).toBe(PAGES);
  });

  it('gets a request for one file only if it has neither an index nor a feed nor a sitemap', async () => {
    const start = stopClock('2026-07-10T12:00:00Z');
    publication.publish({ form: 'site' });
    publication.site = new Map();
    await sync(publication.get);
    expect((await syncState()).failure).toMatchObject({ reason: 'http', status: 404 });
    publication.asked.splice(0);
    for (const hours of [1, 5, 23]) {
      vi.setSystemTime(start + hours * HOUR);
      await sync(publication.get);
    }
    expect(publication.asked).toEqual(Array(3).fill('/.well-known/civic-lens/index.json'));
    expect((await syncState()).failure?.reason).toBe('not-an-index');
    publication.publish({ form: 'site' });
    vi.setSystemTime(start + 25 * HOUR);
    await syncWhole(publication);
    expect((await indexState())?.cardCount).toBe(PAGES);
  });

  it('is read at three hundred pages a day after the first pages, except for the newest', async () => {
    const start = stopClock('2026-07-10T12:00:00Z');
    publishCopies(40);
    await sync(publication.get);
    await updateSiteState({ fetched: 200, today: { since: start, fetched: 298 } });
    await backFill({ get: publication.get, pause: noPause });
    // Two pages within the day's limit, and as many more as are needed for the newest thirty.
    expect(await siteProgress()).toMatchObject({ read: 30, wanted: 10, goesOnAt: start + 24 * HOUR });
    expect((await fakeBrowser.alarms.get('back-fill'))?.scheduledTime).toBe(start + 24 * HOUR);
    vi.setSystemTime(start + 24 * HOUR);
    await backFill({ get: publication.get, pause: noPause });
    expect(await siteProgress()).toMatchObject({ read: 40, wanted: 0 });
  });

  it('is read without the day’s limit if the reader wants it faster', async () => {
    const start = stopClock('2026-07-10T12:00:00Z');
    publishCopies(40);
    await sync(publication.get);
    await updateSiteState({ fetched: 200, today: { since: start, fetched: 300 } });
    await changeReadPages('fast');
    await backFill({ get: publication.get, pause: noPause });
    expect(await siteProgress()).toMatchObject({ read: 40, wanted: 0 });
  });

  it('is committed a few cards at a time, and has no index before the first card', async () => {
    publishCopies(12);
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

  it('is known back to a day, while older pages are still to be read', async () => {
    publishCopies(12);
    await sync(publication.get);
    const known: (string | undefined)[] = [];
    await backFill({
      get: publication.get,
      pause: async () => void known.push((await indexState())?.knownBackTo),
    });
    // 1.78e12 is 28 May 2026. The page of the next day is still to be read.
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
    // The feed may be sorted by the date of the last change, which is later than 21 June for its oldest item.
    expect(await indexState()).toMatchObject({ incomplete: true, knownBackTo: '2026-06-23' });
  });

  it.each<[string, (feed: string) => string, Record<string, number>, boolean]>([
    ['a feed that says that it is complete', complete, {}, true],
    ['such a feed with a broken item', (feed) => complete(feed).replace('<link>', '<link'), {}, false],
    ['such a feed beside a sitemap that cannot be fetched', complete, { '/sitemap.xml': 503 }, false],
    ['a feed that does not say so', (feed) => feed, {}, false],
    [
      'a feed with an element of that name in no namespace',
      (feed) => feed.replace('<item>', '<complete/><item>'),
      {},
      false,
    ],
  ])('may be known completely by %s', async (_, change, refused, isWhole) => {
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
    vi.stubGlobal('navigator', { locks: navigator.locks, connection: { saveData: true } });
    await backFill({ get: publication.get, pause: noPause });
    expect(publication.asked).toEqual([]);
    expect((await fakeBrowser.alarms.get('back-fill'))?.scheduledTime).toBe(Date.now() + HOUR);
  });

  it('has its pages read again when the reader wants their texts again', async () => {
    publication.publish({ form: 'site' });
    await syncWhole(publication);
    await applyKeepSiteTexts('none', new AbortController().signal);
    await applyKeepSiteTexts('all', new AbortController().signal);
    await changeSettings({ keepTexts: 'all' });
    expect(await fakeBrowser.alarms.get('back-fill')).toMatchObject({ name: 'back-fill' });
    // Meanwhile the index stays complete.
    expect((await indexState())?.incomplete).toBeUndefined();
    while (await db.sitePages.where('[state+changed]').between(['wanted', 0], ['wanted', Infinity]).count())
      await backFill({ get: publication.get, pause: noPause });
    expect(await db.siteTexts.count()).toBe(PAGES);
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
  ])('keeps the old index if everything %s, and records what failed', async (_, broken, reason) => {
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
  ])('keeps the old index if the feed is %s', async (_, broken) => {
    publication.publish({ form: 'site' });
    await syncWhole(publication);
    publication.instead.set('/feed.xml', broken);
    await sync(publication.get);
    expect((await indexState())?.cardCount).toBe(PAGES);
    expect((await syncState()).failure?.reason).toBe('not-an-index');
  });

  it('is no longer read as a site once there is a companion index', async () => {
    publication.publish({ form: 'site' });
    await syncWhole(publication);
    publication.publish({});
    await sync(publication.get);
    expect((await indexState())?.origin).toBe('companion');
    expect((await syncState()).fellBack).toBeUndefined();
    expect(await db.sitePages.count()).toBe(0);
  });

  it('does not replace a companion index that could not be fetched once', async () => {
    publication.publish({});
    await sync(publication.get);
    publication.publish({ form: 'site' });
    await sync(publication.get);
    expect((await indexState())?.origin).toBe('companion');
    expect((await syncState()).failure).toMatchObject({ reason: 'http', status: 404 });
  });
});
