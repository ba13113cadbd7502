import { browser } from '../browser/browser.ts';
import { report } from '../browser/guard.ts';
import { PUBLICATION, PUBLICATION_ORIGIN } from '../browser/publication.ts';
import { type KeepTexts, readSettings } from '../browser/settings.ts';
import type { SitePage, SiteState } from '../db/index-records.ts';
import { indexState } from '../db/index-state.ts';
import { type PageResult, recordPageResult } from '../db/page-results.ts';
import { countPage, duePages, nextPage, pagesNow } from '../db/pages-to-read.ts';
import { keepSiteTexts, siteCards, wantTexts } from '../db/site-cards.ts';
import { isReadAsSite, siteState, updateSiteState } from '../db/site-pages.ts';
import type { Card } from '../index/card.ts';
import { monthsOf } from '../publication/site/months.ts';
import type { ReadPages } from '../publication/site/read-pages.ts';
import type { SiteFile } from '../publication/site/site-file.ts';
import { FetchFailure } from './fetch-file.ts';
import { checkHeld, isEnded, withIndexLock } from './index-lock.ts';
import { pageReaders } from './load-page-readers.ts';
import { pauseNow } from './pause.ts';
import { isOfSite, publicationFile } from './publication-file.ts';
import { commitSite, PACE, paused } from './site-index.ts';

const ALARM = 'back-fill';
/**
 * A background dies after half a minute without events: so much of it is used, and an alarm brings the next batch
 * (ms).
 */
const BATCH = 20_000;
/** Alarms may not ring sooner (ms). */
const NEXT_BATCH = 30_000;
/** Where the connection is metered it is looked at again after this long (ms). */
const NEXT_LOOK = 3_600_000;
const LARGEST_PAGE = 5_000_000;
/** No robots.txt may slow reading down further than to one page in so many seconds. */
const LONGEST_DELAY = 10;
/** Cards that are committed together while there are few; later it is a twentieth of all. */
const FEW_CARDS = 5;
/** So many pages in a row that are refused one by one mean that the site refuses to be read. */
const MOST_REFUSED = 5;

interface Outside {
  readonly get?: typeof fetch;
  readonly pause?: (milliseconds: number) => Promise<void>;
  readonly now?: () => number;
  /** Called with each card that was read anew. */
  readonly onCard?: (card: Card) => void;
}

/**
 * Reads pages of a publication without companion index, the newest first, at most one a second, for a part of a
 * minute; an alarm set beforehand goes on from there, also after the background or the browser was killed. Waits
 * where the connection is metered, where the publication or the connection fails, and where the day's pages are read.
 *
 * @returns whether cards may have changed
 */
export async function backFill(outside: Outside = {}): Promise<boolean> {
  return navigator.locks.request('civic-lens-back-fill', { ifAvailable: true }, async (lock) =>
    lock && (await isReadAsSite()) ? new Batch(outside).read() : false,
  );
}

/** Pages that are read before the background may be ended. */
class Batch {
  readonly #get: typeof fetch;
  readonly #pause: (milliseconds: number) => Promise<void>;
  readonly #now: () => number;
  readonly #onCard: (card: Card) => void;
  /** Pages that are to be fetched again, once no new ones are left. */
  #due: SitePage[] | undefined;
  /** Cards that were read and not committed. */
  #uncommitted = 0;
  #changed = false;
  #refused = 0;

  constructor({ get = fetch, pause = paused, now = Date.now, onCard = () => undefined }: Outside) {
    this.#get = get;
    this.#pause = pause;
    this.#now = now;
    this.#onCard = onCard;
  }

