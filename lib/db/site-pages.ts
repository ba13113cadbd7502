import Dexie from 'dexie';
import { withLenses } from '../analysis/lens-list.ts';
import { type Card, isNewer } from '../index/card.ts';
import type { Lens } from '../index/manifest.ts';
import { cardVersion } from '../index/version.ts';
import { pageKey } from '../site/page-key.ts';
import type { ReadAnalysis, SaidOfPublication } from '../site/read-analysis.ts';
import { asReadPages, type ReadPages } from '../site/read-pages.ts';
import { isRecent } from '../site/recent.ts';
import type { FoundPage, SiteMemory, SiteSurvey } from '../site/survey.ts';
import { keepOnly } from './blocks.ts';
import { db, type IndexState, type SyncFailure } from './database.ts';

/** A page that the feed or the sitemap of a publication without companion index named. */
export interface SitePage {
  readonly url: string;
  /**
   * `wanted` is to be fetched, the newest first. `failed` and `unsure` are to be fetched again once `dueAt` has
   * passed: the page could not be had, or it was there without an analysis, or not there (404). The rest is the
   * answer until the page changes.
   */
  readonly state: 'wanted' | 'failed' | 'unsure' | 'read' | 'no-analysis' | 'incomplete' | 'gone';
  /** When it last changed as the site says; ms since the epoch, 0 where it says nothing. */
  readonly changed: number;
  /** Fetches in a row with the same result, where another one is to follow. */
  readonly tries: number;
  /** Addresses of the feed and the sitemaps that name it. */
  readonly namedBy?: readonly string[];
  /** When it is to be fetched again, ms since the epoch. */
  readonly dueAt?: number;
  /** When it was first found to be gone, ms since the epoch. */
  readonly goneAt?: number;
  /** Why it could not be had. */
  readonly failure?: Pick<SyncFailure, 'reason' | 'status'>;
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

/** What is known of a publication that is read as a plain web site. */
export interface SiteState {
  readonly name: 'site';
  readonly memory: SiteMemory;
  readonly readPages: ReadPages;
  /** robots.txt as it was at the last survey. */
  readonly crawlDelay?: number;
  /** Whether feed and sitemaps have named every page of the site. */
  readonly listsAll?: boolean;
  /** Where they have not: they have named all pages from this time on (ms since the epoch). */
  readonly listsFrom?: number;
  /** Pages that were fetched so far. */
  readonly fetched?: number;
  /** Set while there are results of pages that no commit has looked at. */
  readonly isUncommitted?: boolean;
  /** When a page was last asked for, ms since the epoch. */
  readonly askedAt?: number;
  /** Pages fetched since the day's count began. */
  readonly today?: { readonly since: number; readonly fetched: number };
}

/** How far reading the pages has come. */
export interface SiteProgress {
  readonly readPages: ReadPages;
  /** Pages whose analysis is known. */
  readonly read: number;
  /** Pages that are still to be read. */
  readonly wanted: number;
  /** Pages that may be analyses. */
  readonly known: number;
  /** When reading goes on, where the day's pages are read (ms since the epoch). */
  readonly goesOnAt?: number;
  /** Pages that could not be read, with the first ones. */
  readonly failed: {
    readonly count: number;
    readonly pages: readonly {
      readonly path: string;
      readonly failure?: SitePage['failure'];
      readonly why?: string;
    }[];
  };
}

/** Pages beside the feed that are read where the reader stopped the rest, and beyond the day's limit. */
export const NEWEST_PAGES = 30;
/** Pages that are fetched at most to find those, where a site's sitemap names other things first. */
const MOST_LOOKED_AT = 90;
/** Pages of a site that are kept track of. */
export const MOST_PAGES = 20_000;
/** Pages that are read at once, and then on each day: a thousand installs must not harm the publication. */
const FIRST_PAGES = 200;
const PAGES_A_DAY = 300;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** When a page is fetched again that could not be had, or had no analysis; after the first, the second … time (ms). */
const AGAIN = [3 * HOUR, DAY, 3 * DAY, 7 * DAY];
/** A page is gone when it was not there twice, this far apart (ms). */
const GONE_AFTER = DAY;
/** A page that fails this often while others may be read gives way to them. */
const MOST_IN_A_ROW = 3;

export async function siteState(): Promise<SiteState | undefined> {
  const state = (await db.state.get('site')) as SiteState | undefined;
  return state && { ...state, readPages: asReadPages(state.readPages) };
}

/** Whether pages may be read: a companion index ends that, also where its commit was the last thing before a kill. */
export async function isReadAsSite(): Promise<boolean> {
  return db.transaction('r', db.state, async () => {
    const index = (await db.state.get('index')) as IndexState | undefined;
    return index?.origin !== 'companion' && (await siteState()) !== undefined;
  });
}

/** Changes some fields of what is known of the site. @param check throws where nothing may be written any more */
export async function noteSite(
  change: Partial<Omit<SiteState, 'name'>>,
  check: () => void = () => undefined,
): Promise<void> {
  await db.transaction('rw', db.state, async () => {
    check();
    const known = await siteState();
    await db.state.put({
      memory: { validators: {} },
      readPages: 'steady',
      ...known,
      ...change,
      name: 'site',
    });
  });
}

/**
 * Writes down what a survey found. A page that changed is wanted again, and keeps its card until it was read anew. A
 * page is withdrawn when nothing names it any more, and a feed or sitemap that named it was had whole and named
 * something. Where all that named it are gone themselves, the page is asked. Feed and sitemap may date the same state
 * of a page differently: only a later date than any before means a change.
 *
 * @param readItem reads an analysis from a feed item that holds its whole text
 * @returns whether there was room for all pages
 */
export async function noteFoundPages(
  survey: Naming & Pick<SiteSurvey, 'pages' | 'disallowed' | 'robots' | 'isRobotsChanged'>,
  readItem: (page: FoundPage) => ReadAnalysis | undefined,
): Promise<boolean> {
  const read = new Map(
    survey.pages.flatMap((page) => {
      const found = page.item && readItem(page);
      return found?.state === 'read' ? [[page.url, found] as const] : [];
    }),
  );
  return db.transaction('rw', db.sitePages, db.siteTexts, async () => {
    const known = new KnownPages(await db.sitePages.toArray());
    const changes = new Map<string, SitePage>();
    let added = 0;
    let hasRoom = true;
    for (const page of survey.pages) {
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
        await db.siteTexts.put({ id: found.card.id, version: cardVersion(found.card), text: found.text });
      } else {
        const filedUnder = page.item?.categories ?? [];
        changes.set(base.url, { ...base, state: 'wanted', ...(filedUnder.length > 0 ? { filedUnder } : {}) });
      }
    }
    const withdrawn: string[] = [];
    for (const page of [...known.all, ...[...changes.values()].filter(({ url }) => !known.of(url))]) {
      const next = changes.get(page.url) ?? page;
      const { namedBy, isDenied } = namedByNow(next, survey);
      if (namedBy.length === 0 && isDenied) withdrawn.push(page.url);
      else if (String(namedBy) !== String(next.namedBy ?? [])) {
        const asked = namedBy.length === 0 ? ({ state: 'wanted', tries: 0 } as const) : {};
        changes.set(page.url, { ...next, ...asked, namedBy });
      }
    }
    const disallowed = survey.isRobotsChanged
      ? known.all.filter((page) => isPending(page) && !survey.robots.allows(page.url)).map(({ url }) => url)
      : [];
    for (const url of new Set([...survey.disallowed, ...disallowed])) {
      const page = known.of(url);
      if (!page || !isPending(page)) continue;
      // What robots.txt no longer allows is not fetched; what was read before stays.
      if (page.card) changes.set(page.url, { ...(changes.get(page.url) ?? page), state: 'read' });
      else withdrawn.push(page.url);
    }
    for (const url of withdrawn) changes.delete(url);
    await db.sitePages.bulkPut([...changes.values()]);
    await db.sitePages.bulkDelete(withdrawn);
    return hasRoom;
  });
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

function isPending({ state }: SitePage): boolean {
  return state === 'wanted' || state === 'failed' || state === 'unsure';
}

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
  // By its first date: a feed in the order of publication drops a page whatever happened to it since.
  const time = card ? timeOf(card.published) : changed;
  return oldest === undefined || time === 0 || time <= oldest + DAY;
}

