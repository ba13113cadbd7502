import { hostName } from '../address/host-name.ts';
import { shareableAddress } from '../address/shareable-address.ts';
import { urlKey } from '../address/url-keys.ts';
import { formatDay, text } from '../browser/interface-texts.ts';
import type { Card } from '../index/card.ts';
import { sourceKeys } from '../index/card-keys.ts';
import type { MatchReason } from '../index/match.ts';
import { asText } from '../input/json-values.ts';
import type { JudgedPage } from '../page/judge-page.ts';
import type { KeyOrigin } from '../page/page-keys.ts';

/** A letter to the publication. The extension does not send it: the reader copies it or opens it in a mail program. */
export interface Letter {
  /** One line. */
  readonly subject: string;
  /** Lines end in "\n". */
  readonly body: string;
}

/** An analysis that was shown for a page, although it is not about that page. */
export interface WrongMatch {
  readonly card: Card;
  readonly by: MatchReason;
  /** The reason why it was shown, in the interface's words. */
  readonly why: string;
}

/** Maximum number of headlines of the page in one letter. */
const MAX_HEADLINES = 3;
/** Maximum length of one headline (UTF-16 code units). */
const MAX_HEADLINE_LENGTH = 200;

/** Returns a letter that reports a wrong match, with all facts that the publication needs to find its cause. */
export function wrongArticleLetter(page: JudgedPage, { card, by, why }: WrongMatch): Letter {
  const keys = page.keys.map(({ key }) => key);
  const source = card.sources.find(({ url }) => keys.includes(urlKey(url) ?? '')) ?? card.sources[0];
  return {
    subject: text('letterWrongSubject', hostName(page.address)),
    body: composed(text('letterWrong'), [
      [text('letterPage'), shareableAddress(page.address)],
      [text('letterCalled'), ...headlinesOf(page)],
      [text('letterShown'), asLine(card.headline), card.url],
      [text('letterSource'), asLine(card.sourceHeadline), source?.url],
      [text('letterWhy'), why, decidingClaim(page, card, by)],
    ]),
  };
}

/** The part of the publication's analyses that an incomplete index holds. */
export interface KnownPart {
  /** The day from which the index is complete (`YYYY-MM-DD`); absent if unknown. */
  readonly backTo?: string;
}

/**
 * Returns a letter that requests an analysis of an article.
 *
 * @param publication name of the publication
 * @param known given if the index is incomplete. The letter then does not claim that there is no analysis.
 */
export function analysisWantedLetter(page: JudgedPage, publication: string, known?: KnownPart): Letter {
  return {
    subject: text('letterWantedSubject', hostName(page.address)),
    body: composed(wantedOpening(publication, known), [
      [text('letterArticle'), asLine(page.headlines[0]), shareableAddress(page.address)],
      [text('letterCanonical'), otherCanonical(page)],
    ]),
  };
}

function wantedOpening(publication: string, known: KnownPart | undefined): string {
  if (!known) return text('letterWanted', publication);
  if (known.backTo === undefined) return text('letterWantedPartialUndated', publication);
  return text('letterWantedPartial', publication, formatDay(known.backTo));
}

/** Joins the paragraphs of a letter. Leaves out each paragraph that has nothing but its title. */
function composed(opening: string, paragraphs: readonly (readonly (string | undefined)[])[]): string {
  const complete = paragraphs
    .map((lines) => lines.filter((words) => words !== undefined))
    .filter((lines) => lines.length > 1);
  return [opening, ...complete.map((lines) => lines.join('\n'))].join('\n\n');
}

/** Returns the headlines of the page. Leaves out "Title" if there is also "Title | Outlet". */
function headlinesOf({ headlines }: JudgedPage): string[] {
  const lines = [...new Set(headlines.flatMap((headline) => asLine(headline) ?? []))];
  return lines
    .filter((short) => !lines.some((long) => long !== short && long.includes(short)))
    .slice(0, MAX_HEADLINES);
}

/** Returns a headline as one line of plain text with at most `MAX_HEADLINE_LENGTH` UTF-16 units. */
function asLine(headline: string | undefined): string | undefined {
  // Read a little more than the limit, to see whether the headline is longer. `asText` never cuts a character in half,
  // so it may return one code unit less than requested.
  const whole = asText(headline, MAX_HEADLINE_LENGTH + 2);
  if (whole === undefined || whole.length <= MAX_HEADLINE_LENGTH) return whole;
  return `${asText(whole, MAX_HEADLINE_LENGTH - 1)}…`;
}

/** Returns the address in the page's head that led to the match; `undefined` if something else led to it. */
function decidingClaim(page: JudgedPage, card: Card, by: MatchReason): string | undefined {
  const ofCard = sourceKeys(card);
  const deciding = page.keys.find(({ by: origin, key }) => origin === by && ofCard.includes(key));
  return deciding && isClaim(deciding.by) ? shareableAddress(deciding.address) : undefined;
}

/** Returns the page's canonical address, if it is plausible and not the page's own address. */
function otherCanonical(page: JudgedPage): string | undefined {
  const canonical = page.keys.find(({ by }) => by === 'canonical');
  return canonical && shareableAddress(canonical.address);
}

function isClaim(by: KeyOrigin): boolean {
  return by !== 'address' && by !== 'wrapped';
}
