import { decodeParameter } from './decode-percent.ts';
import { isPersonalParameter } from './personal-parameters.ts';
import { isTrackingParameter } from './tracking-parameters.ts';
import { MAX_ADDRESS_LENGTH, routeIn } from './url-keys.ts';
import { parseHttp } from './wrappers.ts';

/**
 * Names of parameters that may hold personal data, beyond those of `isPersonalParameter`. Here it is safer to remove a
 * parameter too many; in URL keys a removed parameter could make two articles look like one.
 */
const PERSONAL = /(?:mail|passw(?:or)?d|secret|session[_-]?id|signature|auth|gift)$/i;
/**
 * How many levels of addresses within addresses are kept. Wrappers nest no deeper in practice, and each level of
 * escapes makes the address longer.
 */
const MAX_DEPTH = 3;

/**
 * Makes an address fit to share. Removes credentials, tracking parameters, personal parameters, and fragments other
 * than routes (`#!`, `#/`). An address within a parameter, such as that of a translated page, is cleaned too. The rest
 * stays as written, so that the address still opens the page, unlike a URL key.
 *
 * @returns the address; `undefined` if it is not an `http:` or `https:` address, or is longer than `MAX_ADDRESS_LENGTH`
 */
export function shareableAddress(address: string): string | undefined {
  return cleaned(address, 0);
}

/** @param depth number of addresses that contain this one */
function cleaned(address: string, depth: number): string | undefined {
  const url = address.length > MAX_ADDRESS_LENGTH ? null : parseHttp(address);
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

/** @param query query without its question mark */
function cleanQuery(query: string, depth: number): string {
  const parameters = query.split('&');
  const names = parameters.map((parameter) => decodeParameter(parameter.replace(/=.*/s, '')));
  return parameters.flatMap((parameter) => cleanParameter(parameter, names, depth)).join('&');
}

/** The cleaned parameter, or an empty list if it must not be shared. */
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
