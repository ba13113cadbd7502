import { dayIn } from '../address/article-path.ts';
import { urlKey } from '../address/url-keys.ts';
import { parseHttp, unwrapLink } from '../address/wrappers.ts';
import { browser } from '../browser/browser.ts';
import { mayReadAllSites } from '../browser/permissions.ts';
import { PUBLICATION_ADDRESS } from '../browser/publication-address.ts';
import { isDatabaseFailure } from '../db/failures.ts';
import { lensOf, lookUpCards, publicationOf } from '../db/index-queries.ts';
import type { IndexState } from '../db/index-records.ts';
import { indexState } from '../db/index-state.ts';
import { answersAbout } from '../db/remembered-pages.ts';
import { matchKeys } from '../index/match.ts';
import { betterLinkText, type PageLink } from '../page/page-links.ts';
import { type NoneFound, noneFoundIn } from '../sync/meaning-of-no-match.ts';
import { linksInTab } from './page-scripts.ts';
import type { ShownMatch } from './tab-record.ts';

/** A story that a page links to and that has an analysis. */
export interface LinkedStory extends Pick<ShownMatch, 'card' | 'lens' | 'publication'> {
  /** The text of the link, as in `PageLink`. */
  readonly words: string;
}

/** The stories that a page links to and that have an analysis. */
export type LinkedStoriesResult =
  | {
      readonly state: 'found';
      /**
       * At least one story, and at most `MAX_STORIES`, in the order of their links on the page. No two have the same
       * analysis.
       */
      readonly stories: readonly LinkedStory[];
      /** Number of stories that the list omits. */
      readonly more: number;
      /** The language that the page states for itself; absent if it states none. */
      readonly language?: string;
    }
  /** No analysis was found of any linked story, or the page links to no story. */
  | NoneFound
  /** `closed` is set if the database cannot be opened now. */
  | { readonly state: 'no-index'; readonly closed?: true }
  /** The extension cannot read the page. `not-checked`: a click on the toolbar button would let it read the page. */
  | { readonly state: 'not-checked' | 'unreadable' };

/** Maximum number of stories in the list. */
export const MAX_STORIES = 200;

/**
 * Finds the stories that the page in a tab links to and that have an analysis. Compares the addresses of the links with
 * the index. Sends no request and stores nothing.
 */
export async function linkedStories(tabId: number): Promise<LinkedStoriesResult> {
  try {
    const index = await indexState();
    if (!index) return { state: 'no-index' };
    const { url } = await browser.tabs.get(tabId);
    const page = await linksInTab(tabId);
    if (!page) return { state: url || (await mayReadAllSites()) ? 'unreadable' : 'not-checked' };
    const all = await storiesBehind(page.links, url === undefined ? undefined : urlKey(url), index);
    if (all.length === 0) return await noStories(page.links, index);
    return {
      state: 'found',
      stories: all.slice(0, MAX_STORIES),
      more: Math.max(0, all.length - MAX_STORIES),
      ...(page.language === '' ? {} : { language: page.language }),
    };
  } catch (error) {
    if (!isDatabaseFailure(error)) throw error;
    return { state: 'no-index', closed: true };
  }
}

/**
 * Returns the linked stories that have an analysis, in the order of their links on the page. No two have the same
 * analysis.
 *
 * @param own URL key of the page itself. Links to the page itself are ignored.
 */
async function storiesBehind(
  links: readonly PageLink[],
  own: string | undefined,
  index: IndexState,
): Promise<LinkedStory[]> {
  const linked = links.map(({ address, words }) => ({ key: targetKey(address), words }));
  const found = await matchKeys(
    linked.flatMap(({ key }) => (key === undefined || key === own ? [] : key)),
    lookUpCards,
  );
  const words = wordsByKey(linked);
  const answers = await answersAbout([...found.keys()]);
  const isOther = (key: string, id: string): boolean =>
    answers.some(({ page, analysis, same }) => !same && page === key && analysis === id);
  const stories = new Map<string, LinkedStory>();
  for (const [key, said] of words) {
    for (const card of found.get(key) ?? []) {
      if (isOther(key, card.id)) continue;
      const lens = lensOf(index, card);
      const publication = publicationOf(index, PUBLICATION_ADDRESS);
      if (!stories.has(card.id))
        stories.set(card.id, { card, ...(lens ? { lens } : {}), publication, words: said });
    }
  }
  return [...stories.values()];
}

/** Returns the URL key of the page that a link leads to, either directly or through a click counter. */
function targetKey(address: string): string | undefined {
  return urlKey(targetOf(address));
}

/** Returns the address of the page that a link leads to, either directly or through a click counter. */
function targetOf(address: string): string {
  const url = parseHttp(address);
  return url ? unwrapLink(url).href : address;
}

/**
 * Returns the best link text for each URL key, in the order of the links on the page. Several links may lead to one
 * article.
 */
function wordsByKey(linked: readonly { key: string | undefined; words: string }[]): Map<string, string> {
  const said = new Map<string, string>();
  for (const { key, words } of linked)
    if (key !== undefined) said.set(key, betterLinkText(said.get(key) ?? '', words));
  return said;
}

async function noStories(links: readonly PageLink[], index: IndexState): Promise<NoneFound> {
  const days = links.flatMap(({ address }) => dayIn(targetOf(address)) ?? []);
  return noneFoundIn(index, days.length > 0 ? { newest: Math.max(...days) } : {});
}
