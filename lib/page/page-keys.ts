import { slugWords } from '../address/article-path.ts';
import { tryDecodePercent } from '../address/decode-percent.ts';
import { isSameSite } from '../address/public-suffixes.ts';
import { hostOfKey, isFrontPage, urlKey } from '../address/url-keys.ts';
import { parseHttp, unwrapPage } from '../address/wrappers.ts';
import { namesAnotherArticle } from './contradicted-claims.ts';
import { headlineWords } from './headline.ts';
import { isInPageNavigation } from './in-page-navigation.ts';
import { ownArticleNode } from './own-article-node.ts';
import type { Claim, PageIdentity } from './page-identity.ts';

/**
 * The source of a key: the page's address, the address in a wrapper (a cache or archive), or one of the page's claims.
 */
export type KeyOrigin = 'address' | 'wrapped' | 'canonical' | 'og:url' | 'json-ld' | 'amphtml';

/** Whether two hosts belong to one site. */
export type SameSite = (a: string, b: string) => boolean;

/** Compares hosts without the Public Suffix List. If only the list could decide, the hosts count as one site. */
const asFarAsNamesTell: SameSite = (a, b) => isSameSite(a, b) ?? true;

/** A URL key of this page. */
export interface PageKey {
  readonly key: string;
  /** The address from which the key was derived, as the page shows or claims it. */
  readonly address: string;
  readonly by: KeyOrigin;
  /** Whether the key belongs to another site than the page. If so, the page is a syndicated copy of `address`. */
  readonly offSite: boolean;
}

/**
 * Returns the URL keys of a page, the most trusted first: its address, canonical, `og:url`, JSON-LD, AMP form. After an
 * in-page navigation, only the address counts. The function rejects:
 *
 * - the address of a home page or a section
 * - an API address, unless the page's own address is an API address, or the claim is an AMP form
 * - an address of the same site, if the page's evidence contradicts that address
 * - an address on another site, unless it is a canonical and its slug may be that of the same article
 * - an address that lacks a parameter of the page's address, unless it is the canonical
 * - canonicals that differ from each other
 *
 * @param sameSite compares hosts; the default needs no Public Suffix List
 * @returns the keys without duplicates; empty if the page's address is not a web address
 */
export function pageKeys(identity: PageIdentity, sameSite: SameSite = asFarAsNamesTell): PageKey[] {
  const own = urlKey(identity.address);
  if (own === undefined) return [];
  const parsed = parseHttp(identity.address);
  const wrapped = parsed !== null && unwrapPage(parsed) !== parsed;
  const keys: PageKey[] = [
    { key: own, address: identity.address, by: wrapped ? 'wrapped' : 'address', offSite: false },
  ];
  if (isInPageNavigation(identity)) return keys;
  const claimed = (kind: Claim['by']): string[] =>
    identity.claims.filter(({ by }) => by === kind).map(({ address }) => intended(address, sameSite));
  const isBelievable = (address: string): boolean => {
    const url = parseHttp(address);
    if (!parsed || !url) return false;
    const [claim, page] = [unwrapPage(url), unwrapPage(parsed)];
    if (!sameSite(claim.hostname, page.hostname)) return true;
    return !namesAnotherArticle(claim.href, { ...identity, address: page.href });
  };
  const canonicals = claimed('canonical');
  const agreed = onlyKey(canonicals.map((address) => urlKey(address)));
  const canonical = agreed !== undefined && isBelievable(canonicals[0] ?? '') ? agreed : undefined;
  const node = ownArticleNode(identity, own, canonical);

  const add = (address: string, by: KeyOrigin): void => {
    const key = urlKey(address);
    if (key === undefined || keys.some((known) => known.key === key)) return;
    if (isFrontPage(key) || isSectionOf(key, own)) return;
    if (by !== 'amphtml' && isApiAddress(key) && !isApiAddress(own)) return;
    if (by !== 'canonical' && key !== canonical && losesParameters(key, own)) return;
    const offSite = !sameSite(hostOfKey(key), hostOfKey(own));
    // Only a canonical may name another site. Other claims of another site are wrong too often.
    if (offSite && (by !== 'canonical' || namesAnotherStory(key, own, identity))) return;
    if (key !== canonical && !isBelievable(address)) return;
    keys.push({ key, address, by, offSite });
  };

  if (canonical !== undefined) add(canonicals[0] ?? '', 'canonical');
  for (const address of claimed('og:url')) add(address, 'og:url');
  for (const address of node?.addresses ?? []) add(address, 'json-ld');
  for (const address of claimed('amphtml')) add(address, 'amphtml');
  return keys;
}

