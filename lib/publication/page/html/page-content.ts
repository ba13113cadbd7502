import { PART_NAME } from '../../../analysis/vocabulary.ts';
import { ARTICLE_ITEM_TYPE } from '../../../input/article-types.ts';
import { folded } from './fold-text.ts';
import { ancestorsOf, headingLevel, holds, type Outline, type Place } from './outline.ts';

/** Headings of what stands around a text and is no part of it. */
const AROUND =
  /^(?:related\b|more (?:from|posts|like|stories|articles|analys[ei]s|in|on)\b|subscribe|sign up|newsletter|join\b|share\b|(?:\d+ )?(?:comments?|responses?|replies|thoughts)\b|discussion\b|leave a (?:reply|comment)|you (?:may|might) also|read next|up next|keep reading|continue reading|next (?:analysis|article|post)|previous (?:analysis|article|post)|about the author|about us|support (?:us|our)\b|latest\b|popular\b|most read|trending|(?:table of )?contents$|on this page|in this (?:article|analysis|issue)|ready for more|footnotes$|elsewhere\b|recommended\b|explore (?:more|this lens)|browse\b)/i;

/** Those of them that lead on from this page: what they head is no text, but holds facts of it. */
const ONWARD = /^(?:subscribe|sign up|newsletter|join\b|ready for more|explore this lens|browse\b)/i;
/** What explains the lens is a fact, not a part of the text. */
const LENS_NOTE = /^(?:about (?:this|the|our) lens|(?:the|this) lens|lens description)\b/i;

export function isAroundHeading(text: string): boolean {
  return AROUND.test(text) || LENS_NOTE.test(text);
}

/** Elements of a page that are no part of what it is about. */
function isFurniture({ name, attribs }: Place['element']): boolean {
  return (
    name === 'nav' ||
    name === 'aside' ||
    name === 'footer' ||
    /^(?:navigation|complementary|contentinfo|search|banner|doc-endnotes)$/.test(attribs.role ?? '')
  );
}

/** The part of a page that holds its analysis. */
export interface Content {
  readonly outline: Outline;
  /** Absent where it is all that there is, as in a feed item. */
  readonly root: Place | undefined;
  readonly headline: Place | undefined;
  /**
   * Whether an element, with all that is in it, is another article's or lists others: nothing in it is a fact of this
   * page.
   */
  readonly isForeign: (place: Place) => boolean;
  /**
   * Whether an element is no part of the text, though it may hold facts: menus, margins, footers, calls to subscribe.
   */
  readonly isBeside: (place: Place) => boolean;
}

/**
 * The heading that is the page's headline: what metadata names, else the top heading of the smallest of `article`,
 * `main` and page.
 *
 * @param claimed headlines that metadata gives
 * @param siteName what the site calls itself, which no headline is
 */
export function findHeadline(
  outline: Outline,
  claimed: readonly string[],
  siteName: string | undefined,
): Place | undefined {
  const names = new Set(claimed.map(folded).filter((name) => name !== ''));
  const site = siteName ? folded(siteName) : undefined;
  const headings: Place[] = [];
  const skip = (place: Place): boolean => place.element.name === 'nav' || place.element.name === 'aside';
  for (const place of outline.within(undefined, skip))
    if (headingLevel(place.element) !== undefined && outline.text(place.element) !== '') headings.push(place);
  const named = headings.filter(({ element }) => names.has(folded(outline.text(element))));
  const best = named.find(({ element }) => headingLevel(element) === 1) ?? named[0];
  if (best) return best;
  const tops = headings.filter(
    ({ element }) => headingLevel(element) === 1 && folded(outline.text(element)) !== site,
  );
  for (const name of ['article', 'main', 'body']) {
    const inside = tops.filter((top) => isWithin(outline, top, name));
    if (inside[0]) return inside[0];
  }
  return tops[0];
}

function isWithin(outline: Outline, place: Place, name: string): boolean {
  return ancestorsOf(outline, place).some(({ element }) => element.name === name);
}

