import type { Element } from 'domhandler';
import { safeLink } from '../../../address/safe-link.ts';
import type { Topic } from '../../../index/card.ts';
import { asText, type JsonObject } from '../../../input/json-values.ts';
import { foldText } from '../html/fold-text.ts';
import { containsPlace, headingLevel, type PagePlace } from '../html/outline.ts';
import { type Content, headingFollowers, isLooseHeading, wholePageContent } from '../html/page-content.ts';
import { isElement } from '../html/parse-html.ts';
import type { Fact } from './fact.ts';
import type { PageLens } from './lens.ts';

const MAX_TOPICS = 50;
/** Matches names that a page uses only for the list of its own topics. Menus of the site do not use them. */
const OWN_TOPICS = /^(?:reader paths?|topic map)\b/i;
/** Matches a sentence that introduces the topics without a heading, such as "Keep drilling through the topic map." */
const LEAD_IN = /\b(?:topic map|reader paths?)\b/i;
const TOPICS = /^(?:reader paths?|topics?|topic map|tags|tagged(?: with)?|filed under|keywords)\s*:?$/i;
/** Matches the names of links that every analysis has and that are not topics. */
const FIXED = /^(?:subscribe(?: for more)?|explore this lens|browse all issues|all topics|see all|more)\W*$/i;

/** Whether a heading introduces the list of topics. */
export function isTopicsHeading(text: string): boolean {
  return TOPICS.test(text) || /^(?:reader paths|topics|topic map)\b/i.test(text);
}

/** Whether a line only introduces the topics, such as "Keep drilling through the topic map." */
export function isTopicsLeadIn(text: string): boolean {
  return text.length < 120 && LEAD_IN.test(text) && !/[.!?].*[.!?]/.test(text);
}

/** Whether a line contains only links that end every analysis, such as "Subscribe for more" and "Browse all issues". */
export function isOnwardLinksLine(text: string): boolean {
  return (
    text.length < 200 &&
    /^(?:(?:subscribe for more|explore this lens|browse all issues)[^\p{L}]*)+$/iu.test(text)
  );
}

/**
 * Finds the topics of a page in the first of these places that has any:
 *
 * 1. in the article: topics under their heading, beside their label, or in a list with an ARIA label
 * 2. outside the article: topics under their heading, or in a list with an ARIA label
 * 3. links in or after a sentence about the topic map
 * 4. links marked as tags
 * 5. keywords in the metadata, or else `tags`; each gets the address of a link with its name, if there is one
 *
 * @param fact the fact with the label "Topics"
 * @param tags contents of `article:tag`
 * @param lens the lens. Some sites list it among the tags, so tags with its name are left out
 * @param base address of the page
 */
export function topicsOf(
  content: Content,
  fact: Fact | undefined,
  nodes: readonly JsonObject[],
  tags: readonly string[],
  lens: PageLens | undefined,
  base: string,
): Topic[] {
  const isOther = ({ name }: Topic): boolean => lens === undefined || foldText(name) !== foldText(lens.name);
  const isElsewhere = (topic: Topic): boolean => isOther(topic) || (topic.url ?? '') !== (lens?.url ?? '');
  const around = content.root && content.headline ? wholePageContent(content) : undefined;
  const found = [
    () => headedTopics(content, base).filter(isElsewhere),
    () => (fact ? labelledTopics(content, fact, base).filter(isOther) : []),
    () => namedLists(content, base).filter(isElsewhere),
    () => (around ? headedTopics(around, base, true).filter(isElsewhere) : []),
    () => (around ? namedLists(around, base).filter(isElsewhere) : []),
    () => topicsAfterSentence(around ?? content, base).filter(isElsewhere),
    () => distinct(tagLinks(content, base)).filter(isOther),
    () => (around ? distinct(tagLinks(around, base)).filter(isOther) : []),
  ];
  for (const find of found) {
    const topics = find();
    if (topics.length > 0) return topics;
  }
  const keywords = nodes.flatMap(({ keywords }) => namesOf(keywords));
  return withAddresses(around ?? content, keywords.length > 0 ? keywords : tags, base).filter(isOther);
}

/**
 * Finds the topics under their heading.
 *
 * @param isWholePage whether `content` is the whole page. Above the headline, a page may have menus with all topics of
 *   the site, so headings there need a more specific name
 */
