import type { Element } from 'domhandler';
import { isFrontPage, urlKey } from '../../address/url-keys.ts';
import type { AnalysisText } from '../../analysis/analysis.ts';
import type { Source, Topic } from '../../index/card.ts';
import { asList, asText, type JsonObject } from '../../input/json-values.ts';
import { agreedDate, durationMinutes, machineDate } from '../../input/written-dates.ts';
import { type Fact, type Label, readLabels } from './facts/labels.ts';
import { lensOf, type PageLens } from './facts/lens.ts';
import { namedLinks, onwardLinks } from './facts/onward-links.ts';
import {
  citedWorks,
  listsOriginals,
  originalLinks,
  sourceAddress,
  statedSources,
  unique,
} from './facts/sources.ts';
import { topicBoxes, topicsOf } from './facts/topics.ts';
import { selfDescribed } from './facts/unlabelled-facts.ts';
import { folded } from './html/fold-text.ts';
import { elementsNamed, isElement, parseHtml } from './html/html.ts';
import { ancestorsOf, Outline } from './html/outline.ts';
import { type Content, contentAround, findHeadline, surroundingsOf } from './html/page-content.ts';
import { jsonLdNodes, ownNodes, saysOtherPage } from './metadata/json-ld.ts';
import { languageTag, type Metadata, metadataOf, resolveLinks } from './metadata/metadata.ts';
import { microdataOf } from './metadata/microdata.ts';
import { type PageText, sectionsOf } from './sections/sections.ts';
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
      .filter(({ element }) =>
        /(?:Article|BlogPosting|Report|CreativeWork)$/.test(element.attribs.itemtype ?? ''),
      )
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

/** Labels that say something of this page even where they stand alone. */
const LOOSE: readonly Label[] = ['topics', 'about the lens'];

/**
 * The facts of the article, with those that stand beside it: in the margin, in a menu, below. Facts beside it that
 * are one alone, or that contradict its own, are another page's.
 */
function labelsOf(content: Content): ReadonlyMap<Label, Fact> {
  const labels = factsOf(content);
  const { headline, outline } = content;
  if (labels.has('topics') || !headline) return labels;
  // Below the headline a menu may be the list of topics.
  const topics = readLabels(surroundingsOf(content), true).get('topics');
  const at = outline.placeOf(topics?.at);
  return topics && at && at.start > headline.start ? new Map([...labels, ['topics', topics]]) : labels;
}

function factsOf(content: Content): ReadonlyMap<Label, Fact> {
  const own = readLabels(content);
  if (!content.headline) return own;
  const around = surroundingsOf(content);
  const firm = [...own.keys()].filter((label) => !LOOSE.includes(label)).length;
  for (const [inMenus, least] of [
    [false, 2],
    [true, 3],
  ] as const) {
    const beside = readLabels(around, inMenus);
    const shared = [...beside].filter(([label]) => own.has(label) && !LOOSE.includes(label));
    if (shared.some(([label, { value }]) => own.get(label)?.value !== value)) break;
    const isOurs = beside.size >= least && (firm <= 1 || shared.length > 0);
    const more = [...beside].filter(([label]) => isOurs || (LOOSE.includes(label) && !inMenus));
    if (isOurs || inMenus) return new Map([...more, ...own]);
    if (more.length > 0 && firm > 1) return new Map([...more, ...own]);
  }
  return own;
}

/** The sections that metadata files the page under. */
function sectionNames(nodes: readonly JsonObject[], meta: Metadata['meta']): string[] | undefined {
  const stated = nodes.flatMap(({ articleSection }) => asList([articleSection].flat(), 20));
  const names = [...stated, ...(meta.get('article:section') ?? [])].flatMap(
    (value) => asText(value, 200) ?? [],
  );
  return names.length > 0 ? [...new Set(names)].slice(0, 20) : undefined;
}

