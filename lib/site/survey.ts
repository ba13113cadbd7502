import { decodeText } from '../feed/decode.ts';
import { feedAddresses } from '../feed/discover.ts';
import { type Feed, type FeedItem, readFeed } from '../feed/feed.ts';
import { gunzipped } from '../feed/gunzip.ts';
import { newestFirst, type Robots, readRobots, readSitemap, type SitemapEntry } from '../feed/sitemap.ts';
import { homeFacts } from './home-facts.ts';
import type { SiteFile } from './site-file.ts';

/** A page of the publication that a feed or a sitemap named. */
export interface FoundPage {
  readonly url: string;
  /** When it last changed, as the feed or sitemap says: RFC 3339 or a date alone. */
  readonly changed?: string;
  /** What a feed says of it. */
  readonly item?: FeedItem;
}

/** What is remembered of a site from one survey to the next. */
export interface SiteMemory {
  /** Address of the feed that was found. */
  readonly feed?: string;
  /** When a feed was last looked for in vain, milliseconds since the epoch. */
  readonly soughtAt?: number;
  /** Surveys in a row in which that feed could not be read. */
  readonly feedFailures?: number;
  readonly name?: string;
  readonly language?: string;
  /** When the sitemaps were last read to their end, milliseconds since the epoch. */
  readonly sitemapsAt?: number;
  /** Validators of files that may be asked for conditionally. */
  readonly validators: Readonly<Record<string, { readonly etag?: string; readonly lastModified?: string }>>;
}

/** What a site names of itself. */
export interface SiteSurvey {
  readonly memory: SiteMemory;
  readonly robots: Robots;
  /** Pages that may be analyses, the newest first, each address once. */
  readonly pages: readonly FoundPage[];
  /** Pages that are named too, but that robots.txt does not allow. */
  readonly disallowed: readonly string[];
  /** Whether `pages` is all that the site names now: what is missing was withdrawn. */
  readonly isComplete: boolean;
  /** Whether a feed or a sitemap was had, or is known to be unchanged. */
  readonly isHeard: boolean;
  /** What could not be had, in the order in which it was tried. */
  readonly failures: readonly { readonly address: string; readonly error: unknown }[];
}

/** Gets a file of the publication, with what is remembered of it; where it cannot be had, throws what has the HTTP `status`, if there was one. */
export type GetFile = (
  address: string,
  known?: { readonly etag?: string; readonly lastModified?: string },
) => Promise<SiteFile | 'unchanged'>;

export interface SurveyOptions {
  readonly memory?: SiteMemory;
  readonly getFile: GetFile;
  /** Awaited before each request for a sitemap: a site is asked for at most one a second. */
  readonly pace: () => Promise<void>;
  /** Whether to read the sitemaps; they need not be read as often as the feed. */
  readonly readSitemaps: boolean;
  /** Sitemaps that are read of an index of many, the newest first. */
  readonly mostSitemaps?: number;
  /** Milliseconds since the epoch. */
  readonly now?: number;
}

/** No sitemap may unpack to more (bytes; sitemaps.org protocol 0.9). */
const LARGEST_SITEMAP = 50 * 1024 * 1024;
/** Looking for a feed asks for a dozen files: where there is none, not more often than this (ms). */
const SEEK_FEED_EVERY = 24 * 3_600_000;
/** Surveys, some hours apart, in which a feed may fail before another is looked for. */
const GIVE_UP_FEED_AFTER = 6;
const NOTHING: SiteMemory = { validators: {} };

/**
 * Finds out which pages a plain web site names: in its feed (RSS 2.0, RSS 1.0, Atom, JSON Feed) and in its sitemaps, as robots.txt
 * (RFC 9309) allows. Each source that cannot be had is noted, and the next is tried.
 *
 * @param publication address of the publication, ending in "/"
 */
export async function surveySite(publication: string, options: SurveyOptions): Promise<SiteSurvey> {
  const survey = new Survey(publication, options);
  const robots = await survey.robots();
  const feed = await survey.feed();
  const sitemap = options.readSitemaps ? await survey.sitemaps(robots) : undefined;
  const pages = new Map<string, FoundPage>();
  for (const { url, lastmod } of newestFirst(sitemap?.pages ?? []))
    pages.set(url, lastmod === undefined ? { url } : { url, changed: lastmod });
  for (const item of feed?.items ?? []) {
    const changed = pages.get(item.url)?.changed ?? item.updated ?? item.published;
    pages.set(item.url, changed === undefined ? { url: item.url, item } : { url: item.url, changed, item });
  }
  pages.delete(publication);
  return {
    memory: survey.memory,
    robots,
    pages: [...pages.values()].filter(({ url }) => robots.allows(url)).sort((a, b) => timeOf(b) - timeOf(a)),
    disallowed: [...pages.keys()].filter((url) => !robots.allows(url)),
    isComplete: sitemap?.isComplete ?? false,
    isHeard: survey.isHeard,
    failures: survey.failures,
  };
}

