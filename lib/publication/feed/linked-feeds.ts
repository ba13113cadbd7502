import type { Document } from 'domhandler';
import { safeLink } from '../../address/safe-link.ts';
import { isSameOriginOrTwin } from '../../address/www-twin.ts';
import { elementsNamed, parseHtml } from '../page/html/parse-html.ts';

/** Usual paths of feeds, the likeliest first. They come from WordPress, Ghost, Substack, Jekyll, Hugo and others. */
const USUAL = [
  'feed',
  'feed/',
  'rss.xml',
  'atom.xml',
  'feed.xml',
  'index.xml',
  'rss',
  'rss/',
  'feed.json',
  'atom',
  'feed.atom',
  'feed.rss',
  'index.rdf',
];

/**
 * Maximum number of feeds, or of sitemaps, to take from the links of a page. A page may link to many feeds, for example
 * one for each language and section.
 */
const MAX_LINKED_FEEDS = 10;

const FEED_TYPE = /^(?:application\/(?:rss\+xml|atom\+xml|rdf\+xml|xml|feed\+json)|text\/(?:rss\+)?xml)$/;
/** Matches the addresses of comment feeds of WordPress, Blogger and Drupal. */
const COMMENT_FEED = /(?:^|[/_.-])comments?(?:[/_.-]|$)|[?&]feed=comments|\/crss(?:\/|$)/i;

/**
 * Returns addresses at which a publication may have a feed, all on its own origin: first the addresses that its home
 * page links to, in the page's order, then the usual paths.
 *
 * Leaves out feeds whose address says that they hold comments. Feeds whose title says that they hold comments come
 * after the other linked feeds. Follows RSS Autodiscovery (https://www.rssboard.org/rss-autodiscovery). RFC 4287 and
 * JSON Feed define the media types of their formats.
 *
 * @param html the home page
 * @param base address of the home page, with "/" at the end if it is a folder. The usual paths are relative to it
 */
export function feedAddresses(html: string, base: string): string[] {
  const usual = USUAL.map((path) => new URL(path, base).href);
  return [...new Set([...linkedFeeds(parseHtml(html), base), ...usual])];
}

/**
 * Returns the addresses of the feeds that a page links to, as `feedAddresses` does, without the usual paths.
 *
 * @param page any page of the publication
 * @param base address of the page
 */
export function linkedFeeds(page: Document, base: string): string[] {
  const [baseElement] = elementsNamed(page, 'base');
  const from = safeLink(baseElement?.attribs.href, base) ?? base;

  const linked: string[] = [];
  const doubtful: string[] = [];
  for (const { attribs } of elementsNamed(page, 'link')) {
    if (linked.length + doubtful.length >= MAX_LINKED_FEEDS) break;
    const address = safeLink(attribs.href, from);
    if (!address || !attribs.href || !isSameOriginOrTwin(address, base) || !isFeedLink(attribs, address))
      continue;
    const { pathname, search } = new URL(address);
    if (COMMENT_FEED.test(pathname + search)) continue;
    (/\bcomments?\b/i.test(attribs.title ?? '') ? doubtful : linked).push(address);
  }
  return [...new Set([...linked, ...doubtful])];
}

function isFeedLink(attribs: Readonly<Record<string, string>>, address: string): boolean {
  const rel = (attribs.rel ?? '').toLowerCase().split(/\s+/);
  if (!rel.includes('alternate') && !rel.includes('feed')) return false;
  const type = (attribs.type ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (FEED_TYPE.test(type)) return true;
  // JSON Feed 1.0 uses this media type. Links to the API of a content management system, such as WordPress, have it,
  // too. So the last part of the path must contain "feed".
  if (type === 'application/json') return /feed[^/]*$/i.test(new URL(address).pathname);
  return type === '' && rel.includes('feed');
}

/**
 * Returns the addresses of sitemaps that a home page links to (`rel=sitemap`), if they are on the publication's own
 * origin.
 *
 * @param html the home page
 * @param base address of the home page
 */
export function linkedSitemaps(html: string, base: string): string[] {
  const page = parseHtml(html);
  const [baseElement] = elementsNamed(page, 'base');
  const from = safeLink(baseElement?.attribs.href, base) ?? base;
  const linked = new Set<string>();
  for (const name of ['link', 'a'])
    for (const { attribs } of elementsNamed(page, name)) {
      const isSitemap = (attribs.rel ?? '').toLowerCase().split(/\s+/).includes('sitemap');
      const address = isSitemap && attribs.href ? safeLink(attribs.href, from) : undefined;
      if (address && isSameOriginOrTwin(address, base) && linked.size < MAX_LINKED_FEEDS) linked.add(address);
    }
  return [...linked];
}
