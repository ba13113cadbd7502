import { urlKey } from '../../lib/address/url-keys.ts';
import type { Card } from '../../lib/index/card.ts';
import type { Lookup } from '../../lib/index/match.ts';
import { type CardKey, cardKeys } from '../../lib/index/segment.ts';
import { type HeadlineAgreement, headlineAgreement } from '../../lib/page/headline.ts';
import { isArticle } from '../../lib/page/is-article.ts';
import type { PageIdentity } from '../../lib/page/page-identity.ts';
import { pageKeys } from '../../lib/page/page-keys.ts';
import { readIdentity } from '../../lib/page/read-identity.ts';
import { matchIdentity } from '../judged.ts';
import {
  type AddressPair,
  addressPairs,
  distinctAddresses,
  headlinePairs,
  type PageRecord,
  pageRecords,
  pageText,
} from './corpus.ts';
import { documentOf } from './document.ts';

/** A share: how many cases are good, and the names of those that are not. */
export interface Share {
  /** Number of all cases. */
  readonly of: number;
  /** Number of good cases. */
  readonly good: number;
  readonly misses: readonly string[];
}

export const shareOf = ({ good, of }: Share): number => (of === 0 ? Number.NaN : good / of);

/** Returns the normal form of an address; `undefined` if it has none. */
export type KeyOf = (address: string) => string | undefined;

export interface AddressFigures {
  /** Number of addresses of different pages. */
  readonly addresses: number;
  /** Pairs of these addresses that wrongly have the same key. */
  readonly wronglyMerged: readonly string[];
  /** Pairs that are labelled as different and wrongly have the same key. */
  readonly notSame: { readonly of: number; readonly merged: readonly string[] };
  /** Pairs of one article, if the strings suffice to decide. Good: they have the same key. */
  readonly byString: Share;
  /** Pages and the AMP forms that they name. Good: they have the same key. */
  readonly ampByString: Share;
}

export function measureAddresses(keyOf: KeyOf = urlKey): AddressFigures {
  const seen = new Map<string, string>();
  const wronglyMerged: string[] = [];
  const addresses = distinctAddresses();
  for (const address of addresses) {
    const key = keyOf(address) ?? address;
    const other = seen.get(key);
    if (other !== undefined) wronglyMerged.push(`${address} = ${other}`);
    seen.set(key, address);
  }
  const pairs = addressPairs().filter(({ disputed }) => !disputed);
  const merges = ({ a, b }: AddressPair): boolean => keyOf(a) !== undefined && keyOf(a) === keyOf(b);
  const different = pairs.filter(({ same }) => !same);
  const same = pairs.filter((pair) => pair.same);
  return {
    addresses: addresses.length,
    wronglyMerged,
    notSame: { of: different.length, merged: different.filter(merges).map(named) },
    byString: share(
      same.filter(({ byString }) => byString),
      merges,
      named,
    ),
    ampByString: share(
      same.filter(({ kind }) => kind === 'page:amphtml'),
      merges,
      named,
    ),
  };
}

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

/** Measures in how many pairs of page and AMP form the AMP form has a key of the page, through its canonical. */
export function measureAmpWithCanonical(): Share {
  const canonicals = new Map(pageRecords().map(({ url, canonical }) => [url, canonical]));
  const pairs = addressPairs().filter(
    ({ kind, same, disputed }) => same && !disputed && kind === 'page:amphtml',
  );
  return share(
    pairs,
    ({ a, b }) => {
      // An AMP page must have a canonical that names the ordinary form of the page.
      // https://amp.dev/documentation/guides-and-tutorials/learn/spec/amphtml/
      const address = canonicals.get(a) ?? a;
      const keys = pageKeys({
        ...bare(b),
        claims: [{ by: 'canonical', address }],
      }).map(({ key }) => key);
      return keys.some((key) => key === urlKey(a) || key === urlKey(address));
    },
    named,
  );
}

export interface PageFigures {
  /** Article pages. Good: their keys include those of all addresses of the article. */
  readonly identities: Share;
  /** Addresses of articles. Good: their key is among the keys of the page. */
  readonly claims: Share;
  /** Number of wrong claims of article pages, and those that became keys. */
  readonly badClaims: { readonly of: number; readonly accepted: readonly string[] };
}

