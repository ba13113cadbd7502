import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { cardById } from '../../../lib/db/index-queries.ts';
import { indexState, syncState } from '../../../lib/db/index-state.ts';
import { siteProgress } from '../../../lib/db/site-pages-due.ts';
import { sync } from '../../../lib/sync/sync.ts';
import type { ServedFile } from '../../sample/server.ts';
import {
  allCards,
  freshSite,
  HOUR,
  leaveSite,
  noPause,
  PAGES,
  readAllPages,
  stopClock,
  syncWhole,
  urlset,
  xml,
} from './fresh-site.ts';
import { backFill } from './one-batch.ts';
import { PUBLICATION, type Publication } from './publication.ts';

let publication: Publication;

beforeEach(async () => {
  publication = await freshSite();
});

afterEach(leaveSite);

const EMPTY_FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>X</title></channel></rss>';

/** Reads as many pages as possible, and again every half hour for `time` (ms), as the alarms of the background do. */
async function readFor(time: number): Promise<void> {
  const end = Date.now() + time;
  for (; Date.now() < end; vi.setSystemTime(Date.now() + HOUR / 2)) await readAllPages(publication);
}

/** Returns the file at a path, cut off after its first end tag of this kind. */
function cut(path: string, end: string): ServedFile {
  const text = publication.text(path);
  return xml(text.slice(0, text.indexOf(end) + end.length));
}

function withoutPage(sitemap: string, id: string): string {
  return sitemap.replace(new RegExp(`<url>(?:(?!</url>).)*/analysis/${id}<.*?</url>`, 's'), '');
}

const MISSING = `${PUBLICATION}analysis/water-meter-bylaw`;

/** Marks the page of an analysis as due to be read, and makes the publication answer 404 for it. */
async function wantMissingPage(): Promise<void> {
  await db.sitePages.update(MISSING, { state: 'wanted' });
  publication.instead.set(new URL(MISSING).pathname, () => new Response('', { status: 404 }));
}

describe('a publication without companion index', () => {
  it('is read completely except for a page that fails again and again, which is tried again later', async () => {
    stopClock('2026-07-10T12:00:00Z');
    publication.publish({ form: 'site', newest: 0 });
    publication.instead.set('/analysis/water-meter-bylaw', () => new Response('', { status: 500 }));
    await sync(publication.get);
    await readFor(24 * HOUR);
    expect((await indexState())?.cardCount).toBe(PAGES - 1);
    expect((await siteProgress('steady'))?.failed).toEqual({
      count: 1,
      pages: [{ path: '/analysis/water-meter-bylaw', failure: { reason: 'http', status: 500 } }],
    });
    publication.instead.clear();
    await readFor(24 * HOUR);
    expect(await siteProgress('steady')).toMatchObject({ read: PAGES, failed: { count: 0 } });
  });

  it.each<[string, Record<string, string>, number]>([
    ['429 with Retry-After in seconds', { 'retry-after': '60' }, 429],
    ['503 with Retry-After in seconds', { 'retry-after': '60' }, 503],
    ['429 with Retry-After as a date', { 'retry-after': 'Fri, 10 Jul 2026 12:01:00 GMT' }, 429],
    [
      '503 with a date, from a server whose clock is an hour ahead',
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
    expect(await siteProgress('steady')).toMatchObject({ read: PAGES, wanted: 0, failed: { count: 0 } });
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
    // The pauses after the failures last half a minute, two minutes and ten minutes, so there are three requests.
    expect(publication.asked).toHaveLength(3);
    publication.damage = undefined;
    await readFor(12 * HOUR);
    expect(await siteProgress('steady')).toMatchObject({ read: PAGES, wanted: 0, failed: { count: 0 } });
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

  it.each<[string, number, readonly number[], readonly boolean[]]>([
    [
      'the clock was years behind at the first look',
      -3 * 365 * 24,
      [0, 1, 23, 26],
      [true, true, true, false],
    ],
    ['the clock was years ahead at the first look', 3 * 365 * 24, [0, 1, 23, 26], [true, true, true, false]],
    ['the browser was not used for a week after the first look', -7 * 24, [0], [false]],
  ])('keeps an analysis until its page was missing for a day, if %s', async (_, first, later, expected) => {
    const start = stopClock('2026-07-10T12:00:00Z');
    publication.publish({ form: 'site', newest: 0 });
    await syncWhole(publication);
    await wantMissingPage();
    vi.setSystemTime(start + first * HOUR);
    await readAllPages(publication);
    const known: boolean[] = [];
    for (const hours of later) {
      vi.setSystemTime(start + hours * HOUR);
      // Make the page due immediately.
      await db.sitePages.update(MISSING, { dueAt: undefined });
      await readAllPages(publication);
      known.push((await cardById('water-meter-bylaw')) !== undefined);
    }
    expect(known).toEqual(expected);
  });

  it('keeps an analysis whose page shows a notice between two looks at which the page is missing', async () => {
    const start = stopClock('2026-07-10T12:00:00Z');
    publication.publish({ form: 'site', newest: 0 });
    await syncWhole(publication);
    await wantMissingPage();
    const path = new URL(MISSING).pathname;
    const notice = (): Response =>
      new Response('<title>Back soon</title>', { headers: { 'content-type': 'text/html' } });
    const missing = (): Response => new Response('', { status: 404 });
    const known: boolean[] = [];
    for (const [hours, answer] of [
      [0, missing],
      [25, notice],
      [50, missing],
      [60, missing],
      [75, missing],
    ] as const) {
      vi.setSystemTime(start + hours * HOUR);
      publication.instead.set(path, answer);
      await db.sitePages.update(MISSING, { dueAt: undefined });
      await readAllPages(publication);
      known.push((await cardById('water-meter-bylaw')) !== undefined);
    }
    expect(known).toEqual([true, true, true, true, false]);
  });

  it('keeps an analysis that only its feed names, even if later syncs find the feed unchanged', async () => {
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
      'its sitemap is replaced by a web page',
      (site) => site.set('/sitemap-1.xml', { type: 'text/html', body: '<p>Sorry' }),
    ],
    ['its sitemap index breaks off', (site) => site.set('/sitemap.xml', cut('/sitemap.xml', '</sitemap>'))],
    ['a sitemap breaks off', (site) => site.set('/sitemap-1.xml', cut('/sitemap-1.xml', '</url>'))],
    ['its feed names nothing', (site) => site.set('/feed.xml', xml(EMPTY_FEED))],
  ])('loses no analysis if %s', async (_, change) => {
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

  it('gets requests for only one file after a sync found no index, no feed and no sitemap', async () => {
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
});
