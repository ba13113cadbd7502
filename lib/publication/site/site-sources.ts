import { hash32 } from '../../index/byte-packing.ts';
import { decodeText } from '../../input/decode-text.ts';
import { type Feed, readFeed } from '../feed/feed.ts';
import { feedAddresses, linkedSitemaps } from '../feed/linked-feeds.ts';
import { SOURCE_SEARCH_EVERY } from './feed-search-interval.ts';
import { homeFacts } from './home-facts.ts';
import { isRecent } from './is-recent.ts';
import { type NamedPage, SitemapReading } from './read-all-sitemaps.ts';
import { NO_SITE_FACTS, type RememberedSiteFacts } from './remembered-site-facts.ts';
import { type Robots, readRobots } from './robots.ts';
import type { GetFile, KnownFile, SiteFile } from './site-file.ts';

export interface SiteListingOptions {
  /** Facts from the last listing. */
  readonly memory?: RememberedSiteFacts;
  readonly getFile: GetFile;
  /** Awaited before each request for a sitemap. It delays the request, so that the site is not overloaded. */
  readonly pace: () => Promise<void>;
  /** Whether to read the sitemaps. They need not be read as often as the feed. */
  readonly readSitemaps: boolean;
  /** Maximum number of sitemaps to read; the newest sitemaps of a sitemap index come first. */
  readonly maxSitemaps?: number;
  /** Maximum number of pages to return. The newest pages come first. */
  readonly maxPages?: number;
  /** Whether a failure concerns the whole site. If so, the listing does not search for another feed or sitemap. */
  readonly isSiteWide?: (error: unknown) => boolean;
  /** Milliseconds since the epoch. */
  readonly now?: number;
}

/** Usual paths of sitemaps, the likeliest first: the protocol's example, Yoast, Astro, WordPress and others. */
const USUAL_SITEMAPS = [
  'sitemap.xml',
  'sitemap_index.xml',
  'sitemap-index.xml',
  'wp-sitemap.xml',
  'sitemap.xml.gz',
  'sitemap.txt',
];

/**
 * If a known feed or sitemap fails in this many consecutive listings, the search for another feed or sitemap begins.
 * Listings are hours apart.
 */
const GIVE_UP_AFTER = 6;

/** A longer robots.txt is not stored, so each listing fetches it completely (UTF-16 units). */
const MAX_KEPT_ROBOTS_LENGTH = 8_000;

/** Maximum number of former feed addresses to remember. */
const MAX_FORMER_FEEDS = 5;

export type FoundFeed = Feed & { readonly address: string };

/** The pages that the sitemaps of a site name, and whether any of these pages are missing. */
export interface FoundSitemaps {
  /** The pages in the sitemaps that this listing received. */
  readonly pages: readonly NamedPage[];
  /** Addresses of unchanged or empty sitemaps. */
  readonly silent: ReadonlySet<string>;
  /** Addresses of sitemaps that may exist, but could not be received completely. */
  readonly failed: ReadonlySet<string>;
  /** Whether there are sitemaps, and all were received completely or are unchanged. */
  readonly isComplete: boolean;
  /**
   * Whether there are sitemaps, and none of their pages is missing. An earlier listing named the pages of an unchanged
   * sitemap. A sitemap that does not exist has no pages.
   */
  readonly listsAll: boolean;
  /** Whether no sitemap was found: at each address, the server answered "not found" or sent another kind of file. */
  readonly isAbsent: boolean;
}

/**
 * Reads the sources of a listing: robots.txt, the feed and the sitemaps. Reads each source at its known address, or
 * searches for it. Collects failures, and facts for the next listing.
 */
export class SiteSources {
  readonly publication: string;
  readonly options: SiteListingOptions;
  readonly failures: { address: string; error: unknown }[] = [];
  memory: RememberedSiteFacts;
  hasSource = false;
  readonly answered = new Set<string>();
  #isHomeAsked = false;
  isRobotsChanged = false;

  constructor(publication: string, options: SiteListingOptions) {
    this.publication = publication;
    this.options = options;
    this.memory = options.memory ?? NO_SITE_FACTS;
  }

