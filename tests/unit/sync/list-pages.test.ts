import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { indexState } from '../../../lib/db/index-state.ts';
import { readAnalysisFile } from '../../../lib/publication/site/read-analysis.ts';
import { analyses } from '../../sample/content.ts';
import { freshSite, HOUR, leaveSite, removeFeeds, stopClock, syncWhole } from './fresh-site.ts';
import { PUBLICATION, type Publication } from './publication.ts';

/**
 * Tests pages that list analyses, such as the pages of lenses. The index of a plain site stays complete while such
 * pages are its only unread pages.
 */

let publication: Publication;
let start: number;

beforeEach(async () => {
  publication = await freshSite();
  start = stopClock('2026-07-10T12:00:00Z');
  publication.publish({ form: 'site' });
  publication.change(removeFeeds);
});
afterEach(leaveSite);

/** Returns the addresses of the pages that are known and show no analysis. */
async function lists(): Promise<string[]> {
  return (await db.sitePages.toArray()).flatMap(({ url, card }) => (card ? [] : url));
}

describe('the index of a plain site', () => {
  it('stays complete if the second look at a list fails', async () => {
    await syncWhole(publication);
    expect(await indexState()).toMatchObject({ cardCount: analyses.length });
    expect(await indexState()).not.toHaveProperty('incomplete');
    const found = await lists();
    expect(found.length).toBeGreaterThan(2);
    for (const url of found)
      publication.instead.set(new URL(url).pathname, () => new Response('', { status: 503 }));
    publication.asked.splice(0);
    vi.setSystemTime(start + 4 * HOUR);
    await syncWhole(publication);
    expect(found.map((url) => new URL(url).pathname)).toContain(publication.asked.at(-1));
    expect(await indexState()).not.toHaveProperty('incomplete');
  });

  it.each([
    ['a slash at the end', '/$1/"'],
    ['a tracking parameter', '/$1?utm_source=list"'],
    ['www.', 'https://www.noligarchy.us/$1"'],
  ])('is complete if lists name the analyses with %s, but the sitemap does not', async (_, link) => {
    publication.change((site) => {
      for (const [path, { type, body }] of site)
        if (type.startsWith('text/html') && !path.startsWith('/analysis/'))
          site.set(path, {
            type,
            body: String(body).replace(/href="\/?(analysis\/[^"/]+)"/g, `href="${link}`),
          });
    });
    await syncWhole(publication);
    expect(await indexState()).toMatchObject({ cardCount: analyses.length });
    expect(await indexState()).not.toHaveProperty('incomplete');
  });
});

it.each([
  ['<base href="/analysis/">', [`${PUBLICATION}analysis/ferry`, `${PUBLICATION}about`]],
  ['<base href="https://elsewhere.example/">', []],
  ['', [`${PUBLICATION}lens/ferry`, `${PUBLICATION}about`]],
])('the links of a page with %s in its head are those that a browser would follow', (base, links) => {
  const list =
    '<a href="ferry#top">Ferry</a><a href="/about">About</a><a href="/lens/ports/?utm_source=x">Ports</a>';
  const body = new TextEncoder().encode(`<head>${base}<title>Ports</title></head><p>${list}</p>`);
  const file = { url: `${PUBLICATION}lens/ports`, contentType: 'text/html', body };
  expect(readAnalysisFile(file, PUBLICATION)).toMatchObject({ state: 'no-analysis', links });
});
