import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Publication } from '../index/manifest.ts';
import { withDistinctIds } from '../publication/site/distinct-ids.ts';
import { monthsOf } from '../publication/site/months.ts';
import { documentPath, type IndexedAnalysis, isPreferred } from './analysis-files.ts';
import { CACHE_FILE, cacheJson, knownPages } from './cache.ts';
import { type Crawl, type CrawlOptions, crawl, type KnownPage, type PageProblem } from './crawl.ts';
import { type ExistingIndex, existingIndex } from './existing-index.ts';
import { type IndexContent, indexFiles } from './index-files.ts';
import { ProgressSaver } from './save-progress.ts';
import { SiteClient, type SiteClientOptions } from './site-client.ts';
import { type Written, writeIfOther, writeIndex } from './write-index.ts';

export interface BuildOptions
  extends Pick<CrawlOptions, 'site' | 'since'>,
    Partial<Pick<SiteClientOptions, 'get' | 'wait' | 'pace'>> {
  /** Folder whose files are served at the root of the site. */
  readonly out: string;
  /** Whether to write the texts of whole months. */
  readonly texts?: boolean | undefined;
  /** Whether to read every page again. */
  readonly fresh?: boolean | undefined;
  /** Whether to immediately remove files that the new manifest does not name. */
  readonly dropOld?: boolean | undefined;
  /** Facts about the publication. They are used instead of the facts on its pages. */
  readonly about?: Partial<Omit<Publication, 'url'>> | undefined;
  /** Milliseconds since the epoch. */
  readonly now?: number | undefined;
  /** Called repeatedly during the run with the number of pages read. */
  readonly onProgress?: ((pages: number) => void) | undefined;
}

/** The result of building an index, for the report to the publisher. */
export interface BuildReport extends Written {
  readonly crawl: Crawl;
  /** Number of requests, including redirects and retries. */
  readonly requests: number;
  /** Number of analyses in the index, including the analyses of unchanged months. */
  readonly analyses: number;
  /** Number of months in the index. */
  readonly months: number;
  /** Addresses of analyses that are no longer in the index. */
  readonly withdrawn: readonly string[];
  /** Pages that have the same analysis as another page. */
  readonly doubles: readonly PageProblem[];
}

/** Thrown if no analysis was found. No index was written then. The message tells the publisher why. */
export class NothingToWrite extends Error {}

/** Default for the minimum time between the starts of two requests (ms). */
const PACE_MS = 1000;

/**
 * Builds the companion index of a plain web site, or updates the index in the folder.
 *
 * @throws {NothingToWrite} if the site has no analysis
 * @throws {CrawlRefused} if robots.txt does not allow reading the site
 * @throws {FolderRefused} if the folder contains the index of another publication, or an index of an unknown version
 */
export async function buildIndex(options: BuildOptions): Promise<BuildReport> {
  const { site, out, since, now = Date.now() } = options;
  const existing = await existingIndex(out, site);
  const known = await knownPages(out, site, existing, options.fresh ?? false);
  const client = new SiteClient({ ...options, pace: options.pace ?? PACE_MS, userAgent: userAgent(site) });
  const progress = new ProgressSaver(out, site);
  const onPage: CrawlOptions['onPage'] = async (pages, url) => {
    if (await progress.add(pages, url)) options.onProgress?.(progress.read);
  };
  const crawled = await crawl({ site, client, known, since, now, onPage });

  const { analyses, doubles } = withoutDuplicates(analysesToIndex(crawled.pages, existing, since), existing);
  const kept =
    since === undefined ? [] : existing.segments.filter(({ from }) => from < `${since.slice(0, 7)}-01`);
  if (analyses.length + kept.length === 0) throw new NothingToWrite(whyNothing(crawled, since));
  const files = indexFiles({
    publication: publicationOf(options, crawled, existing, analyses),
    analyses,
    kept,
    keptLenses: kept.length > 0 ? (existing.manifest?.lenses ?? []) : [],
    keptGenerated: kept.length > 0 ? existing.manifest?.generated : undefined,
    texts: options.texts ?? false,
  });
  const written = await writeIndex(out, files, {
    named: existing.named,
    kept: filesOf(kept, existing),
    dropOld: options.dropOld ?? false,
  });
  await writeIfOther(join(out, CACHE_FILE), cacheJson(site, withIdsOf(analyses, crawled.pages)));
  const inKept = kept.reduce((sum, { count }) => sum + count, 0);
  return {
    ...written,
    crawl: crawled,
    requests: client.requests,
    analyses: analyses.length + inKept,
    months: [...files.keys()].filter((path) => path.startsWith('segments/')).length + kept.length,
    withdrawn: goneFrom(existing, analyses, kept),
    doubles,
  };
}

function goneFrom(
  existing: ExistingIndex,
  analyses: readonly IndexedAnalysis[],
  kept: IndexContent['kept'],
): string[] {
  const present = new Set(analyses.map(({ card }) => card.url));
  const keptMonths = new Set(kept.map(({ from }) => from.slice(0, 7)));
  return existing.analyses
    .filter(({ card }) => !present.has(card.url) && !keptMonths.has(card.published.slice(0, 7)))
    .map(({ card }) => card.url);
}

