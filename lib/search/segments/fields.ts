/*
 * The fields of a document that the search covers. A posting says that a document contains a word. It has a bit for
 * each field, which is set if the field contains the word.
 */

/**
 * The fields in the order of their bits. Eight fields fill one byte of a posting. The order is part of the stored
 * format.
 */
export const FIELDS = [
  'headline',
  'summary',
  'text',
  'note',
  'highlights',
  'labels',
  'outlet',
  'topics',
] as const;
export type Field = (typeof FIELDS)[number];

/** The weight of a word in each field, from 1 to 100. The reader's own words have more weight than the text. */
const WEIGHTS: Readonly<Record<Field, number>> = {
  headline: 100,
  labels: 72,
  note: 64,
  highlights: 60,
  topics: 56,
  outlet: 48,
  summary: 40,
  text: 20,
};

/** Returns the bit that stands for a field in postings. */
export function bitOf(field: Field): number {
  return 1 << FIELDS.indexOf(field);
}

const ALL_FIELDS = (1 << FIELDS.length) - 1;

/** Returns the bits of some fields, joined to one number. */
export function bitsOf(fields: readonly Field[]): number {
  return fields.reduce((bits, field) => bits | bitOf(field), 0);
}

/** For each combination of fields, the weight of its best field. */
const BEST = Uint8Array.from({ length: ALL_FIELDS + 1 }, (_, bits) =>
  Math.max(...FIELDS.map((field) => ((bits & bitOf(field)) === 0 ? 0 : WEIGHTS[field]))),
);

/**
 * Returns the weight of a word for each combination of fields: the weight of the best field.
 *
 * @param allowed bits of the fields to search
 * @param share factor of the weights, 0–1; less than 1 for words that do not match exactly
 */
export function weightTable(allowed = ALL_FIELDS, share = 1): Uint8Array {
  return Uint8Array.from(BEST, (_, bits) => Math.ceil((BEST[bits & allowed] as number) * share));
}

/** The texts of an analysis that the search covers, field by field. */
export interface SearchDocument {
  readonly id: string;
  /** Day since 1 January 1970, for sorting; 0 if unknown. */
  readonly day: number;
  /** The texts of each field. Fields without a text may be absent. */
  readonly texts: Readonly<Partial<Record<Field, readonly string[]>>>;
}
