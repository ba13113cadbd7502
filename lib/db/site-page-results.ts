import { pageKey } from '../publication/site/page-key.ts';
import type { ReadAnalysis } from '../publication/site/read-analysis.ts';
import { db } from './database.ts';
import type { SitePage, SyncFailure } from './index-records.ts';
import { DAY, HOUR, isPending, pageRecordOf, siteTextOf } from './site-page-records.ts';
import { updateSiteState } from './site-state.ts';

/**
 * Time (ms) from a fetch without a final result to the next fetch of the page. The first value applies after the first
 * such fetch, the second after the second, and so on. The last value also applies after all later fetches.
 */
export const AGAIN_AFTER_MS = [3 * HOUR, DAY, 3 * DAY, 7 * DAY];

/**
 * A page counts as gone once two fetches at least this far apart (ms) found it missing, and no fetch between them found
 * it.
 */
const GONE_AFTER = DAY;

/** A longer time between two such fetches (ms) may come from a wrong clock. The time `GONE_AFTER` then starts again. */
const MAX_GONE_STEP = 30 * DAY;

/**
 * If the site or the connection has failed this many times in a row while a page was fetched, the page gets the state
 * `failed` and waits. So it does not delay other pages for ever.
 */
const MAX_FAILURES_IN_A_ROW = 3;

/** Maximum number of links of a page to record. */
const MAX_LINKS_TO = 30;

/** The result of fetching a page. */
export type PageResult =
  | ReadAnalysis
  /** The publication has no such page (404, 410). */
  | { readonly state: 'gone' }
  /**
   * The fetch failed. `isSite`: the failure says nothing about this page, because it concerns the whole site or the
   * connection, or the publication asks to wait.
   */
  | {
      readonly state: 'failed';
      readonly failure: Pick<SyncFailure, 'reason' | 'status'>;
      readonly isSite: boolean;
    };

/**
 * Records the result of fetching a page. Does nothing if the page's record shows that the result is out of date. This
 * is so if a listing has meanwhile found that the page changed or was withdrawn, or has read its analysis from the
 * feed.
 *
 * @param page the page's record before the fetch
 * @param now milliseconds since the epoch
 */
export async function recordPageResult(page: SitePage, result: PageResult, now: number): Promise<void> {
  await db.transaction('rw', db.state, db.sitePages, db.siteTexts, async () => {
    const current = await db.sitePages.get(page.url);
    if (!current || current.changed !== page.changed || !isPending(current)) return;
    await updateSiteState({ isUncommitted: true });
    const { failure: _, why: __, dueAt: ___, linksTo: ____, goneAt, ...rest } = current;
    // A failed fetch does not show whether the page is still missing.
    const known = result.state === 'failed' && goneAt !== undefined ? { ...rest, goneAt } : rest;
    if (result.state === 'read') {
      await db.sitePages.put(pageRecordOf(current, result));
      await db.siteTexts.put(siteTextOf(result));
    } else if (
      current.fromFeed &&
      current.card &&
      (result.state === 'no-analysis' || result.state === 'incomplete')
    ) {
      // No analysis can be read from the page, but the feed contained the whole analysis. Keep that analysis.
      await db.sitePages.put({ ...known, state: 'read', tries: 0 });
    } else {
      const next: SitePage = { ...known, ...withoutCard(current, result, now) };
      const linksTo = result.state === 'failed' ? (current.linksTo ?? []) : await knownLinks(next, result);
      await db.sitePages.put({ ...next, ...(linksTo.length > 0 ? { linksTo } : {}) });
    }
  });
}

/**
 * The keys of known pages by their addresses. Computing the keys of all pages takes long, and each page that may be a
 * list needs them.
 */
const knownKeys = new Map<string, string>();

function knownKey(url: string): string {
  const key = knownKeys.get(url) ?? pageKey(url);
  knownKeys.set(url, key);
  return key;
}

/**
 * After the first fetch of a page without an analysis, returns the known pages that it links to and that have, or may
 * have, an analysis. After any other fetch, returns an empty list.
 */
async function knownLinks({ state, tries }: SitePage, result: PageResult): Promise<string[]> {
  if (state !== 'unsure' || tries > 1 || result.state !== 'no-analysis' || !result.links?.length) return [];
  // The links of the page may have the addresses in other forms than the sitemap.
  const keys = new Set(result.links.map(pageKey));
  const known = (await db.sitePages.toCollection().primaryKeys()).filter((url) => keys.has(knownKey(url)));
  const pages = await db.sitePages.bulkGet(known);
  return pages
    .flatMap((page) => (page && (page.card || page.state === 'wanted') ? page.url : []))
    .slice(0, MAX_LINKS_TO);
}

/**
 * Returns the changed fields of a page's record after a fetch that gave no card. The card of an earlier fetch stays
 * until the page is certainly gone.
 */
function withoutCard(
  page: SitePage,
  result: Exclude<PageResult, { state: 'read' }>,
  now: number,
): Pick<SitePage, 'state' | 'tries'> & Partial<SitePage> {
  const tries = (page.state === 'wanted' ? 0 : page.tries) + 1;
  const again = AGAIN_AFTER_MS[Math.min(tries, AGAIN_AFTER_MS.length) - 1] ?? DAY;
  switch (result.state) {
    case 'gone': {
      const { goneAt: since = now } = page;
      const goneAt = since <= now && now - since <= MAX_GONE_STEP ? since : now;
      if (now - goneAt < GONE_AFTER) return { state: 'unsure', tries, goneAt, dueAt: goneAt + GONE_AFTER };
      return { state: 'gone', tries: 0, ...NO_CARD };
    }
    case 'failed': {
      const { failure } = result;
      // A failed fetch says nothing new about the page, so the page stays `unsure`.
      if (page.state === 'unsure') return { state: 'unsure', tries: page.tries, dueAt: now + again };
      if (page.state === 'failed' && result.isSite)
        return { state: 'failed', tries: page.tries, failure, dueAt: now + (AGAIN_AFTER_MS[0] ?? DAY) };
      if (!result.isSite) return { state: 'failed', tries, failure, dueAt: now + again };
      const inARow = page.tries + 1;
      if (inARow < MAX_FAILURES_IN_A_ROW) return { state: 'wanted', tries: inARow };
      return { state: 'failed', tries: 1, failure, dueAt: now + (AGAIN_AFTER_MS[0] ?? DAY) };
    }
    case 'incomplete':
      return { state: page.card ? 'read' : 'incomplete', tries: 0, why: result.why };
    case 'no-analysis':
      // A server under maintenance also answers like this, so `no-analysis` is final only after several fetches.
      return {
        ...(result.feeds ? { feeds: result.feeds } : {}),
        ...(tries < AGAIN_AFTER_MS.length
          ? { state: 'unsure', tries, dueAt: now + again }
          : { state: page.card ? 'read' : 'no-analysis', tries: 0 }),
      };
  }
}

const NO_CARD = { card: undefined, lens: undefined };
