import { safeLink } from '../../address/safe-link.ts';
import { isSameOriginOrTwin } from '../../address/www-twin.ts';
import { atomDraft } from './atom.ts';
import { type FeedDraft, type ItemDraft, MAX_ITEMS } from './feed-fields.ts';
import { jsonFeedDraft } from './json-feed.ts';
import { rssDraft } from './rss.ts';
import { xmlFeed } from './xml-fields.ts';

/** A feed of any format. */
export interface Feed {
  readonly title?: string;
  /** BCP 47 tag. */
  readonly language?: string;
  /** In the feed's order. Each address occurs once. */
  readonly items: readonly FeedItem[];
  /** Number of unusable items: truncated, without headline or address, or with an address on another origin. */
  readonly skipped: number;
  /** Set if the document is truncated: `items` lacks the items that were cut off. */
  readonly isCut?: true;
  /** Set if the feed says that it holds all items of the publication (RFC 5005, 2) and all of them were usable. */
  readonly isComplete?: true;
}

/** An item of a feed: a page of the publication. */
export interface FeedItem {
  /** Absolute address of the item's page, on the feed's own origin. */
  readonly url: string;
  /** Plain text. */
  readonly headline: string;
  /** Plain text. */
  readonly summary?: string;
  /** RFC 3339, or `YYYY-MM-DD` if the feed has no time or no time zone. */
  readonly published?: string;
  /** RFC 3339 or `YYYY-MM-DD`. Set only if it is later than `published`. */
  readonly updated?: string;
  /** Full content as HTML, if the feed has it. The HTML is not sanitized. */
  readonly html?: string;
  /** Base of relative addresses in `html`, if it is not `url`. */
  readonly base?: string;
  readonly categories: readonly string[];
}

/**
 * Longer XML feeds are cut here (UTF-16 units), which removes the last items, usually the oldest ones. A JSON Feed
 * cannot be parsed in part, so only the size limit of downloads applies to it.
 */
const MAX_XML_LENGTH = 5_000_000;

/**
 * Reads RSS 2.0, RSS 1.0, Atom or JSON Feed. Recognizes the format by the text, not by its media type. Of several items
 * with the same id or address, keeps the item that was updated last. Leaves out implausible dates.
 *
 * @param text the decoded document, see `decodeText`
 * @param base address of the document. Relative addresses resolve against it, and all items must be on its origin
 * @param now milliseconds since the epoch, to recognize dates in the future
 * @returns `undefined` if the text is not a feed
 */
export function readFeed(text: string, base: string, now: number = Date.now()): Feed | undefined {
  const draft = /^\s*\{/.test(text) ? jsonFeedDraft(text, now) : xmlDraft(text, base, now);
  if (!draft) return undefined;
  const home = (draft.home && safeLink(draft.home, base)) || base;
  const usable: Identified[] = [];
  for (const item of draft.items) {
    const url = itemAddress(item, home, base);
    if (url && item.headline) usable.push({ ...item, url, headline: item.headline });
  }
  const language = languageTag(draft.language);
  return {
    ...(draft.title ? { title: draft.title } : {}),
    ...(language ? { language } : {}),
    items: latestOfEach(usable)
      .filter((item) => !isWithdrawn(item, draft.withdrawn))
      .map(feedItem),
    skipped: draft.items.length - usable.length + draft.incomplete,
    ...(draft.isCut ? { isCut: true } : {}),
    ...(draft.isComplete && usable.length === draft.items.length ? { isComplete: true } : {}),
  };
}

function xmlDraft(text: string, base: string, now: number): FeedDraft | undefined {
  const feed = xmlFeed(text.slice(0, MAX_XML_LENGTH), base);
  if (!feed) return undefined;
  const draft = feed.format === 'atom' ? atomDraft(feed, now) : rssDraft(feed, now);
  if (feed.isCut) return { ...draft, isCut: true };
  const isWhole = feed.incomplete === 0 && feed.items.length < MAX_ITEMS;
  return isWhole && feed.about.all('fh:complete').length > 0 ? { ...draft, isComplete: true } : draft;
}

/** An item that has both an address and a headline. Other items are unusable. */
type Identified = ItemDraft & { readonly url: string; readonly headline: string };

/**
 * Returns the first of an item's addresses that leads to a page on the feed's own origin other than the home page. Some
 * items name another site first, and their own page second. Returns `undefined` if there is no such address.
 */
function itemAddress(item: ItemDraft, home: string, base: string): string | undefined {
  return item.addresses
    .map((address) => safeLink(address, item.base ?? home))
    .find((address) => {
      if (!address) return false;
      const { pathname, search } = new URL(address);
      return isSameOriginOrTwin(address, base) && pathname + search !== '/' && address !== home;
    });
}

/**
 * Removes duplicates and keeps the feed's order. Of items with the same id or address, keeps the item that was updated
 * last, or the first item if their times are equal.
 */
function latestOfEach(items: readonly Identified[]): Identified[] {
  const names = namesOf(items);
  const taken = new Set<string>();
  const kept = new Set<Identified>();
  for (const item of items.toSorted((a, b) => timeOf(b) - timeOf(a))) {
    const own = [item.url, ...(item.guid && names.has(item.guid) ? [`id ${item.guid}`] : [])];
    if (!own.some((name) => taken.has(name))) kept.add(item);
    for (const name of own) taken.add(name);
  }
  return items.filter((item) => kept.has(item));
}

/**
 * Returns the ids of the items, without ids that three or more addresses share. Such an id is a mistake in the feed,
 * for example the address of the site.
 */
function namesOf(items: readonly Identified[]): ReadonlySet<string> {
  const urls = new Map<string, Set<string>>();
  for (const { guid, url } of items) {
    if (guid) urls.set(guid, (urls.get(guid) ?? new Set()).add(url));
  }
  return new Set([...urls].filter(([, { size }]) => size < 3).map(([guid]) => guid));
}

function isWithdrawn(item: Identified, withdrawn: FeedDraft['withdrawn']): boolean {
  if (item.guid === undefined || !withdrawn.has(item.guid)) return false;
  const when = withdrawn.get(item.guid);
  // The publication may publish an entry again after its withdrawal.
  return when === undefined || timeOf(item) <= Date.parse(when);
}

/** Returns the time of the last change (ms since the epoch); 0 if the item has no date. */
function timeOf({ updated, published }: ItemDraft): number {
  return Math.max(updated ? Date.parse(updated) : 0, published ? Date.parse(published) : 0);
}

function feedItem(item: Identified): FeedItem {
  const { url, headline, summary, published, updated, html, htmlBase } = item;
  const isLater = updated && (!published || Date.parse(updated) > Date.parse(published));
  const base = html && htmlBase && safeLink(htmlBase);
  return {
    url,
    headline,
    ...(summary ? { summary } : {}),
    ...(published ? { published } : {}),
    ...(isLater ? { updated } : {}),
    ...(html ? { html } : {}),
    ...(base && base !== url ? { base } : {}),
    categories: item.categories,
  };
}

/** Returns a BCP 47 tag. Accepts the POSIX form ("en_US") too. Returns `undefined` if the text cannot be a tag. */
function languageTag(written: string | undefined): string | undefined {
  const tag = written?.trim().replaceAll('_', '-').slice(0, 36);
  return tag && /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/i.test(tag) ? tag : undefined;
}
