import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentenceParts, sentencesOf, wordSpans } from '../../../lib/speech/sentences.ts';
import { anyText } from '../arbitraries.ts';
import { holds } from '../properties.ts';

const sentences = (text: string, language?: string): string[] =>
  sentencesOf(text, language).map(({ start, end }) => text.slice(start, end));

describe('the sentences of a text', () => {
  it.each<[language: string, text: string, expected: string[]]>([
    ['en', 'One ship. Two ships? “Three!” Four', ['One ship.', 'Two ships?', '“Three!”', 'Four']],
    ['en', 'It cost 3.5 million. It rose by 2.', ['It cost 3.5 million.', 'It rose by 2.']],
    [
      'en',
      'The U.S. Navy waits. Mr. Smith and J. K. Doe too.',
      ['The U.S. Navy waits.', 'Mr. Smith and J. K. Doe too.'],
    ],
    ['en', 'They met the “Dr. No” of ports. Then left.', ['They met the “Dr. No” of ports.', 'Then left.']],
    ['en', 'He said no. Then he left.', ['He said no.', 'Then he left.']],
    ['en', 'It is in the U.S.', ['It is in the U.S.']],
    ['en', '  * * *  ', []],
    ['en', 'Wait … — !', ['Wait … — !']],
    ['zh-CN', '谈判恢复了。谁受益？没有人签字。', ['谈判恢复了。', '谁受益？', '没有人签字。']],
    ['ar', 'عادت المحادثات. من يكسب؟ لا أحد.', ['عادت المحادثات.', 'من يكسب؟', 'لا أحد.']],
    ['hi', 'वार्ता फिर शुरू हुई। कौन जीता?', ['वार्ता फिर शुरू हुई।', 'कौन जीता?']],
  ])('are found in the language "%s": %s', (language, text, expected) => {
    expect(sentences(text, language)).toEqual(expected);
  });

  it('are in order, do not overlap, and contain every letter and digit', () => {
    const texts = fc.array(fc.oneof(anyText, fc.constantFrom('. ', '? ', ' Mr. ', 'U.S. ', '。')), {
      maxLength: 12,
    });
    holds(
      fc.property(texts, (pieces) => {
        const text = pieces.join('');
        const spans = sentencesOf(text, 'en');
        const ends = spans.flatMap(({ start, end }) => [start, end]);
        expect(ends).toEqual(ends.toSorted((one, other) => one - other));
        const said = spans.map(({ start, end }) => text.slice(start, end)).join('');
        const words = (all: string): string => all.replace(/[^\p{L}\p{N}]/gu, '');
        expect(words(said)).toBe(words(text));
      }),
      300,
    );
  });
});

describe('the words of a text', () => {
  const words = (text: string, language: string): string[] =>
    wordSpans(text, language).map(({ start, end }) => text.slice(start, end));

  it.each<[language: string, text: string, expected: string[]]>([
    [
      'en',
      '“Six ports,” it says: 3.5 million — so far.',
      ['Six', 'ports', 'it', 'says', '3.5', 'million', 'so', 'far'],
    ],
    ['en', ' — … ', []],
    ['zh-CN', '谈判恢复了。', ['谈判', '恢复', '了']],
    ['ar', 'عادت المحادثات، لا أحد.', ['عادت', 'المحادثات', 'لا', 'أحد']],
    ['th', 'เรือสองลำ', ['เรือ', 'สอง', 'ลำ']],
  ])('are found in the language "%s": %s', (language, text, expected) => {
    expect(words(text, language)).toEqual(expected);
  });
});

describe('the parts of a sentence', () => {
  it.each<[sentence: string, limit: number, parts: string[]]>([
    ['A short one.', 20, ['A short one.']],
    ['One, two and three, four.', 20, ['One, two and three, ', 'four.']],
    ['One two three four.', 10, ['One two ', 'three ', 'four.']],
    ['谈判恢复了，没有人签字', 8, ['谈判恢复了，', '没有人签字']],
    ['aaaaaaaaaa', 4, ['aaaa', 'aaaa', 'aa']],
    ['', 4, []],
  ])(
    'end after punctuation, or else after a space, or else anywhere: %j with at most %i UTF-16 units',
    (sentence, limit, parts) => {
      expect(sentenceParts(sentence, limit)).toEqual(parts);
    },
  );

  it('are not longer than allowed, and together form the sentence', () => {
    holds(
      fc.property(fc.array(anyText, { maxLength: 12 }), fc.integer({ min: 2, max: 60 }), (pieces, limit) => {
        const sentence = pieces.join(' ');
        const parts = sentenceParts(sentence, limit);
        expect(parts.join('')).toBe(sentence);
        expect(parts.filter((part) => part.length > limit || part === '')).toEqual([]);
      }),
      300,
    );
  });
});