/** The next page to fetch, the newest first; `undefined` where enough was read. */
export async function nextPage(readPages: ReadPages): Promise<SitePage | undefined> {
  const next = await pagesIn('wanted').reverse().first();
  if (!next || readPages !== 'stopped') return next;
  // Pages that are newer than this one: it is among the newest while there are few of them.
  const newer = db.sitePages.where('changed').aboveOrEqual(next.changed);
  const [looked, analyses] = await Promise.all([
    newer.filter(({ state }) => state !== 'wanted').count(),
    newer.filter(({ state }) => state === 'read').count(),
  ]);
  return analyses < NEWEST_PAGES && looked < MOST_LOOKED_AT ? next : undefined;
}

/** Pages that are to be fetched again by now, those that waited longest first. */
export async function duePages(now: number): Promise<SitePage[]> {
  const waiting = await Promise.all((['failed', 'unsure'] as const).map((state) => pagesIn(state).toArray()));
  return waiting
    .flat()
    .filter(({ dueAt }) => dueAt === undefined || dueAt <= now || dueAt > now + 2 * (AGAIN.at(-1) ?? DAY))
    .sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0));
}

/**
 * Returns which pages may be read now. Once the day's limit is reached, only the newest pages may: new analyses must
 * not wait for the next day.
 */
