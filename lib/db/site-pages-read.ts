import type { Card } from '../index/card.ts';
import type { KnownIds } from '../publication/site/distinct-ids.ts';
import { db } from './database.ts';
import type { SitePage } from './index-records.ts';
import { siteState, siteTextKeys } from './site-state.ts';
import { keepOnly } from './stored-blocks.ts';

/** The records from which the index of a plain site is made. */
export interface PagesRead {
  /** All pages. The page that changed last is the last. */
  readonly pages: readonly SitePage[];
  /** The cards of saved and removed analyses, by id. No other analysis may get one of these ids. */
  readonly idsInUse: KnownIds;
  /** Address of the feed of the whole site, if it is known. */
  readonly siteFeed: string | undefined;
  /**
   * The time of the last change of the newest page that has, or may have, an analysis that could not be read so far (ms
   * since the epoch). `Infinity` if such a page has no date; `undefined` if there is no such page.
   */
  readonly newestUnread: number | undefined;
}

/** Returns the records from which the index of a plain site is made. */
export async function pagesRead(): Promise<PagesRead> {
  const pages = await db.sitePages.orderBy('changed').toArray();
  const idsInUse = await cardsInUse();
  const siteFeed = (await siteState())?.memory.feed;
  const analyses = new Set(pages.flatMap(({ url, card }) => (card ? url : [])));
  const unread = pages.filter((page) => isUnread(page, analyses));
  const newestUnread = Math.max(...unread.map(({ changed }) => changed || Number.POSITIVE_INFINITY));
  return { pages, idsInUse, siteFeed, newestUnread: unread.length > 0 ? newestUnread : undefined };
}

/**
 * Whether a page has, or may have, an analysis that could not be read so far.
 *
 * @param analyses addresses of the pages whose analysis was read
 */
function isUnread({ card, state, tries, linksTo = [] }: SitePage, analyses: ReadonlySet<string>): boolean {
  if (card) return false;
  switch (state) {
    case 'wanted':
    case 'failed':
    case 'incomplete':
    case 'forbidden':
      return true;
    case 'unsure':
      // The server may have sent a maintenance notice, or the page did not exist yet. So the page counts as unread
      // until its second fetch. A page that links to an analysis is a list of analyses, and does not count as unread.
      // As long as no analysis of the site was read, the page always counts as unread.
      return analyses.size === 0 || (tries < 2 && !linksTo.some((url) => analyses.has(url)));
    case 'read':
    case 'no-analysis':
    case 'gone':
      return false;
  }
}

async function cardsInUse(): Promise<KnownIds> {
  const removed = (await db.removed.toArray()).map(({ saved }) => saved);
  return new Map([...removed, ...(await db.saved.toArray())].map(({ id, card }) => [id, card]));
}

/**
 * Deletes all texts that were read from pages and feeds, except the texts of the given cards.
 *
 * @param check runs in the transaction, and cancels it by throwing
 */
export async function keepSiteTexts(cards: readonly Card[], check: () => void): Promise<void> {
  await db.transaction('rw', db.siteTexts, async () => {
    check();
    await keepOnly(db.siteTexts, cards.flatMap(siteTextKeys));
  });
}

/**
 * Sets the pages of the given cards back to `wanted`, if the text of the analysis is not on this device.
 *
 * @param isAllowed whether robots.txt allows fetching a page
 */
export async function wantTexts(cards: readonly Card[], isAllowed: (url: string) => boolean): Promise<void> {
  await db.transaction('rw', db.sitePages, db.siteTexts, async () => {
    const present = new Set(await db.siteTexts.toCollection().primaryKeys());
    const lacking = cards.filter((card) => !siteTextKeys(card).some((key) => present.has(key)));
    if (lacking.length === 0) return;
    const missing = new Set(lacking.map(({ url }) => url));
    const pages = await db.sitePages
      .filter(({ url, card }) => card !== undefined && missing.has(card.url) && isAllowed(url))
      .toArray();
    await db.sitePages.bulkPut(pages.map((page) => ({ ...page, state: 'wanted', tries: 0 })));
  });
}
