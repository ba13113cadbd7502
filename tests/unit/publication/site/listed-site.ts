import { listSitePages } from '../../../../lib/publication/site/list-site-pages.ts';
import type { GetFile } from '../../../../lib/publication/site/site-file.ts';
import type { SiteListingOptions } from '../../../../lib/publication/site/site-sources.ts';

export const SITE = 'https://noligarchy.us/';

/** Returns a site in memory, with its files keyed by path. Every other path answers 404. */
export function filesOf(files: Readonly<Record<string, string>>): { getFile: GetFile; asked: string[] } {
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

export const listing = (
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

/** Returns a sitemap of `count` pages, the first of which changed last. */
export const sitemap = (count: number, folder = 'analysis'): string =>
  `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${Array.from({ length: count }, (_, n) => {
    const day = new Date(Date.UTC(2026, 6, 9) - n * 3_600_000).toISOString();
    return `<url><loc>${SITE}${folder}/${n}</loc><lastmod>${day}</lastmod></url>`;
  }).join('')}</urlset>`;

/** Returns a sitemap index that names the sitemaps at these paths. */
export const index = (...paths: string[]): string =>
  `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${paths
    .map((path) => `<sitemap><loc>${SITE}${path}</loc></sitemap>`)
    .join('')}</sitemapindex>`;

/** Returns a site in memory whose files have validators. It records its answers, for example `/robots.txt 304`. */
export function conditionalSite(files: Record<string, string>): {
  getFile: GetFile;
  answers: string[];
  /** Statuses with which the site answers instead of sending a file, keyed by path. */
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
