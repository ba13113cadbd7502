import { describe, expect, it } from 'vitest';
import type { GetFile } from '../../../lib/site/site-file.ts';
import { type SurveyOptions, surveySite } from '../../../lib/site/survey.ts';

const SITE = 'https://noligarchy.us/';

/** A site in memory, by path; what it lacks answers 404. */
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

const survey = (
  files: Readonly<Record<string, string>>,
  options: Partial<SurveyOptions> = {},
): ReturnType<typeof surveySite> =>
  surveySite(SITE, {
    getFile: filesOf(files).getFile,
    pace: async () => undefined,
    readSitemaps: true,
    now: Date.UTC(2026, 6, 10),
    ...options,
  });

/** A sitemap of so many pages, the first of which changed last. */
const sitemap = (count: number, folder = 'analysis'): string =>
  `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${Array.from({ length: count }, (_, n) => {
    const day = new Date(Date.UTC(2026, 6, 9) - n * 3_600_000).toISOString();
    return `<url><loc>${SITE}${folder}/${n}</loc><lastmod>${day}</lastmod></url>`;
  }).join('')}</urlset>`;

describe('a survey', () => {
  it('asks robots.txt only about the pages that are looked at', async () => {
    const { pages, disallowed, namedBy, listsAll } = await survey(
      { '/robots.txt': 'User-agent: *\nDisallow: /', '/sitemap.xml': sitemap(500) },
      { mostPages: 20 },
    );
    expect(pages).toEqual([]);
    expect(disallowed).toEqual(Array.from({ length: 20 }, (_, n) => `${SITE}analysis/${n}`));
    expect(namedBy.size).toBe(500);
    expect(listsAll).toBe(false);
  });

  it('keeps the newest of the pages that robots.txt allows apart from those that it does not', async () => {
    const { pages, disallowed } = await survey({
      '/robots.txt': 'User-agent: CivicLens\nAllow: /analysis/\nDisallow: /analysis/1$',
      '/sitemap.xml': sitemap(3),
    });
    expect(pages.map(({ url }) => url)).toEqual([`${SITE}analysis/0`, `${SITE}analysis/2`]);
    expect(disallowed).toEqual([`${SITE}analysis/1`]);
  });

  it.each([
    ['a link of the home page', `<link rel="sitemap" href="https://www.noligarchy.us/own.xml">`],
    ['a link of the body', `<body><a rel="sitemap" href="/own.xml">All pages</a>`],
    ['a relative link and a base', `<base href="/x/"><link rel="sitemap" href="../own.xml">`],
  ])('finds the sitemap by %s', async (_, home) => {
    const { pages } = await survey({ '/': home, '/own.xml': sitemap(2) });
    expect(pages).toHaveLength(2);
  });

  it.each(['https://noligarchy.us.example/own.xml', 'https://cdn.noligarchy.us/own.xml'])(
    'follows no link to the sitemap %s of another site',
    async (address) => {
      const { getFile, asked } = filesOf({ '/': `<link rel="sitemap" href="${address}">` });
      await survey({}, { getFile });
      expect(asked).not.toContain('/own.xml');
    },
  );
});

/** A site in memory whose files have validators, and the answers that it gave: `/robots.txt 304`. */
function conditionalSite(files: Record<string, string>): { getFile: GetFile; answers: string[] } {
  const answers: string[] = [];
  const getFile: GetFile = async (address, known) => {
    const { pathname } = new URL(address);
    const body = files[pathname];
    if (body === undefined) {
      answers.push(`${pathname} 404`);
      throw Object.assign(new Error('not found'), { status: 404 });
    }
    const isUnchanged = known?.etag === body;
    answers.push(`${pathname} ${isUnchanged ? 304 : 200}`);
    return isUnchanged ? 'unchanged' : { body: new TextEncoder().encode(body), url: address, etag: body };
  };
  return { getFile, answers };
}

