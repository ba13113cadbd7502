import type { Segment } from './segment.ts';
import { WORDS_PER_BLOCK } from './segment-format.ts';
import { MAX_WORD_BYTES, wordOf } from './segment-readers.ts';

/*
 * Finds words that differ from a given word, the pattern, by few typing errors: a letter added, left out, replaced, or
 * swapped with its neighbour. Each letter takes part in at most one error ("optimal string alignment", a
 * Damerau–Levenshtein distance).
 *
 * The search reads the words in their order. For each number of errors, a set of bits records which beginnings of the
 * pattern match the letters read so far (Wu & Manber, "Fast text searching allowing errors", 1992). Neighbouring words
 * share beginnings. The sets of each beginning are kept, so a shared beginning is matched only once. If a beginning has
 * too many errors, the search skips all words that start with it.
 */

/** A word that is close to the given word. */
export interface NearWord {
  readonly word: string;
  /** Number of typing errors. */
  readonly errors: number;
  /** Whether the whole word is close. If not, only its beginning is close. */
  readonly isWhole: boolean;
}

/** Longest pattern. The sets have a bit for each letter of the pattern, and one more. */
const MAX_PATTERN = 30;
const MAX_ERRORS = 2;
/** Maximum number of letters of a word that are compared. No word of the search index is longer. */
const MAX_DEPTH = 128;
/**
 * The search stops after it has matched this many letters. In a dictionary of real words, it matches about a thirtieth
 * of this number.
 */
const MAX_LETTERS = 200_000;
/** The search stops after it has found this many words. */
const MAX_FOUND = 500;

/**
 * Returns the number of typing errors that are allowed in a word: 1 from 4 letters on, 2 from 8 on. In words with a
 * digit, with a surrogate pair, or with more than `MAX_PATTERN` letters, none is allowed.
 */
export function allowedErrors(word: string): number {
  const letters = [...word].length;
  if (letters > MAX_PATTERN || word.length !== letters || /\p{N}/u.test(word)) return 0;
  return letters >= 8 ? 2 : letters >= 4 ? 1 : 0;
}

/** Finds the words that are close to one given word. Use one instance for all segments. */
export class NearWords {
  readonly #length: number;
  readonly #errors: number;
  /** For each code unit, its positions in the pattern, as bits. */
  readonly #places = new Map<number, number>();
  /**
   * For each depth and number of errors, a set: bit `i` is set if the first `i` letters of the pattern match the
   * letters read so far.
   */
  readonly #sets = new Int32Array((MAX_DEPTH + 2) * (MAX_ERRORS + 1));