function genreOf(nodes: readonly JsonObject[]): string | undefined {
  const genre = nodes.map((node) => [node.genre].flat()[0]).find((value) => typeof value === 'string');
  return typeof genre === 'string' && !/^https?:/i.test(genre) ? asText(genre, 100) : undefined;
}

/** The language that an element is said to be in; `xml:lang` is how XHTML says it. */
function writtenLanguage({ attribs }: Element): string | undefined {
  return attribs.lang || attribs['xml:lang'] || undefined;
}

/** What metadata gives for the page's headline; a title may end in the name of the site. */
function titlesOf({ meta, title }: Metadata): string[] {
  const site = meta.get('og:site_name')?.[0];
  return [meta.get('og:title')?.[0], meta.get('twitter:title')?.[0], title]
    .flatMap((text) => (text ? [text, text.replace(/\s+[|–—·»-]\s+[^|–—·»]+$/, '')] : []))
    .filter((text) => text !== site);
}

function isHome(address: string): boolean {
  const url = new URL(address);
  return url.pathname === '/' && url.search === '';
}

const KNOWN =
  /^(?:what happened|who gains leverage|what mechanism is operating|why it matters|what to watch next)$/i;

function headsKnownSections({ sections }: PageText): boolean {
  return sections.some(({ heading }) => KNOWN.test(heading));
}

/**
 * Whether a page says from whose reporting it starts. A heading about sources alone proves little: an about page may
 * have one, but no date, no facts, and not the word that it is an article.
 */
function namesSource(
  labels: ReadonlyMap<Label, Fact>,
  text: PageText,
  hasAddress: boolean,
  hasDate: boolean,
  saysWebsite: boolean,
): boolean {
  if (hasAddress) return true;
  const facts = [...labels.keys()].filter((label) => label !== 'topics').length;
  if (labels.has('source')) return facts > 1 || headsKnownSections(text);
  return text.attribution.length > 0 && (facts > 0 || hasDate || (!saysWebsite && headsKnownSections(text)));
}

function textIn(labels: ReadonlyMap<Label, Fact>, label: Label): string | undefined {
  const value = labels.get(label)?.value;
  return typeof value === 'string' ? value : undefined;
}

function minutesOf(labels: ReadonlyMap<Label, Fact>): number | undefined {
  const value = labels.get('read time')?.value;
  return typeof value === 'number' ? value : undefined;
}

function statedMinutes(nodes: readonly JsonObject[], meta: Metadata['meta']): number | undefined {
  const stated = nodes.map(({ timeRequired }) => durationMinutes(timeRequired)).find(Boolean);
  if (stated) return stated;
  for (const n of [1, 2, 3]) {
    const label = meta.get(`twitter:label${n}`)?.[0] ?? '';
    const minutes = /^(\d{1,3}) min(?:ute)?s?$/i.exec(meta.get(`twitter:data${n}`)?.[0] ?? '')?.[1];
    if (/reading time/i.test(label) && minutes) return Number(minutes);
  }
  return undefined;
}

function dateOf(nodes: readonly JsonObject[], property: string): string | undefined {
  return nodes.map((node) => machineDate([node[property]].flat()[0])).find(Boolean);
}

function isLater(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && (b === undefined || (a !== b && Date.parse(a) > Date.parse(b)));
}

/**
 * The link beside the label "Source", where its address names an article and not the outlet's front or a section of
 * it.
 */
function labelledSource(fact: Fact | undefined, base: string): Source[] {
  const links = (fact?.nodes ?? []).flatMap((node) =>
    isElement(node) && node.name === 'a' ? [node] : [...elementsNamed(node, 'a')],
  );
  const url = links.length === 1 ? sourceAddress(links[0]?.attribs.href, base) : undefined;
  const key = url && urlKey(url);
  if (!url || !key || isFrontPage(key)) return [];
  const last = new URL(url).pathname.split('/').filter(Boolean).at(-1) ?? '';
  return /\d{3}/.test(last) || last.split('-').length >= 4 ? [{ url }] : [];
}
