import { isArticle } from '../../lib/page/is-article.ts';
import type { PageIdentity } from '../../lib/page/page-identity.ts';
import { readIdentity } from '../../lib/page/read-identity.ts';
import { type PageRecord, pageRecords, pageText } from './corpus.ts';
import { documentOf } from './document.ts';

/** The share of good cases, with the names of the other cases. */
export interface Share {
  /** Number of all cases. */
  readonly of: number;
  /** Number of good cases. */
  readonly good: number;
  readonly misses: readonly string[];
}

export const shareOf = ({ good, of }: Share): number => (of === 0 ? Number.NaN : good / of);

/** Returns the normal form of an address, or `undefined` if it has none. */
export type KeyOf = (address: string) => string | undefined;

/** A page of the corpus with the identity that the product reads from it at its recorded address. */
export interface ReadPage {
  readonly record: PageRecord;
  readonly address: string;
  readonly identity: PageIdentity;
}

/** Reads all pages that have an address and are labelled as article or not. */
export function readPages(): ReadPage[] {
  return pageRecords().flatMap((record) => {
    if (!record.url || record.isArticle === null) return [];
    const page = documentOf(pageText(record), record.url);
    return [{ record, address: record.url, identity: readIdentity(page, record.url, record.url) }];
  });
}

export interface ArticleFigures {
  /** News pages. A page is good if it is judged to be an article. */
  readonly news: Share;
  /** All articles. A page is good if it is judged to be an article. */
  readonly articles: Share;
  /** Home and section pages. A page is good if it is judged not to be an article. */
  readonly fronts: Share;
  /** All pages that are not articles. A page is good if it is judged not to be an article. */
  readonly others: Share;
}

/**
 * Measures how well pages are judged.
 * @param judge whether a page is an article
 */
export function measureArticles<P extends { readonly record: PageRecord }>(
  pages: readonly P[],
  judge: (page: P) => boolean,
): ArticleFigures {
  const among = (chosen: (record: PageRecord) => boolean, expected: boolean): Share =>
    share(
      pages.filter(({ record }) => chosen(record)),
      (page) => judge(page) === expected,
      ({ record }) => `${record.pageType} ${record.url}`,
    );
  return {
    news: among(({ grade }) => grade === 'news', true),
    articles: among(({ isArticle: article }) => article === true, true),
    fronts: among(({ grade, pageType }) => grade === 'non' && /^(?:home|section)$/.test(pageType), false),
    others: among(({ isArticle: article }) => article === false, false),
  };
}

export const isJudgedArticle = ({ identity }: ReadPage): boolean => isArticle(identity);

export function bare(address: string): PageIdentity {
  return { address, loadedAs: address, claims: [], headlines: [], articles: [], microdata: false };
}

export function share<T>(cases: readonly T[], isGood: (one: T) => boolean, name: (one: T) => string): Share {
  const misses = cases.filter((one) => !isGood(one));
  return { of: cases.length, good: cases.length - misses.length, misses: misses.map(name) };
}
