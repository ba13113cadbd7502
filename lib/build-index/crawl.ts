import type { FoundPage } from '../publication/site/named-pages.ts';
import { readAnalysisFile } from '../publication/site/read-analysis.ts';
import type { GetFile, SiteFile } from '../publication/site/site-file.ts';
import type { SiteMemory } from '../publication/site/site-memory.ts';
import { type SiteSurvey, surveySite } from '../publication/site/survey.ts';
import { FetchFailure } from '../sync/fetch-file.ts';
import { asReadersRead, type IndexedAnalysis } from './analysis-files.ts';
import { inWords, isGone } from './error-messages.ts';
import type { SiteClient } from './site-client.ts';

/** No page of text is larger (bytes). */
const LARGEST_PAGE = 5_000_000;
/**
 * After this long a date that feed or sitemap give of a change is believed: another change of that day had its own,
 * and caches are past (ms).
 */
const SETTLES_AFTER = 2 * 24 * 3_600_000;

/** What is known of a page from when it was read last. */
export interface KnownPage {
  /** When it had changed, as feed or sitemap said. */
  readonly changed?: string | undefined;
  /** Whether it was read so long after `changed` that the same date means the same page. */
  readonly settled?: boolean | undefined;
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  /** The analysis on it; absent where it is a page of another kind. */
  readonly analysis?: IndexedAnalysis | undefined;
  /** What an analysis lacks that was on it; `analysis` is then an older state of it, if any. */
  readonly lacks?: string | undefined;
}

/**
 * A page that the index is the poorer for, and why, in words for the publisher: the end of a sentence that starts
 * with the address.
 */
export interface PageProblem {
  readonly address: string;
  readonly why: string;
  /** Whether the index goes on with what the page said before. */
  readonly isKept: boolean;
}

export interface CrawlOptions {
  /** Address of the publication, ending in "/". */
  readonly site: string;
  readonly client: SiteClient;
  /** Pages by address, from earlier runs. */
  readonly known: ReadonlyMap<string, KnownPage>;
  /** Analyses published on earlier days are not read; `YYYY-MM-DD`. */
  readonly since?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Told what is known so far, after each page that was read, and the address of that page. */
  readonly onPage?: ((pages: ReadonlyMap<string, KnownPage>, url: string) => Promise<void>) | undefined;
}

export interface Crawl {
  readonly pages: ReadonlyMap<string, KnownPage>;
  /** What the site says of itself. */
  readonly about: Pick<SiteMemory, 'name' | 'language'>;
  readonly problems: readonly PageProblem[];
  /** Feeds, sitemaps and the like that could not be had. */
  readonly failures: readonly PageProblem[];
  /** Pages asked for, and those of them that had not changed. */
  readonly asked: number;
  readonly unchanged: number;
}

/** The site asks not to be read. */
export class CrawlRefused extends Error {}

/**
 * Reads a plain web site: which pages it names (`surveySite`), and each page that may have changed since it was read
 * last. The survey itself is made anew each time, so that what comes of it does not depend on what is remembered.
 *
 * @throws {CrawlRefused} where robots.txt forbids the home page, or fails, which forbids everything (RFC 9309,
 * 2.3.1.4)
 */
export async function crawl(options: CrawlOptions): Promise<Crawl> {
  const { site, client } = options;
  const survey = await surveySite(site, {
    getFile: await getFileAfterRobots(site, client),
    // The client keeps the pace, for every request.
    pace: async () => {},
    readSitemaps: true,
    now: options.now,
  });
  if (!survey.robots.allows(site)) throw new CrawlRefused('robots.txt does not allow the home page');
  const run = new Run(options);
  const named = new Set(survey.pages.map(({ url }) => url));
  run.settleUnnamed(survey, named);
  for (const page of survey.pages) await run.visit(page, true);
  for (const url of run.toBeAsked) await run.visit({ url }, false);
  for (const address of survey.disallowed) run.problem(address, 'is not allowed by robots.txt');
  return {
    pages: run.pages,
    about: survey.memory,
    problems: run.problems,
    failures: surveyFailures(survey, site),
    asked: run.asked,
    unchanged: run.unchanged,
  };
}

/** The survey takes a robots.txt that failed for one that allows everything; a crawler must not. */
async function getFileAfterRobots(site: string, client: SiteClient): Promise<GetFile> {
  const address = new URL('/robots.txt', site).href;
  let answer: () => SiteFile | 'unchanged';
  try {
    const file = await client.file(address);
    answer = () => file;
  } catch (error) {
    const isAnswer =
      error instanceof FetchFailure && ((error.status ?? 500) < 500 || error.reason === 'other-origin');
    if (!isAnswer) throw new CrawlRefused(`robots.txt ${inWords(error)}, which forbids to read the site now`);
    answer = () => {
      throw error;
    };
  }
  return async (asked) => (asked === address ? answer() : client.file(asked));
}

/** Failures that say something: feeds are looked for at many places where most sites have none. */
function surveyFailures({ failures, robots }: SiteSurvey, site: string): PageProblem[] {
  return failures
    .filter(({ address, error }) => !isGone(error) || [site, ...robots.sitemaps].includes(address))
    .map(({ address, error }) => ({ address, why: inWords(error), isKept: false }));
}

/** One crawl under way: what has come of it so far. */
class Run {
  readonly pages: Map<string, KnownPage>;
  readonly problems: PageProblem[] = [];
  /** Pages that the site no longer names, though they may be there. */
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

  /** Decides on pages that the site named before and names no more. */
  settleUnnamed({ isComplete, robots }: SiteSurvey, named: ReadonlySet<string>): void {
    const known = [...this.pages].filter(([url]) => !named.has(url));
    // Sitemaps that name no analysis at all are about something else.
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
    // Who mends what an analysis lacks seldom dates the page anew.
    const isAsBefore = known?.settled && changed !== undefined && changed === known.changed;
    if (isAsBefore && known.lacks === undefined) return;
    this.asked++;
    try {
      const file = await this.#options.client.file(url, known, LARGEST_PAGE);
      if (file === 'unchanged') this.unchanged++;
      const read: KnownPage =
        file === 'unchanged' ? (known ?? {}) : this.#read(file, known, item?.categories);
      const settled = changed !== undefined && now - Date.parse(changed) > SETTLES_AFTER;
      this.pages.set(url, { ...read, changed, settled: settled || undefined });
      if (read.lacks !== undefined) this.problem(url, read.lacks);
    } catch (error) {
      if (!isGone(error)) this.problem(url, inWords(error));
      else {
        this.pages.delete(url);
        if (isNamed) this.problem(url, `${inWords(error)}, though the site names it`);
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

  /** Whether a page has an analysis that is older than what this run is about. */
  #isTooOld({ analysis }: KnownPage): boolean {
    const { since } = this.#options;
    return since !== undefined && analysis !== undefined && analysis.card.published.slice(0, 10) < since;
  }
}