export function measurePages(pages: readonly ReadPage[]): PageFigures {
  const keysOf = (page: ReadPage): Set<string> => new Set(pageKeys(page.identity).map(({ key }) => key));
  const articles = pages.filter(({ record }) => record.isArticle);
  const wanted = articles.map((page) => {
    const keys = keysOf(page);
    const rights = [...new Set(page.record.identity.map((address) => urlKey(address)))];
    return { page, rights, lost: rights.filter((key) => key === undefined || !keys.has(key)) };
  });
  const claims = wanted.flatMap(({ page, rights, lost }) =>
    rights.map((key) => ({ page, key, found: !lost.includes(key) })),
  );
  const bad = articles.flatMap((page) =>
    page.record.badClaims.map((claim) => ({ page, claim, keys: keysOf(page) })),
  );
  return {
    identities: share(
      wanted,
      ({ lost }) => lost.length === 0,
      ({ page, lost }) => `${page.address} lacks ${lost.join(' ')}`,
    ),
    claims: share(
      claims,
      ({ found }) => found,
      ({ page, key }) => `${page.address} lacks ${key}`,
    ),
    badClaims: {
      of: bad.length,
      accepted: bad
        .filter(({ page, claim, keys }) => {
          const key = urlKey(absolute(claim.value, page.address));
          return key !== undefined && keys.has(key) && !page.record.identity.some((id) => urlKey(id) === key);
        })
        .map(({ page, claim }) => `${page.address} accepts ${claim.value}`),
    },
  };
}

/**
 * Gives article pages a canonical with the path of another article on their own host. Good: the page refuses it as a
 * key.
 */
export function measureForeignClaims(pages: readonly ReadPage[]): Share {
  const articles = pages.filter(({ record }) => record.isArticle);
  const claims = articles.flatMap((page, n) =>
    [1, 7, 31].map((step) => {
      const canonical = new URL((articles[(n + step) % articles.length] ?? page).address);
      canonical.host = new URL(page.address).host;
      return { page, address: canonical.href };
    }),
  );
  return share(
    claims,
    ({ page, address }) => {
      const identity = { ...page.identity, claims: [{ by: 'canonical' as const, address }] };
      return pageKeys(identity).every(({ by }) => by !== 'canonical');
    },
    ({ page, address }) => `${page.address} accepts ${address}`,
  );
}

export interface ArticleFigures {
  /** News pages. Good: judged to be articles. */
  readonly news: Share;
  /** All articles. Good: judged to be articles. */
  readonly articles: Share;
  /** Home and section pages. Good: judged not to be articles. */
  readonly fronts: Share;
  /** All pages that are not articles. Good: judged not to be articles. */
  readonly others: Share;
}

/** @param judge whether a page is an article */
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

export interface WholeWayFigures {
  /** Pages whose article is in the index. Good: the badge shows a number. */
  readonly inIndex: Share;
  /** Article pages whose article is not in the index. Good: the badge is empty. */
  readonly notInIndex: Share;
  /** Pages that are not articles. Good: the badge is empty. */
  readonly nonArticles: Share;
}

/** Returns cards for half of the articles. */
export function halfIndexed(pages: readonly ReadPage[]): {
  readonly cards: readonly Card[];
  /** Whether one of the cards is for the article of a page. */
  readonly isKnown: (page: ReadPage) => boolean;
} {
  // An article may have been saved twice, so the address decides: all pages of one address are in the same half.
  const isChosen = ({ record }: ReadPage): boolean => sum(place(record.identity.at(-1) ?? '')) % 2 === 0;
  const chosen = pages.filter((page) => page.record.isArticle && isChosen(page));
  const cards = chosen.map(({ record }, n) => cardOf(`a${n}`, record));
  const known = new Set(cards.flatMap(({ sources }) => sources.map(({ url }) => place(url))));
  return {
    cards,
    isKnown: ({ record }) =>
      [record.url ?? '', ...record.identity].some((address) => known.has(place(address))),
  };
}

/** Matches every page at the address from which it was saved, with half of the articles in the index. */
export async function measureWholeWay(pages: readonly ReadPage[]): Promise<WholeWayFigures> {
  const { cards, isKnown } = halfIndexed(pages);
  const lookup = lookupIn(cards);
  const lit = new Map<ReadPage, string[]>();
  for (const page of pages) {
    const { sure } = await matchIdentity(page.identity, lookup);
    lit.set(
      page,
      sure.map(({ card }) => card.sources[0]?.url ?? ''),
    );
  }
  return wholeWay(
    pages,
    isKnown,
    (page) => (lit.get(page)?.length ?? 0) > 0,
    (page) => `${page.address} → ${lit.get(page)?.join(' ') || 'nothing'}`,
  );
}

/**
 * Counts on which pages the badge is right.
 *
 * @param lights whether the badge shows a number on a page
 * @param nameOf name of a page in the list of wrong cases
 */
