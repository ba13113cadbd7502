import type { Card } from '../../lib/index/card.ts';
import { type CardKey, cardKeys } from '../../lib/index/card-keys.ts';
import type { CardLookup } from '../../lib/index/match.ts';
import { matchIdentity } from '../judge-and-match.ts';
import { headlinePairs, type PageRecord } from './corpus.ts';
import { bare, type ReadPage, type Share, share } from './measure.ts';

export interface WholeWayFigures {
  /** Pages whose article is in the index. A page is good if the badge shows a number. */
  readonly inIndex: Share;
  /** Article pages whose article is not in the index. A page is good if the badge is empty. */
  readonly notInIndex: Share;
  /** Pages that are not articles. A page is good if the badge is empty. */
  readonly nonArticles: Share;
}

/** Returns cards for half of the articles. */
export function halfIndexed(pages: readonly ReadPage[]): {
  readonly cards: readonly Card[];
  /** Whether one of the cards is for the article of a page. */
  readonly isKnown: (page: ReadPage) => boolean;
} {
  // An article may have been saved twice, so the address decides: all pages with one address are in the same half.
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
 * Counts the pages on which the badge is right.
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
 * Matches pairs of headlines: the first page is the source of a card in the index, and the reader visits the second
 * one. Dates are known only from the addresses.
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

/** Returns a lookup in these cards. */
function lookupIn(cards: readonly Card[]): CardLookup {
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

/** Folds only scheme, `www.`, final slash and fragment. It deliberately does not use the product's own function. */
function place(address: string): string {
  return address.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/?(?:#[^!/].*)?$/s, '');
}

function sum(text: string): number {
  return [...text].reduce((hash, character) => (hash * 31 + (character.codePointAt(0) ?? 0)) % 65_521, 7);
}
