import { urlKey } from '../address/url-keys.ts';
import { headlineKey } from '../page/headline.ts';
import type { Card } from './card.ts';

/**
 * A key of a packed card. The first letter of a key is its kind. `SegmentDirectory.keys` contains all kinds except ids.
 */
export type CardKey =
  /** URL key of a source address. */
  | `u:${string}`
  /** Headline key of the source article. */
  | `h:${string}`
  /**
   * Id of the analysis. A lookup scans `SegmentDirectory.ids`. Scanning a whole index takes a tenth of a millisecond.
   */
  | `i:${string}`
  /** The address of the analysis in the form that `bareAddress` returns. */
  | `a:${string}`;

/** Returns the URL keys of a card's source addresses. */
export function sourceKeys(card: Card): string[] {
  return card.sources.map((source) => urlKey(source.url)).filter((key) => key !== undefined);
}

/** Returns all keys of a card except its id. */
export function cardKeys(card: Card): CardKey[] {
  const keys: CardKey[] = [];
  eachKey(card, (kind, name) => keys.push(`${kind}${name}`));
  return keys;
}

/**
 * Calls `visit` with each key of a card, except its id. Each key is in two parts, because joining thousands of strings
 * takes time.
 */
export function eachKey(card: Card, visit: (kind: 'u:' | 'h:' | 'a:', name: string) => void): void {
  for (const source of card.sources) {
    const key = urlKey(source.url);
    if (key !== undefined) visit('u:', key);
  }
  const headline = card.sourceHeadline === undefined ? undefined : headlineKey(card.sourceHeadline);
  if (headline) visit('h:', headline);
  visit('a:', bareAddress(card.url));
}

const SCHEMES = ['https://', 'http://'];
const WWW = 'www.';

/**
 * Returns an address without scheme, `www.`, fragment and trailing slash. Pages of the publication can be found by this
 * simple form, because one site always writes its addresses in the same way.
 */
export function bareAddress(address: string): string {
  const fragment = address.indexOf('#');
  const end = fragment < 0 ? address.length : fragment;
  const scheme = SCHEMES.find((prefix) => address.startsWith(prefix))?.length ?? 0;
  const start = scheme > 0 && address.startsWith(WWW, scheme) ? scheme + WWW.length : scheme;
  return address.slice(start, address[end - 1] === '/' ? end - 1 : end);
}
