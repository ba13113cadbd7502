import { asList, asObject } from '../input/json-values.ts';
import {
  type ArticleNode,
  type Claim,
  COST_PER_SCRIPT,
  MAX_CLAIMS,
  MAX_HEADLINE_LENGTH,
  MAX_HEADLINES,
  MAX_JSON_LD_LENGTH,
  MAX_NODES,
  MAX_PAGE_ADDRESS_LENGTH,
  type PageIdentity,
} from './page-identity.ts';
import { articleNodes } from './read-identity.ts';

/**
 * Checks the page identity in a message. A compromised page could send anything in its content script's name. Parses
 * the JSON-LD that the content script sends as text (`PageReading`).
 *
 * @returns the identity within the limits; `undefined` if it has no address
 */
export function parsePageIdentity(raw: unknown): PageIdentity | undefined {
  const message = asObject(raw);
  const address = asAddress(message?.address);
  if (!message || !address) return undefined;
  return {
    address,
    loadedAs: asAddress(message.loadedAs) ?? address,
    claims: asList(message.claims, MAX_CLAIMS).flatMap(asClaim),
    headlines: texts(message.headlines, MAX_HEADLINES, MAX_HEADLINE_LENGTH),
    articles: [
      ...asList(message.articles, MAX_NODES),
      ...articleNodes(asJsonLd(message.jsonLd), asAddress(message.base) ?? address),
    ]
      .slice(0, MAX_NODES)
      .map(asArticleNode),
    ogType: shortText(message.ogType, MAX_HEADLINE_LENGTH),
    published: shortText(message.published, MAX_HEADLINE_LENGTH),
    microdata: message.microdata === true,
  };
}

function asClaim(raw: unknown): Claim[] {
  const claim = asObject(raw);
  const address = asAddress(claim?.address);
  const by = claim?.by;
  return address && (by === 'canonical' || by === 'og:url' || by === 'amphtml') ? [{ by, address }] : [];
}

/** Returns the first texts, up to a total length of `MAX_JSON_LD_LENGTH`. */
function asJsonLd(raw: unknown): string[] {
  let budget = MAX_JSON_LD_LENGTH;
  return asList(raw, MAX_JSON_LD_LENGTH / COST_PER_SCRIPT).flatMap((text) => {
    if (typeof text !== 'string') return [];
    budget -= text.length;
    return budget < 0 ? [] : [text];
  });
}

function asArticleNode(raw: unknown): ArticleNode {
  const node = asObject(raw);
  return {
    addresses: asList(node?.addresses, 5).flatMap((value) => asAddress(value) ?? []),
    headline: shortText(node?.headline, MAX_HEADLINE_LENGTH),
    published: shortText(node?.published, MAX_HEADLINE_LENGTH),
  };
}

/** Rejects an address that is too long: if it were cut, it would be the address of another page. */
function asAddress(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= MAX_PAGE_ADDRESS_LENGTH
    ? value
    : undefined;
}

function texts(raw: unknown, limit: number, maxLength: number): string[] {
  return asList(raw, limit).flatMap((value) => shortText(value, maxLength) ?? []);
}

function shortText(value: unknown, maxLength: number): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, maxLength) : undefined;
}
