import { dateIn, idsIn, slugWords } from '../address/article-path.ts';
import { headlineWords } from './headline.ts';

/** The facts that a page shows about its own article. */
export interface Evidence {
  /** The address of the page, unwrapped. */
  readonly address: string;
  readonly headlines: readonly string[];
  /** The publication date as written in the page. */
  readonly published?: string;
}

const DAY = 24 * 60 * 60 * 1000;
/**
 * Largest accepted difference between noon of the day in an address and the date in the page (ms). Time zones and
 * delayed publishing cause small differences.
 */
const SAME_DATE = 2.5 * DAY;
/**
 * Smallest share of common words with which a text confirms that a slug belongs to the article. It is low, because
 * editors reword slugs and headlines.
 */
const CONFIRMED = 0.3;
/**
 * If a slug and a text have at least this share of common words, different ids and a different publication date do not
 * matter. Publishing systems give copies of an article new ids.
 */
const SURE = 0.67;

/**
 * Whether the evidence of a page contradicts the claim that an address of the same site is the page's address. Some
 * templates and caches repeat the address of one article on every page of a site.
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
  // A stale head may contain the headline of the claimed article too. So if the page's own slug and one of its
  // headlines contradict the claim, the other headlines do not count.
  if (own === 0 && headlines.some((headline) => headline < CONFIRMED)) return true;
  if (confirmed >= SURE) return false;
  return numbersDiffer(claimed, evidence.address) || wasPublishedOnAnotherDay(claimed, evidence.published);
}

/**
 * Returns the words of the slug if there are enough words to compare: at least three, or two in the last segment of the
 * path. If there are fewer words, returns an empty list.
 */
function slugOf(address: string): readonly string[] {
  const words = distinctiveWords(slugWords(address).join(' '));
  if (words.length >= 3) return words;
  const path = new URL(address).pathname.replace(/\/+$/, '');
  const last = distinctiveWords(slugWords(path.slice(path.lastIndexOf('/'))).join(' '));
  return last.length >= 2 ? last : [];
}

/**
 * Returns the number of words that a slug and a text have in common, divided by the number of words of the shorter one
 * (0–1).
 *
 * @returns `undefined` if either has too few words, or only one of them has Latin words
 */
function share(slug: readonly string[], text: string): number | undefined {
  const words = distinctiveWords(text);
  if (slug.length < 2 || words.length < 3 || !slug.some(isLatin) !== !words.some(isLatin)) return undefined;
  const shared = slug.filter((word) => words.some((other) => isAlike(word, other)));
  return shared.length / Math.min(slug.length, words.length);
}

function distinctiveWords(text: string): string[] {
  return [...new Set(headlineWords(text).filter((word) => word.length >= 4))];
}

function isLatin(word: string): boolean {
  return /^[a-z]/.test(word);
}

/** Whether two words are forms of one word: true for "sells" and "selling", false for "council" and "country". */
function isAlike(a: string, b: string): boolean {
  if (a === b) return true;
  const common = Math.max(4, Math.min(a.length, b.length) - 2);
  return a.length >= common && b.length >= common && a.slice(0, common) === b.slice(0, common);
}

/** Whether the dates in two addresses contradict each other. "2026/07/02" and "2026/07" do not. */
function datesDiffer(a: string, b: string): boolean {
  const [first, second] = [dateIn(a), dateIn(b)];
  if (!first || !second) return false;
  return (['year', 'month', 'day'] as const).some(
    (part) => first[part] !== undefined && second[part] !== undefined && first[part] !== second[part],
  );
}

/** Whether the publication date of the page differs by more than `SAME_DATE` from noon of the day in the address. */
function wasPublishedOnAnotherDay(address: string, published: string | undefined): boolean {
  const { year, month, day } = dateIn(address) ?? {};
  if (year === undefined || month === undefined || day === undefined) return false;
  return Math.abs(Date.parse(published ?? '') - Date.UTC(year, month - 1, day, 12)) > SAME_DATE;
}

/**
 * Whether two addresses belong to two articles, judged by their numbers: they differ only in parts with digits, or have
 * different ids of equal length. Ids of different lengths may belong to one article.
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
