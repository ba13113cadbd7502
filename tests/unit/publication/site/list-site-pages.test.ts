import { describe, expect, it } from 'vitest';
import { conditionalSite, filesOf, index, listing, SITE, sitemap } from './listed-site.ts';

describe('listSitePages', () => {
  it('checks only the pages within the limit against robots.txt', async () => {
    const { pages, disallowed, namedBy, listsAll } = await listing(
      { '/robots.txt': 'User-agent: *\nDisallow: /', '/sitemap.xml': sitemap(500) },
      { maxPages: 20 },
    );
    expect(pages).toEqual([]);
    expect(disallowed.map(({ url }) => url)).toEqual(
      Array.from({ length: 20 }, (_, n) => `${SITE}analysis/${n}`),
    );
    expect(namedBy.size).toBe(500);
    expect(listsAll).toBe(false);
  });

  it('separates the pages that robots.txt allows from those that it forbids', async () => {
    const { pages, disallowed } = await listing({
      '/robots.txt': 'User-agent: CivicLens\nAllow: /analysis/\nDisallow: /analysis/1$',
      '/sitemap.xml': sitemap(3),
    });
    expect(pages.map(({ url }) => url)).toEqual([`${SITE}analysis/0`, `${SITE}analysis/2`]);
    expect(disallowed.map(({ url }) => url)).toEqual([`${SITE}analysis/1`]);
  });

  it.each([
    ['a link in the head of the home page', `<link rel="sitemap" href="https://www.noligarchy.us/own.xml">`],
    ['a link in the body of the home page', `<body><a rel="sitemap" href="/own.xml">All pages</a>`],
    ['a relative link and a base', `<base href="/x/"><link rel="sitemap" href="../own.xml">`],
  ])('finds the sitemap by %s', async (_, home) => {
    const { pages } = await listing({ '/': home, '/own.xml': sitemap(2) });
    expect(pages).toHaveLength(2);
  });

  it.each(['https://noligarchy.us.example/own.xml', 'https://cdn.noligarchy.us/own.xml'])(
    'follows no link to the sitemap %s of another site',
    async (address) => {
      const { getFile, asked } = filesOf({ '/': `<link rel="sitemap" href="${address}">` });
      await listing({}, { getFile });
      expect(asked).not.toContain('/own.xml');
    },
  );
});

describe('whether a listing is complete depends on its root sitemap, for example on one', () => {
  const INDEX_OF_EMPTY = { '/sitemap.xml': index('a.xml'), '/a.xml': sitemap(0) };
  const BOTH = { '/sitemap.xml': index('a.xml', 'b.xml'), '/a.xml': sitemap(0), '/b.xml': sitemap(1) };

  it.each<[root: string, files: Readonly<Record<string, string>>, isProof: boolean]>([
    ['that names no page', { '/sitemap.xml': sitemap(0) }, false],
    [
      'that robots.txt names and that names no page',
      { '/robots.txt': 'Sitemap: /own.xml', '/own.xml': sitemap(0) },
      false,
    ],
    ['that is an empty index', { '/sitemap.xml': index() }, false],
    ['that names a page', { '/sitemap.xml': sitemap(1) }, true],
    ['that is an index of a sitemap without pages', INDEX_OF_EMPTY, true],
    ['that is an index of sitemaps, one of them without pages', BOTH, true],
  ])('%s', async (_, files, isProof) => {
    const { hasSource, isComplete, listsAll } = await listing(files);
    expect({ hasSource, isComplete, listsAll }).toEqual({
      hasSource: true,
      isComplete: isProof,
      listsAll: isProof,
    });
  });
});

describe('a listing of a site that answers with errors', () => {
  it('requests no feed, and only one sitemap', async () => {
    const { getFile, answers, failing } = conditionalSite({ '/robots.txt': 'Sitemap: /sitemap.xml' });
    for (const path of ['/', '/feed', '/sitemap.xml']) failing.set(path, 503);
    const isSiteWide = (error: unknown): boolean => (error as { status?: number }).status === 503;
    expect((await listing({}, { getFile, isSiteWide })).hasSource).toBe(false);
    expect(answers).toEqual(['/robots.txt 200', '/ 503', '/sitemap.xml 503']);
  });
});

describe('the oldest date in a feed', () => {
  const item = (day: string, updated?: string): string =>
    `<item><title>On ${day}</title><link>${SITE}analysis/${day}</link>` +
    `<pubDate>${new Date(day).toUTCString()}</pubDate>${
      updated ? `<a:updated>${updated}T00:00:00Z</a:updated>` : ''
    }</item>`;

  it.each<[string, string[], string | undefined]>([
    ['newest first', [item('2026-07-03'), item('2026-07-02'), item('2026-06-30')], '2026-06-30'],
    ['oldest first', [item('2026-06-30'), item('2026-07-02')], '2026-06-30'],
    [
      'newest first, with an old item that changed later',
      [item('2026-07-03'), item('2026-06-30', '2026-07-09')],
      '2026-07-03',
    ],
    [
      'an old item pinned to the top',
      [item('2024-01-01'), item('2026-07-03'), item('2026-07-02')],
      undefined,
    ],
  ])('is known only if the items are in order: %s', async (_, items, oldest) => {
    const feed =
      `<rss version="2.0" xmlns:a="http://www.w3.org/2005/Atom"><channel>` +
      `<title>X</title>${items.join('')}</channel></rss>`;
    const { feed: found } = await listing({ '/feed.xml': feed });
    expect(found).toEqual({
      address: `${SITE}feed.xml`,
      ...(oldest ? { oldest: Date.parse(oldest) } : {}),
    });
  });
});
