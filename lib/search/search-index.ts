import type { Wanted, WordLookup } from './query/plan.ts';
import { weightTable } from './segments/fields.ts';
import { isDeleted } from './segments/merge-segments.ts';
import { allowedErrors, NearWords } from './segments/near-words.ts';
import type { Segment, WordRange } from './segments/segment.ts';
import { ListReader } from './segments/segment-readers.ts';

/** Whether a document is the reader's own copy or a card of the index. */
export type DocumentKind = 'saved' | 'card';

/** A segment of the search index in memory. */
export interface LiveSegment {
  /** Unique among the segments. */
  readonly name: string;
  readonly kind: DocumentKind;
  readonly segment: Segment;
  /** Deletion marks. See `isDeleted`. */
  readonly deleted: Uint8Array<ArrayBuffer>;
}

/** A document that a search found. */
export interface Hit {
  readonly id: string;
  readonly kind: DocumentKind;
}

/** Factors of the weight for a whole word, for the beginning of a word, and for a corrected word. */
export const SHARES = { whole: 1, beginning: 0.75, corrected: 0.5 } as const;

/**
 * All segments, as a search sees them. Immutable: each change creates a new `SearchIndex`, which shares the segments.
 */
export class SearchIndex {
  readonly segments: readonly LiveSegment[];
  /** For each segment, the number of its first document in the whole search index. */
  readonly #firsts: readonly number[];
  /** Number of documents, including deleted ones. */
  readonly size: number;
  #shown: Uint8Array | undefined;
  readonly #corrected = new Map<string, readonly string[]>();

