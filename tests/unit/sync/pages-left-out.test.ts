import { describe, expect, it } from 'vitest';
import { MAX_PAGES } from '../../../lib/db/changes-by-listing.ts';
import { db } from '../../../lib/db/database.ts';
import { indexState, syncState } from '../../../lib/db/index-state.ts';
import { siteState } from '../../../lib/db/site-state.ts';
import type { ServedFile } from '../../sample/server.ts';
import { removeFeeds, syncWhole, urlset, xml } from './fresh-site.ts';
import { PUBLICATION } from './publication.ts';
import { onStoppedClock, publication, syncAfter } from './stopped-clock.ts';

/**
 * Tests sites whose feed and sitemaps were received completely before, and then leave out pages although their server
 * reports no failure. The index must not stay complete, because the publication may have a new analysis.
 */

onStoppedClock();

type Site = Map<string, ServedFile>;

const EMPTY_FEED = '<rss version="2.0"><channel><title>Empty</title></channel></rss>';
const NEW_PAGE = '/analysis/new-page';

/** Returns a change of a site that ends a file after the first occurrence of some text. */
function cut(path: string, after: string): (site: Site) => void {
  return (site) => {
    const body = publication.text(path);
    site.set(path, xml(body.slice(0, body.indexOf(after) + after.length)));
  };
}

const INCOMPLETE_SITEMAPS: [string, (site: Site) => void][] = [
  ['its sitemap index breaks off', (site) => cut('/sitemap.xml', '</sitemap>')(site)],
  ['its sitemap index names nothing', (site) => site.set('/sitemap.xml', xml('<sitemapindex/>'))],
  ['its only sitemap names nothing', (site) => site.set('/sitemap.xml', urlset(''))],
  ['a sitemap breaks off', (site) => cut('/sitemap-1.xml', '</url>')(site)],
  ['a sitemap does not exist', (site) => site.delete('/sitemap-1.xml')],
];

const UNUSABLE_FEEDS: [string, (site: Site) => void][] = [
  ['names nothing', (site) => site.set('/feed.xml', xml(EMPTY_FEED))],
  ['breaks off', (site) => cut('/feed.xml', '</item>')(site)],
];

/** Adds a page that only the sitemap names. */
function addPage(site: Site): void {
  const original = '/analysis/ferry-talks-merrow-strait';
  site.set(NEW_PAGE, { type: 'text/html', body: publication.text(original).replaceAll(original, NEW_PAGE) });
  const [page] = publication.text('/sitemap-1.xml').match(/<url>.*?<\/url>/s) ?? [''];
  const added = page.replace(/<loc>.*?<\/loc>/, `<loc>${new URL(NEW_PAGE, PUBLICATION).href}</loc>`);
  site.set(
    '/sitemap-1.xml',
    urlset(added + publication.text('/sitemap-1.xml').replace(/<\/?urlset.*?>/g, '')),
  );
}

describe('a site without a feed', () => {
  it.each(INCOMPLETE_SITEMAPS)('has an incomplete index while %s', async (_, change) => {
    publication.publish({ form: 'site' });
    publication.change(removeFeeds);
    await syncWhole(publication);
    expect(await indexState()).not.toHaveProperty('incomplete');
    const { site } = publication;
    publication.change(change);
    await syncAfter(5);
    expect((await syncState()).failure).toBeUndefined();
    expect(await indexState()).toMatchObject({ incomplete: true });
    // The server may answer the next request that nothing has changed.
    await syncAfter(10);
    expect(await indexState()).toMatchObject({ incomplete: true });
    publication.site = site;
    await syncAfter(15);
    expect(await indexState()).not.toHaveProperty('incomplete');
  });

  it('has an incomplete index while it has more pages than are recorded', async () => {
    publication.publish({ form: 'site' });
    publication.change(removeFeeds);
    await syncWhole(publication);
    const others = Array.from({ length: MAX_PAGES }, (_, n) => ({
      url: `${PUBLICATION}other/${n}`,
      state: 'no-analysis' as const,
      changed: 1,
      tries: 0,
    }));
    await db.sitePages.bulkPut(others);
    publication.change(addPage);
    await syncAfter(5);
    expect(await indexState()).toMatchObject({ incomplete: true });
    await db.sitePages.bulkDelete(others.map(({ url }) => url));
    await syncAfter(10);
    expect(await db.sitePages.get(new URL(NEW_PAGE, PUBLICATION).href)).toMatchObject({ state: 'read' });
    expect(await indexState()).not.toHaveProperty('incomplete');
  }, 120_000);
});

describe.each(UNUSABLE_FEEDS)('a site whose feed %s', (_, change) => {
  it('has the analyses that only its sitemap names, without delay', async () => {
    publication.publish({ form: 'site' });
    await syncWhole(publication);
    publication.change(change);
    publication.change(addPage);
    // Sitemaps are usually read once a day. They are read now, because the feed names no new analyses.
    await syncAfter(5);
    expect(await db.sitePages.get(new URL(NEW_PAGE, PUBLICATION).href)).toMatchObject({ state: 'read' });
    // At the next sync, the unusable feed must not count as unchanged.
    await syncAfter(10);
    expect(await indexState()).not.toHaveProperty('incomplete');
    expect(publication.asked.slice(-4)).toContain('/sitemap.xml');
  });

  it.each(INCOMPLETE_SITEMAPS)('has an incomplete index while %s', async (__, changeSitemaps) => {
    publication.publish({ form: 'site' });
    await syncWhole(publication);
    publication.change(change);
    publication.change(changeSitemaps);
    await syncAfter(25);
    expect((await syncState()).failure).toBeUndefined();
    expect(await indexState()).toMatchObject({ incomplete: true });
  });

  it('is known back to the oldest item of the feed once the feed is whole again', async () => {
    publication.publish({ form: 'feed', newest: 5 });
    await syncWhole(publication);
    const before = await siteState();
    const { site } = publication;
    publication.change(change);
    await syncAfter(5);
    expect(await indexState()).toMatchObject({ incomplete: true });
    expect(await indexState()).not.toHaveProperty('knownBackTo');
    publication.site = site;
    await syncAfter(10);
    expect(await siteState()).toMatchObject({ listsAll: false, listsFrom: before?.listsFrom });
  });
});
