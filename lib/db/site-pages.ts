import Dexie from 'dexie';
import { withLenses } from '../analysis/lens-list.ts';
import type { Card } from '../index/card.ts';
import type { Lens } from '../index/manifest.ts';
import { cardVersion } from '../index/version.ts';
import type { ReadAnalysis, SaidOfPublication } from '../site/read-analysis.ts';
import type { FoundPage, SiteMemory } from '../site/survey.ts';
import { keepOnly } from './blocks.ts';
import { db, type IndexState } from './database.ts';

/** A page that the feed or the sitemap of a publication without companion index named. */
export interface SitePage {
  readonly url: string;
  /** `wanted` is to be fetched; the rest says what came of that. */
  readonly state: 'wanted' | 'read' | 'no-analysis' | 'incomplete' | 'failed';
  /** When it last changed as the site says; ms since the epoch, 0 where it says nothing. */
  readonly changed: number;
  /** Fetches that failed in a row. */
  readonly tries: number;
  /** Why there is no card, in words for the publisher. */
  readonly why?: string;
  /** What was read of it, now or before it changed. */
  readonly card?: Card;
  readonly lens?: Lens;
  /** What the page or the feed files it under; see `FiledCard`. */
  readonly filedUnder?: readonly string[];
  /** Where the page says that readers subscribe, and that all issues are listed. */
  readonly subscribe?: string;
  readonly issues?: string;
  /** Set while only the feed was read, which may tell less than the page. */
  readonly fromFeed?: true;
}

/** How many pages are read beside the feed: the newest, or every one. */
export type ReadPages = 'newest' | 'all';

/** What is known of a publication that is read as a plain web site. */
export interface SiteState {
  readonly name: 'site';
  readonly memory: SiteMemory;
  readonly readPages: ReadPages;
  /** robots.txt as it was at the last survey. */
  readonly crawlDelay?: number;
}

/** How far reading the pages has come. */
export interface SiteProgress {
  readonly readPages: ReadPages;
  readonly read: number;
  /** Pages that are still to be read under the current setting. */
  readonly wanted: number;
  /** Pages that are known and would be read with `all`. */
  readonly known: number;
  /** Published date of the oldest analysis that was read. */
  readonly backTo?: string;
  /** Pages that could not be read, and the first reasons. */
  readonly failed: { readonly count: number; readonly reasons: readonly string[] };
}

/** Pages beside the feed that are read unasked: a thousand installs must not harm the publication. */
export const NEWEST_PAGES = 30;
/** Pages that are fetched at most to find those, where a site's sitemap names other things first. */
const MOST_LOOKED_AT = 90;
/** Pages of a site that are kept track of. */
const MOST_PAGES = 20_000;
/** A page that failed this often is given up until it changes. */
const MOST_TRIES = 3;

export async function siteState(): Promise<SiteState | undefined> {
  return (await db.state.get('site')) as SiteState | undefined;
}

/** Whether pages may be read: a companion index ends that, also where its commit was the last thing before a kill. */
export async function isReadAsSite(): Promise<boolean> {
  return db.transaction('r', db.state, async () => {
    const index = (await db.state.get('index')) as IndexState | undefined;
    return index?.origin !== 'companion' && (await siteState()) !== undefined;
  });
}

export async function noteSite(change: Partial<Omit<SiteState, 'name'>>): Promise<void> {
  await db.transaction('rw', db.state, async () => {
    const known = await siteState();
    await db.state.put({
      memory: { validators: {} },
      readPages: 'newest',
      ...known,
      ...change,
      name: 'site',
    });
  });
}

/**
 * Writes down what a survey found. A page that changed is wanted again, and keeps its card until it was read anew; pages
 * that a complete survey no longer names were withdrawn. Feed and sitemap may date the same state of a page differently: only a later date
 * than any before means a change.
 *
 * @param readItem reads an analysis from a feed item that holds its whole text
 */
export async function noteFoundPages(
  pages: readonly FoundPage[],
  isComplete: boolean,
  readItem: (page: FoundPage) => ReadAnalysis | undefined,
): Promise<void> {
  const named = pages.slice(0, MOST_PAGES);
  const read = new Map(
    named.flatMap((page) => {
      const found = readItem(page);
      return found?.state === 'read' ? [[page.url, found] as const] : [];
    }),
  );
  await db.transaction('rw', db.sitePages, db.siteTexts, async () => {
    const known = new Map((await db.sitePages.toArray()).map((page) => [page.url, page]));
    const changes: SitePage[] = [];
    for (const page of named) {
      const old = known.get(page.url);
      const changed = Math.max(timeOf(page.changed), old?.changed ?? 0);
      const found = read.get(page.url);
      const isKnown = old?.changed === changed;
      if (isKnown && (old.state !== 'wanted' || !found)) continue;
      if (found) {
        // A feed may leave out the lens that the page names: the card serves until the page was read.
        const state = found.lens ? ('read' as const) : ('wanted' as const);
        const fromFeed = found.lens ? {} : { fromFeed: true as const };
        changes.push({ url: page.url, state, changed, tries: 0, ...keptOf(found), ...fromFeed });
        await db.siteTexts.put({ id: found.card.id, version: cardVersion(found.card), text: found.text });
      } else {
        const filedUnder = page.item?.categories ?? [];
        const filed = filedUnder.length > 0 ? { filedUnder } : {};
        changes.push({ ...old, url: page.url, state: 'wanted', changed, tries: 0, ...filed });
      }
    }
    await db.sitePages.bulkPut(changes);
    if (isComplete && pages.length <= MOST_PAGES) {
      const current = new Set(named.map(({ url }) => url));
      await db.sitePages.bulkDelete([...known.keys()].filter((url) => !current.has(url)));
    }
  });
}