function headedTopics(
  { outline, root, headline, isForeign }: Content,
  base: string,
  isWholePage = false,
): Topic[] {
  for (const place of outline.within(root, isForeign)) {
    const { element } = place;
    const text = place.length > 40 || place === headline ? '' : outline.text(element);
    if (!TOPICS.test(text)) continue;
    if (isWholePage && headline && place.start < headline.start && !OWN_TOPICS.test(text)) continue;
    const level = headingLevel(element);
    if (level === undefined && !isLooseHeading(outline, place) && element.name !== 'summary') continue;
    const followers = headingFollowers(outline, place, level ?? 6, headline);
    const end = followers.findIndex(
      (follower) =>
        isForeign(follower) ||
        isLooseHeading(outline, follower) ||
        follower.element.name === 'dl' ||
        outline.text(follower.element) === '',
    );
    const topics = topicsIn({ outline, places: end < 0 ? followers : followers.slice(0, end) }, base);
    if (topics.length > 0) return topics;
  }
  return [];
}

/** Finds the topics in a list or menu with an ARIA label, such as `<nav aria-label="Reader paths">`. */
function namedLists({ outline, root, headline, isForeign }: Content, base: string): Topic[] {
  for (const place of outline.within(root, isForeign)) {
    const { 'aria-label': label = '' } = place.element.attribs;
    if (
      label === '' ||
      place.element.name === 'a' ||
      !TOPICS.test(label) ||
      (headline && containsPlace(place, headline))
    )
      continue;
    if (headline && place.start < headline.start && !OWN_TOPICS.test(label)) continue;
    const topics = topicsIn({ outline, places: [place] }, base);
    if (topics.length > 0) return topics;
  }
  return [];
}

/** Finds the topics in or after a sentence about reader paths or the topic map. Only links count as topics here. */
function topicsAfterSentence({ outline, root, headline, isForeign }: Content, base: string): Topic[] {
  for (const place of outline.within(root, isForeign)) {
    const { element, start, length } = place;
    if (length > 120 || length < 8 || (headline && start < headline.start)) continue;
    if (!/^(?:p|div|span|li|small|em|figcaption|legend|label|caption)$/.test(element.name)) continue;
    if (!LEAD_IN.test(outline.text(element))) continue;
    const inside = topicsIn({ outline, places: [place] }, base).filter(({ url }) => url !== undefined);
    if (inside.length > 1) return inside;
    const followers = headingFollowers(outline, place, 6, headline).slice(0, 3);
    const topics = topicsIn({ outline, places: followers }, base).filter(({ url }) => url !== undefined);
    if (topics.length > 0) return topics;
  }
  return [];
}

/** Some elements of a page. */
interface Region {
  readonly outline: Content['outline'];
  readonly places: readonly PagePlace[];
}

/**
 * Returns the links of a region. If it has no links, returns its short texts: the text of each element, split at commas
 * and similar characters.
 */
function topicsIn({ outline, places }: Region, base: string): Topic[] {
  const links: Topic[] = [];
  const texts: string[] = [];
  for (const place of places) {
    for (const inner of [place, ...outline.within(place)]) {
      if (links.length + texts.length > MAX_TOPICS * 2) break;
      const { element } = inner;
      const text = asText(outline.text(element), 300) ?? '';
      if (element.name === 'a') links.push(...topicOf(text, element, base));
      else if (isLeaf(element) && !isSentence(text)) texts.push(...split(text));
    }
  }
  return distinct(links.length > 0 ? links : texts.flatMap((text) => topicOf(text, undefined, base)));
}

function isLeaf(element: Element): boolean {
  return !element.children.some((child) => isElement(child) && child.name !== 'br');
}

function isSentence(text: string): boolean {
  return /[.!?…]$/.test(text);
}

