import { dayIn } from '../address/article-path.ts';
import { parseHttp, unwrapLink } from '../address/wrappers.ts';
import { isSameOriginOrTwin } from '../address/www-twin.ts';
import { browser, type Tab } from '../browser/browser.ts';
import { publicSuffixes } from '../browser/load-public-suffixes.ts';
import { PUBLICATION_ADDRESS } from '../browser/publication-address.ts';
import { isDatabaseFailure } from '../db/failures.ts';
import { lookUpCards } from '../db/index-queries.ts';
import { indexState } from '../db/index-state.ts';
import { answersOf } from '../db/remembered-pages.ts';
import { analysisAt, type CardLookup, matchPage } from '../index/match.ts';
import { keptAnswersOf, keptLookup } from '../library/second-copy-answers.ts';
import { judgePage } from '../page/judge-page.ts';
import { type NoneFound, noneFoundIn } from '../sync/meaning-of-no-match.ts';
import { identityFromAddress } from './page-scripts.ts';

export const LINK_MENU_ITEM = 'look-up-link';
const STORED = 'lookedUp';

/** The result of a link lookup. It does not contain the link's address, which is not stored anywhere. */
export type LinkLookup =
  /** `ids` has the ids of the analyses. */
  | { readonly state: 'found'; readonly ids: readonly string[] }
  | NoneFound
  | { readonly state: 'no-index' }
  /** The database cannot be opened now, and the link leads to no saved analysis. */
  | { readonly state: 'closed' };

/** The properties of a click in the context menu that `lookUpLink` uses. */
interface MenuClick {
  readonly menuItemId: string | number;
  readonly linkUrl?: string;
}

/** The form in which `storage.session` passes the result to the library page. */
interface Handed {
  readonly found: LinkLookup;
  /** Whether the link is in a private window. The result can then be read only once. */
  readonly isPrivate: boolean;
}

/**
 * Looks a link up in the index without visiting it, and shows the result in a new tab with the library page. If the
 * link is in a private window, the tab opens there if the browser allows it. Chrome does not allow it
 * (https://developer.chrome.com/docs/extensions/reference/manifest/incognito).
 */
export async function lookUpLink({ menuItemId, linkUrl }: MenuClick, tab?: Tab): Promise<void> {
  if (menuItemId !== LINK_MENU_ITEM || !linkUrl) return;
  const isPrivate = tab?.incognito ?? false;
  const handed: Handed = { found: await lookUpAddress(linkUrl), isPrivate };
  await browser.storage.session.set({ [STORED]: handed });
  await browser.tabs.create({
    url: browser.runtime.getURL('/library.html#looked-up'),
    ...(isPrivate && tab?.windowId !== undefined ? { windowId: tab.windowId } : {}),
  });
}

/**
 * If a link leads to an article, finds the analyses of the article. If it leads to an analysis, finds that analysis.
 * Compares only the address. Leaves out analyses for which the reader answered *Different story*.
 */
export async function lookUpAddress(address: string): Promise<LinkLookup> {
  const url = parseHttp(address);
  const target = url ? unwrapLink(url).href : address;
  try {
    return await findTarget(target);
  } catch (error) {
    if (!isDatabaseFailure(error)) throw error;
    const ids = await analysesOf(target, await keptLookup(), keptAnswersOf);
    return ids.length > 0 ? { state: 'found', ids } : { state: 'closed' };
  }
}

/** Returns the ids of the analyses of the article at an address. If an analysis is at the address, returns its id. */
async function analysesOf(
  address: string,
  find: CardLookup,
  answersAbout: typeof answersOf,
): Promise<string[]> {
  const url = parseHttp(address);
  const itself =
    url && isSameOriginOrTwin(url, PUBLICATION_ADDRESS) ? await analysisAt(address, find) : undefined;
  if (itself) return [itself.id];
  const page = await judgePage(identityFromAddress(address), publicSuffixes);
  const { sure } = await matchPage(page, find);
  const answers = await answersAbout(page.keys[0]?.key);
  const other = new Set(answers.flatMap(({ same, analysis }) => (same ? [] : analysis)));
  return sure.map(({ card }) => card.id).filter((id) => !other.has(id));
}

async function findTarget(address: string): Promise<LinkLookup> {
  const index = await indexState();
  if (!index) return { state: 'no-index' };
  const ids = await analysesOf(address, lookUpCards, answersOf);
  if (ids.length > 0) return { state: 'found', ids };
  const published = dayIn(address);
  return noneFoundIn(index, { newest: published, oldest: published });
}

/** Returns the result of the last lookup. The result for a link in a private window can be read only once. */
export async function lastLookup(): Promise<LinkLookup | undefined> {
  const handed = (await browser.storage.session.get(STORED))[STORED] as Handed | undefined;
  if (handed?.isPrivate) await browser.storage.session.remove(STORED);
  return handed?.found;
}
