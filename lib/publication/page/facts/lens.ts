import { safeLink } from '../../../address/safe-link.ts';
import { plainText } from '../../../analysis/content-blocks.ts';
import { asList, asObject, asText, type JsonObject } from '../../../input/json-values.ts';
import { blocksOf } from '../html/blocks-of.ts';
import { foldText } from '../html/fold-text.ts';
import { ancestorsOf, containsPlace, headingLevel, type PagePlace } from '../html/outline.ts';
import { type Content, headingFollowers, isLooseHeading } from '../html/page-content.ts';
import type { Fact, FactLabel } from './fact.ts';
import { isOnOwnOrigin, type NamedLink, type OnwardLinks } from './onward-links.ts';

const EXPLORE = /^explore (?:this|the) lens\W*$/i;
/** Maximum length of a lens's description (UTF-16 units). */
const MAX_DESCRIPTION_LENGTH = 1000;

/** The lens that a page names. */
export interface PageLens {
  readonly name: string;
  /** Absolute address of the lens's page at the publication. */
  readonly url?: string;
  /** Description of the lens, as plain text. */
  readonly description?: string;
}

/** The lens of a page, and the elements of its description, which are not part of the text. */
export interface FoundLens {
  readonly lens: PageLens | undefined;
  readonly boxes: readonly PagePlace[];
}

/**
 * Finds the lens of a page: the fact with the label "Lens". If there is no such fact, the name is the text of another
 * link to the address of "Explore this lens".
 *
 * Finds the lens's description beside the label "About this lens", after the name, under its own heading, in a line or
 * box with the name, by an attribute of a link to the lens, or in the metadata.
 *
 * @param links the result of `namedLinks`
 * @param nodes JSON-LD and microdata about the page
 * @param base address of the page
 */
export function findLens(
  content: Content,
  labels: ReadonlyMap<FactLabel, Fact>,
  links: readonly NamedLink[],
  { explore }: OnwardLinks,
  nodes: readonly JsonObject[],
  base: string,
): FoundLens {
  const named = namedLens(content, labels.get('lens'), links, explore, base);
  if (!named) return { lens: undefined, boxes: [] };
  const found = descriptionOf(content, named, labels, links, nodes, base);
  if (!found) return { lens: named, boxes: [] };
  return { lens: { ...named, description: found.text }, boxes: found.boxes };
}

function namedLens(
  content: Content,
  fact: Fact | undefined,
  links: readonly NamedLink[],
  explore: string | undefined,
  base: string,
): { readonly name: string; readonly url?: string } | undefined {
  const own = links.filter(({ url }) => isOnOwnOrigin(url, base));
  const labelled = typeof fact?.value === 'string' ? fact.value : undefined;
  if (labelled) {
    const url =
      linkAt(content, fact, base) ??
      explore ??
      own.find(({ name }) => foldText(name) === foldText(labelled))?.url;
    return url ? { name: labelled, url } : { name: labelled };
  }
  if (!explore) return undefined;
  const names = new Map(
    own
      .filter(({ url, name }) => url === explore && !EXPLORE.test(name))
      .map(({ name }) => [foldText(name), asText(name, 200)] as const),
  );
  const [name] = [...names.values()];
  return name && names.size === 1 ? { name, url: explore } : undefined;
}

interface Described {
  readonly text: string;
  readonly boxes: readonly PagePlace[];
}

function descriptionOf(
  content: Content,
  lens: PageLens,
  labels: ReadonlyMap<FactLabel, Fact>,
  links: readonly NamedLink[],
  nodes: readonly JsonObject[],
  base: string,
): Described | undefined {
  const about = labels.get('about the lens');
  const fact = labels.get('lens');
  const stated =
    (about && described(about.text, placesOf(content, about))) ??
    (fact?.note === undefined ? undefined : described(fact.note, placesOf(content, fact)));
  return (
    stated ??
    headedNote(content, lens, base) ??
    lineNote(content, lens) ??
    linkedNote(content, lens, links) ??
    boxedNote(content, lens, links, base) ??
    statedNote(nodes, lens.name)
  );
}

function described(written: unknown, boxes: readonly PagePlace[] = []): Described | undefined {
  const text = asText(written, MAX_DESCRIPTION_LENGTH);
  return text && text.split(' ').length >= 3 && !EXPLORE.test(text) ? { text, boxes } : undefined;
}

function placesOf({ outline }: Content, { nodes, at }: Fact): PagePlace[] {
  return [at, ...nodes].flatMap((node) => outline.placeOf(node) ?? []);
}

/** Finds the sentences under the heading "About this lens", or under the name of the lens. */
function headedNote(
  { outline, headline, isForeign }: Content,
  lens: PageLens,
  base: string,
): Described | undefined {
  const names = new Set(['aboutthislens', 'aboutthelens', 'thislens', 'thelens', 'lensdescription']);
  for (const name of [lens.name, `about ${lens.name}`, `lens ${lens.name}`, `the lens ${lens.name}`])
    names.add(foldText(name));
  for (const place of outline.within(undefined, isForeign)) {
    if (place.length > 120 || place === headline || !names.has(foldText(outline.text(place.element))))
      continue;
    const level = headingLevel(place.element);
    if (level === undefined && !isLooseHeading(outline, place) && place.element.name !== 'summary') continue;
    const followers = headingFollowers(outline, place, level ?? 6, headline);
    const end = followers.findIndex(
      (follower) => isForeign(follower) || isLooseHeading(outline, follower) || follower.length > 800,
    );
    const places = end < 0 ? followers : followers.slice(0, end);
    const found = described(notesIn(places, base), [place, ...places]);
    if (found) return found;
  }
  return undefined;
}

