/**
 * The claims of a page about itself. The content script reads them. If the reader asks about the page,
 * `entrypoints/identify.ts` reads them. If no script can run in the page, `identityFromAddress` makes an identity
 * without claims. The claims are untrusted until `judgePage` has judged them. All values can be sent in a message.
 */
export interface PageIdentity {
  /** The address in the address bar. */
  readonly address: string;
  /**
   * The address from which the document was loaded. If it belongs to another article than `address`, the reader has
   * navigated within the page (`pushState` and the like). The head may then describe the previous page, for a while or
   * permanently. "about:blank" if the reader has navigated within the page and the head has changed since.
   */
  readonly loadedAs: string;
  /** Addresses that the page claims, absolute and in document order; at most `MAX_CLAIMS_PER_KIND` of each kind. */
  readonly claims: readonly Claim[];
  /** Open Graph title, first `h1`, document title and Twitter title, without duplicates; at most `MAX_HEADLINES`. */
  readonly headlines: readonly string[];
  /** Article nodes of the page's JSON-LD; at most `MAX_NODES`. Some may be about other pages. */
  readonly articles: readonly ArticleNode[];
  /** `og:type` as written. */
  readonly ogType?: string;
  /** `article:published_time` as written. */
  readonly published?: string;
  /** Whether the page has an article in microdata; always `false` for pages with JSON-LD. */
  readonly microdata: boolean;
}

/** The content script's message: a `PageIdentity` whose JSON-LD is not parsed yet. */
export interface PageReading extends Omit<PageIdentity, 'articles'> {
  /** Text of each JSON-LD script. Their total length is at most `MAX_JSON_LD_LENGTH`. */
  readonly jsonLd: readonly string[];
  /** Base address for relative addresses in `jsonLd`. */
  readonly base: string;
}

/** An address that a page claims for itself. */
export interface Claim {
  /** The element with the claim: a canonical link, an Open Graph address, or a link to the AMP form. */
  readonly by: 'canonical' | 'og:url' | 'amphtml';
  /** Absolute address. */
  readonly address: string;
}

/** A schema.org article in JSON-LD. */
export interface ArticleNode {
  /** The values of `url`, `mainEntityOfPage` and `@id` that are addresses; absolute. */
  readonly addresses: readonly string[];
  /** `headline`, or else `name`. */
  readonly headline?: string;
  /** `datePublished` as written. */
  readonly published?: string;
}

/* Limits for the identity of one page. Real pages are far below them. Lengths are in UTF-16 code units. */

export const MAX_PAGE_ADDRESS_LENGTH = 4096;
/** Also the maximum length of other short texts: types and dates. */
export const MAX_HEADLINE_LENGTH = 500;
export const MAX_CLAIMS_PER_KIND = 3;
export const MAX_CLAIMS = 3 * MAX_CLAIMS_PER_KIND;
export const MAX_HEADLINES = 5;
/** Maximum number of elements to read for a selector. */
export const MAX_ELEMENTS = 100;
/** Maximum number of article nodes in JSON-LD. */
export const MAX_NODES = 20;
/**
 * Maximum total length of JSON-LD. The rest is ignored: canonical links and Open Graph metadata state the same facts,
 * and parsing takes time.
 */
export const MAX_JSON_LD_LENGTH = 200_000;
/** Added to the length of each JSON-LD script, so that the limit also applies to a hundred thousand empty scripts. */
export const COST_PER_SCRIPT = 500;
