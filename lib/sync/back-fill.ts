import { browser } from '../browser/browser.ts';
import { reportUnexpected } from '../browser/listener-errors.ts';
import { isMetered } from '../browser/metered-connection.ts';
import { PUBLICATION_ADDRESS, PUBLICATION_ORIGIN } from '../browser/publication-address.ts';
import {
  asSetting,
  changeSettings,
  type KeepTexts,
  type ReadPages,
  readSettings,
} from '../browser/settings.ts';
import type { SitePage, SiteState } from '../db/index-records.ts';
import { indexState } from '../db/index-state.ts';
import { type PageResult, recordPageResult } from '../db/site-page-results.ts';
import { countPage, duePages, nextPage, pagesNow } from '../db/site-pages-due.ts';
import { keepSiteTexts, wantTexts } from '../db/site-pages-read.ts';
import { isReadAsSite, siteState, updateSiteState } from '../db/site-state.ts';
import type { Card } from '../index/card.ts';
import type { Month } from '../publication/site/months.ts';
import type { SiteFile } from '../publication/site/site-file.ts';
import { FetchFailure } from './fetch-file.ts';
import { checkHeld, isEndedWork, withIndexLock } from './index-lock.ts';
import { siteParsers } from './load-site-parsers.ts';
import { currentPause } from './pause.ts';
import { isSiteWide, publicationFile } from './publication-file.ts';
import { siteCards } from './site-cards.ts';
import { commitSite, PACE_MS } from './site-index.ts';
import { wait } from './wait.ts';

const ALARM = 'back-fill';
/** Time for which a batch reads pages (ms). After each batch, open tabs are matched against the new analyses. */
const BATCH = 20_000;
/**
 * Time after which an alarm starts the next batch (ms). Chrome allows no shorter time
 * (https://developer.chrome.com/docs/extensions/reference/api/alarms).
 */
const NEXT_BATCH = 30_000;
/** While the connection is metered, reading is tried again after this time (ms). */
const METERED_RETRY_MS = 3_600_000;
/** A larger page is refused (bytes). */
const MAX_PAGE_BYTES = 5_000_000;
/** The longest `Crawl-delay` of robots.txt that is obeyed (seconds). */
const MAX_CRAWL_DELAY_SECONDS = 10;
/**
 * A batch commits when it has read this many cards, or a twentieth of the number of cards in the index if that is more.
 * If there is no index, it commits the first card at once.
 */
const FEW_CARDS = 5;
/** The batch ends after this many pages in a row have failed, because the site probably refuses all requests. */
const MAX_REFUSED_IN_A_ROW = 5;

/** Functions that the caller may pass. Tests replace the first three. */
export interface Outside {
  readonly get?: typeof fetch;
  readonly pause?: (milliseconds: number) => Promise<void>;
  readonly now?: () => number;
  /** Called with each card that was read, and with the old card of each page that shows no analysis now. */
  readonly onCard?: (card: Card) => void;
}

/** The result of a batch. */
export interface BatchResult {
  /** Whether cards may have changed. */
  readonly changed: boolean;
  /** Whether the batch ended only because its time was over, so that the next batch may follow at once. */
  readonly hasMore: boolean;
}

/**
 * Reads pages of a publication without companion index, the newest first and at most one a second. After `BATCH` (20
 * s), the reading stops, and an alarm continues it. The alarm is set before each page is fetched, so that it fires even
 * if the background or the browser is killed. Reading waits while the connection is metered, and while the publication
 * or the connection fails. Once the day's limit is reached, only the newest pages are read.
 */
export async function readBatch(outside: Outside): Promise<BatchResult> {
  return navigator.locks.request('civic-lens-back-fill', { ifAvailable: true }, async (lock) => {
    if (!(await isReadAsSite())) return { changed: false, hasMore: false };
    if (lock) return new Batch(outside).read();
    // The batch that holds the lock may be committing, and then sets no further alarm. So set an alarm here.
    await browser.alarms.create(ALARM, { when: Date.now() + NEXT_BATCH });
    return { changed: false, hasMore: false };
  });
}

/** Reads pages for the time of a batch. */
class Batch {
  readonly #get: typeof fetch;
  readonly #pause: (milliseconds: number) => Promise<void>;
  readonly #now: () => number;
  readonly #onCard: (card: Card) => void;
  /** Pages that are due to be fetched again. They are read after all new pages. */
  #due: SitePage[] | undefined;
  /** Number of cards that were read since the last commit. */
  #uncommitted = 0;
  #changed = false;
  #refused = 0;

