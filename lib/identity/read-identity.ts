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

const ARTICLE_TYPE = /(?:Article|BlogPosting|Report|Review|LiveBlogPosting)$/;

/** The part of a document that identity is read from. */
export type ReadablePage = Pick<
  Document,
  'head' | 'title' | 'baseURI' | 'querySelector' | 'querySelectorAll'
>;

/** Where claims stand. The browser's own selectors find them however many other elements there are; one for all is the quickest. */
const CLAIMS = 'link[rel~=canonical i],link[rel~=amphtml i],meta[property="og:url"],meta[name="og:url"]';

/** The addresses that a page's head claims: cheap, and enough to tell whether the page is worth waking anybody for. */
export function readClaims(page: ReadablePage): Claim[] {
  const claims: Claim[] = [];
  for (const element of first(page.head?.querySelectorAll(CLAIMS))) {
    const rel = element.getAttribute('rel');
    const by = rel ? (/(?:^|\s)canonical(?:\s|$)/i.test(rel) ? 'canonical' : 'amphtml') : 'og:url';
    const address = absolute(element.getAttribute('href') ?? element.getAttribute('content'), page.baseURI);
    if (address && claims.filter((claim) => claim.by === by).length < MOST_CLAIMS_OF_A_KIND)
      claims.push({ by, address });
  }
  return claims;
}

/** What the page says it is, read and understood in one go: `readPage`, then `articleNodes`. */
export function readIdentity(...page: Parameters<typeof readPage>): PageIdentity {
  const { jsonLd, base, ...told } = readPage(...page);
  return { ...told, articles: articleNodes(jsonLd, base) };
}

/**
 * What the page says it is, its JSON-LD as it stands: parsing is left to the background, where no page waits for it. Reads the document
 * and changes nothing in it; asks for no layout.
 *
 * @param address what the address bar shows
 * @param loadedAs the address that the document was loaded from
 */
export function readPage(
  page: ReadablePage,
  address: string,
  loadedAs: string,
  claims: readonly Claim[] = readClaims(page),
): PageReading {
  const meta = readMeta(page);
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
    jsonLd: readJsonLd(page),
    base: page.baseURI,
    ogType: meta['og:type'],
    published: meta['article:published_time'],
    microdata: first(page.querySelectorAll('[itemtype]')).some((element) =>
      /schema\.org\/(?:.*Article|BlogPosting)$/.test(element.getAttribute('itemtype') ?? ''),
    ),
  };
}

const META = ['og:title', 'twitter:title', 'og:type', 'article:published_time'] as const;
const META_SELECTOR = `${META.map((name) => `meta[property="${name}"],meta[name="${name}"]`)}`;

function readMeta(page: ReadablePage): Partial<Record<(typeof META)[number], string>> {
  const found: Partial<Record<(typeof META)[number], string>> = {};
  for (const element of first(page.head?.querySelectorAll(META_SELECTOR))) {
    const told = [element.getAttribute('property'), element.getAttribute('name')];
    const name = META.find((one) => told.includes(one));
    const content = short(element.getAttribute('content'));
    if (name && content) found[name] ??= content;
  }
  return found;
}

/** As many of some elements as honest pages have. */
function first(elements: NodeListOf<Element> | undefined): Element[] {
  const some: Element[] = [];
  for (let n = 0; n < MOST_ELEMENTS && elements?.[n]; n++) some.push(elements[n] as Element);
  return some;
}

/** The address that was written somewhere in the page. One that is too long is none: cut, it would be that of another page. */
function absolute(written: string | null, base: string): string | undefined {
  if (!written?.trim() || written.length > LONGEST_ADDRESS) return undefined;
  try {
    const { href } = new URL(written, base);
    return /^http/.test(href) ? href : undefined;
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
    try {
      collectArticles(JSON.parse(text), base, nodes, 0);
    } catch {
      // Broken JSON-LD is the page's affair; its other claims stand.
    }
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
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, LONGEST_HEADLINE) || undefined
  );
}
