import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import type { SitePage } from '../../../lib/db/index-records.ts';
import { indexState, syncState } from '../../../lib/db/index-state.ts';
import { recordFoundPages } from '../../../lib/db/site-pages-found.ts';
import { readRobots } from '../../../lib/publication/site/robots.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { analyses } from '../../sample/content.ts';
import type { ServedFile } from '../../sample/server.ts';
import {
  freshSite,
  HOUR,
  leaveSite,
  readAllPages,
  removeFeeds,
  stopClock,
  syncWhole,
  urlset,
  xml,
} from './fresh-site.ts';
import { PUBLICATION, type Publication } from './publication.ts';

/**
 * Tests sites whose files are outdated or wrong. Syncs must not withdraw analyses by mistake, or make a partial index
 * look complete.
 */

const START = '2026-07-10T12:00:00Z';
const ONLY_ABOUT = urlset(`<url><loc>${PUBLICATION}about</loc></url>`);
let publication: Publication;
let start: number;

beforeEach(async () => {
  publication = await freshSite();
  start = stopClock(START);
});
afterEach(leaveSite);

const cardCount = async (): Promise<number | undefined> => (await indexState())?.cardCount;

/** Syncs again, some hours after the start. */
async function syncAfter(hours: number): Promise<void> {
  vi.setSystemTime(start + hours * HOUR);
  await syncWhole(publication);
}

/** Replaces words in a sitemap. */
function rewrite(site: Map<string, ServedFile>, from: string, to: string): void {
  site.set('/sitemap.xml', xml(publication.text('/sitemap.xml').replaceAll(from, to)));
}

const itemsOf = (feed: string): string[] => feed.match(/<item>.*?<\/item>/gs) ?? [];
/** Returns the feed with only these items. */
const feedOf = (feed: string, items: readonly string[]): ServedFile =>
  xml(feed.replace(/<item>.*<\/item>/s, items.join('')));
/** Returns the item with a date from years ago. */
const pinned = (item = ''): string =>
  item
    .replace(/<pubDate>.*?<\/pubDate>/s, '<pubDate>Mon, 01 Jan 2024 00:00:00 +0000</pubDate>')
    .replace(/<(atom|dc|dcterms):(updated|date|modified)>.*?<\/\1:\2>/gs, '');

describe('a site that no longer names its pages', () => {
  it.each<[string, (site: Map<string, ServedFile>) => void]>([
    ['its main sitemap becomes empty', (site) => site.set('/sitemap.xml', urlset(''))],
    [
      'its sitemap index becomes empty',
      (site) =>
        site.set(
          '/sitemap.xml',
          xml('<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></sitemapindex>'),
        ),
    ],
    ['its sitemaps name pages of another host', (site) => rewrite(site, 'noligarchy.us', 'staging.example')],
    ['its sitemaps name pages by http addresses', (site) => rewrite(site, 'https:', 'http:')],
    [
      'robots.txt no longer names a sitemap and the one at the usual address names another page',
      (site) => {
        site.set('/robots.txt', { type: 'text/plain', body: 'User-agent: *' });
        site.set('/moved.xml', xml(publication.text('/sitemap.xml')));
        site.set('/sitemap.xml', ONLY_ABOUT);
      },
    ],
    ['one of its two sitemaps becomes empty', (site) => site.set('/sitemap-1.xml', urlset(''))],
  ])('keeps all its analyses when %s', async (_, change) => {
    publication.publish({ form: 'site' });
    publication.change(removeFeeds);
    await syncWhole(publication);
    expect(await cardCount()).toBe(analyses.length);
    publication.change(change);
    for (const hours of [25, 50, 75, 100]) await syncAfter(hours);
    expect(await cardCount()).toBe(analyses.length);
  });

  it('keeps all its analyses when its sitemap becomes empty and its feed names only the newest', async () => {
    publication.publish({ form: 'site', newest: 5 });
    await syncWhole(publication);
    expect(await cardCount()).toBe(analyses.length);
    publication.change((site) => site.set('/sitemap.xml', urlset('')));
    for (const hours of [25, 50, 75, 100]) await syncAfter(hours);
    expect(await cardCount()).toBe(analyses.length);
  });

  it('keeps all its analyses when its feed moves and its sitemap names other pages', async () => {
    publication.publish({ form: 'feed', newest: 8 });
    publication.change((site) => site.set('/sitemap.xml', ONLY_ABOUT));
    await syncWhole(publication);
    expect(await cardCount()).toBe(8);
    publication.change((site) => {
      const feed = publication.text('/feed.xml');
      removeFeeds(site);
      site.set('/rss.xml', feedOf(feed, itemsOf(feed).slice(0, 3)));
    });
    for (let n = 1; n < 14; n++) await syncAfter(n * 12);
    expect(await cardCount()).toBe(8);
  });
});

