import { describe, expect, it, vi } from 'vitest';
import { changeSettings } from '../../../lib/browser/settings.ts';
import { db } from '../../../lib/db/database.ts';
import type { SitePage } from '../../../lib/db/index-records.ts';
import { indexState } from '../../../lib/db/index-state.ts';
import { applyKeepSiteTexts } from '../../../lib/sync/back-fill.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { analyses } from '../../sample/content.ts';
import { HOUR, readAllPages, removeFeeds, syncWhole, xml } from './fresh-site.ts';
import { PUBLICATION } from './publication.ts';
import { cardCount, onStoppedClock, publication, start, syncAfter } from './stopped-clock.ts';

/**
 * Tests sites whose robots.txt disallows analyses. Syncs must not fetch them, nor make an index without them look
 * complete.
 */

onStoppedClock();

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
    await sync(publication.get);
    // The background has now found the older analyses, but has not fetched their pages.
    disallow('/analysis/');
    for (const hours of [4, 8, 12, 16, 20, 25, 50, 75]) {
      vi.setSystemTime(start + hours * HOUR);
      await sync(publication.get);
    }
    publication.asked.length = 0;
    await readAllPages(publication);
    expect(publication.asked.filter((path) => path.startsWith('/analysis/'))).toEqual([]);
  });

  it('has no index, instead of a complete and empty one, if all analyses are disallowed', async () => {
    publication.publish({ form: 'site' });
    publication.change(removeFeeds);
    disallow('/analysis/', '/lens/');
    await syncWhole(publication);
    expect(await indexState()).toBeUndefined();
  });

  it('has an incomplete index as long as it names and disallows an analysis that was never read', async () => {
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
    // The rules change, but they disallow the same pages.
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

  it('gets no request for their texts when the reader wants all texts again', async () => {
    publication.publish({ form: 'site' });
    publication.change(removeFeeds);
    await syncWhole(publication);
    const { signal } = new AbortController();
    await applyKeepSiteTexts('none', signal);
    disallow(METER);
    await syncAfter(25);
    publication.asked.length = 0;
    await applyKeepSiteTexts('all', signal);
    await changeSettings({ keepTexts: 'all' });
    await readAllPages(publication);
    expect(publication.asked.filter((path) => path.startsWith('/analysis/'))).toHaveLength(
      analyses.length - 1,
    );
    expect(publication.asked).not.toContain(METER);
    expect(await db.siteTexts.count()).toBe(analyses.length - 1);
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
