import type { FoundPage } from '../publication/site/named-pages.ts';
import { pageKey } from '../publication/site/page-key.ts';
import type { ReadAnalysis } from '../publication/site/read-analysis.ts';
import type { SiteSurvey } from '../publication/site/survey.ts';
import { db } from './database.ts';
import type { SitePage, SiteText } from './index-records.ts';
import { readPage, siteTextOf } from './page-results.ts';
import { DAY, isPending, timeOf } from './site-pages.ts';

/** Pages of a site that are kept track of. */
export const MOST_PAGES = 20_000;

/**
 * Writes down what a survey found. A page that changed is wanted again, and keeps its card until it was read anew. A
 * page is withdrawn when no feed or sitemap names it any more, and at least one that used to name it was fetched whole
 * and was not empty. If all that named it are gone, the page itself is requested. Feed and sitemap may date the same
 * state of a page differently: only a later date than any before means a change.
 *
 * @param readItem reads an analysis from a feed item that holds its whole text
 * @returns whether there was room for all pages
 */
export async function recordFoundPages(
  survey: Found,
  readItem: (page: FoundPage) => ReadAnalysis | undefined,
): Promise<boolean> {
  const read: ReadItems = new Map(
    survey.pages.flatMap((page) => {
      const found = page.item && readItem(page);
      return found?.state === 'read' ? [[page.url, found] as const] : [];
    }),
  );
  return db.transaction('rw', db.sitePages, db.siteTexts, async () => {
    const known = new KnownPages(await db.sitePages.toArray());
    const changes: Changes = new Map();
    const { hasRoom, texts } = changeNamed(survey, read, known, changes);
    const withdrawn = [...changeSources(survey, known, changes), ...changeDisallowed(survey, known, changes)];
    for (const url of withdrawn) changes.delete(url);
    await db.siteTexts.bulkPut(texts);
    await db.sitePages.bulkPut([...changes.values()]);
    await db.sitePages.bulkDelete(withdrawn);
    return hasRoom;
  });
}

type Found = Naming & Pick<SiteSurvey, 'pages' | 'disallowed' | 'robots' | 'isRobotsChanged'>;
/** Analyses that the feed holds whole, by the address of their page. */
type ReadItems = ReadonlyMap<string, Extract<ReadAnalysis, { state: 'read' }>>;
/** Pages to be written, by address. */
type Changes = Map<string, SitePage>;

/** Adds pages that are new or have changed. Returns the texts that the feed has of them, and whether all had room. */
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
    const changed = Math.max(timeOf(page.changed), old?.changed ?? 0);
    const found = read.get(page.url);
    // Beyond the limit the oldest pages are left out, and never what the feed brings.
    if (!old && !page.item && known.size + added >= MOST_PAGES) {
      hasRoom = false;
      continue;
    }
    const isAsBefore = old?.changed === changed && !isPending(old);
    if (isAsBefore || (old?.changed === changed && !found)) continue;
    if (!old) added++;
    const base = { ...(old ?? { url: page.url }), changed, tries: 0 };
    if (found) {
      // A feed may leave out the lens that the page names: the card serves until the page was read.
      const fromFeed = found.lens ? {} : ({ state: 'wanted', fromFeed: true } as const);
      changes.set(base.url, { ...readPage(base, found), ...fromFeed });
      texts.push(siteTextOf(found));
    } else {
      const filedUnder = page.item?.categories ?? [];
      changes.set(base.url, { ...base, state: 'wanted', ...(filedUnder.length > 0 ? { filedUnder } : {}) });
    }
  }
  return { hasRoom, texts };
}

/** Notes which feed and sitemaps name each page now. Returns the pages that were withdrawn. */
function changeSources(survey: Found, known: KnownPages, changes: Changes): string[] {
  const withdrawn: string[] = [];
  const added = [...changes.values()].filter(({ url }) => !known.of(url));
  for (const page of [...known.all, ...added]) {
    const next = changes.get(page.url) ?? page;
    const { namedBy, isDenied } = namedByNow(next, survey);
    if (namedBy.length === 0 && isDenied) withdrawn.push(page.url);
    else if (String(namedBy) !== String(next.namedBy ?? [])) {
      const isAsked = namedBy.length === 0 && survey.robots.allows(page.url);
      changes.set(page.url, { ...next, ...(isAsked ? { state: 'wanted', tries: 0 } : {}), namedBy });
    }
  }
  return withdrawn;
}

/**
 * Takes pages that robots.txt does not allow from those that are to be fetched. What was read of them before stays.
 * Returns those of which nothing was read.
 */
function changeDisallowed(survey: Found, known: KnownPages, changes: Changes): string[] {
  const pending = survey.isRobotsChanged ? known.all.filter(isPending) : [];
  const forbidden = pending.filter(({ url }) => !survey.robots.allows(url)).map(({ url }) => url);
  const unread: string[] = [];
  for (const url of new Set([...survey.disallowed, ...forbidden])) {
    const page = known.of(url);
    if (!page || !isPending(page)) continue;
    if (page.card) changes.set(page.url, { ...(changes.get(page.url) ?? page), state: 'read' });
    else unread.push(page.url);
  }
  return unread;
}

/**
 * Pages by any form of their address. Keys take their time: they are worked out where an address is not known as it
 * is.
 */
class KnownPages {
  readonly all: readonly SitePage[];
  readonly #byUrl: ReadonlyMap<string, SitePage>;
  #byKey: ReadonlyMap<string, SitePage> | undefined;

  constructor(pages: readonly SitePage[]) {
    this.all = pages;
    this.#byUrl = new Map(pages.map((page) => [page.url, page]));
  }

  get size(): number {
    return this.all.length;
  }

  of(url: string): SitePage | undefined {
    const page = this.#byUrl.get(url);
    if (page) return page;
    this.#byKey ??= new Map(this.all.map((known) => [pageKey(known.url), known]));
    return this.#byKey.get(pageKey(url));
  }
}

/** What a survey says of where pages are named. */
type Naming = Pick<SiteSurvey, 'namedBy' | 'answered' | 'silent' | 'isComplete' | 'feed' | 'memory'>;

/**
 * The feed and sitemaps that name a page after a survey, as far as is known; and whether one that named it no longer
 * does.
 */
function namedByNow(
  page: SitePage,
  { namedBy, answered, silent, isComplete, feed, memory }: Naming,
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
  // A feed holds only the newest: that an older page has left it says nothing of the page.
  const hasOnlyLeft = before.length > 0 && before.every(isFeed) && hasLeft(page, feed?.oldest);
  if (hasOnlyLeft) return { namedBy: before, isDenied: false };
  return { namedBy: [], isDenied: before.some((source) => answered.has(source)) };
}

function hasLeft({ card, changed }: SitePage, oldest: number | undefined): boolean {
  // Uses the publication date: a feed sorted by it drops old pages even if they changed since.
  const time = card ? timeOf(card.published) : changed;
  return oldest === undefined || time === 0 || time <= oldest + DAY;
}
