import type { Steps } from '../../db/run-in-slices.ts';
import type { TextPartNumbers } from '../words/text-part-numbers.ts';

/**
 * A sort key is two code units, multiplied by this factor, plus a position. The code units take 32 of the 53 bits that
 * a `Float64Array` has for whole numbers, so 21 are left for the position.
 */
const POSITIONS = 2 ** 21;
/** Fewer words than this are sorted without keys: they are compared with each other. */
const MIN_KEYED = 16;
/** Number of words to sort between two yields, at which other work may run. */
const WORDS_A_STEP = 20_000;

/** The parts of a `TextPartNumbers` that sorting reads: the code units of all words, and where each word starts. */
type Words = Pick<TextPartNumbers, 'units' | 'records'>;

/**
 * Sorts words, given by their numbers in the table, by their code units. Comparing words is slow. So this function
 * sorts keys that contain the first two code units of each word. It sorts the words that have the same two code units
 * by their next two, and so on. If there are more than `POSITIONS` words, it compares the words instead.
 *
 * @param numbers numbers of words, without duplicates; sorted in place
 */
export function* sortWords(numbers: Int32Array, words: Words): Steps<void> {
  if (numbers.length > POSITIONS) {
    numbers.sort((one, other) => (isBefore(words, one, other, 0) ? -1 : 1));
    return;
  }
  const keys = keysOf(words, numbers, 0);
  yield;
  keys.sort();
  yield;
  const ends = placeByKeys(numbers, 0, keys);
  let start = 0;
  /** Number of words that were sorted when other work could last run. */
  let waited = 0;
  for (const end of ends) {
    sortRange(words, numbers, start, end, 2);
    start = end;
    if (end - waited < WORDS_A_STEP) continue;
    waited = end;
    yield;
  }
}

function sortRange(words: Words, numbers: Int32Array, start: number, end: number, depth: number): void {
  if (end - start < MIN_KEYED) {
    sortFew(words, numbers, start, end, depth);
    return;
  }
  const keys = keysOf(words, numbers.subarray(start, end), depth).sort();
  let from = start;
  for (const to of placeByKeys(numbers, start, keys)) {
    sortRange(words, numbers, from, to, depth + 2);
    from = to;
  }
}

/** Insertion sort: moves each word to its place among the words before it. */
function sortFew(words: Words, numbers: Int32Array, start: number, end: number, depth: number): void {
  for (let n = start + 1; n < end; n++) {
    const number = numbers[n] as number;
    let at = n;
    for (; at > start && isBefore(words, number, numbers[at - 1] as number, depth); at--)
      numbers[at] = numbers[at - 1] as number;
    numbers[at] = number;
  }
}

/** Returns a sort key for each word: its two code units at `depth`, and its position in `numbers`. */
function keysOf(words: Words, numbers: Int32Array, depth: number): Float64Array {
  const keys = new Float64Array(numbers.length);
  for (let n = 0; n < keys.length; n++) keys[n] = pairAt(words, numbers[n] as number, depth) * POSITIONS + n;
  return keys;
}

/**
 * Puts words in the order of their keys. Returns the ends of the ranges in which words have the same two code units.
 */
function placeByKeys(numbers: Int32Array, start: number, keys: Float64Array): number[] {
  const before = numbers.slice(start, start + keys.length);
  const ends: number[] = [];
  let last = -1;
  for (let n = 0; n < keys.length; n++) {
    const key = keys[n] as number;
    const pair = Math.floor(key / POSITIONS);
    if (pair !== last && n > 0) ends.push(start + n);
    last = pair;
    numbers[start + n] = before[key - pair * POSITIONS] as number;
  }
  ends.push(start + keys.length);
  return ends;
}

/** Returns the two code units of a word at `depth` as one number. A code unit after the end of the word counts as 0. */
function pairAt({ units, records }: Words, number: number, depth: number): number {
  const at = (records[2 * number] as number) + depth;
  const end = records[2 * number + 2] as number;
  return (at < end ? (units[at] as number) * 0x10000 : 0) + (at + 1 < end ? (units[at + 1] as number) : 0);
}

function isBefore({ units, records }: Words, one: number, other: number, depth: number): boolean {
  let at = (records[2 * one] as number) + depth;
  let by = (records[2 * other] as number) + depth;
  const end = records[2 * one + 2] as number;
  const endOfOther = records[2 * other + 2] as number;
  for (; at < end && by < endOfOther; at++, by++)
    if (units[at] !== units[by]) return (units[at] as number) < (units[by] as number);
  return by < endOfOther;
}
