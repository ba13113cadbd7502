import type { KnownFile } from './site-file.ts';

/** Facts that a listing stores for the next listing. Times are in milliseconds since the epoch. */
export interface RememberedSiteFacts {
  /** Address of the feed. */
  readonly feed?: string;
  /** Addresses of earlier feeds, the latest first. */
  readonly formerFeeds?: readonly string[];
  /** Time of the last search that found no feed. */
  readonly soughtAt?: number;
  /** Set while `feed` names no page. */
  readonly isFeedEmpty?: true;
  /** Number of consecutive listings that could not read `feed`. */
  readonly feedFailures?: number;
  /** Name of the publication, from its home page or feed. */
  readonly name?: string;
  /** Language of the publication, from its home page or feed. */
  readonly language?: string;
  /** Time of the last listing in which each sitemap was received completely or was unchanged. */
  readonly sitemapsAt?: number;
  /** Addresses of sitemaps that the home page links to (`rel=sitemap`); absent until the home page was read. */
  readonly linkedSitemaps?: readonly string[] | undefined;
  /** Address of the sitemap at a usual path, if neither robots.txt nor the home page names a readable sitemap. */
  readonly sitemap?: string;
  /** Number of consecutive listings that could not reach `sitemap`; absent if it is 0. */
  readonly sitemapFailures?: number;
  /** Time of the last search at the usual paths that found no sitemap. */
  readonly soughtSitemapAt?: number;
  /** Time of the last listing that found neither a feed nor a sitemap. */
  readonly nothingAt?: number;
  /** Text of the last robots.txt, for a response that says "unchanged"; absent if it is too long. */
  readonly robotsText?: string;
  /** Hash of robots.txt without its comments. */
  readonly robotsMark?: number;
  /** Validators for conditional requests, by address. */
  readonly validators: Readonly<Record<string, KnownFile>>;
}

/** The facts of a site before its first listing. */
export const NO_SITE_FACTS: RememberedSiteFacts = { validators: {} };