describe('a page that its sitemap no longer names while another sitemap fails', () => {
  const SECOND = '/sitemap-2.xml.gz';
  const entriesOf = (sitemap: string): string[] => sitemap.match(/<url>.*?<\/url>/gs) ?? [];
  let first: string[];
  let second: string[];
  let moved: string;

  /** Publishes a site without a feed. Then removes a page from its first sitemap, while the second one fails. */
  async function removeOne(): Promise<void> {
    publication.publish({ form: 'site' });
    publication.change(removeFeeds);
    first = entriesOf(publication.text('/sitemap-1.xml'));
    second = entriesOf(gunzipSync(publication.site.get(SECOND)?.body as Buffer).toString());
    moved = first.find((entry) => entry.includes('/analysis/')) ?? '';
    await syncWhole(publication);
    expect(await cardCount()).toBe(analyses.length);
    publication.change((site) =>
      site.set('/sitemap-1.xml', urlset(first.filter((entry) => entry !== moved).join(''))),
    );
    publication.instead.set(SECOND, () => new Response('', { status: 503 }));
    publication.asked.splice(0);
    for (const hours of [25, 50, 75]) await syncAfter(hours);
    expect(await cardCount()).toBe(analyses.length);
  }

  it('is kept without a request, and is then named by the other sitemap', async () => {
    await removeOne();
    publication.change((site) => site.set(SECOND, urlset([moved, ...second].join(''))));
    publication.instead.clear();
    await syncAfter(100);
    expect(await cardCount()).toBe(analyses.length);
    expect(publication.asked.filter((path) => path.startsWith('/analysis/'))).toEqual([]);
    const [url = ''] = /https:[^<]*/.exec(moved) ?? [];
    expect((await db.sitePages.get(url))?.namedBy).toEqual([new URL(SECOND, PUBLICATION).href]);
  });

  it('is withdrawn once the other sitemap can be fetched and does not name it either', async () => {
    await removeOne();
    publication.change((site) => site.set(SECOND, urlset(second.slice(1).join(''))));
    publication.instead.clear();
    await syncAfter(100);
    const gone = [moved, second[0]].filter((entry) => entry?.includes('/analysis/')).length;
    expect(await cardCount()).toBe(analyses.length - gone);
  });
});

describe('a site whose files cannot be fetched for a while', () => {
  it('is reported as failing while its sitemaps answer with errors', async () => {
    publication.publish({ form: 'site' });
    publication.change(removeFeeds);
    await syncWhole(publication);
    expect(await indexState()).not.toHaveProperty('incomplete');
    for (const path of ['/sitemap-1.xml', '/sitemap-2.xml.gz'])
      publication.instead.set(path, () => new Response('', { status: 500 }));
    for (let n = 1; n < 6; n++) await syncAfter(n * 25);
    expect((await syncState()).failure).toMatchObject({
      reason: 'http',
      status: 500,
      file: '/sitemap-1.xml',
    });
  });

  it('has a complete index again after the errors end, even if the old sitemap never changes', async () => {
    publication.publish({ form: 'site' });
    const failing = '/sitemap-2.xml.gz';
    publication.instead.set(failing, () => new Response('', { status: 503 }));
    await syncWhole(publication);
    vi.setSystemTime(start + HOUR);
    await readAllPages(publication);
    expect(await indexState()).toMatchObject({ incomplete: true });
    publication.instead.delete(failing);
    for (let n = 1; n < 7; n++) await syncAfter(n * 25);
    expect(await cardCount()).toBe(analyses.length);
    expect(await indexState()).not.toHaveProperty('incomplete');
  });

  it('has no index, instead of a complete and empty one, while every page shows a maintenance notice', async () => {
    publication.publish({ form: 'site' });
    publication.change(removeFeeds);
    publication.damage = (path, response) =>
      path.startsWith('/analysis/')
        ? new Response('<title>Back soon</title><p>We are being repaired.', {
            headers: { 'content-type': 'text/html' },
          })
        : response;
    await syncWhole(publication);
    expect(await indexState()).toBeUndefined();
  });
});

