import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { foldWord } from '../../../lib/search/words/fold.ts';
import { MAX_WORD_LENGTH } from '../../../lib/search/words/forms.ts';
import { KnownForms } from '../../../lib/search/words/known-forms.ts';
import { eachToken, type Token, tokensOf } from '../../../lib/search/words/tokens.ts';
import { anyText } from '../arbitraries.ts';
import { growsLinearly, holds, repeated } from '../properties.ts';

const wordsOf = (text: string): string[] => tokensOf(text).map(({ word }) => word);
const partsOf = (text: string): string[] => tokensOf(text).map(({ start, end }) => text.slice(start, end));

describe('the words of a text', () => {
  it.each<[what: string, text: string, words: string[]]>([
    ['case and punctuation', 'The U.S. Navy, “waits”…', ['the', 'u', 's', 'navy', 'waits']],
    ['a hyphen', 'COVID-19', ['covid', '19']],
    ['an apostrophe', 'l’eau don\u0027t', ['l', 'eau', 'don', 't']],
    ['French accents', 'Évêque à Nîmes', ['eveque', 'a', 'nimes']],
    ['German', 'Straße STRASSE Übermaß', ['strasse', 'strasse', 'ubermass']],
    ['Spanish, Portuguese', 'El Niño, eleições', ['el', 'nino', 'eleicoes']],
    ['Vietnamese', 'tiếng Việt', ['tieng', 'viet']],
    ['Turkish capitals', 'İzmir', ['izmir']],
    ['Greek with its two sigmas', 'ΛΌΓΟΣ λόγος', ['λογοσ', 'λογοσ']],
    ['Ukrainian', 'Їжак і ґудзик', ['іжак', 'і', 'ґудзик']],
    ['a Cyrillic apostrophe', 'п’ять п\u0027ять пʼять ‘п’', ['пять', 'пять', 'пять', 'п']],
    ['full width and ligatures', 'ＡＢＣ ﬁnance', ['abc', 'finance']],
    ['a fraction', '3½ ①', ['31', '2', '1']],
    ['digits of other scripts', '٢٠٢٦ २०२६ ۱۲', ['2026', '2026', '12']],
    ['a soft hyphen and a joiner', 'dis\u00adcreet a\u200db', ['discreet', 'ab']],
    ['a zero width space', 'a\u200bb', ['a', 'b']],
    ['marks alone', '\u0301 \u0301a', ['a']],
    ['nothing', ' — … 😀 ', []],
    ['unpaired surrogates', 'a\ud800b\udc00', ['a', 'b']],
    ['letters beyond the first plane', '𐐀𐐁 𝒜', ['𐐨𐐩', 'a']],
  ])('are found in a text with %s', (_, text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it.each<[what: string, text: string, words: string[]]>([
    ['with vowel signs', 'مُحَمَّدٌ', ['محمد']],
    ['with tatweel', 'محـــمد', ['محمد']],
    ['with and without hamza', 'الأمم الامم', ['الامم', 'امم', 'الامم', 'امم']],
    ['with the article', 'الحكومة', ['الحكومة', 'حكومة']],
    ['with “and”', 'والحكومة', ['والحكومة', 'حكومة']],
    ['with “so”', 'فالحكومة', ['فالحكومة', 'حكومة']],
    ['with “in”', 'بالقانون', ['بالقانون', 'قانون']],
    ['with “like”', 'كالقانون', ['كالقانون', 'قانون']],
    ['with “for”', 'للدولة', ['للدولة', 'دولة']],
    ['with “and in”', 'وبالقانون', ['وبالقانون', 'قانون']],
    ['that begins with the letters of the article, but has no article', 'الى', ['الى']],
    ['that begins with “and” without the article', 'وقال', ['وقال']],
    ['in presentation forms', 'ﻗﺎﻧﻮﻥ', ['قانون']],
    ['that is one character for a phrase', 'ﷺ', ['صلى', 'الله', 'له', 'عليه', 'وسلم']],
  ])('are found in an Arabic word %s', (_, text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it.each<[what: string, text: string, words: string[]]>([
    ['Hindi, which keeps its signs', 'किताब की कीमत', ['किताब', 'की', 'कीमत']],
    [
      'Hindi with a nukta in either form',
      '\u0958\u093e \u0915\u093c\u093e',
      ['\u0915\u093c\u093e', '\u0915\u093c\u093e'],
    ],
    ['Hebrew, which keeps its points', 'שָׁלוֹם', ['שָׁלוֹם'.normalize('NFKD')]],
    ['Tamil', 'தமிழ் மொழி', ['தமிழ்', 'மொழி'].map((word) => word.normalize('NFKD'))],
    ['Korean in syllables or letters', '한국 한국', ['한국', '한국'].map((word) => word.normalize('NFKD'))],
  ])('are found in %s', (_, text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it.each<[what: string, text: string, words: string[]]>([
    ['Chinese, as pairs of characters and the last character', '中国经济', ['中国', '国经', '经济', '济']],
    ['one ideograph', '水。', ['水']],
    ['ideographs beside Latin', 'GDP增长3%', ['gdp', '增长', '长', '3']],
    [
      'kanji and kana',
      'データの流れ',
      ['デー', 'ータ', 'タの', 'の流', '流れ', 'れ'].map((word) => word.normalize('NFKD')),
    ],
    ['half-width kana', 'ｶﾞｽ', ['ガス', 'ス'].map((word) => word.normalize('NFKD'))],
    ['full-width kana', 'ガス', ['ガス', 'ス'].map((word) => word.normalize('NFKD'))],
    ['ideographs beyond the first plane', '𠮷野家', ['𠮷野', '野家', '家']],
    ['a compatibility ideograph', '金\uf90a', ['金金', '金']],
    ['a variation selector', '葛\u{e0100}城', ['葛城', '城']],
  ])('are pairs and the last character in %s', (_, text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it.each<[language: string, text: string, parts: string[]]>([
    ['Thai', 'ประเทศไทยมีประชากรมาก', ['ประเทศไทย', 'มี', 'ประชากร', 'มาก']],
    ['Lao', 'ປະເທດລາວມີປະຊາກອນ', ['ປະເທດ', 'ລາວ', 'ມີ', 'ປະຊາກອນ']],
    ['Khmer', 'ប្រទេសកម្ពុជាមានប្រជាជន', ['ប្រទេស', 'កម្ពុជា', 'មាន', 'ប្រជាជន']],
    ['Burmese', 'မြန်မာနိုင်ငံ', ['မြန်မာနိုင်ငံ']],
  ])('are those of the browser’s segmenter in %s', (_, text, parts) => {
    expect(partsOf(text)).toEqual(parts);
  });

  it('are found even where the segmenter finds no words, as in Burmese in Firefox 153', async () => {
    const { Segmenter } = Intl;
    vi.stubGlobal('Intl', {
      Segmenter: class {
        *segment(text: string): Iterable<object> {
          for (const segment of new Segmenter('en', { granularity: 'word' }).segment(text))
            yield { ...segment, isWordLike: false };
        }
      },
    });
    vi.resetModules();
    const fresh = await import('../../../lib/search/words/tokens.ts');
    const word = 'မြန်မာနိုင်ငံ';
    const tokens = fresh.tokensOf(`${word}၏`);
    vi.unstubAllGlobals();
    expect(tokens).toMatchObject([{ word: foldWord(word), start: 0, end: word.length }]);
  });

  it('have their places in the original text', () => {
    const text = 'Der  Übermaß-Fluß 中国人 والحكومة ½';
    expect(
      tokensOf(text).map(({ word, start, end, position }) => [word, text.slice(start, end), position]),
    ).toEqual([
      ['der', 'Der', 0],
      ['ubermass', 'Übermaß', 1],
      ['fluss', 'Fluß', 2],
      ['中国', '中国', 3],
      ['国人', '国人', 4],
      ['人', '人', 5],
      ['والحكومة', 'والحكومة', 6],
      ['حكومة', 'والحكومة', 6],
      ['1', '½', 7],
      ['2', '½', 8],
    ]);
  });

  it('have a gap in their positions at a line break', () => {
    expect(tokensOf('one two\nthree').map(({ position }) => position)).toEqual([0, 1, 3]);
  });

  it(`are cut after ${MAX_WORD_LENGTH} code units, but not within a character`, () => {
    expect(wordsOf(`${'a'.repeat(500)} b`)).toEqual(['a'.repeat(MAX_WORD_LENGTH), 'b']);
    expect(wordsOf(`a${'𐐨'.repeat(100)}`)).toEqual([`a${'𐐨'.repeat(31)}`]);
  });

  it('stop after the callback returns true', () => {
    const seen: string[] = [];
    eachToken('one two 中国人 three', ({ word }) => seen.push(word) === 3);
    expect(seen).toEqual(['one', 'two', '中国']);
  });
});

const SCRIPTS = [
  ...[
    'The Élysée ',
    'Straße, ',
    'п’ять ',
    'والحكومة ',
    'सरकार ',
    '中国の',
    'ガ',
    'ประเทศ',
    'ພາສາ',
    '한국 ',
    '½',
    '٣',
  ],
  ...['\u0301', '\u200d', '\u00ad', '\u200b', '\ufe0f', '😀', '\ud800', '\udc00', '-', '\n', '’'],
];

const anyWriting = fc
  .array(fc.oneof(anyText, fc.constantFrom(...SCRIPTS), fc.string({ unit: 'binary', maxLength: 6 })), {
    maxLength: 12,
  })
  .map((parts) => parts.join(''));

describe('the words of any text', () => {
  it('are in order, inside the text, and unchanged by a second folding', () => {
    holds(
      fc.property(anyWriting, (text) => {
        const tokens = tokensOf(text);
        let last: Token | undefined;
        for (const token of tokens) {
          expect(token.word).not.toBe('');
          expect(token.word.length).toBeLessThanOrEqual(MAX_WORD_LENGTH);
          expect(foldWord(token.word)).toBe(token.word);
          expect(token.start).toBeLessThan(token.end);
          expect(token.end).toBeLessThanOrEqual(text.length);
          expect(token.start).toBeGreaterThanOrEqual(last?.start ?? 0);
          expect(token.position).toBeGreaterThanOrEqual(last?.position ?? 0);
          last = token;
        }
      }),
      1000,
    );
  });

  it('are the same in composed and decomposed form', () => {
    holds(
      fc.property(anyWriting, (text) => {
        const plain = text.toWellFormed().replace(/\p{scx=Thai}|\p{scx=Lao}|\p{scx=Khmr}|\p{scx=Mymr}/gu, '');
        expect(wordsOf(plain.normalize('NFD'))).toEqual(wordsOf(plain.normalize('NFC')));
      }),
      500,
    );
  });

  it('are the same if other texts were divided before', () => {
    holds(
      fc.property(anyWriting, anyWriting, (text, other) => {
        const words = wordsOf(text);
        for (let n = 0; n < 3; n++) wordsOf(other + n);
        expect(wordsOf(text)).toEqual(words);
      }),
      300,
    );
  });

  it('are the same if the callback divides another text in between', () => {
    const words: string[] = [];
    eachToken('one two', ({ word }) => {
      words.push(word, ...wordsOf('three 中国'));
    });
    expect(words).toEqual(['one', 'three', '中国', '国', 'two', 'three', '中国', '国']);
  });

  it.each(['a', 'a ', '\u0301', 'é', '中', 'ガ\u3099', 'ไทย', '\u200d', 'п’', 'ﷺ', '½ ', '𠮷'])(
    'are found in linear time: %j',
    (piece) => {
      expect(growsLinearly(wordsOf, (size) => repeated(piece, size), 20_000)).toBe(true);
    },
  );
});

describe('known forms', () => {
  it('are stored once for equal parts of texts, up to a limit', () => {
    const made: string[] = [];
    const known = new KnownForms<string>();
    const get = (text: string, start: number, end: number): string =>
      known.get(
        text,
        Uint16Array.from(text, (unit) => unit.charCodeAt(0)),
        start,
        end,
        (part) => {
          made.push(part);
          return part.toUpperCase();
        },
      );
    expect([get('a bc', 2, 4), get('bcd', 0, 2), get('abc', 1, 3), get('b', 0, 1)]).toEqual([
      'BC',
      'BC',
      'BC',
      'B',
    ]);
    expect(made).toEqual(['bc', 'b']);
    for (let n = 0; n < 150_000; n++) get(String(n), 0, String(n).length);
    expect(get('bc', 0, 2)).toBe('BC');
    expect(get('149999', 0, 6)).toBe('149999');
    expect(made.filter((part) => part === '149999')).toHaveLength(1);
  });

  it('are not confused with other words of the same hash', () => {
    expect(wordsOf('hspthho awdjkkz hspthho')).toEqual(['hspthho', 'awdjkkz', 'hspthho']);
  });
});
