/** The links of a page, as its script reads them. Contains only values that a message can carry. */
export interface PageLinks {
  /**
   * In document order, without duplicates; at most `MAX_LINKS`. Only links whose address has a host of the index, or
   * contains an address on one.
   */
  readonly links: readonly PageLink[];
  /** The language that the page states for itself, as written; empty if it states none. */
  readonly language: string;
}

export interface PageLink {
  /** Absolute address. */
  readonly address: string;
  /** The words that the link shows, or else the description of its picture; empty if it has neither. */
  readonly words: string;
}

/*
 * Limits for the links of one page, far above those of honest pages. Lengths are in UTF-16 code units.
 */

export const MAX_LINKS = 2000;
/** Elements that are looked at. The rest of the page is ignored. */
export const MAX_LINK_ELEMENTS = 20_000;
/** Addresses of all returned links together. */
export const MAX_ADDRESSES_LENGTH = 500_000;
export const MAX_WORDS_LENGTH = 200;
/** Names of hosts in all addresses together. An address that wraps others has a name for each of its parts. */
export const MAX_HOST_NAMES = 40_000;
/** Elements of one address whose words are read: usually a picture, a headline and a number of comments. */
export const MAX_ELEMENTS_PER_LINK = 4;
/** Nodes of one element that are read for its words. */
export const MAX_NODES_PER_LINK = 60;
/** RFC 5646 asks software to accept language tags of this length. Longer ones are cut. */
export const MAX_LANGUAGE_LENGTH = 35;

/** Words of this length are a headline rather than "Read more" or a number of comments. */
const HEADLINE_LENGTH = 20;

/**
 * Chooses between the words of two links to one address: returns those that are more likely a headline. `known` comes
 * first in the document.
 */
export function betterWords(known: string, next: string): string {
  return known.length >= HEADLINE_LENGTH || next.length <= known.length ? known : next;
}