/**
 * The part of the page around a headline: its `article`, where that holds headed text; else `main`, else the whole
 * page.
 */
export function contentAround(outline: Outline, headline: Place | undefined): Content {
  const containers = headline
    ? ancestorsOf(outline, headline).filter(
        ({ element: { name, attribs } }) =>
          name === 'article' ||
          name === 'main' ||
          name === 'body' ||
          /^(?:article|main)$/.test(attribs.role ?? ''),
      )
    : [];
  const holding = containers.find((container) => hasHeadedText(outline, container, headline));
  return contentIn(outline, holding ?? containers.at(-1), headline, holding === undefined);
}

/** The whole page with the same headline: some pages set their facts beside the article. */
export function surroundingsOf({ outline, headline }: Content): Content {
  return contentIn(outline, undefined, headline, false);
}

/** @param foreword whether the headline stands before the element that holds the text, not in it */
function contentIn(
  outline: Outline,
  root: Place | undefined,
  headline: Place | undefined,
  foreword: boolean,
): Content {
  // Some pages set the headline before the article: then the only article is the one.
  const articles =
    !foreword || !headline ? [] : [...outline.within(root, isFurniturePlace)].filter(isArticle);
  const body = articles.length === 1 ? articles[0] : undefined;
  const { foreign: after, onward } = partsAround(outline, root, headline);
  const isForeign = (place: Place): boolean =>
    after.has(place) ||
    (isArticle(place) && headline !== undefined && place !== body && !holds(place, headline));
  const calls = callsToSubscribe(outline, root);
  return {
    outline,
    root,
    headline,
    isForeign,
    isBeside: (place) =>
      isForeign(place) ||
      onward.has(place) ||
      calls.has(place) ||
      (isFurniture(place.element) && !(headline && holds(place, headline))),
  };
}

function isFurniturePlace({ element }: Place): boolean {
  return isFurniture(element);
}

/**
 * Whether an element says that it is an article by itself: in HTML, ARIA, or microdata that is no other item's
 * property.
 */
function isArticle({ element: { name, attribs } }: Place): boolean {
  return (
    name === 'article' ||
    attribs.role === 'article' ||
    (attribs.itemprop === undefined && ARTICLE_ITEM_TYPE.test(attribs.itemtype ?? ''))
  );
}

function hasHeadedText(outline: Outline, container: Place, headline: Place | undefined): boolean {
  const skip = (place: Place): boolean =>
    isFurniture(place.element) || (isArticle(place) && !(headline && holds(place, headline)));
  for (const place of outline.within(container, skip)) {
    const text = outline.text(place.element);
    if (place === headline || text === '' || isAroundHeading(text)) continue;
    if (headingLevel(place.element) !== undefined && (!headline || place.start > headline.start)) return true;
    if (isLooseHeading(outline, place)) return true;
  }
  return false;
}

/** A block that is no heading element and still heads what follows: a known name alone, or one bold line. */
export function isLooseHeading(outline: Outline, { element, length }: Place, bold = false): boolean {
  if (length > 100 || !/^(?:p|div|strong|b|summary|span|dt|legend|figcaption)$/.test(element.name))
    return false;
  const text = outline.text(element).replace(/\s*:$/, '');
  if (PART_NAME.test(text)) return !isListed(element);
  if (!bold || element.name !== 'p' || /[.:;,]$/.test(text)) return false;
  return isBold(element);
}

/** Whether all that an element says is bold, through wrappers such as `font`. */
export function isBold(element: Place['element']): boolean {
  let inner = element;
  for (let depth = 0; depth < 5; depth++) {
    const inside = inner.children.filter((child) => child.type !== 'text' || child.data.trim() !== '');
    const only = inside.length === 1 ? inside[0] : undefined;
    if (only === undefined || !('name' in only) || !('attribs' in only)) return false;
    if (/^(?:strong|b)$/.test(only.name)) return true;
    inner = only;
  }
  return false;
}

