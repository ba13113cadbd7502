import { dayIn, idsIn, slugWords } from '../address/article-path.ts';
import { urlKey } from '../address/url-keys.ts';
import { type HeadlineAgreement, headlineAgreement, headlineKey, headlineWords } from '../page/headline.ts';
import type { JudgedPage } from '../page/judge-page.ts';
import type { KeyOrigin, PageKey } from '../page/page-keys.ts';
import { type Card, outranks, timeOfDate } from './card.ts';
import { bareAddress, type CardKey, cardKeys, sourceKeys } from './card-keys.ts';

/**
 * How a page matches an analysis. Only `exact` and `syndicated` light the badge.
 *
 * - `exact`: the page and the source article have a URL key in common.
 * - `syndicated`: the canonical link of the page is the address of an article on another site. The index has an
 *   analysis of that article.
 * - `uncertain`: the addresses match, but the headlines differ.
 * - `related`: the headlines match, but no address does.
 */
export type MatchKind = 'exact' | 'syndicated' | 'uncertain' | 'related';

/**
 * The evidence for a match. `alias`: the page's address is an additional address of the source article, not its first
 * address. `reader`: the reader said that the page tells the story of the analysis.
 */
export type MatchReason = KeyOrigin | 'alias' | 'headline' | 'reader';

/** An analysis that matches a page. */
export interface Match {
  readonly card: Card;
  readonly kind: MatchKind;
  readonly by: MatchReason;
  /** How the page's headlines compare with the source headline in the index. */
  readonly headline: HeadlineAgreement;
}

/** Finds all cards with one of these keys. It may also return a few other cards, because keys are compared by hash. */
export type CardLookup = (keys: readonly CardKey[]) => Promise<readonly Card[]>;

/** Returns a lookup that finds only these cards. */
export function lookupAmong(cards: readonly Card[]): CardLookup {
  const byKey = new Map<CardKey, Card[]>();
  for (const card of cards)
    for (const key of cardKeys(card)) byKey.set(key, [...(byKey.get(key) ?? []), card]);
  return async (keys) => [...new Set(keys.flatMap((key) => byKey.get(key) ?? []))];
}

/** The properties of a page that `matchesByKey` needs. */
export type PageEvidence = Pick<JudgedPage, 'headlines' | 'article' | 'isInPageNavigation'> & {
  readonly keys: readonly Pick<PageKey, 'key' | 'by' | 'offSite'>[];
};

/** The matches of a page, grouped by how certain they are. */
export interface MatchResult {
  /** `exact` and `syndicated` matches, newest first. */
  readonly sure: readonly Match[];
  /** Newest first. */
  readonly uncertain: readonly Match[];
  /** Newest first; always empty if there are sure matches. */
  readonly related: readonly Match[];
}

/**
 * Matches a page against the index.
 *
 * @param page result of `judgePage`
 */
export async function matchPage(page: JudgedPage, lookup: CardLookup): Promise<MatchResult> {
  const matches = await matchesByKey(page, lookup);
  const sure = matches.filter(isSureMatch);
  const uncertain = matches.filter(({ kind }) => kind === 'uncertain');
  const found = new Set(matches.map(({ card }) => card.id));
  const related =
    sure.length > 0 ? [] : (await relatedTo(page, lookup)).filter(({ card }) => !found.has(card.id));
  return { sure: newestFirst(sure), uncertain: newestFirst(uncertain), related };
}

/** Returns the analyses that have a URL key in common with a page, unless the headlines rule them out. */
export async function matchesByKey(page: PageEvidence, lookup: CardLookup): Promise<Match[]> {
  const candidates = await lookup(page.keys.map(({ key }): CardKey => `u:${key}`));
  return newestById(candidates).flatMap((card) => matchesOf(page, card));
}

/** Whether a match lights the badge. */
export function isSureMatch({ kind }: Pick<Match, 'kind'>): boolean {
  return kind === 'exact' || kind === 'syndicated';
}

/**
 * Finds the analyses of many articles by their URL keys alone. Uses a single lookup, because a lookup for each of
 * hundreds of links would take hundreds of times longer.
 *
 * @returns the analyses by key, newest first. A key without analysis has no entry.
 */
export async function matchKeys(keys: readonly string[], lookup: CardLookup): Promise<Map<string, Card[]>> {
  const wanted = new Set(keys.filter(mayBeArticle));
  const found = new Map<string, Card[]>();
  const candidates = newestById(await lookup([...wanted].map((key): CardKey => `u:${key}`)));
  for (const card of candidates.toSorted((a, b) => timeOfDate(b.published) - timeOfDate(a.published))) {
    for (const key of new Set(sourceKeys(card))) {
      if (!wanted.has(key)) continue;
      const known = found.get(key);
      if (known) known.push(card);
      else found.set(key, [card]);
    }
  }
  return found;
}

