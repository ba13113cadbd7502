import { siteOf } from '../address/hosts.ts';
import { hostOfKey, isFrontPage, urlKey } from '../address/url-keys.ts';
import { parseHttp, unwrapPage } from '../address/wrappers.ts';
import { headlineWords } from './headline.ts';
import type { ArticleNode, PageIdentity } from './page-identity.ts';

/** What in a page told a key: its own address, the address that a cache or archive wraps, or one of its claims. */
export type KeyOrigin = 'address' | 'wrapped' | 'canonical' | 'og:url' | 'json-ld' | 'amphtml';

/** A URL key that means this page. */
export interface PageKey {
  readonly key: string;
  readonly by: KeyOrigin;
  /** Whether the key lies on another site than the page: then it is a syndicated copy's pointer to its original. */
  readonly offSite: boolean;
}

/**
 * The URL keys of a page, in order of trust: own address, canonical, `og:url`, JSON-LD, AMP form. Claims are judged
 * before they count; refused are home pages, sections, claims that the page contradicts itself, and parameters lost on the way.
 *
 * @returns the keys, each once; empty where the page's address is no web address
 */
export function pageKeys(identity: PageIdentity): PageKey[] {
  const own = urlKey(identity.address);
  if (own === undefined) return [];
  const parsed = parseHttp(identity.address);
  const wrapped = parsed !== null && unwrapPage(parsed) !== parsed;
  const keys: PageKey[] = [{ key: own, by: wrapped ? 'wrapped' : 'address', offSite: false }];
  if (wentOnInside(identity)) return keys;
  const canonical = onlyKey(
    identity.claims.filter((claim) => claim.by === 'canonical').map((claim) => claim.address),
  );
  const node = ownArticle(identity, own, canonical);

  const add = (key: string | undefined, by: KeyOrigin): void => {
    if (key === undefined || keys.some((known) => known.key === key)) return;
    if (isFrontPage(key) || isSectionOf(key, own)) return;
    if (by !== 'canonical' && key !== canonical && losesParameters(key, own)) return;
    const offSite = !isSameSite(hostOfKey(key), hostOfKey(own));
    // Only a canonical may point away: other claims that do are as often wrong as right.
    if (offSite && by !== 'canonical') return;
    keys.push({ key, by, offSite });
  };

  add(canonical, 'canonical');
  for (const claim of identity.claims) if (claim.by === 'og:url') add(urlKey(claim.address), 'og:url');
  for (const address of node?.addresses ?? []) add(urlKey(address), 'json-ld');
  for (const claim of identity.claims) if (claim.by === 'amphtml') add(urlKey(claim.address), 'amphtml');
  return keys;
}

/** Whether the reader came to this article inside the page: then only the address bar is to be trusted. */
export function wentOnInside(identity: Pick<PageIdentity, 'address' | 'loadedAs'>): boolean {
  return urlKey(identity.address) !== urlKey(identity.loadedAs);
}

/** The key that all addresses agree on; a page with two canonicals has none. */
function onlyKey(addresses: readonly string[]): string | undefined {
  const keys = new Set(addresses.map(urlKey));
  return keys.size === 1 ? [...keys][0] : undefined;
}

/** The JSON-LD node that is about this page, not one of its teasers: told by an address or by the headline. */
export function ownArticle(
  identity: PageIdentity,
  own = urlKey(identity.address),
  canonical?: string,
): ArticleNode | undefined {
  const titles = identity.headlines.map((headline) => headlineWords(headline).join(' '));
  const byAddress = identity.articles.find((node) =>
    node.addresses.some((address) => {
      const key = urlKey(address);
      return key !== undefined && (key === own || key === canonical);
    }),
  );
  if (byAddress) return byAddress;
  return identity.articles.find((node) => {
    const words = headlineWords(node.headline ?? '').join(' ');
    return (
      words !== '' &&
      titles.some((title) => title === words || (words.length > 30 && title.startsWith(words)))
    );
  });
}

/** Whether `key` is a folder above `own` on the same host: "/business" of "/business/a-story". */
function isSectionOf(key: string, own: string): boolean {
  return !key.includes('?') && own.startsWith(`${key}/`);
}

/** Whether `key` is `own` with a parameter less: the id may have been in it. */
function losesParameters(key: string, own: string): boolean {
  const [ownPath = '', ownQuery = ''] = own.split('?');
  const [path = '', query = ''] = key.split('?');
  if (ownPath !== path || ownQuery === '') return false;
  const kept = new Set(query.split('&'));
  return ownQuery.split('&').some((parameter) => !kept.has(parameter));
}

/** Whether two hosts belong to one site. */
export function isSameSite(a: string, b: string): boolean {
  return siteOf(a) === siteOf(b);
}

/**
 * Whether the page is an article at all. Decides only what the reader is told when nothing matches, never whether something does.
 */
export function isArticle(identity: PageIdentity): boolean {
  const own = urlKey(identity.address);
  if (own === undefined) return false;
  if (ownArticle(identity) !== undefined) return true;
  if (isFrontPage(own)) return false;
  return identity.published !== undefined || identity.microdata || /^article$/i.test(identity.ogType ?? '');
}
