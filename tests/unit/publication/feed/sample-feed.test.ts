import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../../lib/input/decode-text.ts';
import { gunzipped } from '../../../../lib/input/gunzip.ts';
import { readFeed } from '../../../../lib/publication/feed/feed.ts';
import { readRobots } from '../../../../lib/publication/site/robots.ts';
import { newestPagesFirst, readSitemap, type Sitemap } from '../../../../lib/publication/site/sitemap.ts';
import { analyses } from '../../../sample/content.ts';
import { feedsOf } from '../../../sample/feed.ts';

const PUBLICATION = 'http://publication.localhost:4100/';
const NOW = Date.parse('2026-07-10T12:00:00Z');
const outlet = (source: string): string => `https://${source.replace(':/', '.example/')}`;
const addressOf = (id: string): string => `${PUBLICATION}analysis/${id}`;
const newest = analyses.toSorted((a, b) => b.published.localeCompare(a.published));

const files = feedsOf(PUBLICATION, outlet);
async function textOf(path: string, from = files): Promise<string> {
  const file = from.get(path);
  if (!file) throw new Error(`no ${path}`);
  const body =
    typeof file.body === 'string' ? new TextEncoder().encode(file.body) : Uint8Array.from(file.body);
  return decodeText(await gunzipped(body, 1_000_000), file.type);
}
const feed = async (path: string, from = files) =>
  readFeed(await textOf(path, from), new URL(path, PUBLICATION).href, NOW);
const sitemap = async (url: string): Promise<Sitemap | undefined> =>
  readSitemap(await textOf(new URL(url).pathname), url, NOW);

describe('the sample publication', () => {
  it.each(['/feed.xml', '/feed.json'])(
    'has the complete texts of its newest analyses in %s',
    async (path) => {
      const read = await feed(path);
      expect(read).toMatchObject({ title: 'NOLIGARCHY.US sample', language: 'en', skipped: 0 });
      expect(read?.items.map(({ headline }) => headline)).toEqual(
        newest.slice(0, 10).map(({ headline }) => headline),
      );
      for (const [at, item] of (read?.items ?? []).entries()) {
        const analysis = newest[at];
        expect(item).toMatchObject({ url: addressOf(analysis?.id ?? ''), summary: analysis?.summary });
        expect(item.published?.slice(0, 10)).toBe(analysis?.published.slice(0, 10));
        expect(item.html).toContain(outlet(analysis?.sources[0] ?? ''));
      }
    },
  );

  it('lists its newest analyses in /atom.xml', async () => {
    const read = await feed('/atom.xml');
    expect(read?.items.map(({ url }) => url)).toEqual(newest.slice(0, 10).map(({ id }) => addressOf(id)));
    expect(read?.items.every(({ html, summary }) => html === undefined && summary)).toBe(true);
  });

  it('does not list withdrawn analyses', async () => {
    const id = newest[0]?.id ?? '';
    const read = await feed('/feed.xml', feedsOf(PUBLICATION, outlet, { withdrawn: [id], newest: 3 }));
    expect(read?.items.map(({ url }) => url)).toEqual(newest.slice(1, 4).map((one) => addressOf(one.id)));
  });

  it('names every analysis in the sitemaps that its robots.txt names', async () => {
    const robots = readRobots(await textOf('/robots.txt'), `${PUBLICATION}robots.txt`);
    const index = await sitemap(robots.sitemaps[0] ?? '');
    const parts =
      index?.kind === 'index' ? await Promise.all(index.sitemaps.map(({ url }) => sitemap(url))) : [];
    const pages = newestPagesFirst(parts.flatMap((part) => (part?.kind === 'pages' ? part.pages : [])));
    expect(parts.length).toBe(2);
    expect(
      pages
        .filter(({ lastmod }) => lastmod)
        .map(({ url }) => url)
        .toSorted(),
    ).toEqual(analyses.map(({ id }) => addressOf(id)).toSorted());
    expect(pages.every(({ url }) => robots.allows(url))).toBe(true);
    expect(pages.at(-1)).not.toHaveProperty('lastmod');
  });
});
