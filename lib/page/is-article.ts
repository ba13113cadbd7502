import { isDated, slugWords } from '../address/article-path.ts';
import { hashRoute, isFrontPage, urlKey } from '../address/url-keys.ts';
import { parseHttp, unwrapPage } from '../address/wrappers.ts';
import { isInPageNavigation } from './in-page-navigation.ts';
import { ownArticleNode } from './own-article-node.ts';
import type { PageIdentity } from './page-identity.ts';

/**
 * Matches numbered pages of lists, and folders in which publishing, forum and shop systems keep lists, threads and
 * products.
 */
const NO_STORY_IN =
  /\/(?:tags?|topics?|category|categories|authors?|search|forums?|threads?|products?)\/|\/page\/\d+\/?$/i;

/** A page with at least this many points counts as an article. */
const ENOUGH = 2;

/**
 * Whether the page is an article. The result only selects the message that the reader sees if nothing matches. It has
 * no effect on matching.
 *
 * No single sign is reliable: one in seven pages that are not articles has the `og:type` "article", and many articles
 * have no `og:type`. So the function adds points for signs in the head and in the address. The weights are rounded
 * coefficients of a logistic regression on labelled pages.
 *
 * @param article the JSON-LD article that is about this page
 * @param isInside whether the reader reached the page without loading it
 */
export function isArticle(
  identity: PageIdentity,
  article = ownArticleNode(identity),
  isInside = isInPageNavigation(identity),
): boolean {
  const url = parseHttp(identity.address);
  const own = urlKey(identity.address);
  if (!url || own === undefined) return false;
  const { pathname, search, hash } = unwrapPage(url);
  const words = slugWords(pathname + hashRoute(hash).replace(/^#!?/, '')).length;
  const ofAddress =
    (isDated(own) ? 2 : 0) +
    (words >= 5 ? 2 : words === 4 ? 1 : 0) +
    (/\d{7}/.test(pathname + search) ? 1 : 0) +
    (/\.\w{3,5}$/.test(pathname) ? 1 : 0) -
    (isFrontPage(own) ? 1 : 0) -
    (NO_STORY_IN.test(pathname) ? 2 : 0);
  // The head may still describe the previous page, so the address needs points of its own.
  const mayBeOfAnother = isInside && (isFrontPage(own) || parseHttp(identity.loadedAs) !== null);
  if (mayBeOfAnother && ofAddress <= 0) return false;
  const type = identity.ogType?.trim().toLowerCase();
  const ofHead =
    (article ? 2 : 0) +
    (type === 'article' ? 1 : type ? -2 : 0) +
    (identity.published ? 1 : 0) +
    (identity.microdata ? 1 : 0) +
    (identity.claims.some(({ by }) => by === 'amphtml') ? 1 : 0);
  return ofAddress + ofHead >= ENOUGH;
}
