import { type Card, isNewerCard } from '../index/card.ts';
import type { Lens } from '../index/manifest.ts';
import { withLenses } from '../publication/page/publication-lenses.ts';
import { type KnownIds, withDistinctIds } from '../publication/site/distinct-ids.ts';
import { pageKey } from '../publication/site/page-key.ts';
import type { PublicationLinks } from '../publication/site/read-analysis.ts';
import { db } from './database.ts';
import type { SitePage } from './index-records.ts';
import { siteState, siteTextKeys } from './site-state.ts';
import { keepOnly } from './stored-blocks.ts';

/** The content of all pages that were read. Each analysis and each lens appears once. */
export interface SiteCards {
  readonly cards: Card[];
  /** Each lens as the newest page that names it describes it. */
  readonly lenses: Lens[];
  readonly about: PublicationLinks;
  /**
   * The time of the last change of the newest page that has, or may have, an analysis that could not be read so far (ms
   * since the epoch). `Infinity` if such a page has no date; absent if there is no such page.
   */
  readonly newestUnread?: number;
}

/** Collects the content of all pages that were read. */
export async function siteCards(): Promise<SiteCards> {
  const pages = await db.sitePages.orderBy('changed').toArray();
  const { filed, lenses } = withLenses(
    pages.flatMap(({ card, ...rest }) => (card ? [{ ...rest, card }] : [])),
  );
  const found = new FoundCards();
  for (const { card } of filed) found.add(card);
  const cards = withDistinctIds(found.items, await idsInUse()).map(({ card }) => card);
  const analyses = new Set(pages.flatMap(({ url, card }) => (card ? url : [])));
  const unread = pages.filter((page) => isUnread(page, analyses));
  const newestUnread = Math.max(...unread.map(({ changed }) => changed || Number.POSITIVE_INFINITY));
  return {
    cards,
    lenses: withFeeds(lenses, pages, (await siteState())?.memory.feed),
    about: {
      subscribe: pages.findLast(({ subscribe }) => subscribe)?.subscribe,
      issues: pages.findLast(({ issues }) => issues)?.issues,
    },
    ...(unread.length > 0 ? { newestUnread } : {}),
  };
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

/**
 * Adds to each lens the feed that its page links to. Site-wide feeds, which other pages link to as well, do not count.
 *
 * @param siteFeed address of the feed of the whole site
 */
function withFeeds(
  lenses: readonly Lens[],
  pages: readonly SitePage[],
  siteFeed: string | undefined,
): Lens[] {
  // A page may have a second record, under another address that was not read yet. So skip records without feeds.
  const feedsOf = new Map(pages.flatMap(({ url, feeds }) => (feeds?.length ? [[pageKey(url), feeds]] : [])));
  const named = new Map<string, number>();
  for (const feed of [...feedsOf.values()].flat()) named.set(feed, (named.get(feed) ?? 0) + 1);
  return lenses.map((lens) => {
    const own = lens.url === undefined ? undefined : feedsOf.get(pageKey(lens.url));
    const feed = own?.find((one) => one !== siteFeed && named.get(one) === 1);
    return feed === undefined ? lens : { ...lens, feed };
  });
}

/** Returns the cards of saved and removed analyses, by id. No other analysis may get one of these ids. */
async function idsInUse(): Promise<KnownIds> {
  const removed = (await db.removed.toArray()).map(({ saved }) => saved);
  return new Map([...removed, ...(await db.saved.toArray())].map(({ id, card }) => [id, card]));
}

/**
 * Collects cards, one for each analysis. Two addresses with the same key belong to one analysis: the newer card is
 * kept. Two pages with the same headline, published day and source article also belong to one analysis: the card with
 * the simpler address is kept.
 */
class FoundCards {
  readonly #byName = new Map<string, Card>();
  readonly #cards = new Set<Card>();

  get items(): { card: Card }[] {
    return [...this.#cards].map((card) => ({ card }));
  }

  add(card: Card): void {
    const [source] = card.sources;
    const key = pageKey(card.url);
    const content = source && `${card.headline}\n${card.published.slice(0, 10)}\n${pageKey(source.url)}`;
    const known = this.#byName.get(key) ?? (content === undefined ? undefined : this.#byName.get(content));
    const best = known && !isBetter(card, known) ? known : card;
    for (const name of [key, known && pageKey(known.url), content])
      if (name !== undefined) this.#byName.set(name, best);
    if (known) this.#cards.delete(known);
    this.#cards.add(best);
  }
}

function isBetter(card: Card, known: Card): boolean {
  if (pageKey(card.url) === pageKey(known.url)) return !isNewerCard(known, card);
  const [mine, other] = [new URL(card.url), new URL(known.url)];
  return mine.search.length === other.search.length
    ? mine.href < other.href
    : mine.search.length < other.search.length;
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
