import { describe, expect, it } from 'vitest';
import { listSitePages } from '../../../../lib/publication/site/list-site-pages.ts';
import type { GetFile } from '../../../../lib/publication/site/site-file.ts';
import type { SiteListingOptions } from '../../../../lib/publication/site/site-sources.ts';

const SITE = 'https://noligarchy.us/';

/** A site in memory with files by path. Other paths answer 404. */
function filesOf(files: Readonly<Record<string, string>>): { getFile: GetFile; asked: string[] } {
  const asked: string[] = [];
  const getFile: GetFile = async (address) => {
    const { pathname } = new URL(address);
    asked.push(pathname);
    const body = files[pathname];
    if (body === undefined) throw Object.assign(new Error('not found'), { status: 404 });
    return { body: new TextEncoder().encode(body), url: address };
  };
  return { getFile, asked };
}

const listing = (
  files: Readonly<Record<string, string>>,
  options: Partial<SiteListingOptions> = {},
): ReturnType<typeof listSitePages> =>
  listSitePages(SITE, {
    getFile: filesOf(files).getFile,
    pace: async () => undefined,
    readSitemaps: true,
    now: Date.UTC(2026, 6, 10),
    ...options,
  });

/** Returns a sitemap with `count` pages. The first one changed last. */
const sitemap = (count: number, folder = 'analysis'): string =>
  `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${Array.from({ length: count }, (_, n) => {
    const day = new Date(Date.UTC(2026, 6, 9) - n * 3_600_000).toISOString();
    return `<url><loc>${SITE}${folder}/${n}</loc><lastmod>${day}</lastmod></url>`;
  }).join('')}</urlset>`;

