import type { Document } from 'domhandler';
import { urlKey } from '../../../address/url-keys.ts';
import { asList, asObject, asText, type JsonObject } from '../../../input/json-values.ts';
import { ANALYSIS_TYPE } from '../../../input/schema-org-types.ts';
import { foldText } from '../html/fold-text.ts';
import { childrenOf, elementsNamed } from '../html/parse-html.ts';
import { mendedJson } from './mended-json.ts';

/** Limits for one page, far above what real pages have. The length is in UTF-16 units. */
const MAX_SCRIPT_LENGTH = 1_000_000;
const MAX_SCRIPTS = 50;
const MAX_NODES = 500;
const MAX_DEPTH = 4;

/** Matches types that say that a page is not about a single article. */
const OTHER_PAGE =
  /^(?:CollectionPage|AboutPage|ContactPage|SearchResultsPage|ProfilePage|ItemList|CheckoutPage|Blog|FAQPage)$/;

/** Returns all JSON-LD nodes of a page, including nodes in lists, in `@graph` and in `mainEntity`. */
export function jsonLdNodes(page: Document): JsonObject[] {
  const nodes: JsonObject[] = [];
  const add = (value: unknown, depth: number): void => {
    if (depth > MAX_DEPTH || nodes.length >= MAX_NODES) return;
    if (Array.isArray(value)) {
      for (const one of asList(value, MAX_NODES)) add(one, depth + 1);
      return;
    }
    const node = asObject(value);
    if (!node) return;
    nodes.push(node);
    add(node['@graph'], depth + 1);
    add(node.mainEntity, depth + 1);
  };
  let scripts = 0;
  for (const script of elementsNamed(page, 'script')) {
    if (!/^application\/ld\+json\b/i.test(script.attribs.type ?? '')) continue;
    if (++scripts > MAX_SCRIPTS) break;
    const text = childrenOf(script)
      .map((child) => ('data' in child ? child.data : ''))
      .join('');
    if (text.length <= MAX_SCRIPT_LENGTH) add(parsed(text), 0);
  }
  return nodes;
}

/** Parses JSON. If it is invalid, tries to repair it. Returns `undefined` if that fails too. */
function parsed(text: string): unknown {
  const forms = [() => text, () => mendedJson(text), () => mendedJson(text, 'lenient')];
  for (const form of forms) {
    try {
      return JSON.parse(form());
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return undefined;
}

/** Returns the names of a node's types without the vocabulary's address, for example `NewsArticle`. */
function typesOf(node: JsonObject): string[] {
  return [node['@type']]
    .flat()
    .slice(0, 10)
    .flatMap((type) => (typeof type === 'string' ? [type.slice(type.lastIndexOf('/') + 1)] : []));
}

/** Whether the nodes say that the page is a list, an "about" page or the like, and none says that it is an article. */
export function saysOtherPage(nodes: readonly JsonObject[], address: string): boolean {
  const here = urlKey(address);
  const says = (pattern: RegExp): boolean =>
    nodes.some((node) => {
      const stated = addressesOf(node);
      return (
        typesOf(node).some((type) => pattern.test(type)) &&
        (stated.length === 0 || stated.some((one) => urlKey(one) === here))
      );
    });
  return says(OTHER_PAGE) && !says(ANALYSIS_TYPE);
}

/**
 * Returns the nodes about this page's article. A node with another address or headline is about a teaser. A node that
 * has neither an address nor a headline counts only if it is the only article node.
 *
 * @param address address of the page
 * @param headlines possible headlines of the page, from the page or its metadata
 */
export function ownNodes(
  nodes: readonly JsonObject[],
  address: string,
  headlines: readonly string[],
): JsonObject[] {
  const here = urlKey(address);
  const known = new Set(headlines.map(foldText));
  const articles = nodes.filter((node) => {
    const types = typesOf(node);
    return types.length === 0 ? !node['@graph'] : types.some((type) => ANALYSIS_TYPE.test(type));
  });
  const sure: JsonObject[] = [];
  const silent: JsonObject[] = [];
  for (const node of articles) {
    const stated = addressesOf(node);
    const headline = asText(node.headline ?? node.name, 1000);
    if (stated.length > 0) {
      if (stated.some((one) => urlKey(one) === here)) sure.push(node);
    } else if (headline) {
      if (known.has(foldText(headline))) sure.push(node);
    } else silent.push(node);
  }
  if (sure.length > 0) return sure;
  return articles.length === 1 && silent.length === 1 ? silent : [];
}

/** Returns the addresses that a node names as its own. */
function addressesOf(node: JsonObject): string[] {
  const main = asObject(node.mainEntityOfPage);
  return [node.url, node.mainEntityOfPage, main?.['@id'], main?.url, node['@id']]
    .flat()
    .slice(0, 20)
    .filter((value): value is string => typeof value === 'string' && /^https?:/i.test(value));
}
