import { reportUnexpected } from '../browser/listener-errors.ts';
import { db } from '../db/database.ts';
import { commitIndex, type NextIndex } from '../db/index-commit.ts';
import type { IndexState, SiteState } from '../db/index-records.ts';
import { type CommitBasis, checkCommitBasis, indexState, readCommitBasis } from '../db/index-state.ts';
import { stagedSegments, stageSegments } from '../db/segments.ts';
import { recordFoundPages } from '../db/site-pages-found.ts';
import { siteState, updateSiteState } from '../db/site-state.ts';
import { packSegment } from '../index/segment.ts';
import { SOURCE_SEARCH_EVERY } from '../publication/site/feed-search-interval.ts';
import { isRecent } from '../publication/site/is-recent.ts';
import type { SiteListing } from '../publication/site/list-site-pages.ts';
import type { Month } from '../publication/site/months.ts';
import type { FoundPage } from '../publication/site/named-pages.ts';
import type { ReadAnalysis } from '../publication/site/read-analysis.ts';
import type { IndexSync } from './companion-index.ts';
import { FetchFailure, failureOf, sha256 } from './fetch-file.ts';
import { isEndedWork } from './index-lock.ts';
import { siteParsers } from './load-site-parsers.ts';
import { isSiteWide, isSiteWideError, publicationFile } from './publication-file.ts';
import { type SiteCards, siteCards } from './site-cards.ts';
import { wait } from './wait.ts';

const DAY = 24 * 3_600_000;
/**
 * Time between two readings of the sitemaps (ms). Sitemaps change seldom and are large. The feed is read at every sync.
 */
const SITEMAPS_EVERY = 24 * 3_600_000;
/** Maximum number of sitemaps that are read. They can name far more pages than are recorded (`MAX_PAGES`). */
const MAX_SITEMAPS = 50;
/** A larger feed or sitemap is refused (bytes). Feeds of 5 MB exist. */
const MAX_SITE_FILE_BYTES = 10_000_000;
/** Time between two requests for sitemaps or pages (ms). */
export const PACE_MS = 1000;

/**
 * Updates the index of a publication without companion index, from its feed and from the pages that were read so far.
 * Records which pages exist. `readBatch` reads these pages later.
 *
 * @param publication address of the publication, ending in "/"
 * @param now milliseconds since the epoch
 * @param pace waits before each request for a sitemap
 * @throws {FetchFailure} if robots.txt is unreachable, or neither a feed nor a sitemap could be read. The old index
 *   then stays
 * @throws {StaleCommit | EndedWork} if the reader deletes everything meanwhile
 */
export async function syncSite(
  publication: string,
  now: number,
  get: typeof fetch = fetch,
  pace: () => Promise<void> = () => wait(PACE_MS),
): Promise<Omit<IndexSync, 'index'> & { readonly index: IndexState | undefined }> {
  const basis = await readCommitBasis();
  const known = await siteState();
  const { origin } = new URL(publication);
  // If there was neither a feed nor a sitemap, do not search again at each sync: a search requests two dozen files.
  if (isRecent(known?.memory.nothingAt, now, SOURCE_SEARCH_EVERY))
    throw new FetchFailure('not-an-index', publication);
  const { readFeedItem, listSitePages, changesByListing, MAX_PAGES } = await siteParsers();
  const listing = await listSitePages(publication, {
    ...(known ? { memory: known.memory } : {}),
    getFile: (address, { etag, lastModified } = {}) =>
      publicationFile(address, { origin, maxBytes: MAX_SITE_FILE_BYTES, get, etag, lastModified }),
    pace,
    // Without a feed, only sitemaps name new analyses.
    readSitemaps: !known?.memory.feed || !isRecent(known.memory.sitemapsAt, now, SITEMAPS_EVERY),
    maxSitemaps: MAX_SITEMAPS,
    maxPages: MAX_PAGES,
    isSiteWide: isSiteWideError,
    now,
  });
  for (const { address, error } of listing.failures) {
    if (isEndedWork(error)) throw error;
    if (!(error instanceof FetchFailure)) reportUnexpected(`read ${address}`, error);
  }
  const [failed] = listing.failures;
  const { nothingAt: _, ...memory } = listing.memory;
  if (!listing.hasSource) {
    const isNone = listing.failures.every(({ error }) => error instanceof FetchFailure && !isSiteWide(error));
    const nextMemory = isNone && !memory.feed && !memory.sitemap ? { ...memory, nothingAt: now } : memory;
    await db.transaction('rw', db.state, async () => {
      await checkCommitBasis(basis);
      await updateSiteState({ memory: nextMemory });
    });
    throw failed?.error ?? new FetchFailure('not-an-index', memory.feed ?? publication);
  }
  const { crawlDelay } = listing.robots;
  const readItem = ({ url, item }: FoundPage): ReadAnalysis | undefined => {
    try {
      return item && readFeedItem(item, publication);
    } catch (error) {
      // Our parser failed. The analysis will be read from its page.
      reportUnexpected(`read the feed item of ${url}`, error);
      return undefined;
    }
  };
  const changesOf = changesByListing(listing, readItem);
  // Report a failure of the feed. If no feed is known, report a failure of the site or the connection: a missing file
  // at a usual address is no failure.
  const reported = listing.failures.find(({ address, error }) =>
    memory.feed ? memory.feed === address : isSiteWideError(error),
  );
  await db.transaction('rw', db.state, db.sitePages, db.siteTexts, async () => {
    await checkCommitBasis(basis);
    const newest = await db.sitePages.orderBy('changed').last();
    const hasRoom = await recordFoundPages(changesOf);
    await updateSiteState({
      // Without validators, feed and sitemaps are read whole the next time. So the pages that had no room this time are
      // found again.
      memory: hasRoom ? memory : { ...memory, validators: {} },
      ...listedBackTo(known, { ...listing, hasRoom, hasFailed: reported !== undefined }, newest?.changed),
      ...(crawlDelay === undefined ? {} : { crawlDelay }),
    });
  });
  const { changed, index } = await commitSite(publication, now, basis);
  const failure = reported && failureOf(reported.error, now);
  return { changed, index, ...(failure ? { failure } : {}) };
}

