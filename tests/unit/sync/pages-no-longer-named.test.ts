import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { changesByListing } from '../../../lib/db/changes-by-listing.ts';
import { db } from '../../../lib/db/database.ts';
import { indexState } from '../../../lib/db/index-state.ts';
import { recordFoundPages } from '../../../lib/db/site-pages-found.ts';
import { readRobots } from '../../../lib/publication/site/robots.ts';
import { analyses } from '../../sample/content.ts';
import type { ServedFile } from '../../sample/server.ts';
import { removeFeeds, syncWhole, urlset, xml } from './fresh-site.ts';
import { PUBLICATION } from './publication.ts';
import { cardCount, onStoppedClock, publication, syncAfter } from './stopped-clock.ts';

/**
 * Tests sites whose sitemaps and feeds no longer name their pages, or give wrong dates. Syncs must not withdraw
 * analyses by mistake.
 */

onStoppedClock();

const ONLY_ABOUT = urlset(`<url><loc>${PUBLICATION}about</loc></url>`);

/** Replaces a text everywhere in `/sitemap.xml`. */
function rewrite(site: Map<string, ServedFile>, from: string, to: string): void {
  site.set('/sitemap.xml', xml(publication.text('/sitemap.xml').replaceAll(from, to)));
}

const itemsOf = (feed: string): string[] => feed.match(/<item>.*?<\/item>/gs) ?? [];
/** Returns the feed with only these items. */
const feedOf = (feed: string, items: readonly string[]): ServedFile =>
  xml(feed.replace(/<item>.*<\/item>/s, items.join('')));
/** Returns the item with a date in 2024, and without any other date. */
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
      'robots.txt no longer names a sitemap and the sitemap at the usual address names another page',
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
    // The site publishes one more analysis. The oldest analysis leaves the feed, but the pinned item stays.
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
      changesByListing(
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
      ),
    );
    expect(await db.sitePages.get(`${PUBLICATION}analysis/new`)).toBeDefined();
  }, 120_000);
});
