import { cleanAddress } from '../address/clean.ts';
import { decodeText } from '../feed/decode.ts';
import { feedAddresses, linkedSitemaps } from '../feed/discover.ts';
import { type Feed, type FeedItem, readFeed } from '../feed/feed.ts';
import { newestFirst, type Robots, readRobots } from '../feed/sitemap.ts';
import { hash32 } from '../index/packed.ts';
import { homeFacts } from './home-facts.ts';
import { pageKey } from './page-key.ts';
import { isRecent, SEEK_EVERY } from './recent.ts';
import type { GetFile, KnownFile, SiteFile } from './site-file.ts';
import { type NamedPage, SitemapReading } from './sitemap-reading.ts';

/** A page of the publication that a feed or a sitemap named. */
export interface FoundPage {
  readonly url: string;
  /** When it last changed, as the feed or sitemap says: RFC 3339 or a date alone. */
  readonly changed?: string;
  /** What a feed says of it, under `url`. */
  readonly item?: FeedItem;
}

/** What is remembered of a site from one survey to the next. */
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
  /** Sitemaps that say nothing against what they named before: they are unchanged, or name nothing at all. */
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

export interface SurveyOptions {
  readonly memory?: SiteMemory;
  readonly getFile: GetFile;
  /** Awaited before each request for a sitemap: a site is asked for at most one a second. */
  readonly pace: () => Promise<void>;
  /** Whether to read the sitemaps; they need not be read as often as the feed. */
  readonly readSitemaps: boolean;
  /** Sitemaps that are read of an index of many, the newest first. */
  readonly mostSitemaps?: number;
  /** Pages that are looked at, the newest first. */
  readonly mostPages?: number;
  /** Whether a failure means that nothing can be had of the site now, so that nothing more is asked for. */
  readonly isOfSite?: (error: unknown) => boolean;
  /** Milliseconds since the epoch. */
  readonly now?: number;
}

/**
 * Where sitemaps are found that nothing names, the likeliest first: the protocol's example, Yoast, Astro, WordPress,
 * others.
 */
const USUAL_SITEMAPS = [
  'sitemap.xml',
  'sitemap_index.xml',
  'sitemap-index.xml',
  'wp-sitemap.xml',
  'sitemap.xml.gz',
  'sitemap.txt',
];
/** Surveys, some hours apart, in which a feed may fail before another is looked for. */
const GIVE_UP_FEED_AFTER = 6;
/** A longer robots.txt is not kept, and asked for whole each time (UTF-16 units). */
const LONGEST_KEPT_ROBOTS = 64_000;
/** Former addresses of the feed that are remembered. */
const MOST_FORMER_FEEDS = 5;
const NOTHING: SiteMemory = { validators: {} };

/**
 * Finds out which pages a plain web site names: in its feed (RSS 2.0, RSS 1.0, Atom, JSON Feed) and in its sitemaps,
 * as robots.txt (RFC 9309) allows. Each source that cannot be had is noted, and the next is tried.
 *
 * @param publication address of the publication, ending in "/"
 */
export async function surveySite(publication: string, options: SurveyOptions): Promise<SiteSurvey> {
  const survey = new Survey(publication, options);
  const robots = await survey.robots();
  const feed = await survey.feed();
  const sitemap = options.readSitemaps || survey.isRobotsChanged ? await survey.sitemaps(robots) : undefined;
  const { pages, namedBy } = named(publication, feed, sitemap);
  const newest = pages.sort((a, b) => timeOf(b) - timeOf(a)).slice(0, options.mostPages);
  // Each answer takes its time: only pages that are looked at are asked about.
  const allowed = new Set(newest.filter(({ url }) => robots.allows(url)));
  const isCut = newest.length < pages.length;
  // What was left out must be found again.
  if (isCut) survey.forgetSitemaps();
  return {
    memory: survey.memory,
    robots,
    pages: [...allowed],
    disallowed: newest.filter((page) => !allowed.has(page)).map(({ url }) => url),
    namedBy,
    answered: survey.answered,
    silent: sitemap?.silent ?? new Set(),
    isRobotsChanged: survey.isRobotsChanged,
    isComplete: sitemap?.isComplete ?? false,
    listsAll:
      !isCut &&
      ((sitemap?.listsAll ?? false) ||
        (sitemap?.isAbsent === true && feed?.isComplete === true && survey.answered.has(feed.address))),
    ...(feed && survey.answered.has(feed.address) ? { feed: feedWindow(feed) } : {}),
    isHeard: survey.isHeard,
    failures: survey.failures,
  };
}

/**
 * Each page once, whatever forms of its address feed and sitemaps use. The sitemap's form counts, as the one without
 * trackers.
 */
