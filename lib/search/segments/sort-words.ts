import type { PartTable } from '../words/part-table.ts';
import type { Steps } from './slices.ts';

/** Factor that makes room for a position beside two code units. A `Float64Array` has 53 bits for whole numbers. */
const POSITIONS = 2 ** 21;
/** Fewer words are compared with each other. */
const MIN_KEYED = 16;
/** Number of words to sort before other work may run. */
const WORDS_A_STEP = 20_000;

/** The words of a table, which knows their code units. */
type Words = Pick<PartTable, 'units' | 'records'>;

/**
 * Sorts numbers of words in the order of the words' code units. Comparing words is slow. So this function sorts numbers
 * that contain the first two code units of each word. Then it sorts the words that have the same two code units, in the
 * same way.
 *
 * @param numbers each once; they are sorted in place
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
  /** The position after which other work has last run. */
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

/** Inserts each word into those before it. */
function sortFew(words: Words, numbers: Int32Array, start: number, end: number, depth: number): void {
  for (let n = start + 1; n < end; n++) {
    const number = numbers[n] as number;
    let at = n;
    for (; at > start && isBefore(words, number, numbers[at - 1] as number, depth); at--)
      numbers[at] = numbers[at - 1] as number;
    numbers[at] = number;
  }
}

/** Returns a key for each word: its two code units, and its position in the array. */
function keysOf(words: Words, numbers: Int32Array, depth: number): Float64Array {
  const keys = new Float64Array(numbers.length);
  for (let n = 0; n < keys.length; n++) keys[n] = pairAt(words, numbers[n] as number, depth) * POSITIONS + n;
  return keys;
}

/** Puts words in the order of their keys. Returns the ends of the ranges in which words have the same code units. */
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

/** Returns two neighbouring code units of a word as one number. After the end of the word they are 0. */
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
