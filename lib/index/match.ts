import { dayIn, idsIn, slugWords } from '../address/article-path.ts';
import { urlKey } from '../address/url-keys.ts';
import { type HeadlineAgreement, headlineAgreement, headlineKey, headlineWords } from '../page/headline.ts';
import type { JudgedPage } from '../page/judge-page.ts';
import type { KeyOrigin } from '../page/page-keys.ts';
import { type Card, outranks, timeOf } from './card.ts';
import { type CardKey, placeOf, sourceKeys } from './segment.ts';

/**
 * How a page belongs to an analysis. `exact`: a URL key agrees. `syndicated`: the page's canonical points to another
 * site's article that is in the index. `uncertain`: the address agrees, the page tells another story. `related`:
 * headline only. Only the first two light the badge.
 */
export type MatchKind = 'exact' | 'syndicated' | 'uncertain' | 'related';

/**
 * What decided a match. `alias`: the page's address is a further address of the source article, not the original one.
 */
export type MatchReason = KeyOrigin | 'alias' | 'headline';

export interface Match {
  readonly card: Card;
  readonly kind: MatchKind;
  readonly by: MatchReason;
  /** How the page's headline stands to the recorded one. */
  readonly headline: HeadlineAgreement;
}

/** Finds the cards that some keys nominate: everything with one of these keys, and perhaps a few others. */
export type Lookup = (keys: readonly CardKey[]) => Promise<readonly Card[]>;

/** What the index says of a page. */
export interface MatchResult {
  /** `exact` and `syndicated`, newest first. */
  readonly sure: readonly Match[];
  readonly uncertain: readonly Match[];
  /** Only looked for when nothing is sure. */
  readonly related: readonly Match[];
}

/**
 * Matches a page against the index.
 *
 * @param page as `judgePage` returns it
 */
export async function matchPage(page: JudgedPage, lookup: Lookup): Promise<MatchResult> {
  const candidates = await lookup(page.keys.map(({ key }): CardKey => `u:${key}`));
  const matches = newestOfEach(candidates).flatMap((card) => matchesOf(page, card));
  const sure = matches.filter(({ kind }) => kind === 'exact' || kind === 'syndicated');
  const uncertain = matches.filter(({ kind }) => kind === 'uncertain');
  const found = new Set(matches.map(({ card }) => card.id));
  const related =
    sure.length > 0 ? [] : (await relatedTo(page, lookup)).filter(({ card }) => !found.has(card.id));
  return { sure: newestFirst(sure), uncertain: newestFirst(uncertain), related };
}

/** The analysis whose own page this is. */
export async function analysisAt(address: string, lookup: Lookup): Promise<Card | undefined> {
  const key = urlKey(address);
  if (key === undefined) return undefined;
  // Trackers may have added parameters to an address that has none.
  const cards = await lookup([`a:${placeOf(address)}`, `a:${placeOf(address.replace(/[?#].*$/s, ''))}`]);
  return newestOfEach(cards).find((card) => urlKey(card.url) === key);
}

function matchesOf(page: JudgedPage, card: Card): Match[] {
  const ofCard = sourceKeys(card);
  // A home page is no article, even where a card names it as its source.
  const hit = page.keys.find(({ key }) => /[/?#]/.test(key) && ofCard.includes(key));
  if (!hit) return [];
  const headline = agreement(page, hit.by, card);
  const match = (kind: MatchKind, by: MatchReason = hit.by): Match[] => [{ card, kind, by, headline }];
  // The canonical of another site is believed only as far as the headline goes along.
  if (hit.offSite) return headline === 'different' ? [] : match('syndicated');
  if (headline === 'different') return hit.by === 'address' || hit.by === 'wrapped' ? match('uncertain') : [];
  return match('exact', hit.by === 'address' && ofCard.indexOf(hit.key) > 0 ? 'alias' : hit.by);
}

function agreement(page: JudgedPage, by: KeyOrigin, card: Card): HeadlineAgreement {
  // Inside a page the head may be the last story's; a translated or archived page carries words of another time or
  // language.
  if (page.isInPageNavigation) return 'unknown';
  const named = page.article?.headline;
  const agreed = headlineAgreement(named ? [...page.headlines, named] : page.headlines, card.sourceHeadline);
  return by === 'wrapped' && agreed === 'different' ? 'unknown' : agreed;
}

async function relatedTo(page: JudgedPage, lookup: Lookup): Promise<Match[]> {
  const keys = new Set(page.headlines.map(headlineKey).filter((key) => key !== undefined));
  if (keys.size === 0 || page.isInPageNavigation) return [];
  const cards = newestOfEach(await lookup([...keys].map((key): CardKey => `h:${key}`)));
  return newestFirst(
    cards
      .filter((card) => card.sourceHeadline !== undefined && keys.has(headlineKey(card.sourceHeadline) ?? ''))
      .filter((card) => hasOtherSign(page, card))
      .map((card): Match => ({ card, kind: 'related', by: 'headline', headline: 'same' })),
  );
}

const DAY = 24 * 60 * 60 * 1000;
/** Headlines of so many words are not chosen twice by chance; shorter ones are ("What is …", "How does … work"). */
const RARE_HEADLINE = 8;

/**
 * Whether something besides the headline says that a page carries a card's source article: an id that both addresses
 * hold, dates that fit, or the same slug. Dates that do not fit speak against it: guides and lists are written anew
 * under one headline.
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
 * Whether the page is of the days of the source article, or of the days before the analysis; `undefined` where a date
 * is not told.
 */
function datesFit({ published }: JudgedPage, card: Card): boolean | undefined {
  if (published === undefined) return undefined;
  const days = card.sources.map(({ url }) => dayIn(url)).filter((day) => day !== undefined);
  if (days.some((day) => Math.abs(published - day) <= 2 * DAY)) return true;
  const analysed = timeOf(card.published);
  // An analysis follows its source within days.
  if (!Number.isNaN(analysed)) return published >= analysed - 10 * DAY && published <= analysed + 2 * DAY;
  return days.length > 0 ? false : undefined;
}

/** One card an analysis: of two with one id the later one. */
export function newestOfEach(cards: readonly Card[]): Card[] {
  const byId = new Map<string, Card>();
  for (const card of cards) {
    const known = byId.get(card.id);
    if (!known || outranks(card, known)) byId.set(card.id, card);
  }
  return [...byId.values()];
}

function newestFirst(matches: readonly Match[]): Match[] {
  return [...matches].sort((a, b) => timeOf(b.card.published) - timeOf(a.card.published));
}