function named(
  publication: string,
  feed: FoundFeed | undefined,
  sitemap: FoundSitemaps | undefined,
): { pages: FoundPage[]; namedBy: Map<string, string[]> } {
  const pages = new Map<string, FoundPage>();
  const namedBy = new Map<string, string[]>();
  const home = pageKey(publication);
  const note = (key: string, source: string): void => {
    const sources = namedBy.get(key);
    if (!sources) namedBy.set(key, [source]);
    else if (!sources.includes(source)) sources.push(source);
  };
  for (const { url, source } of sitemap?.pages ?? []) note(pageKey(url), source);
  for (const { url, lastmod } of newestFirst(sitemap?.pages ?? [])) {
    const key = pageKey(url);
    if (key === home) continue;
    if (!pages.has(key)) pages.set(key, lastmod === undefined ? { url } : { url, changed: lastmod });
  }
  for (const item of feed?.items ?? []) {
    const key = pageKey(item.url);
    if (!feed || key === home) continue;
    note(key, feed.address);
    const known = pages.get(key);
    const url = known?.url ?? cleanAddress(item.url) ?? item.url;
    const changed = known?.changed ?? item.updated ?? item.published;
    // Relative addresses in its text stand in the address that the feed gave.
    const own = url === item.url ? item : { ...item, url, base: item.base ?? item.url };
    pages.set(key, changed === undefined ? { url, item: own } : { url, changed, item: own });
  }
  return { pages: [...pages.values()], namedBy };
}

/**
 * How far back a feed reaches: known only of one whose items are in the order of their dates. It may be sorted by the
 * first or by the last date of each; where both fit, the later end counts.
 */
function feedWindow({ address, items }: FoundFeed): { address: string; oldest?: number } {
  const ends = [
    items.map(({ updated, published }) => Date.parse(published ?? updated ?? '')),
    items.map(({ updated, published }) => Date.parse(updated ?? published ?? '')),
  ].flatMap((times) => (isInOrder(times) ? Math.min(...times) : []));
  return ends.length > 0 ? { address, oldest: Math.max(...ends) } : { address };
}

/** Whether some times all exist and only rise, or only fall. An old item that is pinned to the top breaks the order. */
function isInOrder(times: readonly number[]): boolean {
  const steps = times.slice(1).map((time, n) => Math.sign(time - (times[n] ?? Number.NaN)));
  return (
    times.length > 0 &&
    times.every(Number.isFinite) &&
    (steps.every((step) => step <= 0) || steps.every((step) => step >= 0))
  );
}

/** When a page changed, milliseconds since the epoch; pages that say nothing come last. */
function timeOf({ changed }: FoundPage): number {
  return (changed === undefined ? undefined : Date.parse(changed)) || 0;
}

type FoundFeed = Feed & { readonly address: string };

interface FoundSitemaps {
  readonly pages: readonly NamedPage[];
  readonly silent: ReadonlySet<string>;
  readonly isComplete: boolean;
  readonly listsAll: boolean;
  /** Whether the server says of each place where a sitemap may be that there is none. */
  readonly isAbsent: boolean;
}

/** One survey under way: what it knows, and what failed. */
class Survey {
  readonly publication: string;
  readonly options: SurveyOptions;
  readonly failures: { address: string; error: unknown }[] = [];
  memory: SiteMemory;
  isHeard = false;
  readonly answered = new Set<string>();
  #isHomeAsked = false;
  isRobotsChanged = false;

  constructor(publication: string, options: SurveyOptions) {
    this.publication = publication;
    this.options = options;
    this.memory = options.memory ?? NOTHING;
  }