  async robots(): Promise<Robots> {
    const address = new URL('/robots.txt', this.publication).href;
    const before = this.memory.robotsText;
    const rulesIn = (text: string): Robots => {
      const robotsMark = hash32(text.replace(/#.*$/gm, ''));
      this.isRobotsChanged = robotsMark !== this.memory.robotsMark;
      // No record says which pages the old rules excluded, so the sitemaps must be read completely again.
      if (this.isRobotsChanged) this.forgetSitemaps();
      const { robotsText: _, ...memory } = this.memory;
      const kept = text.length > MAX_KEPT_ROBOTS_LENGTH ? {} : { robotsText: text };
      this.memory = { ...memory, ...kept, robotsMark };
      return readRobots(text, address);
    };
    try {
      const known = before === undefined ? undefined : this.memory.validators[address];
      const file = await this.options.getFile(address, known);
      if (file === 'unchanged') return rulesIn(before ?? '');
      this.#remember(address, file);
      return rulesIn(textOf(file));
    } catch (error) {
      // A missing file allows everything (RFC 9309, 2.3.1.3). An unreachable file forbids everything (2.3.1.4).
      const { status } = error as { status?: number };
      if (status === undefined || status < 400 || status >= 500 || status === 429) throw error;
      this.#forget(address);
      return rulesIn('');
    }
  }

  async feed(): Promise<FoundFeed | 'unchanged' | undefined> {
    const known = this.memory.feed;
    if (known !== undefined) {
      const feed = await this.#readFeed(known);
      const failures = feed ? 0 : (this.memory.feedFailures ?? 0) + 1;
      this.memory = { ...this.memory, feedFailures: failures };
      if (feed) return feed === 'unchanged' ? feed : { ...feed, address: known };
      // Search for another feed only if the known feed seems to be gone, because the other feed may have fewer items.
      if (failures < GIVE_UP_AFTER) return undefined;
    }
    const now = this.options.now ?? Date.now();
    if (isRecent(this.memory.soughtAt, now, SOURCE_SEARCH_EVERY)) return undefined;
    const addresses = await this.#feedAddresses();
    for (const address of this.#isDown() ? [] : addresses) {
      const feed = await this.#readFeed(address);
      if (this.#isDown()) break;
      if (!feed || feed === 'unchanged') continue;
      const former = [known, ...(this.memory.formerFeeds ?? [])].filter((one) => one !== undefined);
      this.memory = {
        ...this.memory,
        feed: address,
        ...(former.length > 0 ? { formerFeeds: former.slice(0, MAX_FORMER_FEEDS) } : {}),
        feedFailures: 0,
        ...(this.memory.name === undefined && feed.title !== undefined ? { name: feed.title } : {}),
        ...(this.memory.language === undefined && feed.language !== undefined
          ? { language: feed.language }
          : {}),
      };
      return { ...feed, address };
    }
    if (!this.#isDown()) this.memory = { ...this.memory, soughtAt: now };
    return undefined;
  }

  /** Returns addresses at which the feed may be. Reads the home page for this, and for the publication's name. */
  async #feedAddresses(): Promise<string[]> {
    this.#isHomeAsked = true;
    try {
      const file = await this.options.getFile(this.publication);
      const html = file === 'unchanged' ? '' : textOf(file);
      this.#rememberHome(html);
      return feedAddresses(html, this.publication);
    } catch (error) {
      this.failures.push({ address: this.publication, error });
      return feedAddresses('', this.publication);
    }
  }

  async #readFeed(address: string): Promise<Feed | 'unchanged' | undefined> {
    try {
      const file = await this.options.getFile(address, this.memory.validators[address]);
      const feed = file === 'unchanged' ? file : readFeed(textOf(file), file.url, this.options.now);
      if (feed) this.hasSource = true;
      if (file === 'unchanged' || !feed || feed === 'unchanged') return feed;
      // Do not remember the validators of a truncated feed: the next request must return the complete feed.
      if (feed.isCut) this.#forget(address);
      else this.#remember(address, file);
      if (!feed.isCut && feed.items.length > 0) this.answered.add(address);
      return feed;
    } catch (error) {
      this.failures.push({ address, error });
      return undefined;
    }
  }

  #rememberHome(html: string): void {
    this.memory = {
      ...this.memory,
      ...homeFacts(html),
      linkedSitemaps: linkedSitemaps(html, this.publication),
    };
  }

  /**
   * Reads the sitemaps that robots.txt names. If none of them is readable, reads the sitemaps that the home page links
   * to (`rel=sitemap`). If none of these is readable either, tries the sitemaps at usual paths.
   */
  async sitemaps(robots: Robots): Promise<FoundSitemaps> {
    const found = new SitemapReading({
      ...this.options,
      known: (address) => this.memory.validators[address],
      isSiteWide: this.#isSiteWide,
    });
    for (const url of robots.sitemaps) await found.read(url);
    const isDown = (): boolean => found.failures.some(({ error }) => this.#isSiteWide(error));
    if (!found.hasSource && !isDown()) {
      const linked = await this.#linkedSitemaps();
      for (const url of linked) await found.read(url);
      // The sitemaps may have moved. Make the next listing read the home page again.
      if (!found.hasSource && linked.length > 0) this.memory = { ...this.memory, linkedSitemaps: undefined };
    }
    if (!found.hasSource && !isDown()) await this.#searchSitemap(found);
    const { pages, silent, failed, isComplete, listsAll, hasSource, remembered } = found;
    if (hasSource) this.hasSource = true;
    for (const address of found.answered) this.answered.add(address);
    this.failures.push(...found.failures);
    this.#rememberSitemaps(remembered);
    if (isComplete && hasSource) this.memory = { ...this.memory, sitemapsAt: this.options.now ?? Date.now() };
    return {
      pages,
      silent,
      failed,
      isComplete: isComplete && hasSource,
      listsAll: listsAll && hasSource,
      isAbsent: listsAll && !hasSource,
    };
  }

  async #linkedSitemaps(): Promise<readonly string[]> {
    if (this.memory.linkedSitemaps || this.#isHomeAsked) return this.memory.linkedSitemaps ?? [];
    try {
      const file = await this.options.getFile(this.publication);
      if (file !== 'unchanged') this.#rememberHome(textOf(file));
    } catch (error) {
      this.failures.push({ address: this.publication, error });
    }
    return this.memory.linkedSitemaps ?? [];
  }

  /**
   * Tries the known sitemap, or else the usual paths. If the last search was less than a day ago and found nothing,
   * tries only the first usual path. A known sitemap stays known until it is gone, or until `GIVE_UP_AFTER` consecutive
   * listings could not reach it.
   */
  async #searchSitemap(found: SitemapReading): Promise<void> {
    const now = this.options.now ?? Date.now();
    const { sitemap: known, sitemapFailures = 0, ...rest } = this.memory;
    const usual = USUAL_SITEMAPS.map((path) => new URL(`/${path}`, this.publication).href);
    const isSought = isRecent(this.memory.soughtSitemapAt, now, SOURCE_SEARCH_EVERY);
    const addresses = known !== undefined ? [known] : isSought ? usual.slice(0, 1) : usual;
    for (const address of addresses) {
      await found.read(address);
      if (!found.hasSource) continue;
      this.memory = { ...rest, sitemap: address };
      return;
    }
    const failures = sitemapFailures + 1;
    if (known === undefined) this.memory = isSought ? rest : { ...rest, soughtSitemapAt: now };
    else if (!found.failed.has(known) || failures >= GIVE_UP_AFTER) this.memory = rest;
    else this.memory = { ...rest, sitemap: known, sitemapFailures: failures };
  }

  #remember(address: string, { etag, lastModified }: SiteFile): void {
    const known = { ...(etag ? { etag } : {}), ...(lastModified ? { lastModified } : {}) };
    this.memory = { ...this.memory, validators: { ...this.memory.validators, [address]: known } };
  }

  #forget(address: string): void {
    const { [address]: _, ...validators } = this.memory.validators;
    this.memory = { ...this.memory, validators };
  }

  /** Forgets the validators of all sitemaps, so that the next listing reads the sitemaps completely. */
  forgetSitemaps(): void {
    this.#rememberSitemaps({});
  }

  readonly #isSiteWide = (error: unknown): boolean => this.options.isSiteWide?.(error) ?? false;

  /** Whether the last failure concerns the whole site. */
  #isDown(): boolean {
    return this.#isSiteWide(this.failures.at(-1)?.error);
  }

  /** Replaces the validators of all sitemaps. Forgets the validators of sitemaps that this listing did not read. */
  #rememberSitemaps(remembered: Readonly<Record<string, KnownFile>>): void {
    const robots = new URL('/robots.txt', this.publication).href;
    const others = Object.entries(this.memory.validators).filter(
      ([address]) => address === robots || address === this.memory.feed,
    );
    this.memory = { ...this.memory, validators: { ...Object.fromEntries(others), ...remembered } };
  }
}

function textOf({ body, contentType }: SiteFile): string {
  return decodeText(body, contentType);
}