describe('a second survey', () => {
  const index = (...paths: string[]): string =>
    `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${paths
      .map((path) => `<sitemap><loc>${SITE}${path}</loc></sitemap>`)
      .join('')}</sitemapindex>`;
  const FILES = {
    '/robots.txt': 'User-agent: *\nDisallow: /news/1\nSitemap: /sitemap.xml',
    '/sitemap.xml': index('old.xml', 'news.xml'),
    '/old.xml': sitemap(3, 'old'),
    '/news.xml': sitemap(2, 'news'),
    '/feed.xml': '<rss version="2.0"><channel><title>Publication</title></channel></rss>',
  };

  async function secondSurvey(
    change: (files: Record<string, string>) => void = () => undefined,
  ): Promise<{ answers: string[]; second: Awaited<ReturnType<typeof surveySite>> }> {
    const files: Record<string, string> = { ...FILES };
    const { getFile, answers } = conditionalSite(files);
    const { memory } = await survey(files, { getFile });
    change(files);
    answers.length = 0;
    return { second: await survey(files, { getFile, memory }), answers };
  }
  const urlsOf = (pages: readonly { readonly url: string }[]): string[] =>
    pages.map(({ url }) => url.slice(SITE.length));

  it('asks of each file whether it has changed', async () => {
    const { second, answers } = await secondSurvey();
    expect(answers).toEqual([
      '/robots.txt 304',
      '/feed.xml 304',
      '/sitemap.xml 304',
      '/old.xml 304',
      '/news.xml 304',
    ]);
    expect(second).toMatchObject({ pages: [], isComplete: true, listsAll: false, isHeard: true });
    expect(second.unchanged).toEqual(new Set([`${SITE}old.xml`, `${SITE}news.xml`]));
    expect(second.answered).toEqual(new Set());
    expect(second.robots.allows('/news/1')).toBe(false);
  });

  it('reads the sitemap that has changed', async () => {
    const { second, answers } = await secondSurvey((files) => {
      files['/news.xml'] = sitemap(3, 'news');
    });
    expect(answers.slice(2)).toEqual(['/sitemap.xml 304', '/old.xml 304', '/news.xml 200']);
    expect(urlsOf(second.pages)).toEqual(['news/0', 'news/2']);
    expect(second.unchanged).toEqual(new Set([`${SITE}old.xml`]));
    expect(second.answered).toEqual(new Set([`${SITE}news.xml`]));
    expect(second.isComplete).toBe(true);
  });

  it('no longer remembers a sitemap that the index has dropped', async () => {
    const { second } = await secondSurvey((files) => {
      files['/sitemap.xml'] = index('news.xml');
    });
    expect(second.unchanged).toEqual(new Set([`${SITE}news.xml`]));
    expect(Object.keys(second.memory.validators).toSorted()).toEqual(
      ['feed.xml', 'news.xml', 'robots.txt', 'sitemap.xml'].map((path) => SITE + path),
    );
  });

  it('reads all sitemaps again where robots.txt has changed: it may allow pages that it did not', async () => {
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

  it('reads a sitemap again that broke off', async () => {
    const cut = FILES['/news.xml'].slice(0, FILES['/news.xml'].indexOf('</url>') + 6);
    const files: Record<string, string> = { ...FILES, '/news.xml': cut };
    const { getFile, answers } = conditionalSite(files);
    const { memory, isComplete } = await survey(files, { getFile });
    expect(isComplete).toBe(false);
    answers.length = 0;
    await survey(files, { getFile, memory });
    expect(answers.slice(2)).toEqual(['/sitemap.xml 304', '/old.xml 304', '/news.xml 200']);
  });

  it('does not keep a robots.txt of any length', async () => {
    const files: Record<string, string> = { ...FILES, '/robots.txt': `# ${'x'.repeat(70_000)}` };
    const { getFile, answers } = conditionalSite(files);
    const { memory } = await survey(files, { getFile });
    expect(memory.robotsText).toBeUndefined();
    answers.length = 0;
    await survey(files, { getFile, memory });
    expect(answers[0]).toBe('/robots.txt 200');
  });
});