/** Lists of contents name sections too, each as a link in an item. */
function isListed(element: Place['element']): boolean {
  for (let parent = element.parent, up = 0; parent && up < 3; parent = parent.parent, up++)
    if ('name' in parent && /^(?:li|a|nav)$/.test(parent.name)) return true;
  return element.children.some((child) => 'name' in child && child.name === 'a');
}

/**
 * What follows a heading such as "Related" up to the next heading of its rank is another page's, or leads on from
 * this page where the heading is one such as "Subscribe".
 */
function partsAround(
  outline: Outline,
  root: Place | undefined,
  headline: Place | undefined,
): { foreign: ReadonlySet<Place>; onward: ReadonlySet<Place> } {
  const foreign = new Set<Place>();
  const onward = new Set<Place>();
  for (const place of outline.within(root)) {
    const level = headingLevel(place.element);
    const text = level === undefined || place === headline ? '' : outline.text(place.element);
    if (level === undefined || !isAroundHeading(text)) continue;
    const parts = ONWARD.test(text) || LENS_NOTE.test(text) ? onward : foreign;
    for (const part of [place, ...followersOf(outline, place, level, headline)]) parts.add(part);
  }
  return { foreign, onward };
}

/** The elements behind a heading that it heads; where it stands alone in a wrapper, those behind the wrapper. */
export function followersOf(
  outline: Outline,
  heading: Place,
  level: number,
  stop: Place | undefined,
): Place[] {
  let head = heading;
  for (
    let parent = outline.placeOf(head.element.parent);
    parent;
    parent = outline.placeOf(parent.element.parent)
  ) {
    if (parent.length !== heading.length || (stop && holds(parent, stop))) break;
    head = parent;
  }
  const followers: Place[] = [];
  for (let next = head.element.next; next; next = next.next) {
    const place = outline.placeOf(next);
    if (!place) continue;
    if (stop && holds(place, stop)) break;
    const own = headingLevel(place.element);
    if (own !== undefined && own <= level) break;
    if (own === undefined && holdsHeading(outline, place, level)) break;
    followers.push(place);
  }
  return followers;
}

function holdsHeading(outline: Outline, place: Place, level: number): boolean {
  for (const inner of outline.within(place, ({ element }) => element.name === 'article'))
    if ((headingLevel(inner.element) ?? 7) <= level) return true;
  return false;
}

const CALL =
  /^(?:subscribe|sign up|sign me up|join (?:us|now|free)|become a (?:member|subscriber|supporter)|upgrade to|get (?:the|our) (?:letter|newsletter))\b/i;

/** Small boxes within the text around a form or a lone "Subscribe" link. */
function callsToSubscribe(outline: Outline, root: Place | undefined): Set<Place> {
  const calls = new Set<Place>();
  const widen = (from: Place | undefined): void => {
    let box = from;
    for (let up = 0; box && box !== root && up < 3; up++) {
      if (box.length > 250 || box.element.name === 'section' || holdsHeading(outline, box, 6)) return;
      if (box.element.name !== 'a') calls.add(box);
      box = outline.placeOf(box.element.parent);
      if (!box || box.element.children.length > 20) return;
      if (box.element.children.filter((child) => outline.placeOf(child)).length > 3) return;
    }
  };
  for (const place of outline.within(root)) {
    const { element } = place;
    const form = element.children.some((child) => 'name' in child && child.name === 'form');
    if (form) widen(place);
    else if (element.name === 'a' && CALL.test(outline.text(element)) && isAlone(outline, place))
      widen(place);
  }
  return calls;
}

/** Whether an element is all the text of a line. */
function isAlone(outline: Outline, place: Place): boolean {
  const siblings = outline.placeOf(place.element.parent)?.element.children ?? [];
  return (
    siblings.length > 0 &&
    siblings.length <= 20 &&
    siblings.every((child) => child.type !== 'text' || child.data.trim() === '')
  );
}
