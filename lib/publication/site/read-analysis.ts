import type { Document } from 'domhandler';
import { safeLink } from '../../address/safe-link.ts';
import { isSameOriginOrTwin } from '../../address/www-twin.ts';
import type { AnalysisText } from '../../analysis/analysis.ts';
import { decodeText } from '../../input/decode-text.ts';
import type { FeedItem } from '../feed/feed.ts';
import { linkedFeeds } from '../feed/linked-feeds.ts';
import {
  type AnalysisPage,
  readAnalysisContent,
  readAnalysisPage,
  readParsedPage,
} from '../page/analysis-page.ts';
import { cardOfPage } from '../page/card-of-page.ts';
import { elementsNamed, parseHtml } from '../page/html/parse-html.ts';
import type { FiledCard } from '../page/publication-lenses.ts';
import { isExcerpt, withoutFurniture } from '../page/sections/excerpt.ts';
import { pageKey } from './page-key.ts';
import type { SiteFile } from './site-file.ts';

/** Maximum number of links of a page to read. */
const MAX_LINKS = 500;

/** Links of an analysis page that are the same for the whole publication. */
export interface PublicationLinks {
  /** Absolute address where readers subscribe. */
  readonly subscribe?: string | undefined;
  /** Absolute address of the list of all issues. */
  readonly issues?: string | undefined;
}

/** The result of reading a page that may be an analysis. */
export type ReadAnalysis =
  | ({ readonly state: 'read'; readonly text: AnalysisText } & FiledCard & PublicationLinks)
  /**
   * Another kind of page, such as the home page, a lens or a list, or a feed item without the whole analysis. `feeds`
   * and `links`: the feeds, and the other pages of the publication, that the page links to.
   */
  | { readonly state: 'no-analysis'; readonly feeds?: readonly string[]; readonly links?: readonly string[] }
  /** An analysis for which there is no card. `why` is the reason, as the end of a sentence for the publisher. */
  | { readonly state: 'incomplete'; readonly why: string };

/**
 * Reads a page of the publication.
 *
 * @param publication address of the publication, with "/" at the end
 */
export function readAnalysisFile(file: SiteFile, publication: string): ReadAnalysis {
  const page = parseHtml(decodeText(file.body, file.contentType));
  const read = toReadAnalysis(readParsedPage(page, file.url), publication);
  if (read.state !== 'no-analysis') return read;
  return { ...read, feeds: linkedFeeds(page, file.url), links: linkedPages(page, file.url) };
}

/**
 * Returns the addresses of other pages of the publication that a page links to, without fragments.
 *
 * @param page result of `parseHtml`, to which `readParsedPage` has applied the `base` element
 */
function linkedPages(page: Document, address: string): string[] {
  const own = pageKey(address);
  const links = new Set<string>();
  let seen = 0;
  for (const { attribs } of elementsNamed(page, 'a')) {
    if (++seen > MAX_LINKS) break;
    const link = attribs.href ? safeLink(attribs.href, address)?.replace(/#.*/, '') : undefined;
    if (link && pageKey(link) !== own && isSameOriginOrTwin(new URL(link), address)) links.add(link);
  }
  return [...links];
}

/** Reads the text and the updated date of an analysis from its page; `undefined` if the page is not an analysis. */
export function readTextFile(file: SiteFile): (AnalysisText & Pick<AnalysisPage, 'updated'>) | undefined {
  return readAnalysisPage(decodeText(file.body, file.contentType), file.url);
}

/**
 * Reads an analysis from its feed item. If the item lacks the whole text or the link to the source article, returns
 * `no-analysis`, and the caller has to fetch the page.
 */
export function readFeedItem(item: FeedItem, publication: string): ReadAnalysis {
  if (item.html === undefined) return { state: 'no-analysis' };
  const base = item.base ?? item.url;
  const addresses = [item.url, base];
  const read = readAnalysisContent(item.html, base, item.headline);
  if (!read || read.sources.length === 0) return { state: 'no-analysis' };
  const own = { addresses, headline: read.headline };
  if (isExcerpt(read, own)) return { state: 'no-analysis' };
  const content = { ...read, ...withoutFurniture(read, own) };
  if (content.sections.length === 0) return { state: 'no-analysis' };
  const published = content.published ?? item.published;
  const page: AnalysisPage = {
    ...content,
    url: item.url,
    ...(content.lens || item.categories.length === 0 ? {} : { filedUnder: item.categories }),
    ...(published === undefined ? {} : { published }),
    ...(content.updated === undefined &&
    item.updated !== undefined &&
    dayOf(item.updated) !== dayOf(published)
      ? { updated: item.updated }
      : {}),
  };
  return toReadAnalysis(page, publication);
}

function toReadAnalysis(page: AnalysisPage | undefined, publication: string): ReadAnalysis {
  if (!page) return { state: 'no-analysis' };
  const found = cardOfPage(page, publication);
  if (typeof found === 'string') return { state: 'incomplete', why: found };
  const { filedUnder, subscribe, issues } = page;
  return {
    state: 'read',
    ...found,
    ...(filedUnder && !found.lens ? { filedUnder } : {}),
    ...(subscribe ? { subscribe } : {}),
    ...(issues ? { issues } : {}),
    text: { sections: page.sections, attribution: page.attribution },
  };
}

function dayOf(date: string | undefined): string | undefined {
  return date?.slice(0, 10);
}
