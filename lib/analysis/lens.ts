import { safeLink } from '../address/links.ts';
import { isOneOrigin } from '../address/twin.ts';
import { asText } from '../index/json.ts';
import type { Content } from './content.ts';
import type { Fact } from './labels.ts';
import { ancestorsOf, folded, type Place } from './outline.ts';

const EXPLORE = /^explore this lens\W*$/i;

/**
 * The lens of a page: the fact beside its label; where there is no label, the name that another link to the address of
 * "Explore this lens" has.
 */
export function lensOf(
  content: Content,
  fact: Fact | undefined,
  base: string,
): { readonly name: string; readonly url?: string } | undefined {
  const links = linksOf(content, base);
  const explore = links.find(({ text }) => EXPLORE.test(text))?.url;
  const labelled = typeof fact?.value === 'string' ? fact.value : undefined;
  if (labelled) {
    const url =
      linkAt(content, fact, base) ??
      explore ??
      links.find(({ text }) => folded(text) === folded(labelled))?.url;
    return url ? { name: labelled, url } : { name: labelled };
  }
  if (!explore) return undefined;
  const names = new Map(
    links
      .filter(({ url, text }) => url === explore && !EXPLORE.test(text))
      .map(({ text }) => [folded(text), asText(text, 200)] as const),
  );
  const [name] = [...names.values()];
  return name && names.size === 1 ? { name, url: explore } : undefined;
}

interface Link {
  readonly text: string;
  readonly url: string;
}

function linksOf({ outline, isForeign }: Content, base: string): Link[] {
  const links: Link[] = [];
  for (const { element, length } of outline.within(undefined, isForeign)) {
    if (element.name !== 'a' || length === 0 || length > 80) continue;
    const url = ownPage(element.attribs.href, base);
    if (url) links.push({ text: outline.text(element), url });
    if (links.length > 2000) break;
  }
  return links;
}

/** The link in or around what stands beside the label. */
function linkAt({ outline }: Content, fact: Fact | undefined, base: string): string | undefined {
  const places = (fact?.nodes ?? []).flatMap((node) => outline.placeOf(node) ?? []);
  const around = places.flatMap((place): Place[] => [
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
  return url && isOneOrigin(url, safeLink(base) ?? base) ? url : undefined;
}