/** Whether a URL key may belong to an article. A home page is not an article, even if a card names it as its source. */
function mayBeArticle(key: string): boolean {
  return /[/?#]/.test(key);
}

/** Returns the analysis whose page has this address; `undefined` if there is no such analysis. */
export async function analysisAt(address: string, lookup: CardLookup): Promise<Card | undefined> {
  const key = urlKey(address);
  if (key === undefined) return undefined;
  const cards = await lookup(analysisKeys(address));
  return newestById(cards).find((card) => urlKey(card.url) === key);
}

/**
 * Returns the keys under which a lookup finds the analysis at an address. One of them omits the query, because
 * tracking parameters may have been added to the address.
 */
export function analysisKeys(address: string): CardKey[] {
  return [`a:${bareAddress(address)}`, `a:${bareAddress(address.replace(/[?#].*$/s, ''))}`];
}

function matchesOf(page: PageEvidence, card: Card): Match[] {
  const ofCard = sourceKeys(card);
  const hit = page.keys.find(({ key }) => mayBeArticle(key) && ofCard.includes(key));
  if (!hit) return [];
  const headline = agreement(page, hit.by, card);
  const match = (kind: MatchKind, by: MatchReason = hit.by): Match[] => [{ card, kind, by, headline }];
  // A canonical link to another site counts only if the headlines do not contradict it.
  if (hit.offSite) return headline === 'different' ? [] : match('syndicated');
  if (headline === 'different') return hit.by === 'address' || hit.by === 'wrapped' ? match('uncertain') : [];
  return match('exact', hit.by === 'address' && ofCard.indexOf(hit.key) > 0 ? 'alias' : hit.by);
}

function agreement(page: PageEvidence, by: KeyOrigin, card: Card): HeadlineAgreement {
  // After navigation within the page, the headlines may belong to the previous article. A wrapper may be a translation,
  // with a headline in another language, or an archive, with an older headline. So in these cases, a difference is no
  // evidence.
  if (page.isInPageNavigation) return 'unknown';
  const named = page.article?.headline;
  const agreed = headlineAgreement(named ? [...page.headlines, named] : page.headlines, card.sourceHeadline);
  return by === 'wrapped' && agreed === 'different' ? 'unknown' : agreed;
}

async function relatedTo(page: JudgedPage, lookup: CardLookup): Promise<Match[]> {
  const keys = new Set(page.headlines.map(headlineKey).filter((key) => key !== undefined));
  if (keys.size === 0 || page.isInPageNavigation) return [];
  const cards = newestById(await lookup([...keys].map((key): CardKey => `h:${key}`)));
  return newestFirst(
    cards
      .filter((card) => card.sourceHeadline !== undefined && keys.has(headlineKey(card.sourceHeadline) ?? ''))
      .filter((card) => hasOtherSign(page, card))
      .map((card): Match => ({ card, kind: 'related', by: 'headline', headline: 'same' })),
  );
}

const DAY = 24 * 60 * 60 * 1000;
/** Two articles rarely have the same headline by chance if it has at least this many words. */
const RARE_HEADLINE = 8;

/**
 * Whether something besides the headline shows that a page contains a card's source article. An article id that occurs
 * both in the page's address and in a source address is enough. Without such an id, the dates decide if they are known,
 * because guides and lists are often published again under the same headline. If a date is unknown, a long headline or
 * the same slug is enough.
 */
function hasOtherSign(page: JudgedPage, card: Card): boolean {
  const addresses = card.sources.map(({ url }) => url);
  const ids = new Set(idsIn(page.address));
  if (addresses.some((address) => idsIn(address).some((id) => ids.has(id)))) return true;
  const fit = datesFit(page, card);
  if (fit !== undefined) return fit;
  const slug = slugWords(page.address).join(' ');
  return (
    headlineWords(card.sourceHeadline ?? '').length >= RARE_HEADLINE ||
    addresses.some((address) => {
      const words = slugWords(address);
      return words.length >= 4 && words.join(' ') === slug;
    })
  );
}

/**
 * Whether the page was published within 2 days of a date in a source's address, or from 10 days before the analysis to
 * 2 days after it. Returns `undefined` if the dates to compare are unknown.
 */
function datesFit({ published }: JudgedPage, card: Card): boolean | undefined {
  if (published === undefined) return undefined;
  const days = card.sources.map(({ url }) => dayIn(url)).filter((day) => day !== undefined);
  if (days.some((day) => Math.abs(published - day) <= 2 * DAY)) return true;
  const analysed = timeOfDate(card.published);
  // An analysis appears within days after its source article.
  if (!Number.isNaN(analysed)) return published >= analysed - 10 * DAY && published <= analysed + 2 * DAY;
  return days.length > 0 ? false : undefined;
}

/** Keeps one card for each id: the card that outranks the other cards with this id. */
export function newestById(cards: readonly Card[]): Card[] {
  const byId = new Map<string, Card>();
  for (const card of cards) {
    const known = byId.get(card.id);
    if (!known || outranks(card, known)) byId.set(card.id, card);
  }
  return [...byId.values()];
}

function newestFirst(matches: readonly Match[]): Match[] {
  return [...matches].sort((a, b) => timeOfDate(b.card.published) - timeOfDate(a.card.published));
}
