import type { KnownFile } from './site-file.ts';

/** What one survey of a site keeps for the next one. */
export interface SiteMemory {
  /** Address of the feed that was found. */
  readonly feed?: string;
  /** Addresses of feeds that were found before that one, the latest first. */
  readonly formerFeeds?: readonly string[];
  /** When a feed was last looked for in vain, milliseconds since the epoch. */
  readonly soughtAt?: number;
  /** Surveys in a row in which that feed could not be read. */
  readonly feedFailures?: number;
  readonly name?: string;
  readonly language?: string;
  /** When the sitemaps were last read to their end, milliseconds since the epoch. */
  readonly sitemapsAt?: number;
  /** Sitemaps that the home page links (`rel=sitemap`); absent before it was read. */
  readonly linkedSitemaps?: readonly string[] | undefined;
  /** The sitemap that was found where neither robots.txt nor the home page names one that can be read. */
  readonly sitemap?: string;
  /** When such a sitemap was last looked for in vain, milliseconds since the epoch. */
  readonly soughtSitemapAt?: number;
  /** When neither a feed nor a sitemap was found, milliseconds since the epoch. */
  readonly nothingAt?: number;
  /** robots.txt as it was last had, for when it is unchanged; absent where it is too long to be kept. */
  readonly robotsText?: string;
  /** Hash of robots.txt without its comments. */
  readonly robotsMark?: number;
  /** Validators of files that may be asked for conditionally, by address. */
  readonly validators: Readonly<Record<string, KnownFile>>;
}

/** Of a site that was never surveyed. */
export const NOTHING: SiteMemory = { validators: {} };