  async robots(): Promise<Robots> {
    const address = new URL('/robots.txt', this.publication).href;
    const before = this.memory.robotsText;
    const note = (text: string): Robots => {
      const robotsMark = hash32(text.replace(/#.*$/gm, ''));
      this.isRobotsChanged = robotsMark !== this.memory.robotsMark;
      // What it did not allow was not kept track of.
      if (this.isRobotsChanged) this.forgetSitemaps();
      const { robotsText: _, ...memory } = this.memory;
      const kept = text.length > LONGEST_KEPT_ROBOTS ? {} : { robotsText: text };
      this.memory = { ...memory, ...kept, robotsMark };
      return readRobots(text, address);
    };
    try {
      const known = before === undefined ? undefined : this.memory.validators[address];
      const file = await this.options.getFile(address, known);
      if (file === 'unchanged') return note(before ?? '');
      this.#remember(address, file);
      return note(textOf(file));
    } catch (error) {
      // No such file allows everything, one that cannot be had forbids everything (RFC 9309, 2.3.1.3 and 2.3.1.4).
      const { status } = error as { status?: number };
      if (status === undefined || status < 400 || status >= 500 || status === 429) throw error;
      this.#forget(address);
      return note('');
    }
  }

  async feed(): Promise<FoundFeed | undefined> {
    const known = this.memory.feed;
    if (known !== undefined) {
      const feed = await this.#readFeed(known);
      const failures = feed ? 0 : (this.memory.feedFailures ?? 0) + 1;
      this.memory = { ...this.memory, feedFailures: failures };
      if (feed) return feed === 'unchanged' ? undefined : { ...feed, address: known };
      // Another feed may hold less: it is looked for only when this one seems to be gone.
      if (failures < GIVE_UP_FEED_AFTER) return undefined;
    }
    const now = this.options.now ?? Date.now();
    if (isRecent(this.memory.soughtAt, now, SEEK_EVERY)) return undefined;
    const addresses = await this.#feedAddresses();
    for (const address of this.#isDown() ? [] : addresses) {
      const feed = await this.#readFeed(address);
      if (this.#isDown()) break;
      if (!feed || feed === 'unchanged') continue;
      const former = [known, ...(this.memory.formerFeeds ?? [])].filter((one) => one !== undefined);
      this.memory = {
        ...this.memory,
        feed: address,
        ...(former.length > 0 ? { formerFeeds: former.slice(0, MOST_FORMER_FEEDS) } : {}),
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

  /** The home page says where the feed is, and what the publication calls itself. */
  async #feedAddresses(): Promise<string[]> {
    this.#isHomeAsked = true;
    try {
      const file = await this.options.getFile(this.publication);
      const html = file === 'unchanged' ? '' : textOf(file);
      this.#noteHome(html);
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
      if (file === 'unchanged' || !feed || feed === 'unchanged') return feed;
      // A feed that broke off is asked for again whole: its validators would hide the rest.
      const { isCut = false, items } = feed;
      if (!isCut) this.#remember(address, file);
      if (!isCut && items.length > 0) this.answered.add(address);
      return feed;
    } catch (error) {
      this.failures.push({ address, error });
      return undefined;
    }
  }

  #noteHome(html: string): void {
    this.memory = {
      ...this.memory,
      ...homeFacts(html),
      linkedSitemaps: linkedSitemaps(html, this.publication),
    };
  }

  /**
   * All pages that the sitemaps name: those that robots.txt gives, else the home page (`rel=sitemap`), else those at
   * the usual addresses.
   */
  async sitemaps(robots: Robots): Promise<FoundSitemaps> {
    const found = new SitemapReading({
      ...this.options,
      known: (address) => this.memory.validators[address],
      isOfSite: this.#isOfSite,
    });
    for (const url of robots.sitemaps) await found.read(url);
    const isDown = (): boolean => found.failures.some(({ error }) => this.#isOfSite(error));
    if (!found.isHeard && !isDown()) {
      const linked = await this.#linkedSitemaps();
      for (const url of linked) await found.read(url);
      // They may have moved: the home page is asked again next time.
      if (!found.isHeard && linked.length > 0) this.memory = { ...this.memory, linkedSitemaps: undefined };
    }
    if (!found.isHeard && !isDown()) await this.#seekSitemap(found);
    const { pages, silent, isComplete, listsAll, isHeard, remembered } = found;
    if (isHeard) this.isHeard = true;
    for (const address of found.answered) this.answered.add(address);
    this.failures.push(...found.failures);
    this.#rememberSitemaps(remembered);
    if (isComplete && isHeard) this.memory = { ...this.memory, sitemapsAt: this.options.now ?? Date.now() };
    return {
      pages,
      silent,
      isComplete: isComplete && isHeard,
      listsAll: listsAll && isHeard,
      isAbsent: listsAll && !isHeard,
    };
  }

  async #linkedSitemaps(): Promise<readonly string[]> {
    if (this.memory.linkedSitemaps || this.#isHomeAsked) return this.memory.linkedSitemaps ?? [];
    try {
      const file = await this.options.getFile(this.publication);
      if (file !== 'unchanged') this.#noteHome(textOf(file));
    } catch (error) {
      this.failures.push({ address: this.publication, error });
    }
    return this.memory.linkedSitemaps ?? [];
  }

  /** Looks at the usual addresses; where there is none, not more often than once a day, but for the most usual one. */
  async #seekSitemap(found: SitemapReading): Promise<void> {
    const now = this.options.now ?? Date.now();
    const usual = USUAL_SITEMAPS.map((path) => new URL(`/${path}`, this.publication).href);
    const isSought = isRecent(this.memory.soughtSitemapAt, now, SEEK_EVERY);
    const addresses = this.memory.sitemap ? [this.memory.sitemap] : isSought ? usual.slice(0, 1) : usual;
    for (const address of addresses) {
      await found.read(address);
      if (!found.isHeard) continue;
      this.memory = { ...this.memory, sitemap: address };
      return;
    }
    const { sitemap: _, ...rest } = this.memory;
    this.memory = { ...rest, soughtSitemapAt: now };
  }

  #remember(address: string, { etag, lastModified }: SiteFile): void {
    const known = { ...(etag ? { etag } : {}), ...(lastModified ? { lastModified } : {}) };
    this.memory = { ...this.memory, validators: { ...this.memory.validators, [address]: known } };
  }

  #forget(address: string): void {
    const { [address]: _, ...validators } = this.memory.validators;
    this.memory = { ...this.memory, validators };
  }

  /** All sitemaps are to be read whole the next time. */
  forgetSitemaps(): void {
    this.#rememberSitemaps({});
  }

  readonly #isOfSite = (error: unknown): boolean => this.options.isOfSite?.(error) ?? false;

  /** Whether the last failure was one of the whole site. */
  #isDown(): boolean {
    return this.#isOfSite(this.failures.at(-1)?.error);
  }

  /** Sitemaps that were not read this time are no longer remembered. */
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
