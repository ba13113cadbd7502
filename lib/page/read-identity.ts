import { ARTICLE_ITEM_TYPE, ARTICLE_TYPE } from '../input/article-types.ts';
import {
  type ArticleNode,
  type Claim,
  LONGEST_ADDRESS,
  LONGEST_HEADLINE,
  MOST_CLAIMS_OF_A_KIND,
  MOST_ELEMENTS,
  MOST_JSON_LD,
  MOST_NODES,
  type PageIdentity,
  type PageReading,
  PRICE_OF_SCRIPT,
} from './page-identity.ts';

/** The part of a document that identity is read from. */
export type ReadablePage = Pick<
  Document,
  'head' | 'title' | 'baseURI' | 'querySelector' | 'querySelectorAll'
>;

const META = ['og:url', 'og:title', 'twitter:title', 'og:type', 'article:published_time'] as const;
type Meta = (typeof META)[number];

/**
 * Selects the elements of a head that say what the page is. One selector for all of them takes half the time that
 * two take.
 */
const IN_HEAD = `link[rel~=canonical i],link[rel~=amphtml i],${META.map((name) => `meta[property="${name}"],meta[name="${name}"]`)}`;

/**
 * Where the article begins at the latest. What stands before it in the body was meant for the head: parsers move
 * everything into the body from the first element on that no head may hold, an iframe for example.
 */
const TEXT = 'h1,article,main,p+p';

/** What a page's head says of it. */
export interface Head {
  /** The addresses that it claims; enough to tell whether the page is worth waking anybody for. */
  readonly claims: readonly Claim[];
  /** The first of each of these names that says something. */
  readonly meta: Readonly<Partial<Record<Exclude<Meta, 'og:url'>, string>>>;
}

/** Reads the head of a page: the cheap part of reading it. */
export function readHead(page: ReadablePage): Head {
  const claims: Claim[] = [];
  const meta: { -readonly [name in keyof Head['meta']]: string } = {};
  const found = { canonical: 0, 'og:url': 0, amphtml: 0 };
  const claim = (by: Claim['by'], written: string | null): void => {
    const address = absolute(written, page.baseURI);
    if (address && found[by]++ < MOST_CLAIMS_OF_A_KIND) claims.push({ by, address });
  };
  const read = (element: Element): void => {
    const rel = element.getAttribute('rel')?.toLowerCase();
    if (rel) {
      const isCanonical = rel.split(/\s/).includes('canonical');
      claim(isCanonical ? 'canonical' : 'amphtml', element.getAttribute('href'));
      return;
    }
    const property = element.getAttribute('property') as Meta;
    const name = META.includes(property) ? property : (element.getAttribute('name') as Meta);
    const content = element.getAttribute('content');
    if (name === 'og:url') claim(name, content);
    else meta[name] ??= short(content);
  };
  first(page.head?.querySelectorAll(IN_HEAD)).forEach(read);
  if (!found.canonical) {
    const inBody = first(page.querySelectorAll(`body :is(${IN_HEAD}),${TEXT}`));
    inBody.some((element) => element.matches(TEXT) || read(element));
  }
  return { claims, meta };
}

/** What the page says it is, read and understood in one go: `readPage`, then `articleNodes`. */
export function readIdentity(...page: Parameters<typeof readPage>): PageIdentity {
  const { jsonLd, base, ...told } = readPage(...page);
  return { ...told, articles: articleNodes(jsonLd, base) };
}

/**
 * What the page says it is, its JSON-LD as it stands: parsing is left to the background, where no page waits for it.
 * Reads the document and changes nothing in it; asks for no layout.
 *
 * @param address what the address bar shows
 * @param loadedAs the address that the document was loaded from
 * @param head what `readHead` says, where it was asked already
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
    // Who writes JSON-LD says it there.
    microdata: jsonLd.length === 0 && hasArticle(page),
  };
}

/** Whether microdata says that the page holds an article. */
function hasArticle(page: ReadablePage): boolean {
  return first(page.querySelectorAll('[itemtype]')).some((element) =>
    ARTICLE_ITEM_TYPE.test(element.getAttribute('itemtype') ?? ''),
  );
}

/** As many of some elements as honest pages have. */
function first(elements: NodeListOf<Element> | undefined): Element[] {
  const some: Element[] = [];
  for (let n = 0; n < MOST_ELEMENTS && elements?.[n]; n++) some.push(elements[n] as Element);
  return some;
}

/** An address that needs no parser to be made absolute. */
const ABSOLUTE = /^https?:\/\/[a-z0-9.-]+\/[!-[\]-~]*$/;

/**
 * The address that was written somewhere in the page. One that is too long is none: cut, it would be that of another
 * page.
 */
function absolute(written: string | null, base: string): string | undefined {
  if (!written?.trim() || written.length > LONGEST_ADDRESS) return undefined;
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
  let budget = MOST_JSON_LD;
  for (const { textContent } of page.querySelectorAll('script[type="application/ld+json"]')) {
    const text = textContent ?? '';
    budget -= text.length + PRICE_OF_SCRIPT;
    if (budget < 0) break;
    texts.push(text);
  }
  return texts;
}

/**
 * The article nodes of JSON-LD, at most `MOST_NODES`.
 *
 * @param texts each as it stood in the page
 * @param base what relative addresses stand in
 */
export function articleNodes(texts: readonly string[], base: string): ArticleNode[] {
  const nodes: ArticleNode[] = [];
  for (const text of texts) {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      // Broken JSON-LD is the page's affair; its other claims stand.
      continue;
    }
    collectArticles(value, base, nodes, 0);
  }
  return nodes;
}

function collectArticles(value: unknown, base: string, nodes: ArticleNode[], depth: number): void {
  if (typeof value !== 'object' || value === null || depth > 4 || nodes.length >= MOST_NODES) return;
  if (Array.isArray(value)) {
    for (const item of value.slice(0, 200)) collectArticles(item, base, nodes, depth + 1);
    return;
  }
  const node = value as Record<string, unknown>;
  if ([node['@type']].flat().some((type) => typeof type === 'string' && ARTICLE_TYPE.test(type))) {
    const main = node.mainEntityOfPage as Record<string, unknown> | string | undefined;
    const addresses = [node.url, typeof main === 'object' ? (main?.['@id'] ?? main?.url) : main, node['@id']]
      // "True", "Article", a bare id: what is no address here must not become one by being taken for a relative one.
      .map((address) =>
        typeof address === 'string' && /^(?:https?:|\/)/i.test(address) ? absolute(address, base) : undefined,
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
      .slice(0, LONGEST_HEADLINE * 2)
      // A byte order mark counts as white space, and may stand inside a word.
      .replace(/\ufeff/g, '')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, LONGEST_HEADLINE) || undefined
  );
}
