import type { Document } from 'domhandler';
import type { AnalysisText } from '../../analysis/analysis.ts';
import type { Source, Topic } from '../../index/card.ts';
import { asText, type JsonObject } from '../../input/json-values.ts';
import { ANALYSIS_TYPE } from '../../input/schema-org-types.ts';
import { agreedDate, metadataDate } from '../../input/written-dates.ts';
import { findLens, type PageLens } from './facts/lens.ts';
import { namedLinks, onwardLinks } from './facts/onward-links.ts';
import { citedWorks, listsOriginals, mergeSources, originalLinks, statedSources } from './facts/sources.ts';
import { topicBoxes, topicsOf } from './facts/topics.ts';
import { unlabelledFacts } from './facts/unlabelled-facts.ts';
import { foldText } from './html/fold-text.ts';
import { ancestorsOf, Outline } from './html/outline.ts';
import { type Content, contentAround, findHeadline, wholePageContent } from './html/page-content.ts';
import { elementsNamed, parseHtml } from './html/parse-html.ts';
import { jsonLdNodes, ownNodes, saysOtherPage } from './metadata/json-ld.ts';
import { languageTag, type Metadata, metadataOf, resolveLinks } from './metadata/metadata.ts';
import { microdataOf } from './metadata/microdata.ts';
import {
  dateProperty,
  genreOf,
  headsKnownSections,
  isHome,
  isLaterDate,
  labelledSource,
  labelNumber,
  labelsOf,
  labelText,
  namesSource,
  sectionNames,
  statedMinutes,
  titlesOf,
  writtenLanguage,
} from './page-facts.ts';
import { sectionsOf } from './sections/sections.ts';
import { descriptionsOf, summaryOf } from './sections/summary.ts';

/** An analysis as its page presents it. A fact that the page does not state is absent. */
export interface AnalysisPage extends AnalysisText {
  readonly headline: string;
  /** The standfirst under the headline. */
  readonly summary?: string;
  /**
   * Absolute address of the page: its canonical link, or else its `og:url`, or else the fetched address. The first two
   * count only if they are on the page's own origin, with or without `www.`, and do not name the home page.
   */
  readonly url: string;
  readonly lens?: PageLens;
  /** Section names in the page's metadata; one of them may be a lens. Set only if the page names no lens. */
  readonly filedUnder?: readonly string[];
  /** Type of the analysis, for example "Reporting". */
  readonly type?: string;
  /** RFC 3339 or `YYYY-MM-DD`. */
  readonly published?: string;
  /** RFC 3339 or `YYYY-MM-DD`. Set only if it is later than `published`. */
  readonly updated?: string;
  readonly readMinutes?: number;
  /** The publisher of the source article, exactly as the page names it. */
  readonly outlet?: string;
  /** Addresses of the source article at its outlets; the first is the original. */
  readonly sources: readonly Source[];
  /** Headline of the source article, if the page names it. */
  readonly sourceHeadline?: string;
  readonly topics: readonly Topic[];
  /** Absolute address where readers subscribe to the publication. */
  readonly subscribe?: string;
  /** Absolute address of the list of all issues. */
  readonly issues?: string;
  /** BCP 47 tag of the language of the text. */
  readonly language?: string;
}

/**
 * Reads the page of an analysis, without a DOM. Visible facts beside labels win over schema.org JSON-LD and microdata,
 * and these win over Open Graph.
 *
 * @param html the page; only the first 5,000,000 UTF-16 units are read
 * @param base address of the page
 * @returns `undefined` if the page is not an analysis. An analysis has a headline, a section with a heading, and a
 *   source. It is not the home page, the page of a lens, a list of other pages, or a page whose metadata names another
 *   kind of page
 */
export function readAnalysisPage(html: string, base: string): AnalysisPage | undefined {
  return readParsedPage(parseHtml(html), base);
}

/** Reads a parsed page as `readAnalysisPage` does. Applies the page's `base` element to its links, in place. */
export function readParsedPage(page: Document, base: string): AnalysisPage | undefined {
  if (!URL.canParse(base)) return undefined;
  resolveLinks(page, base);
  const metadata = metadataOf(page, base);
  const nodes = jsonLdNodes(page);
  if (isHome(metadata.url) || saysOtherPage(nodes, metadata.url)) return undefined;
  const titles = titlesOf(metadata);
  const claimed = [
    ...titles,
    ...ownNodes(nodes, metadata.url, titles).flatMap((node) => asText(node.headline, 1000) ?? []),
  ];
  const outline = new Outline(page);
  const place = findHeadline(outline, claimed, metadata.meta.get('og:site_name')?.[0]);
  const headline = asText(place && outline.text(place.element), 1000);
  if (!place || !headline) return undefined;
  const own = [
    ...ownNodes(nodes, metadata.url, [headline, ...claimed]),
    ...ancestorsOf(outline, place)
      .filter(({ element }) => ANALYSIS_TYPE.test(element.attribs.itemtype ?? ''))
      .slice(0, 1)
      .map(({ element }) => microdataOf(element)),
  ];
  const around = [place, ...ancestorsOf(outline, place)].map(({ element }) => writtenLanguage(element));
  const language = [
    around.find(Boolean) ?? [...elementsNamed(page, 'html')].map(writtenLanguage)[0],
    ...own.map(({ inLanguage }) => inLanguage),
    metadata.meta.get('content-language')?.[0],
    metadata.meta.get('og:locale')?.[0],
  ]
    .map(languageTag)
    .find(Boolean);
  return analysisIn(contentAround(outline, place), headline, metadata, own, language, base);
}