  constructor({ get = fetch, pause = wait, now = Date.now, onCard = () => undefined }: Outside) {
    this.#get = get;
    this.#pause = pause;
    this.#now = now;
    this.#onCard = onCard;
  }

  async read(): Promise<BatchResult> {
    const end = this.#now() + BATCH;
    let wakeAt: number | undefined;
    let hasMore = false;
    for (let isFirst = true; ; isFirst = false) {
      const at = this.#now();
      const state = await siteState();
      if (!state) return { changed: this.#changed, hasMore: false };
      const { page, goesOnAt } = await this.#next(state, at);
      if (!page) wakeAt = goesOnAt;
      hasMore = page !== undefined && this.#refused < MAX_REFUSED_IN_A_ROW;
      if (!page || !hasMore || at >= end) break;
      // Set the alarm first, so that reading continues even if the background is killed.
      wakeAt = this.#now() + NEXT_BATCH;
      await browser.alarms.create(ALARM, { when: wakeAt });
      await this.#keepPace(state, at, isFirst);
      // Stop if the publication is no longer read as a plain site, because a sync has found a companion index.
      if (!(await this.#readPage(page))) return { changed: this.#changed, hasMore: false };
      if (this.#uncommitted >= (await this.#cardsTogether())) await this.#commit();
    }
    if (wakeAt === undefined) await browser.alarms.clear(ALARM);
    else await browser.alarms.create(ALARM, { when: wakeAt });
    // Commit even if this batch read nothing: the previous batch may have been killed before its commit.
    await this.#commit();
    return { changed: this.#changed, hasMore };
  }

  /** Returns the page to read now. `goesOnAt`: when reading continues if all pages must wait (ms since the epoch). */
  async #next(state: SiteState, at: number): Promise<{ page?: SitePage; goesOnAt?: number }> {
    const pause = await currentPause(at);
    const { readPages, goesOnAt } = pagesNow((await readSettings()).readPages, state, at);
    const page = await this.#nextPage(readPages, at);
    if (pause) return page ? { goesOnAt: Math.max(pause.until, at + NEXT_BATCH) } : {};
    if (isMetered()) return page ? { goesOnAt: at + METERED_RETRY_MS } : {};
    if (page) return { page };
    return goesOnAt !== undefined && (await nextPage('fast')) ? { goesOnAt } : {};
  }

  async #nextPage(readPages: ReadPages, at: number): Promise<SitePage | undefined> {
    const page = await nextPage(readPages);
    if (page || readPages === 'stopped') return page;
    this.#due ??= await duePages(at);
    return this.#due[0];
  }

  /** Waits until the next page may be requested. The last request of the previous batch counts, too. */
  async #keepPace({ askedAt = 0, crawlDelay = 0 }: SiteState, at: number, isFirst: boolean): Promise<void> {
    const pace = Math.max(PACE_MS, Math.min(crawlDelay, MAX_CRAWL_DELAY_SECONDS) * 1000);
    const since = at - askedAt;
    if (!isFirst) await this.#pause(pace);
    else if (since >= 0 && since < pace) await this.#pause(pace - since);
  }

  /** Fetches and records a page. Returns whether the publication is still read as a plain site. */
  async #readPage(page: SitePage): Promise<boolean> {
    if (this.#due?.[0]?.url === page.url) this.#due.shift();
    const at = await this.#countPage(page);
    if (at === undefined) return isReadAsSite();
    const result = await this.#fetchPage(page);
    this.#refused = result.state === 'failed' && !result.isSite ? this.#refused + 1 : 0;
    if (!(await writeAsSite(() => recordPageResult(page, result, at)))) return false;
    // The analysis may be gone, so open tabs that show its source articles must be checked again.
    if (result.state !== 'read' && result.state !== 'failed' && page.card) this.#onCard(page.card);
    if (result.state !== 'read') return true;
    this.#uncommitted++;
    this.#onCard(result.card);
    return true;
  }

  /**
   * Counts a page for the day's limit, and returns the time of its request; `undefined` if the page must not be
   * requested any more.
   */
  async #countPage(page: SitePage): Promise<number | undefined> {
    let countedAt: number | undefined;
    await writeAsSite(async () => {
      // A running sync may have held the lock for a while, so read the clock and the reader's choice only now.
      const at = this.#now();
      const { readPages } = await readSettings();
      if (readPages === 'stopped' && (await nextPage(readPages))?.url !== page.url) return;
      if (await countPage(page, at)) countedAt = at;
    });
    return countedAt;
  }

  async #fetchPage(page: SitePage): Promise<PageResult> {
    const { readAnalysisFile } = await siteParsers();
    let file: SiteFile | 'unchanged';
    try {
      const options = { origin: PUBLICATION_ORIGIN, maxBytes: MAX_PAGE_BYTES, get: this.#get };
      file = await publicationFile(page.url, options);
    } catch (error) {
      if (!(error instanceof FetchFailure)) throw error;
      const { reason, status } = error;
      if (status === 404 || status === 410) return { state: 'gone' };
      const failure = { reason, ...(status === undefined ? {} : { status }) };
      return { state: 'failed', failure, isSite: isSiteWide(error) };
    }
    if (file === 'unchanged') return { state: 'no-analysis' };
    try {
      return readAnalysisFile(file, PUBLICATION_ADDRESS);
    } catch (error) {
      // Our parser failed. Skip this page, so that the next page is read.
      reportUnexpected(`read ${page.url}`, error);
      return { state: 'failed', failure: { reason: 'unexpected' }, isSite: false };
    }
  }

  async #cardsTogether(): Promise<number> {
    const index = await indexState();
    return index ? Math.max(FEW_CARDS, index.cardCount / 20) : 1;
  }

