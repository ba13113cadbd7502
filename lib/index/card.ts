import { safeLink } from '../address/safe-link.ts';
import { asCount, asDate, asObject, asText, readEach } from '../input/json-values.ts';
import { packList, unpackList } from './packed-lists.ts';

/** Maximum number of sources of a card. The extension ignores further sources. */
export const MAX_SOURCES = 20;

/** An address of the source article. */
export interface Source {
  /** Absolute address. */
  readonly url: string;
  /** The publisher at this address, if the publication names it. */
  readonly outlet?: string;
}

/** A tag of an analysis: one of the publication's "reader paths". */
export interface Topic {
  readonly name: string;
  /** The topic's page at the publication. */
  readonly url?: string;
}

/** An analysis without its text, as in version 1 of the companion index. */
export interface Card {
  /** Chosen by the publication; unique within the index. */
  readonly id: string;
  /** Absolute address of the analysis. */
  readonly url: string;
  /** Address of the analysis as JSON; absent if only the page contains the text. */
  readonly document?: string | undefined;
  readonly headline: string;
  /** The introductory text under the headline. */
  readonly summary?: string | undefined;
  /** `id` of a lens of the index; absent if the analysis has no lens. */
  readonly lens?: string | undefined;
  /** The type of the article in the publication's own words, for example "Reporting". */
  readonly type?: string | undefined;
  /** Date or RFC 3339 date-time, in the form in which the publication wrote it. */
  readonly published: string;
  /** Date of the last change, in one of the forms of `published`; absent if the publication names no change. */
  readonly updated?: string | undefined;
  /** Read time in whole minutes, 1–999. */
  readonly readMinutes?: number | undefined;
  /** The publisher of the source article, as the publication names it. */
  readonly outlet?: string | undefined;
  /** Addresses of the source article; the first is the original. */
  readonly sources: readonly Source[];
  /** Headline of the source article, if the publication recorded it. */
  readonly sourceHeadline?: string | undefined;
  readonly topics: readonly Topic[];
}

/**
 * Reads one card from the JSON of a segment, a document or an exported library. Ignores unknown fields and invalid
 * optional fields.
 *
 * @param raw a value of parsed JSON
 * @param base address of the file, for relative addresses
 * @returns the card, or the reason why it was refused, as the end of a sentence for the publisher
 */
export function readCard(raw: unknown, base: string): Card | string {
  const card = asObject(raw);
  if (!card) return 'is not an object';
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
    sources: readEach(card.sources, MAX_SOURCES, (source) => readSource(source, base)),
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
 * Whether `a` is the newer of two cards of one analysis: the one with the later `updated` or, if these are equal, with
 * the later `published`. A card without `updated` counts as updated when it was published.
 */
export function isNewerCard(a: Dates, b: Dates): boolean {
  const [changedA, changedB] = [timeOfDate(a.updated ?? a.published), timeOfDate(b.updated ?? b.published)];
  return changedA === changedB ? timeOfDate(a.published) > timeOfDate(b.published) : changedA > changedB;
}

/**
 * Whether `a` replaces `b`, a card with the same id. The newer card replaces the other. If both are equally new, a
 * comparison of all fields decides, so that the result does not depend on the order in which cards are read.
 */
export function outranks(a: Card, b: Card): boolean {
  return outranksBy(a, b, () => [a, b]);
}

/**
 * Whether `a` replaces `b`, by the same rules as `outranks`. Needs only the dates of the cards, unless they are equal.
 *
 * @param whole returns both complete cards; called only if the dates do not decide
 */
export function outranksBy(a: Dates, b: Dates, whole: () => readonly [Card, Card]): boolean {
  if (isNewerCard(a, b)) return true;
  if (isNewerCard(b, a)) return false;
  const [cardA, cardB] = whole();
  return written(cardA) < written(cardB);
}

/** Returns all fields of a card except its id, in a fixed order. */
function written(card: Card): string {
  return JSON.stringify(CARD_FIELDS.flatMap(({ name }) => (name === 'id' ? [] : [card[name] ?? null])));
}

/** The way in which a field of a card is stored, and whether the version of the analysis depends on the field. */
export interface CardField {
  readonly name: keyof Card;
  /**
   * Position of the field's column in a packed block. A new field takes the next number, so that older blocks stay
   * readable.
   */
  readonly column: number;
  /** Returns the text for the column; an empty text if the field is absent. */
  readonly write: (card: Card) => string;
  /** Converts a non-empty text of the column to the field's value. Absent if the value is the text itself. */
  readonly read?: (text: string) => unknown;
  /**
   * Set if the version of a card without `updated` depends on the field (`cardVersion`). Such a version also depends on
   * the addresses in `sources`. Do not set it for a field that is added later: the versions of all cards without
   * `updated` would change, and their stored texts would look outdated.
   */
  readonly isVersioned?: true;
}

/**
 * Every field of a card, in the order in which the publisher's tool writes them. Code that stores or compares cards
 * uses this list. A new field must also be added to `Card` and `readCard`.
 */
export const CARD_FIELDS: readonly CardField[] = [
  { name: 'id', column: 0, write: ({ id }) => id },
  { name: 'url', column: 1, write: ({ url }) => url },
  { name: 'document', column: 13, write: ({ document = '' }) => document },
  { name: 'headline', column: 2, write: ({ headline }) => headline, isVersioned: true },
  { name: 'summary', column: 8, write: ({ summary = '' }) => summary, isVersioned: true },
  { name: 'lens', column: 3, write: ({ lens = '' }) => lens },
  { name: 'type', column: 9, write: ({ type = '' }) => type, isVersioned: true },
  { name: 'published', column: 4, write: ({ published }) => published, isVersioned: true },
  { name: 'updated', column: 5, write: ({ updated = '' }) => updated },
  {
    name: 'readMinutes',
    column: 10,
    write: ({ readMinutes = '' }) => String(readMinutes),
    read: Number,
    isVersioned: true,
  },
  { name: 'outlet', column: 11, write: ({ outlet = '' }) => outlet, isVersioned: true },
  {
    name: 'sources',
    column: 6,
    write: ({ sources }) =>
      packList(
        sources,
        ({ url }) => url,
        ({ outlet }) => outlet,
      ),
    read: (text) => unpackList(text, (url, outlet): Source => (outlet ? { url, outlet } : { url })),
  },
  {
    name: 'sourceHeadline',
    column: 12,
    write: ({ sourceHeadline = '' }) => sourceHeadline,
    isVersioned: true,
  },
  {
    name: 'topics',
    column: 7,
    write: ({ topics }) =>
      packList(
        topics,
        ({ name }) => name,
        ({ url }) => url,
      ),
    read: (text) => unpackList(text, (name, url): Topic => (url ? { name, url } : { name })),
  },
];

/** Converts a date to milliseconds since the epoch. A date without a time means midnight UTC. */
export function timeOfDate(date: string): number {
  return Date.parse(date);
}
