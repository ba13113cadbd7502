import { asText } from '../../input/json-values.ts';

/** A feed as its own format says it, before addresses are resolved and items compared. The same for all formats. */
export interface FeedDraft {
  readonly title: string | undefined;
  readonly language: string | undefined;
  /**
   * What relative addresses of items stand in, where the format has such a thing; as written, maybe relative itself.
   */
  readonly home: string | undefined;
  readonly items: readonly ItemDraft[];
  /** Id of items that the feed says are gone → when, RFC 3339 (RFC 6721). */
  readonly withdrawn: ReadonlyMap<string, string | undefined>;
  /** Items that broke off. */
  readonly incomplete: number;
  /** Set where the document breaks off. */
  readonly isCut?: true;
  /** Set where the feed says that it holds every item that there is (`fh:complete`, RFC 5005, 2). */
  readonly isComplete?: true;
}

export interface ItemDraft {
  /** Addresses that may be the item's page, the likeliest first, as written. */
  readonly addresses: readonly string[];
  /** What the feed calls the item, whatever its address. */
  readonly guid: string | undefined;
  /** What its relative addresses stand in by `xml:base`. */
  readonly base: string | undefined;
  readonly headline: string | undefined;
  readonly summary: string | undefined;
  /** RFC 3339, or a date alone. */
  readonly published: string | undefined;
  readonly updated: string | undefined;
  readonly html: string | undefined;
  /** What relative addresses in `html` stand in by `xml:base`. */
  readonly htmlBase: string | undefined;
  readonly categories: readonly string[];
}

/** More items than any publication puts in a feed; 5 MB hold no more that say anything. */
export const MOST_ITEMS = 5000;
export const MOST_CATEGORIES = 50;
/** Longest texts, in UTF-16 units, as those of a card. */
export const LONGEST_HEADLINE = 1000;
export const LONGEST_SUMMARY = 3000;
export const LONGEST_CATEGORY = 200;

/** An address that stands for itself and can be told from an id that happens to be text: `https://…`. */
export function absoluteAddress(text: string | undefined): string | undefined {
  return text && /^\s*https?:\/\//i.test(text) ? text : undefined;
}

export function present(values: readonly (string | undefined)[]): string[] {
  return values.filter((value): value is string => value !== undefined && value.trim() !== '');
}

/** Categories as plain text, each once, whatever its case. */
export function categoriesOf(written: readonly unknown[]): string[] {
  const categories = new Map<string, string>();
  for (const value of written.slice(0, MOST_CATEGORIES)) {
    const category = asText(value, LONGEST_CATEGORY);
    if (category && !categories.has(category.toLowerCase())) categories.set(category.toLowerCase(), category);
  }
  return [...categories.values()];
}