export function pagesNow(
  { readPages, fetched = 0, today }: SiteState,
  now: number,
): { readonly readPages: ReadPages; readonly goesOnAt?: number } {
  if (readPages !== 'steady' || fetched < FIRST_PAGES || !today) return { readPages };
  if (!isRecent(today.since, now, DAY) || today.fetched < PAGES_A_DAY) return { readPages };
  return { readPages: 'stopped', goesOnAt: today.since + DAY };
}

/** Counts a page that is about to be fetched. */
export async function countPage(now: number): Promise<void> {
  await db.transaction('rw', db.state, async () => {
    const state = await siteState();
    if (!state) return;
    const today = isRecent(state.today?.since, now, DAY) ? state.today : undefined;
    await noteSite({
      fetched: (state.fetched ?? 0) + 1,
      askedAt: now,
      today: { since: today?.since ?? now, fetched: (today?.fetched ?? 0) + 1 },
    });
  });
}

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
export async function noteResult(page: SitePage, result: PageResult, now: number): Promise<void> {
  await db.transaction('rw', db.state, db.sitePages, db.siteTexts, async () => {
    const current = await db.sitePages.get(page.url);
    if (!current || current.changed !== page.changed || !isPending(current)) return;
    await noteSite({ isUncommitted: true });
    const { failure: _, why: __, dueAt: ___, ...known } = current;
    if (result.state === 'read') {
      await db.sitePages.put(readPage(current, result));
      await db.siteTexts.put({ id: result.card.id, version: cardVersion(result.card), text: result.text });
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

function readPage(
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
  // While no page has an analysis, those that had none may show a notice that the site is being repaired.
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

/** Forgets everything that was read of the site: the publication offers a companion index now. */
export async function forgetSite(): Promise<void> {
  await db.transaction('rw', db.state, db.sitePages, db.siteTexts, async () => {
    await db.state.delete('site');
    await db.sitePages.clear();
    await db.siteTexts.clear();
  });
}

/**
 * How far reading has come; `undefined` where the publication is not read as a site, or has none. Counts and reads no
 * pages: it is asked again after each page.
 */
export async function siteProgress(now = Date.now()): Promise<SiteProgress | undefined> {
  const state = await siteState();
  if (!state) return undefined;
  const [read, wanted, incomplete, failed] = await Promise.all([
    pagesIn('read').count(),
    pagesIn('wanted').count(),
    pagesIn('incomplete').count(),
    pagesIn('failed').count(),
  ]);
  const known = read + wanted + incomplete + failed;
  if (known === 0) return undefined;
  const first = await Promise.all([
    pagesIn('failed').reverse().limit(5).toArray(),
    pagesIn('incomplete').reverse().limit(5).toArray(),
  ]);
  const { goesOnAt } = pagesNow(state, now);
  return {
    readPages: state.readPages,
    read,
    wanted,
    known,
    ...(goesOnAt !== undefined && wanted > 0 ? { goesOnAt } : {}),
    failed: {
      count: failed + incomplete,
      pages: first
        .flat()
        .slice(0, 5)
        .map(({ url, failure, why }) => ({
          path: new URL(url).pathname,
          ...(failure ? { failure } : {}),
          ...(why === undefined ? {} : { why }),
        })),
    },
  };
}

/** Pages in a state, those that changed first at the front. */
function pagesIn(state: SitePage['state']): ReturnType<typeof db.sitePages.toCollection> {
  return db.sitePages.where('[state+changed]').between([state, Dexie.minKey], [state, Dexie.maxKey]);
}

function timeOf(date: string | undefined): number {
  return (date === undefined ? undefined : Date.parse(date)) || 0;
}
