import { PART_NAME } from '../../../analysis/vocabulary.ts';
import { ARTICLE_ITEM_TYPE } from '../../../input/schema-org-types.ts';
import { foldText } from './fold-text.ts';
import { ancestorsOf, containsPlace, headingLevel, type Outline, type PagePlace } from './outline.ts';

/** Headings of parts of the page that do not belong to the analysis. */
const AROUND = new RegExp(
  [
    String.raw`^(?:related\b|more (?:from|posts|like|stories|articles|analys[ei]s|in|on)\b|subscribe|sign up`,
    String.raw`|newsletter|join\b|share\b|(?:\d+ )?(?:comments?|responses?|replies|thoughts)\b|discussion\b`,
    '|leave a (?:reply|comment)|you (?:may|might) also|read next|up next|keep reading|continue reading',
    '|next (?:analysis|article|post)|previous (?:analysis|article|post)|about the author|about us',
    String.raw`|support (?:us|our)\b|latest\b|popular\b|most read|trending|(?:table of )?contents$|on this page`,
    String.raw`|in this (?:article|analysis|issue)|ready for more|footnotes$|elsewhere\b|recommended\b`,
    String.raw`|explore (?:more|this lens)|browse\b)`,
  ].join(''),
  'i',
);

/** Headings in `AROUND` whose parts link to other pages of the publication. These links are facts of this page. */
const ONWARD = /^(?:subscribe|sign up|newsletter|join\b|ready for more|explore this lens|browse\b)/i;
/** Headings of the lens's description, which is a fact and not part of the text. */
const LENS_NOTE = /^(?:about (?:this|the|our) lens|(?:the|this) lens|lens description)\b/i;

/** Whether a heading begins a part of the page that does not belong to the analysis. */
export function isAroundHeading(text: string): boolean {
  return AROUND.test(text) || LENS_NOTE.test(text);
}

/** Whether an element is navigation, a sidebar, a footer or the like. */
function isFurniture({ name, attribs }: PagePlace['element']): boolean {
  return (
    name === 'nav' ||
    name === 'aside' ||
    name === 'footer' ||
    /^(?:navigation|complementary|contentinfo|search|banner|doc-endnotes)$/.test(attribs.role ?? '')
  );
}

/** The part of a page that contains its analysis. */
export interface Content {
  readonly outline: Outline;
  /** The element that contains the analysis; `undefined` if the content is the whole document, as in a feed item. */
  readonly root: PagePlace | undefined;
  readonly headline: PagePlace | undefined;
  /** Whether an element belongs to another article or lists other articles. Its facts are not those of this page. */
  readonly isForeign: (place: PagePlace) => boolean;
  /** Whether an element is outside the text: a foreign element, menu, sidebar, footer or call to subscribe. */
  readonly isBeside: (place: PagePlace) => boolean;
}

/**
 * Finds the headline of a page: a heading that the metadata names, or else the first `h1` in an `article`, in `main`,
 * in `body` or anywhere.
 *
 * @param claimed headlines in the metadata
 * @param siteName name of the site. It is never the headline unless `claimed` has it
 */
export function findHeadline(
  outline: Outline,
  claimed: readonly string[],
  siteName: string | undefined,
): PagePlace | undefined {
  const names = new Set(claimed.map(foldText).filter((name) => name !== ''));
  const site = siteName ? foldText(siteName) : undefined;
  const headings: PagePlace[] = [];
  const skip = (place: PagePlace): boolean => place.element.name === 'nav' || place.element.name === 'aside';
  for (const place of outline.within(undefined, skip))
    if (headingLevel(place.element) !== undefined && outline.text(place.element) !== '') headings.push(place);
  const named = headings.filter(({ element }) => names.has(foldText(outline.text(element))));
  const best = named.find(({ element }) => headingLevel(element) === 1) ?? named[0];
  if (best) return best;
  const tops = headings.filter(
    ({ element }) => headingLevel(element) === 1 && foldText(outline.text(element)) !== site,
  );
  for (const name of ['article', 'main', 'body']) {
    const inside = tops.filter((top) => isWithin(outline, top, name));
    if (inside[0]) return inside[0];
  }
  return tops[0];
}

function isWithin(outline: Outline, place: PagePlace, name: string): boolean {
  return ancestorsOf(outline, place).some(({ element }) => element.name === name);
}

/**
 * Returns the part of the page around a headline: the innermost `article`, `main` or `body` that has text under
 * headings, or else the outermost of them.
 */
export function contentAround(outline: Outline, headline: PagePlace | undefined): Content {
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

/** Returns the content of the whole page, with the same headline. Some pages have facts outside the article. */
export function wholePageContent({ outline, headline }: Content): Content {
  return contentIn(outline, undefined, headline, false);
}

/** @param isBeforeText whether no container of the headline has text under headings */
function contentIn(
  outline: Outline,
  root: PagePlace | undefined,
  headline: PagePlace | undefined,
  isBeforeText: boolean,
): Content {
  // If no container of the headline has text under headings, the only article inside `root` has the text.
  const articles =
    !isBeforeText || !headline ? [] : [...outline.within(root, isFurniturePlace)].filter(isArticle);
  const body = articles.length === 1 ? articles[0] : undefined;
  const { foreign: after, onward } = partsAround(outline, root, headline);
  const isForeign = (place: PagePlace): boolean =>
    after.has(place) ||
    (isArticle(place) && headline !== undefined && place !== body && !containsPlace(place, headline));
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
      (isFurniture(place.element) && !(headline && containsPlace(place, headline))),
  };
}

