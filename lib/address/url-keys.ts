import { tryDecodePercent } from './decode-percent.ts';
import { foldHost } from './hosts.ts';
import { isPersonalParameter } from './personal-parameters.ts';
import { SERIALIZED_ADDRESS } from './serialized-address-pattern.ts';
import { isTrackingParameter } from './tracking-parameters.ts';
import { mayWrapPage, parseHttp, unwrapPage } from './wrappers.ts';

/** Maximum length of an address (UTF-16 code units). Longer addresses have no key. */
export const MAX_ADDRESS_LENGTH = 4096;

/**
 * Returns the URL key of an address, which is its normal form. Addresses of the same article should have the same key.
 * Different articles must not have the same key. Based on the URL standard (https://url.spec.whatwg.org/).
 *
 * Removes or unifies the parts that never distinguish articles:
 *
 * - scheme, credentials, default port, and prefixes of the host such as `www.`, `m.` and `amp.`
 * - in the path: trailing slash, directory index, session id, parts that mark the AMP form, percent-encoding, and the
 *   extension `.html` of an article (`foldExtension`)
 * - personal, tracking and AMP parameters, and the order of parameters
 * - fragments other than `#!` and `#/` routes
 *
 * Keeps the parts that may distinguish articles: the case of the path, all other parameters, and `#!` and `#/` routes.
 *
 * @param address absolute `http:` or `https:` address; AMP caches, viewers, translators and archives are unwrapped
 * @returns host, path, query and route without a scheme ("example.com/story?id=7"); `undefined` if `address` is not
 *   such an address, or is too long
 */
export function urlKey(address: string): string | undefined {
  if (address.length > MAX_ADDRESS_LENGTH) return undefined;
  const [, host, path] = SERIALIZED_ADDRESS.exec(address) ?? [];
  if (host && path && !mayWrapPage(host)) return serializedKey(address, host, path);
  const parsed = parseHttp(address.trim());
  if (!parsed) return undefined;
  const url = unwrapPage(parsed);
  const key = withPath(foldHost(url.hostname) + foldPort(url.port), foldPath(url.pathname));
  return key && key + foldQuery(url.search) + foldRoute(url.hash);
}

/**
 * Returns the key of an address that `SERIALIZED_ADDRESS` matches and that wraps no page. Such a key is usually the end
 * of the address, and a slice of the address is faster than joining two strings.
 */
function serializedKey(address: string, host: string, path: string): string | undefined {
  const folded = foldPath(path);
  const pathStart = address.length - path.length;
  // The host is in lower case and has no trailing dot, so `foldHost` can only remove its start.
  const start = pathStart - foldHost(host).length;
  if (folded === path) return address.slice(start);
  return folded === undefined ? undefined : address.slice(start, pathStart) + folded;
}

/**
 * Joins the host and the path of a key. Returns `undefined` if `path` is `undefined`, or if the host is empty or
 * consists of dots ("http://./a").
 */
function withPath(host: string, path: string | undefined): string | undefined {
  return path === undefined || /^\.*(?::|$)/.test(host) ? undefined : host + path;
}

