import { browser } from '../browser.ts';
import { StaleCommit } from '../db/index-store.ts';
import {
  forgetPage,
  isReadAsSite,
  keepSiteTexts,
  nextPage,
  noteFailedPage,
  noteReadPage,
  noteSite,
  type ReadPages,
  type SitePage,
  siteCards,
  siteState,
} from '../db/site-pages.ts';
import { PUBLICATION, PUBLICATION_ORIGIN } from '../publication.ts';
import { type KeepTexts, readSettings } from '../settings.ts';
import { monthsOf } from '../site/months.ts';
import { readAnalysisFile } from '../site/read-analysis.ts';
import { FetchFailure, fetchFile } from './fetch-file.ts';
import { EndedWork, withIndexLock } from './index-lock.ts';
import { commitSite, PACE, paused } from './site-index.ts';

const ALARM = 'back-fill';
/** A background dies after half a minute without events: so much of it is used, and an alarm brings the next batch (ms). */
const BATCH = 20_000;
/** Alarms may not ring sooner (ms). */
const NEXT_BATCH = 30_000;
const LARGEST_PAGE = 5_000_000;
/** No robots.txt may slow reading down further than to one page in so many seconds. */
const LONGEST_DELAY = 10;

interface Outside {
  readonly get?: typeof fetch;
  readonly pause?: (milliseconds: number) => Promise<void>;
  readonly now?: () => number;
}

/**
 * Reads pages of a publication without companion index, the newest first, at most one a second, for a part of a minute; an alarm
 * set beforehand goes on from there, also after the background or the browser was killed. Waits where the connection is metered.
 *
 * @returns whether cards may have changed
 */
export async function backFill(outside: Outside = {}): Promise<boolean> {
  const batch = await navigator.locks.request('civic-lens-back-fill', { ifAvailable: true }, async (lock) => {
    const state = lock ? await siteState() : undefined;
    if (!state) return false;
    return readBatch(state.readPages, Math.min(state.crawlDelay ?? 0, LONGEST_DELAY) * 1000, outside);
  });
  return batch;
}

async function readBatch(
  readPages: ReadPages,
  crawlDelay: number,
  { get = fetch, pause = paused, now = Date.now }: Outside,
): Promise<boolean> {
  const end = now() + BATCH;
  let page = await nextPage(readPages);
  while (page && now() < end && (await siteState())?.readPages === readPages) {
    await browser.alarms.create(ALARM, { when: now() + NEXT_BATCH });
    if (isMetered()) break;
    const note = await readPage(page, get);
    if (!(await writeAsSite(async () => note()))) return false;
    page = await nextPage(readPages);
    if (page) await pause(Math.max(PACE, crawlDelay));
  }
  let changed = false;
  // Also where nothing was read now: the last batch may have been killed before it came here.
  await writeAsSite(async () => {
    ({ changed } = await commitSite(PUBLICATION, now()));
    if (page) return;
    await browser.alarms.clear(ALARM);
    await applyKeepSiteTexts((await readSettings()).keepTexts);
  });
  return changed;
}

/**
 * Writes under the index lock, which nobody holds while pages are fetched: a sync never waits for a page.
 *
 * @returns whether it was written: not where a companion index came meanwhile, or everything was deleted
 */
async function writeAsSite(write: () => Promise<void>): Promise<boolean> {
  try {
    return await withIndexLock(async () => {
      if (!(await isReadAsSite())) return false;
      await write();
      return true;
    });
  } catch (error) {
    if (error instanceof EndedWork || error instanceof StaleCommit) return false;
    throw error;
  }
}

/** Fetches a page and returns what there is to write of it. */
async function readPage(page: SitePage, get: typeof fetch): Promise<() => Promise<void>> {
  try {
    const file = await fetchFile(page.url, { origin: PUBLICATION_ORIGIN, most: LARGEST_PAGE, get });
    return async () => {
      if (file !== 'unchanged') await noteReadPage(page, readAnalysisFile(file, PUBLICATION));
    };
  } catch (error) {
    if (!(error instanceof FetchFailure)) throw error;
    if (error.status === 404 || error.status === 410) return () => forgetPage(page);
    const why = error.reason + (error.status === undefined ? '' : ` ${error.status}`);
    return () => noteFailedPage(page, why);
  }
}

/** Whether the reader pays for what is transferred, where the browser says so (Network Information API). */
function isMetered(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean; type?: string } };
  return connection?.saveData === true || connection?.type === 'cellular';
}

/** Reads more of the site, or stops doing so. */
export async function changeReadPages(readPages: ReadPages): Promise<void> {
  await noteSite({ readPages });
  if (readPages === 'newest') await browser.alarms.clear(ALARM);
}

/** Drops texts beyond the months that the reader keeps. */
export async function applyKeepSiteTexts(keep: KeepTexts): Promise<void> {
  const months = monthsOf((await siteCards()).cards);
  const kept = { none: 0, newest: 2, all: months.length }[keep];
  await keepSiteTexts(months.slice(0, kept).flatMap(({ cards }) => cards.map(({ id }) => id)));
}

export function isBackFillAlarm(alarm: { name: string }): boolean {
  return alarm.name === ALARM;
}
