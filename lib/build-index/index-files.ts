import { timeOfDate } from '../index/card.ts';
import type { IndexFile, Lens, Publication, SegmentEntry } from '../index/manifest.ts';
import { withLenses } from '../publication/page/publication-lenses.ts';
import { monthsOf } from '../publication/site/months.ts';
import { cardJson, documentJson, documentPath, type IndexedAnalysis, sha256 } from './analysis-files.ts';

/** The content of an index, before it is divided into files. */
export interface IndexContent {
  readonly publication: Publication;
  /** All analyses. No two analyses have the same id. */
  readonly analyses: readonly IndexedAnalysis[];
  /**
   * Entries of unchanged months, with addresses relative to the index's folder. `analyses` has no analysis of these
   * months.
   */
  readonly kept: readonly SegmentEntry[];
  /** Lenses of the unchanged months. */
  readonly keptLenses: readonly Lens[];
  /** `generated` of the earlier index, which has the unchanged months. */
  readonly keptGenerated?: string | undefined;
  /** Whether to write the texts of whole months. */
  readonly texts: boolean;
}

/** Maps paths in the index's folder to contents that end in a line feed. `index.json` is the manifest. */
export type IndexFiles = ReadonlyMap<string, string>;

/**
 * Returns the files of an index (companion index, version 1; see README.md). The same content gives the same bytes:
 * fields, cards and lenses have a fixed order, and `generated` is the date of the newest card, not the current time.
 */
export function indexFiles(content: IndexContent): IndexFiles {
  const files = new Map<string, string>();
  const { analyses, lenses } = analysesWithLenses(content);
  const byId = new Map(analyses.map((analysis) => [analysis.card.id, analysis]));
  for (const analysis of analyses) files.set(documentPath(analysis.card.id), body(documentJson(analysis)));

  const put = (folder: string, month: string, value: object): IndexFile => {
    const text = body(value);
    const hash = sha256(text);
    const url = `${folder}/${month}.${hash.slice(0, 8)}.json`;
    files.set(url, text);
    return { url, bytes: Buffer.byteLength(text), sha256: hash };
  };
  const segments = monthsOf(analyses.map(({ card }) => card)).map(
    ({ month, from, to, cards }): SegmentEntry => {
      const documents = cards.flatMap(({ id }) => byId.get(id) ?? []).map(documentJson);
      const { url, bytes, sha256 } = put('segments', month, { cards: cards.map(cardJson) });
      const segment = { url, from, to, count: cards.length, bytes, sha256 };
      return content.texts ? { ...segment, texts: put('texts', month, { documents }) } : segment;
    },
  );
  const manifest = {
    format: 'civic-lens-index',
    version: 1,
    generated: generatedAt(content),
    publication: content.publication,
    lenses,
    segments: [...segments, ...content.kept].sort((a, b) => compare(b.from, a.from)),
  };
  files.set('index.json', body(manifest));
  return files;
}

/** Returns the date of the newest card, RFC 3339 without fractions of a second. */
function generatedAt({ analyses, keptGenerated }: IndexContent): string {
  const times = analyses.map(({ card }) => timeOfDate(card.updated ?? card.published));
  const newest = Math.max(keptGenerated === undefined ? 0 : timeOfDate(keptGenerated), ...times);
  return new Date(newest).toISOString().replace(/\.\d+/, '');
}

/** Returns the analyses with their lenses, and all lenses sorted by name. */
function analysesWithLenses({ analyses, keptLenses }: IndexContent): {
  analyses: IndexedAnalysis[];
  lenses: Lens[];
} {
  const byId = new Map(analyses.map((analysis) => [analysis.card.id, analysis]));
  const oldestFirst = monthsOf(analyses.map(({ card }) => card))
    .flatMap(({ cards }) => cards)
    .reverse()
    .flatMap(({ id }) => byId.get(id) ?? []);
  const { filed, lenses } = withLenses(oldestFirst, keptLenses);
  return {
    analyses: filed,
    lenses: lenses.sort((a, b) => compare(a.name, b.name) || compare(a.id, b.id)),
  };
}

function body(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
