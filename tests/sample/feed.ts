import { gzipSync } from 'node:zlib';
import { lenses, type SampleAnalysis } from './content.ts';
import { analysisPage, escaped, type OutletAddress, shownAnalyses } from './publication.ts';

/**
 * Feeds and sitemaps of the sample publication. Feeds contain the newest analyses. Sitemaps contain the addresses of
 * all analyses. The RSS and JSON feeds contain complete texts, but the Atom feed contains only summaries, so that tests
 * cover both kinds of feeds.
 */

/** A static file. */
export interface FeedFile {
  readonly type: string;
  readonly body: string | Uint8Array;
}

export interface FeedChange {
  /** Ids of analyses that the publication has withdrawn. */
  readonly withdrawn?: readonly string[];
  /** Ids of analyses that have no lens. */
  readonly withoutLens?: readonly string[];
  /** Number of items in each feed. The default is 10. */
  readonly newest?: number;
}

const NAME = 'NOLIGARCHY.US sample';

/** Returns feeds, robots.txt and sitemaps, keyed by path. */
export function feedsOf(
  publication: string,
  outlet: OutletAddress,
  { newest = 10, ...change }: FeedChange = {},
): ReadonlyMap<string, FeedFile> {
  const shown = shownAnalyses(change).toSorted((a, b) =>
    a.published < b.published ? 1 : a.published > b.published ? -1 : 0,
  );
  const items = shown.slice(0, newest).map((analysis) => itemOf(analysis, publication, outlet));
  const at = (path: string): string => new URL(path, publication).href;

  const pages = [
    { url: at('/') },
    ...lenses.map(({ id }) => ({ url: at(`/lens/${id}`) })),
    ...shown.map((analysis) => ({ url: addressOf(analysis, publication), lastmod: changedOn(analysis) })),
  ];
  const half = Math.ceil(pages.length / 2);
  const sitemaps = ['/sitemap-1.xml', '/sitemap-2.xml.gz'].map((path) => ({ url: at(path) }));
  return new Map<string, FeedFile>([
    ['/feed.xml', { type: 'application/rss+xml', body: rss(items, at) }],
    ['/atom.xml', { type: 'application/atom+xml', body: atom(items, at) }],
    ['/feed.json', { type: 'application/feed+json', body: jsonFeed(items, at) }],
    [
      '/robots.txt',
      { type: 'text/plain', body: `User-agent: *\nDisallow: /search\n\nSitemap: ${at('/sitemap.xml')}\n` },
    ],
    ['/sitemap.xml', { type: 'application/xml', body: sitemap('sitemapindex', 'sitemap', sitemaps) }],
    ['/sitemap-1.xml', { type: 'application/xml', body: sitemap('urlset', 'url', pages.slice(0, half)) }],
    [
      '/sitemap-2.xml.gz',
      { type: 'application/gzip', body: gzipSync(sitemap('urlset', 'url', pages.slice(half))) },
    ],
  ]);
}

/** An analysis with its address and the HTML of its text. */
interface Item extends SampleAnalysis {
  readonly url: string;
  readonly html: string;
}

function itemOf(analysis: SampleAnalysis, publication: string, outlet: OutletAddress): Item {
  const page = analysisPage(analysis, publication, outlet);
  const html = /<(article|main)\b[^>]*>([\s\S]*)<\/\1>/.exec(page)?.[2];
  if (html === undefined) throw new Error(`the page of "${analysis.id}" has no article`);
  return { ...analysis, url: addressOf(analysis, publication), html };
}

function addressOf({ id }: SampleAnalysis, publication: string): string {
  return new URL(`/analysis/${id}`, publication).href;
}

function changedOn({ published, updated }: SampleAnalysis): string {
  return updated ?? published;
}

function lensNames({ lens }: SampleAnalysis): string[] {
  return lenses.filter(({ id }) => id === lens).map(({ name }) => name);
}

function rss(items: readonly Item[], at: (path: string) => string): string {
  const entries = items.map(
    (item) => `
    <item>
      <title>${escaped(item.headline)}</title>
      <link>${item.url}</link>
      <guid isPermaLink="false">${item.id}</guid>
      <pubDate>${new Date(item.published).toUTCString()}</pubDate>
      ${item.updated ? `<atom:updated>${instant(item.updated)}</atom:updated>` : ''}
      ${[...lensNames(item), ...item.topics].map((name) => `<category>${cdata(name)}</category>`).join('')}
      <description>${cdata(`<p>${escaped(item.summary)}</p>`)}</description>
      <content:encoded>${cdata(item.html)}</content:encoded>
    </item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom">
  <channel>
    <title>${NAME}</title>
    <link>${at('/')}</link>
    <description>Analyses of the news, newest first</description>
    <language>en</language>
    <atom:link href="${at('/feed.xml')}" rel="self" type="application/rss+xml"/>${entries.join('')}
  </channel>
</rss>
`;
}

function atom(items: readonly Item[], at: (path: string) => string): string {
  const entries = items.map(
    (item) => `
  <entry>
    <id>${item.url}</id>
    <title type="html">${escaped(escaped(item.headline))}</title>
    <link rel="alternate" type="text/html" href="${item.url}"/>
    <published>${instant(item.published)}</published>
    <updated>${instant(changedOn(item))}</updated>
    ${lensNames(item)
      .map((name) => `<category term="${item.lens}" label="${escaped(name)}"/>`)
      .join('')}
    <summary>${escaped(item.summary)}</summary>
  </entry>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
  <id>${at('/atom.xml')}</id>
  <title>${NAME}</title>
  <updated>${instant(items.map(changedOn).toSorted().at(-1) ?? '2026-07-02')}</updated>
  <link rel="self" type="application/atom+xml" href="${at('/atom.xml')}"/>
  <link rel="alternate" type="text/html" href="${at('/')}"/>${entries.join('')}
</feed>
`;
}

function jsonFeed(items: readonly Item[], at: (path: string) => string): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: NAME,
    home_page_url: at('/'),
    feed_url: at('/feed.json'),
    language: 'en',
    items: items.map((item) => ({
      id: item.url,
      url: item.url,
      title: item.headline,
      summary: item.summary,
      content_html: item.html,
      date_published: instant(item.published),
      ...(item.updated ? { date_modified: instant(item.updated) } : {}),
      tags: [...lensNames(item), ...item.topics],
    })),
  });
}

function sitemap(
  root: string,
  element: string,
  entries: readonly { readonly url: string; readonly lastmod?: string }[],
): string {
  const lines = entries.map(
    ({ url, lastmod }) =>
      `  <${element}><loc>${escaped(url)}</loc>${lastmod ? `<lastmod>${lastmod}</lastmod>` : ''}</${element}>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${lines.join('')}</${root}>
`;
}

/** Adds a time to a date, as Atom and JSON Feed require. */
function instant(date: string): string {
  return date.includes('T') ? date : `${date}T00:00:00Z`;
}

function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}