export function wholeWay(
  pages: readonly ReadPage[],
  isKnown: (page: ReadPage) => boolean,
  lights: (page: ReadPage) => boolean,
  nameOf: (page: ReadPage) => string,
): WholeWayFigures {
  const articles = pages.filter(({ record }) => record.isArticle);
  return {
    inIndex: share(articles.filter(isKnown), lights, nameOf),
    notInIndex: share(
      articles.filter((page) => !isKnown(page)),
      (page) => !lights(page),
      nameOf,
    ),
    nonArticles: share(
      pages.filter(({ record }) => !record.isArticle),
      (page) => !lights(page),
      nameOf,
    ),
  };
}

export interface HeadlineFigures {
  readonly precision: number;
  readonly recall: number;
  readonly false: readonly string[];
  readonly missed: readonly string[];
}

/**
 * Matches pairs of headlines: one page is the source of a card in the index, the other one is visited. Dates are known
 * only from the addresses.
 */
export async function measureHeadlines(): Promise<HeadlineFigures> {
  const wrong: string[] = [];
  const missed: string[] = [];
  let right = 0;
  for (const { a, b, same } of headlinePairs()) {
    const card: Card = {
      ...blank('a'),
      published: '',
      sources: [{ url: a.url }],
      sourceHeadline: a.headline,
    };
    const { related } = await matchIdentity({ ...bare(b.url), headlines: [b.headline] }, lookupIn([card]));
    const name = `${a.headline} · ${a.url} · ${b.headline} · ${b.url}`;
    if (related.length > 0) same ? right++ : wrong.push(name);
    else if (same) missed.push(name);
  }
  return {
    precision: right / (right + wrong.length),
    recall: right / (right + missed.length),
    false: wrong,
    missed,
  };
}

export interface ContradictionFigures {
  /** Article pages with their recorded headline. Good: it is not judged to be that of another story. */
  readonly own: Share;
  /** Article pages with headlines of other pages that are long enough. Good: judged to be those of other stories. */
  readonly others: Share;
}

/** Measures whether pages with another story are told apart from pages whose headline was only edited. */
export function measureContradictions(pages: readonly ReadPage[]): ContradictionFigures {
  const recorded = pages.filter(({ record }) => record.isArticle && record.headline);
  const pairs = recorded.flatMap((page, n) =>
    [1, 5, 11].map((step) => ({
      page,
      headline: recorded[(n + step) % recorded.length]?.record.headline ?? '',
    })),
  );
  const agreement = ({ page, headline }: (typeof pairs)[number]): HeadlineAgreement =>
    headlineAgreement(page.identity.headlines, headline);
  const name = ({ page, headline }: (typeof pairs)[number]): string =>
    `${page.address} · ${headline} · ${page.identity.headlines.join(' · ')}`;
  return {
    own: share(
      recorded.map((page) => ({ page, headline: page.record.headline ?? '' })),
      (pair) => agreement(pair) !== 'different',
      name,
    ),
    others: share(
      pairs.filter((pair) => agreement(pair) !== 'unknown'),
      (pair) => agreement(pair) === 'different',
      name,
    ),
  };
}

/** Returns a lookup in these cards. */
export function lookupIn(cards: readonly Card[]): Lookup {
  const byKey = new Map<CardKey, Card[]>();
  for (const card of cards)
    for (const key of cardKeys(card)) byKey.set(key, [...(byKey.get(key) ?? []), card]);
  return async (keys) => keys.flatMap((key) => byKey.get(key) ?? []);
}

function cardOf(id: string, record: PageRecord): Card {
  return {
    ...blank(id),
    sources: record.identity.map((url) => ({ url })),
    ...(record.headline ? { sourceHeadline: record.headline } : {}),
    ...(record.datePublished ? { published: record.datePublished } : {}),
  };
}

function blank(id: string): Card {
  return {
    id,
    url: `https://noligarchy.example/${id}`,
    headline: `What ${id} means`,
    lens: 'power',
    published: '2026-07-02',
    sources: [],
    topics: [],
  };
}

function bare(address: string): PageIdentity {
  return { address, loadedAs: address, claims: [], headlines: [], articles: [], microdata: false };
}

/** Folds only scheme, `www.`, final slash and fragment. Deliberately does not use the product's own function. */
function place(address: string): string {
  return address.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/?(?:#[^!/].*)?$/s, '');
}

function absolute(address: string, base: string): string {
  return URL.canParse(address, base) ? new URL(address, base).href : address;
}

function sum(text: string): number {
  return [...text].reduce((hash, character) => (hash * 31 + (character.codePointAt(0) ?? 0)) % 65_521, 7);
}

function share<T>(cases: readonly T[], isGood: (one: T) => boolean, name: (one: T) => string): Share {
  const misses = cases.filter((one) => !isGood(one));
  return { of: cases.length, good: cases.length - misses.length, misses: misses.map(name) };
}

function named({ a, b, kind }: AddressPair): string {
  return `${kind}: ${a} ≠ ${b}`;
}
