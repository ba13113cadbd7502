import type { Element } from 'domhandler';
import { decodeParameter } from '../../../address/decode-percent.ts';
import { safeLink } from '../../../address/safe-link.ts';
import { isTrackingParameter } from '../../../address/tracking-parameters.ts';
import { urlKey } from '../../../address/url-keys.ts';
import { parseHttp, unwrapLink } from '../../../address/wrappers.ts';
import { isSameOriginOrTwin } from '../../../address/www-twin.ts';
import type { Source } from '../../../index/card.ts';
import { asObject, asText, type JsonObject } from '../../../input/json-values.ts';
import { foldText } from '../html/fold-text.ts';
import type { PagePlace } from '../html/outline.ts';
import type { Content } from '../html/page-content.ts';

/** Maximum number of source articles of one analysis, and of links "Read the original at …" to read. */
const MAX_SOURCES = 20;

const ORIGINAL = new RegExp(
  [
    String.raw`^[^\p{L}]*read (?:the )?(?:full )?original(?: (?:article|story|report|reporting|piece))?`,
    String.raw`(?:(?: (?:at|on|in|from|by)|:) (?<outlet>.+?))?[\s→↗›»>.]*$`,
  ].join(''),
  'iu',
);

/** A source article that the page names. */
export interface NamedSource extends Source {
  /** Headline of the source article. */
  readonly headline?: string | undefined;
}

/** A link "Read the original at …". */
export interface OriginalLink extends NamedSource {
  readonly place: PagePlace;
}

/** Whether a line of text contains only the link to the original. */
export function isOriginalLine(text: string): boolean {
  return text.length < 300 && ORIGINAL.test(text) && !/[.!?] \p{Lu}/u.test(text);
}

/** Finds the links "Read the original at …". Either the whole phrase is the link, or only the words after "at". */
export function originalLinks({ outline, root, isForeign }: Content, base: string): OriginalLink[] {
  const links: OriginalLink[] = [];
  for (const place of outline.within(root, isForeign)) {
    if (links.length >= MAX_SOURCES) break;
    const { element } = place;
    if (element.name !== 'a' || place.length > 300) continue;
    const text = outline.text(element);
    const found = ORIGINAL.exec(text);
    const led =
      found === null &&
      /\bread the original(?: (?:article|story|report))? (?:at|on|in|from)\s*$/i.test(before(element));
    if (!found && !led) continue;
    const url = sourceAddress(element.attribs.href, base);
    if (!url) continue;
    links.push({
      url,
      outlet: asText(led ? text.replace(/[\s→↗›»]+$/, '') : found?.groups?.outlet, 300),
      headline: titleOf(element, text),
      place,
    });
  }
  return links;
}

/** Returns the last words of the text right before an element. */
function before(element: Element): string {
  const previous = element.prev;
  return previous?.type === 'text' ? previous.data.slice(-60) : '';
}

/**
 * Returns a link's `title` as the headline of the linked page. Many titles only repeat the link's text or say how the
 * link opens; for these, returns `undefined`.
 */
function titleOf(link: Element, text: string): string | undefined {
  const title = asText(link.attribs.title, 1000);
  if (!title || title.split(' ').length < 4) return undefined;
  return /\b(?:original|opens?|window|tab|visit|go to|external|click|link)\b/i.test(title) ||
    foldText(text).includes(foldText(title))
    ? undefined
    : title;
}

/** Returns the source articles in the metadata: `isBasedOn`, or else a single `citation`. */
export function statedSources(nodes: readonly JsonObject[], base: string): NamedSource[] {
  const based = nodes.flatMap((node) => worksOf([node.isBasedOn, node.isBasedOnUrl], base));
  if (based.length > 0) return based;
  // Several citations are references, not the article that the page analyses.
  const cited = mergeSources(nodes.flatMap((node) => worksOf([node.citation], base)));
  return cited.length === 1 ? cited : [];
}

/**
 * Returns all works that the metadata cites. `readAnalysisPage` takes the headline of the source article from the cited
 * work that has the address of the source article.
 */
export function citedWorks(nodes: readonly JsonObject[], base: string): NamedSource[] {
  return nodes.flatMap((node) => worksOf([node.isBasedOn, node.isBasedOnUrl, node.citation], base));
}