function split(text: string): string[] {
  return text.split(/\s*[,;·|•]\s*|\s+(?=#)/).slice(0, MAX_TOPICS);
}

function topicOf(text: string, link: Element | undefined, base: string): Topic[] {
  const name = asText(text.replace(/^#\s*/, '').replace(/[\s,;·|•]+$/, ''), 200);
  if (!name || name.length > 80 || !/[\p{L}\p{N}]/u.test(name) || FIXED.test(name) || isSentence(name))
    return [];
  const href = link?.attribs.href;
  const url = href && !href.startsWith('#') ? safeLink(href, base) : undefined;
  return [url ? { name, url } : { name }];
}

function labelledTopics({ outline }: Content, fact: Fact, base: string): Topic[] {
  const places = fact.nodes.flatMap((node) => outline.placeOf(node) ?? []);
  const links = places
    .flatMap((place) => [place, ...outline.within(place)])
    .filter(({ element }) => element.name === 'a')
    .flatMap(({ element }) => topicOf(outline.text(element), element, base));
  if (links.length > 0) return distinct(links);
  if (places.length === 1 && places[0]) {
    const listed = topicsIn({ outline, places }, base);
    if (listed.length > 0) return listed;
  }
  return isSentence(fact.text)
    ? []
    : distinct(split(fact.text).flatMap((text) => topicOf(text, undefined, base)));
}

/** Finds links that `rel` or microdata marks as tags. */
function tagLinks({ outline, root, isForeign }: Content, base: string): Topic[] {
  const tags: Topic[] = [];
  for (const { element } of outline.within(root, isForeign)) {
    if (tags.length >= MAX_TOPICS) break;
    if (isTagLink(element)) tags.push(...topicOf(outline.text(element), element, base));
  }
  return tags;
}

function isTagLink({ name, attribs: { rel = '', itemprop = '' } }: Element): boolean {
  return (
    name === 'a' && (/(?:^|\s)tag(?:\s|$)/i.test(rel) || /(?:^|\s)(?:keywords|about)(?:\s|$)/.test(itemprop))
  );
}

/**
 * Returns tag links, and the elements that consist mostly of links to topics. They are not part of the text.
 *
 * @param lens the lens. In a list of topics, a link to the lens counts as a link to a topic
 */
export function topicBoxes(
  { outline, root }: Content,
  topics: readonly Topic[],
  lens: PageLens | undefined,
  base: string,
): PagePlace[] {
  const keyOf = (name: string, url: string | undefined): string => `${url} ${foldText(name)}`;
  const known = new Set(topics.flatMap(({ name, url }) => (url ? [keyOf(name, url)] : [])));
  const lensKey = lens?.url && keyOf(lens.name, lens.url);
  const links: PagePlace[] = [];
  const lensLinks: PagePlace[] = [];
  for (const place of outline.within(root)) {
    const { element } = place;
    if (element.name !== 'a') continue;
    const key = keyOf(outline.text(element), safeLink(element.attribs.href, base));
    if (isTagLink(element) || known.has(key)) links.push(place);
    else if (key === lensKey) lensLinks.push(place);
    if (links.length >= MAX_TOPICS * 4) break;
  }
  const lists = new Set(links.map((link) => listAround(outline, link)));
  const boxes = new Set<PagePlace>();
  /** Length of the links to topics (UTF-16 units without white space), by the parent of the links. */
  const inLinks = new Map<PagePlace, number>();
  for (const place of [...links, ...lensLinks.filter((link) => lists.has(listAround(outline, link)))]) {
    if (isTagLink(place.element)) boxes.add(place);
    const around = outline.placeOf(place.element.parent);
    if (around && around !== root) inLinks.set(around, (inLinks.get(around) ?? 0) + place.length);
  }
  for (const [around, length] of inLinks) if (length >= around.length * 0.7) boxes.add(around);
  return [...boxes];
}

/** Returns the parent of a link, or the list if the link is directly in a list item. */
function listAround(outline: Content['outline'], { element }: PagePlace): PagePlace | undefined {
  const { parent } = element;
  return outline.placeOf(parent && 'name' in parent && parent.name === 'li' ? parent.parent : parent);
}

/** Reads keywords from metadata: a list of texts, a list of objects with names, or one text with commas. */
function namesOf(keywords: unknown): string[] {
  if (typeof keywords === 'string') return split(keywords.slice(0, 5000));
  if (!Array.isArray(keywords)) return [];
  return keywords.slice(0, MAX_TOPICS).flatMap((keyword: unknown) => {
    const name: unknown =
      typeof keyword === 'object' ? (keyword as { name?: unknown } | null)?.name : keyword;
    return typeof name === 'string' && !/^https?:/i.test(name) ? [name] : [];
  });
}

function withAddresses(
  { outline, root, isForeign }: Content,
  names: readonly string[],
  base: string,
): Topic[] {
  const topics = distinct(names.flatMap((name) => topicOf(name, undefined, base)));
  if (topics.length === 0) return topics;
  const linked = new Map<string, Topic>();
  for (const { element, length } of outline.within(root, isForeign)) {
    if (element.name !== 'a' || length > 80 || linked.size > 1000) continue;
    const [topic] = topicOf(outline.text(element), element, base);
    if (topic?.url && !linked.has(foldText(topic.name))) linked.set(foldText(topic.name), topic);
  }
  return topics.map((topic) => linked.get(foldText(topic.name)) ?? topic);
}

function distinct(topics: readonly Topic[]): Topic[] {
  const byName = new Map<string, Topic>();
  for (const topic of topics) if (!byName.has(topic.name)) byName.set(topic.name, topic);
  return [...byName.values()].slice(0, MAX_TOPICS);
}
