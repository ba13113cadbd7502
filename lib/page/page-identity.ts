/**
 * What a page says it is. Written by the content script, every word of it from the page and to be doubted: `judgePage`
 * judges it. Only strings and plain objects, since it travels in a message.
 */
export interface PageIdentity {
  /** What the address bar shows. */
  readonly address: string;
  /**
   * The address that the document was loaded from. Another article than `address` means that the reader went on
   * inside the page (pushState and the like): then its head may tell of the page before, late or for good.
   * "about:blank" where they came back, and the head did not.
   */
  readonly loadedAs: string;
  /**
   * Addresses that the page gives itself, absolute, in the order found; at most `MOST_CLAIMS_OF_A_KIND` of each kind.
   */
  readonly claims: readonly Claim[];
  /** What the page calls itself (headline, Open Graph title, title), each once; at most `MOST_HEADLINES`. */
  readonly headlines: readonly string[];
  /** Article nodes of the page's JSON-LD, its own and others'; at most `MOST_NODES`. */
  readonly articles: readonly ArticleNode[];
  /** `og:type` as written. */
  readonly ogType?: string;
  /** `article:published_time` as written. */
  readonly published?: string;
  /** Whether microdata says that the page holds an article; not asked of pages with JSON-LD. */
  readonly microdata: boolean;
}

/** As `PageIdentity`, with the JSON-LD unread: what the content script sends. */
export interface PageReading extends Omit<PageIdentity, 'articles'> {
  /** Text of each piece of JSON-LD; together within `MOST_JSON_LD`. */
  readonly jsonLd: readonly string[];
  /** What relative addresses in it stand in. */
  readonly base: string;
}

export interface Claim {
  readonly by: 'canonical' | 'og:url' | 'amphtml';
  readonly address: string;
}

/** A schema.org article in JSON-LD. */
export interface ArticleNode {
  /** `url`, `mainEntityOfPage` and `@id` as far as they are addresses; absolute. */
  readonly addresses: readonly string[];
  readonly headline?: string;
  readonly published?: string;
}

/** Bounds of what one page can say (characters, pieces): far above what honest pages do. */
export const LONGEST_ADDRESS = 4096;
export const LONGEST_HEADLINE = 500;
export const MOST_CLAIMS_OF_A_KIND = 3;
export const MOST_CLAIMS = 3 * MOST_CLAIMS_OF_A_KIND;
export const MOST_HEADLINES = 5;
/** Elements of one kind that are looked at. */
export const MOST_ELEMENTS = 100;
export const MOST_NODES = 20;
/**
 * Characters of JSON-LD, after which no more of it is looked at: canonical and Open Graph say the same, and parsing
 * has a price.
 */
export const MOST_JSON_LD = 200_000;
/**
 * What each piece of JSON-LD counts for besides its characters, so that a page of a hundred thousand empty ones ends
 * too.
 */
export const PRICE_OF_SCRIPT = 500;
