import { safeLink } from '../address/safe-link.ts';
import { isFrontPage, urlKey } from '../address/url-keys.ts';
import { isSameOriginOrTwin } from '../address/www-twin.ts';
import { readAnalysis } from '../analysis/analysis.ts';
import { CARD_FIELDS, type Card, MAX_SOURCES, readCard } from '../index/card.ts';
import type { SegmentEntry } from '../index/manifest.ts';
import { asObject, asText } from '../input/json-values.ts';
import { hasValue, listWithin } from './check-manifest.ts';
import type { Findings } from './findings.ts';

/** Facts outside a card, with which the check compares the card. */
export interface CardSurroundings {
  /** Address of the publication, with "/" at the end. */
  readonly site: string;
  /** Ids of all lenses in the manifest. */
  readonly lenses: ReadonlySet<string>;
  /** Maps the id of each card checked so far to the position of the card, for messages. */
  readonly ids: Map<string, string>;
}

/** Fields that are checked separately: required fields, and lists, which are checked item by item. */
const CHECKED_APART: readonly string[] = ['id', 'url', 'headline', 'published', 'sources', 'topics'];
/** Fields that clients leave out if the value is invalid. */
const OPTIONAL = CARD_FIELDS.map(({ name }) => name).filter((name) => !CHECKED_APART.includes(name));

/**
 * Checks the cards of a segment.
 *
 * @param file path of the segment, for the report
 * @param base address of the segment
 * @returns the cards that clients accept
 */
export function checkSegment(
  raw: unknown,
  file: string,
  base: string,
  entry: SegmentEntry,
  around: CardSurroundings,
  findings: Findings,
): Card[] {
  const list = asObject(raw)?.cards;
  if (!Array.isArray(list)) {
    findings.error(file, 'has no list “cards”; readers refuse it');
    return [];
  }
  if (list.length !== entry.count)
    findings.error(file, `has ${list.length} cards, the manifest says ${entry.count}`);
  return list.flatMap((value, n): Card[] => {
    const id = asText(asObject(value)?.id, 300);
    const where = `card ${n + 1}${id ? ` (${id})` : ''}`;
    const card = readCard(value, base);
    if (typeof card === 'string') {
      findings.error(file, `${card} and is skipped`, where);
      return [];
    }
    const error = (says: string): void => findings.error(file, says, where);
    checkPlace(card, entry, around, error);
    checkFields(asObject(value) ?? {}, card, error);
    const sources = listWithin(MAX_SOURCES, asObject(value)?.sources, 'sources', error);
    checkSources(sources, base, around.site, error);
    if (card.sources.length === 0)
      findings.advice(file, 'has no address of a source article: no page ever matches it', where);
    const other = around.ids.get(card.id);
    if (other) error(`has the id of ${other}: only the one updated last counts`);
    around.ids.set(card.id, `${where} of ${file}`);
    return [card];
  });
}

function checkPlace(
  card: Card,
  { from, to }: SegmentEntry,
  { site, lenses }: CardSurroundings,
  error: (says: string) => void,
): void {
  const day = card.published.slice(0, 10);
  if (day < from.slice(0, 10) || day > to.slice(0, 10))
    error(`was published ${day}, outside its segment (${from} to ${to})`);
  if (card.lens !== undefined && !lenses.has(card.lens))
    error(`names the lens “${card.lens}”, which the manifest does not have`);
  if (!isSameOriginOrTwin(card.url, site)) error(`“url” is on another site, ${new URL(card.url).origin}`);
  if (card.document && !isSameOriginOrTwin(card.document, site))
    error(`“document” is on another site, ${new URL(card.document).origin}, which readers never contact`);
}

function checkFields(
  raw: Readonly<Record<string, unknown>>,
  card: Card,
  error: (says: string) => void,
): void {
  for (const field of OPTIONAL)
    if (hasValue(raw[field]) && raw[field] !== '' && card[field] === undefined)
      error(`“${field}” cannot be used and is left out: ${JSON.stringify(raw[field]).slice(0, 80)}`);
  for (const field of ['sources', 'topics'] as const)
    if (hasValue(raw[field]) && !Array.isArray(raw[field])) error(`“${field}” is not a list and is left out`);
  if (Array.isArray(raw.topics) && card.topics.length < raw.topics.length)
    error(`${raw.topics.length - card.topics.length} of its topics cannot be used and are left out`);
}

function checkSources(
  sources: readonly unknown[],
  base: string,
  site: string,
  error: (says: string) => void,
): void {
  sources.forEach((value, n) => {
    const written = asObject(value)?.url ?? value;
    const url = safeLink(written, base);
    const key = url && urlKey(url);
    if (!url || !key)
      error(`source ${n + 1}, ${JSON.stringify(written)}, yields no URL key: no page matches it`);
    else if (isSameOriginOrTwin(url, site))
      error(`source ${n + 1}, ${url}, is on the publication’s own site, not where the article is`);
    else if (isFrontPage(key)) error(`source ${n + 1}, ${url}, is a front page, not an article`);
  });
}

/**
 * Checks whether the document of an analysis agrees with its card in the index.
 *
 * @param segment path of the segment that contains `card`
 */
export function checkDocument(
  raw: unknown,
  file: string,
  base: string,
  card: Card,
  segment: string,
  findings: Findings,
  where?: string,
): void {
  const analysis = readAnalysis(raw, base);
  if (typeof analysis === 'string') {
    findings.error(file, `cannot be read: ${analysis}`, where);
    return;
  }
  const { card: own } = analysis;
  const fields = [...new Set([...Object.keys(card), ...Object.keys(own)])] as (keyof Card)[];
  const other = fields.filter(
    (field) => field !== 'document' && JSON.stringify(card[field]) !== JSON.stringify(own[field]),
  );
  if (other.length > 0) findings.error(file, `has another card than ${segment}: ${other.join(', ')}`, where);
}

/** Checks whether the texts of a month agree with the cards of its segment. Returns the number of texts. */
export function checkTexts(
  raw: unknown,
  file: string,
  base: string,
  cards: readonly Card[],
  segment: string,
  findings: Findings,
): number {
  const list = asObject(raw)?.documents;
  if (!Array.isArray(list)) {
    findings.error(file, 'has no list “documents”; readers refuse it');
    return 0;
  }
  const missing = new Map(cards.map((card) => [card.id, card]));
  const byId = new Map(missing);
  list.forEach((value, n) => {
    const id = asText(asObject(asObject(value)?.card)?.id, 300) ?? '';
    const where = `document ${n + 1}${id ? ` (${id})` : ''}`;
    const card = byId.get(id);
    missing.delete(id);
    if (card) checkDocument(value, file, base, card, segment, findings, where);
    else findings.error(file, `belongs to no card of ${segment}`, where);
  });
  for (const id of missing.keys()) findings.error(file, `has no text of “${id}”`);
  return list.length;
}
