import { safeLink } from '../../address/safe-link.ts';
import { isOneOrigin } from '../../address/twin-host.ts';
import { elementsNamed, parseHtml } from '../page/html/html.ts';

/**
 * Where feeds are found that no page tells of, the likeliest first: WordPress, Ghost and Substack, Jekyll, Hugo,
 * others.
 */
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

/** A page may link its feeds by language and section. More than these are not worth a request each. */
const MOST_LINKED = 10;

const FEED_TYPE = /^(?:application\/(?:rss\+xml|atom\+xml|rdf\+xml|xml|feed\+json)|text\/(?:rss\+)?xml)$/;
/** Comments on articles, as WordPress, Blogger and Drupal address their feeds. */
const COMMENT_FEED = /(?:^|[/_.-])comments?(?:[/_.-]|$)|[?&]feed=comments|\/crss(?:\/|$)/i;

/**
 * Addresses at which a publication may have a feed (RSS Autodiscovery; RFC 4287 and JSON Feed name their types),
 * those that its home page links first, in its order, then the usual ones. Only the publication's own origin counts.
 * Feeds of comments are left out where the address says so, and come after the others where only the title does.
 *
 * @param html the home page
 * @param base its address, ending in "/" where it is a folder; the usual addresses are tried in that folder
 */
export function feedAddresses(html: string, base: string): string[] {
  const page = parseHtml(html);
  const [baseElement] = elementsNamed(page, 'base');
  const from = safeLink(baseElement?.attribs.href, base) ?? base;

  const linked: string[] = [];
  const doubtful: string[] = [];
  for (const { attribs } of elementsNamed(page, 'link')) {
    if (linked.length + doubtful.length >= MOST_LINKED) break;
    const address = safeLink(attribs.href, from);
    if (!address || !attribs.href || !isOneOrigin(address, base) || !isFeedLink(attribs, address)) continue;
    const { pathname, search } = new URL(address);
    if (COMMENT_FEED.test(pathname + search)) continue;
    (/\bcomments?\b/i.test(attribs.title ?? '') ? doubtful : linked).push(address);
  }
  const usual = USUAL.map((path) => new URL(path, base).href);
  return [...new Set([...linked, ...doubtful, ...usual])];
}

function isFeedLink(attribs: Readonly<Record<string, string>>, address: string): boolean {
  const rel = (attribs.rel ?? '').toLowerCase().split(/\s+/);
  if (!rel.includes('alternate') && !rel.includes('feed')) return false;
  const type = (attribs.type ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (FEED_TYPE.test(type)) return true;
  // The type of JSON Feed 1.0, which is also that of a content management system's interface to its own pages.
  if (type === 'application/json') return /feed[^/]*$/i.test(new URL(address).pathname);
  return type === '' && rel.includes('feed');
}

/**
 * Sitemaps that a home page links (`rel=sitemap`), on the publication's own origin.
 *
 * @param base address of the page
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
      if (address && isOneOrigin(address, base) && linked.size < MOST_LINKED) linked.add(address);
    }
  return [...linked];
}
