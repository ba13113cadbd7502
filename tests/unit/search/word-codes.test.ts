import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runAtOnce } from '../../../lib/db/run-in-slices.ts';
import { DocumentPacker } from '../../../lib/search/pack-documents.ts';
import { SegmentBuilder } from '../../../lib/search/segments/segment-builder.ts';
import { sortWords } from '../../../lib/search/segments/sort-words.ts';
import { TextPartNumbers } from '../../../lib/search/words/text-part-numbers.ts';
import { eachPart, tokensOf } from '../../../lib/search/words/tokens.ts';
import { WordCodes } from '../../../lib/search/words/word-codes.ts';
import { anyText } from '../arbitraries.ts';
import { holds } from '../properties.ts';

function unitsOf(text: string): Uint16Array {
  return Uint16Array.from({ length: text.length }, (_, n) => text.charCodeAt(n));
}

function partIn({ units, records }: TextPartNumbers, part: number): string {
  return String.fromCharCode(...units.subarray(records[2 * part], records[2 * part + 2]));
}

/** Returns the words of a text that a table of word codes contains. */
function wordsIn(wordCodes: WordCodes, text: string): string[] {
  const words: string[] = [];
  eachPart(text, (of, start, _, limit, make) => {
    const code = wordCodes.codeOf(of.text, of.units, start, limit, make);
    const codes = code < 0 ? wordCodes.codesOf(code) : [code];
    words.push(...codes.map((one) => partIn(wordCodes, one >> 1)));
  });
  return words;
}

describe('a table of word codes', () => {
  it('knows the same words of a text as the search, also of parts that it knew before', () => {
    const wordCodes = new WordCodes();
    holds(
      fc.property(anyText, (text) => {
        const words = tokensOf(text).map(({ word }) => word);
        expect(wordsIn(wordCodes, text)).toEqual(words);
        expect(wordsIn(wordCodes, text)).toEqual(words);
      }),
      300,
    );
  });

  it('knows parts with one word, several words, and none', () => {
    const wordCodes = new WordCodes();
    const text = 'Été ete ½ والحكومة \u0301 中国人 ไทย ١٢ 12';
    const words = tokensOf(text).map(({ word }) => word);
    expect(wordsIn(wordCodes, text)).toEqual(words);
    expect(words).toHaveLength(12);
  });

  it('makes the packer end a segment before the table of word codes becomes too large', async () => {
    const wordCodes = new WordCodes(100);
    const packer = new DocumentPacker(async () => undefined, wordCodes);
    // Each document has the same word in 150 new spellings: 150 new parts for the table, but only one posting.
    const spelt = (n: number): string =>
      Array.from({ length: 150 }, (_, at) =>
        [...'neighbourhood']
          .map((one, bit) => ((n * 150 + at) & (1 << bit) ? one.toUpperCase() : one))
          .join(''),
      ).join(' ');
    for (let n = 0; n < 10; n++) await packer.add([{ id: `d${n}`, day: n, texts: { text: [spelt(n)] } }]);
    const blocks = await packer.finish();
    expect(blocks).toHaveLength(4);
    expect(wordCodes.size).toBeLessThan(1000);
  });

  it('forgets everything when it is emptied', () => {
    const wordCodes = new WordCodes();
    wordsIn(wordCodes, 'one two والحكومة');
    wordCodes.clear();
    expect(wordCodes.size).toBe(0);
    expect(wordsIn(wordCodes, 'بالقانون two three')).toEqual(
      tokensOf('بالقانون two three').map(({ word }) => word),
    );
  });

  it('can serve one segment after the other', () => {
    const wordCodes = new WordCodes();
    const packed = (of: WordCodes, text: string): Uint8Array => {
      const builder = new SegmentBuilder(of);
      builder.add({ id: 'a', day: 1, texts: { headline: ['One word'], text: [text] } });
      return runAtOnce(builder.pack());
    };
    for (const text of ['water and oil', 'oil', 'والحكومة, one ไทย'])
      expect(packed(wordCodes, text)).toEqual(packed(new WordCodes(), text));
  });
});

describe('words', () => {
  it('are sorted by their code units', () => {
    const word = fc.string({
      unit: fc.constantFrom('a', 'b', 'é', '\u{10428}', '中'),
      minLength: 1,
      maxLength: 7,
    });
    holds(
      fc.property(fc.uniqueArray(word, { maxLength: 200 }), (words) => {
        const table = new TextPartNumbers();
        const numbers = Int32Array.from(words, (one) => table.add(unitsOf(one), 0, one.length));
        runAtOnce(sortWords(numbers, table));
        expect(Array.from(numbers, (number) => partIn(table, number))).toEqual(words.toSorted());
      }),
      200,
    );
  });
});
