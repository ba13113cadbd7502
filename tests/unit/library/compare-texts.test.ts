import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Section } from '../../../lib/analysis/analysis.ts';
import { compareTexts, compareWords, type DiffPart } from '../../../lib/library/compare-texts.ts';
import { splitTokens, wordCount } from '../../../lib/library/diff-tokens.ts';

const section = (heading: string, ...paragraphs: readonly string[]): Section => ({
  heading,
  blocks: paragraphs.map((text) => ({ type: 'paragraph', content: [text] })),
});

/** Returns parts in a short form: -removed- and +added+. */
const inShort = (parts: readonly DiffPart[]): string =>
  parts
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `+${text}+` : `-${text}-`))
    .join('');

describe('the tokens of a text', () => {
  it.each([
    [
      'An annex lets one of the six.',
      ['An', ' ', 'annex', ' ', 'lets', ' ', 'one', ' ', 'of', ' ', 'the', ' ', 'six', '.'],
    ],
    ['It can’t take 3.5 hours', ['It', ' ', 'can’t', ' ', 'take', ' ', '3.5', ' ', 'hours']],
    ['六名检查员', ['六', '名', '检', '查', '员']],
    ['यह नीति', ['यह', ' ', 'नीति']],
    ['تصفیه آب', ['تصفیه', ' ', 'آب']],
    ['', []],
  ])('are found in %j', (text, found) => {
    expect(splitTokens(text)).toEqual(found);
  });

  it('form the whole text when they are joined', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => splitTokens(text).join('') === text));
  });
});

describe('comparing words', () => {
  it.each([
    ['lets any one of the six', 'lets any two of the six', 'lets any -one-+two+ of the six'],
    ['hold a ship', 'hold a ship', 'hold a ship'],
    ['', 'A new text.', '+A new text.+'],
    ['An old text.', '', '-An old text.-'],
    ['It stops.', 'It stops. They may appeal.', 'It stops.+ They may appeal.+'],
    ['六名检查员', '五名检查员', '-六-+五+名检查员'],
  ])('finds the changes from %j to %j', (before, after, parts) => {
    expect(inShort(compareWords(before, after))).toBe(parts);
  });

  it('keeps all words of both texts, in order', () => {
    const words = fc.array(fc.constantFrom('one', 'two', 'six', ' ', '.', '水'), { maxLength: 40 });
    fc.assert(
      fc.property(words, words, (a, b) => {
        const [before, after] = [a.join(' '), b.join(' ')];
        const parts = compareWords(before, after);
        const of = (left: DiffPart['kind']): string =>
          parts.flatMap(({ kind, text }) => (kind === left ? [] : [text])).join('');
        expect([of('added'), of('removed')]).toEqual([before, after]);
      }),
    );
  });

  const words = (count: number, word: (n: number) => string): string =>
    Array.from({ length: count }, (_, n) => word(n)).join(' ');

  it.each<[what: string, after: string, kinds: readonly DiffPart['kind'][]]>([
    ['entirely different', words(1_000, (n) => `b${n}`), ['removed', 'added']],
    [
      'rewritten except for a few scattered words',
      words(1_000, (n) => (n % 10 === 0 ? `a${n}` : `b${n}`)),
      ['removed', 'added'],
    ],
    ['much longer', words(1_500, (n) => `a${n}`), ['same', 'added']],
    ['much shorter', words(600, (n) => `a${n}`), ['same', 'removed']],
  ])('compares a long text with a version that is %s', (_, after, kinds) => {
    expect(
      compareWords(
        words(1_000, (n) => `a${n}`),
        after,
      ).map(({ kind }) => kind),
    ).toEqual(kinds);
  });

  it('finds the unchanged passages of a text of which half was rewritten', () => {
    const after = words(1_000, (n) => (n % 100 < 50 ? `a${n}` : `b${n}`));
    const kept = compareWords(
      words(1_000, (n) => `a${n}`),
      after,
    ).filter(({ kind, text }) => kind === 'same' && text.trim().includes(' '));
    expect(kept).toHaveLength(10);
  });

  it('compares a short text even if every word differs', () => {
    expect(inShort(compareWords('a b', 'c d'))).toBe('-a-+c+ -b-+d+');
  });
});

