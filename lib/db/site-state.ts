import Dexie from 'dexie';
import type { Card } from '../index/card.ts';
import { pageKey } from '../publication/site/page-key.ts';
import { db } from './database.ts';
import type { IndexState, SitePage, SiteState } from './index-records.ts';

/** Returns the state of the plain site; `undefined` if the publication is not read as a plain site. */
export async function siteState(): Promise<SiteState | undefined> {
  return (await db.state.get('site')) as SiteState | undefined;
}

/** Whether pages may be read: the publication is read as a plain site, and no companion index has been committed. */
export async function isReadAsSite(): Promise<boolean> {
  return db.transaction('r', db.state, async () => {
    const index = (await db.state.get('index')) as IndexState | undefined;
    return index?.origin !== 'companion' && (await siteState()) !== undefined;
  });
}

/**
 * Changes some fields of the site's state. If there is no state, creates it.
 *
 * @param check runs in the transaction, and cancels it by throwing
 */
export async function updateSiteState(
  change: Partial<Omit<SiteState, 'name'>>,
  check: () => void = () => undefined,
): Promise<void> {
  await db.transaction('rw', db.state, async () => {
    check();
    const known = await siteState();
    await db.state.put({
      memory: { validators: {} },
      ...known,
      ...change,
      name: 'site',
    });
  });
}

/** Returns the keys under which `siteTexts` may hold the text of an analysis. See `SiteText` for why there are two. */
export function siteTextKeys({ url, id }: Card): string[] {
  return [url, id];
}

/** Deletes everything that was read from the plain site. A companion index replaces all of it. */
export async function forgetSite(): Promise<void> {
  await db.transaction('rw', db.state, db.sitePages, db.siteTexts, async () => {
    await db.state.delete('site');
    await db.sitePages.clear();
    await db.siteTexts.clear();
  });
}

/** Returns the pages in a state, ordered by `changed`, the oldest first. */
export function pagesInState(state: SitePage['state']): ReturnType<typeof db.sitePages.toCollection> {
  return db.sitePages.where('[state+changed]').between([state, Dexie.minKey], [state, Dexie.maxKey]);
}

/**
 * Returns the keys (`pageKey`) of the pages that are certainly gone: two fetches at least a day apart found them
 * missing.
 */
export async function goneSitePages(): Promise<Set<string>> {
  return new Set((await pagesInState('gone').toArray()).map(({ url }) => pageKey(url)));
}