function isFurniturePlace({ element }: PagePlace): boolean {
  return isFurniture(element);
}

/** Whether an element is an article, by name, ARIA role or, if it is not a microdata property, microdata type. */
function isArticle({ element: { name, attribs } }: PagePlace): boolean {
  return (
    name === 'article' ||
    attribs.role === 'article' ||
    (attribs.itemprop === undefined && ARTICLE_ITEM_TYPE.test(attribs.itemtype ?? ''))
  );
}

function hasHeadedText(outline: Outline, container: PagePlace, headline: PagePlace | undefined): boolean {
  const skip = (place: PagePlace): boolean =>
    isFurniture(place.element) || (isArticle(place) && !(headline && containsPlace(place, headline)));
  for (const place of outline.within(container, skip)) {
    const text = outline.text(place.element);
    if (place === headline || text === '' || isAroundHeading(text)) continue;
    if (headingLevel(place.element) !== undefined && (!headline || place.start > headline.start)) return true;
    if (isLooseHeading(outline, place)) return true;
  }
  return false;
}

/**
 * Whether an element serves as a heading although it is not a heading element: its whole text is a known section name.
 *
 * @param bold whether a paragraph that is one bold line also counts
 */
export function isLooseHeading(outline: Outline, { element, length }: PagePlace, bold = false): boolean {
  if (length > 100 || !/^(?:p|div|strong|b|summary|span|dt|legend|figcaption)$/.test(element.name))
    return false;
  const text = outline.text(element).replace(/\s*:$/, '');
  if (PART_NAME.test(text)) return !isListed(element);
  if (!bold || element.name !== 'p' || /[.:;,]$/.test(text)) return false;
  return isBold(element);
}

/** Whether the whole text of an element is bold. Ignores wrappers such as `font`. */
export function isBold(element: PagePlace['element']): boolean {
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

/** Whether an element may be in a table of contents: it is in a list item, link or menu, or contains a link. */
function isListed(element: PagePlace['element']): boolean {
  for (let parent = element.parent, up = 0; parent && up < 3; parent = parent.parent, up++)
    if ('name' in parent && /^(?:li|a|nav)$/.test(parent.name)) return true;
  return element.children.some((child) => 'name' in child && child.name === 'a');
}

/**
 * Finds the parts around the text by their headings. A part ends at the next heading that is not smaller. A part under
 * "Related" is `foreign`: it does not belong to this page. A part under "Subscribe" or "About this lens" is `onward`:
 * it has links of this page, but is not part of the analysis.
 */
function partsAround(
  outline: Outline,
  root: PagePlace | undefined,
  headline: PagePlace | undefined,
): { foreign: ReadonlySet<PagePlace>; onward: ReadonlySet<PagePlace> } {
  const foreign = new Set<PagePlace>();
  const onward = new Set<PagePlace>();
  for (const place of outline.within(root)) {
    const level = headingLevel(place.element);
    const text = level === undefined || place === headline ? '' : outline.text(place.element);
    if (level === undefined || !isAroundHeading(text)) continue;
    const parts = ONWARD.test(text) || LENS_NOTE.test(text) ? onward : foreign;
    for (const part of [place, ...headingFollowers(outline, place, level, headline)]) parts.add(part);
  }
  return { foreign, onward };
}

/**
 * Returns the siblings after a heading that belong to it. If the heading is the only text of a wrapper, returns the
 * siblings after the wrapper.
 *
 * @param level level of the heading, 1–6. A heading with this number or a smaller number ends the part
 * @param stop a place that ends the part too, such as the headline
 */
export function headingFollowers(
  outline: Outline,
  heading: PagePlace,
  level: number,
  stop: PagePlace | undefined,
): PagePlace[] {
  let head = heading;
  for (
    let parent = outline.placeOf(head.element.parent);
    parent;
    parent = outline.placeOf(parent.element.parent)
  ) {
    if (parent.length !== heading.length || (stop && containsPlace(parent, stop))) break;
    head = parent;
  }
  const followers: PagePlace[] = [];
  for (let next = head.element.next; next; next = next.next) {
    const place = outline.placeOf(next);
    if (!place) continue;
    if (stop && containsPlace(place, stop)) break;
    const own = headingLevel(place.element);
    if (own !== undefined && own <= level) break;
    if (own === undefined && holdsHeading(outline, place, level)) break;
    followers.push(place);
  }
  return followers;
}

function holdsHeading(outline: Outline, place: PagePlace, level: number): boolean {
  for (const inner of outline.within(place, ({ element }) => element.name === 'article'))
    if ((headingLevel(inner.element) ?? 7) <= level) return true;
  return false;
}

const CALL = new RegExp(
  [
    '^(?:subscribe|sign up|sign me up|join (?:us|now|free)|become a (?:member|subscriber|supporter)',
    String.raw`|upgrade to|get (?:the|our) (?:letter|newsletter))\b`,
  ].join(''),
  'i',
);

/** Finds calls to subscribe: small boxes around a form, or around a "Subscribe" link without text beside it. */
function callsToSubscribe(outline: Outline, root: PagePlace | undefined): Set<PagePlace> {
  const calls = new Set<PagePlace>();
  const widen = (from: PagePlace | undefined): void => {
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

/** Whether the parent of an element contains no text outside its child elements. */
function isAlone(outline: Outline, place: PagePlace): boolean {
  const siblings = outline.placeOf(place.element.parent)?.element.children ?? [];
  return (
    siblings.length > 0 &&
    siblings.length <= 20 &&
    siblings.every((child) => child.type !== 'text' || child.data.trim() === '')
  );
}
