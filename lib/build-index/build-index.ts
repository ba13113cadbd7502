import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Publication } from '../index/manifest.ts';
import { monthsOf } from '../site/months.ts';
import { countsMore, documentPath, type IndexedAnalysis } from './analysis-files.ts';
import { CACHE_FILE, cacheJson, knownPages } from './cache.ts';
import { type Crawl, type CrawlOptions, crawl, type KnownPage, type PageProblem } from './crawl.ts';
import { type ExistingIndex, existingIndex } from './existing-index.ts';
import { type IndexContent, indexFiles } from './index-files.ts';
import { Progress } from './save-progress.ts';
import { SiteClient, type SiteClientOptions } from './site-client.ts';
import { type Written, writeIfOther, writeIndex } from './write-index.ts';

export interface BuildOptions
  extends Pick<CrawlOptions, 'site' | 'since'>,
    Partial<Pick<SiteClientOptions, 'get' | 'wait' | 'pace'>> {
  /** Folder that is, or is copied to, the root of the site. */
  readonly out: string;
  /** Whether to offer whole months of text. */
  readonly texts?: boolean | undefined;
  /** Whether to read every page anew. */
  readonly fresh?: boolean | undefined;
  /** Whether to remove at once what the new manifest does not name. */
  readonly dropOld?: boolean | undefined;
  /** What the publication says of itself, where its home page does not or says it otherwise. */
  readonly about?: Partial<Omit<Publication, 'url'>> | undefined;
  /** Milliseconds since the epoch. */
  readonly now?: number | undefined;
  /** Told, at times, how many pages were read. */
  readonly onProgress?: ((pages: number) => void) | undefined;
}

/** What building an index did. */
export interface BuildReport extends Written {
  readonly crawl: Crawl;
  readonly requests: number;
  /** Analyses and months in the index. */
  readonly analyses: number;
  readonly months: number;
  /** Addresses of analyses that the index no longer has. */
  readonly withdrawn: readonly string[];
  /** Analyses that share their id with one that counts more. */
  readonly doubles: readonly PageProblem[];
}

/** No index was written, for a reason in words for the publisher. */
export class NothingToWrite extends Error {}

/** Once a second unless told otherwise, as sites expect it of a machine (ms). */
export const PACE = 1000;

/**
 * Builds the companion index of a plain web site, or brings the one in the folder up to date.
 *
 * @throws {NothingToWrite} where the site has no analysis, {CrawlRefused} where it may not be read, {FolderRefused}
 * where the folder holds something else; the folder is then as it was
 */
export async function buildIndex(options: BuildOptions): Promise<BuildReport> {
  const { site, out, since, now = Date.now() } = options;
  const existing = await existingIndex(out, site);
  const known = await knownPages(out, site, existing, options.fresh ?? false);
  const client = new SiteClient({ ...options, pace: options.pace ?? PACE, userAgent: userAgent(site) });
  const progress = new Progress(out, site);
  const onPage: CrawlOptions['onPage'] = async (pages, url) => {
    if (await progress.add(pages, url)) options.onProgress?.(progress.read);
  };
  const crawled = await crawl({ site, client, known, since, now, onPage });

  const { analyses, doubles } = eachOnce(analysesToIndex(crawled.pages, existing, since));
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
  await writeIfOther(join(out, CACHE_FILE), cacheJson(site, crawled.pages));
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

/** All, or those since a day with what the index already has of that day's month. */
function analysesToIndex(
  pages: ReadonlyMap<string, KnownPage>,
  existing: ExistingIndex,
  since: string | undefined,
): IndexedAnalysis[] {
  const own = (address: string, { analysis }: KnownPage): number => (analysis?.card.url === address ? 0 : 1);
  // Of several pages that say that they are one, the one at that address comes first, whatever the site names first.
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

/**
 * One analysis an id: two pages with one address of their own are one analysis, two with different ones are a mistake
 * that is told.
 */
function eachOnce(all: readonly IndexedAnalysis[]): {
  analyses: IndexedAnalysis[];
  doubles: PageProblem[];
} {
  const byId = new Map<string, IndexedAnalysis>();
  const doubles: PageProblem[] = [];
  for (const analysis of all) {
    const { id } = analysis.card;
    const other = byId.get(id);
    if (other && other.card.url !== analysis.card.url) {
      const [first, second] = countsMore(analysis, other) ? [analysis, other] : [other, analysis];
      const why = `has the same id, “${id}”, as ${first.card.url}, which is newer`;
      doubles.push({ address: second.card.url, why, isKept: false });
    }
    if (!other || countsMore(analysis, other)) byId.set(id, analysis);
  }
  return { analyses: [...byId.values()], doubles };
}

function publicationOf(
  { site, about = {} }: BuildOptions,
  { about: found }: Crawl,
  { manifest }: ExistingIndex,
  analyses: readonly IndexedAnalysis[],
): IndexContent['publication'] {
  // A home page that failed this time said the same before.
  const before = found.name === undefined ? manifest?.publication : undefined;
  return {
    name: about.name ?? found.name ?? before?.name ?? new URL(site).host,
    url: site,
    language: about.language ?? found.language ?? before?.language,
    subscribe: about.subscribe ?? newestSaying(analyses, 'subscribe'),
    issues: about.issues ?? newestSaying(analyses, 'issues'),
  };
}

/** What the newest analysis that says it says of the publication; of one day the one with the lower id. */
function newestSaying(
  analyses: readonly IndexedAnalysis[],
  field: 'subscribe' | 'issues',
): string | undefined {
  const [newest] = monthsOf(analyses.filter((analysis) => analysis[field]).map(({ card }) => card)).flatMap(
    ({ cards }) => cards,
  );
  return analyses.find(({ card }) => card.id === newest?.id)?.[field];
}

/** Files of months that stay, with the documents that their cards name. */
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

/** RFC 9110, 10.1.5: who asks, and about whom. robots.txt speaks to it as `CivicLens`. */
export function userAgent(site: string): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return `CivicLens-build-index/${version} (+${site})`;
}
