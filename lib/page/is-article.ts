import { isDated, slugWords } from '../address/article-path.ts';
import { isFrontPage, routeIn, urlKey } from '../address/url-keys.ts';
import { parseHttp, unwrapPage } from '../address/wrappers.ts';
import { isInPageNavigation, ownArticle } from './own-article.ts';
import type { PageIdentity } from './page-identity.ts';

/**
 * Folders that the common publishing, forum and shop systems keep lists, threads and goods in, and numbered pages of
 * lists.
 */
const NO_STORY_IN =
  /\/(?:tags?|topics?|category|categories|authors?|search|forums?|threads?|products?)\/|\/page\/\d+\/?$/i;

/** From so many points on a page counts as an article. */
const ENOUGH = 2;

/**
 * Whether the page is an article at all. Decides only what the reader is told when nothing matches, never whether
 * something does.
 *
 * No single sign does: `og:type` says "article" on every seventh other page, and many articles say nothing. So signs
 * are counted, of the page and of its address; their weights are those that a logistic regression over labelled pages
 * gives, rounded.
 */
export function isArticle(identity: PageIdentity): boolean {
  const url = parseHttp(identity.address);
  const own = urlKey(identity.address);
  if (!url || own === undefined) return false;
  const { pathname, search, hash } = unwrapPage(url);
  const words = slugWords(pathname + routeIn(hash).replace(/^#!?/, '')).length;
  const ofAddress =
    (isDated(own) ? 2 : 0) +
    (words >= 5 ? 2 : words === 4 ? 1 : 0) +
    (/\d{7}/.test(pathname + search) ? 1 : 0) +
    (/\.\w{3,5}$/.test(pathname) ? 1 : 0) -
    (isFrontPage(own) ? 1 : 0) -
    (NO_STORY_IN.test(pathname) ? 2 : 0);
  // What the head says may be of the page that the reader came from: the address must speak for itself too.
  const mayBeOfAnother =
    isInPageNavigation(identity) && (isFrontPage(own) || parseHttp(identity.loadedAs) !== null);
  if (mayBeOfAnother && ofAddress <= 0) return false;
  const type = identity.ogType?.trim().toLowerCase();
  const ofHead =
    (ownArticle(identity, own) ? 2 : 0) +
    (type === 'article' ? 1 : type ? -2 : 0) +
    (identity.published ? 1 : 0) +
    (identity.microdata ? 1 : 0) +
    (identity.claims.some(({ by }) => by === 'amphtml') ? 1 : 0);
  return ofAddress + ofHead >= ENOUGH;
}
