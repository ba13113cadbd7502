import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { indexState, syncState } from '../../../lib/db/index-state.ts';
import { recordPageResult } from '../../../lib/db/site-page-results.ts';
import { nextPage, siteProgress } from '../../../lib/db/site-pages-due.ts';
import { siteState, updateSiteState } from '../../../lib/db/site-state.ts';
import { readAnalysisFile } from '../../../lib/publication/site/read-analysis.ts';
import { fetchFile } from '../../../lib/sync/fetch-file.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { freshSite, leaveSite, noPause, PAGES, readAllPages, removeFeeds, syncWhole } from './fresh-site.ts';
import { backFill } from './one-batch.ts';
import { PUBLICATION, type Publication } from './publication.ts';

let publication: Publication;

beforeEach(async () => {
  publication = await freshSite();
});

afterEach(leaveSite);

describe('a publication without companion index', () => {
  it('gets at most one request a second', async () => {
    publication.publish({ form: 'site' });
    await sync(publication.get);
    publication.asked.splice(0);
    const pauses: number[] = [];
    await backFill({
      get: publication.get,
      pause: async (milliseconds) => void pauses.push(milliseconds),
    });
    // The feed contains ten complete analyses. The other eight analyses and eight other pages are fetched.
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

  it('is read in batches; after a kill of the background, an alarm continues the reading', async () => {
    publication.publish({ form: 'site', newest: 0 });
    await sync(publication.get);
    let time = Date.now();
    const short = { get: publication.get, pause: noPause, now: () => (time += 3000) };
    await backFill(short);
    // With this clock, a batch of twenty seconds has time for two pages.
    expect((await siteProgress('steady'))?.read).toBe(2);
    expect(await fakeBrowser.alarms.get('back-fill')).toMatchObject({ name: 'back-fill' });
    await readAllPages(publication);
    expect((await siteProgress('steady'))?.read).toBe(PAGES);
    expect(await fakeBrowser.alarms.get('back-fill')).toBeUndefined();
  });

  it('has a complete index even if the background is killed between the last page and the commit', async () => {
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

  it('is searched for a feed only once a day if it has none, and its sitemaps are read instead', async () => {
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
});
