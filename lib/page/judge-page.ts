import { dayIn } from '../address/article-path.ts';
import { isSameSite, type PublicSuffixes } from '../address/public-suffixes.ts';
import { isInPageNavigation } from './in-page-navigation.ts';
import { isArticle } from './is-article.ts';
import { ownArticleNode } from './own-article-node.ts';
import type { ArticleNode, PageIdentity } from './page-identity.ts';
import { type PageKey, pageKeys } from './page-keys.ts';

/** The part of a page identity that can be trusted. All decisions about a page use it. */
export interface JudgedPage {
  /** The address in the address bar. */
  readonly address: string;
  /** The URL keys of this page, the most trusted first; empty if its address is not a web address. */
  readonly keys: readonly PageKey[];
  /** The headlines and titles of the page. If `isInPageNavigation`, they may be those of the previous page. */
  readonly headlines: readonly string[];
  /** The JSON-LD article that is about this page. */
  readonly article?: ArticleNode;
  /** When the page was published, according to the page or its address (ms since the epoch). */
  readonly published?: number;
  /** Whether the page looks like an article. */
  readonly isArticle: boolean;
  /** Whether the reader came to this article without loading a page. If so, only the address can be trusted. */
  readonly isInPageNavigation: boolean;
}

/**
 * Judges a page identity. Each page is judged once, and all other code uses the result.
 *
 * @param suffixes reads the Public Suffix List; called only if two hosts cannot be compared without it
 */
export async function judgePage(
  identity: PageIdentity,
  suffixes: () => Promise<PublicSuffixes>,
): Promise<JudgedPage> {
  const article = ownArticleNode(identity);
  const isInside = isInPageNavigation(identity);
  // After an in-page navigation, the head may still describe the previous page.
  const stated = isInside ? Number.NaN : Date.parse(article?.published ?? identity.published ?? '');
  const published = Number.isNaN(stated) ? dayIn(identity.address) : stated;
  return {
    address: identity.address,
    keys: await keysOf(identity, suffixes),
    headlines: identity.headlines,
    ...(article ? { article } : {}),
    ...(published === undefined ? {} : { published }),
    isArticle: isArticle(identity, article, isInside),
    isInPageNavigation: isInside,
  };
}

async function keysOf(identity: PageIdentity, suffixes: () => Promise<PublicSuffixes>): Promise<PageKey[]> {
  let needsList = false;
  const keys = pageKeys(identity, (a, b) => {
    const known = isSameSite(a, b);
    needsList ||= known === undefined;
    return known ?? false;
  });
  if (!needsList) return keys;
  const list = await suffixes();
  return pageKeys(identity, (a, b) => isSameSite(a, b, list) ?? false);
}
