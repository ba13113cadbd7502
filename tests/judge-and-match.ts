import type { CardLookup, MatchResult } from '../lib/index/match.ts';
import { matchPage } from '../lib/index/match.ts';
import { type JudgedPage, judgePage } from '../lib/page/judge-page.ts';
import type { PageIdentity } from '../lib/page/page-identity.ts';
import { publicSuffixes } from './public-suffixes.ts';

/** Judges a page with the complete list of public suffixes. */
export function judged(identity: PageIdentity): Promise<JudgedPage> {
  return judgePage(identity, publicSuffixes);
}

/** Judges a page, and matches it against the cards of a lookup. */
export async function matchIdentity(
  identity: PageIdentity,
  lookup: CardLookup,
  suffixes = publicSuffixes,
): Promise<MatchResult> {
  return matchPage(await judgePage(identity, suffixes), lookup);
}
