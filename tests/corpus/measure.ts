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

/** A share with what it is made of, and the cases that fell out of it. */
export interface Share {
  readonly of: number;
  readonly good: number;
  readonly misses: readonly string[];
}

export const shareOf = ({ good, of }: Share): number => (of === 0 ? Number.NaN : good / of);

/** The normal form of an address; `undefined` where there is none. */
export type KeyOf = (address: string) => string | undefined;

export interface AddressFigures {
  /** Addresses of different pages. */
  readonly addresses: number;
  /** Pairs of them that wrongly got one key. */
  readonly wronglyMerged: readonly string[];
  /** Pairs known to be different that wrongly got one key. */
  readonly notSame: { readonly of: number; readonly merged: readonly string[] };
  /** Pairs known to be one article, decidable by the strings. */
  readonly byString: Share;
  /** AMP forms that real pages name, by the strings alone. */
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

/** A page of the corpus with what the product reads from it at its recorded address. */
export interface ReadPage {
  readonly record: PageRecord;
  readonly address: string;
  readonly identity: PageIdentity;
}

/** All pages with an address and a judgement. */
export function readPages(): ReadPage[] {
  return pageRecords().flatMap((record) => {
    if (!record.url || record.isArticle === null) return [];
    const page = documentOf(pageText(record), record.url);
    return [{ record, address: record.url, identity: readIdentity(page, record.url, record.url) }];
  });
}

/** AMP forms that a page with a canonical of its own is found by, whichever of the two the reader is on. */
export function measureAmpWithCanonical(): Share {
  const canonicals = new Map(pageRecords().map(({ url, canonical }) => [url, canonical]));
  const pairs = addressPairs().filter(
    ({ kind, same, disputed }) => same && !disputed && kind === 'page:amphtml',
  );
  return share(
    pairs,
    ({ a, b }) => {
      // An AMP page must name the page that it is the AMP form of as its canonical (AMP specification, "required
      // markup").
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
  /** Article pages among whose keys is every address that rightly means them. */
  readonly identities: Share;
  /** Right claims, one by one. */
  readonly claims: Share;
  /** Wrong claims of all pages. */
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

/** Article pages that refuse the address of another article, put on their own host, as their canonical. */
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
  /** News pages that are told to be articles. */
  readonly news: Share;
  /** All articles. */
  readonly articles: Share;
  /** Home and section pages that are told to be none. */
  readonly fronts: Share;
  /** All pages that are none. */
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

export const isToldArticle = ({ identity }: ReadPage): boolean => isArticle(identity);

export interface WholeWayFigures {
  /** Pages whose article is in the index, that light the badge. */
  readonly inIndex: Share;
  /** Article pages whose article is not in the index, that do not. */
  readonly notInIndex: Share;
  /** Pages that are no article, that do not. */
  readonly nonArticles: Share;
}

/** Half of the articles as cards, by their clean addresses. */
export function halfIndexed(pages: readonly ReadPage[]): {
  readonly cards: readonly Card[];
  /** Whether the article of a page is among them. */
  readonly isKnown: (page: ReadPage) => boolean;
} {
  // One article may have been saved twice: all pages of one address go to one half.
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

/** Every page is matched at the address that it was saved from, with half of the articles in the index. */
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

/** @param lights whether the badge lights on a page */
export function wholeWay(
  pages: readonly ReadPage[],
  isKnown: (page: ReadPage) => boolean,
  lights: (page: ReadPage) => boolean,
  told: (page: ReadPage) => string,
): WholeWayFigures {
  const articles = pages.filter(({ record }) => record.isArticle);
  return {
    inIndex: share(articles.filter(isKnown), lights, told),
    notInIndex: share(
      articles.filter((page) => !isKnown(page)),
      (page) => !lights(page),
      told,
    ),
    nonArticles: share(
      pages.filter(({ record }) => !record.isArticle),
      (page) => !lights(page),
      told,
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
 * Pairs of headlines: the one page in the index, the other looked at. The pairs tell no dates but those in their
 * addresses.
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
  /** Article pages whose recorded headline does not contradict them. */
  readonly own: Share;
  /** The same pages held against the headlines of other pages, where there is enough of both to compare: told apart. */
  readonly others: Share;
}

/** Whether a page that tells another story than the card is told from one whose headline was merely edited. */
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

/** Looks cards up as the index does. */
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

/** Only what nobody disputes is folded: this must not be the function that is measured. */
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
