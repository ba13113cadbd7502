import { type Card, isNewerCard } from '../../index/card.ts';
import type { Lens } from '../../index/manifest.ts';
import { type FiledCard, withLenses } from '../page/publication-lenses.ts';
import { type KnownIds, withDistinctIds } from './distinct-ids.ts';
import { type Month, monthsOf } from './months.ts';
import { pageKey } from './page-key.ts';
import type { PublicationLinks } from './read-analysis.ts';

/** A page of the site, with what was read from it. */
export interface PageContent extends Partial<FiledCard>, PublicationLinks {
  readonly url: string;
  /** Addresses of the feeds that the page links to, if the page is not an analysis. */
  readonly feeds?: readonly string[];
}

/** The content of all pages that were read. Each analysis and each lens appears once. */
export interface SiteContent {
  readonly cards: readonly Card[];
  /** The same cards, in the order of the index: newest month first. */
  readonly months: readonly Month[];
  /** Each lens as the newest page that names it describes it. */
  readonly lenses: readonly Lens[];
  readonly about: PublicationLinks;
}

/**
 * Collects the content of all pages that were read.
 *
 * @param pages the page that changed last is the last
 * @param known the cards of saved and removed analyses. No other analysis gets one of their ids
 * @param siteFeed address of the feed of the whole site
 */
export function siteContent(
  pages: readonly PageContent[],
  known: KnownIds,
  siteFeed: string | undefined,
): SiteContent {
  const { filed, lenses } = withLenses(
    pages.flatMap(({ card, ...rest }) => (card ? [{ ...rest, card }] : [])),
  );
  const found = new FoundCards();
  for (const { card } of filed) found.add(card);
  const cards = withDistinctIds(found.items, known).map(({ card }) => card);
  return {
    cards,
    months: monthsOf(cards),
    lenses: withFeeds(lenses, pages, siteFeed),
    about: {
      subscribe: pages.findLast(({ subscribe }) => subscribe)?.subscribe,
      issues: pages.findLast(({ issues }) => issues)?.issues,
    },
  };
}

/**
 * Adds to each lens the feed that its page links to. Site-wide feeds, which other pages link to as well, do not count.
 *
 * @param siteFeed address of the feed of the whole site
 */
function withFeeds(
  lenses: readonly Lens[],
  pages: readonly PageContent[],
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
