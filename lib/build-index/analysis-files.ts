import { createHash } from 'node:crypto';
import { type Analysis, type AnalysisText, readAnalysis } from '../analysis/analysis.ts';
import { CARD_FIELDS, type Card, outranks } from '../index/card.ts';
import { type Lens, manifestAddress } from '../index/manifest.ts';

/** An analysis as the index has it, with the lens that its page names, if any. */
export interface IndexedAnalysis {
  readonly card: Card;
  readonly lens?: Lens | undefined;
  /** What the page is filed under; see `FiledCard`. */
  readonly filedUnder?: readonly string[] | undefined;
  /** What the page says of the publication. */
  readonly subscribe?: string | undefined;
  readonly issues?: string | undefined;
  readonly text: AnalysisText;
}

/**
 * The analysis as readers will read it from the document that is written of it. Everything that is written went
 * through this, so that an analysis gives the same bytes whether its page was read just now or its document from the
 * last run.
 *
 * @param site address of the publication, ending in "/"
 * @returns the analysis, or the reason why readers would refuse it, in words for the publisher
 */
export function asReadersRead(
  { card, lens, filedUnder, subscribe, issues, text }: IndexedAnalysis,
  site: string,
): IndexedAnalysis | string {
  const analysis = readAnalysis({ card, ...text }, manifestAddress(site));
  return typeof analysis === 'string'
    ? analysis
    : { ...withoutDocument(analysis), lens, filedUnder, subscribe, issues };
}

/** An analysis from its document. @returns the reason where it cannot be read */
export function fromDocument(raw: unknown, lens: Lens | undefined, site: string): IndexedAnalysis | string {
  const analysis = readAnalysis(raw, manifestAddress(site));
  return typeof analysis === 'string' ? analysis : { ...withoutDocument(analysis), lens };
}

function withoutDocument({ card, sections, attribution }: Analysis): Omit<IndexedAnalysis, 'lens'> {
  const { document: _, ...rest } = card;
  return { card: rest, text: { sections, attribution } };
}

/** The document of an analysis as it is written: cards, documents and texts hold the same fields in the same order. */
export function documentJson({ card, text }: IndexedAnalysis): object {
  return { card: cardJson(card), sections: text.sections, attribution: text.attribution };
}

export function cardJson(card: Card): object {
  return {
    ...Object.fromEntries(CARD_FIELDS.map(({ name }) => [name, card[name]])),
    // Segments, texts and documents are in folders side by side: the same relative address is right in all three.
    document: `../${documentPath(card.id)}`,
    sources: card.sources.map((source) => (source.outlet === undefined ? source.url : source)),
    topics: card.topics.map((topic) => (topic.url === undefined ? topic.name : topic)),
  };
}

/** A name that every file system and web server takes as it is. */
const PLAIN_NAME = /^[a-z0-9]+(?:[-_.~][a-z0-9]+)*$/;

/**
 * Where the document of an analysis is, from the index's folder. Ids hold what addresses may hold: any letter, and,
 * decoded, even slashes and dots. What is not plain is named by its hash, so that no id names a file elsewhere and no
 * two ids one file where case is folded.
 */
export function documentPath(id: string): string {
  if (PLAIN_NAME.test(id) && id.length <= 150) return `analyses/${id}.json`;
  const plain = id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replace(/^-+|-+$/g, '');
  return `analyses/${plain === '' ? '' : `${plain}-`}${sha256(id).slice(0, 16)}.json`;
}

/** Of pages that name one address as theirs the one that counts. */
export function countsMore(a: IndexedAnalysis, b: IndexedAnalysis): boolean {
  return outranks(a.card, b.card);
}

/** Lower-case hex SHA-256. */
export function sha256(body: string | Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}
