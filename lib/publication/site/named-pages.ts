import { shareableAddress } from '../../address/shareable-address.ts';
import type { FeedItem } from '../feed/feed.ts';
import { pageKey } from './page-key.ts';
import type { FoundFeed, FoundSitemaps } from './site-sources.ts';
import { newestPagesFirst } from './sitemap.ts';

/** A page of the publication that a feed or a sitemap named. */
export interface FoundPage {
  readonly url: string;
  /** Time of the last change according to the feed or sitemap: RFC 3339 or `YYYY-MM-DD`. */
  readonly changed?: string;
  /** The page's item in the feed, with `url` as its address. */
  readonly item?: FeedItem;
}

/**
 * Merges the pages that the feed and the sitemaps name. Addresses with the same page key count as one page. The result
 * has the address in the sitemap, because feeds often add tracking parameters.
 *
 * @returns the pages without the home page, and for each page key the addresses of the feed and sitemaps that name it
 */
export function mergeNamedPages(
  publication: string,
  feed: FoundFeed | undefined,
  sitemap: FoundSitemaps | undefined,
): { pages: FoundPage[]; namedBy: Map<string, string[]> } {
  const pages = new Map<string, FoundPage>();
  const namedBy = new Map<string, string[]>();
  const home = pageKey(publication);
  const addSource = (key: string, source: string): void => {
    const sources = namedBy.get(key);
    if (!sources) namedBy.set(key, [source]);
    else if (!sources.includes(source)) sources.push(source);
  };
  for (const { url, source } of sitemap?.pages ?? []) addSource(pageKey(url), source);
  for (const { url, lastmod } of newestPagesFirst(sitemap?.pages ?? [])) {
    const key = pageKey(url);
    if (key === home) continue;
    if (!pages.has(key)) pages.set(key, lastmod === undefined ? { url } : { url, changed: lastmod });
  }
  for (const item of feed?.items ?? []) {
    const key = pageKey(item.url);
    if (!feed || key === home) continue;
    addSource(key, feed.address);
    const known = pages.get(key);
    const url = known?.url ?? shareableAddress(item.url) ?? item.url;
    const changed = known?.changed ?? item.updated ?? item.published;
    // Relative addresses in the item's text are relative to the address in the feed.
    const own = url === item.url ? item : { ...item, url, base: item.base ?? item.url };
    pages.set(key, changed === undefined ? { url, item: own } : { url, changed, item: own });
  }
  return { pages: [...pages.values()], namedBy };
}

/**
 * Returns the feed's address and, if its items are sorted by date, its oldest date (ms since the epoch). Items may be
 * sorted by published or by updated date. If they are sorted by both, the later of the two oldest dates counts.
 */
export function feedWindow({ address, items }: FoundFeed): { address: string; oldest?: number } {
  const ends = [
    items.map(({ updated, published }) => Date.parse(published ?? updated ?? '')),
    items.map(({ updated, published }) => Date.parse(updated ?? published ?? '')),
  ].flatMap((times) => (isInOrder(times) ? Math.min(...times) : []));
  return ends.length > 0 ? { address, oldest: Math.max(...ends) } : { address };
}

/**
 * Whether all times are known and sorted in either direction. An old item that is pinned to the top breaks the order.
 */
function isInOrder(times: readonly number[]): boolean {
  const steps = times.slice(1).map((time, n) => Math.sign(time - (times[n] ?? Number.NaN)));
  return (
    times.length > 0 &&
    times.every(Number.isFinite) &&
    (steps.every((step) => step <= 0) || steps.every((step) => step >= 0))
  );
}

/** Returns the time of the last change (ms since the epoch); 0 if the time is unknown. Such a page sorts last. */
export function lastChangeTime({ changed }: FoundPage): number {
  return (changed === undefined ? undefined : Date.parse(changed)) || 0;
}
