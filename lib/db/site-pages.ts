import Dexie from 'dexie';
import type { Card } from '../index/card.ts';
import type { Lens } from '../index/manifest.ts';
import { asReadPages, type ReadPages } from '../publication/site/read-pages.ts';
import type { SiteMemory } from '../publication/site/site-memory.ts';
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

export const HOUR = 3_600_000;

export const DAY = 24 * HOUR;

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

/** What the text of an analysis may stand under in `siteTexts`. */
export function siteTextKeys({ url, id }: Card): string[] {
  return [url, id];
}

export function isPending({ state }: SitePage): boolean {
  return state === 'wanted' || state === 'failed' || state === 'unsure';
}

/** Forgets everything that was read of the site: the publication offers a companion index now. */
export async function forgetSite(): Promise<void> {
  await db.transaction('rw', db.state, db.sitePages, db.siteTexts, async () => {
    await db.state.delete('site');
    await db.sitePages.clear();
    await db.siteTexts.clear();
  });
}

/** Pages in a state, those that changed first at the front. */
export function pagesIn(state: SitePage['state']): ReturnType<typeof db.sitePages.toCollection> {
  return db.sitePages.where('[state+changed]').between([state, Dexie.minKey], [state, Dexie.maxKey]);
}

export function timeOf(date: string | undefined): number {
  return (date === undefined ? undefined : Date.parse(date)) || 0;
}
