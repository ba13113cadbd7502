import { changedAt, type FoundPage, feedWindow, named } from './named-pages.ts';
import type { SiteMemory } from './site-memory.ts';
import { SiteSources, type SurveyOptions } from './site-sources.ts';
import type { Robots } from './sitemap.ts';

/** What a site names of itself. */
export interface SiteSurvey {
  readonly memory: SiteMemory;
  readonly robots: Robots;
  /** Pages that may be analyses, the newest first, each address once. */
  readonly pages: readonly FoundPage[];
  /** Pages that are named too, but that robots.txt does not allow. */
  readonly disallowed: readonly string[];
  /** Every page that was named, by the key of its address: the feed and sitemaps that name it. */
  readonly namedBy: ReadonlyMap<string, readonly string[]>;
  /**
   * Addresses of the feed and sitemaps that were had whole, and that name any page: what they no longer name was
   * withdrawn.
   */
  readonly answered: ReadonlySet<string>;
  /** Sitemaps that prove nothing about pages they named before: unchanged, or empty. */
  readonly silent: ReadonlySet<string>;
  /** Whether robots.txt allows other pages than at the last survey. */
  readonly isRobotsChanged: boolean;
  /** Whether all sitemaps were had whole, or are unchanged: any other sitemap is gone. */
  readonly isComplete: boolean;
  /**
   * Whether `pages` are all pages of the site: by its sitemaps, or, where it has none, by a feed that says so (RFC
   * 5005).
   */
  readonly listsAll: boolean;
  /** The feed that was had whole, and the oldest date in it (ms since the epoch): it says nothing of older pages. */
  readonly feed?: { readonly address: string; readonly oldest?: number };
  /** Whether a feed or a sitemap was had, or is known to be unchanged. */
  readonly isHeard: boolean;
  /** What could not be had, in the order in which it was tried. */
  readonly failures: readonly { readonly address: string; readonly error: unknown }[];
}

/**
 * Finds out which pages a plain web site names: in its feed (RSS 2.0, RSS 1.0, Atom, JSON Feed) and in its sitemaps,
 * as robots.txt (RFC 9309) allows. Each source that cannot be had is noted, and the next is tried.
 *
 * @param publication address of the publication, ending in "/"
 */
export async function surveySite(publication: string, options: SurveyOptions): Promise<SiteSurvey> {
  const sources = new SiteSources(publication, options);
  const robots = await sources.robots();
  const feed = await sources.feed();
  const sitemap =
    options.readSitemaps || sources.isRobotsChanged ? await sources.sitemaps(robots) : undefined;
  const { pages, namedBy } = named(publication, feed, sitemap);
  const newest = pages.sort((a, b) => changedAt(b) - changedAt(a)).slice(0, options.mostPages);
  // Each answer takes its time: only pages that are looked at are asked about.
  const allowed = new Set(newest.filter(({ url }) => robots.allows(url)));
  const isCut = newest.length < pages.length;
  // Pages were left out: read the sitemaps whole next time, so that they are found again.
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
    isHeard: sources.isHeard,
    failures: sources.failures,
  };
}
