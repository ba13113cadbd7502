import { decodedOrWritten } from './decode-percent.ts';
import { foldHost } from './hosts.ts';
import { isPersonal } from './personal-address.ts';
import { PLAIN_ADDRESS } from './plain-address.ts';
import { isTracking } from './tracking-parameters.ts';
import { mayWrapPage, parseHttp, unwrapPage } from './wrappers.ts';

/** Longer addresses name no article that anybody could have published. */
export const LONGEST_ADDRESS = 4096;

/**
 * The normal form of an address: two addresses of the same article have the same key, and two different articles
 * never do. Built on the WHATWG URL standard. Folds what never distinguishes articles (scheme, `www.`/`m.`/`amp.`
 * hosts, default ports, credentials, tracking and AMP forms, most fragments, trailing slash, directory index,
 * percent-encoding, parameter order) and keeps what may (path case, any other parameter, `#!` and `#/` routes).
 *
 * @param address absolute `http:` or `https:` address; AMP caches, viewers, translators and archives are unwrapped
 * @returns host, path and query, without a scheme ("example.com/story?id=7"); `undefined` for anything else
 */
export function urlKey(address: string): string | undefined {
  if (address.length > LONGEST_ADDRESS) return undefined;
  const [, host, path] = PLAIN_ADDRESS.exec(address) ?? [];
  if (host && path && !mayWrapPage(host)) return withPath(foldHost(host), foldPath(path));
  const parsed = parseHttp(address.trim());
  if (!parsed) return undefined;
  const url = unwrapPage(parsed);
  const key = withPath(foldHost(url.hostname) + foldPort(url.port), foldPath(url.pathname));
  return key && key + foldQuery(url.search) + foldRoute(url.hash);
}

/** "http:/." has a host of dots alone, which names nothing. */
function withPath(host: string, path: string | undefined): string | undefined {
  return path === undefined || /^\.*(?::|$)/.test(host) ? undefined : host + path;
}

/** The host part of a key: what the list of outlet hosts is made of. */
export function hostOfKey(key: string): string {
  return /^(?:\[[^\]]*\]|[^/:?#]*)/.exec(key)?.[0] ?? '';
}

/** Whether a key names a place where no single article lives: a home page or a one-word section front. */
export function isFrontPage(key: string): boolean {
  const path = /^[^/?#]*(\/[^?#]*)?(.*)$/s.exec(key);
  if (path?.[2]) return false;
  const segments = (path?.[1] ?? '').split('/').filter(Boolean);
  return (
    segments.length === 0 ||
    (segments.length === 1 && /^[\p{L}\p{M}]{1,20}$/u.test(decodedOrWritten(segments[0] ?? '')))
  );
}

/** Either default port: the scheme is folded too, so `http://x:443` and `https://x` are one place. */
function foldPort(port: string): string {
  return port === '' || port === '80' || port === '443' ? '' : `:${port}`;
}

/** What a path must have for anything of it to be folded. Most have nothing of it. */
const FOLDABLE_PATH = /[%;]|\/\/|\/$|\/index\.|amp|html?$/i;

/** A path that still changes after so many rounds is made to cost time: it names no article. */
const MOST_ROUNDS = 12;
/** What a segment must not become: the URL standard takes it for the folder or the one above. */
const DOT_SEGMENT = /\/\.\.?(?=\/|$)/;

/**
 * Folded until nothing is left to fold, so that a key is its own key: "/story/amp/amp" is "/story".
 *
 * @returns `undefined` where that takes too long
 */
function foldPath(pathname: string): string | undefined {
  let path = pathname;
  for (let round = 0; round < MOST_ROUNDS; round++) {
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
  // "/amp" alone is a place of its own (a page about AMP, a front page): something must be left.
  const page = /amp/i.test(plain) ? foldAmpPath(plain).replace(/\/+$/, '') || plain : plain;
  return /\.s?html?$/i.test(page) ? foldExtension(page) : page;
}

/**
 * A path without its ".html", where only a story can have such a name: three words, or an id of six digits and more.
 * Sites drop the extension when they move, and their AMP forms have ".amp" or "/amp" in its place. "/story.html"
 * keeps it: short names may be two places.
 */
function foldExtension(path: string): string {
  const bare = path.replace(/\.s?html?$/i, '');
  const name = bare.slice(bare.lastIndexOf('/') + 1);
  return name.split(/[_-]+/).filter(Boolean).length >= 3 || /\d{6}/.test(name) ? bare : path;
}

/**
 * The path of the page that an AMP path is the AMP form of. "amp" inside a word ("/amplifier", "/camp") is left
 * alone.
 */
function foldAmpPath(path: string): string {
  return (
    path
      // Publishing systems that serve the AMP forms of a whole site from one place put it before the path.
      .replace(/^\/(?:api|google|platform)(?=\/amp\/)|^\/google-amp(?=\/)/i, '')
      .replace(/\/view-amp(?=\/)/i, '/view')
      .replace(/\/\.?(?:amp|amphtml|view-amp|amp-page)(?=\/|$)/i, '')
      .replace(/\/index\.amp$/i, '')
      .replace(/\.amp(?=\.[a-z]{3,5}$|$)/i, '')
      // "story-0a1b2c_amp.html": an underscore that joins nothing else. In "bass_guitar_amp.html" it may be a word.
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
      plain: [decodedOrWritten(parameter.name), decodedOrWritten(parameter.value)] as const,
    }));
  const names = written.map(({ plain }) => plain[0]);
  const kept = written.filter(({ plain }) => !isTracking(...plain) && !isPersonal(...plain, names));
  if (kept.length === 0) return '';
  // A stable sort by name: the order of repeated parameters may matter, that of different ones does not.
  kept.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return `?${kept.map(({ name, value, bare }) => (bare ? name : `${name}=${value}`)).join('&')}`;
}

function foldRoute(hash: string): string {
  return normalPercents(routeIn(hash).replace(/\/+$/, ''));
}

/**
 * The fragment where single-page sites use it as a path; empty for anchors, text fragments and share codes.
 *
 * @param hash as `URL.hash` gives it
 */
export function routeIn(hash: string): string {
  const route = hash.replace(/:~:.*$/s, '');
  return /^#(?:!\/?|\/)[^/!]/.test(route) ? route : '';
}

/** RFC 3986 §6.2.2: decode what needs no escape, upper-case the digits of the escapes that stay. */
function normalPercents(text: string): string {
  return text.replace(/%(?![0-9a-f]{2})/gi, '%25').replace(/%[0-9a-f]{2}/gi, (octet) => {
    const character = String.fromCharCode(Number.parseInt(octet.slice(1), 16));
    return /[\w\-.~!$'()*,;:@+]/.test(character) ? character : octet.toUpperCase();
  });
}

/** As `normalPercents`, for a part of a query, where `+` is a space and `+`, `=`, `&` and `;` must stay escaped. */
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
