import { type PagesRead, pagesRead } from '../db/site-pages-read.ts';
import type { SiteContent } from '../publication/site/site-content.ts';
import { siteParsers } from './load-site-parsers.ts';

/** The content of all pages that were read, and what is still unread. */
export type SiteCards = SiteContent & Pick<PagesRead, 'newestUnread'>;

/** Collects the content of all pages of the plain site that were read. */
export async function siteCards(): Promise<SiteCards> {
  const { siteContent } = await siteParsers();
  const { pages, idsInUse, siteFeed, newestUnread } = await pagesRead();
  return { ...siteContent(pages, idsInUse, siteFeed), newestUnread };
}
