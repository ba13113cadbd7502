/**
 * What a badly kept site says of its pages withdraws no analysis, and does not let the list pass for complete.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { db } from '../../../lib/db/database.ts';
import { indexState, syncState } from '../../../lib/db/index-store.ts';
import { noteFoundPages } from '../../../lib/db/site-pages.ts';
import { backFill } from '../../../lib/sync/back-fill.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { analyses } from '../../sample/content.ts';
import { granted } from '../fake-browser.ts';
import { PUBLICATION, Publication, skipPauses } from './publication.ts';

const PAGES = analyses.length;
let publication: Publication;
const noPause = async (): Promise<void> => undefined;
beforeEach(async () => {
  fakeBrowser.reset();
  granted.clear();
  granted.add(`${PUBLICATION}*`);
  await Promise.all(db.tables.map((table) => table.clear()));
  publication = new Publication();
  skipPauses();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
async function syncWhole(): Promise<void> {
  await sync(publication.get);
  while (await backFill({ get: publication.get, pause: noPause }));
}
const HOUR = 3_600_000;
function at(time: string): number {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(time);
  return Date.now();
}
interface File {
  readonly type: string;
  readonly body: string | Uint8Array;
}
const xml = (body: string): File => ({ type: 'application/xml', body });
const urlset = (urls: string): File =>
  xml(`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls}</urlset>`);
function change(work: (site: Map<string, File>) => void): void {
  const site = new Map(publication.site) as Map<string, File>;
  work(site);
  publication.site = site as never;
}
function noFeed(site: Map<string, File>): void {
  for (const path of ['/feed.xml', '/atom.xml', '/feed.json']) site.delete(path);
}

describe('a publication that is read as a site', () => {
  it.each<[string, (site: Map<string, File>) => void]>([
    [
      'every sitemap names nothing',
      (site) => {
        site.set('/sitemap.xml', urlset(''));
      },
    ],
    [
      'its sitemap index names nothing',
      (site) => {
        site.set(
          '/sitemap.xml',
          xml('<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></sitemapindex>'),
        );
      },
    ],
    [
      'its sitemaps name another host',
      (site) => {
        for (const path of ['/sitemap.xml'])
          site.set(path, xml(String(site.get(path)?.body).replaceAll('noligarchy.us', 'staging.example')));
      },
    ],
    [
      'its sitemaps name pages as http',
      (site) => {
        for (const path of ['/sitemap.xml'])
          site.set(path, xml(String(site.get(path)?.body).replaceAll('https:', 'http:')));
      },
    ],
    [
      'robots.txt is gone and a stub stands at the usual place',
      (site) => {
        site.set('/robots.txt', { type: 'text/plain', body: 'User-agent: *' });
        site.set('/moved.xml', site.get('/sitemap.xml') as File);
        site.set('/sitemap.xml', urlset(`<url><loc>${PUBLICATION}about</loc></url>`));
      },
    ],
    [
      'one of two sitemaps names nothing',
      (site) => {
        site.set('/sitemap-1.xml', urlset(''));
      },
    ],
  ])('withdraws nothing where %s', async (_, work) => {
    const start = at('2026-07-10T12:00:00Z');
    publication.publish({ form: 'site' });
    change(noFeed);
    await syncWhole();
    expect((await indexState())?.cardCount).toBe(PAGES);
    change(work);
    vi.setSystemTime(start + 25 * HOUR);
    await syncWhole();
    expect((await indexState())?.cardCount).toBe(PAGES);
  });

  it('withdraws nothing where every sitemap names nothing, beside a feed of a few', async () => {
    const start = at('2026-07-10T12:00:00Z');
    publication.publish({ form: 'site', newest: 5 });
    await syncWhole();
    expect((await indexState())?.cardCount).toBe(PAGES);
    change((site) => site.set('/sitemap.xml', urlset('')));
    vi.setSystemTime(start + 25 * HOUR);
    await syncWhole();
    expect((await indexState())?.cardCount).toBe(PAGES);
  });

  it('withdraws nothing where its feed moved and its sitemap names other pages', async () => {
    const start = at('2026-07-10T12:00:00Z');
    publication.publish({ form: 'feed', newest: 8 });
    change((site) => {
      site.set('/sitemap.xml', urlset(`<url><loc>${PUBLICATION}about</loc></url>`));
    });
    await syncWhole();
    const before = (await indexState())?.cardCount;
    expect(before).toBe(8);
    change((site) => {
      const feed = site.get('/feed.xml') as File;
      site.delete('/feed.xml');
      const items = String(feed.body).match(/<item>.*?<\/item>/gs) ?? [];
      let body = String(feed.body);
      for (const item of items.slice(3)) body = body.replace(item, '');
      site.set('/rss.xml', xml(body));
      for (const path of ['/atom.xml', '/feed.json']) site.delete(path);
    });
    for (let n = 1; n < 14; n++) {
      vi.setSystemTime(start + n * 12 * HOUR);
      await syncWhole();
    }
    expect((await indexState())?.cardCount).toBe(8);
  });

  it('is not taken for complete and fresh while its sitemaps cannot be had', async () => {
    const start = at('2026-07-10T12:00:00Z');
    publication.publish({ form: 'site' });
    change(noFeed);
    await syncWhole();
    expect(await indexState()).not.toHaveProperty('incomplete');
    for (const path of ['/sitemap-1.xml', '/sitemap-2.xml.gz'])
      publication.instead.set(path, () => new Response('', { status: 500 }));
    for (let n = 1; n < 6; n++) {
      vi.setSystemTime(start + n * 25 * HOUR);
      await syncWhole();
    }
    const { failure } = await syncState();
    expect(failure !== undefined || (await indexState())?.incomplete === true).toBe(true);
  });

  it('is complete again after a gap, though an old sitemap never changes', async () => {
    const start = at('2026-07-10T12:00:00Z');
    publication.publish({ form: 'site' });
    const failing = '/sitemap-2.xml.gz';
    publication.instead.set(failing, () => new Response('', { status: 503 }));
    await syncWhole();
    vi.setSystemTime(start + HOUR);
    while (await backFill({ get: publication.get, pause: noPause }));
    expect(await indexState()).toMatchObject({ incomplete: true });
    publication.instead.delete(failing);
    for (let n = 1; n < 7; n++) {
      vi.setSystemTime(start + n * 25 * HOUR);
      await syncWhole();
    }
    expect((await indexState())?.cardCount).toBe(PAGES);
    expect(await indexState()).not.toHaveProperty('incomplete');
  });

  it('does not claim the time between a pinned old item of its feed and the rest', async () => {
    at('2026-07-10T12:00:00Z');
    publication.publish({ form: 'feed', newest: 5 });
    const { body } = publication.site.get('/feed.xml') as File;
    change((site) => {
      const items = String(body).match(/<item>.*?<\/item>/gs) ?? [];
      const pinned = (items[4] ?? '')
        .replace(/<pubDate>.*?<\/pubDate>/s, '<pubDate>Mon, 01 Jan 2024 00:00:00 +0000</pubDate>')
        .replace(/<(atom|dc|dcterms):(updated|date|modified)>.*?<\/\1:\2>/gs, '');
      site.set(
        '/feed.xml',
        xml(
          String(body)
            .replace(items[4] ?? '', '')
            .replace(items[0] ?? '', pinned + (items[0] ?? '')),
        ),
      );
    });
    await syncWhole();
    expect(((await indexState())?.knownBackTo ?? '9') > '2026-01-01').toBe(true);
  });

  it('is no empty, complete list where every page showed a notice at first', async () => {
    at('2026-07-10T12:00:00Z');
    publication.publish({ form: 'site' });
    change(noFeed);
    publication.damage = (path, response) =>
      path.startsWith('/analysis/')
        ? new Response('<title>Back soon</title><p>We are being repaired.', {
            headers: { 'content-type': 'text/html' },
          })
        : response;
    await syncWhole();
    const index = await indexState();
    expect(index === undefined || index.incomplete === true).toBe(true);
  });

  it('keeps track of new pages where all known ones were dated anew', async () => {
    const rows = Array.from({ length: 11_000 }, (_, n) => ({
      url: `${PUBLICATION}analysis/${n}`,
      state: 'read' as const,
      changed: 1,
      tries: 0,
      namedBy: ['s'],
    }));
    await db.sitePages.bulkPut(rows);
    const pages = [
      ...rows.map(({ url }) => ({ url, changed: '2026-07-01' })),
      { url: `${PUBLICATION}analysis/new`, changed: '2026-06-30' },
    ];
    await noteFoundPages(
      {
        pages,
        disallowed: [],
        namedBy: new Map(pages.map(({ url }) => [url.replace('https://', ''), ['s']])),
        answered: new Set(['s']),
        silent: new Set(),
        isRobotsChanged: false,
        isComplete: true,
        memory: { validators: {} },
      } as never,
      () => undefined,
    );
    expect(await db.sitePages.get(`${PUBLICATION}analysis/new`)).toBeDefined();
  }, 120_000);

  it('keeps what has left a feed with a pinned old item', async () => {
    const start = at('2026-07-10T12:00:00Z');
    publication.publish({ form: 'feed', newest: 6 });
    const body = String((publication.site.get('/feed.xml') as File).body);
    const items = body.match(/<item>.*?<\/item>/gs) ?? [];
    const pinned = (items[5] ?? '')
      .replace(/<pubDate>.*?<\/pubDate>/s, '<pubDate>Mon, 01 Jan 2024 00:00:00 +0000</pubDate>')
      .replace(/<(atom|dc|dcterms):(updated|date|modified)>.*?<\/\1:\2>/gs, '');
    const feed = (some: string[]): File => xml(body.replace(/<item>.*<\/item>/s, some.join('')));
    change((site) => site.set('/feed.xml', feed([pinned, ...items.slice(1, 5)])));
    await syncWhole();
    const before = (await indexState())?.cardCount ?? 0;
    // One more is published: the oldest one leaves the feed, the pinned one stays.
    change((site) => site.set('/feed.xml', feed([pinned, ...items.slice(0, 4)])));
    vi.setSystemTime(start + 5 * HOUR);
    await syncWhole();
    expect((await indexState())?.cardCount).toBe(before + 1);
  });

  it('does not fetch pages that robots.txt has forbidden for days', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime('2026-07-10T12:00:00Z');
    const start = Date.now();
    publication.publish({ form: 'site' });
    // The old pages are still to be read when robots.txt forbids them.
    await sync(publication.get);
    change((site) =>
      site.set('/robots.txt', {
        type: 'text/plain',
        body: `User-agent: *\nDisallow: /analysis/\nSitemap: ${PUBLICATION}sitemap.xml\n`,
      }),
    );
    for (const hours of [4, 8, 12, 16, 20, 25, 50, 75]) {
      vi.setSystemTime(start + hours * HOUR);
      await sync(publication.get);
    }
    publication.asked.length = 0;
    while (await backFill({ get: publication.get, pause: noPause }));
    expect(publication.asked.filter((path) => path.startsWith('/analysis/'))).toEqual([]);
  });
});
