import { ARTICLE_ITEM_TYPE, ARTICLE_TYPE } from '../input/schema-org-types.ts';
import {
  type ArticleNode,
  type Claim,
  COST_PER_SCRIPT,
  MAX_CLAIMS_PER_KIND,
  MAX_ELEMENTS,
  MAX_HEADLINE_LENGTH,
  MAX_JSON_LD_LENGTH,
  MAX_NODES,
  MAX_PAGE_ADDRESS_LENGTH,
  type PageIdentity,
  type PageReading,
} from './page-identity.ts';

/** The members of a document that these functions use. */
export type ReadablePage = Pick<
  Document,
  'head' | 'title' | 'baseURI' | 'querySelector' | 'querySelectorAll'
>;

const META = ['og:url', 'og:title', 'twitter:title', 'og:type', 'article:published_time'] as const;
type Meta = (typeof META)[number];

/**
 * Selects the elements of a head that identify the page. One selector is twice as fast as two. It has each tag only
 * once, so that the browser rejects other elements after two comparisons.
 */
const IN_HEAD = `link:is([rel~=canonical i],[rel~=amphtml i]),meta:is(${META.map(
  (name) => `[property="${name}"],[name="${name}"]`,
)})`;

/**
 * Selects the start of the page's text. Links and metadata before the text were meant for the head: if a head has an
 * element that is not allowed there, such as an iframe, the parser moves this element and all that follows to the body
 * (https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inhead).
 */
const TEXT = 'h1,article,main,p+p';
/** Selects the links and metadata that were moved to the body, and the start of the text, which comes after them. */
const IN_BODY = `body :is(${IN_HEAD}),${TEXT}`;

/** Matches a `rel` with the keyword "canonical". */
const CANONICAL = /(^|\s)canonical(\s|$)/i;

/** The claims in the head of a page. */
export interface Head {
  /** The claimed addresses. With the page's own address, they decide whether the background is started for the page. */
  readonly claims: readonly Claim[];
  /** For each name, the first `content` that is not empty. */
  readonly meta: Readonly<Partial<Record<Exclude<Meta, 'og:url'>, string>>>;
}

/** Reads the head of a page. This is the fast part of `readPage`. */
export function readHead(page: ReadablePage): Head {
  const claims: Claim[] = [];
  const meta: { -readonly [name in keyof Head['meta']]: string } = {};
  const found = { canonical: 0, 'og:url': 0, amphtml: 0 };
  const claim = (by: Claim['by'], written: string | null): void => {
    const address = resolveAddress(written, page.baseURI);
    if (address && found[by]++ < MAX_CLAIMS_PER_KIND) claims.push({ by, address });
  };
  const read = (element: Element): void => {
    const rel = element.getAttribute('rel');
    if (rel) {
      claim(CANONICAL.test(rel) ? 'canonical' : 'amphtml', element.getAttribute('href'));
      return;
    }
    const property = element.getAttribute('property') as Meta;
    const name = META.includes(property) ? property : (element.getAttribute('name') as Meta);
    const content = element.getAttribute('content');
    if (name === 'og:url') claim(name, content);
    else meta[name] ??= short(content);
  };
  first(page.head?.querySelectorAll(IN_HEAD)).forEach(read);
  // On most pages, the text comes first. There `querySelector` stops at the text, while `querySelectorAll` would search
  // the whole page, which takes longer than everything else.
  if (!found.canonical && page.querySelector(IN_BODY)?.matches(IN_HEAD))
    first(page.querySelectorAll(IN_BODY)).some((element) => element.matches(TEXT) || read(element));
  return { claims, meta };
}

/** Reads the identity of a page, including its JSON-LD: `readPage`, then `articleNodes`. */
export function readIdentity(...page: Parameters<typeof readPage>): PageIdentity {
  const { jsonLd, base, ...identity } = readPage(...page);
  return { ...identity, articles: articleNodes(jsonLd, base) };
}

/**
 * Reads the identity of a page, but does not parse JSON-LD: the background can do that without delaying the page.
 * Changes nothing in the document and causes no layout.
 *
 * @param address the address in the address bar
 * @param loadedAs the address from which the document was loaded
 * @param head the result of `readHead`, if the caller already has it
 */
