import { type FoundPage, feedWindow, lastChangeTime, mergeNamedPages } from './named-pages.ts';
import type { RememberedSiteFacts } from './remembered-site-facts.ts';
import type { Robots } from './robots.ts';
import { type SiteListingOptions, SiteSources } from './site-sources.ts';

/** The result of `listSitePages`: the pages that a site names. */
export interface SiteListing {
  /** Facts for the next listing. */
  readonly memory: RememberedSiteFacts;
  readonly robots: Robots;
  /** Pages that may be analyses, newest first, without duplicate addresses. */
  readonly pages: readonly FoundPage[];
  /** Named pages that robots.txt does not allow. */
  readonly disallowed: readonly FoundPage[];
  /**
   * Page key → addresses of the feed and sitemaps that name the page. This includes named pages that are not in
   * `pages`.
   */
  readonly namedBy: ReadonlyMap<string, readonly string[]>;
  /**
   * Addresses of the feed and sitemaps that were received completely and name at least one page. If such a sitemap no
   * longer names a page, the publication has withdrawn the page. A feed also drops pages because of their age.
   */
  readonly answered: ReadonlySet<string>;
  /** Addresses of unchanged or empty sitemaps. The pages that they named before may still exist. */
  readonly silent: ReadonlySet<string>;
  /**
   * Addresses of sitemaps that may exist, but could not be received completely; absent if there are none. A page that
   * is not named any more may have moved to one of these sitemaps.
   */
  readonly failedSitemaps?: ReadonlySet<string>;
  /** Whether `pages` and `disallowed` lack the oldest pages, because the site has more than `maxPages`. */
  readonly isCut: boolean;
  /** Whether robots.txt changed since the last listing, apart from its comments. */
  readonly isRobotsChanged: boolean;
  /**
   * Whether all sitemaps were received completely or are unchanged. If so, a known sitemap that this listing did not
   * find no longer exists.
   */
  readonly isComplete: boolean;
  /**
   * Whether listings have now named all pages of the site: `isCut` is `false`, and each sitemap was received completely
   * or is unchanged. For a site without sitemaps, its feed must say that it holds all pages (RFC 5005).
   */
  readonly listsAll: boolean;
  /**
   * The feed, if it was received completely, and its oldest date (ms since the epoch). The feed says nothing about
   * older pages.
   */
  readonly feed?: { readonly address: string; readonly oldest?: number };
  /** Whether the feed was received completely before, named pages, and has not changed since. */
  readonly isFeedUnchanged: boolean;
  /** Whether a feed or a sitemap was received or is unchanged. */
  readonly hasSource: boolean;
  /** Failed requests, in the order of the requests. */
  readonly failures: readonly { readonly address: string; readonly error: unknown }[];
}

/**
 * Finds the pages that a plain site names in its feed (RSS 2.0, RSS 1.0, Atom, JSON Feed) and its sitemaps, and that
 * robots.txt (RFC 9309) allows. If a feed or sitemap fails, records the failure and may try other addresses.
 *
 * @param publication address of the publication, with "/" at the end
 * @throws the error of `getFile` if robots.txt is unreachable: no response, or a status other than 4xx, or 429. All
 *   pages then count as forbidden (RFC 9309, 2.3.1.4)
 */
export async function listSitePages(publication: string, options: SiteListingOptions): Promise<SiteListing> {
  const sources = new SiteSources(publication, options);
  const robots = await sources.robots();
  const found = await sources.feed();
  const feed = found === 'unchanged' ? undefined : found;
  if (feed) {
    const { isFeedEmpty: _, ...memory } = sources.memory;
    sources.memory = feed.items.length === 0 ? { ...memory, isFeedEmpty: true } : memory;
  }
  // A truncated or empty feed may lack the new pages, so read the sitemaps.
  const isFeedUnusable = feed
    ? !sources.answered.has(feed.address)
    : found === 'unchanged' && sources.memory.isFeedEmpty === true;
  const sitemap =
    options.readSitemaps || sources.isRobotsChanged || isFeedUnusable
      ? await sources.sitemaps(robots)
      : undefined;
  const { pages, namedBy } = mergeNamedPages(publication, feed, sitemap);
  const newest = pages.sort((a, b) => lastChangeTime(b) - lastChangeTime(a)).slice(0, options.maxPages);
  // Checking the rules takes time, so check only the pages within the limit.
  const allowed = new Set(newest.filter(({ url }) => robots.allows(url)));
  const isCut = newest.length < pages.length;
  // If pages were left out, make the next listing read the sitemaps completely, so that it finds these pages again.
  if (isCut) sources.forgetSitemaps();
  return {
    memory: sources.memory,
    robots,
    pages: [...allowed],
    disallowed: newest.filter((page) => !allowed.has(page)),
    namedBy,
    answered: sources.answered,
    silent: sitemap?.silent ?? new Set(),
    ...(sitemap?.failed.size ? { failedSitemaps: sitemap.failed } : {}),
    isCut,
    isRobotsChanged: sources.isRobotsChanged,
    isComplete: sitemap?.isComplete ?? false,
    listsAll:
      !isCut &&
      ((sitemap?.listsAll ?? false) ||
        (sitemap?.isAbsent === true && feed?.isComplete === true && !isFeedUnusable)),
    ...(feed && !isFeedUnusable ? { feed: feedWindow(feed) } : {}),
    isFeedUnchanged: found === 'unchanged' && !isFeedUnusable,
    hasSource: sources.hasSource,
    failures: sources.failures,
  };
}