  constructor(segments: readonly LiveSegment[] = []) {
    this.segments = segments;
    let size = 0;
    this.#firsts = segments.map(({ segment }) => {
      size += segment.size;
      return size - segment.size;
    });
    this.size = size;
  }

  /** For each document, 1 if searches show it. Searches hide deleted documents, and the cards of saved analyses. */
  get shown(): Uint8Array {
    this.#shown ??= this.#newShown();
    return this.#shown;
  }

  #newShown(): Uint8Array {
    const shown = new Uint8Array(this.size);
    const known = new Set<string>();
    for (const kind of ['saved', 'card'] as const) {
      this.segments.forEach((live, n) => {
        if (live.kind !== kind) return;
        live.segment.ids.forEach((id, document) => {
          if (isDeleted(live.deleted, document) || known.has(id)) return;
          known.add(id);
          shown[(this.#firsts[n] as number) + document] = 1;
        });
      });
    }
    return shown;
  }

  /** Returns the ids of the documents of one kind that are not deleted. */
  idsOf(kind: DocumentKind): Set<string> {
    const ids = this.segments
      .filter((live) => live.kind === kind)
      .flatMap(({ segment, deleted }) => segment.ids.filter((_, document) => !isDeleted(deleted, document)));
    return new Set(ids);
  }

  /** Returns the document with this number. */
  hit(number: number): Hit {
    const n = this.#segmentOf(number);
    const { kind, segment } = this.segments[n] as LiveSegment;
    return { id: segment.ids[number - (this.#firsts[n] as number)] ?? '', kind };
  }

  #segmentOf(number: number): number {
    let low = 0;
    let high = this.#firsts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((this.#firsts[middle] as number) <= number) low = middle;
      else high = middle;
    }
    return low;
  }

  /** Returns the day of the document with this number. */
  day(number: number): number {
    const n = this.#segmentOf(number);
    return this.segments[n]?.segment.days[number - (this.#firsts[n] as number)] ?? 0;
  }

  /**
   * Returns the weights of all documents for one word.
   *
   * @param fields bits of the fields to search
   * @param share factor of all weights; less than 1 for a corrected word
   * @returns for each document, the weight of its best field that contains the word, 0–100
   */
  weightsOf({ forms, isBeginning }: Omit<WordLookup, 'offset'>, fields: number, share = 1): Uint8Array {
    const weights = new Uint8Array(this.size);
    const whole = weightTable(fields, SHARES.whole * share);
    const beginning = weightTable(fields, SHARES.beginning * share);
    this.segments.forEach(({ segment }, n) => {
      const first = this.#firsts[n] as number;
      const part = weights.subarray(first, first + segment.size);
      for (const form of forms) {
        const range = isBeginning ? segment.wordsWith(form) : segment.word(form);
        if (range) addWeights(segment, range, whole, beginning, part);
      }
    });
    return weights;
  }

  /** Whether searches show any document with a weight above 0. */
  hasShown(weights: Uint8Array): boolean {
    const { shown } = this;
    for (let n = 0; n < weights.length; n++) if (weights[n] !== 0 && shown[n] === 1) return true;
    return false;
  }

  /**
   * Corrects a word that no document contains.
   *
   * @param isBeginning whether the word may be the beginning of a longer word
   * @returns the words with the fewest typing errors; if any of these are whole words, only the whole words
   */
  corrections(word: string, isBeginning: boolean): readonly string[] {
    if (allowedErrors(word) === 0) return [];
    const key = `${isBeginning} ${word}`;
    const known = this.#corrected.get(key);
    if (known) return known;
    // Remember the result: while the reader types the next words, each letter starts a search for this word again.
    if (this.#corrected.size >= MAX_REMEMBERED) this.#corrected.clear();
    const found = this.#newCorrections(word, isBeginning);
    this.#corrected.set(key, found);
    return found;
  }

  #newCorrections(word: string, isBeginning: boolean): string[] {
    const near = new NearWords(word);
    const ranks = new Map<string, number>();
    for (const { segment } of this.segments)
      for (const { word: found, errors, isWhole } of near.in(segment, isBeginning))
        if (errors > 0) ranks.set(found, errors * 2 + (isWhole ? 0 : 1));
    const candidates = [...ranks].sort(([one, a], [other, b]) => a - b || (one < other ? -1 : 1));
    const best: string[] = [];
    let rankOfBest: number | undefined;
    for (const [candidate, rank] of candidates.slice(0, MAX_CANDIDATES)) {
      if (best.length === MAX_CORRECTIONS || rank > (rankOfBest ?? rank)) break;
      if (!this.#isShown(candidate)) continue;
      best.push(candidate);
      rankOfBest = rank;
    }
    return best;
  }

  /** Whether searches show any document that contains a word. */
  #isShown(word: string): boolean {
    const { shown } = this;
    return this.segments.some(({ segment }, n) => {
      const range = segment.word(word);
      if (!range) return false;
      const lists = new ListReader(segment);
      lists.at = range.from;
      lists.read();
      const first = this.#firsts[n] as number;
      return lists.documents.subarray(0, lists.length).some((document) => shown[first + document] === 1);
    });
  }

  /**
   * Returns the weights of a term: for each document, the weight of its best alternative; 0 if no alternative has all
   * its words in the document.
   */
  weightsOfTerm({ alternatives }: Wanted, weightsOf: (lookup: WordLookup) => Uint8Array): Uint8Array {
    const [first, ...others] = alternatives.map((lookups) => lowest(lookups.map(weightsOf), this.size));
    if (!first) return new Uint8Array(this.size);
    for (const other of others)
      for (let n = 0; n < first.length; n++)
        if ((other[n] as number) > (first[n] as number)) first[n] = other[n] as number;
    return first;
  }
}

/** Maximum number of corrections of one word. */
const MAX_CORRECTIONS = 40;
/** Number of words whose corrections the search index remembers. */
const MAX_REMEMBERED = 50;
/** Maximum number of candidates for a correction that are checked with `#isShown`. The closest are checked first. */
const MAX_CANDIDATES = 400;

/** Returns, for each document, its lowest weight in these lists. Writes the result into the first list. */
function lowest([first, ...others]: readonly Uint8Array[], size: number): Uint8Array {
  if (!first) return new Uint8Array(size);
  for (const other of others)
    for (let n = 0; n < first.length; n++)
      if ((other[n] as number) < (first[n] as number)) first[n] = other[n] as number;
  return first;
}

function addWeights(
  segment: Segment,
  { from, to, isWhole }: WordRange,
  whole: Uint8Array,
  beginning: Uint8Array,
  weights: Uint8Array,
): void {
  const lists = new ListReader(segment);
  const { documents, fields } = lists;
  lists.at = from;
  let table = isWhole ? whole : beginning;
  while (lists.at < to) {
    lists.read();
    for (let n = 0; n < lists.length; n++) {
      const document = documents[n] as number;
      const weight = table[fields[n] as number] as number;
      if (weight > (weights[document] as number)) weights[document] = weight;
    }
    table = beginning;
  }
}