/**
 * Returns the analyses for the index. With `since`, these are the analyses of that day or later, and those earlier
 * analyses of the same month that are already in the index.
 */
function analysesToIndex(
  pages: ReadonlyMap<string, KnownPage>,
  existing: ExistingIndex,
  since: string | undefined,
): IndexedAnalysis[] {
  const own = (address: string, { analysis }: KnownPage): number => (analysis?.card.url === address ? 0 : 1);
  // Of several pages with the same canonical address, the page at that address comes first.
  const analyses = [...pages]
    .sort(([a, one], [b, other]) => own(a, one) - own(b, other) || (a < b ? -1 : 1))
    .flatMap(([, { analysis }]) => analysis ?? []);
  if (since === undefined) return analyses;
  const present = new Set(existing.analyses.map(({ card }) => card.url));
  return analyses.filter(({ card }) => {
    const day = card.published.slice(0, 10);
    return day >= since || (day.slice(0, 7) === since.slice(0, 7) && present.has(card.url));
  });
}

/** Removes duplicates, and gives each analysis the id that the extension would give it on a site without an index. */
function withoutDuplicates(
  all: readonly IndexedAnalysis[],
  existing: ExistingIndex,
): {
  analyses: IndexedAnalysis[];
  doubles: PageProblem[];
} {
  const byUrl = new Map<string, IndexedAnalysis>();
  for (const analysis of all) {
    const other = byUrl.get(analysis.card.url);
    if (!other || isPreferred(analysis, other)) byUrl.set(analysis.card.url, analysis);
  }
  const known = new Map(existing.analyses.map(({ card }) => [card.id, card]));
  const doubles: PageProblem[] = [];
  const analyses = withDistinctIds([...byUrl.values()], known, (kept, { card }) => {
    doubles.push({ address: card.url, why: `has the same analysis as ${kept.card.url}`, isKept: false });
  });
  return { analyses, doubles };
}

/** Returns the pages with the final ids of their analyses. The next run finds their documents by these ids. */
function withIdsOf(
  analyses: readonly IndexedAnalysis[],
  pages: ReadonlyMap<string, KnownPage>,
): Map<string, KnownPage> {
  const ids = new Map(analyses.map(({ card }) => [card.url, card.id]));
  const withId = (page: KnownPage): KnownPage => {
    const { analysis } = page;
    const id = analysis && ids.get(analysis.card.url);
    return id ? { ...page, analysis: { ...analysis, card: { ...analysis.card, id } } } : page;
  };
  return new Map([...pages].map(([address, page]) => [address, withId(page)]));
}

function publicationOf(
  { site, about = {} }: BuildOptions,
  { about: found }: Crawl,
  { manifest }: ExistingIndex,
  analyses: readonly IndexedAnalysis[],
): IndexContent['publication'] {
  // If the home page could not be read, use the name and language in the last index.
  const before = found.name === undefined ? manifest?.publication : undefined;
  return {
    name: about.name ?? found.name ?? before?.name ?? new URL(site).host,
    url: site,
    language: about.language ?? found.language ?? before?.language,
    subscribe: about.subscribe ?? newestValue(analyses, 'subscribe'),
    issues: about.issues ?? newestValue(analyses, 'issues'),
  };
}

/**
 * Returns a field from the newest analysis that has it. If several analyses have the same published date, the analysis
 * with the lowest id counts.
 */
function newestValue(
  analyses: readonly IndexedAnalysis[],
  field: 'subscribe' | 'issues',
): string | undefined {
  const [newest] = monthsOf(analyses.filter((analysis) => analysis[field]).map(({ card }) => card)).flatMap(
    ({ cards }) => cards,
  );
  return analyses.find(({ card }) => card.id === newest?.id)?.[field];
}

/** Returns the paths of the unchanged months' files, and of the documents of their cards. */
function filesOf(kept: IndexContent['kept'], { analyses, named }: ExistingIndex): ReadonlySet<string> {
  if (kept.length === 0) return new Set();
  const months = new Set(kept.map(({ from }) => from.slice(0, 7)));
  const documents = analyses
    .filter(({ card }) => months.has(card.published.slice(0, 7)))
    .map(({ card }) => documentPath(card.id));
  const files = kept.flatMap(({ url, texts }) => (texts ? [url, texts.url] : [url]));
  return new Set([...files, ...documents].filter((path) => named.has(path)));
}

function whyNothing({ pages, failures, problems }: Crawl, since: string | undefined): string {
  const [failure] = [...failures, ...problems];
  if (failure) return `found no analysis; ${failure.address} ${failure.why}`;
  if (pages.size === 0) return 'found no page: the site has neither a feed nor a sitemap that names one';
  return `found no analysis${since === undefined ? '' : ` since ${since}`} on ${pages.size} pages`;
}

/** Returns the `User-Agent` field (RFC 9110, 10.1.5). In robots.txt the product token is `CivicLens`. */
export function userAgent(site: string): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return `CivicLens-build-index/${version} (+${site})`;
}
