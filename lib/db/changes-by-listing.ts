import type { SiteListing } from '../publication/site/list-site-pages.ts';
import type { FoundPage } from '../publication/site/named-pages.ts';
import { pageKey } from '../publication/site/page-key.ts';
import type { ReadAnalysis } from '../publication/site/read-analysis.ts';
import type { SitePage, SiteText } from './index-records.ts';
import { DAY, isPending, pageRecordOf, siteTextOf, timeOrZero } from './site-page-records.ts';

/** Once this many pages are recorded, new pages that only sitemaps name are left out. */
export const MAX_PAGES = 20_000;

/** The changes of the stored pages after a listing. */
export interface PageChanges {
  /** New and changed pages. */
  readonly changed: readonly SitePage[];
  /** Addresses of the pages that were withdrawn. */
  readonly withdrawn: readonly string[];
  /** The texts that the feed contains for new and changed pages. */
  readonly texts: readonly SiteText[];
  /** Whether there was room for all new pages. */
  readonly hasRoom: boolean;
}

/**
 * Returns a function that finds the changes of the stored pages after a listing.
 *
 * - A page that changed is read again (state `wanted`), and keeps its card until then. A feed and a sitemap may give
 *   different dates for the same change, so only a date later than all earlier dates means a change.
 * - A page is withdrawn if no feed or sitemap names it any more, and at least one feed or sitemap that used to name it
 *   was fetched whole and was not empty. If a sitemap failed, the page is kept until that sitemap can be read, because
 *   the sitemap may name it now. If all feeds and sitemaps that named the page are gone, the page itself is fetched
 *   again.
 *
 * @param readItem reads the analysis that a feed item contains; `undefined` if that fails
 */
export function changesByListing(
  listing: Found,
  readItem: (page: FoundPage) => ReadAnalysis | undefined,
): (pages: readonly SitePage[]) => PageChanges {
  const read: ReadItems = new Map(
    listing.pages.flatMap((page) => {
      const found = page.item && readItem(page);
      return found?.state === 'read' ? [[page.url, found] as const] : [];
    }),
  );
  return (pages) => {
    const known = new KnownPages(pages);
    const changes: Changes = new Map();
    const { hasRoom, texts } = changeNamed(listing, read, known, changes);
    changeDisallowed(listing, known, changes);
    const withdrawn = changeSources(listing, known, changes);
    for (const url of withdrawn) changes.delete(url);
    return { changed: [...changes.values()], withdrawn, texts, hasRoom };
  };
}

type Found = Naming & Pick<SiteListing, 'pages' | 'disallowed' | 'robots' | 'isRobotsChanged'>;
/** Analyses whose whole text is in the feed, by the address of their page. */
type ReadItems = ReadonlyMap<string, Extract<ReadAnalysis, { state: 'read' }>>;
/** Pages to write, by address. */
type Changes = Map<string, SitePage>;

/**
 * Adds new and changed pages to `changes`. Returns the texts that the feed contains for these pages, and whether there
 * was room for all new pages.
 */
function changeNamed(
  { pages }: Found,
  read: ReadItems,
  known: KnownPages,
  changes: Changes,
): { hasRoom: boolean; texts: SiteText[] } {
  const texts: SiteText[] = [];
  let added = 0;
  let hasRoom = true;
  for (const page of pages) {
    const old = known.of(page.url);
    const changed = Math.max(timeOrZero(page.changed), old?.changed ?? 0);
    const found = read.get(page.url);
    // The pages are sorted, newest first, so the limit leaves out the oldest. It never leaves out a page of the feed.
    if (!old && !page.item && known.size + added >= MAX_PAGES) {
      hasRoom = false;
      continue;
    }
    const isSame = old?.changed === changed && old.state !== 'forbidden';
    if (isSame && (!found || !isPending(old))) continue;
    if (!old) added++;
    const base = { ...(old ?? { url: page.url }), changed, tries: 0 };
    if (found) {
      // A feed may omit the lens that the page names. Use the feed's card until the page has been read.
      const fromFeed = found.lens ? {} : ({ state: 'wanted', fromFeed: true } as const);
      changes.set(base.url, { ...pageRecordOf(base, found), ...fromFeed });
      texts.push(siteTextOf(found));
    } else {
      const filedUnder = page.item?.categories ?? [];
      changes.set(base.url, { ...base, state: 'wanted', ...(filedUnder.length > 0 ? { filedUnder } : {}) });
    }
  }
  return { hasRoom, texts };
}

/**
 * Updates `namedBy` of each page. A page that no feed or sitemap names any more, but that was not withdrawn, is fetched
 * again if robots.txt allows it. Returns the addresses of the pages that were withdrawn.
 */
function changeSources(listing: Found, known: KnownPages, changes: Changes): string[] {
  const withdrawn: string[] = [];
  const added = [...changes.values()].filter(({ url }) => !known.of(url));
  for (const page of [...known.all, ...added]) {
    const next = changes.get(page.url) ?? page;
    const { namedBy, isDenied } = sourcesNaming(next, listing);
    if (namedBy.length === 0 && isDenied) withdrawn.push(page.url);
    else if (String(namedBy) !== String(next.namedBy ?? [])) {
      const isAsked = namedBy.length === 0 && listing.robots.allows(page.url);
      changes.set(page.url, { ...next, ...(isAsked ? { state: 'wanted', tries: 0 } : {}), namedBy });
    }
  }
  return withdrawn;
}

