import type { Card } from '../../../lib/index/card.ts';
import { cardKeys } from '../../../lib/index/card-keys.ts';
import type { CardLookup, MatchResult } from '../../../lib/index/match.ts';
import type { Claim, PageIdentity } from '../../../lib/page/page-identity.ts';
import { matchIdentity } from '../../judge-and-match.ts';

export const STORY = 'https://outlet.example/2026/bridge';
export const FIVE = 'https://outlet.example/5';
export const COPY = 'https://copy.example/news/77';
export const HEADLINE = 'Council votes down the new bridge after a long night';
export const OTHER_HEADLINE = 'Football club signs young striker from Portugal';

export const card = (id: string, fields: Partial<Card> = {}): Card => ({
  id,
  url: `https://noligarchy.example/${id}`,
  headline: `What ${id} means`,
  lens: 'power',
  published: '2026-07-02',
  sources: [{ url: STORY }],
  topics: [],
  ...fields,
});

/** Returns the identity of a page at `STORY`. `fields` replace the defaults. */
export function page(fields: Partial<PageIdentity> = {}): PageIdentity {
  const address = fields.address ?? STORY;
  return { address, loadedAs: address, claims: [], headlines: [], articles: [], microdata: false, ...fields };
}

export const claim = (by: Claim['by'], address: string): Claim => ({ by, address });

/** Returns a lookup that finds these cards by their keys, and records the requested keys. */
export function lookupOver(cards: readonly Card[]): CardLookup & { asked: string[] } {
  const asked: string[] = [];
  const lookup: CardLookup = async (keys) => {
    asked.push(...keys);
    return cards.filter((one) => cardKeys(one).some((key) => keys.includes(key)));
  };
  return Object.assign(lookup, { asked });
}

/** Returns all matches, each as "kind by reason: id (headline)". */
export const described = ({ sure, uncertain, related }: MatchResult): string[] =>
  [...sure, ...uncertain, ...related].map(
    (one) => `${one.kind} by ${one.by}: ${one.card.id} (${one.headline})`,
  );

export const matched = async (identity: PageIdentity, ...cards: Card[]): Promise<string[]> =>
  described(await matchIdentity(identity, lookupOver(cards)));