/** The next page to fetch, the newest first; `undefined` where enough was read. */
export async function nextPage(readPages: ReadPages): Promise<SitePage | undefined> {
  const next = await db.sitePages
    .where('[state+changed]')
    .between(['wanted', Dexie.minKey], ['wanted', Dexie.maxKey])
    .reverse()
    .first();
  if (!next || readPages === 'all') return next;
  // Pages that are newer than this one: it is among the newest while there are few of them.
  const newer = db.sitePages.where('changed').aboveOrEqual(next.changed);
  const [looked, analyses] = await Promise.all([
    newer.filter(({ state }) => state !== 'wanted').count(),
    newer.filter(({ state }) => state === 'read').count(),
  ]);
  return analyses < NEWEST_PAGES && looked < MOST_LOOKED_AT ? next : undefined;
}

/** Records the result of fetching a page, unless a survey found another state of it meanwhile. */
export async function noteReadPage(page: SitePage, found: ReadAnalysis): Promise<void> {
  const { url, changed } = page;
  await db.transaction('rw', db.sitePages, db.siteTexts, async () => {
    if (!(await isStillWanted(page))) return;
    if (found.state === 'read') {
      const { card, text } = found;
      await db.sitePages.put({ url, changed, state: 'read', tries: 0, ...keptOf(found, page.filedUnder) });
      await db.siteTexts.put({ id: card.id, version: cardVersion(card), text });
    } else if (page.fromFeed && page.card) {
      // The feed had the whole analysis, whatever its page shows to a program.
      await db.sitePages.put({ ...page, state: 'read', tries: 0 });
    } else {
      const why = found.state === 'incomplete' ? { why: found.why } : {};
      await db.sitePages.put({ url, changed, state: found.state, tries: 0, ...why });
    }
  });
}

/** What is kept of an analysis that was read. @param categories what a feed files it under */
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

async function isStillWanted({ url, changed }: SitePage): Promise<boolean> {
  const now = await db.sitePages.get(url);
  return now?.state === 'wanted' && now.changed === changed;
}

/** A page is no longer there. */
export async function forgetPage(page: SitePage): Promise<void> {
  await db.transaction('rw', db.sitePages, async () => {
    if (await isStillWanted(page)) await db.sitePages.delete(page.url);
  });
}

/** Fetching a page failed. It is tried again later, and given up in the end; a card that was read before stays. */
export async function noteFailedPage(page: SitePage, why: string): Promise<void> {
  const tries = page.tries + 1;
  await db.transaction('rw', db.sitePages, async () => {
    if (await isStillWanted(page))
      await db.sitePages.put({ ...page, tries, why, state: tries < MOST_TRIES ? 'wanted' : 'failed' });
  });
}

/** All cards that were read, with their lenses, and what the newest pages say of the publication. */
export async function siteCards(): Promise<{ cards: Card[]; lenses: Lens[]; about: SaidOfPublication }> {
  const pages = await db.sitePages.orderBy('changed').toArray();
  const { filed, lenses } = withLenses(
    pages.flatMap(({ card, ...rest }) => (card ? [{ ...rest, card }] : [])),
  );
  const cards = new Map(filed.map(({ card }) => [card.id, card]));
  return {
    cards: [...cards.values()],
    lenses,
    about: {
      subscribe: pages.findLast(({ subscribe }) => subscribe)?.subscribe,
      issues: pages.findLast(({ issues }) => issues)?.issues,
    },
  };
}

/** Drops all texts but those of some analyses. */
export async function keepSiteTexts(ids: readonly string[]): Promise<void> {
  await keepOnly(db.siteTexts, ids);
}

/** Forgets everything that was read of the site: the publication offers a companion index now. */
export async function forgetSite(): Promise<void> {
  await db.transaction('rw', db.state, db.sitePages, db.siteTexts, async () => {
    await db.state.delete('site');
    await db.sitePages.clear();
    await db.siteTexts.clear();
  });
}

/** How far reading has come; `undefined` where the publication is not read as a site. */
export async function siteProgress(): Promise<SiteProgress | undefined> {
  const state = await siteState();
  if (!state) return undefined;
  const pages = await db.sitePages.toArray();
  const read = pages.filter(({ card }) => card);
  const failed = pages.filter(({ why }) => why);
  const wanted = pages.filter((page) => page.state === 'wanted');
  const dates = read.flatMap(({ card }) => card?.published ?? []).sort();
  const [backTo] = dates;
  return {
    readPages: state.readPages,
    read: read.length,
    wanted: state.readPages === 'all' || (await nextPage('newest')) ? wanted.length : 0,
    known: pages.filter((page) => page.state !== 'no-analysis').length,
    ...(backTo === undefined ? {} : { backTo }),
    failed: {
      count: failed.length,
      reasons: failed.slice(0, 5).map(({ url, why }) => `${new URL(url).pathname} ${why}`),
    },
  };
}

function timeOf(date: string | undefined): number {
  return (date === undefined ? undefined : Date.parse(date)) || 0;
}
