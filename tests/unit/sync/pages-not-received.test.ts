import { describe, expect, it, vi } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { indexState, syncState } from '../../../lib/db/index-state.ts';
import { analyses } from '../../sample/content.ts';
import { HOUR, readAllPages, removeFeeds, syncWhole } from './fresh-site.ts';
import { PUBLICATION } from './publication.ts';
import { cardCount, onStoppedClock, publication, start, syncAfter } from './stopped-clock.ts';

/**
 * Tests sites whose files cannot be fetched, or whose pages give no analysis. Syncs must not make a partial index look
 * complete.
 */

onStoppedClock();

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
    // A failed attempt to read the page does not count as a look at it, and the next attempt is due a day later.
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
