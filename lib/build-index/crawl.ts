import { listSitePages, type SiteListing } from '../publication/site/list-site-pages.ts';
import type { FoundPage } from '../publication/site/named-pages.ts';
import { readAnalysisFile } from '../publication/site/read-analysis.ts';
import type { RememberedSiteFacts } from '../publication/site/remembered-site-facts.ts';
import type { GetFile, SiteFile } from '../publication/site/site-file.ts';
import { FetchFailure } from '../sync/fetch-file.ts';
import { asReadersRead, type IndexedAnalysis } from './analysis-files.ts';
import { isMissingFileError, reasonOf } from './error-messages.ts';
import type { SiteClient } from './site-client.ts';

/** Maximum size of a page (bytes). Real pages of text are smaller. */
const MAX_PAGE_BYTES = 5_000_000;
/**
 * If a page's date in the feed or sitemap was this old (ms) when the page was read, the same date means "unchanged" in
 * later runs. A page with a newer date may change again on the same day, and caches may return an old version of it.
 */
const SETTLES_AFTER = 2 * 24 * 3_600_000;

/** A page from an earlier run. */
export interface KnownPage {
  /** Date of the page's last change in the feed or sitemap: RFC 3339 or `YYYY-MM-DD`. */
  readonly changed?: string | undefined;
  /**
   * Whether `changed` was older than `SETTLES_AFTER` when the page was read. If so, the same date in a later run means
   * "unchanged".
   */
  readonly settled?: boolean | undefined;
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  /**
   * The analysis on the page; absent if the page is not an analysis, or if no version of it could be read completely
   * (see `lacks`).
   */
  readonly analysis?: IndexedAnalysis | undefined;
  /**
   * The reason why the present version of the analysis on the page gives no card, as the end of a sentence for the
   * publisher. `analysis` is then an older version, or absent.
   */
  readonly lacks?: string | undefined;
}

/** A page whose present content is not in the index, or a file of the listing that could not be read. */
export interface PageProblem {
  readonly address: string;
  /** The reason for the publisher, as the end of a sentence that starts with the address. */
  readonly why: string;
  /** Whether the index keeps the card of an earlier reading. */
  readonly isKept: boolean;
}

export interface CrawlOptions {
  /** Address of the publication, with "/" at the end. */
  readonly site: string;
  readonly client: SiteClient;
  /** Pages of earlier runs by address. */
  readonly known: ReadonlyMap<string, KnownPage>;
  /** First day of the analyses to read; `YYYY-MM-DD`. */
  readonly since?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Called after each requested page, with all pages known so far and the address of that page. */
  readonly onPage?: ((pages: ReadonlyMap<string, KnownPage>, url: string) => Promise<void>) | undefined;
}

export interface Crawl {
  /** All pages by address. The next run uses them too. */
  readonly pages: ReadonlyMap<string, KnownPage>;
  /** Name and language of the publication, from its home page or feed. */
  readonly about: Pick<RememberedSiteFacts, 'name' | 'language'>;
  readonly problems: readonly PageProblem[];
  /** Feeds, sitemaps and other files of the listing that could not be read. */
  readonly failures: readonly PageProblem[];
  /** Number of requested pages. */
  readonly asked: number;
  /** Number of requested pages that had not changed. */
  readonly unchanged: number;
}

/**
 * Thrown if robots.txt forbids reading the site or is unreachable. The message tells the publisher which of the two
 * happened.
 */
export class CrawlRefused extends Error {}

/**
 * Reads a plain web site: finds the pages in its feed and sitemaps (`listSitePages`), and reads each page that may have
 * changed since the last run. The listing uses no facts of earlier listings, so its result depends only on the site.
 *
 * @throws {CrawlRefused} if robots.txt forbids the home page or is unreachable. An unreachable robots.txt forbids
 *   everything (RFC 9309, 2.3.1.4)
 */
export async function crawl(options: CrawlOptions): Promise<Crawl> {
  const { site, client } = options;
  const listing = await listSitePages(site, {
    getFile: await getFileAfterRobots(site, client),
    // The client already waits before each request.
    pace: async () => {},
    readSitemaps: true,
    now: options.now,
  });
  if (!listing.robots.allows(site)) throw new CrawlRefused('robots.txt does not allow the home page');
  const run = new Run(options);
  const named = new Set(listing.pages.map(({ url }) => url));
  run.handleUnnamed(listing, named);
  for (const page of listing.pages) await run.visit(page, true);
  for (const url of run.toBeAsked) await run.visit({ url }, false);
  for (const { url } of listing.disallowed) run.problem(url, 'is not allowed by robots.txt');
  return {
    pages: run.pages,
    about: listing.memory,
    problems: run.problems,
    failures: listingFailures(listing, site),
    asked: run.asked,
    unchanged: run.unchanged,
  };
}

/**
 * Fetches robots.txt before the listing, so that the publisher gets a clear message if robots.txt is unreachable.
 * Returns a `getFile` that gives the listing the same result without another request.
 *
 * @throws {CrawlRefused} if robots.txt is unreachable
 */