describe('listSitePages', () => {
  it('checks only the pages within the limit against robots.txt', async () => {
    const { pages, disallowed, namedBy, listsAll } = await listing(
      { '/robots.txt': 'User-agent: *\nDisallow: /', '/sitemap.xml': sitemap(500) },
      { maxPages: 20 },
    );
    expect(pages).toEqual([]);
    expect(disallowed).toEqual(Array.from({ length: 20 }, (_, n) => `${SITE}analysis/${n}`));
    expect(namedBy.size).toBe(500);
    expect(listsAll).toBe(false);
  });

  it('separates the pages that robots.txt allows from those that it forbids', async () => {
    const { pages, disallowed } = await listing({
      '/robots.txt': 'User-agent: CivicLens\nAllow: /analysis/\nDisallow: /analysis/1$',
      '/sitemap.xml': sitemap(3),
    });
    expect(pages.map(({ url }) => url)).toEqual([`${SITE}analysis/0`, `${SITE}analysis/2`]);
    expect(disallowed).toEqual([`${SITE}analysis/1`]);
  });

  it.each([
    ['a link in the head of the home page', `<link rel="sitemap" href="https://www.noligarchy.us/own.xml">`],
    ['a link in its body', `<body><a rel="sitemap" href="/own.xml">All pages</a>`],
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

/** Returns an index of the sitemaps at these paths. */
const index = (...paths: string[]): string =>
  `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${paths
    .map((path) => `<sitemap><loc>${SITE}${path}</loc></sitemap>`)
    .join('')}</sitemapindex>`;

describe('whether other pages and sitemaps are gone follows from a root sitemap', () => {
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

/** A site in memory whose files have validators. Records its answers: `/robots.txt 304`. */
function conditionalSite(files: Record<string, string>): {
  getFile: GetFile;
  answers: string[];
  /** Path → status of the answer instead of the file. */
  failing: Map<string, number>;
} {
  const answers: string[] = [];
  const failing = new Map<string, number>();
  const getFile: GetFile = async (address, known) => {
    const { pathname } = new URL(address);
    const body = files[pathname];
    const status = failing.get(pathname) ?? 404;
    if (body === undefined || failing.has(pathname)) {
      answers.push(`${pathname} ${status}`);
      throw Object.assign(new Error(`status ${status}`), { status });
    }
    const isUnchanged = known?.etag === body;
    answers.push(`${pathname} ${isUnchanged ? 304 : 200}`);
    return isUnchanged ? 'unchanged' : { body: new TextEncoder().encode(body), url: address, etag: body };
  };
  return { getFile, answers, failing };
}

describe('a second listing', () => {
  const FILES = {
    '/robots.txt': 'User-agent: *\nDisallow: /news/1\nSitemap: /sitemap.xml',
    '/sitemap.xml': index('old.xml', 'news.xml'),
    '/old.xml': sitemap(3, 'old'),
    '/news.xml': sitemap(2, 'news'),
    '/feed.xml': '<rss version="2.0"><channel><title>Publication</title></channel></rss>',
  };

  async function secondSurvey(
    change: (files: Record<string, string>) => void = () => undefined,
  ): Promise<{ answers: string[]; second: Awaited<ReturnType<typeof listSitePages>> }> {
    const files: Record<string, string> = { ...FILES };
    const { getFile, answers } = conditionalSite(files);
    const { memory } = await listing(files, { getFile });
    change(files);
    answers.length = 0;
    return { second: await listing(files, { getFile, memory }), answers };
  }
  const urlsOf = (pages: readonly { readonly url: string }[]): string[] =>
    pages.map(({ url }) => url.slice(SITE.length));

  it('requests each file conditionally', async () => {
    const { second, answers } = await secondSurvey();
    expect(answers).toEqual([
      '/robots.txt 304',
      '/feed.xml 304',
      '/sitemap.xml 304',
      '/old.xml 304',
      '/news.xml 304',
    ]);
    expect(second).toMatchObject({ pages: [], isComplete: true, listsAll: true, hasSource: true });
    expect(second.silent).toEqual(new Set([`${SITE}old.xml`, `${SITE}news.xml`]));
    expect(second.answered).toEqual(new Set());
    expect(second.robots.allows('/news/1')).toBe(false);
  });

  it('reads only the sitemap that has changed', async () => {
    const { second, answers } = await secondSurvey((files) => {
      files['/news.xml'] = sitemap(3, 'news');
    });
    expect(answers.slice(2)).toEqual(['/sitemap.xml 304', '/old.xml 304', '/news.xml 200']);
    expect(urlsOf(second.pages)).toEqual(['news/0', 'news/2']);
    expect(second.silent).toEqual(new Set([`${SITE}old.xml`]));
    expect(second.answered).toEqual(new Set([`${SITE}news.xml`]));
    expect(second.isComplete).toBe(true);
  });

  it('forgets a sitemap that the index no longer names', async () => {
    const { second } = await secondSurvey((files) => {
      files['/sitemap.xml'] = index('news.xml');
    });
    expect(second.silent).toEqual(new Set([`${SITE}news.xml`]));
    expect(Object.keys(second.memory.validators).toSorted()).toEqual(
      ['feed.xml', 'news.xml', 'robots.txt', 'sitemap.xml'].map((path) => SITE + path),
    );
  });

  it('reads all sitemaps again if robots.txt has changed, because it may allow more pages', async () => {
    const { second, answers } = await secondSurvey((files) => {
      files['/robots.txt'] = 'Sitemap: /sitemap.xml';
    });
    expect(answers).toEqual([
      '/robots.txt 200',
      '/feed.xml 304',
      '/sitemap.xml 200',
      '/old.xml 200',
      '/news.xml 200',
    ]);
    expect(urlsOf(second.pages).toSorted()).toEqual(['news/0', 'news/1', 'old/0', 'old/1', 'old/2']);
  });

  it('reads a truncated sitemap again', async () => {
    const cut = FILES['/news.xml'].slice(0, FILES['/news.xml'].indexOf('</url>') + 6);
    const files: Record<string, string> = { ...FILES, '/news.xml': cut };
    const { getFile, answers } = conditionalSite(files);
    const { memory, isComplete } = await listing(files, { getFile });
    expect(isComplete).toBe(false);
    answers.length = 0;
    await listing(files, { getFile, memory });
    expect(answers.slice(2)).toEqual(['/sitemap.xml 304', '/old.xml 304', '/news.xml 200']);
  });

  it('does not store a very long robots.txt', async () => {
    const files: Record<string, string> = { ...FILES, '/robots.txt': `# ${'x'.repeat(70_000)}` };
    const { getFile, answers } = conditionalSite(files);
    const { memory } = await listing(files, { getFile });
    expect(memory.robotsText).toBeUndefined();
    answers.length = 0;
    await listing(files, { getFile, memory });
    expect(answers[0]).toBe('/robots.txt 200');
  });

  it.each([
    ['allows', 'Sitemap: /sitemap.xml', ['news/0', 'news/1', 'old/0', 'old/1', 'old/2'], []],
    [
      'forbids',
      'User-agent: *\nDisallow: /\nSitemap: /sitemap.xml',
      [],
      ['news/0', 'news/1', 'old/0', 'old/1', 'old/2'],
    ],
  ])('reads the sitemaps at once if robots.txt now %s more', async (_, robots, allowed, disallowed) => {
    const files: Record<string, string> = { ...FILES };
    const { getFile } = conditionalSite(files);
    const { memory } = await listing(files, { getFile });
    files['/robots.txt'] = robots;
    const second = await listing(files, { getFile, memory, readSitemaps: false });
    expect(second.isRobotsChanged).toBe(true);
    expect(urlsOf(second.pages).toSorted()).toEqual(allowed);
    expect(second.disallowed.map((url) => url.slice(SITE.length)).toSorted()).toEqual(disallowed);
  });

  it('ignores changed comments in robots.txt', async () => {
    const files: Record<string, string> = { ...FILES, '/robots.txt': `${FILES['/robots.txt']}\n# Monday` };
    const { getFile, answers } = conditionalSite(files);
    const { memory } = await listing(files, { getFile });
    files['/robots.txt'] = `${FILES['/robots.txt']}\n# Tuesday`;
    answers.length = 0;
    const second = await listing(files, { getFile, memory });
    expect(second.isRobotsChanged).toBe(false);
    expect(answers.slice(2)).toEqual(['/sitemap.xml 304', '/old.xml 304', '/news.xml 304']);
  });

  it('lists all pages once each sitemap was received, even in different listings', async () => {
    const files: Record<string, string> = { ...FILES };
    const { getFile, failing } = conditionalSite(files);
    failing.set('/news.xml', 503);
    const first = await listing(files, { getFile });
    expect(first.listsAll).toBe(false);
    failing.clear();
    expect(await listing(files, { getFile, memory: first.memory })).toMatchObject({
      isComplete: true,
      listsAll: true,
    });
  });

  it('reads all sitemaps again if pages were left out', async () => {
    const files: Record<string, string> = { ...FILES };
    const { getFile, answers } = conditionalSite(files);
    const { memory, listsAll } = await listing(files, { getFile, maxPages: 2 });
    expect(listsAll).toBe(false);
    answers.length = 0;
    await listing(files, { getFile, memory });
    expect(answers.slice(2)).toEqual(['/sitemap.xml 200', '/old.xml 200', '/news.xml 200']);
  });

  it('stores the list of sitemaps only up to a limit', async () => {
    const many = index(...Array.from({ length: 2000 }, (_, n) => `s/${'x'.repeat(1000)}${n}.xml`));
    const files = { ...FILES, '/sitemap.xml': many };
    const { memory } = await listing(files, { getFile: conditionalSite(files).getFile, maxSitemaps: 50 });
    expect(memory.validators[`${SITE}sitemap.xml`]?.sitemaps).toHaveLength(51);
  });

  it('sends no further request if robots.txt answers 429', async () => {
    const files: Record<string, string> = { ...FILES };
    const { getFile, answers, failing } = conditionalSite(files);
    const { memory } = await listing(files, { getFile });
    failing.set('/robots.txt', 429);
    answers.length = 0;
    await expect(listing(files, { getFile, memory })).rejects.toMatchObject({ status: 429 });
    expect(answers).toEqual(['/robots.txt 429']);
  });
});

describe('a listing of a site that answers with errors', () => {
  it('requests no other feed and no other sitemap', async () => {
    const { getFile, answers, failing } = conditionalSite({ '/robots.txt': 'Sitemap: /sitemap.xml' });
    for (const path of ['/', '/feed', '/sitemap.xml']) failing.set(path, 503);
    const isSiteWide = (error: unknown): boolean => (error as { status?: number }).status === 503;
    expect((await listing({}, { getFile, isSiteWide })).hasSource).toBe(false);
    expect(answers).toEqual(['/robots.txt 200', '/ 503', '/sitemap.xml 503']);
  });
});

describe('the oldest date of a feed', () => {
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
  ])('is known only if its items are in order: %s', async (_, items, oldest) => {
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
