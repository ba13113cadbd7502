import { withLenses } from '../analysis/lens-list.ts';
import { type Card, isNewer } from '../index/card.ts';
import type { Lens } from '../index/manifest.ts';
import { pageKey } from '../site/page-key.ts';
import type { SaidOfPublication } from '../site/read-analysis.ts';
import { keepOnly } from './blocks.ts';
import { db } from './database.ts';
import type { SitePage } from './site-pages.ts';

/** What was read of all pages: each analysis once, with the lenses that they name, the newest page's name for each. */
export interface SiteCards {
  readonly cards: Card[];
  readonly lenses: Lens[];
  readonly about: SaidOfPublication;
  /**
   * When the newest page that is still to be read changed (ms since the epoch); `Infinity` where that page has no
   * date.
   */
  readonly newestUnread?: number;
}

export async function siteCards(): Promise<SiteCards> {
  const pages = await db.sitePages.orderBy('changed').toArray();
  const { filed, lenses } = withLenses(
    pages.flatMap(({ card, ...rest }) => (card ? [{ ...rest, card }] : [])),
  );
  const cards = new Map<string, Card>();
  for (const { card } of filed) addCard(cards, card);
  const byId = new Map([...cards.values()].map((card) => [card.id, card]));
  // Until the first analysis is read, a page without one may show a maintenance notice, so it counts as unread.
  const isUnread = ({ card, state }: SitePage): boolean =>
    !card && (state === 'wanted' || state === 'failed' || (state === 'unsure' && cards.size === 0));
  const unread = pages.filter(isUnread);
  const newestUnread = Math.max(...unread.map(({ changed }) => changed || Number.POSITIVE_INFINITY));
  return {
    cards: [...byId.values()],
    lenses,
    about: {
      subscribe: pages.findLast(({ subscribe }) => subscribe)?.subscribe,
      issues: pages.findLast(({ issues }) => issues)?.issues,
    },
    ...(unread.length > 0 ? { newestUnread } : {}),
  };
}

/**
 * One analysis may be named under two addresses: the forms of one address have one key. Two pages that say the same
 * of the same day and the same source article are one analysis too, of which the plainer address counts.
 */
function addCard(cards: Map<string, Card>, card: Card): void {
  const [source] = card.sources;
  const key = pageKey(card.url);
  const content = source && `${card.headline}\n${card.published.slice(0, 10)}\n${pageKey(source.url)}`;
  const known = cards.get(key) ?? (content === undefined ? undefined : cards.get(content));
  const best = known && !isBetter(card, known) ? known : card;
  for (const name of [key, known && pageKey(known.url), content])
    if (name !== undefined) cards.set(name, best);
}

function isBetter(card: Card, known: Card): boolean {
  if (pageKey(card.url) === pageKey(known.url)) return !isNewer(known, card);
  const [mine, other] = [new URL(card.url), new URL(known.url)];
  return mine.search.length === other.search.length
    ? mine.href < other.href
    : mine.search.length < other.search.length;
}

/** Drops all texts but those of some analyses. @param check throws where nothing may be written any more */
export async function keepSiteTexts(ids: readonly string[], check: () => void): Promise<void> {
  await db.transaction('rw', db.siteTexts, async () => {
    check();
    await keepOnly(db.siteTexts, ids);
  });
}

/** Wants the pages of some analyses again whose text is not here. */
export async function wantTexts(ids: readonly string[]): Promise<void> {
  await db.transaction('rw', db.sitePages, db.siteTexts, async () => {
    const present = new Set(await db.siteTexts.toCollection().primaryKeys());
    const missing = new Set(ids.filter((id) => !present.has(id)));
    if (missing.size === 0) return;
    const pages = await db.sitePages
      .filter(({ card }) => card !== undefined && missing.has(card.id))
      .toArray();
    await db.sitePages.bulkPut(pages.map((page) => ({ ...page, state: 'wanted', tries: 0 })));
  });
}
