import type { AnalysisText } from '../../analysis/analysis.ts';
import type { Source, Topic } from '../../index/card.ts';
import { ANALYSIS_TYPE } from '../../input/article-types.ts';
import { asText, type JsonObject } from '../../input/json-values.ts';
import { agreedDate, machineDate } from '../../input/written-dates.ts';
import { lensOf, type PageLens } from './facts/lens.ts';
import { namedLinks, onwardLinks } from './facts/onward-links.ts';
import { citedWorks, listsOriginals, originalLinks, statedSources, unique } from './facts/sources.ts';
import { topicBoxes, topicsOf } from './facts/topics.ts';
import { selfDescribed } from './facts/unlabelled-facts.ts';
import { folded } from './html/fold-text.ts';
import { elementsNamed, parseHtml } from './html/html.ts';
import { ancestorsOf, Outline } from './html/outline.ts';
import { type Content, contentAround, findHeadline, surroundingsOf } from './html/page-content.ts';
import { jsonLdNodes, ownNodes, saysOtherPage } from './metadata/json-ld.ts';
import { languageTag, type Metadata, metadataOf, resolveLinks } from './metadata/metadata.ts';
import { microdataOf } from './metadata/microdata.ts';
import {
  dateOf,
  genreOf,
  headsKnownSections,
  isHome,
  isLater,
  labelledSource,
  labelsOf,
  minutesOf,
  namesSource,
  sectionNames,
  statedMinutes,
  textIn,
  titlesOf,
  writtenLanguage,
} from './page-facts.ts';
import { sectionsOf } from './sections/sections.ts';
import { descriptionsOf, summaryOf } from './sections/summary.ts';

/** What the page of an analysis tells. Whatever could not be found is absent, never guessed. */
export interface AnalysisPage extends AnalysisText {
  readonly headline: string;
  /** The standfirst under the headline. */
  readonly summary?: string;
  /** The page's own address as it declares it on its own origin: canonical, else `og:url`, else the address fetched. */
  readonly url: string;
  readonly lens?: PageLens;
  /** Where the page names no lens: what its metadata files it under, which may be one. */
  readonly filedUnder?: readonly string[];
  /** "Reporting" and the like. */
  readonly type?: string;
  /** RFC 3339 or `YYYY-MM-DD`. */
  readonly published?: string;
  /** As `published`; absent where it says no other time. */
  readonly updated?: string;
  readonly readMinutes?: number;
  /** Who published the source article, in the page's exact words. */
  readonly outlet?: string;
  /** Addresses of the source article as its outlets have them; the first is the original. */
  readonly sources: readonly Source[];
  /** Headline of the source article, where the page names it. */
  readonly sourceHeadline?: string;
  readonly topics: readonly Topic[];
  /** Where readers subscribe, and where all issues are listed: of the publication, wherever the page links to them. */
  readonly subscribe?: string;
  readonly issues?: string;
  /** BCP 47 tag of the language of the text. */
  readonly language?: string;
}

/**
 * Reads the page of an analysis: what readers see beside labels, then schema.org JSON-LD and microdata, then Open
 * Graph. Runs without a DOM.
 *
 * @param html the page; beyond 5 MB it is cut
 * @param base its address
 * @returns what the page tells, or `undefined` where it is no analysis: no headline, no headed section, nothing that
 * names a source, or a page that lists others
 */
export function readAnalysisPage(html: string, base: string): AnalysisPage | undefined {
  if (!URL.canParse(base)) return undefined;
  const page = parseHtml(html);
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
 * Reads an analysis from the content of a feed item, which has no headline of its own and no page around it.
 *
 * @param html the item's content
 * @param base the item's address
 * @param headline the item's title
 */
export function readAnalysisContent(html: string, base: string, headline: string): AnalysisPage | undefined {
  const title = asText(headline, 1000);
  if (!title || !URL.canParse(base)) return undefined;
  const page = parseHtml(html);
  const outline = new Outline(page);
  const metadata = { ...metadataOf(parseHtml(''), base) };
  // Some feeds repeat the title as a heading.
  const place = [...outline.within(undefined)].find(
    ({ element }) => /^h[1-3]$/.test(element.name) && folded(outline.text(element)) === folded(title),
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
  const { lens, boxes } = lensOf(content, labels, linked, onward, nodes, base);
  const tags = meta.get('article:tag') ?? [];
  const topics = topicsOf(content, labels.get('topics'), nodes, tags, lens, base);
  const beside = [...boxes, ...onward.boxes, ...topicBoxes(content, topics, base)];
  const text = sectionsOf(content, labels.values(), beside, lens?.name, descriptions, base);
  const inText = originalLinks(content, base);
  const links =
    inText.length > 0 || !content.headline ? inText : originalLinks(surroundingsOf(content), base);
  const stated = statedSources(nodes, base);
  const statedDate = dateOf(nodes, 'datePublished') ?? machineDate(meta.get('article:published_time')?.[0]);
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
  if (lens && folded(lens.name) === folded(headline)) return undefined;

  const seen = selfDescribed(content);
  const found =
    links.length + stated.length > 0 ? [...links, ...stated] : labelledSource(labels.get('source'), base);
  const sources = unique(found);
  const cited = unique([...sources, ...citedWorks(nodes, base)]);
  const outlet = textIn(labels, 'source') ?? sources[0]?.outlet;
  const published = agreedDate(textIn(labels, 'published') ?? seen.published, statedDate);
  const updated = agreedDate(
    textIn(labels, 'updated') ?? seen.updated,
    dateOf(nodes, 'dateModified') ?? machineDate(meta.get('article:modified_time')?.[0]),
  );
  const facts = {
    summary: summaryOf(text, descriptions, meta),
    url,
    lens,
    filedUnder: lens ? undefined : sectionNames(nodes, meta),
    type: textIn(labels, 'type') ?? genreOf(nodes),
    published,
    updated: isLater(updated, published) ? updated : undefined,
    readMinutes: minutesOf(labels) ?? seen.readMinutes ?? statedMinutes(nodes, meta),
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
