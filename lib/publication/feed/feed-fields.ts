import { asText } from '../../input/json-values.ts';

/** The common form of all feed formats, before addresses are resolved and duplicate items are removed. */
export interface FeedDraft {
  readonly title: string | undefined;
  readonly language: string | undefined;
  /**
   * The home page, if the format names it: the base of the items' relative addresses. Not resolved, so it may be
   * relative.
   */
  readonly home: string | undefined;
  readonly items: readonly ItemDraft[];
  /** Withdrawn items: id → time of the withdrawal, RFC 3339 (tombstones, RFC 6721). */
  readonly withdrawn: ReadonlyMap<string, string | undefined>;
  /** Number of items whose end is missing in the document. */
  readonly incomplete: number;
  /** Set if the document is truncated. */
  readonly isCut?: true;
  /** Set if the feed says that it holds all items of the publication (`fh:complete`, RFC 5005, 2). */
  readonly isComplete?: true;
}

/** An item in the common form of all feed formats. */
export interface ItemDraft {
  /** The possible addresses of the item's page, as written. The likeliest address is first. */
  readonly addresses: readonly string[];
  /** Identifier of the item in the feed. It is not always an address. */
  readonly guid: string | undefined;
  /** Base of the item's relative addresses, from `xml:base`; absolute. */
  readonly base: string | undefined;
  readonly headline: string | undefined;
  readonly summary: string | undefined;
  /** RFC 3339, or `YYYY-MM-DD`. */
  readonly published: string | undefined;
  /** RFC 3339, or `YYYY-MM-DD`. */
  readonly updated: string | undefined;
  /** Full content as HTML. */
  readonly html: string | undefined;
  /** Base of relative addresses in `html`, from `xml:base`; absolute. */
  readonly htmlBase: string | undefined;
  readonly categories: readonly string[];
}

/** Maximum number of items to read, more than any real feed has. */
export const MAX_ITEMS = 5000;
export const MAX_CATEGORIES = 50;
/** Maximum lengths of texts (UTF-16 units). Cards have the same limits for headline and summary. */
export const MAX_ITEM_HEADLINE_LENGTH = 1000;
export const MAX_SUMMARY_LENGTH = 3000;
export const MAX_CATEGORY_LENGTH = 200;

/**
 * Returns the text if it is an absolute address (`https://…`); otherwise `undefined`. Some ids are not addresses, for
 * example `/2026/05`.
 */
export function absoluteAddress(text: string | undefined): string | undefined {
  return text && /^\s*https?:\/\//i.test(text) ? text : undefined;
}

/** Returns the values that are neither absent nor blank. */
export function nonBlankValues(values: readonly (string | undefined)[]): string[] {
  return values.filter((value): value is string => value !== undefined && value.trim() !== '');
}

/** Returns categories as plain text. Of categories that differ only in case, keeps the first. */
export function categoriesOf(written: readonly unknown[]): string[] {
  const categories = new Map<string, string>();
  for (const value of written.slice(0, MAX_CATEGORIES)) {
    const category = asText(value, MAX_CATEGORY_LENGTH);
    if (category && !categories.has(category.toLowerCase())) categories.set(category.toLowerCase(), category);
  }
  return [...categories.values()];
}
