import type { Element } from 'domhandler';
import { isFrontPage, urlKey } from '../../address/url-keys.ts';
import { CORE_SECTION } from '../../analysis/vocabulary.ts';
import type { Source } from '../../index/card.ts';
import { asList, asText, type JsonObject } from '../../input/json-values.ts';
import { durationMinutes, metadataDate } from '../../input/written-dates.ts';
import type { Fact, FactLabel } from './facts/fact.ts';
import { readLabels } from './facts/labels.ts';
import { sourceAddress } from './facts/sources.ts';
import { type Content, wholePageContent } from './html/page-content.ts';
import { elementsNamed, isElement } from './html/parse-html.ts';
import type { Metadata } from './metadata/metadata.ts';
import type { PageText } from './sections/sections.ts';

/**
 * Labels whose facts are also accepted if they are the only facts outside the article. This holds outside menus, and if
 * the article has at least two facts with other labels.
 */
const LOOSE: readonly FactLabel[] = ['topics', 'about the lens'];

/**
 * Returns the facts of the page: the facts in the article, and the facts outside the article that belong to this page.
 */
export function labelsOf(content: Content): ReadonlyMap<FactLabel, Fact> {
  const labels = factsOf(content);
  const { headline, outline } = content;
  if (labels.has('topics') || !headline) return labels;
  // A menu below the headline may be the page's list of topics.
  const topics = readLabels(wholePageContent(content), true).get('topics');
  const at = outline.placeOf(topics?.at);
  return topics && at && at.start > headline.start ? new Map([...labels, ['topics', topics]]) : labels;
}

/**
 * Returns the facts of the article, and also the facts of the whole page if they meet these conditions:
 *
 * - No fact of the whole page contradicts a fact of the article, apart from `LOOSE` facts.
 * - The whole page has at least two facts, or three if menus are read too, because menus use the same words.
 * - If the article has at least two facts that are not `LOOSE`, the whole page repeats one of them.
 *
 * For an article with at least two facts that are not `LOOSE`, `LOOSE` facts outside menus need only meet the first
 * condition.
 */
function factsOf(content: Content): ReadonlyMap<FactLabel, Fact> {
  const own = readLabels(content);
  if (!content.headline) return own;
  const around = wholePageContent(content);
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

/**
 * Returns up to 20 section names in the metadata (`articleSection`, `article:section`); `undefined` if there are none.
 */
export function sectionNames(nodes: readonly JsonObject[], meta: Metadata['meta']): string[] | undefined {
  const stated = nodes.flatMap(({ articleSection }) => asList([articleSection].flat(), 20));
  const names = [...stated, ...(meta.get('article:section') ?? [])].flatMap(
    (value) => asText(value, 200) ?? [],
  );
  return names.length > 0 ? [...new Set(names)].slice(0, 20) : undefined;
}

/** Returns the type of the analysis from the metadata (`genre`), for example "Reporting". */
export function genreOf(nodes: readonly JsonObject[]): string | undefined {
  const genre = nodes.map((node) => [node.genre].flat()[0]).find((value) => typeof value === 'string');
  return typeof genre === 'string' && !/^https?:/i.test(genre) ? asText(genre, 100) : undefined;
}

/** Returns the language of an element as written: `lang`, or `xml:lang` in XHTML. */
export function writtenLanguage({ attribs }: Element): string | undefined {
  return attribs.lang || attribs['xml:lang'] || undefined;
}

/**
 * Returns possible headlines from the metadata. Each is listed twice: as written, and without the part after its last
 * " | ", " – " or similar separator, which is usually the site's name.
 */
export function titlesOf({ meta, title }: Metadata): string[] {
  const site = meta.get('og:site_name')?.[0];
  return [meta.get('og:title')?.[0], meta.get('twitter:title')?.[0], title]
    .flatMap((text) => (text ? [text, text.replace(/\s+[|–—·»-]\s+[^|–—·»]+$/, '')] : []))
    .filter((text) => text !== site);
}

/** Whether an address is the home page of its site. */
export function isHome(address: string): boolean {
  const url = new URL(address);
  return url.pathname === '/' && url.search === '';
}

/** Whether a text has one of the five usual section headings of an analysis. */
export function headsKnownSections({ sections }: PageText): boolean {
  return sections.some(({ heading }) => CORE_SECTION.test(heading));
}

/**
 * Whether a page names the source that it analyses. A heading such as "Sources" alone is not enough: an "about" page
 * may have one, but has no date and no facts.
 */
export function namesSource(
  labels: ReadonlyMap<FactLabel, Fact>,
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

export function labelText(labels: ReadonlyMap<FactLabel, Fact>, label: FactLabel): string | undefined {
  const value = labels.get(label)?.value;
  return typeof value === 'string' ? value : undefined;
}

export function labelNumber(labels: ReadonlyMap<FactLabel, Fact>, label: FactLabel): number | undefined {
  const value = labels.get(label)?.value;
  return typeof value === 'number' ? value : undefined;
}

/** Returns the reading time (minutes) from the metadata: `timeRequired`, or `twitter:` data labelled "Reading time". */
export function statedMinutes(nodes: readonly JsonObject[], meta: Metadata['meta']): number | undefined {
  const stated = nodes.map(({ timeRequired }) => durationMinutes(timeRequired)).find(Boolean);
  if (stated) return stated;
  for (const n of [1, 2, 3]) {
    const label = meta.get(`twitter:label${n}`)?.[0] ?? '';
    const minutes = /^(\d{1,3}) min(?:ute)?s?$/i.exec(meta.get(`twitter:data${n}`)?.[0] ?? '')?.[1];
    if (/reading time/i.test(label) && minutes) return Number(minutes);
  }
  return undefined;
}

/** Returns the first valid date that a property has in the nodes, as RFC 3339 or `YYYY-MM-DD`. */
export function dateProperty(nodes: readonly JsonObject[], property: string): string | undefined {
  return nodes.map((node) => metadataDate([node[property]].flat()[0])).find(Boolean);
}

/** Whether date `a` is later than date `b`. Any date is later than a missing date. */
export function isLaterDate(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && (b === undefined || (a !== b && Date.parse(a) > Date.parse(b)));
}

/**
 * Returns the only link beside the label "Source", unless its address looks like the address of a front page or a
 * section.
 */
export function labelledSource(fact: Fact | undefined, base: string): Source[] {
  const links = (fact?.nodes ?? []).flatMap((node) =>
    isElement(node) && node.name === 'a' ? [node] : [...elementsNamed(node, 'a')],
  );
  const url = links.length === 1 ? sourceAddress(links[0]?.attribs.href, base) : undefined;
  const key = url && urlKey(url);
  if (!url || !key || isFrontPage(key)) return [];
  const last = new URL(url).pathname.split('/').filter(Boolean).at(-1) ?? '';
  return /\d{3}/.test(last) || last.split('-').length >= 4 ? [{ url }] : [];
}
