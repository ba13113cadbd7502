import Dexie from 'dexie';
import type { Card } from '../index/card.ts';
import { asReadPages } from '../publication/site/read-pages.ts';
import { db } from './database.ts';
import type { IndexState, SitePage, SiteState } from './index-records.ts';

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
export async function updateSiteState(
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