/** Shows a page without an analysis in place of another page. */
function showNotice(path: string): void {
  publication.instead.set(
    path,
    () =>
      new Response('<title>Back soon</title><p>We are being repaired.', {
        headers: { 'content-type': 'text/html' },
      }),
  );
}

describe('a site with pages that give no analysis', () => {
  const METER = '/analysis/water-meter-bylaw';
  const NO_DATE = { incomplete: true };

  it('has an incomplete index while a page was found without an analysis only once', async () => {
    publication.publish({ form: 'site' });
    publication.change(removeFeeds);
    showNotice(METER);
    await syncWhole(publication);
    expect(await cardCount()).toBe(analyses.length - 1);
    expect(await indexState()).toMatchObject(NO_DATE);
    publication.instead.clear();
    await syncAfter(4);
    expect(await cardCount()).toBe(analyses.length);
    expect(await indexState()).not.toHaveProperty('incomplete');
  });

  it('has a complete index again once the second look hours later finds no analysis either', async () => {
    publication.publish({ form: 'site' });
    publication.change(removeFeeds);
    showNotice(METER);
    await syncWhole(publication);
    publication.instead.set(METER, () => new Response('', { status: 500 }));
    await syncAfter(4);
    expect(await indexState()).toMatchObject(NO_DATE);
    showNotice(METER);
    // A failed look counts for nothing, and the next one is due a day later.
    await syncAfter(30);
    expect(await cardCount()).toBe(analyses.length - 1);
    expect(await indexState()).not.toHaveProperty('incomplete');
  });

  it('has an incomplete index while a page has an analysis that lacks what a card needs', async () => {
    publication.publish({ form: 'site' });
    publication.change(removeFeeds);
    const undated = publication.text(METER).replace(/<time.*?<\/time>|"date\w+":"[^"]*",?/gs, '');
    publication.change((site) => site.set(METER, { type: 'text/html', body: undated }));
    await syncWhole(publication);
    expect(await db.sitePages.get(PUBLICATION.slice(0, -1) + METER)).toMatchObject({ state: 'incomplete' });
    for (const hours of [5, 30]) {
      await syncAfter(hours);
      expect(await indexState()).toMatchObject({ cardCount: analyses.length - 1, ...NO_DATE });
    }
  });
});

describe('a site with wrong dates', () => {
  it('has no known oldest date if its feed begins with a pinned old item', async () => {
    publication.publish({ form: 'feed', newest: 5 });
    const feed = publication.text('/feed.xml');
    const items = itemsOf(feed);
    publication.change((site) =>
      site.set('/feed.xml', feedOf(feed, [pinned(items[4]), ...items.slice(0, 4)])),
    );
    await syncWhole(publication);
    const index = await indexState();
    expect(index).toMatchObject({ cardCount: 5, incomplete: true });
    expect(index).not.toHaveProperty('knownBackTo');
  });

  it('keeps an analysis that leaves its feed while a pinned old item stays in the feed', async () => {
    publication.publish({ form: 'feed', newest: 6 });
    const feed = publication.text('/feed.xml');
    const items = itemsOf(feed);
    publication.change((site) =>
      site.set('/feed.xml', feedOf(feed, [pinned(items[5]), ...items.slice(1, 5)])),
    );
    await syncWhole(publication);
    expect(await cardCount()).toBe(5);
    // The site publishes one more analysis. The oldest one leaves the feed, but the pinned one stays.
    publication.change((site) =>
      site.set('/feed.xml', feedOf(feed, [pinned(items[5]), ...items.slice(0, 4)])),
    );
    await syncAfter(5);
    expect(await cardCount()).toBe(6);
  });

  it('does not hide a new page if all 11,000 known pages get a new date at the same time', async () => {
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
    await recordFoundPages(
      {
        pages,
        disallowed: [],
        robots: readRobots('', PUBLICATION),
        namedBy: new Map(pages.map(({ url }) => [url.replace('https://', ''), ['s']])),
        answered: new Set(['s']),
        silent: new Set(),
        isRobotsChanged: false,
        isComplete: true,
        memory: { validators: {} },
      },
      () => undefined,
    );
    expect(await db.sitePages.get(`${PUBLICATION}analysis/new`)).toBeDefined();
  }, 120_000);
});

