import { dateIn, idsIn, slugWords } from '../address/article-path.ts';
import { headlineWords } from './headline.ts';

/** The evidence of a page about its article. */
export interface Evidence {
  /** The address of the page, unwrapped. */
  readonly address: string;
  readonly headlines: readonly string[];
  /** The publication date as written in the page. */
  readonly published?: string;
}

const DAY = 24 * 60 * 60 * 1000;
/**
 * The greatest difference between noon of the day in an address and the date in the page, in milliseconds. Time zones
 * and delayed publishing cause small differences.
 */
const SAME_DATE = 2.5 * DAY;
/** A slug that shares at least this part of its words with a text confirms an article. Editors reword both freely. */
const CONFIRMED = 0.3;
/** At least this part of shared words outweighs different ids: publishing systems give copies of an article new ids. */
const SURE = 0.67;

/**
 * Whether the evidence of a page contradicts an address of the same site that it claims. Templates and caches sometimes
 * repeat the address of one article on every page of a site.
 *
 * @param claimed the claimed address, unwrapped
 */
export function namesAnotherArticle(claimed: string, evidence: Evidence): boolean {
  if (datesDiffer(claimed, evidence.address)) return true;
  const named = slugOf(claimed);
  const own = share(named, slugWords(evidence.address).join(' '));
  const headlines = evidence.headlines.flatMap((headline) => share(named, headline) ?? []);
  const confirmed = Math.max(own ?? -1, ...headlines);
  if (confirmed >= 0 && confirmed < CONFIRMED) return true;
  // A stale head may also contain the headline of the claimed article: the slug and one headline outweigh the others.
  if (own === 0 && headlines.some((headline) => headline < CONFIRMED)) return true;
  if (confirmed >= SURE) return false;
  return numbersDiffer(claimed, evidence.address) || wasPublishedOnAnotherDay(claimed, evidence.published);
}

/** The words of the slug if they suffice for a comparison: at least three, or two in the last segment; else none. */
function slugOf(address: string): readonly string[] {
  const words = tellingWords(slugWords(address).join(' '));
  if (words.length >= 3) return words;
  const path = new URL(address).pathname.replace(/\/+$/, '');
  const last = tellingWords(slugWords(path.slice(path.lastIndexOf('/'))).join(' '));
  return last.length >= 2 ? last : [];
}

/**
 * The number of words that a slug shares with a text, divided by the number of words of the shorter one, 0–1.
 *
 * @returns `undefined` if either has too few words, or only one of the two has Latin words
 */
function share(slug: readonly string[], text: string): number | undefined {
  const words = tellingWords(text);
  if (slug.length < 2 || words.length < 3 || !slug.some(isLatin) !== !words.some(isLatin)) return undefined;
  const shared = slug.filter((word) => words.some((other) => isAlike(word, other)));
  return shared.length / Math.min(slug.length, words.length);
}

function tellingWords(text: string): string[] {
  return [...new Set(headlineWords(text).filter((word) => word.length >= 4))];
}

function isLatin(word: string): boolean {
  return /^[a-z]/.test(word);
}

/** Whether two words are forms of one word: "sells" and "selling", not "council" and "country". */
function isAlike(a: string, b: string): boolean {
  if (a === b) return true;
  const common = Math.max(4, Math.min(a.length, b.length) - 2);
  return a.length >= common && b.length >= common && a.slice(0, common) === b.slice(0, common);
}

/** Whether two addresses contain contradicting dates: "2026/07/02" and "2026/07" do not contradict each other. */
function datesDiffer(a: string, b: string): boolean {
  const [first, second] = [dateIn(a), dateIn(b)];
  if (!first || !second) return false;
  return (['year', 'month', 'day'] as const).some(
    (part) => first[part] !== undefined && second[part] !== undefined && first[part] !== second[part],
  );
}

/** Whether the page was published long before or after the day in an address. */
function wasPublishedOnAnotherDay(address: string, published: string | undefined): boolean {
  const { year, month, day } = dateIn(address) ?? {};
  if (year === undefined || month === undefined || day === undefined) return false;
  return Math.abs(Date.parse(published ?? '') - Date.UTC(year, month - 1, day, 12)) > SAME_DATE;
}

/**
 * Whether two addresses differ in their numbers: either only the parts with digits differ, or they contain different
 * ids of equal length. Ids of different lengths may both belong to one article.
 */
function numbersDiffer(a: string, b: string): boolean {
  const [first, second] = [withoutScheme(a), withoutScheme(b)];
  const isAlikeElsewhere = shape(first) === shape(second);
  if (isAlikeElsewhere && first.replace(/\D+/g, ' ') !== second.replace(/\D+/g, ' ')) return true;
  const [ids, others] = [idsIn(a), idsIn(b)];
  return (
    !ids.some((id) => others.includes(id)) &&
    ids.some((id) => others.some((other) => other.length === id.length))
  );
}

/** Replaces every part of an address that contains a digit by "0". */
function shape(address: string): string {
  return address.replace(/[^/?&=]*\d[^/?&=]*/g, '0');
}

function withoutScheme(address: string): string {
  return address.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, '');
}
