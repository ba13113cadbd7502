import {
  type ArticleNode,
  type Claim,
  LONGEST_ADDRESS,
  LONGEST_HEADLINE,
  MOST_CLAIMS,
  MOST_HEADLINES,
  MOST_NODES,
  type PageIdentity,
} from './page-identity.ts';

/** JSON-LD beyond this many characters a page is not parsed: canonical and Open Graph say the same, and parsing has a price. */
const MOST_JSON_LD = 200_000;
const ARTICLE_TYPE = /(?:Article|BlogPosting|Report|Review|LiveBlogPosting)$/;

/** The part of a document that identity is read from. */
export type ReadablePage = Pick<
  Document,
  'head' | 'title' | 'baseURI' | 'querySelector' | 'querySelectorAll'
>;

/** The addresses that a page's head claims: cheap, and enough to tell whether the page is worth waking anybody for. */
export function readClaims(page: ReadablePage): Claim[] {
  const claims: Claim[] = [];
  const add = (by: Claim['by'], raw: string | null): void => {
    const address = raw && claimedAddress(raw, page.baseURI);
    if (address && claims.length < MOST_CLAIMS) claims.push({ by, address });
  };
  for (const element of page.head?.querySelectorAll(
    'link[rel],meta[property="og:url"],meta[name="og:url"]',
  ) ?? []) {
    if (element.localName === 'meta') add('og:url', element.getAttribute('content'));
    else {
      const relations = ` ${element.getAttribute('rel')?.toLowerCase()} `;
      if (relations.includes(' canonical ')) add('canonical', element.getAttribute('href'));
      if (relations.includes(' amphtml ')) add('amphtml', element.getAttribute('href'));
    }
  }
  return claims;
}

/**
 * What the page says it is. Reads the document and changes nothing in it; asks for no layout.
 *
 * @param address what the address bar shows
 * @param loadedAs the address that the document was loaded from
 */
export function readIdentity(
  page: ReadablePage,
  address: string,
  loadedAs: string,
  claims: readonly Claim[] = readClaims(page),
): PageIdentity {
  const meta = (name: string): string | undefined =>
    short(page.head?.querySelector(`meta[property="${name}"],meta[name="${name}"]`)?.getAttribute('content'));
  const articles = readArticleNodes(page);
  const headlines = [
    meta('og:title'),
    short(page.querySelector('h1')?.textContent),
    short(page.title),
    meta('twitter:title'),
  ];
  return {
    // Cut, an address would be that of another page.
    address: address.length > LONGEST_ADDRESS ? '' : address,
    loadedAs: loadedAs.length > LONGEST_ADDRESS ? '' : loadedAs,
    claims,
    headlines: [...new Set(headlines.filter((headline) => headline !== undefined))].slice(0, MOST_HEADLINES),
    articles,
    ogType: meta('og:type'),
    published: meta('article:published_time'),
    microdata:
      page.querySelector(
        '[itemtype*="schema.org/"][itemtype$="Article"],[itemtype$="schema.org/BlogPosting"]',
      ) !== null,
  };
}

/** Undoes what sites commonly do to an address that they claim: quotes, whole percent-encoding, a missing scheme. */
function claimedAddress(raw: string, base: string): string | undefined {
  let address = raw.trim().replace(/^["']|["']$/g, '');
  if (address === '' || address.length > LONGEST_ADDRESS) return undefined;
  if (/^https?%3a/i.test(address)) {
    try {
      address = decodeURIComponent(address);
    } catch {
      return undefined;
    }
  }
  if (/^www\.[^/]+\.[a-z]{2,}(?:\/|$)/i.test(address)) address = `https://${address}`;
  try {
    const { href } = new URL(address, base);
    return /^https?:/.test(href) ? href : undefined;
  } catch {
    return undefined;
  }
}

function readArticleNodes(page: ReadablePage): ArticleNode[] {
  const nodes: ArticleNode[] = [];
  let budget = MOST_JSON_LD;
  for (const script of page.querySelectorAll('script[type="application/ld+json"]')) {
    const text = script.textContent ?? '';
    budget -= text.length;
    if (budget < 0) break;
    try {
      collectArticles(JSON.parse(text), page.baseURI, nodes, 0);
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
      .map((address) =>
        typeof address === 'string' && /^(?:https?:|\/)/i.test(address)
          ? claimedAddress(address, base)
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
      .slice(0, LONGEST_HEADLINE * 2)
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, LONGEST_HEADLINE) || undefined
  );
}
