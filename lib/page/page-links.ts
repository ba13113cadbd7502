/** The links of a page, as a script in the page reads them. All values can be sent in a message. */
export interface PageLinks {
  /**
   * The links whose address is on a host of the index, or contains an address on such a host. The links are in document
   * order, without duplicates; at most `MAX_LINKS`.
   */
  readonly links: readonly PageLink[];
  /** The page's language (`lang`) as written; empty if the page has none. */
  readonly language: string;
}

export interface PageLink {
  /** Absolute address. */
  readonly address: string;
  /** The text of the link, or else the description of its picture; empty if it has neither. */
  readonly words: string;
}

/* Limits for the links of one page. Real pages are far below them. Lengths are in UTF-16 code units. */

export const MAX_LINKS = 2000;
/** Maximum number of link elements to read. The rest of the page is ignored. */
export const MAX_LINK_ELEMENTS = 20_000;
/** Maximum total length of the addresses of all returned links (UTF-16 units). */
export const MAX_ADDRESSES_LENGTH = 500_000;
export const MAX_WORDS_LENGTH = 200;
/** Maximum number of host names in all addresses. The hosts of addresses within an address count, too. */
export const MAX_HOST_NAMES = 40_000;
/**
 * Maximum number of elements with the same address whose text is read. Usually, these are a picture, a headline and a
 * number of comments.
 */
export const MAX_ELEMENTS_PER_LINK = 4;
/** Maximum number of nodes to read for the text of one element. */
export const MAX_NODES_PER_LINK = 60;
/** RFC 5646, 4.4.1, asks software to accept language tags of this length. Longer tags are cut. */
export const MAX_LANGUAGE_LENGTH = 35;

/** A text of at least this length (UTF-16 units) is probably a headline, not "Read more" or a number of comments. */
const HEADLINE_LENGTH = 20;

/** Returns the more likely headline of two texts that link to the same address. `known` comes first in the document. */
export function betterLinkText(known: string, next: string): string {
  return known.length >= HEADLINE_LENGTH || next.length <= known.length ? known : next;
}
