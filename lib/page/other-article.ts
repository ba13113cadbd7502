import { dateIn, idsIn, slugWords } from '../address/article-path.ts';
import { headlineWords } from './headline.ts';

/** What a page itself says about its article: its own address (unwrapped), its headlines, and its date as written. */
export interface Evidence {
  readonly address: string;
  readonly headlines: readonly string[];
  readonly published?: string;
}

const DAY = 24 * 60 * 60 * 1000;
/**
 * How far noon of the day in an address may lie from the time that the page shows (ms): time zones, late publishing.
 */
const SAME_DATE = 2.5 * DAY;
/** From this share on, words of a slug confirm an article; slugs and headlines are reworded freely. */
const CONFIRMED = 0.3;
/**
 * From this share on, words of a slug outweigh a different number: content systems number copies of one article anew.
 */
const SURE = 0.67;

/**
 * Whether a page's own evidence says that an address of the same site belongs to another article. Templates and caches
 * often repeat one article's address on every page of a site.
 *
 * @param claimed the address that the page claims for itself, unwrapped
 */
export function namesAnotherArticle(claimed: string, evidence: Evidence): boolean {
  if (datesDiffer(claimed, evidence.address)) return true;
  const named = slugOf(claimed);
  const own = share(named, slugWords(evidence.address).join(' '));
  const headlines = evidence.headlines.flatMap((headline) => share(named, headline) ?? []);
  const confirmed = Math.max(own ?? -1, ...headlines);
  if (confirmed >= 0 && confirmed < CONFIRMED) return true;
  // A stale head may repeat the headline of the claimed article too: the slug and one headline outvote the others.
  if (own === 0 && headlines.some((headline) => headline < CONFIRMED)) return true;
  if (confirmed >= SURE) return false;
  return numbersDiffer(claimed, evidence.address) || wasPublishedOnAnotherDay(claimed, evidence.published);
}

/** The words of a slug that can be compared with others: three of the whole address, or two of its last part. */
function slugOf(address: string): readonly string[] {
  const words = tellingWords(slugWords(address).join(' '));
  if (words.length >= 3) return words;
  const path = new URL(address).pathname.replace(/\/+$/, '');
  const last = tellingWords(slugWords(path.slice(path.lastIndexOf('/'))).join(' '));
  return last.length >= 2 ? last : [];
}

/** Which part of a slug some other text confirms, 0–1; `undefined` if either has too few words, or another script. */
function share(named: readonly string[], text: string): number | undefined {
  const told = tellingWords(text);
  if (named.length < 2 || told.length < 3 || !named.some(isLatin) !== !told.some(isLatin)) return undefined;
  const shared = named.filter((word) => told.some((other) => isAlike(word, other)));
  return shared.length / Math.min(named.length, told.length);
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

/** Whether two addresses name different dates, as far as both name one: "2026/07/02" and "2026/07" do not differ. */
function datesDiffer(a: string, b: string): boolean {
  const [first, second] = [dateIn(a), dateIn(b)];
  if (!first || !second) return false;
  return (['year', 'month', 'day'] as const).some(
    (part) => first[part] !== undefined && second[part] !== undefined && first[part] !== second[part],
  );
}

/** Whether the page says that it was published long before or after the day that an address names. */
function wasPublishedOnAnotherDay(address: string, published: string | undefined): boolean {
  const { year, month, day } = dateIn(address) ?? {};
  if (year === undefined || month === undefined || day === undefined) return false;
  return Math.abs(Date.parse(published ?? '') - Date.UTC(year, month - 1, day, 12)) > SAME_DATE;
}

/**
 * Whether two addresses differ in their numbers: addresses that are alike except for the parts with a number, or ids of
 * one numbering (as many digits). Ids of different lengths may be two numberings of one article.
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

/** An address with every part that holds a number folded to a zero. */
function shape(address: string): string {
  return address.replace(/[^/?&=]*\d[^/?&=]*/g, '0');
}

function withoutScheme(address: string): string {
  return address.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, '');
}