function worksOf(values: readonly unknown[], base: string): NamedSource[] {
  return values
    .flat()
    .slice(0, MAX_SOURCES)
    .flatMap((value): NamedSource[] => {
      const work = asObject(value);
      const address = [work ? [work.url, work['@id'], work.mainEntityOfPage] : value]
        .flat(2)
        .find((one): one is string => typeof one === 'string' && /^https?:/i.test(one));
      const url = sourceAddress(address, base);
      if (!url) return [];
      const outlet = nameOf(work?.publisher) ?? nameOf(work?.sourceOrganization) ?? nameOf(work?.provider);
      const name = asText(work?.headline, 1000) ?? asText(work?.name, 1000);
      return [{ url, outlet, headline: name === outlet ? undefined : name }];
    });
}

function nameOf(value: unknown): string | undefined {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return asText(asObject(one)?.name ?? one, 300);
}

/** Merges sources with the same address. Later sources add an outlet or a headline that the first source lacks. */
export function mergeSources(sources: readonly NamedSource[]): NamedSource[] {
  const byKey = new Map<string, NamedSource>();
  for (const source of sources) {
    const key = urlKey(source.url) ?? source.url;
    const known = byKey.get(key);
    byKey.set(key, {
      url: known?.url ?? source.url,
      outlet: known?.outlet ?? source.outlet,
      headline: known?.headline ?? source.headline,
    });
  }
  return [...byKey.values()].slice(0, MAX_SOURCES);
}

/**
 * Returns the address of a source article on its outlet's site. Removes redirectors, tracking parameters, parameters
 * whose value is the publication's host name, and fragments that only name a position on the page. For a click counter
 * on the publication's own site, returns the address in its parameters.
 *
 * @param base address of the analysis
 * @returns `undefined` if the address leads to the publication's own site or is not a web address
 */
export function sourceAddress(href: string | undefined, base: string): string | undefined {
  const link = href ? safeLink(href, base) : undefined;
  const parsed = link ? parseHttp(link) : null;
  if (!parsed) return undefined;
  const own = new URL(base);
  const outside = isSameOriginOrTwin(parsed, own) ? carriedAddress(parsed) : parsed;
  if (!outside) return undefined;
  const url = unwrapLink(outside);
  if (isSameOriginOrTwin(url, own) || (url.hostname === own.hostname && url.port === own.port))
    return undefined;
  const kept = url.search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !isMark(part, own.hostname));
  const query = kept.length > 0 ? `?${kept.join('&')}` : '';
  // In single-page sites, a fragment that begins with "/" or "!/" names the article. Other fragments name a position on
  // the page.
  const route = /^#!?\//.test(url.hash) ? url.hash : '';
  return safeLink(`${url.origin}${url.pathname}${query}${route}`);
}

/**
 * Returns the target of a click counter on the publication's own site: the only parameter that is an address. Returns
 * `null` if no parameter or several parameters are addresses.
 */
function carriedAddress(url: URL): URL | null {
  const carried = [...url.searchParams.values()].flatMap((value) =>
    /^https?:\/\//i.test(value) ? (parseHttp(value) ?? []) : [],
  );
  return carried.length === 1 ? (carried[0] ?? null) : null;
}

function isMark(part: string, ownHost: string): boolean {
  const [name = '', ...rest] = part.split('=');
  const value = decodeParameter(rest.join('='));
  return (
    isTrackingParameter(decodeParameter(name), value) ||
    value.toLowerCase().replace(/^www\./, '') === ownHost.replace(/^www\./, '')
  );
}

/** Whether a page is a list of analyses: it has links to different source articles under different headings. */
export function listsOriginals(links: readonly OriginalLink[], headings: readonly PagePlace[]): boolean {
  const under = new Map<number, Set<string>>();
  for (const { place, url } of links) {
    const heading = headings.findLast(({ start }) => start < place.start)?.start ?? -1;
    under.set(heading, new Set([...(under.get(heading) ?? []), url]));
  }
  return under.size > 1 && new Set(links.map(({ url }) => url)).size > 1;
}