describe('comparing two versions of an analysis', () => {
  const HAPPENED = section('What happened', 'They met.', 'They left with a draft.');
  const GAINS = section('Who gains leverage', 'The six inspectors do.');
  const WATCH = section('What to watch next', 'The second session.');

  it.each<[what: string, before: readonly Section[], after: readonly Section[], kinds: readonly string[]]>([
    [
      'a section with another heading',
      [HAPPENED, GAINS],
      [HAPPENED, { ...GAINS, heading: 'Who gains' }],
      ['same What happened', 'changed Who gains, formerly Who gains leverage'],
    ],
    [
      'a first section with another heading and some other words',
      [section('What happened', 'They met and left with a draft.'), GAINS],
      [section('What took place', 'They met and left without a draft.'), GAINS],
      ['changed What took place, formerly What happened', 'same Who gains leverage'],
    ],
    [
      'another section in the same place',
      [HAPPENED, GAINS],
      [HAPPENED, WATCH],
      ['same What happened', 'removed Who gains leverage', 'added What to watch next'],
    ],
    [
      'a section that moved and got another heading',
      [GAINS, HAPPENED],
      [HAPPENED, { ...GAINS, heading: 'Who gains' }],
      ['removed Who gains leverage', 'same What happened', 'added Who gains'],
    ],
  ])('finds %s', (_, before, after, kinds) => {
    const { sections } = compareTexts(before, after);
    const told = sections.map(
      ({ kind, heading, formerHeading }) =>
        `${kind} ${heading}${formerHeading === undefined ? '' : `, formerly ${formerHeading}`}`,
    );
    expect(told).toEqual(kinds);
  });

  it('names the sections that stayed, changed, were added and were removed', () => {
    const { sections, added, removed, total } = compareTexts(
      [HAPPENED, GAINS, WATCH],
      [
        HAPPENED,
        section('Who gains leverage', 'The five inspectors do.'),
        section('Why it matters', 'It is new.'),
      ],
    );
    expect(sections.map(({ heading, kind, parts }) => [heading, kind, inShort(parts)])).toEqual([
      ['What happened', 'same', 'They met.\nThey left with a draft.'],
      ['Who gains leverage', 'changed', 'The -six-+five+ inspectors do.'],
      ['What to watch next', 'removed', '-The second session.-'],
      ['Why it matters', 'added', '+It is new.+'],
    ]);
    expect([added, removed, total]).toEqual([4, 4, 14]);
  });

  it('calls only the section that was moved "moved"', () => {
    const { sections } = compareTexts([HAPPENED, GAINS, WATCH], [WATCH, HAPPENED, GAINS]);
    expect(sections.map(({ heading, kind }) => [heading, kind])).toEqual([
      ['What to watch next', 'moved'],
      ['What happened', 'same'],
      ['Who gains leverage', 'same'],
    ]);
  });

  it('reports that a section was moved and that it was changed', () => {
    const { sections } = compareTexts(
      [HAPPENED, GAINS, WATCH],
      [section('What to watch next', 'The third session.'), HAPPENED, GAINS],
    );
    expect(sections.map(({ heading, kind, isMoved }) => [heading, kind, isMoved])).toEqual([
      ['What to watch next', 'changed', true],
      ['What happened', 'same', undefined],
      ['Who gains leverage', 'same', undefined],
    ]);
  });

  it('compares sections with the same heading in their order', () => {
    const { sections } = compareTexts(
      [section('Note', 'One.'), section('Note', 'Two.')],
      [section('Note', 'One.'), section('Note', 'Three.')],
    );
    expect(sections.map(({ kind, parts }) => [kind, inShort(parts)])).toEqual([
      ['same', 'One.'],
      ['changed', '-Two-+Three+.'],
    ]);
  });

  it('puts removed sections first if they were first', () => {
    const { sections } = compareTexts([HAPPENED, GAINS], [GAINS]);
    expect(sections.map(({ heading, kind }) => [heading, kind])).toEqual([
      ['What happened', 'removed'],
      ['Who gains leverage', 'same'],
    ]);
  });
});

it('wordCount counts the words of a text', () => {
  expect([wordCount('Two of the six.'), wordCount(' – '), wordCount('水费 2026')]).toEqual([4, 0, 3]);
});
