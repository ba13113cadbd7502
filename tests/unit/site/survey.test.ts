import { describe, expect, it } from 'vitest';
import { type GetFile, type SurveyOptions, surveySite } from '../../../lib/site/survey.ts';

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