  async read(): Promise<boolean> {
    const end = this.#now() + BATCH;
    let wakeAt: number | undefined;
    for (let isFirst = true; ; isFirst = false) {
      const at = this.#now();
      const state = await siteState();
      if (!state) return this.#changed;
      const { page, goesOnAt } = await this.#next(state, at);
      if (!page) wakeAt = goesOnAt;
      if (!page || at >= end || this.#refused >= MOST_REFUSED) break;
      // Set beforehand, so that a killed background goes on too.
      wakeAt = this.#now() + NEXT_BATCH;
      await browser.alarms.create(ALARM, { when: wakeAt });
      await this.#keepPace(state, at, isFirst);
      // A sync may have run meanwhile.
      if (!(await isReadAsSite()) || !(await this.#readPage(page, this.#now()))) return this.#changed;
      if (this.#uncommitted >= (await this.#cardsTogether())) await this.#commit();
    }
    if (wakeAt === undefined) await browser.alarms.clear(ALARM);
    else await browser.alarms.create(ALARM, { when: wakeAt });
    // Also where nothing was read now: the last batch may have been killed before it came here.
    await this.#commit();
    return this.#changed;
  }

  /** The page to read now, or when reading goes on, where no sync comes sooner. */
  async #next(state: SiteState, at: number): Promise<{ page?: SitePage; goesOnAt?: number }> {
    const pause = await pauseNow(at);
    const { readPages, goesOnAt } = pagesNow(state, at);
    const page = await this.#nextPage(readPages, at);
    if (pause) return page ? { goesOnAt: Math.max(pause.until, at + NEXT_BATCH) } : {};
    if (isMetered()) return page ? { goesOnAt: at + NEXT_LOOK } : {};
    if (page) return { page };
    return goesOnAt !== undefined && (await nextPage('fast')) ? { goesOnAt } : {};
  }

  async #nextPage(readPages: ReadPages, at: number): Promise<SitePage | undefined> {
    const page = await nextPage(readPages);
    if (page || readPages === 'stopped') return page;
    this.#due ??= await duePages(at);
    return this.#due[0];
  }

  /** One page a second, also after the last one of the batch before. */
  async #keepPace({ askedAt = 0, crawlDelay = 0 }: SiteState, at: number, isFirst: boolean): Promise<void> {
    const pace = Math.max(PACE, Math.min(crawlDelay, LONGEST_DELAY) * 1000);
    const since = at - askedAt;
    if (!isFirst) await this.#pause(pace);
    else if (since >= 0 && since < pace) await this.#pause(pace - since);
  }

  /** @returns whether the publication is still read as a site */
  async #readPage(page: SitePage, at: number): Promise<boolean> {
    if (this.#due?.[0]?.url === page.url) this.#due.shift();
    await countPage(at);
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

  async #fetchPage(page: SitePage): Promise<PageResult> {
    const { readAnalysisFile } = await pageReaders();
    let file: SiteFile | 'unchanged';
    try {
      const options = { origin: PUBLICATION_ORIGIN, most: LARGEST_PAGE, get: this.#get };
      file = await publicationFile(page.url, options);
    } catch (error) {
      if (!(error instanceof FetchFailure)) throw error;
      const { reason, status } = error;
      if (status === 404 || status === 410) return { state: 'gone' };
      const failure = { reason, ...(status === undefined ? {} : { status }) };
      return { state: 'failed', failure, isSite: isOfSite(error) };
    }
    if (file === 'unchanged') return { state: 'no-analysis' };
    try {
      return readAnalysisFile(file, PUBLICATION);
    } catch (error) {
      // A mistake in our parser: the page is left out, so that the next one is not kept waiting.
      report(`read ${page.url}`, error);
      return { state: 'failed', failure: { reason: 'unexpected' }, isSite: false };
    }
  }

  async #cardsTogether(): Promise<number> {
    const index = await indexState();
    return index ? Math.max(FEW_CARDS, index.cardCount / 20) : 1;
  }

  /** A commit reads all that is known of all pages: not each half minute in which nothing was fetched. */
  async #commit(): Promise<void> {
    if (!(await siteState())?.isUncommitted) return;
    this.#uncommitted = 0;
    await writeAsSite(async (signal) => {
      const { changed, cards } = await commitSite(PUBLICATION, this.#now());
      this.#changed ||= changed;
      const { keepTexts } = await readSettings();
      const check = (): void => checkHeld(signal);
      await keepSiteTexts(cardsToKeep(keepTexts, cards), check);
      await updateSiteState({ isUncommitted: false }, check);
    });
  }
}

/**
 * Writes under the index lock, which nobody holds while pages are fetched: a sync never waits for a page.
 *
 * @returns whether it was written: not where a companion index came meanwhile, or everything was deleted
 */
async function writeAsSite(write: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
  try {
    return await withIndexLock(async (signal) => {
      if (!(await isReadAsSite())) return false;
      await write(signal);
      return true;
    });
  } catch (error) {
    if (isEnded(error)) return false;
    throw error;
  }
}

/** Whether the reader pays for what is transferred, where the browser says so (Network Information API). */
function isMetered(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean; type?: string } };
  return connection?.saveData === true || connection?.type === 'cellular';
}

/** Reads the site faster, or as usual again, or stops reading older pages. */
export async function changeReadPages(readPages: ReadPages): Promise<void> {
  // Set first, so that a background that is killed now goes on all the same.
  if (readPages !== 'stopped') await browser.alarms.create(ALARM, { when: Date.now() + NEXT_BATCH });
  await updateSiteState({ readPages });
  if (readPages === 'stopped') await browser.alarms.clear(ALARM);
}

/** Drops texts beyond the months that the reader keeps, and wants those again that are not here. */
export async function applyKeepSiteTexts(keep: KeepTexts, signal: AbortSignal): Promise<void> {
  if (!(await isReadAsSite())) return;
  const kept = cardsToKeep(keep, (await siteCards()).cards);
  await keepSiteTexts(kept, () => checkHeld(signal));
  await wantTexts(kept);
  if (await nextPage('fast')) await browser.alarms.create(ALARM, { when: Date.now() + NEXT_BATCH });
}

/** Analyses whose text the reader keeps: those of the newest months. */
function cardsToKeep(keep: KeepTexts, cards: readonly Card[]): Card[] {
  const months = monthsOf(cards);
  const kept = { none: 0, newest: 2, all: months.length }[keep];
  return months.slice(0, kept).flatMap(({ cards }) => cards);
}

export function isBackFillAlarm(alarm: { name: string }): boolean {
  return alarm.name === ALARM;
}
