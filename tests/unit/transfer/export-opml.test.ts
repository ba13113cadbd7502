import { parseHTML } from 'linkedom';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { indexState } from '../../../lib/db/index-state.ts';
import { siteCards } from '../../../lib/sync/site-cards.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { lensFeedsAsOpml } from '../../../lib/transfer/export-opml.ts';
import { lenses } from '../../sample/content.ts';
import { freshSite, leaveSite, syncWhole } from '../sync/fresh-site.ts';
import type { Publication } from '../sync/publication.ts';

let publication: Publication;

beforeEach(async () => {
  publication = await freshSite();
});
afterEach(leaveSite);

const link = (href: string): string => `<link rel="alternate" type="application/rss+xml" href="${href}">`;

/** Replaces the links to feeds in the page of each lens. */
function linkFeeds(linksOf: (id: string, n: number) => string): void {
  publication.change((site) => {
    lenses.forEach(({ id }, n) => {
      const path = `/lens/${id}`;
      const body = publication.text(path).replace(/<link rel="alternate"[^>]*>/g, '');
      site.set(path, { type: 'text/html', body: body.replace('</head>', `${linksOf(id, n)}</head>`) });
    });
  });
}

const feeds = async (): Promise<string[]> =>
  ((await indexState())?.lenses ?? []).flatMap(({ feed = [] }) => feed).sort();

describe('feeds of lenses', () => {
  it('are those that the pages of the lenses link to, without the feed of the whole site', async () => {
    publication.publish({ form: 'site' });
    await syncWhole(publication);
    expect(await feeds()).toEqual(lenses.map(({ id }) => `https://noligarchy.us/lens/${id}/feed.xml`).sort());
  });

  it('do not include feeds that several pages link to', async () => {
    publication.publish({ form: 'site' });
    linkFeeds((_, n) => link('/everything.atom') + (n === 0 ? link('/first.rss') : ''));
    await syncWhole(publication);
    expect(await feeds()).toEqual(['https://noligarchy.us/first.rss']);
  });

  it('stay the same while a second address of a lens’s page has not been read', async () => {
    publication.publish({ form: 'site' });
    await syncWhole(publication);
    const known = await feeds();
    await db.sitePages.bulkPut(
      lenses.map(({ id }) => ({
        url: `https://noligarchy.us/lens/${id}?utm_source=feed`,
        changed: Date.parse('2026-07-09'),
        state: 'wanted',
        tries: 0,
      })),
    );
    expect((await siteCards()).lenses.flatMap(({ feed = [] }) => feed).sort()).toEqual(known);
  });

  it('include only feeds of the publication', async () => {
    publication.publish({ form: 'site' });
    linkFeeds((id) => link(`https://feeds.example/${id}`) + link('javascript:alert(1)'));
    await syncWhole(publication);
    expect(await feeds()).toEqual([]);
  });

  it('are unknown with a companion index, which has no field for them', async () => {
    publication.publish({});
    await sync(publication.get);
    expect((await indexState())?.lenses).toHaveLength(8);
    expect(await feeds()).toEqual([]);
  });

  it('are written as OPML with their names and pages', async () => {
    publication.publish({ form: 'site' });
    linkFeeds((id, n) => (n < 2 ? link(`/lens/${id}/feed?a=1&amp;b='2'`) : ''));
    await syncWhole(publication);
    const opml = await lensFeedsAsOpml();
    expect(opml.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">')).toBe(true);
    const { document } = parseHTML(opml.replace(/<\?xml.*\n/, ''));
    const { publication: about, lenses: known = [] } = (await indexState()) ?? {};
    expect(document.querySelector('title')?.textContent).toBe(about?.name);
    const first = new Set(lenses.slice(0, 2).map(({ id }) => id));
    expect(
      [...document.querySelectorAll('outline')].map((outline) =>
        ['type', 'text', 'xmlUrl', 'htmlUrl'].map((name) => outline.getAttribute(name)),
      ),
    ).toEqual(
      known
        .filter(({ url = '' }) => first.has(url.replace(/.*\//, '')))
        .map(({ name, url = '' }) => ['rss', name, `${url}/feed?a=1&b=%272%27`, url]),
    );
  });
});
