import { vi } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { newestCards } from '../../../lib/db/index-queries.ts';
import type { Card } from '../../../lib/index/card.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { analyses } from '../../sample/content.ts';
import type { ServedFile } from '../../sample/server.ts';
import { resetBrowser } from '../fake-browser.ts';
import { backFill } from './one-batch.ts';
import { PUBLICATION, Publication, skipPauses } from './publication.ts';

/** Set-up for tests in which the extension syncs with the sample publication, and functions that change its files. */

export const HOUR = 3_600_000;

/** Resets the extension to its first start, with access to the publication. Call it before each test. */
export async function freshSite(): Promise<Publication> {
  resetBrowser(`${PUBLICATION}*`);
  await Promise.all(db.tables.map((table) => table.clear()));
  skipPauses();
  return new Publication();
}

/** Restores the clock and the globals that a test replaced. Call it after each test. */
export function leaveSite(): void {
  vi.useRealTimers();
  vi.unstubAllGlobals();
}

/** Stops the clock at a time, and returns this time. */
export function stopClock(time: string): number {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(time);
  return Date.now();
}

/** A `pause` for `backFill` that does not wait. By default, `backFill` waits a second between two pages. */
export const noPause = async (): Promise<void> => undefined;

/** Reads batches of pages until a batch changes no card. */
export async function readAllPages({ get }: Publication): Promise<void> {
  while (await backFill({ get, pause: noPause }));
}

/** Syncs, and then reads batches of pages until a batch changes no card. */
export async function syncWhole(publication: Publication): Promise<void> {
  await sync(publication.get);
  await readAllPages(publication);
}

export function xml(body: string): ServedFile {
  return { type: 'application/xml', body };
}

/** Returns a sitemap of `url` elements. */
export function urlset(urls: string): ServedFile {
  return xml(`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls}</urlset>`);
}

/** Removes all feeds. The sitemaps and the lists of the site still name its analyses. */
export function removeFeeds(site: Map<string, ServedFile>): void {
  for (const path of ['/feed.xml', '/atom.xml', '/feed.json']) site.delete(path);
}

/** The number of analyses in the sample. */
export const PAGES = analyses.length;

export async function allCards(): Promise<Card[]> {
  return (await newestCards(1000)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Publishes a site without a feed, whose sitemap names `number` analyses: one for each day, the newest first. */
export function publishCopies(publication: Publication, number: number): void {
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

/** Makes the connection metered, until `leaveSite()`. */
export function meterConnection(): void {
  vi.stubGlobal('navigator', { locks: navigator.locks, connection: { saveData: true } });
}
