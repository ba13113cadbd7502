import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asList, asObject, asText, type JsonObject } from '../input/json-values.ts';
import { type IndexedAnalysis, sha256 } from './analysis-files.ts';
import type { KnownPage } from './crawl.ts';
import { type ExistingIndex, jsonFile, readDocument } from './existing-index.ts';

/**
 * Name of the cache file in the `--out` folder. The server need not serve it. Without this file, the next run requests
 * every page again.
 */
export const CACHE_FILE = '.civic-lens-cache.json';

/** A page in the cache. The analysis is in its document; the cache has only the facts that the document lacks. */
interface CachedPage extends Pick<KnownPage, 'changed' | 'settled' | 'etag' | 'lastModified' | 'lacks'> {
  readonly analysis?:
    | { readonly id: string; readonly url: string; readonly lens?: object; readonly [field: string]: unknown }
    | undefined;
}

/**
 * Returns the pages that earlier runs have read: from the cache, and from the index if the cache lacks them.
 *
 * @param isFresh whether to read every page again. If so, the returned analyses are only used for pages that cannot be
 *   read
 */
export async function knownPages(
  out: string,
  site: string,
  existing: ExistingIndex,
  isFresh: boolean,
): Promise<Map<string, KnownPage>> {
  const pages = new Map<string, KnownPage>();
  const cache = asObject(await jsonFile(join(out, CACHE_FILE)));
  const isSameSite = cache?.format === 'civic-lens-build-cache' && cache.site === site;
  const isTrusted = isSameSite && cache.reader === readerVersion() && !isFresh;
  for (const [address, value] of Object.entries((isSameSite && asObject(cache.pages)) || {})) {
    const page = asObject(value);
    if (page) pages.set(address, await knownPage(page, isTrusted, out, site));
  }
  const covered = new Set([...pages.values()].flatMap(({ analysis }) => analysis?.card.url ?? []));
  for (const analysis of existing.analyses) {
    const { url } = analysis.card;
    if (!covered.has(url)) pages.set(url, { analysis });
  }
  return pages;
}

async function knownPage(
  page: JsonObject,
  isTrusted: boolean,
  out: string,
  site: string,
): Promise<KnownPage> {
  const named = asObject(page.analysis);
  const lens = asObject(named?.lens);
  const id = asText(named?.id, 300);
  const lensId = asText(lens?.id, 200);
  const name = asText(lens?.name, 200);
  const url = asText(lens?.url, 4096);
  const description = asText(lens?.description, 1000);
  const known =
    lensId && name
      ? { id: lensId, name, ...(url ? { url } : {}), ...(description ? { description } : {}) }
      : undefined;
  const read = id ? await readDocument(out, id, known, site) : undefined;
  const document = read && asNamed(read, named);
  const analysis = document?.card.url === named?.url ? document : undefined;
  // The last reading is out of date, or its document is missing. Drop the validators, so that the page is read again.
  if (!isTrusted || (named && !analysis)) return { analysis };
  return {
    changed: asText(page.changed, 100),
    settled: page.settled === true || undefined,
    etag: asText(page.etag, 1000),
    lastModified: asText(page.lastModified, 100),
    lacks: asText(page.lacks, 1000),
    analysis,
  };
}

/** Returns the analysis with only the facts of its own page. The document may have a lens that other pages named. */
function asNamed(analysis: IndexedAnalysis, named: JsonObject | undefined): IndexedAnalysis {
  const filedUnder = asList(named?.filedUnder, 100).flatMap((name) => asText(name, 200) ?? []);
  return {
    ...analysis,
    card: { ...analysis.card, lens: analysis.lens?.id },
    ...(filedUnder.length > 0 ? { filedUnder } : {}),
    subscribe: asText(named?.subscribe, 4096),
    issues: asText(named?.issues, 4096),
  };
}

/**
 * Returns the content of the cache file. It does not contain the current time, so the same pages give the same bytes.
 */
export function cacheJson(site: string, pages: ReadonlyMap<string, KnownPage>): string {
  const cached = [...pages]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([address, page]) => [address, cachedPage(page)]);
  const cache = {
    format: 'civic-lens-build-cache',
    site,
    reader: readerVersion(),
    pages: Object.fromEntries(cached),
  };
  return `${JSON.stringify(cache, null, 1)}\n`;
}

function cachedPage({ changed, settled, etag, lastModified, lacks, analysis }: KnownPage): CachedPage {
  const named = analysis && {
    id: analysis.card.id,
    url: analysis.card.url,
    ...(analysis.lens ? { lens: analysis.lens } : {}),
    filedUnder: analysis.filedUnder,
    subscribe: analysis.subscribe,
    issues: analysis.issues,
  };
  return { changed, settled, etag, lastModified, lacks, analysis: named };
}

/** Rooms of `lib` whose code affects how pages are read. */
export const READING_ROOMS = ['address', 'analysis', 'build-index', 'index', 'input', 'page', 'publication'];

let version: string | undefined;

/**
 * Returns a hash of the sources that read pages. A run does not reuse results of another version, because a better
 * version may find more on an unchanged page.
 */
function readerVersion(): string {
  const lib = join(import.meta.dirname, '..');
  version ??= sha256(
    globSync(`{${READING_ROOMS.join()}}/**/*.ts`, { cwd: lib })
      .sort()
      .map((file) => readFileSync(join(lib, file), 'utf8'))
      .join('\0'),
  ).slice(0, 16);
  return version;
}