/**
 * Finds the description in a line that begins with the name of the lens and is outside the text. The name must be a
 * separate element, such as a link.
 */
function lineNote({ outline, root, isForeign }: Content, lens: PageLens): Described | undefined {
  if (!root) return undefined;
  for (const place of outline.within(undefined, (one) => one === root || isForeign(one))) {
    const first = place.element.children.find((child) => child.type !== 'text' || child.data.trim() !== '');
    const name = outline.placeOf(first);
    if (!name || !/^(?:a|b|strong|em|span)$/.test(name.element.name) || place.length > MAX_DESCRIPTION_LENGTH)
      continue;
    if (foldText(outline.text(name.element)) !== foldText(lens.name)) continue;
    const rest = outline.text(place.element).slice(outline.text(name.element).length);
    const found = /[.!?]$/.test(rest) ? described(rest.replace(/^[\s—–:.-]+/, ''), [place]) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** Returns the sentences in `places`. Leaves out lines that are not sentences, such as links and names. */
function notesIn(places: readonly PagePlace[], base: string): string {
  return plainText(
    blocksOf(
      places.slice(0, 6).map(({ element }) => element),
      base,
    ),
  )
    .split('\n')
    .filter((line) => /[.!?…]["”’)]?$/.test(line) && line.split(' ').length >= 3)
    .join(' ');
}

/**
 * Returns the description that a link to the lens carries: the text of the element that the link's `aria-describedby`
 * names, or the link's `title`.
 */
function linkedNote(
  { outline }: Content,
  lens: PageLens,
  links: readonly NamedLink[],
): Described | undefined {
  const own = links.filter(({ url, name }) =>
    lens.url ? url === lens.url : foldText(name) === foldText(lens.name),
  );
  for (const { place } of own.slice(0, 20)) {
    const { title, 'aria-describedby': id } = place.element.attribs;
    const byId = id ? outline.places.find(({ element }) => element.attribs.id === id) : undefined;
    const found =
      (byId && described(outline.text(byId.element), [byId])) ??
      (isNote(title, lens) ? described(title) : undefined);
    if (found) return found;
  }
  return undefined;
}

/**
 * Whether the `title` of a link is a description. Many titles only repeat the link's text or say how the link opens.
 */
function isNote(title: string | undefined, { name }: PageLens): title is string {
  return (
    title !== undefined &&
    title.split(' ').length >= 4 &&
    !foldText(title).startsWith(foldText(`explore ${name}`)) &&
    !/\b(?:window|tab|click|opens?|all analyses|view all|see all)\b/i.test(title)
  );
}

/** Finds the description in a small box that contains "Explore this lens" and the name of the lens. */
function boxedNote(
  { outline, headline }: Content,
  lens: PageLens,
  links: readonly NamedLink[],
  base: string,
): Described | undefined {
  for (const link of links.filter(({ name }) => EXPLORE.test(name)).slice(0, 5)) {
    for (const box of ancestorsOf(outline, link.place).slice(0, 4)) {
      if (box.length > MAX_DESCRIPTION_LENGTH || (headline && containsPlace(box, headline))) break;
      const inside = [...outline.within(box)];
      const others = inside.some(
        (place) =>
          (headingLevel(place.element) !== undefined || isLooseHeading(outline, place)) &&
          foldText(outline.text(place.element)) !== foldText(lens.name),
      );
      if (others) break;
      if (!inside.some(({ element }) => foldText(outline.text(element)) === foldText(lens.name))) continue;
      const found = described(notesIn([box], base), [box]);
      if (found) return found;
    }
  }
  return undefined;
}

/** Finds an item with the name of the lens in the metadata, and returns its description. */
function statedNote(nodes: readonly JsonObject[], name: string): Described | undefined {
  let left = 2000;
  const search = (value: unknown, depth: number): string | undefined => {
    if (depth > 4 || left-- <= 0) return undefined;
    if (Array.isArray(value)) {
      for (const one of asList(value, 100)) {
        const found = search(one, depth);
        if (found) return found;
      }
      return undefined;
    }
    const node = asObject(value);
    if (!node) return undefined;
    const own = asText(node.name ?? node.headline, 200);
    if (own && foldText(own) === foldText(name)) {
      const text = asText(node.description, MAX_DESCRIPTION_LENGTH);
      if (text) return text;
    }
    for (const inner of Object.values(node).slice(0, 100)) {
      if (typeof inner !== 'object' || inner === null) continue;
      const found = search(inner, depth + 1);
      if (found) return found;
    }
    return undefined;
  };
  return described(search(nodes, 0));
}

/** Returns the address of the first link to the publication's own origin, in or around a fact. */
function linkAt({ outline }: Content, fact: Fact | undefined, base: string): string | undefined {
  const places = (fact?.nodes ?? []).flatMap((node) => outline.placeOf(node) ?? []);
  const around = places.flatMap((place): PagePlace[] => [
    place,
    ...outline.within(place),
    ...ancestorsOf(outline, place).slice(0, 3),
  ]);
  return around
    .filter(({ element }) => element.name === 'a')
    .map(({ element }) => ownPage(element.attribs.href, base))
    .find((url) => url !== undefined);
}

function ownPage(href: string | undefined, base: string): string | undefined {
  const url = href && !href.startsWith('#') ? safeLink(href, base) : undefined;
  return url && isOnOwnOrigin(url, base) ? url : undefined;
}
