import { decodeParameter } from './decode-percent.ts';
import { isPersonal } from './personal-address.ts';
import { isTracking } from './tracking-parameters.ts';
import { LONGEST_ADDRESS, routeIn } from './url-keys.ts';
import { parseHttp } from './wrappers.ts';

/** More names that may hold what is the reader's own than `isPersonal` knows: here a parameter too few does no harm. */
const PERSONAL = /(?:mail|passw(?:or)?d|secret|session[_-]?id|signature|auth|gift)$/i;
/**
 * How deep addresses within addresses are kept: as deep as wrappers nest in practice. Each layer of escapes makes
 * the address longer.
 */
const DEEPEST = 3;

/**
 * An address as it may be told to others: without credentials, tracking parameters, what is the reader's own, and
 * fragments, but for routes (`#!`, `#/`). An address within a parameter (of a translated page, say) is cleaned too.
 * All else stays as it is written: unlike a URL key it still opens the page.
 *
 * @returns the address, or `undefined` where it is no `http:` or `https:` address or is longer than any article's
 */
export function cleanAddress(address: string): string | undefined {
  return cleaned(address, 0);
}

/** @param depth number of addresses that this one stands in */
function cleaned(address: string, depth: number): string | undefined {
  const url = address.length > LONGEST_ADDRESS ? null : parseHttp(address);
  if (!url) return undefined;
  url.username = '';
  url.password = '';
  url.pathname = url.pathname.replace(/;jsessionid=[^/;]*/i, '');
  url.search = cleanQuery(url.search.slice(1), depth);
  const [route = '', query] = routeIn(url.hash).split(/\?(.*)/s);
  const kept = cleanQuery(query ?? '', depth);
  url.hash = kept ? `${route}?${kept}` : route;
  return url.href;
}

/** @param query without its question mark */
function cleanQuery(query: string, depth: number): string {
  const parameters = query.split('&');
  const names = parameters.map((parameter) => decodeParameter(parameter.replace(/=.*/s, '')));
  return parameters.flatMap((parameter) => cleanParameter(parameter, names, depth)).join('&');
}

/** The parameter, or none where it is not to be told. */
function cleanParameter(written: string, names: readonly string[], depth: number): string[] {
  const [name = '', value = ''] = written.split(/=(.*)/s);
  const [plainName, plain] = [decodeParameter(name), decodeParameter(value)];
  if (written === '' || isTracking(plainName, plain) || isPersonal(plainName, plain, names)) return [];
  if (PERSONAL.test(plainName)) return [];
  if (depth >= DEEPEST && parseHttp(plain)) return [];
  const inner = cleaned(plain, depth + 1);
  return inner === undefined || inner === plain ? [written] : [`${name}=${encodeURIComponent(inner)}`];
}
