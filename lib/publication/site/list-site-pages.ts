import { changedAt, type FoundPage, feedWindow, mergeNamedPages } from './named-pages.ts';
import type { RememberedSiteFacts } from './remembered-site-facts.ts';
import type { Robots } from './robots.ts';
import { type SiteListingOptions, SiteSources } from './site-sources.ts';

/** The result of `listSitePages`: the pages that a site names. */
export interface SiteListing {
  /** Facts for the next listing. */
  readonly memory: RememberedSiteFacts;
  readonly robots: Robots;
  /** Pages that may be analyses, newest first, each address once. */
  readonly pages: readonly FoundPage[];
  /** Addresses of named pages that robots.txt does not allow. */
  readonly disallowed: readonly string[];
  /** Page key → addresses of the feed and sitemaps that name the page. Contains every named page. */
  readonly namedBy: ReadonlyMap<string, readonly string[]>;
  /**
   * Addresses of the feed and sitemaps that were received whole and name at least one page. If they no longer name a
   * page, the publication withdrew it.
   */
  readonly answered: ReadonlySet<string>;
  /** Addresses of unchanged or empty sitemaps. They say nothing about pages that they named before. */
  readonly silent: ReadonlySet<string>;
  /** Whether robots.txt changed since the last listing, apart from its comments. */
  readonly isRobotsChanged: boolean;
  /** Whether all sitemaps were received whole or are unchanged. If so, any other sitemap is gone. */
  readonly isComplete: boolean;
  /**
   * Whether `pages` and `disallowed` are all pages of the site: according to its sitemaps, or, if it has none, to a
   * feed that says so (RFC 5005).
   */
  readonly listsAll: boolean;
  /** The feed, if received whole, and its oldest date (ms since the epoch). It says nothing about older pages. */
  readonly feed?: { readonly address: string; readonly oldest?: number };
  /** Whether a feed or a sitemap was received or is unchanged. */
  readonly hasSource: boolean;
  /** Failed requests in their order. */
  readonly failures: readonly { readonly address: string; readonly error: unknown }[];
}

/**
 * Finds the pages that a plain web site names in its feed (RSS 2.0, RSS 1.0, Atom, JSON Feed) and in its sitemaps, and
 * that robots.txt (RFC 9309) allows. If a source fails, notes the failure and tries the next one. Throws only if
 * robots.txt is unreachable.
 *
 * @param publication address of the publication, with "/" at the end
 */
export async function listSitePages(publication: string, options: SiteListingOptions): Promise<SiteListing> {
  const sources = new SiteSources(publication, options);
  const robots = await sources.robots();
  const feed = await sources.feed();
  const sitemap =
    options.readSitemaps || sources.isRobotsChanged ? await sources.sitemaps(robots) : undefined;
  const { pages, namedBy } = mergeNamedPages(publication, feed, sitemap);
  const newest = pages.sort((a, b) => changedAt(b) - changedAt(a)).slice(0, options.maxPages);
  // Matching the rules takes time, so check only the pages within the limit.
  const allowed = new Set(newest.filter(({ url }) => robots.allows(url)));
  const isCut = newest.length < pages.length;
  // Pages were left out. Read the sitemaps whole next time, so that the listing finds these pages again.
  if (isCut) sources.forgetSitemaps();
  return {
    memory: sources.memory,
    robots,
    pages: [...allowed],
    disallowed: newest.filter((page) => !allowed.has(page)).map(({ url }) => url),
    namedBy,
    answered: sources.answered,
    silent: sitemap?.silent ?? new Set(),
    isRobotsChanged: sources.isRobotsChanged,
    isComplete: sitemap?.isComplete ?? false,
    listsAll:
      !isCut &&
      ((sitemap?.listsAll ?? false) ||
        (sitemap?.isAbsent === true && feed?.isComplete === true && sources.answered.has(feed.address))),
    ...(feed && sources.answered.has(feed.address) ? { feed: feedWindow(feed) } : {}),
    hasSource: sources.hasSource,
    failures: sources.failures,
  };
}
