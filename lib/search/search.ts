import { searchPlan, type Wanted, type WordLookup } from './query/plan.ts';
import type { Query } from './query/query.ts';
import { PhraseFinder } from './query/word-finder.ts';
import { type Hit, type SearchIndex, SHARES } from './search-index.ts';
import { bitsOf, FIELDS, type Field, type SearchDocument } from './segments/fields.ts';

/** A word of the query that no document contains, and the words that the search uses instead. */
export interface SpellingCorrection {
  readonly word: string;
  readonly instead: readonly string[];
}

/** A part of the answer to a query. */
export interface Found {
  /** The next documents, best first. */
  readonly hits: readonly Hit[];
  /** The corrections are the same in every part. */
  readonly corrections: readonly SpellingCorrection[];
  /** Number of documents in all parts together; absent until it is known. */
  readonly total?: number;
  /** Whether this is the last part. */
  readonly isLast: boolean;
}

export interface SearchOptions {
  /** The fields to search; all if absent. */
  readonly fields?: readonly Field[];
  /** Whether a document passes the filters of the query. If absent, all documents pass. */
  readonly accepts?: (hit: Hit) => boolean;
  /** Reads documents to check phrases in them. Leaves out documents that no longer exist. */
  readonly read: (hits: readonly Hit[]) => PromiseLike<readonly SearchDocument[]>;
}

/** Number of documents to read at once to check phrases. */
const READ_TOGETHER = 50;

/**
 * Answers a query with the documents that contain all its words. Documents that have these words in fields with a high
 * weight, such as the headline, come first. Of documents with the same weight, the newest comes first. Corrects words
 * that no document contains. If the query has phrases, reads the texts of documents to check them. Only the answer to
 * such a query can have several parts.
 *
 * @throws the error of `read`
 */
export async function* search(
  index: SearchIndex,
  query: Query,
  { fields = FIELDS, accepts, read }: SearchOptions,
): AsyncGenerator<Found, void, void> {
  const wanted = searchPlan(query);
  const { numbers, corrections } = ranked(index, wanted, bitsOf(fields));
  const hits = Array.from(numbers, (number) => index.hit(number)).filter((hit) => accepts?.(hit) ?? true);
  const phrases = phrasesOf(wanted);
  if (phrases.length === 0) {
    yield { hits, corrections, total: hits.length, isLast: true };
    return;
  }
  let total = 0;
  let at = 0;
  do {
    const block = hits.slice(at, at + READ_TOGETHER);
    at += READ_TOGETHER;
    const documents = new Map((await read(block)).map((document) => [document.id, document]));
    const checked = block.filter(({ id }) => {
      const document = documents.get(id);
      return document && phrases.every((phrase) => meets(document, phrase, fields));
    });
    total += checked.length;
    if (at < hits.length) yield { hits: checked, corrections, isLast: false };
    else yield { hits: checked, corrections, total, isLast: true };
  } while (at < hits.length);
}

interface Phrase {
  readonly finder: PhraseFinder;
  readonly isNegated: boolean;
}

function phrasesOf(wanted: readonly Wanted[]): Phrase[] {
  return wanted
    .filter(({ isPhrase }) => isPhrase)
    .map(({ alternatives: [lookups = []], isNegated }) => ({ finder: new PhraseFinder(lookups), isNegated }));
}

function meets({ texts }: SearchDocument, { finder, isNegated }: Phrase, fields: readonly Field[]): boolean {
  const isFound = fields.some((field) => texts[field]?.some((text) => finder.isIn(text)));
  return isFound !== isNegated;
}

interface Ranked {
  /** Numbers of the documents, best first. */
  readonly numbers: readonly number[];
  readonly corrections: readonly SpellingCorrection[];
}

/** Returns the documents with all words of the terms. Does not check phrases. */
function ranked(index: SearchIndex, wanted: readonly Wanted[], fields: number): Ranked {
  const { shown, size } = index;
  /** For each word that no document contains, the words to use instead; empty if no word is close. */
  const corrections = new Map<string, readonly string[]>();
  const weightsOf = (lookup: WordLookup): Uint8Array => index.weightsOf(lookup, fields);
  const weightsOrCorrected = (lookup: WordLookup): Uint8Array => {
    const weights = weightsOf(lookup);
    const [word = ''] = lookup.forms;
    if (index.hasShown(weights)) return weights;
    if (corrections.size >= MAX_CORRECTED && !corrections.has(word)) return weights;
    const instead = corrections.get(word) ?? index.corrections(word, lookup.isBeginning);
    corrections.set(word, instead);
    if (instead.length === 0) return weights;
    return index.weightsOf({ forms: instead, isBeginning: lookup.isBeginning }, fields, SHARES.corrected);
  };
  /**
   * For each document, the sum of the weights of the terms, plus one; 0 if the document is hidden or does not match.
   */
  const sums = new Uint16Array(size);
  for (let n = 0; n < size; n++) sums[n] = shown[n] as number;
  for (const term of wanted) {
    if (term.isNegated && term.isPhrase) continue;
    const weights = index.weightsOfTerm(term, term.isCorrectable ? weightsOrCorrected : weightsOf);
    for (let n = 0; n < size; n++) {
      const weight = weights[n] as number;
      if (term.isNegated ? weight !== 0 : weight === 0) sums[n] = 0;
      else if (sums[n] !== 0) sums[n] = (sums[n] as number) + weight;
    }
  }
  return {
    numbers: inOrder(index, sums),
    corrections: [...corrections].flatMap(([word, instead]) =>
      instead.length > 0 ? [{ word, instead }] : [],
    ),
  };
}

/** Maximum number of words of a query that are corrected. */
const MAX_CORRECTED = 4;

/** Number of days that fit into a sort key: until the year 2149. */
const DAYS = 2 ** 16;
/** Number of documents that fit into a sort key. */
const NUMBERS = 2 ** 22;

/**
 * Returns the documents with a sum above 0: the highest sum first, then the newest, then in the order of the search
 * index. Each sort key holds these three values in one number, because numbers can be sorted without a comparison
 * function.
 */
function inOrder(index: SearchIndex, sums: Uint16Array): number[] {
  const keys = new Float64Array(sums.length);
  let length = 0;
  for (let n = 0; n < sums.length; n++) {
    const sum = sums[n] as number;
    if (sum === 0) continue;
    const day = Math.min(DAYS - 1, Math.max(0, index.day(n)));
    keys[length++] = -((sum * DAYS + day) * NUMBERS + (NUMBERS - 1 - n));
  }
  const sorted = keys.subarray(0, length).sort();
  return Array.from(sorted, (key) => NUMBERS - 1 - (-key % NUMBERS));
}
