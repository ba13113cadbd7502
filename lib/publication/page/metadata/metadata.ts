import type { Document } from 'domhandler';
import { safeLink } from '../../../address/safe-link.ts';
import { isSameOriginOrTwin } from '../../../address/www-twin.ts';
import { asText } from '../../../input/json-values.ts';
import { elementsNamed } from '../html/parse-html.ts';

/** Maximum number of `meta` elements to read, and of `link` elements to read. */
const MAX_ELEMENTS = 500;

/** Metadata of a page: its address, and its `meta` and `title` elements, wherever they stand. */
export interface Metadata {
  /**
   * Absolute address of the page: its canonical link, or else its `og:url`, or else the fetched address. The first two
   * count only if they are on the page's own origin, with or without `www.`, and do not name the home page.
   */
  readonly url: string;
  /** Contents of `meta` elements by name or property in lower case. Each list is in document order. */
  readonly meta: ReadonlyMap<string, readonly string[]>;
  /** Text of the `title` element. */
  readonly title?: string | undefined;
}

/**
 * Applies the `base` element of a page: makes its links absolute if the element names another address than the page's
 * (https://html.spec.whatwg.org/multipage/urls-and-fetching.html#document-base-url). Links that begin with "#" stay
 * unchanged.
 *
 * @param page changed in place
 * @param address address of the page
 */
export function resolveLinks(page: Document, address: string): void {
  const href = [...elementsNamed(page, 'base')].find(({ attribs }) => attribs.href !== undefined)?.attribs
    .href;
  const base = href === undefined ? undefined : safeLink(href, address);
  if (!base || base === address) return;
  for (const name of ['a', 'link', 'area'])
    for (const { attribs } of elementsNamed(page, name)) {
      const written = attribs.href;
      if (written === undefined || written.startsWith('#') || written.trim() === '') continue;
      attribs.href = safeLink(written, base) ?? written;
    }
  for (const { attribs } of elementsNamed(page, 'meta'))
    if (attribs.content && /^og:url$/i.test(attribs.property ?? ''))
      attribs.content = safeLink(attribs.content, base) ?? attribs.content;
}

/**
 * Reads the metadata of a page.
 *
 * @param base address from which the page was fetched
 */
export function metadataOf(page: Document, base: string): Metadata {
  const meta = new Map<string, string[]>();
  let seen = 0;
  for (const { attribs } of elementsNamed(page, 'meta')) {
    if (++seen > MAX_ELEMENTS) break;
    const name = (attribs.property ?? attribs.name ?? attribs['http-equiv'] ?? '').toLowerCase();
    const content = asText(attribs.content, 5000);
    if (!name || !content) continue;
    const known = meta.get(name);
    if (known) known.push(content);
    else meta.set(name, [content]);
  }
  let canonical: string | undefined;
  seen = 0;
  for (const { attribs } of elementsNamed(page, 'link')) {
    if (++seen > MAX_ELEMENTS) break;
    if (/(?:^|\s)canonical(?:\s|$)/i.test(attribs.rel ?? '')) canonical ??= ownAddress(attribs.href, base);
  }
  const title = [...elementsNamed(page, 'title')][0]?.children
    .map((child) => ('data' in child ? child.data : ''))
    .join('');
  return {
    url: canonical ?? ownAddress(meta.get('og:url')?.[0], base) ?? safeLink(base) ?? base,
    meta,
    title: asText(title, 1000),
  };
}

/**
 * Returns the absolute form of an address that is on the page's own origin, with or without `www.`. Rejects the home
 * page, which some generators write on every page.
 */
function ownAddress(href: string | undefined, base: string): string | undefined {
  const address = href ? safeLink(href, base) : undefined;
  if (!address || !URL.canParse(base)) return undefined;
  const url = new URL(address);
  return isSameOriginOrTwin(url, safeLink(base) ?? base) && (url.pathname !== '/' || url.search !== '')
    ? address
    : undefined;
}

/** Returns a BCP 47 tag that `Intl.Locale` accepts. Accepts the form with an underscore ("en_US") too. */
export function languageTag(value: unknown): string | undefined {
  const tag = asText(value, 35)?.replaceAll('_', '-');
  try {
    return tag && new Intl.Locale(tag).language.length <= 3 ? tag : undefined;
  } catch {
    return undefined;
  }
}
