import { decodeParameter } from './decode-percent.ts';
import { isPersonalParameter } from './personal-parameters.ts';
import { isTrackingParameter } from './tracking-parameters.ts';
import { hashRoute, MAX_ADDRESS_LENGTH } from './url-keys.ts';
import { parseHttp } from './wrappers.ts';

/**
 * Names of parameters that may hold personal data, in addition to those of `isPersonalParameter`. For sharing, it is
 * safer to remove too many parameters. In URL keys, removing too many could give two articles the same key.
 */
const PERSONAL = /(?:mail|passw(?:or)?d|secret|session[_-]?id|signature|auth|gift)$/i;
/**
 * Maximum depth of addresses inside addresses. A parameter with an address at a greater depth is removed. Real
 * addresses do not reach this depth.
 */
const MAX_DEPTH = 3;

/**
 * Converts an address to one that the reader can share. Removes credentials, session ids, tracking and AMP parameters,
 * personal parameters, and fragments other than routes (`#!`, `#/`). If a parameter contains an address, such as that
 * of a translated page, cleans that address, too. Unlike a URL key, the result still opens the page.
 *
 * @returns the address; `undefined` if it is not an `http:` or `https:` address, or is longer than `MAX_ADDRESS_LENGTH`
 */
export function shareableAddress(address: string): string | undefined {
  return cleaned(address, 0);
}

/** @param depth number of addresses in which this address is nested; 0 for the outermost */
function cleaned(address: string, depth: number): string | undefined {
  const url = address.length > MAX_ADDRESS_LENGTH ? null : parseHttp(address);
  if (!url) return undefined;
  url.username = '';
  url.password = '';
  url.pathname = url.pathname.replace(/;jsessionid=[^/;]*/i, '');
  url.search = cleanQuery(url.search.slice(1), depth);
  const [route = '', query] = hashRoute(url.hash).split(/\?(.*)/s);
  const kept = cleanQuery(query ?? '', depth);
  url.hash = kept ? `${route}?${kept}` : route;
  return url.href;
}

/** @param query query without its question mark */
function cleanQuery(query: string, depth: number): string {
  const parameters = query.split('&');
  const names = parameters.map((parameter) => decodeParameter(parameter.replace(/=.*/s, '')));
  return parameters.flatMap((parameter) => cleanParameter(parameter, names, depth)).join('&');
}

/** Returns the cleaned parameter, or an empty list if it must not be shared. */
function cleanParameter(written: string, names: readonly string[], depth: number): string[] {
  const [name = '', value = ''] = written.split(/=(.*)/s);
  const [plainName, plain] = [decodeParameter(name), decodeParameter(value)];
  if (written === '' || isTrackingParameter(plainName, plain) || isPersonalParameter(plainName, plain, names))
    return [];
  if (PERSONAL.test(plainName)) return [];
  if (depth >= MAX_DEPTH && parseHttp(plain)) return [];
  const inner = cleaned(plain, depth + 1);
  return inner === undefined || inner === plain ? [written] : [`${name}=${encodeURIComponent(inner)}`];
}