async function getFileAfterRobots(site: string, client: SiteClient): Promise<GetFile> {
  const address = new URL('/robots.txt', site).href;
  let answer: () => SiteFile | 'unchanged';
  try {
    const file = await client.file(address);
    answer = () => file;
  } catch (error) {
    // 429 says nothing about the file, only that the site is busy. A missing file allows everything (RFC 9309,
    // 2.3.1.3).
    const { status = 500 } = error instanceof FetchFailure ? error : {};
    if (status >= 500 || status === 429)
      throw new CrawlRefused(`robots.txt ${reasonOf(error)}, so the tool may not read the site now`);
    answer = () => {
      throw error;
    };
  }
  return async (asked) => (asked === address ? answer() : client.file(asked));
}

/**
 * Returns the failures of a listing. Leaves out files that do not exist at the usual addresses of feeds and sitemaps.
 */
function listingFailures({ failures, robots }: SiteListing, site: string): PageProblem[] {
  return failures
    .filter(
      ({ address, error }) => !isMissingFileError(error) || [site, ...robots.sitemaps].includes(address),
    )
    .map(({ address, error }) => ({ address, why: reasonOf(error), isKept: false }));
}

/** A crawl in progress. */
class Run {
  readonly pages: Map<string, KnownPage>;
  readonly problems: PageProblem[] = [];
  /** Addresses of pages that the site no longer names but that may still exist. */
  readonly toBeAsked: string[] = [];
  asked = 0;
  unchanged = 0;
  readonly #options: CrawlOptions;

  constructor(options: CrawlOptions) {
    this.#options = options;
    this.pages = new Map(options.known);
  }

  problem(address: string, why: string): void {
    this.problems.push({ address, why, isKept: this.pages.get(address)?.analysis !== undefined });
  }

  /** Handles pages that the site no longer names: removes them, or adds them to `toBeAsked`. */
  handleUnnamed({ isComplete, robots }: SiteListing, named: ReadonlySet<string>): void {
    const known = [...this.pages].filter(([url]) => !named.has(url));
    // If feed and sitemaps name none of the known analyses, they do not list analyses. Then an analysis that they do
    // not name may still exist.
    const areAboutAnalyses = [...this.pages].some(([url, { analysis }]) => analysis && named.has(url));
    for (const [url, page] of known) {
      if (page.analysis && this.#isTooOld(page)) continue;
      if (page.analysis && robots.allows(url) && !(isComplete && areAboutAnalyses)) {
        this.toBeAsked.push(url);
        continue;
      }
      this.pages.delete(url);
    }
  }

  /** @param isNamed whether the site names the page now */
  async visit({ url, changed, item }: FoundPage, isNamed: boolean): Promise<void> {
    const known = this.pages.get(url);
    const { now, since = '' } = this.#options;
    if (known?.analysis ? this.#isTooOld(known) : changed !== undefined && changed.slice(0, 10) < since)
      return;
    // Publications often add a missing part without changing the date, so request an incomplete analysis again.
    const isAsBefore = known?.settled && changed !== undefined && changed === known.changed;
    if (isAsBefore && known.lacks === undefined) return;
    this.asked++;
    try {
      const file = await this.#options.client.file(url, known, MAX_PAGE_BYTES);
      if (file === 'unchanged') this.unchanged++;
      const read: KnownPage =
        file === 'unchanged' ? (known ?? {}) : this.#read(file, known, item?.categories);
      const settled = changed !== undefined && now - Date.parse(changed) > SETTLES_AFTER;
      this.pages.set(url, { ...read, changed, settled: settled || undefined });
      if (read.lacks !== undefined) this.problem(url, read.lacks);
    } catch (error) {
      if (!isMissingFileError(error)) this.problem(url, reasonOf(error));
      else {
        this.pages.delete(url);
        if (isNamed) this.problem(url, `${reasonOf(error)}, though the site names it`);
      }
    }
    await this.#options.onPage?.(this.pages, url);
  }

  #read(file: SiteFile, known: KnownPage | undefined, categories: readonly string[] = []): KnownPage {
    const { etag, lastModified, contentType } = file;
    const isPage = contentType === undefined || /html|xml|^text\/plain/i.test(contentType);
    const found = isPage ? readAnalysisFile(file, this.#options.site) : ({ state: 'no-analysis' } as const);
    const validators = { etag, lastModified };
    if (found.state === 'no-analysis') return validators;
    const old = known?.analysis === undefined ? {} : { analysis: known.analysis };
    if (found.state === 'incomplete') return { ...validators, ...old, lacks: found.why };
    const filedUnder = found.lens ? [] : [...new Set([...(found.filedUnder ?? []), ...categories])];
    const analysis = asReadersRead(
      filedUnder.length > 0 ? { ...found, filedUnder } : found,
      this.#options.site,
    );
    if (typeof analysis === 'string') return { ...validators, ...old, lacks: analysis };
    return { ...validators, analysis };
  }

  /** Whether the analysis on a page is older than `since`. */
  #isTooOld({ analysis }: KnownPage): boolean {
    const { since } = this.#options;
    return since !== undefined && analysis !== undefined && analysis.card.published.slice(0, 10) < since;
  }
}
