/**
 * The claims of a page about itself. A script in the page copies them: the content script, or `entrypoints/identify.ts`
 * when the reader asks about the page. If no script can run there, `identityFromAddress` makes an identity that has no
 * claims. No claim can be trusted before `judgePage` has judged it. Contains only values that a message can carry.
 */
export interface PageIdentity {
  /** The address in the address bar. */
  readonly address: string;
  /**
   * The address that the document was loaded from. If it belongs to another article than `address`, the reader
   * navigated within the page (`pushState` and the like), and the head may describe the previous page for a while or
   * permanently. "about:blank" if the reader navigated and came back, but the head changed.
   */
  readonly loadedAs: string;
  /** Addresses that the page claims, absolute, in document order; at most `MAX_CLAIMS_PER_KIND` of each kind. */
  readonly claims: readonly Claim[];
  /** Open Graph title, first `h1`, title and Twitter title, without duplicates; at most `MAX_HEADLINES`. */
  readonly headlines: readonly string[];
  /** Article nodes of the page's JSON-LD, about this page or others; at most `MAX_NODES`. */
  readonly articles: readonly ArticleNode[];
  /** `og:type` as written. */
  readonly ogType?: string;
  /** `article:published_time` as written. */
  readonly published?: string;
  /** Whether microdata marks an article in the page; always `false` for pages with JSON-LD. */
  readonly microdata: boolean;
}

/** The message of the content script: a `PageIdentity` with JSON-LD that is not parsed yet. */
export interface PageReading extends Omit<PageIdentity, 'articles'> {
  /** Text of each JSON-LD script; together within `MAX_JSON_LD_LENGTH`. */
  readonly jsonLd: readonly string[];
  /** Base address for relative addresses in `jsonLd`. */
  readonly base: string;
}

/** An address that a page claims for itself. */
export interface Claim {
  /** The kind of element with the claim: canonical link, Open Graph address, link to the AMP form. */
  readonly by: 'canonical' | 'og:url' | 'amphtml';
  /** Absolute address. */
  readonly address: string;
}

/** A schema.org article in JSON-LD. */
export interface ArticleNode {
  /** Those of `url`, `mainEntityOfPage` and `@id` that are addresses; absolute. */
  readonly addresses: readonly string[];
  /** `headline`, else `name`. */
  readonly headline?: string;
  /** `datePublished` as written. */
  readonly published?: string;
}

/*
 * Limits for the identity of one page, far above those of honest pages. Lengths are in UTF-16 code units.
 */

export const MAX_ADDRESS_LENGTH = 4096;
/** Also the limit for the other short texts: types and dates. */
export const MAX_HEADLINE_LENGTH = 500;
export const MAX_CLAIMS_PER_KIND = 3;
export const MAX_CLAIMS = 3 * MAX_CLAIMS_PER_KIND;
export const MAX_HEADLINES = 5;
/** Elements that are read for each selector. */
export const MAX_ELEMENTS = 100;
/** Article nodes in JSON-LD. */
export const MAX_NODES = 20;
/** Length of all JSON-LD. The rest is ignored: canonical and Open Graph say the same, and parsing takes time. */
export const MAX_JSON_LD_LENGTH = 200_000;
/** Added to the length of each JSON-LD script, so that a hundred thousand empty ones reach the limit too. */
export const PRICE_OF_SCRIPT = 500;
