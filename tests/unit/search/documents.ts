import fc, { type Arbitrary } from 'fast-check';
import { runAtOnce } from '../../../lib/db/run-in-slices.ts';
import { type DocumentKind, type LiveSegment, SearchIndex } from '../../../lib/search/search-index.ts';
import { FIELDS, type SearchDocument } from '../../../lib/search/segments/fields.ts';
import { Segment } from '../../../lib/search/segments/segment.ts';
import { SegmentBuilder } from '../../../lib/search/segments/segment-builder.ts';

/** Documents and search indexes for the tests of the search. */

/** Words of several scripts. Many have the same beginning, or differ in one letter. */
export const WORDS = [
  ...[
    'water',
    'waters',
    'watery',
    'wader',
    'wat',
    'w',
    'Wasser',
    'wässer',
    'government',
    'governments',
    'governor',
  ],
  ...[
    'والحكومة',
    'الحكومة',
    'حكومة',
    'قانون',
    'सरकार',
    'सरकारी',
    'закон',
    'закони',
    'п’ять',
    '中国',
    '中国人',
    '国',
  ],
  ...['人', 'ガス', 'ประเทศไทย', 'leverage', 'gains', '2026', '2027', 'a', 'b', 'ab', '\u{10428}'],
];

const anyText = fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }).map((words) => words.join(' '));

/** Documents with words of `WORDS` in some fields, and the ids `0`, `1` and so on. */
export const anyDocuments: Arbitrary<SearchDocument[]> = fc
  .array(
    fc.record({
      day: fc.integer({ min: 0, max: 3 }),
      texts: fc.dictionary(fc.constantFrom(...FIELDS), fc.array(anyText, { maxLength: 2 }), { maxKeys: 4 }),
    }),
    { maxLength: 12 },
  )
  .map((documents) => documents.map((document, n) => ({ ...document, id: String(n) })));

/** Returns a document with a text and, if given, a headline. */
export function documentWith(id: string, text: string, headline = '', day = 0): SearchDocument {
  return { id, day, texts: { headline: [headline], text: [text] } };
}

/** Packs documents into one segment. */
export function packed(documents: readonly SearchDocument[]): Uint8Array<ArrayBuffer> {
  const builder = new SegmentBuilder();
  for (const document of documents) builder.add(document);
  return runAtOnce(builder.pack());
}

/** Opens a segment that must be valid. */
export function opened(record: Uint8Array<ArrayBuffer>): Segment {
  const segment = Segment.open(record);
  if (!segment) throw new Error('The segment was refused.');
  return segment;
}

export function liveSegment(
  documents: readonly SearchDocument[],
  kind: DocumentKind = 'saved',
  name: string = kind,
): LiveSegment {
  return { name, kind, segment: opened(packed(documents)), deleted: new Uint8Array() };
}

/** Returns a search index of documents. Each of its segments has at most `perSegment` documents. */
export function indexOf(documents: readonly SearchDocument[], perSegment = 500): SearchIndex {
  const segments: LiveSegment[] = [];
  for (let at = 0; at < documents.length; at += perSegment)
    segments.push(liveSegment(documents.slice(at, at + perSegment), 'saved', `saved/${at}`));
  return new SearchIndex(segments);
}
