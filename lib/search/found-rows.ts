import type { Card } from '../index/card.ts';
import type { Lens } from '../index/manifest.ts';
import { type Excerpt, excerptOf, type Marker, markerOf } from './mark-words.ts';
import { parseQuery } from './query/query.ts';
import type { TextSpan } from './query/word-finder.ts';
import type { SpellingCorrection } from './search.ts';
import type { Hit } from './search-index.ts';
import type { Field, SearchDocument } from './segments/fields.ts';

/** The documents whose rows a page requests. */
export interface WantedRows {
  /** The query that found the documents. The rows mark its words and the corrections. */
  readonly query: string;
  /** The corrections in the answer to the query. */
  readonly corrections: readonly SpellingCorrection[];
  readonly hits: readonly Hit[];
}

/** An analysis as the search worker reads it from the database. */
export interface FoundRecord extends Hit {
  readonly card: Card;
  readonly lens?: Lens | undefined;
  /** BCP 47 tag of the publication's language. */
  readonly language?: string | undefined;
  readonly document: SearchDocument;
}

/** Reads analyses. Leaves out analyses that no longer exist. */
export type ReadRecords = (hits: readonly Hit[]) => PromiseLike<readonly FoundRecord[]>;

/** A row of search results, with the parts of its texts that match. */
export interface FoundRowContent extends Omit<FoundRecord, 'document'> {
  /** The parts of the headline that match. */
  readonly places: readonly TextSpan[];
  /**
   * A part of the first field of `EXCERPT_FIELDS` that matches: the part with the most matches. Absent if none of these
   * fields matches.
   */
  readonly excerpt?: Excerpt & { readonly field: ExcerptField };
}

/** The fields from which an excerpt can come. The first field with a match is used. */
const EXCERPT_FIELDS = ['note', 'highlights', 'summary', 'text'] as const satisfies readonly Field[];
export type ExcerptField = (typeof EXCERPT_FIELDS)[number];

/** Approximate length of an excerpt (UTF-16 code units): one line of a row. */
const EXCERPT_LENGTH = 100;

/** Returns the rows of search results, in the order of the hits. */
export async function foundRows(
  { query, corrections, hits }: WantedRows,
  read: ReadRecords,
): Promise<readonly FoundRowContent[]> {
  const mark = markerOf(parseQuery(query), corrections);
  const records = new Map((await read(hits)).map((record) => [record.id, record]));
  return hits.flatMap(({ id }) => {
    const record = records.get(id);
    return record ? rowOf(record, mark) : [];
  });
}

function rowOf({ document: { texts }, ...record }: FoundRecord, mark: Marker): FoundRowContent {
  const row: FoundRowContent = { ...record, places: mark(record.card.headline) };
  for (const field of EXCERPT_FIELDS) {
    const excerpt = excerptOf(texts[field] ?? [], mark, EXCERPT_LENGTH);
    if (excerpt) return { ...row, excerpt: { ...excerpt, field } };
  }
  return row;
}
