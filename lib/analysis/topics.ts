import type { Element } from 'domhandler';
import { safeLink } from '../address/links.ts';
import type { Topic } from '../index/card.ts';
import { asText, type JsonObject } from '../index/json.ts';
import { type Content, followersOf, isLooseHeading } from './content.ts';
import { isElement } from './html.ts';
import type { Fact } from './labels.ts';
import { folded, headingLevel, type Place } from './outline.ts';

const MOST_TOPICS = 50;
const TOPICS = /^(?:reader paths?|topics?|topic map|tags|tagged(?: with)?|filed under|keywords)\s*:?$/i;
/** Links that every analysis has, and that are no topic. */
const FIXED = /^(?:subscribe(?: for more)?|explore this lens|browse all issues|all topics|see all|more)\W*$/i;

export function isTopicsHeading(text: string): boolean {
  return TOPICS.test(text) || /^(?:reader paths|topics|topic map)\b/i.test(text);
}

/** Whether a line holds nothing but the links that every analysis ends with. */
export function isFixedLine(text: string): boolean {
  return (
    text.length < 200 &&
    /^(?:(?:subscribe for more|explore this lens|browse all issues)[^\p{L}]*)+$/iu.test(text)
  );
}

/**
 * The topics of a page: those under their heading or beside their label, else links that say `rel=tag`, else the keywords of
 * its metadata, with the address of the link of that name where there is one.
 *
 * @param lens name of the lens, which some sites file among the tags
 */
export function topicsOf(
  content: Content,
  fact: Fact | undefined,
  nodes: readonly JsonObject[],
  tags: readonly string[],
  lens: string | undefined,
  base: string,
): Topic[] {
  const isOther = ({ name }: Topic): boolean => lens === undefined || folded(name) !== folded(lens);
  const headed = headedTopics(content, base);
  if (headed.length > 0) return headed;
  const labelled = fact ? labelledTopics(content, fact, base) : [];
  if (labelled.length > 0) return labelled;
  const tagged = distinct(relTags(content, base)).filter(isOther);
  if (tagged.length > 0) return tagged;
  const keywords = nodes.flatMap(({ keywords }) => namesOf(keywords));
  return withAddresses(content, keywords.length > 0 ? keywords : tags, base).filter(isOther);
}

function headedTopics({ outline, root, headline, isForeign }: Content, base: string): Topic[] {
  for (const place of outline.within(root, isForeign)) {
    const { element } = place;
    if (place.length > 40 || place === headline || !TOPICS.test(outline.text(element))) continue;
    const level = headingLevel(element);
    if (level === undefined && !isLooseHeading(outline, place)) continue;
    const followers = followersOf(outline, place, level ?? 6, headline);
    const end = followers.findIndex(
      (follower) =>
        isForeign(follower) || isLooseHeading(outline, follower) || outline.text(follower.element) === '',
    );
    const topics = topicsIn({ outline, places: end < 0 ? followers : followers.slice(0, end) }, base);
    if (topics.length > 0) return topics;
  }
  return [];
}

interface Region {
  readonly outline: Content['outline'];
  readonly places: readonly Place[];
}

/** The links of a region; where it has none, its short texts, each in an element of its own or set apart by commas. */
function topicsIn({ outline, places }: Region, base: string): Topic[] {
  const links: Topic[] = [];
  const texts: string[] = [];
  for (const place of places) {
    for (const inner of [place, ...outline.within(place)]) {
      if (links.length + texts.length > MOST_TOPICS * 2) break;
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
  return text.split(/\s*[,;·|•]\s*/).slice(0, MOST_TOPICS);
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

function relTags({ outline, root, isForeign }: Content, base: string): Topic[] {
  const tags: Topic[] = [];
  for (const { element } of outline.within(root, isForeign)) {
    if (tags.length >= MOST_TOPICS) break;
    if (element.name === 'a' && /(?:^|\s)tag(?:\s|$)/i.test(element.attribs.rel ?? ''))
      tags.push(...topicOf(outline.text(element), element, base));
  }
  return tags;
}

/** Keywords as a list, as objects with names, or as one text set apart by commas. */
function namesOf(keywords: unknown): string[] {
  if (typeof keywords === 'string') return split(keywords.slice(0, 5000));
  if (!Array.isArray(keywords)) return [];
  return keywords.slice(0, MOST_TOPICS).flatMap((keyword: unknown) => {
    const name: unknown =
      typeof keyword === 'object' ? (keyword as { name?: unknown } | null)?.name : keyword;
    return typeof name === 'string' ? [name] : [];
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
    if (topic?.url && !linked.has(folded(topic.name))) linked.set(folded(topic.name), topic);
  }
  return topics.map((topic) => linked.get(folded(topic.name)) ?? topic);
}

function distinct(topics: readonly Topic[]): Topic[] {
  const byName = new Map<string, Topic>();
  for (const topic of topics) if (!byName.has(topic.name)) byName.set(topic.name, topic);
  return [...byName.values()].slice(0, MOST_TOPICS);
}
