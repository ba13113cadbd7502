import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { db } from '../../../lib/db/database.ts';
import { cardById, indexState, newestCards, syncState } from '../../../lib/db/index-store.ts';
import { saveAnalysis, savedAnalysis } from '../../../lib/db/library.ts';
import { nextPage, noteReadPage, noteSite, siteProgress, siteState } from '../../../lib/db/site-pages.ts';
import { textOnDevice } from '../../../lib/db/texts.ts';
import type { Card } from '../../../lib/index/card.ts';
import { readAnalysisFile } from '../../../lib/site/read-analysis.ts';
import { applyKeepSiteTexts, backFill, changeReadPages } from '../../../lib/sync/back-fill.ts';
import { fetchFile } from '../../../lib/sync/fetch-file.ts';
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

/** Syncs, and reads pages until nothing is left to do. */
async function syncWhole(): Promise<void> {
  await sync(publication.get);
  while (await backFill({ get: publication.get, pause: noPause }));
}

async function allCards(): Promise<Card[]> {
  return (await newestCards(1000)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

describe('a publication without companion index', () => {
  it('gives the same cards and texts as with one', async () => {
    publication.publish({});
    await sync(publication.get);
    const cards = (await allCards()).map(({ document: _, ...card }) => card);
    const texts = await Promise.all(cards.map((card) => textOnDevice(card)));
    expect(cards).toHaveLength(PAGES);

    await Promise.all(db.tables.map((table) => table.clear()));
    publication.publish({ form: 'site' });
    await syncWhole();
    expect(await allCards()).toEqual(cards);
    expect((await indexState())?.lenses.map(({ id, name }) => [id, name])).toHaveLength(8);
    // Both keep the texts of the two newest months.
    const fromSite = await Promise.all(cards.map((card) => textOnDevice(card)));
    expect(fromSite.map((text) => text?.sections.map(({ heading }) => heading))).toEqual(
      texts.map((text) => text?.sections.map(({ heading }) => heading)),
    );
  });

  it('has subscribe and issues addresses of its pages, also in what is saved', async () => {
    publication.publish({ form: 'site' });
    await syncWhole();
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
    await syncWhole();
    const found = await cardById('port-fee-holiday');
    expect(found).toMatchObject({ id: 'port-fee-holiday' });
    expect(found).not.toHaveProperty('lens');
  });

  it('says that it is read as a site, and why', async () => {
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

  it('gives what its feed holds where there is no more', async () => {
    publication.publish({ form: 'feed', newest: 5 });
    await syncWhole();
    const newest = analyses.toSorted((a, b) => (a.published < b.published ? 1 : -1)).slice(0, 5);
    expect((await allCards()).map(({ id }) => id)).toEqual(newest.map(({ id }) => id).sort());
    // The feed has whole texts with the link to the original: no page was asked for.
    expect(publication.asked.filter((path) => path.startsWith('/analysis/'))).toEqual([]);
  });

  it('is asked for little when nothing changed', async () => {
    publication.publish({ form: 'site' });
    await syncWhole();
    const generation = (await indexState())?.generation;
    publication.asked.splice(0);
    await syncWhole();
    expect(publication.asked).toEqual(['/.well-known/civic-lens/index.json', '/robots.txt', '/feed.xml']);
    expect((await indexState())?.generation).toBe(generation);
  });

  it('loses what it withdrew, once its sitemap was read to the end again', async () => {
    publication.publish({ form: 'site' });
    await syncWhole();
    publication.publish({ form: 'site', withdrawn: ['water-meter-bylaw'] });
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 25 * 3_600_000);
    await syncWhole();
    vi.restoreAllMocks();
    expect(await cardById('water-meter-bylaw')).toBeUndefined();
    expect((await indexState())?.cardCount).toBe(PAGES - 1);
  });

  it('reads the newest pages only, until the reader asks for more', async () => {
    // Without a feed, and with more pages than are read unasked.
    publication.publish({ form: 'site', newest: 0 });
    const site = new Map(publication.site);
    const urls = [...Array(80).keys()].map((n) => {
      const path = `/analysis/copy-${n}`;
      const page = String(site.get('/analysis/ferry-talks-merrow-strait')?.body)
        .replaceAll('/analysis/ferry-talks-merrow-strait', path)
        .replaceAll('2026-07-02', `2026-${String(12 - Math.floor(n / 28)).padStart(2, '0')}-01`);
      site.set(path, { type: 'text/html', body: page });
      return `<url><loc>${PUBLICATION}analysis/copy-${n}</loc><lastmod>${new Date(1.78e12 - n * 86_400_000).toISOString()}</lastmod></url>`;
    });
    site.set('/sitemap.xml', {
      type: 'application/xml',
      body: `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('')}</urlset>`,
    });
    for (const path of ['/feed.xml', '/atom.xml', '/feed.json']) site.delete(path);
    publication.site = site;
    await syncWhole();
    expect(await siteProgress()).toMatchObject({ read: 30, wanted: 0, known: 80, readPages: 'newest' });
    expect((await indexState())?.cardCount).toBe(30);

    await changeReadPages('all');
    while (await backFill({ get: publication.get, pause: noPause }));
    expect(await siteProgress()).toMatchObject({ read: 80, wanted: 0, readPages: 'all' });
    expect((await indexState())?.cardCount).toBe(80);
  });

  it('is not asked more than once a second', async () => {
    publication.publish({ form: 'site' });
    await sync(publication.get);
    publication.asked.splice(0);
    const pauses: number[] = [];
    await backFill({
      get: publication.get,
      pause: async (milliseconds) => void pauses.push(milliseconds),
    });
    // The feed holds ten analyses whole; the other eight, and eight other pages, are fetched.
    expect(publication.asked).toHaveLength(16);
    expect(pauses).toEqual(Array(15).fill(1000));
  });

  it('is asked as slowly as its robots.txt says, within reason', async () => {
    publication.publish({ form: 'site' });
    await sync(publication.get);
    for (const [delay, pause] of [
      [5, 5000],
      [3600, 10_000],
    ] as const) {
      await noteSite({ crawlDelay: delay });
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

  it('goes on where a killed background stopped, and leaves an alarm for it', async () => {
    publication.publish({ form: 'site', newest: 0 });
    await sync(publication.get);
    let time = Date.now();
    const short = { get: publication.get, pause: noPause, now: () => (time += 4000) };
    await backFill(short);
    // The clock gives a batch of twenty seconds time for this many pages.
    expect((await siteProgress())?.read).toBe(2);
    expect(await fakeBrowser.alarms.get('back-fill')).toMatchObject({ name: 'back-fill' });
    while (await backFill({ get: publication.get, pause: noPause }));
    expect((await siteProgress())?.read).toBe(PAGES);
    expect(await fakeBrowser.alarms.get('back-fill')).toBeUndefined();
  });

  it('is complete though the background was killed between reading the last page and committing', async () => {
    publication.publish({ form: 'site', newest: 0 });
    await sync(publication.get);
    for (let page = await nextPage('newest'); page; page = await nextPage('newest')) {
      const file = await fetchFile(page.url, {
        origin: new URL(PUBLICATION).origin,
        most: 1e6,
        get: publication.get,
      });
      if (file !== 'unchanged') await noteReadPage(page, readAnalysisFile(file, PUBLICATION));
    }
    expect((await indexState())?.cardCount).toBe(0);
    expect(await backFill({ get: publication.get, pause: noPause })).toBe(true);
    expect((await indexState())?.cardCount).toBe(PAGES);
  });

  it('is asked for no page again because feed and sitemap date it differently', async () => {
    publication.publish({ form: 'site' });
    const site = new Map(publication.site);
    // Summaries only: each analysis is read from its page.
    site.set('/feed.xml', { type: 'application/atom+xml', body: String(site.get('/atom.xml')?.body) });
    publication.site = site;
    await syncWhole();
    const asAfterChange = async (sitemapsAt: number): Promise<void> => {
      const memory = (await siteState())?.memory;
      await noteSite({ memory: { ...memory, sitemapsAt, validators: {} } });
      await syncWhole();
    };
    await asAfterChange(Date.now());
    publication.asked.splice(0);
    for (const sitemapsAt of [0, Date.now(), 0]) await asAfterChange(sitemapsAt);
    expect(publication.asked).toContain('/feed.xml');
    expect(publication.asked.filter((path) => path.startsWith('/analysis/'))).toEqual([]);
  });

  it('is searched for a feed once a day where it has none, and watched through its sitemap', async () => {
    publication.publish({ form: 'site' });
    const site = new Map(publication.site);
    for (const path of ['/feed.xml', '/atom.xml', '/feed.json']) site.delete(path);
    publication.site = site;
    await syncWhole();
    publication.asked.splice(0);
    await syncWhole();
    expect(publication.asked).toEqual([
      '/.well-known/civic-lens/index.json',
      '/robots.txt',
      '/sitemap.xml',
      '/sitemap-1.xml',
      '/sitemap-2.xml.gz',
    ]);
    expect((await syncState()).failure).toBeUndefined();
  });

  it('tries a page that fails again, gives it up in the end, and says so', async () => {
    publication.publish({ form: 'site', newest: 0 });
    publication.instead.set('/analysis/water-meter-bylaw', () => new Response('', { status: 500 }));
    await syncWhole();
    expect((await indexState())?.cardCount).toBe(PAGES - 1);
    expect(await siteProgress()).toMatchObject({
      failed: { count: 1, reasons: ['/analysis/water-meter-bylaw http 500'] },
    });
    expect(publication.asked.filter((path) => path === '/analysis/water-meter-bylaw')).toHaveLength(3);
  });

  it('waits where the connection is metered', async () => {
    publication.publish({ form: 'site', newest: 0 });
    await sync(publication.get);
    publication.asked.splice(0);
    vi.stubGlobal('navigator', { locks: navigator.locks, connection: { saveData: true } });
    await backFill({ get: publication.get, pause: noPause });
    expect(publication.asked).toEqual([]);
    expect(await fakeBrowser.alarms.get('back-fill')).toMatchObject({ name: 'back-fill' });
  });

  it('keeps the texts that the reader wants kept', async () => {
    publication.publish({ form: 'site' });
    await syncWhole();
    await applyKeepSiteTexts('none');
    expect(await db.siteTexts.count()).toBe(0);
  });

  it.each<[string, () => Response | Promise<Response>, string]>([
    ['is unreachable', () => Promise.reject(new TypeError('failed')), 'unreachable'],
    ['answers with errors', () => new Response('', { status: 503 }), 'http'],
  ])('keeps the old index when everything %s, and says what failed', async (_, broken, reason) => {
    publication.publish({ form: 'site' });
    await syncWhole();
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
    ['broken off before anything', () => new Response('<?xml version="1.0"?><rs')],
    ['nothing', () => new Response('')],
  ])('keeps what it has when the feed is %s', async (_, broken) => {
    publication.publish({ form: 'site' });
    await syncWhole();
    publication.instead.set('/feed.xml', broken);
    await sync(publication.get);
    expect((await indexState())?.cardCount).toBe(PAGES);
    expect((await syncState()).failure?.reason).toBe('not-an-index');
  });

  it('is left for a companion index as soon as there is one', async () => {
    publication.publish({ form: 'site' });
    await syncWhole();
    publication.publish({});
    await sync(publication.get);
    expect((await indexState())?.origin).toBe('companion');
    expect((await syncState()).fellBack).toBeUndefined();
    expect(await db.sitePages.count()).toBe(0);
  });

  it('does not take the place of a companion index that could not be had this once', async () => {
    publication.publish({});
    await sync(publication.get);
    publication.publish({ form: 'site' });
    await sync(publication.get);
    expect((await indexState())?.origin).toBe('companion');
    expect((await syncState()).failure).toMatchObject({ reason: 'http', status: 404 });
  });
});