  /** @param word a word for which `allowedErrors` is above 0 */
  constructor(word: string) {
    this.#length = word.length;
    this.#errors = allowedErrors(word);
    for (let n = 0; n < word.length; n++) {
      const unit = word.charCodeAt(n);
      this.#places.set(unit, (this.#places.get(unit) ?? 0) | (2 << n));
    }
    // Before the first letter of a word, each error can stand for a missing letter of the pattern.
    for (let errors = 0; errors <= this.#errors; errors++) this.#sets[errors] = (2 << errors) - 1;
  }

  /**
   * Returns the close words of a segment.
   *
   * @param withBeginnings whether a word also counts as close if only its beginning is close
   */
  in(segment: Segment, withBeginnings: boolean): NearWord[] {
    const places = Int32Array.from(segment.alphabet, (unit) => this.#places.get(unit) ?? 0);
    const walk = new Walk(segment, places, this.#sets, this.#length, this.#errors);
    return walk.found(withBeginnings);
  }
}

/** Number of sets for one depth. */
const STEP = MAX_ERRORS + 1;

class Walk {
  readonly #segment: Segment;
  readonly #places: Int32Array;
  readonly #sets: Int32Array;
  readonly #errors: number;
  /** `#whole` is the bit for the whole pattern. `#bits` has this bit and all lower bits. */
  readonly #whole: number;
  readonly #bits: number;
  /** Number of the next word, and its offset in the bytes of the segment. */
  #next = 0;
  #at = 0;
  /** The bytes of the current word. */
  readonly #bytes = new Uint8Array(MAX_WORD_BYTES);
  #length = 0;
  /**
   * For each depth, `#letters` has the position of the letter in the alphabet. `#ends` has the offset at which the
   * letter ends in the bytes of the word.
   */
  readonly #letters = new Uint16Array(MAX_DEPTH + 1);
  readonly #ends = new Uint16Array(MAX_DEPTH + 1);
  /** For each depth, the fewest errors with which any beginning of the word up to that depth matches the pattern. */
  readonly #beginnings = new Uint8Array(MAX_DEPTH + 1);

  constructor(segment: Segment, places: Int32Array, sets: Int32Array, length: number, errors: number) {
    this.#segment = segment;
    this.#places = places;
    this.#sets = sets;
    this.#errors = errors;
    this.#whole = 1 << length;
    this.#bits = this.#whole + (this.#whole - 1);
    this.#beginnings[0] = errors + 1;
  }

  found(withBeginnings: boolean): NearWord[] {
    const found: NearWord[] = [];
    let letters = 0;
    /** Number of letters of the current word whose sets are known. */
    let depth = 0;
    /** A word that shares at least this many bytes with the current word cannot match. */
    let dead = Number.POSITIVE_INFINITY;
    while (letters < MAX_LETTERS && found.length < MAX_FOUND) {
      const shared = this.#read(dead);
      if (shared < 0) break;
      dead = Number.POSITIVE_INFINITY;
      while (depth > 0 && (this.#ends[depth] as number) > shared) depth--;
      while (depth < MAX_DEPTH && (this.#ends[depth] as number) < this.#length) {
        this.#addLetter(depth++);
        letters++;
        if (!this.#isDead(depth, withBeginnings)) continue;
        dead = this.#ends[depth] as number;
        break;
      }
      if (dead !== Number.POSITIVE_INFINITY) continue;
      const errors = this.#errorsAt(depth);
      const ofBeginning = this.#beginnings[depth] as number;
      if (errors <= this.#errors) found.push({ word: this.#word(), errors, isWhole: true });
      else if (withBeginnings && ofBeginning <= this.#errors)
        found.push({ word: this.#word(), errors: ofBeginning, isWhole: false });
    }
    return found;
  }

  /**
   * Reads the next word that shares fewer than `dead` bytes with the current word.
   *
   * @returns the number of shared bytes; −1 at the end
   */
  #read(dead: number): number {
    const { words, wordCount } = this.#segment;
    while (this.#next < wordCount) {
      const isHead = this.#next % WORDS_PER_BLOCK === 0;
      if (isHead) this.#at = this.#blockAfter(dead);
      if (this.#next >= wordCount) break;
      let at = this.#at;
      const lengths = words[at++] ?? 0;
      let shared = lengths >>> 4;
      let added = lengths & 15;
      if (shared === 15) shared += words[at++] ?? 0;
      if (added === 15) added += words[at++] ?? 0;
      if (isHead) shared = this.#sharedWith(at, added);
      this.#at = at + added;
      this.#next++;
      if (shared >= dead) continue;
      const from = isHead ? at + shared : at;
      let length = shared;
      for (let n = from; n < this.#at && length < MAX_WORD_BYTES; n++) this.#bytes[length++] = words[n] ?? 0;
      this.#length = length;
      return Math.min(shared, length);
    }
    return -1;
  }

  /**
   * Returns the offset of the block with the next word. Skips blocks whose words all share `dead` bytes with the
   * current word. The words of a block all share these bytes if the first word of the following block shares them, too.
   */
  #blockAfter(dead: number): number {
    const { heads, words } = this.#segment;
    let block = this.#next / WORDS_PER_BLOCK;
    for (; block + 1 < heads.length; block++) {
      let at = heads[block + 1] as number;
      let length = (words[at++] ?? 0) & 15;
      if (length === 15) length += words[at++] ?? 0;
      if (this.#sharedWith(at, length) < dead) break;
    }
    this.#next = block * WORDS_PER_BLOCK;
    return heads[block] ?? 0;
  }

  /** Returns the number of bytes that the current word shares with another word. */
  #sharedWith(at: number, length: number): number {
    const { words } = this.#segment;
    const limit = Math.min(this.#length, length);
    let shared = 0;
    while (shared < limit && words[at + shared] === this.#bytes[shared]) shared++;
    return shared;
  }

  #word(): string {
    return wordOf(this.#segment, this.#bytes, this.#length);
  }

  /** Matches the letter at this depth of the current word. */
  #addLetter(depth: number): void {
    const { single } = this.#segment;
    const bytes = this.#bytes;
    const sets = this.#sets;
    let at = this.#ends[depth] as number;
    const byte = bytes[at++] as number;
    const letter = byte < single ? byte : single + (((byte - single) << 8) | (bytes[at++] ?? 0));
    this.#letters[depth + 1] = letter;
    this.#ends[depth + 1] = at;
    const places = this.#places[letter] ?? 0;
    /**
     * Bits for swapped letters: the places where the pattern has this letter directly before the word's previous
     * letter.
     */
    const swapped = depth === 0 ? 0 : (places << 1) & (this.#places[this.#letters[depth] as number] ?? 0);
    const old = depth * STEP;
    const now = old + STEP;
    const older = old - STEP;
    sets[now] = ((sets[old] as number) << 1) & places;
    for (let errors = 1; errors <= this.#errors; errors++) {
      const fewer = sets[old + errors - 1] as number;
      let set =
        (((sets[old + errors] as number) << 1) & places) |
        // The letter was added, or it replaces another one.
        fewer |
        (fewer << 1) |
        // A letter of the pattern is missing after this letter.
        ((sets[now + errors - 1] as number) << 1);
      if (swapped !== 0) set |= ((sets[older + errors - 1] as number) << 2) & swapped;
      sets[now + errors] = set & this.#bits;
    }
    const before = this.#beginnings[depth] as number;
    this.#beginnings[depth + 1] = Math.min(before, this.#errorsAt(depth + 1));
  }

  #isDead(depth: number, withBeginnings: boolean): boolean {
    if (withBeginnings && (this.#beginnings[depth] as number) <= this.#errors) return false;
    return (this.#sets[depth * STEP + this.#errors] as number) === 0;
  }

  /**
   * Returns the fewest errors with which the first `depth` letters match the whole pattern. If they do not match,
   * returns a number above the allowed errors.
   */
  #errorsAt(depth: number): number {
    let errors = 0;
    while (errors <= this.#errors && ((this.#sets[depth * STEP + errors] as number) & this.#whole) === 0)
      errors++;
    return errors;
  }
}