/**
 * Stops fetching the pages that robots.txt disallows. A page whose analysis was read before keeps its card. Any other
 * page is recorded as `forbidden`, because the index may lack its analysis.
 */
function changeDisallowed(
  { disallowed, robots, isRobotsChanged }: Found,
  known: KnownPages,
  changes: Changes,
): void {
  const isUnread = (page: SitePage): boolean => isPending(page) || page.state === 'forbidden';
  const allow = (page: SitePage): SitePage =>
    page.state === 'forbidden' ? { ...page, state: 'wanted' } : page;
  for (const old of isRobotsChanged ? known.all.filter(isUnread) : []) {
    const page = changes.get(old.url) ?? old;
    const next = robots.allows(page.url) ? allow(page) : forbidden(page);
    if (next !== old) changes.set(page.url, next);
  }
  for (const { url, changed } of disallowed) {
    const time = timeOrZero(changed);
    const old = known.of(url);
    const page = old ?? { url, changed: time, state: 'wanted', tries: 0 };
    const next = forbidden(time > page.changed ? { ...page, changed: time } : page);
    // Each listing names all disallowed pages, so do not write the same records again.
    if (isUnread(page) && next !== (changes.get(page.url) ?? old)) changes.set(page.url, next);
  }
}

/** Returns the record of a page that robots.txt disallows, or the same object if nothing changes. */
function forbidden(page: SitePage): SitePage {
  const state = page.card ? 'read' : 'forbidden';
  return page.state === state && page.tries === 0 ? page : { ...page, state, tries: 0 };
}

/**
 * Finds pages by any form of their address. Computing the keys of all pages is slow, so they are computed only if no
 * page has exactly the given address.
 */
class KnownPages {
  readonly all: readonly SitePage[];
  /** Number of pages that robots.txt allows. */
  readonly size: number;
  readonly #byUrl: ReadonlyMap<string, SitePage>;
  #byKey: ReadonlyMap<string, SitePage> | undefined;

  constructor(pages: readonly SitePage[]) {
    this.all = pages;
    this.size = pages.filter(({ state }) => state !== 'forbidden').length;
    this.#byUrl = new Map(pages.map((page) => [page.url, page]));
  }

  of(url: string): SitePage | undefined {
    const page = this.#byUrl.get(url);
    if (page) return page;
    this.#byKey ??= new Map(this.all.map((known) => [pageKey(known.url), known]));
    return this.#byKey.get(pageKey(url));
  }
}

/** The part of a listing that says which feed and sitemaps name which pages. */
type Naming = Pick<
  SiteListing,
  'namedBy' | 'answered' | 'silent' | 'failedSitemaps' | 'isComplete' | 'feed' | 'memory'
>;

/**
 * Returns the feed and sitemaps that count as naming a page after a listing. A feed or sitemap that named the page
 * before still counts if the listing could not read it. So does a feed from which the page may have dropped out because
 * of its age.
 *
 * @returns `isDenied`: whether a feed or sitemap that used to name the page was read and no longer names it
 */
function sourcesNaming(
  page: SitePage,
  { namedBy, answered, silent, failedSitemaps, isComplete, feed, memory }: Naming,
): { readonly namedBy: readonly string[]; readonly isDenied: boolean } {
  const now = namedBy.get(pageKey(page.url)) ?? [];
  const before = (page.namedBy ?? []).filter((source) => !now.includes(source));
  const isFeed = (source: string): boolean =>
    source === memory.feed || memory.formerFeeds?.includes(source) === true;
  const kept = before.filter(
    (source) => !answered.has(source) && (isFeed(source) || silent.has(source) || !isComplete),
  );
  const named = [...now, ...kept];
  if (named.length > 0) return { namedBy: named, isDenied: false };
  // A feed contains only the newest pages. An old page that has dropped out of the feed was not withdrawn.
  const hasOnlyLeft = before.length > 0 && before.every(isFeed) && hasLeft(page, feed?.oldest);
  if (hasOnlyLeft) return { namedBy: before, isDenied: false };
  // The page may have moved to a sitemap that could not be read now, unless the feed goes back far enough and does not
  // name the page. Record that one such sitemap names the page. Once this sitemap can be read, it shows whether it
  // names the page.
  const isDeniedByFeed =
    before.some((source) => isFeed(source) && answered.has(source)) && !hasLeft(page, feed?.oldest);
  const [failed] = failedSitemaps ?? [];
  if (failed !== undefined && before.length > 0 && !isDeniedByFeed)
    return { namedBy: [failed], isDenied: false };
  return { namedBy: [], isDenied: before.some((source) => answered.has(source)) };
}

/** Whether a page is so old that it may have dropped out of the feed. */
function hasLeft({ card, changed }: SitePage, oldest: number | undefined): boolean {
  // Prefer the published date: a feed sorted by published date drops an old page even if the page changed later.
  const time = card ? timeOrZero(card.published) : changed;
  return oldest === undefined || time === 0 || time <= oldest + DAY;
}