/** When a page changed, milliseconds since the epoch; pages that say nothing come last. */
function timeOf({ changed }: FoundPage): number {
  return (changed === undefined ? undefined : Date.parse(changed)) || 0;
}

/** One survey under way: what it knows, and what failed. */
class Survey {
  readonly publication: string;
  readonly options: SurveyOptions;
  readonly failures: { address: string; error: unknown }[] = [];
  memory: SiteMemory;
  isHeard = false;

  constructor(publication: string, options: SurveyOptions) {
    this.publication = publication;
    this.options = options;
    this.memory = options.memory ?? NOTHING;
  }

  async robots(): Promise<Robots> {
    const address = new URL('/robots.txt', this.publication).href;
    try {
      const file = await this.options.getFile(address);
      return readRobots(file === 'unchanged' ? '' : textOf(file), address);
    } catch (error) {
      // No such file allows everything, one that cannot be had forbids everything (RFC 9309, 2.3.1.3 and 2.3.1.4).
      const { status } = error as { status?: number };
      if (status === undefined || status < 400 || status >= 500) throw error;
      return readRobots('', address);
    }
  }

  async feed(): Promise<Feed | undefined> {
    const known = this.memory.feed;
    if (known !== undefined) {
      const feed = await this.#readFeed(known);
      const failures = feed ? 0 : (this.memory.feedFailures ?? 0) + 1;
      this.memory = { ...this.memory, feedFailures: failures };
      if (feed) return feed === 'unchanged' ? undefined : feed;
      // Another feed may hold less: it is looked for only when this one seems to be gone.
      if (failures < GIVE_UP_FEED_AFTER) return undefined;
    }
    const now = this.options.now ?? Date.now();
    if (now - (this.memory.soughtAt ?? 0) < SEEK_FEED_EVERY) return undefined;
    for (const address of await this.#feedAddresses()) {
      const feed = await this.#readFeed(address);
      if (!feed || feed === 'unchanged') continue;
      this.memory = {
        ...this.memory,
        feed: address,
        feedFailures: 0,
        ...(this.memory.name === undefined && feed.title !== undefined ? { name: feed.title } : {}),
        ...(this.memory.language === undefined && feed.language !== undefined
          ? { language: feed.language }
          : {}),
      };
      return feed;
    }
    this.memory = { ...this.memory, soughtAt: now };
    return undefined;
  }

  /** The home page says where the feed is, and what the publication calls itself. */
  async #feedAddresses(): Promise<string[]> {
    try {
      const file = await this.options.getFile(this.publication);
      const html = file === 'unchanged' ? '' : textOf(file);
      this.memory = { ...this.memory, ...homeFacts(html) };
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
      if (feed) this.isHeard = true;
      if (file !== 'unchanged' && feed) this.#remember(address, file);
      return feed;
    } catch (error) {
      this.failures.push({ address, error });
      return undefined;
    }
  }

  /** All pages that the sitemaps name, from those that robots.txt gives, else from the usual place. */
  async sitemaps(robots: Robots): Promise<{ pages: SitemapEntry[]; isComplete: boolean }> {
    const queue: SitemapEntry[] = (
      robots.sitemaps.length > 0 ? robots.sitemaps : [new URL('/sitemap.xml', this.publication).href]
    ).map((url) => ({ url }));
    const seen = new Set<string>();
    const pages: SitemapEntry[] = [];
    let left = this.options.mostSitemaps ?? 1000;
    let isComplete = queue.length > 0;
    for (let next = queue.shift(); next; next = queue.shift()) {
      if (seen.has(next.url)) continue;
      seen.add(next.url);
      if (left-- <= 0) return { pages, isComplete: false };
      try {
        await this.options.pace();
        const file = await this.options.getFile(next.url);
        const body = file === 'unchanged' ? undefined : await gunzipped(file.body, LARGEST_SITEMAP);
        const sitemap =
          file === 'unchanged' || !body
            ? undefined
            : readSitemap(decodeText(body, file.contentType), file.url, this.options.now);
        if (sitemap) this.isHeard = true;
        if (sitemap?.kind === 'index') queue.unshift(...newestFirst(sitemap.sitemaps));
        else if (sitemap) pages.push(...sitemap.pages);
        else isComplete = false;
      } catch (error) {
        this.failures.push({ address: next.url, error });
        isComplete = false;
      }
    }
    if (isComplete) this.memory = { ...this.memory, sitemapsAt: this.options.now ?? Date.now() };
    return { pages, isComplete };
  }

  #remember(address: string, { etag, lastModified }: SiteFile): void {
    this.memory = {
      ...this.memory,
      validators: {
        ...this.memory.validators,
        [address]: { ...(etag ? { etag } : {}), ...(lastModified ? { lastModified } : {}) },
      },
    };
  }
}

function textOf({ body, contentType }: SiteFile): string {
  return decodeText(body, contentType);
}
