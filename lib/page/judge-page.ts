import { dayIn } from '../address/article-path.ts';
import { isSameSite, type PublicSuffixes } from '../address/public-suffixes.ts';
import { isArticle } from './is-article.ts';
import { isInPageNavigation, ownArticle } from './own-article.ts';
import type { ArticleNode, PageIdentity } from './page-identity.ts';
import { type PageKey, pageKeys } from './page-keys.ts';

/** What can be believed of a page. Everything that is said or decided about a page starts from here. */
export interface JudgedPage {
  /** What the address bar shows. */
  readonly address: string;
  /** The URL keys that mean this page, in order of trust; none where the address is no web address. */
  readonly keys: readonly PageKey[];
  /** What the page calls itself. If `isInPageNavigation`, these may be the headlines of the page before. */
  readonly headlines: readonly string[];
  /** The JSON-LD article that is about this page. */
  readonly article?: ArticleNode;
  /** When the page was published, as the page or its address says; milliseconds since the epoch. */
  readonly published?: number;
  readonly isArticle: boolean;
  /** The reader reached this article without loading a page: only the address can be trusted. */
  readonly isInPageNavigation: boolean;
}

/**
 * Judges a page, once: all who need to know something about the page use the result.
 *
 * @param suffixes reads the Public Suffix List; called only if two hosts cannot be compared without it
 */
export async function judgePage(
  identity: PageIdentity,
  suffixes: () => Promise<PublicSuffixes>,
): Promise<JudgedPage> {
  const article = ownArticle(identity);
  const published = publishedAt(identity, article);
  return {
    address: identity.address,
    keys: await keysOf(identity, suffixes),
    headlines: identity.headlines,
    ...(article ? { article } : {}),
    ...(published === undefined ? {} : { published }),
    isArticle: isArticle(identity),
    isInPageNavigation: isInPageNavigation(identity),
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

function publishedAt(identity: PageIdentity, article: ArticleNode | undefined): number | undefined {
  // The head may still describe the page before this one.
  if (isInPageNavigation(identity)) return dayIn(identity.address);
  const stated = Date.parse(article?.published ?? identity.published ?? '');
  return Number.isNaN(stated) ? dayIn(identity.address) : stated;
}
