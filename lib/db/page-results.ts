import { cardVersion } from '../index/version.ts';
import type { ReadAnalysis } from '../publication/site/read-analysis.ts';
import { db } from './database.ts';
import type { SitePage, SiteText, SyncFailure } from './index-records.ts';
import { DAY, HOUR, isPending, updateSiteState } from './site-pages.ts';

/** When a page is fetched again that could not be had, or had no analysis; after the first, the second … time (ms). */
export const AGAIN = [3 * HOUR, DAY, 3 * DAY, 7 * DAY];

/** A page is gone when it was not there twice, this far apart (ms). */
const GONE_AFTER = DAY;

/** A page that fails this often while others may be read gives way to them. */
const MOST_IN_A_ROW = 3;

/** The result of fetching a page. */
export type PageResult =
  | ReadAnalysis
  /** There is no such page (404, 410). */
  | { readonly state: 'gone' }
  /**
   * It could not be had. `isSite`: nothing can be had of the site now, or the publication asks to wait, which says
   * nothing of the page.
   */
  | {
      readonly state: 'failed';
      readonly failure: Pick<SyncFailure, 'reason' | 'status'>;
      readonly isSite: boolean;
    };

/** Records the result of fetching a page, unless a survey found another state of it meanwhile. */
export async function recordPageResult(page: SitePage, result: PageResult, now: number): Promise<void> {
  await db.transaction('rw', db.state, db.sitePages, db.siteTexts, async () => {
    const current = await db.sitePages.get(page.url);
    if (!current || current.changed !== page.changed || !isPending(current)) return;
    await updateSiteState({ isUncommitted: true });
    const { failure: _, why: __, dueAt: ___, ...known } = current;
    if (result.state === 'read') {
      await db.sitePages.put(readPage(current, result));
      await db.siteTexts.put(siteTextOf(result));
    } else if (
      current.fromFeed &&
      current.card &&
      (result.state === 'no-analysis' || result.state === 'incomplete')
    ) {
      // The feed had the whole analysis, whatever its page shows to a program.
      await db.sitePages.put({ ...known, state: 'read', tries: 0 });
    } else await db.sitePages.put({ ...known, ...withoutCard(current, result, now) });
  });
}

/** The text of an analysis that was read, as it is stored. */
export function siteTextOf({ card, text }: Extract<ReadAnalysis, { state: 'read' }>): SiteText {
  return { id: card.url, version: cardVersion(card), text };
}

export function readPage(
  { url, changed, namedBy, filedUnder }: Omit<SitePage, 'state'>,
  found: Extract<ReadAnalysis, { state: 'read' }>,
): SitePage {
  const named = namedBy ? { namedBy } : {};
  return { url, changed, ...named, state: 'read', tries: 0, ...keptOf(found, filedUnder) };
}

/**
 * What there is to write of a page that gave no card now. The card that was read before stays until it is gone for
 * sure.
 */
function withoutCard(
  page: SitePage,
  result: Exclude<PageResult, { state: 'read' }>,
  now: number,
): Pick<SitePage, 'state' | 'tries'> & Partial<SitePage> {
  const tries = (page.state === 'wanted' ? 0 : page.tries) + 1;
  const again = AGAIN[Math.min(tries, AGAIN.length) - 1] ?? DAY;
  switch (result.state) {
    case 'gone': {
      const goneAt = page.goneAt !== undefined && page.goneAt <= now ? page.goneAt : now;
      if (now - goneAt < GONE_AFTER) return { state: 'unsure', tries, goneAt, dueAt: goneAt + GONE_AFTER };
      return { state: 'gone', tries: 0, ...NO_CARD };
    }
    case 'failed': {
      const { failure } = result;
      // It was there before: that it cannot be had now says nothing else of it.
      if (page.state === 'unsure') return { state: 'unsure', tries: page.tries, dueAt: now + again };
      if (page.state === 'failed' && result.isSite)
        return { state: 'failed', tries: page.tries, failure, dueAt: now + (AGAIN[0] ?? DAY) };
      if (!result.isSite) return { state: 'failed', tries, failure, dueAt: now + again };
      const inARow = page.tries + 1;
      if (inARow < MOST_IN_A_ROW) return { state: 'wanted', tries: inARow };
      return { state: 'failed', tries: 1, failure, dueAt: now + (AGAIN[0] ?? DAY) };
    }
    case 'incomplete':
      return { state: page.card ? 'read' : 'incomplete', tries: 0, why: result.why };
    case 'no-analysis':
      // A server that is being repaired answers so too.
      if (tries < AGAIN.length) return { state: 'unsure', tries, dueAt: now + again };
      return { state: page.card ? 'read' : 'no-analysis', tries: 0 };
  }
}

/**
 * The fields of a `SitePage` that come from an analysis.
 *
 * @param categories the categories that the feed lists for it
 */
function keptOf(
  { card, lens, filedUnder = [], subscribe, issues }: Extract<ReadAnalysis, { state: 'read' }>,
  categories: readonly string[] = [],
): Partial<SitePage> {
  const names = lens ? [] : [...new Set([...filedUnder, ...categories])];
  return {
    card,
    ...(lens ? { lens } : {}),
    ...(names.length > 0 ? { filedUnder: names } : {}),
    ...(subscribe ? { subscribe } : {}),
    ...(issues ? { issues } : {}),
  };
}

const NO_CARD = { card: undefined, lens: undefined };
