import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowedErrors, type NearWord, NearWords } from '../../../lib/search/segments/near-words.ts';
import { cpuTime } from '../cpu-time.ts';
import { holds } from '../properties.ts';
import { documentWith, opened, packed } from './documents.ts';

/** Returns the optimal string alignment distance between each beginning of `one` and each beginning of `other`. */
function distances(one: string, other: string): number[][] {
  const table = Array.from({ length: one.length + 1 }, (_, i) =>
    Array.from({ length: other.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number): number => table[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= one.length; i++)
    for (let j = 1; j <= other.length; j++) {
      const isSame = one[i - 1] === other[j - 1];
      const isSwapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      (table[i] as number[])[j] = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + (isSame ? 0 : 1),
        isSwapped ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
  return table;
}

/** Compares `word` with each of `words`, and returns the words that are close to it. */
function nearByDefinition(word: string, words: readonly string[], withBeginnings: boolean): NearWord[] {
  const allowed = allowedErrors(word);
  return [...new Set(words)].sort().flatMap((candidate): NearWord[] => {
    const row = distances(word, candidate)[word.length] ?? [];
    const errors = row.at(-1) ?? Number.POSITIVE_INFINITY;
    if (errors <= allowed) return [{ word: candidate, errors, isWhole: true }];
    const ofBeginning = Math.min(...row);
    return withBeginnings && ofBeginning <= allowed
      ? [{ word: candidate, errors: ofBeginning, isWhole: false }]
      : [];
  });
}

function near(word: string, words: readonly string[], withBeginnings = false): NearWord[] {
  return new NearWords(word).in(opened(packed([documentWith('1', words.join(' '))])), withBeginnings);
}

describe('typing errors', () => {
  it.each<[word: string, allowed: number]>([
    ['the', 0],
    ['fore', 1],
    ['forests', 1],
    ['forestry', 2],
    ['2026', 0],
    ['covid19', 0],
    ['中国', 0],
    ['закон', 1],
    ['правління', 2],
    ['a'.repeat(30), 2],
    ['a'.repeat(31), 0],
    ['𐐨𐐩𐐨𐐩𐐨', 0],
  ])('in %s may be %i at most', (word, allowed) => {
    expect(allowedErrors(word)).toBe(allowed);
  });

  it.each<[typed: string, meant: string, errors: number]>([
    ['goverment', 'government', 1],
    ['govrenment', 'government', 1],
    ['governmnet', 'government', 1],
    ['goverrnment', 'government', 1],
    ['goverment', 'governments', 2],
    ['govrenmetn', 'government', 2],
    ['talsk', 'talks', 1],
    ['alks', 'talks', 1],
    ['tslks', 'talks', 1],
    ['законн', 'закон', 1],
    ['सरकरा', 'सरकार', 1],
    ['حكوومة', 'حكومة', 1],
  ])('in %s do not hide the word %s', (typed, meant, errors) => {
    expect(near(typed, [meant, 'entirely', 'different'])).toEqual([{ word: meant, errors, isWhole: true }]);
  });

  it.each<[typed: string, other: string]>([
    ['talsk', 'tasks'],
    ['tal', 'talks'],
    ['govrenmetn', 'governments'],
    ['form', 'fork'],
  ])('in %s make it match %s only as the definition allows', (typed, other) => {
    expect(near(typed, [other])).toEqual(nearByDefinition(typed, [other], false));
  });

  it('are also found at the beginning of a longer word, if wanted', () => {
    const words = ['government', 'water'];
    expect(near('goverm', words)).toEqual([]);
    expect(near('goverm', words, true)).toEqual([{ word: 'government', errors: 1, isWhole: false }]);
  });

  it('are found exactly as the definition says', () => {
    const letter = fc.constantFrom('a', 'b', 'c', 'e', 'ч', 'z');
    const anyWord = fc.string({ unit: letter, minLength: 1, maxLength: 12 });
    holds(
      fc.property(
        anyWord.filter((word) => word.length >= 4),
        fc.array(anyWord, { maxLength: 60 }),
        fc.boolean(),
        (word, words, withBeginnings) => {
          expect(near(word, words, withBeginnings)).toEqual(nearByDefinition(word, words, withBeginnings));
        },
      ),
      500,
    );
  });

  it('are found across blocks of words, and in two-byte letters', () => {
    const filler = Array.from({ length: 3000 }, (_, n) => `govern${n.toString(36)}`);
    const hangul = Array.from({ length: 400 }, (_, n) => String.fromCodePoint(0xa000 + n));
    const words = [...filler, ...hangul, 'government', 'zebra', '\ua001\ua002\ua003\ua004'];
    expect(near('goverment', words)).toEqual(nearByDefinition('goverment', words, false));
    expect(near('zebrra', words).map(({ word }) => word)).toEqual(['zebra']);
    expect(near('\ua001\ua003\ua002\ua004', words).map(({ word }) => word)).toEqual([
      '\ua001\ua002\ua003\ua004',
    ]);
  });

  it('are searched for in bounded time, even if most words are close', () => {
    const words = Array.from({ length: 200_000 }, (_, n) =>
      n.toString(3).padStart(12, '0').replaceAll('0', 'a').replaceAll('1', 'b').replaceAll('2', 'c'),
    );
    const segment = opened(packed([documentWith('1', words.join(' '))]));
    const walk = new NearWords('abcabcabcabc');
    walk.in(segment, true);
    expect(cpuTime(() => void walk.in(segment, true))).toBeLessThan(60);
  });

  it('are searched for in bounded time, even if many words are close except for their end', () => {
    const letters = 'abcdefghijklmnopqrstuvwxyz';
    const places = Array.from({ length: 25 }, (_, n) => n + 1);
    const replaced = (word: string, at: number, letter: string): string =>
      word.slice(0, at) + letter + word.slice(at + 1);
    const pairs = places.flatMap((one) => places.map((other) => [one, other] as const));
    const hostile = pairs.flatMap(([one, other]) =>
      [...letters].flatMap((letter) =>
        ['x', 'y', 'z'].map((end) => `${replaced(replaced(letters, one, letter), other, end)}zzz`),
      ),
    );
    const last = replaced(letters, 0, 'z');
    // The search gives up among the many words, before it reaches the last word.
    expect(near(letters, [...hostile.slice(0, 100), last]).map(({ word }) => word)).toEqual([last]);
    expect(near(letters, [...hostile, last])).toEqual([]);
  });
});
