import { cleanAddress } from '../address/clean-address.ts';
import { hostName } from '../address/safe-link.ts';
import { urlKey } from '../address/url-keys.ts';
import { day, text } from '../browser/interface-texts.ts';
import type { Card } from '../index/card.ts';
import type { MatchReason } from '../index/match.ts';
import { sourceKeys } from '../index/segment.ts';
import { asText } from '../input/json-values.ts';
import type { JudgedPage } from '../page/judge-page.ts';
import type { KeyOrigin } from '../page/page-keys.ts';

/** A text for the publication. Nothing sends it: the reader copies it, or gives it to their mail program. */
export interface Letter {
  readonly subject: string;
  /** Lines end in "\n". */
  readonly body: string;
}

/** What was shown on a page that it is not about. */
export interface WrongMatch {
  readonly card: Card;
  readonly by: MatchReason;
  /** Why it was shown, in the interface's words. */
  readonly why: string;
}

/** Bounds of what a letter tells of headlines (lines, UTF-16 units). */
const MOST_HEADLINES = 3;
const LONGEST_HEADLINE = 200;

/** Says that an analysis was shown on the wrong article, with all that the publication needs to find out why. */
export function wrongArticleLetter(page: JudgedPage, { card, by, why }: WrongMatch): Letter {
  const keys = page.keys.map(({ key }) => key);
  const source = card.sources.find(({ url }) => keys.includes(urlKey(url) ?? '')) ?? card.sources[0];
  return {
    subject: text('letterWrongSubject', hostName(page.address)),
    body: composed(text('letterWrong'), [
      [text('letterPage'), cleanAddress(page.address)],
      [text('letterCalled'), ...headlinesOf(page)],
      [text('letterShown'), line(card.headline), card.url],
      [text('letterSource'), line(card.sourceHeadline), source?.url],
      [text('letterWhy'), why, decidingClaim(page, card, by)],
    ]),
  };
}

/** How far back the list of analyses goes, while it is incomplete. */
export interface KnownPart {
  /** The day that it reaches back to, where that is sure (`YYYY-MM-DD`). */
  readonly backTo?: string;
}

/**
 * Asks for an analysis of an article.
 *
 * @param publication its name
 * @param known where only a part of its analyses is known: then the letter does not say that there is none
 */
export function analysisWantedLetter(page: JudgedPage, publication: string, known?: KnownPart): Letter {
  return {
    subject: text('letterWantedSubject', hostName(page.address)),
    body: composed(wantedOpening(publication, known), [
      [text('letterArticle'), line(page.headlines[0]), cleanAddress(page.address)],
      [text('letterCanonical'), otherCanonical(page)],
    ]),
  };
}

function wantedOpening(publication: string, known: KnownPart | undefined): string {
  if (!known) return text('letterWanted', publication);
  if (known.backTo === undefined) return text('letterWantedPartialUndated', publication);
  return text('letterWantedPartial', publication, day(known.backTo));
}

/** Puts a letter together. A paragraph of which nothing but its title is known is left out. */
function composed(opening: string, paragraphs: readonly (readonly (string | undefined)[])[]): string {
  const told = paragraphs
    .map((lines) => lines.filter((words) => words !== undefined))
    .filter((lines) => lines.length > 1);
  return [opening, ...told.map((lines) => lines.join('\n'))].join('\n\n');
}

/** What the page calls itself; of "Title" and "Title | Outlet" only the longer. */
function headlinesOf({ headlines }: JudgedPage): string[] {
  const lines = [...new Set(headlines.flatMap((headline) => line(headline) ?? []))];
  return lines
    .filter((short) => !lines.some((long) => long !== short && long.includes(short)))
    .slice(0, MOST_HEADLINES);
}

/** A headline as one short line of plain text. */
function line(headline: string | undefined): string | undefined {
  // Two more than may stand: a letter may have two units, and is never cut in half.
  const whole = asText(headline, LONGEST_HEADLINE + 2);
  if (whole === undefined || whole.length <= LONGEST_HEADLINE) return whole;
  return `${asText(whole, LONGEST_HEADLINE - 1)}…`;
}

/** The address in the page's head that decided a match; none where the page's own address did. */
function decidingClaim(page: JudgedPage, card: Card, by: MatchReason): string | undefined {
  const ofCard = sourceKeys(card);
  const deciding = page.keys.find((told) => told.by === by && ofCard.includes(told.key));
  return deciding && isClaim(deciding.by) ? cleanAddress(deciding.address) : undefined;
}

/** The page's canonical address, where it is one to believe and not the page's own. */
function otherCanonical(page: JudgedPage): string | undefined {
  const canonical = page.keys.find(({ by }) => by === 'canonical');
  return canonical && cleanAddress(canonical.address);
}

function isClaim(by: KeyOrigin): boolean {
  return by !== 'address' && by !== 'wrapped';
}
