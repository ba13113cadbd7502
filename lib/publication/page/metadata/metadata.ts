import type { Document } from 'domhandler';
import { safeLink } from '../../../address/safe-link.ts';
import { isOneOrigin } from '../../../address/twin-host.ts';
import { asText } from '../../../input/json-values.ts';
import { elementsNamed } from '../html/html.ts';

/** Most `meta` and `link` elements that are looked at. */
const MOST = 500;

/** What the head of a page says of it. */
export interface Metadata {
  /**
   * The page's own address: its canonical, else `og:url`, on its own origin; else the address that it was fetched
   * from.
   */
  readonly url: string;
  /** Contents by name or property in lower case, in document order. */
  readonly meta: ReadonlyMap<string, readonly string[]>;
  /** The `title` element. */
  readonly title?: string | undefined;
}

/**
 * Has every link of a page stand for itself where its `base` element says that links resolve against another address
 * than the page's (HTML, "document base URL"). Links to a place in the page stay.
 *
 * @param address of the page
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

export function metadataOf(page: Document, base: string): Metadata {
  const meta = new Map<string, string[]>();
  let seen = 0;
  for (const { attribs } of elementsNamed(page, 'meta')) {
    if (++seen > MOST) break;
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
    if (++seen > MOST) break;
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
 * An address of the page's own origin. The home page is what generators write where nobody set one, and no analysis.
 */
function ownAddress(href: string | undefined, base: string): string | undefined {
  const address = href ? safeLink(href, base) : undefined;
  if (!address || !URL.canParse(base)) return undefined;
  const url = new URL(address);
  return isOneOrigin(url, safeLink(base) ?? base) && (url.pathname !== '/' || url.search !== '')
    ? address
    : undefined;
}

/** A BCP 47 tag that `Intl` knows how to read, also where it is written with an underscore. */
export function languageTag(value: unknown): string | undefined {
  const tag = asText(value, 35)?.replaceAll('_', '-');
  try {
    return tag && new Intl.Locale(tag).language.length <= 3 ? tag : undefined;
  } catch {
    return undefined;
  }
}