/** The facts that show whether a listing names every page of the site. */
interface Listed extends Pick<SiteListing, 'listsAll' | 'isCut' | 'feed' | 'isFeedUnchanged'> {
  /** `false` if new pages were not recorded, because `MAX_PAGES` pages are known already. */
  readonly hasRoom: boolean;
  /** Whether the listing counts as failed, so that the time of the last successful sync stays the same. */
  readonly hasFailed: boolean;
}

/**
 * Returns whether feed and sitemaps have named every page of the site (`listsAll`). If not, also returns the time from
 * which on they have named every page (`listsFrom`). If the oldest page in the feed is newer than the newest page that
 * was known before, pages between the two may be missing. If no feed was received, any page may be missing, unless the
 * feed is unchanged or the listing has failed.
 *
 * @param newest the latest `changed` of all pages that were known before this listing (ms since the epoch)
 */
function listedBackTo(
  known: SiteState | undefined,
  { listsAll, isCut, feed, isFeedUnchanged, hasRoom, hasFailed }: Listed,
  newest: number | undefined,
): Pick<SiteState, 'listsAll' | 'listsFrom'> {
  const isLeftOut = isCut || !hasRoom;
  if (listsAll && !isLeftOut) return { listsAll };
  const { listsAll: listedAll = false, listsFrom } = known ?? {};
  const isKnown = listedAll ? !isLeftOut : listsFrom !== undefined;
  const reachesBack = feed?.oldest !== undefined && newest !== undefined && feed.oldest <= newest;
  if (isKnown && (feed ? reachesBack : isFeedUnchanged || hasFailed))
    return { listsAll: listedAll, listsFrom };
  return { listsAll: false, listsFrom: feed?.oldest };
}

/**
 * Commits an index of all analyses that were read from the site, with a segment for each month as in a companion index.
 * Call it under the index lock. Commits nothing while pages are left to be read and no page has given an analysis yet:
 * an empty index would mean that the publication has no analyses.
 *
 * @param publication address of the publication, ending in "/"
 * @param now milliseconds since the epoch
 * @param basis the basis that the sync has read; by default the present state
 * @throws {StaleCommit} if the database is no longer in the state of `basis`, or the plain site is no longer read
 */
export async function commitSite(
  publication: string,
  now: number,
  basis?: CommitBasis,
): Promise<{ changed: boolean; index: IndexState | undefined; months: readonly Month[] }> {
  const on = basis ?? (await readCommitBasis());
  const read = await siteCards();
  if (read.cards.length === 0 && read.newestUnread !== undefined)
    return { changed: false, index: await indexState(), months: read.months };
  const staged = await stagedSegments();
  const segments = [];
  for (const { from, to, cards: ofMonth } of read.months) {
    const raw = { cards: ofMonth };
    const name = await sha256(new TextEncoder().encode(JSON.stringify(raw)));
    const packed = staged.has(name) ? undefined : packSegment(raw, publication, name);
    if (packed) await stageSegments([packed], on);
    segments.push({ sha256: name, from, to });
  }
  const state = await siteState();
  const { memory } = state ?? {};
  const next: NextIndex = {
    origin: 'site',
    generated: new Date(now).toISOString(),
    publication: {
      name: memory?.name ?? new URL(publication).hostname,
      url: publication,
      ...(memory?.language === undefined ? {} : { language: memory.language }),
      ...(read.about.subscribe ? { subscribe: read.about.subscribe } : {}),
      ...(read.about.issues ? { issues: read.about.issues } : {}),
    },
    lenses: read.lenses,
    segments,
    ...completeness(state, read),
  };
  const index = await commitIndex(next, now, on);
  return { changed: index.generation !== on.generation, index, months: read.months };
}

/**
 * Returns whether the index may lack analyses and, if so, the day from which on it has every analysis. An unread page
 * was published on the day of its last change or earlier. So no unread page was published after the day of the latest
 * such change. If an unread page has no date, no such day is known.
 */
function completeness(
  state: SiteState | undefined,
  { newestUnread }: SiteCards,
): Pick<NextIndex, 'incomplete' | 'knownBackTo'> {
  if (state?.listsAll && newestUnread === undefined) return {};
  const from = [
    state?.listsAll ? 0 : (state?.listsFrom ?? Infinity),
    newestUnread === undefined ? 0 : newestUnread + DAY,
  ];
  const day = Math.max(...from);
  if (!Number.isFinite(day)) return { incomplete: true };
  return { incomplete: true, knownBackTo: new Date(day).toISOString().slice(0, 10) };
}