/**
 * Reads an analysis from the content of a feed item.
 *
 * @param html content of the item
 * @param base base of relative addresses in the content
 * @param headline title of the item
 * @returns `undefined` if the content is not an analysis
 */
export function readAnalysisContent(html: string, base: string, headline: string): AnalysisPage | undefined {
  const title = asText(headline, 1000);
  if (!title || !URL.canParse(base)) return undefined;
  const page = parseHtml(html);
  const outline = new Outline(page);
  const metadata = { ...metadataOf(parseHtml(''), base) };
  // Some feeds repeat the title as a heading.
  const place = [...outline.within(undefined)].find(
    ({ element }) => /^h[1-3]$/.test(element.name) && foldText(outline.text(element)) === foldText(title),
  );
  const content: Content = place
    ? { ...contentAround(outline, place), root: undefined }
    : contentAround(outline, undefined);
  return analysisIn(content, title, metadata, [], undefined, base);
}

function analysisIn(
  content: Content,
  headline: string,
  metadata: Metadata,
  nodes: readonly JsonObject[],
  language: string | undefined,
  base: string,
): AnalysisPage | undefined {
  const { meta, url } = metadata;
  const labels = labelsOf(content);
  const descriptions = descriptionsOf(nodes, meta);
  const linked = namedLinks(content, base);
  const onward = onwardLinks(content, linked, base);
  const { lens, boxes } = findLens(content, labels, linked, onward, nodes, base);
  const tags = meta.get('article:tag') ?? [];
  const topics = topicsOf(content, labels.get('topics'), nodes, tags, lens, base);
  const beside = [...boxes, ...onward.boxes, ...topicBoxes(content, topics, lens, base)];
  const text = sectionsOf(content, labels.values(), beside, lens?.name, descriptions, base);
  const inText = originalLinks(content, base);
  const links =
    inText.length > 0 || !content.headline ? inText : originalLinks(wholePageContent(content), base);
  const stated = statedSources(nodes, base);
  const statedDate =
    dateProperty(nodes, 'datePublished') ?? metadataDate(meta.get('article:published_time')?.[0]);
  if (
    text.sections.length === 0 ||
    !namesSource(
      labels,
      text,
      links.length + stated.length > 0,
      statedDate !== undefined,
      meta.get('og:type')?.[0] === 'website',
    ) ||
    (!headsKnownSections(text) && listsOriginals(links, text.headings))
  )
    return undefined;
  if (lens && foldText(lens.name) === foldText(headline)) return undefined;

  const seen = unlabelledFacts(content);
  const found =
    links.length + stated.length > 0 ? [...links, ...stated] : labelledSource(labels.get('source'), base);
  const sources = mergeSources(found);
  const cited = mergeSources([...sources, ...citedWorks(nodes, base)]);
  const outlet = labelText(labels, 'source') ?? sources[0]?.outlet;
  const published = agreedDate(labelText(labels, 'published') ?? seen.published, statedDate);
  const updated = agreedDate(
    labelText(labels, 'updated') ?? seen.updated,
    dateProperty(nodes, 'dateModified') ?? metadataDate(meta.get('article:modified_time')?.[0]),
  );
  const facts = {
    summary: summaryOf(text, descriptions, meta),
    url,
    lens,
    filedUnder: lens ? undefined : sectionNames(nodes, meta),
    type: labelText(labels, 'type') ?? genreOf(nodes),
    published,
    updated: isLaterDate(updated, published) ? updated : undefined,
    readMinutes: labelNumber(labels, 'read time') ?? seen.readMinutes ?? statedMinutes(nodes, meta),
    outlet,
    sources: sources.map(
      (source, n): Source =>
        n > 0 && source.outlet && source.outlet !== outlet
          ? { url: source.url, outlet: source.outlet }
          : { url: source.url },
    ),
    sourceHeadline: cited.find((source) => source.url === sources[0]?.url)?.headline,
    topics,
    subscribe: onward.subscribe,
    issues: onward.issues,
    language,
  };
  return {
    headline,
    ...(Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as typeof facts),
    sections: text.sections,
    attribution: text.attribution,
  } as AnalysisPage;
}
