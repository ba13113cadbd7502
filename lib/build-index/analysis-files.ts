import { createHash } from 'node:crypto';
import { type Analysis, type AnalysisText, readAnalysis } from '../analysis/analysis.ts';
import { CARD_FIELDS, type Card, outranks } from '../index/card.ts';
import { type Lens, manifestAddress } from '../index/manifest.ts';

/** An analysis of the index, with facts from its page that its document lacks. */
export interface IndexedAnalysis {
  readonly card: Card;
  /** The lens that the page names, if any. */
  readonly lens?: Lens | undefined;
  /** Section names of the page and categories of its feed item; see `FiledCard`. */
  readonly filedUnder?: readonly string[] | undefined;
  /** Absolute address where readers subscribe, if the page links to it. */
  readonly subscribe?: string | undefined;
  /** Absolute address of the list of all issues, if the page links to it. */
  readonly issues?: string | undefined;
  readonly text: AnalysisText;
}

/**
 * Returns an analysis as clients will read it from its document. The crawl passes each analysis through this function.
 * So an analysis gives the same bytes whether it comes from its page or from the document of the last run.
 *
 * @param site address of the publication, with "/" at the end
 * @returns the analysis, or a message for the publisher that says why clients would reject it
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

/**
 * Reads an analysis from its document.
 *
 * @returns the analysis, or the reason why it cannot be read
 */
export function analysisFromDocument(
  raw: unknown,
  lens: Lens | undefined,
  site: string,
): IndexedAnalysis | string {
  const analysis = readAnalysis(raw, manifestAddress(site));
  return typeof analysis === 'string' ? analysis : { ...withoutDocument(analysis), lens };
}

function withoutDocument({ card, sections, attribution }: Analysis): Omit<IndexedAnalysis, 'lens'> {
  const { document: _, ...rest } = card;
  return { card: rest, text: { sections, attribution } };
}

/** Returns the document of an analysis. A texts file contains each document with the same fields in the same order. */
export function documentJson({ card, text }: IndexedAnalysis): object {
  return { card: cardJson(card), sections: text.sections, attribution: text.attribution };
}

/** Returns a card in the form in which segments, documents and texts files contain it. */
export function cardJson(card: Card): object {
  return {
    ...Object.fromEntries(CARD_FIELDS.map(({ name }) => [name, card[name]])),
    // Segments, texts and documents are in sibling folders, so the same relative address works in all three.
    document: `../${documentPath(card.id)}`,
    sources: card.sources.map((source) => (source.outlet === undefined ? source.url : source)),
    topics: card.topics.map((topic) => (topic.url === undefined ? topic.name : topic)),
  };
}

/**
 * Matches lower-case ASCII names that need no escaping in a file name or an address. Does not match names that Windows
 * reserves, also with an extension (https://learn.microsoft.com/windows/win32/fileio/naming-a-file).
 */
const PLAIN_NAME = /^(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$))[a-z0-9]+(?:[-_.~][a-z0-9]+)*$/;

/**
 * Returns the path of an analysis's document, relative to the index's folder. An id may have any characters, including
 * slashes and dots. If an id is not a plain name of at most 150 characters, 64 bits of its hash become part of the file
 * name. So no id names a file outside the folder, and different ids have different files, even if the file system
 * ignores case.
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

/** Whether `a` is kept instead of `b` if their pages have the same canonical address. */
export function isPreferred(a: IndexedAnalysis, b: IndexedAnalysis): boolean {
  return outranks(a.card, b.card);
}

/** Returns the SHA-256 hash in lower-case hexadecimal. */
export function sha256(body: string | Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}
