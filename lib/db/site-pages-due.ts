import type { ReadPages } from '../browser/settings.ts';
import { isRecent } from '../publication/site/is-recent.ts';
import { db } from './database.ts';
import type { SitePage, SiteState } from './index-records.ts';
import { DAY, isPending } from './site-page-records.ts';
import { AGAIN_AFTER_MS } from './site-page-results.ts';
import { pagesInState, siteState, updateSiteState } from './site-state.ts';

/** The progress of reading a plain site, as Options and the panel show it. */
export interface SiteProgress {
  /** Number of pages that were read and have an analysis. */
  readonly read: number;
  /** Number of pages that are still to be read. */
  readonly wanted: number;
  /** Number of pages that have, or may have, an analysis. */
  readonly known: number;
  /**
   * Number of analyses whose pages are to be read again only for their text, but wait because the reader has stopped
   * the reading; absent if there are none.
   */
  readonly textsWaiting?: number;
  /** Time at which reading continues, if the day's limit is reached (ms since the epoch). */
  readonly goesOnAt?: number;
  /** Number of pages that could not be read, and details of up to five of them. */
  readonly failed: {
    readonly count: number;
    readonly pages: readonly {
      readonly path: string;
      readonly failure?: SitePage['failure'];
      readonly why?: string;
    }[];
  };
}

/** Number of the newest analyses that are read even if reading is stopped, or the day's limit is reached. */
const NEWEST_PAGES = 30;

/**
 * Maximum number of pages that are fetched to find these analyses. A sitemap may name many newer pages that have no
 * analysis.
 */
const MAX_FETCHED = 90;

/** Number of pages that are read before the day's limit applies. */
const FIRST_PAGES = 200;

/** The day's limit. It protects the publication's server if many readers install the extension. */
const PAGES_A_DAY = 300;

/**
 * Returns the newest page to fetch; `undefined` if all pages were fetched. While reading is stopped, also returns
 * `undefined` once the newest analyses were read, or too many pages were fetched to find them.
 */
export async function nextPage(readPages: ReadPages): Promise<SitePage | undefined> {
  const next = await pagesInState('wanted').reverse().first();
  if (!next || readPages !== 'stopped') return next;
  // Fetch the page only if it is one of the newest, that is, if few pages with the same or a later date were fetched.
  const newer = db.sitePages.where('changed').aboveOrEqual(next.changed);
  const [fetched, analyses] = await Promise.all([
    newer.filter(({ state }) => state !== 'wanted' && state !== 'forbidden').count(),
    newer.filter(({ state }) => state === 'read').count(),
  ]);
  return analyses < NEWEST_PAGES && fetched < MAX_FETCHED ? next : undefined;
}

/**
 * Returns the `failed` and `unsure` pages that are due to be fetched again, the longest overdue first. A due time too
 * far in the future comes from a wrong clock, and counts as past.
 */
export async function duePages(now: number): Promise<SitePage[]> {
  const waiting = await Promise.all(
    (['failed', 'unsure'] as const).map((state) => pagesInState(state).toArray()),
  );
  return waiting
    .flat()
    .filter(
      ({ dueAt }) => dueAt === undefined || dueAt <= now || dueAt > now + 2 * (AGAIN_AFTER_MS.at(-1) ?? DAY),
    )
    .sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0));
}

/**
 * Returns which pages may be read now. Once the day's limit is reached, only the newest pages may be read, because new
 * analyses must not wait for the next day.
 *
 * @returns `goesOnAt`: when the limit ends (ms since the epoch)
 */
export function pagesNow(
  readPages: ReadPages,
  { fetched = 0, today }: SiteState,
  now: number,
): { readonly readPages: ReadPages; readonly goesOnAt?: number } {
  if (readPages !== 'steady' || fetched < FIRST_PAGES || !today) return { readPages };
  if (!isRecent(today.since, now, DAY) || today.fetched < PAGES_A_DAY) return { readPages };
  return { readPages: 'stopped', goesOnAt: today.since + DAY };
}

/**
 * Counts a page that is about to be requested: in the total, and for the day's limit. Also records the time. Call it
 * under the index lock.
 *
 * @param page the page's record at the time when it was chosen
 * @returns `false`, without counting, if a sync has meanwhile changed, withdrawn or read the page
 */
export async function countPage(page: SitePage, now: number): Promise<boolean> {
  return db.transaction('rw', db.state, db.sitePages, async () => {
    const state = await siteState();
    const current = await db.sitePages.get(page.url);
    if (!state || !current || current.changed !== page.changed || !isPending(current)) return false;
    const today = isRecent(state.today?.since, now, DAY) ? state.today : undefined;
    await updateSiteState({
      fetched: (state.fetched ?? 0) + 1,
      askedAt: now,
      today: { since: today?.since ?? now, fetched: (today?.fetched ?? 0) + 1 },
    });
    return true;
  });
}

/**
 * Returns the progress of reading; `undefined` if the publication is not read as a plain site, or no page is known.
 * This runs after each page, so it counts records with the help of a database index and reads only a few of them,
 * unless the reader has stopped the reading.
 */
export async function siteProgress(
  readPages: ReadPages,
  now = Date.now(),
): Promise<SiteProgress | undefined> {
  const state = await siteState();
  if (!state) return undefined;
  const [read, wanted, incomplete, failed] = await Promise.all([
    pagesInState('read').count(),
    pagesInState('wanted').count(),
    pagesInState('incomplete').count(),
    pagesInState('failed').count(),
  ]);
  const known = read + wanted + incomplete + failed;
  if (known === 0) return undefined;
  const first = await Promise.all([
    pagesInState('failed').reverse().limit(5).toArray(),
    pagesInState('incomplete').reverse().limit(5).toArray(),
  ]);
  const { goesOnAt } = pagesNow(readPages, state, now);
  const textsWaiting = wanted > 0 && readPages === 'stopped' ? await waitingTexts() : 0;
  return {
    read,
    wanted,
    known,
    ...(textsWaiting > 0 ? { textsWaiting } : {}),
    ...(goesOnAt !== undefined && wanted > 0 ? { goesOnAt } : {}),
    failed: {
      count: failed + incomplete,
      pages: first
        .flat()
        .slice(0, 5)
        .map(({ url, failure, why }) => ({
          path: new URL(url).pathname,
          ...(failure ? { failure } : {}),
          ...(why === undefined ? {} : { why }),
        })),
    },
  };
}

/** While the reading is stopped, returns the number of known analyses of which only the text is still to be read. */
async function waitingTexts(): Promise<number> {
  // Until the newest analyses have been read, reading goes on, so no page waits.
  if (await nextPage('stopped')) return 0;
  return pagesInState('wanted')
    .filter(({ card }) => card !== undefined)
    .count();
}