/** Returns the host of a key, with its port. */
export function hostOfKey(key: string): string {
  return /^(?:\[[^\]]*\]|[^/:?#]*)/.exec(key)?.[0] ?? '';
}

/** Whether a key belongs to a home page, or to a section whose path is one word. Neither page is a single article. */
export function isFrontPage(key: string): boolean {
  const path = /^[^/?#]*(\/[^?#]*)?(.*)$/s.exec(key);
  if (path?.[2]) return false;
  const segments = (path?.[1] ?? '').split('/').filter(Boolean);
  return (
    segments.length === 0 ||
    (segments.length === 1 && /^[\p{L}\p{M}]{1,20}$/u.test(tryDecodePercent(segments[0] ?? '')))
  );
}

/** Removes both default ports. Keys have no scheme, so `http://x:443` and `https://x` have the same key. */
function foldPort(port: string): string {
  return port === '' || port === '80' || port === '443' ? '' : `:${port}`;
}

/** Matches every path that may need folding. Most paths do not match and need no further work. */
const FOLDABLE_PATH = /[%;]|\/\/|\/$|\/index\.|amp|html?$/i;

/**
 * Maximum number of rounds of `foldPath`. Real paths need fewer. A path that needs more has no key, so that it cannot
 * waste time.
 */
const MAX_ROUNDS = 12;
/**
 * Matches the segments "." and "..". Folding must not create them, because the URL standard would resolve them
 * (https://url.spec.whatwg.org/#path-state).
 */
const DOT_SEGMENT = /\/\.\.?(?=\/|$)/;

/**
 * Folds a path until it no longer changes: "/story/amp/amp" becomes "/story". So folding a folded path changes nothing.
 *
 * @returns `undefined` if the path still changes after `MAX_ROUNDS` rounds
 */
function foldPath(pathname: string): string | undefined {
  let path = pathname;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const folded = FOLDABLE_PATH.test(path) ? foldPathOnce(path) : path;
    if (folded === path || DOT_SEGMENT.test(folded)) return path;
    path = folded;
  }
  return undefined;
}

function foldPathOnce(pathname: string): string {
  const path = (pathname.includes('%') ? normalPercents(pathname) : pathname)
    .replace(/;jsessionid=[^/;]*/i, '')
    .replace(/\/{2,}/g, '/')
    .replace(/\/index\.(?:html?|php|aspx?)$/i, '/');
  const plain = path.replace(/\/+$/, '');
  // "/amp" alone stays: it is a page about AMP or a front page.
  const page = /amp/i.test(plain) ? foldAmpPath(plain).replace(/\/+$/, '') || plain : plain;
  return /\.s?html?$/i.test(page) ? foldExtension(page) : page;
}

/**
 * Removes ".html" from a path if the last segment can only name an article, because it has at least three words, or six
 * digits in a row. Sites drop the extension when they move to another publishing system, and AMP forms have ".amp" or
 * "/amp" in its place. "/story.html" keeps its extension, because "/story" may be another page.
 */
function foldExtension(path: string): string {
  const bare = path.replace(/\.s?html?$/i, '');
  const name = bare.slice(bare.lastIndexOf('/') + 1);
  return name.split(/[_-]+/).filter(Boolean).length >= 3 || /\d{6}/.test(name) ? bare : path;
}

/** Returns the path of the page for an AMP path. Keeps "amp" inside a word ("/amplifier", "/camp"). */
function foldAmpPath(path: string): string {
  return (
    path
      // Some publishing systems serve the AMP forms of a whole site under one prefix.
      .replace(/^\/(?:api|google|platform)(?=\/amp\/)|^\/google-amp(?=\/)/i, '')
      .replace(/\/view-amp(?=\/)/i, '/view')
      .replace(/\/\.?(?:amp|amphtml|view-amp|amp-page)(?=\/|$)/i, '')
      .replace(/\/index\.amp$/i, '')
      .replace(/\.amp(?=\.[a-z]{3,5}$|$)/i, '')
      // Removes "_amp" only after a name with a hyphen and no underscore ("story-0a1b2c_amp.html"): in
      // "bass_guitar_amp.html", "amp" may be a word of the slug.
      .replace(/(?<=\/[^/_]*-[^/_]*)_amp(?=\.[a-z]{3,5}$)/i, '')
  );
}

function foldQuery(search: string): string {
  if (search.length < 2) return '';
  const written = search
    .slice(1)
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      const [name, value] = equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)];
      return {
        name: normalParameter(name),
        value: normalParameter(value).replaceAll('%3D', '='),
        bare: equals < 0,
      };
    })
    .map((parameter) => ({
      ...parameter,
      plain: [tryDecodePercent(parameter.name), tryDecodePercent(parameter.value)] as const,
    }));
  const names = written.map(({ plain }) => plain[0]);
  const kept = written.filter(
    ({ plain }) => !isTrackingParameter(...plain) && !isPersonalParameter(...plain, names),
  );
  if (kept.length === 0) return '';
  // The order of parameters with different names does not matter. Parameters with the same name keep their order,
  // because the sort is stable.
  kept.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return `?${kept.map(({ name, value, bare }) => (bare ? name : `${name}=${value}`)).join('&')}`;
}

function foldRoute(hash: string): string {
  return normalPercents(hashRoute(hash).replace(/\/+$/, ''));
}

/**
 * Returns the fragment of an address if a single-page site uses it as a path. Returns an empty string for anchors, text
 * fragments (https://wicg.github.io/scroll-to-text-fragment/) and share codes.
 *
 * @param hash fragment with its "#", as in `URL.hash`
 */
export function hashRoute(hash: string): string {
  const route = hash.replace(/:~:.*$/s, '');
  return /^#(?:!\/?|\/)[^/!]/.test(route) ? route : '';
}

/**
 * Normalizes percent-encoding (RFC 3986, section 6.2.2): decodes characters that need no escape, writes other escapes
 * in upper case, and escapes "%" where it begins no escape.
 */
function normalPercents(text: string): string {
  return text.replace(/%(?![0-9a-f]{2})/gi, '%25').replace(/%[0-9a-f]{2}/gi, (octet) => {
    const character = String.fromCharCode(Number.parseInt(octet.slice(1), 16));
    return /[\w\-.~!$'()*,;:@+]/.test(character) ? character : octet.toUpperCase();
  });
}

/**
 * Normalizes a name or value of a query. Unlike `normalPercents`, writes `+` as an escaped space, keeps the escapes of
 * `+` and `;`, decodes those of `/` and `?`, and escapes characters that may also be written as they are, such as `|`.
 */
function normalParameter(text: string): string {
  return text
    .replace(/\+/g, '%20')
    .replace(/%(?![0-9a-f]{2})/gi, '%25')
    .replace(/["<>`{|}^[\]\\ ]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%[0-9a-f]{2}/gi, (octet) => {
      const character = String.fromCharCode(Number.parseInt(octet.slice(1), 16));
      return /[\w\-.~!$'()*,:@/?]/.test(character) ? character : octet.toUpperCase();
    });
}