describe('a site whose robots.txt disallows its analyses', () => {
  const METER = '/analysis/water-meter-bylaw';
  const disallow = (...paths: string[]): void =>
    publication.change((site) => {
      const rules = paths.map((path) => `Disallow: ${path}\n`).join('');
      const body = `User-agent: *\n${rules}Sitemap: ${PUBLICATION}sitemap.xml\n`;
      site.set('/robots.txt', { type: 'text/plain', body });
    });

  it('gets no request for them, even if they were found long ago', async () => {
    publication.publish({ form: 'site' });
    // The background has not read the old pages when robots.txt begins to disallow them.
    await sync(publication.get);
    disallow('/analysis/');
    for (const hours of [4, 8, 12, 16, 20, 25, 50, 75]) {
      vi.setSystemTime(start + hours * HOUR);
      await sync(publication.get);
    }
    publication.asked.length = 0;
    await readAllPages(publication);
    expect(publication.asked.filter((path) => path.startsWith('/analysis/'))).toEqual([]);
  });

  it('has no index, instead of a complete and empty one, if all of them are disallowed', async () => {
    publication.publish({ form: 'site' });
    publication.change(removeFeeds);
    disallow('/analysis/', '/lens/');
    await syncWhole(publication);
    expect(await indexState()).toBeUndefined();
  });

  it('has an incomplete index as long as one of them is named, disallowed and was never read', async () => {
    publication.publish({ form: 'site' });
    publication.change(removeFeeds);
    disallow(METER);
    await syncWhole(publication);
    expect(await indexState()).toMatchObject({ cardCount: analyses.length - 1, incomplete: true });
    for (const hours of [25, 50]) await syncAfter(hours);
    expect(await indexState()).toMatchObject({ cardCount: analyses.length - 1, incomplete: true });
    expect(publication.asked).not.toContain(METER);
    disallow('/search');
    await syncAfter(75);
    expect(await cardCount()).toBe(analyses.length);
    expect(await indexState()).not.toHaveProperty('incomplete');
  });

  it('writes the records of disallowed pages only when they change', async () => {
    publication.publish({ form: 'site' });
    publication.change(removeFeeds);
    disallow('/analysis/');
    const written: number[] = [];
    const bulkPut = db.sitePages.bulkPut.bind(db.sitePages);
    const put = vi.spyOn(db.sitePages, 'bulkPut').mockImplementation(((pages: SitePage[]) => {
      written.push(pages.filter(({ state }) => state === 'forbidden').length);
      return bulkPut(pages);
    }) as typeof db.sitePages.bulkPut);
    for (const hours of [0, 25, 50]) await syncAfter(hours);
    // Other rules disallow the same pages.
    disallow('/analysis/', '/search');
    await syncAfter(75);
    put.mockRestore();
    expect(written).toEqual([analyses.length, 0, 0, 0]);
  });

  it('has a complete index again once nothing names the disallowed page any more', async () => {
    publication.publish({ form: 'site' });
    publication.change(removeFeeds);
    disallow(METER);
    await syncWhole(publication);
    publication.change((site) => {
      const list = publication.text('/sitemap-1.xml');
      site.set(
        '/sitemap-1.xml',
        xml(list.replace(/<url>(?:(?!<\/url>).)*water-meter-bylaw<.*?<\/url>/s, '')),
      );
    });
    await syncAfter(25);
    expect(await indexState()).not.toHaveProperty('incomplete');
  });

  it('has a complete index if a disallowed analysis was read before', async () => {
    publication.publish({ form: 'site' });
    publication.change(removeFeeds);
    await syncWhole(publication);
    disallow(METER);
    for (const hours of [25, 50]) await syncAfter(hours);
    expect(await cardCount()).toBe(analyses.length);
    expect(await indexState()).not.toHaveProperty('incomplete');
  });
});