/** Returns the key that all canonicals of a page share; `undefined` if their keys differ or there are none. */
function onlyKey(keys: readonly (string | undefined)[]): string | undefined {
  return new Set(keys).size === 1 ? keys[0] : undefined;
}

/** Matches a whole address in the path of another address: quoted, percent-encoded, or without its scheme. */
const WHOLE_IN_PATH = new RegExp(
  [
    "^https?://[^/?#]+/(?:[^?#]*/)?(?:%22|%27|')?",
    '(https?(?:://|%3a%2f%2f).+?|www\\.[^/]+\\.[a-z]{2,}(?:/.*?)?)',
    "(?:%22|%27|')?$",
  ].join(''),
  'i',
);

/**
 * Repairs a claimed address. If a site writes an address in quotes, percent-encoded as a whole, or without a scheme,
 * browsers resolve it as a relative path. The function repairs only addresses of the same site. A path that contains an
 * address of another site is not a page.
 *
 * @returns the address; empty if it cannot be the address of a page
 */
function intended(address: string, sameSite: SameSite): string {
  const url = parseHttp(address);
  const inner = WHOLE_IN_PATH.exec(address)?.[1];
  if (!url || !inner || unwrapPage(url) !== url) return address;
  const whole = /%3a/i.test(inner.slice(0, 9)) ? tryDecodePercent(inner) : inner;
  const meant = parseHttp(/^http/i.test(whole) ? whole : `https://${whole}`);
  return meant && sameSite(meant.hostname, url.hostname) ? meant.href : '';
}

/** Whether `key` is a folder above `own` on the same host, such as "/business" above "/business/a-story". */
function isSectionOf(key: string, own: string): boolean {
  if (key.includes('?') || !own.startsWith(`${key}/`)) return false;
  const below = own.slice(key.length);
  // "/706332" above "/706332/a-story" is the id of the article, so the address is no section. But "/2026", "/202607"
  // and "/20260702" may be dates.
  if (/\/(?!(?:19|20)\d{2,6}$)\d{5,}$/.test(key)) return false;
  // "/some-long-story" above "/some-long-story/comment-page-2" is the article itself: the page is a part of it.
  return !(slugWords(key).length >= 3 && /^\/(?:[a-z]+[/-])*\d{1,3}$|^\/(?:all|full|print)$/.test(below));
}

/** Whether an address belongs to an API instead of a page. */
function isApiAddress(key: string): boolean {
  return /\/(?:api|wp-json)\//.test(key);
}

/**
 * Whether the slug of an address on another site shows that its article is about something else: the page's headlines
 * and address have no word of the slug. `false` if either has too few words to compare.
 */
function namesAnotherStory(key: string, own: string, identity: PageIdentity): boolean {
  const isDistinctive = (word: string): boolean => /^[a-z]{4,}$/.test(word);
  const slug = slugWords(key).filter(isDistinctive);
  const page = new Set(
    [...slugWords(own), ...identity.headlines.flatMap(headlineWords)].filter(isDistinctive),
  );
  return slug.length >= 4 && page.size >= 4 && !slug.some((word) => page.has(word));
}

/** Whether `key` has the path of `own`, but lacks a parameter of `own`. That parameter may be the id of the article. */
function losesParameters(key: string, own: string): boolean {
  const [ownPath = '', ownQuery = ''] = own.split('?');
  const [path = '', query = ''] = key.split('?');
  if (ownPath !== path || ownQuery === '') return false;
  const kept = new Set(query.split('&'));
  return ownQuery.split('&').some((parameter) => !kept.has(parameter));
}
