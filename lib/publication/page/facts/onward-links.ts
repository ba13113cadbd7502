import type { AnyNode, Element } from 'domhandler';
import { safeLink } from '../../../address/safe-link.ts';
import { isSameOriginOrTwin } from '../../../address/www-twin.ts';
import { headingLevel, type Outline, type PagePlace } from '../html/outline.ts';
import type { Content } from '../html/page-content.ts';
import { childrenOf, elementsNamed, isElement } from '../html/parse-html.ts';
import { valueAfter } from './label-values.ts';

/** Addresses of other pages that an analysis links to. All are absolute. */
export interface OnwardLinks {
  /** The page of the lens ("Explore this lens"), on the publication's own origin. */
  readonly explore?: string | undefined;
  /** The list of all issues. */
  readonly issues?: string | undefined;
  /** The address at which readers subscribe. It may be on another site. */
  readonly subscribe?: string | undefined;
  /** Elements that contain only a label and its link. They are not part of the text. */
  readonly boxes: readonly PagePlace[];
}

const EXPLORE = /^explore (?:this|the) lens\W*$/i;
/** Patterns for the name of the link to all issues, the most reliable first. */
const ISSUES = [
  /^(?:browse|see|view|read) all (?:the |our )?issues\W*$/i,
  /^(?:(?:browse|see|view) )?(?:all |the |our |past |back )*issues(?: archive)?\W*$/i,
];
/** Patterns for the name of the link for subscribing, the most reliable first. They exclude feeds and calendars. */
const SUBSCRIBE = [
  /^subscribe for more\W*$/i,
  /^subscribe(?: now| here| today| free| for free)?\W*$/i,
  /^subscribe\b(?!.*\b(?:rss|atom|feeds?|podcasts?|calendar)\b)/i,
  new RegExp(
    [
      '^(?:(?:get|join|read|sign up (?:for|to)) )?(?:the |our |a )?(?:free |weekly |daily |email )*',
      String.raw`(?:newsletter|mailing list)\W*$`,
    ].join(''),
    'i',
  ),
];

/** Maximum number of links to read. */
const MAX_LINKS = 5000;

/** A link with its name (see `namedLinks`). */
export interface NamedLink {
  readonly name: string;
  /** Absolute address. */
  readonly url: string;
  readonly place: PagePlace;
}

/**
 * Returns the links of a page that have a name and no long text, except links in other articles. The name of a link is
 * its text, or else its `aria-label`, its `title` or the `alt` text of its picture.
 *
 * @param base address of the page
 */
export function namedLinks({ outline, isForeign }: Content, base: string): NamedLink[] {
  const links: NamedLink[] = [];
  for (const place of outline.within(undefined, isForeign)) {
    const { element, length } = place;
    if (element.name !== 'a' || length > 80) continue;
    const { href } = element.attribs;
    const url = href && !href.startsWith('#') ? safeLink(href, base) : undefined;
    const name = url && linkName(element, outline);
    if (url && name) links.push({ name, url, place });
    if (links.length >= MAX_LINKS) break;
  }
  return links;
}

function linkName(link: Element, outline: Outline): string {
  const text = outline.text(link);
  if (text !== '') return text;
  const { 'aria-label': label, title } = link.attribs;
  const picture = [...elementsNamed(link, 'img')].find(({ attribs }) => attribs.alt)?.attribs.alt;
  return (label ?? title ?? picture ?? '').slice(0, 200).trim();
}

/**
 * Finds the links to the lens, to all issues, and for subscribing.
 *
 * @param links the result of `namedLinks`
 * @param base address of the page
 */
export function onwardLinks(content: Content, links: readonly NamedLink[], base: string): OnwardLinks {
  const labelled = labelledLinks(content, base);
  const find = (patterns: readonly RegExp[], isUsable = (_: string): boolean => true): string | undefined => {
    for (const pattern of patterns) {
      const found = [...links, ...labelled].find(({ name, url }) => pattern.test(name) && isUsable(url));
      if (found) return found.url;
    }
    return undefined;
  };
  return {
    explore: find([EXPLORE], (url) => isOnOwnOrigin(url, base)),
    issues: find(ISSUES, (url) => isOnOwnOrigin(url, base)),
    subscribe: find(SUBSCRIBE),
    boxes: labelled.flatMap(({ boxes }) => boxes),
  };
}

/**
 * Whether an address is on the page's own origin.
 *
 * @param base address of the page
 */
export function isOnOwnOrigin(url: string, base: string): boolean {
  return isSameOriginOrTwin(url, safeLink(base) ?? base);
}

/** Labels next to a link with other words: in "Subscribe for more: by mail", the link is "by mail". */
const LABEL = /^(?:subscribe for more|explore this lens|browse all issues)\s*:?$/i;

interface LabelledLink {
  readonly name: string;
  readonly url: string;
  readonly boxes: readonly PagePlace[];
}

function labelledLinks({ outline, isForeign }: Content, base: string): LabelledLink[] {
  const found: LabelledLink[] = [];
  for (const place of outline.within(undefined, isForeign)) {
    const { element, length } = place;
    if (length > 20 || length < 14 || found.length > 20) continue;
    const name = outline.text(element);
    if (!LABEL.test(name) || isInLink(element)) continue;
    const beside =
      headingLevel(element) === undefined ? valueAfter(element, outline) : siblingsAfter(element, outline);
    const [link] = beside.flatMap(linksIn);
    const url = link && safeLink(link.attribs.href, base);
    const boxes = [place, ...beside.flatMap((node) => outline.placeOf(node) ?? [])];
    if (url) found.push({ name, url, boxes });
  }
  return found;
}

function siblingsAfter(element: Element, outline: Outline): Element[] {
  const next = [element.next, element.next?.next].flatMap((node) => outline.placeOf(node) ?? []);
  return next.slice(0, 1).map(({ element: sibling }) => sibling);
}

function isInLink(element: Element): boolean {
  for (let node: AnyNode | null = element, up = 0; node && up < 5; node = node.parent, up++)
    if (isElement(node) && node.name === 'a') return true;
  return childrenOf(element).some((child) => isElement(child) && child.name === 'a');
}

function linksIn(node: AnyNode): Element[] {
  if (!isElement(node)) return [];
  return node.name === 'a' ? [node] : [...elementsNamed(node, 'a')].slice(0, 1);
}
