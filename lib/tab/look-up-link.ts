import { parseHttp, unwrapLink } from '../address/wrappers.ts';
import { browser, type Tab } from '../browser/browser.ts';
import { text } from '../browser/interface-texts.ts';
import { publicSuffixes } from '../browser/load-public-suffixes.ts';
import { indexState, syncState } from '../db/index-state.ts';
import { lookup } from '../db/index-store.ts';
import { isCompleteFor } from '../index/completeness.ts';
import { matchPage } from '../index/match.ts';
import { judgePage } from '../page/judge-page.ts';
import { staleSince } from '../sync/schedule.ts';
import { identityFromAddress } from './page-scripts.ts';

const MENU_ITEM = 'look-up-link';
const STORED = 'lookedUp';

/** What came of looking up a link. The address itself is kept nowhere. */
export type LinkLookup =
  | { readonly state: 'found'; readonly ids: readonly string[] }
  | { readonly state: 'none' | 'no-index' }
  /** Not found in a list that is too old to say "none": when it was last confirmed (ms since the epoch). */
  | { readonly state: 'stale'; readonly since: number }
  /** Not found in the part of the list that has arrived, which is known back to a day where that is sure. */
  | { readonly state: 'partial'; readonly backTo?: string };

/** Puts the item into the menu of links. Menus outlive the background; this runs at install and update. */
export async function createLinkMenu(): Promise<void> {
  await browser.contextMenus?.removeAll();
  browser.contextMenus?.create({
    id: MENU_ITEM,
    title: text('menuLookUp'),
    contexts: ['link'],
    targetUrlPatterns: ['*://*/*'],
  });
}

/** A click in the context menu. */
interface MenuClick {
  readonly menuItemId: string | number;
  readonly linkUrl?: string;
}

/** The result as it is handed over to the library page. */
interface Handed {
  readonly found: LinkLookup;
  /** The link stands in a private window: the result is shown there, once. */
  readonly isPrivate: boolean;
}

/**
 * Looks a link up in the index, without visiting it, and shows the result in the library page: for a link in a private
 * window in that window, if the browser allows it (Chrome does not).
 */
export async function lookUpLink({ menuItemId, linkUrl }: MenuClick, tab?: Tab): Promise<void> {
  if (menuItemId !== MENU_ITEM || !linkUrl) return;
  const isPrivate = tab?.incognito ?? false;
  const handed: Handed = { found: await findLink(linkUrl), isPrivate };
  await browser.storage.session.set({ [STORED]: handed });
  await browser.tabs.create({
    url: browser.runtime.getURL('/library.html#looked-up'),
    ...(isPrivate && tab?.windowId !== undefined ? { windowId: tab.windowId } : {}),
  });
}

/** The analyses of the article that a link leads to, by its address alone. */
export async function findLink(address: string): Promise<LinkLookup> {
  const index = await indexState();
  if (!index) return { state: 'no-index' };
  const url = parseHttp(address);
  const target = url ? unwrapLink(url).href : address;
  const page = await judgePage(identityFromAddress(target), publicSuffixes);
  const { sure } = await matchPage(page, lookup);
  if (sure.length > 0) return { state: 'found', ids: sure.map(({ card }) => card.id) };
  const since = staleSince(await syncState(), Date.now());
  if (since !== undefined) return { state: 'stale', since };
  if (isCompleteFor(index, page.published)) return { state: 'none' };
  return { state: 'partial', ...(index.knownBackTo === undefined ? {} : { backTo: index.knownBackTo }) };
}

/** The result of the last lookup. The result for a link in a private window can be read only once. */
export async function lastLookup(): Promise<LinkLookup | undefined> {
  const handed = (await browser.storage.session.get(STORED))[STORED] as Handed | undefined;
  if (handed?.isPrivate) await browser.storage.session.remove(STORED);
  return handed?.found;
}
