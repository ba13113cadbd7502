import { safeLink } from '../address/safe-link.ts';
import { asCount, asDate, asObject, asText, readEach } from '../input/json-values.ts';

/** A place where the source article was published. */
export interface Source {
  /** Absolute address. */
  readonly url: string;
  /** Who published it there, where the publication says so. */
  readonly outlet?: string;
}

/** A tag of an analysis: one of the publication's "reader paths". */
export interface Topic {
  readonly name: string;
  /** The topic's page at the publication. */
  readonly url?: string;
}

/** What the local index knows of an analysis: everything but its text. Companion index, version 1. */
export interface Card {
  /** The publication's own name for the analysis; unique within the index. */
  readonly id: string;
  /** Address of the analysis. */
  readonly url: string;
  /** Address of the analysis as JSON; absent where only the page has it. */
  readonly document?: string | undefined;
  readonly headline: string;
  /** The standfirst under the headline. */
  readonly summary?: string | undefined;
  /** `id` of a lens of the index; absent where the analysis has none. */
  readonly lens?: string | undefined;
  /** "Reporting" and the like, as the publication writes it. */
  readonly type?: string | undefined;
  /** Date or RFC 3339 date-time, as written. */
  readonly published: string;
  /** As `published`; absent where the analysis was never changed. */
  readonly updated?: string | undefined;
  readonly readMinutes?: number | undefined;
  /** Who published the source article, the publication's exact words. */
  readonly outlet?: string | undefined;
  /** Where the source article stands; the first is the original. */
  readonly sources: readonly Source[];
  /** Headline of the source article, where the publication recorded it. */
  readonly sourceHeadline?: string | undefined;
  readonly topics: readonly Topic[];
}

/**
 * Reads one card of a segment. Unknown fields are ignored, optional fields that are wrong are left out.
 *
 * @param raw a value of parsed JSON
 * @param base address of the file that it stands in, for relative addresses
 * @returns the card, or the reason why there is none, in words for the publisher
 */
export function readCard(raw: unknown, base: string): Card | string {
  const card = asObject(raw);
  if (!card) return 'is no object';
  const id = asText(card.id, 300);
  const url = safeLink(card.url, base);
  const headline = asText(card.headline, 1000);
  const published = asDate(card.published);
  if (!id) return 'has no id';
  if (!url) return 'has no address';
  if (!headline) return 'has no headline';
  if (!published) return 'has no published date';
  return {
    id,
    url,
    document: safeLink(card.document, base),
    headline,
    summary: asText(card.summary, 3000),
    lens: asText(card.lens, 200),
    type: asText(card.type, 100),
    published,
    updated: asDate(card.updated),
    readMinutes: asCount(card.readMinutes, 1, 999),
    outlet: asText(card.outlet, 300),
    sources: readEach(card.sources, 20, (source) => readSource(source, base)),
    sourceHeadline: asText(card.sourceHeadline, 1000),
    topics: readEach(card.topics, 50, (topic) => readTopic(topic, base)),
  };
}

function readSource(raw: unknown, base: string): Source | undefined {
  const fields = asObject(raw);
  const url = safeLink(fields ? fields.url : raw, base);
  if (!url) return undefined;
  const outlet = asText(fields?.outlet, 300);
  return outlet ? { url, outlet } : { url };
}

function readTopic(raw: unknown, base: string): Topic | undefined {
  const fields = asObject(raw);
  const name = asText(fields ? fields.name : raw, 200);
  if (!name) return undefined;
  const url = safeLink(fields?.url, base);
  return url ? { name, url } : { name };
}

type Dates = Pick<Card, 'published' | 'updated'>;

/**
 * Whether `a` is the newer of two cards of one analysis: the later `updated` wins, of equals the later `published`.
 * A card that was never updated counts as updated when it was published.
 */
export function isNewer(a: Dates, b: Dates): boolean {
  const [changedA, changedB] = [timeOf(a.updated ?? a.published), timeOf(b.updated ?? b.published)];
  return changedA === changedB ? timeOf(a.published) > timeOf(b.published) : changedA > changedB;
}

/**
 * Whether `a` replaces `b`, a card with the same id: the newer one wins. Of two that are equally new, the same one
 * always wins, so that the result does not depend on the order in which cards and files are read.
 */
export function outranks(a: Card, b: Card): boolean {
  return outranksBy(a, b, () => [a, b]);
}

/**
 * The same of two cards of which only the dates are known.
 *
 * @param whole the two cards; called only if their dates do not decide
 */
export function outranksBy(a: Dates, b: Dates, whole: () => readonly [Card, Card]): boolean {
  if (isNewer(a, b)) return true;
  if (isNewer(b, a)) return false;
  const [cardA, cardB] = whole();
  return written(cardA) < written(cardB);
}

/** All fields of a card in one order, whatever the order in which they were read. */
function written(card: Card): string {
  const { url, document, headline, summary, lens, type, published, updated, readMinutes, outlet } = card;
  const fields = [url, document, headline, summary, lens, type, published, updated, readMinutes, outlet];
  return JSON.stringify([...fields, card.sources, card.sourceHeadline, card.topics]);
}

/** Milliseconds since the epoch; a date without a time is midnight UTC. */
export function timeOf(date: string): number {
  return Date.parse(date);
}