export function readPage(
  page: ReadablePage,
  address: string,
  loadedAs: string,
  { claims, meta }: Head = readHead(page),
): PageReading {
  const jsonLd = readJsonLd(page);
  const headlines = [
    meta['og:title'],
    short(page.querySelector('h1')?.textContent),
    short(page.title),
    meta['twitter:title'],
  ];
  return {
    address,
    loadedAs,
    claims,
    headlines: [...new Set(headlines.filter((headline) => headline !== undefined))],
    jsonLd,
    base: page.baseURI,
    ogType: meta['og:type'],
    published: meta['article:published_time'],
    // A page with JSON-LD describes its article there, so do not search its microdata.
    microdata: jsonLd.length === 0 && hasArticle(page),
  };
}

/** Whether the page has an article in microdata. */
function hasArticle(page: ReadablePage): boolean {
  return first(page.querySelectorAll('[itemtype]')).some((element) =>
    ARTICLE_ITEM_TYPE.test(element.getAttribute('itemtype') ?? ''),
  );
}

/** Returns the first `MAX_ELEMENTS` elements. Real pages have fewer. */
function first(elements: NodeListOf<Element> | undefined): Element[] {
  const some: Element[] = [];
  for (let n = 0; n < MAX_ELEMENTS && elements?.[n]; n++) some.push(elements[n] as Element);
  return some;
}

/** Matches an absolute address that needs no parsing. */
const ABSOLUTE = /^https?:\/\/[a-z0-9.-]+\/[!-[\]-~]*$/;

/**
 * Returns the absolute form of an address in the page.
 *
 * @returns `undefined` if the address is not a web address, or is too long. A long address must not be cut, because it
 *   would then be the address of another page
 */
export function resolveAddress(written: string | null, base: string): string | undefined {
  if (!written?.trim() || written.length > MAX_PAGE_ADDRESS_LENGTH) return undefined;
  if (ABSOLUTE.test(written)) return written;
  try {
    const { href } = new URL(written, base);
    return href.startsWith('http') ? href : undefined;
  } catch {
    return undefined;
  }
}

function readJsonLd(page: ReadablePage): string[] {
  const texts: string[] = [];
  let budget = MAX_JSON_LD_LENGTH;
  for (const { textContent } of page.querySelectorAll('script[type="application/ld+json"]')) {
    const text = textContent ?? '';
    budget -= text.length + COST_PER_SCRIPT;
    if (budget < 0) break;
    texts.push(text);
  }
  return texts;
}

/**
 * Returns the article nodes of JSON-LD, at most `MAX_NODES`.
 *
 * @param texts text of each JSON-LD script
 * @param base base address for relative addresses
 */
export function articleNodes(texts: readonly string[], base: string): ArticleNode[] {
  const nodes: ArticleNode[] = [];
  for (const text of texts) {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      // Many pages have invalid JSON-LD. Their other claims are still useful.
      continue;
    }
    collectArticles(value, base, nodes, 0);
  }
  return nodes;
}

function collectArticles(value: unknown, base: string, nodes: ArticleNode[], depth: number): void {
  if (typeof value !== 'object' || value === null || depth > 4 || nodes.length >= MAX_NODES) return;
  if (Array.isArray(value)) {
    for (const item of value.slice(0, 200)) collectArticles(item, base, nodes, depth + 1);
    return;
  }
  const node = value as Record<string, unknown>;
  if ([node['@type']].flat().some((type) => typeof type === 'string' && ARTICLE_TYPE.test(type))) {
    const main = node.mainEntityOfPage as Record<string, unknown> | string | undefined;
    const addresses = [node.url, typeof main === 'object' ? (main?.['@id'] ?? main?.url) : main, node['@id']]
      // Some pages have "True", "Article" or an id here. These must not become addresses relative to the page.
      .map((address) =>
        typeof address === 'string' && /^(?:https?:|\/)/i.test(address)
          ? resolveAddress(address, base)
          : undefined,
      )
      .filter((address) => address !== undefined);
    nodes.push({
      addresses: [...new Set(addresses)],
      headline: short(node.headline ?? node.name),
      published: short(node.datePublished),
    });
  }
  collectArticles(node['@graph'], base, nodes, depth + 1);
  if (typeof node.mainEntity === 'object') collectArticles(node.mainEntity, base, nodes, depth + 1);
}

function short(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  return (
    text
      .slice(0, MAX_HEADLINE_LENGTH * 2)
      // `\s` matches a byte order mark too. Such a mark may be inside a word and must not split it.
      .replace(/\ufeff/g, '')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, MAX_HEADLINE_LENGTH) || undefined
  );
}