  /**
   * Commits the analyses that were read. Does nothing without new results, because a commit reads the records of all
   * pages.
   */
  async #commit(): Promise<void> {
    if (!(await siteState())?.isUncommitted) return;
    this.#uncommitted = 0;
    await writeAsSite(async (signal) => {
      const { changed, months } = await commitSite(PUBLICATION_ADDRESS, this.#now());
      this.#changed ||= changed;
      const { keepTexts } = await readSettings();
      const check = (): void => checkHeld(signal);
      await keepSiteTexts(cardsToKeep(keepTexts, months), check);
      await updateSiteState({ isUncommitted: false }, check);
    });
  }
}

/**
 * Writes under the index lock. A batch does not hold the lock while it fetches, so that a sync never waits for a page.
 *
 * @returns `false` if the work did not run or was stopped, because there is a companion index now or the reader has
 *   deleted everything
 */
async function writeAsSite(write: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
  try {
    return await withIndexLock(async (signal) => {
      if (!(await isReadAsSite())) return false;
      await write(signal);
      return true;
    });
  } catch (error) {
    if (isEndedWork(error)) return false;
    throw error;
  }
}

/**
 * Sets the alarm that starts the next batch, if the publication is read as a plain site. Call it before reading starts,
 * so that reading starts even if the background is killed before that.
 */
export async function planBatch(): Promise<void> {
  if (await isReadAsSite()) await browser.alarms.create(ALARM, { when: Date.now() + NEXT_BATCH });
}

/**
 * Moves the choice of how pages are read to the settings. Up to version 0.1, this choice was in the state of the site,
 * which cannot be changed while a sync is running.
 */
export async function moveReadPages(): Promise<void> {
  const { readPages } = ((await siteState()) ?? {}) as { readonly readPages?: unknown };
  const { readPages: chosen } = await browser.storage.local.get('readPages');
  if (readPages !== undefined && chosen === undefined)
    await changeSettings({ readPages: asSetting('readPages', readPages) });
}

/**
 * Deletes texts that the reader does not want to keep, and plans to read the pages whose text is missing.
 *
 * @param signal the signal that `withIndexLock` passed to the work
 * @throws {EndedWork} if *Delete everything* took the lock
 */
export async function applyKeepSiteTexts(keep: KeepTexts, signal: AbortSignal): Promise<void> {
  if (!(await isReadAsSite())) return;
  const kept = cardsToKeep(keep, (await siteCards()).months);
  await keepSiteTexts(kept, () => checkHeld(signal));
  const { knownRobots } = await siteParsers();
  const robots = knownRobots(PUBLICATION_ADDRESS, (await siteState())?.memory);
  await wantTexts(kept, (url) => robots.allows(url));
  if (await nextPage('fast')) await browser.alarms.create(ALARM, { when: Date.now() + NEXT_BATCH });
}

/** Returns the analyses of the newest months, whose texts are kept. `keep` determines the number of months. */
function cardsToKeep(keep: KeepTexts, months: readonly Month[]): Card[] {
  const kept = { none: 0, newest: 2, all: months.length }[keep];
  return months.slice(0, kept).flatMap(({ cards }) => cards);
}

/** Whether an alarm starts a batch. */
export function isBackFillAlarm(alarm: { name: string }): boolean {
  return alarm.name === ALARM;
}
