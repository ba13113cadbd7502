import { possibleHosts } from '../address/hosts.ts';
import { hostPlace } from './host-list.ts';
import {
  betterLinkText,
  MAX_ADDRESSES_LENGTH,
  MAX_ELEMENTS_PER_LINK,
  MAX_HOST_NAMES,
  MAX_LANGUAGE_LENGTH,
  MAX_LINK_ELEMENTS,
  MAX_LINKS,
  MAX_NODES_PER_LINK,
  MAX_WORDS_LENGTH,
  type PageLinks,
} from './page-links.ts';
import { resolveAddress } from './read-identity.ts';

/** Reads values of `storage.local`. */
type ReadStored = (keys: readonly string[]) => Promise<Record<string, unknown>>;

/**
 * Reads the links of a page that lead to a host in the list of hosts (`hostList`). Changes nothing in the page and
 * causes no layout. The limits in `page-links.ts` bound the work.
 *
 * @param stored reads the list of hosts
 */
export async function readLinks(page: Document, stored: ReadStored): Promise<PageLinks> {
  const [root] = elementsNamed(page, 'html');
  const language = root?.getAttribute('lang')?.slice(0, MAX_LANGUAGE_LENGTH) ?? '';
  const { wrapping } = await stored(['wrapping']);
  if (typeof wrapping !== 'string') return { links: [], language };
  const elements = elementsByAddress(page);
  const listed = await listedAmong([...elements.keys()], wrapping, stored);
  const links: PageLinks['links'][number][] = [];
  let budget = MAX_ADDRESSES_LENGTH;
  for (const address of listed) {
    budget -= address.length;
    if (links.length === MAX_LINKS || budget < 0) break;
    links.push({ address, words: (elements.get(address) ?? []).map(wordsIn).reduce(betterLinkText, '') });
  }
  return { links, language };
}

/**
 * Returns the elements of a page with a tag name. Takes the method from the prototype, because an element with
 * `name="getElementsByTagName"` hides the document's own method:
 * https://html.spec.whatwg.org/multipage/dom.html#dom-tree-accessors
 */
function elementsNamed(page: Document, name: string): HTMLCollectionOf<Element> {
  return Document.prototype.getElementsByTagName.call(page, name);
}

/**
 * Returns the link elements of a page by their absolute address. Leaves out links within the page and links that are
 * not web addresses.
 */
function elementsByAddress(page: Document): Map<string, Element[]> {
  const all = elementsNamed(page, 'a');
  const found = new Map<string, Element[]>();
  for (let n = 0; n < MAX_LINK_ELEMENTS; n++) {
    const element = all[n];
    if (!element) break;
    const written = element.getAttribute('href');
    if (written?.trimStart().startsWith('#')) continue;
    const address = resolveAddress(written, element.baseURI);
    if (address === undefined) continue;
    const same = found.get(address);
    if (!same) found.set(address, [element]);
    else if (same.length < MAX_ELEMENTS_PER_LINK) same.push(element);
  }
  return found;
}

/**
 * Matches addresses that contain another address, such as the addresses of click counters. `WRAPPER_ADDRESS` does not
 * match all of them.
 */
const INNER_ADDRESS = '^.+https?(?::|%3a)';

/** Returns the addresses that are on a host of the list, or contain an address on such a host. */
async function listedAmong(
  addresses: readonly string[],
  wrapping: string,
  stored: ReadStored,
): Promise<string[]> {
  const mayWrap = new RegExp(`${wrapping}|${INNER_ADDRESS}`, 'i');
  let names = 0;
  const places = new Map<string, ReturnType<typeof hostPlace>>();
  const hosts = addresses.map((address) => {
    const own = names < MAX_HOST_NAMES ? possibleHosts(address, mayWrap) : [];
    names += own.length;
    for (const host of own) if (!places.has(host)) places.set(host, hostPlace(host));
    return own;
  });
  const list = await stored([...new Set([...places.values()].map(([part]) => part))]);
  const isListed = (host: string): boolean => {
    const [part, entry] = places.get(host) ?? ['', ''];
    const hashes = list[part];
    return typeof hashes === 'string' && hashes.includes(entry);
  };
  return addresses.filter((_, n) => hosts[n]?.some(isListed));
}

/** Elements that can be inside a word or a sentence. All other elements separate words, even without white space. */
const WITHIN_WORDS = /^(?:b|em|i|mark|s|strong|sub|sup|u|wbr)$/;
const NO_WORDS = /^(?:script|style|noscript|title)$/;

/** Returns the text of an element, or the description of its first picture if it has no text. */
function wordsIn(element: Element): string {
  const kinds = NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT;
  const walker = Document.prototype.createTreeWalker.call(document, element, kinds);
  let words = '';
  let pictured = '';
  let last: Element | null = null;
  for (let n = 0; n < MAX_NODES_PER_LINK && words.length < 2 * MAX_WORDS_LENGTH; n++) {
    const node = walker.nextNode();
    if (!node) break;
    if (node instanceof HTMLImageElement) pictured ||= node.alt.slice(0, 2 * MAX_WORDS_LENGTH);
    const parent = node.parentElement;
    if (!(node instanceof Text) || !parent || NO_WORDS.test(parent.localName)) continue;
    const isApart = parent !== last && ![parent, last].some((one) => one && WITHIN_WORDS.test(one.localName));
    words += (isApart ? ' ' : '') + node.data.slice(0, 2 * MAX_WORDS_LENGTH);
    last = parent;
  }
  return shown(words) || shown(pictured);
}

function shown(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, MAX_WORDS_LENGTH);
}
