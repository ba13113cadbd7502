import fc, { type Arbitrary } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MAX_TERMS,
  PARTS,
  parseQuery,
  printQuery,
  type Query,
  STATES,
  type Term,
} from '../../../lib/search/query/query.ts';
import { anyText } from '../arbitraries.ts';
import { growsLinearly, holds, repeated } from '../properties.ts';

const word = (text: string): Term => ({ type: 'word', text, isNegated: false });
const phrase = (text: string): Term => ({ type: 'phrase', text, isNegated: false });
const not = (term: Term): Term => ({ ...term, isNegated: true });

describe('a query', () => {
  it.each<[text: string, terms: Term[]]>([
    ['', []],
    ['  ', []],
    ['water', [word('water')]],
    [' clean\u3000water\n', [word('clean'), word('water')]],
    ['"clean water" dam', [phrase('clean water'), word('dam')]],
    ['-oil -"crude oil"', [not(word('oil')), not(phrase('crude oil'))]],
    ['- oil', [word('-'), word('oil')]],
    ['--oil', [word('--oil')]],
    ['covid-19', [word('covid-19')]],
    ['lens:global-power-plays', [{ type: 'lens', value: 'global-power-plays', isNegated: false }]],
    ['topic:"news analysis"', [{ type: 'topic', value: 'news analysis', isNegated: false }]],
    ['-outlet:Reuters', [{ type: 'outlet', value: 'Reuters', isNegated: true }]],
    ['Label:water', [{ type: 'label', value: 'water', isNegated: false }]],
    ['no:label', [{ type: 'no', value: 'label', isNegated: false }]],
    ['no:lens', [word('no:lens')]],
    [
      'is:unread IS:Archived',
      ['unread', 'archived'].map((value) => ({ type: 'is', value, isNegated: false }) as Term),
    ],
    ['is:saved', [{ type: 'is', value: 'saved', isNegated: false }]],
    ['is:unreadable is:', [word('is:unreadable'), word('is:')]],
    [
      'has:note -has:highlight',
      [
        { type: 'has', value: 'note', isNegated: false },
        { type: 'has', value: 'highlight', isNegated: true },
      ],
    ],
    [
      'before:2026 after:2025-12 after:2025-12-31',
      [
        { type: 'before', value: '2026', isNegated: false },
        { type: 'after', value: '2025-12', isNegated: false },
        { type: 'after', value: '2025-12-31', isNegated: false },
      ],
    ],
    ['before:2026-13 after:yesterday', [word('before:2026-13'), word('after:yesterday')]],
    ['site:example.com 10:30', [word('site:example.com'), word('10:30')]],
    ['label: water', [word('label:'), word('water')]],
    ['label:""', [word('label:""')]],
    ['""', []],
    ['"', []],
    ['a"b', [word('a"b')]],
    ['"say \\"no\\" \\\\ \\x"', [phrase('say "no" \\ \\x')]],
    ['label:"my \\"best\\""', [{ type: 'label', value: 'my "best"', isNegated: false }]],
    ['label:a\\b"c', [{ type: 'label', value: 'a\\b"c', isNegated: false }]],
    ['قانون label:مياه', [word('قانون'), { type: 'label', value: 'مياه', isNegated: false }]],
  ])('is divided into words, phrases and filters: %j', (text, terms) => {
    expect(parseQuery(text)).toEqual({ terms, isOpen: false });
  });

  it.each<[text: string, terms: Term[]]>([
    ['"clean wat', [phrase('clean wat')]],
    ['dam -"clean', [word('dam'), not(phrase('clean'))]],
    ['label:"my pro', [{ type: 'label', value: 'my pro', isNegated: false }]],
    ['"ends with \\', [phrase('ends with \\')]],
    ['"ends with \\"', [phrase('ends with "')]],
  ])('is open, because the reader may still be typing it: %j', (text, terms) => {
    expect(parseQuery(text)).toEqual({ terms, isOpen: true });
  });

  it('leaves out a quoted value that has no letter yet', () => {
    expect(parseQuery('dam label:"')).toEqual({ terms: [word('dam')], isOpen: false });
  });

  it(`has at most ${MAX_TERMS} terms`, () => {
    expect(parseQuery('a '.repeat(100)).terms).toHaveLength(MAX_TERMS);
  });

  it.each<[text: string, shortest: string]>([
    ['  LENS:x   "a b" ', 'lens:x "a b"'],
    ['label:"water" topic:"a b"', 'label:water topic:"a b"'],
    ['"a""b"', '"a" "b"'],
    ['"\\x"', '"\\\\x"'],
    ['label:"wat', 'label:"wat'],
  ])('written as %j is printed as %j', (text, shortest) => {
    expect(printQuery(parseQuery(text))).toBe(shortest);
  });
});

const PIECES = [
  ...[
    'lens:',
    'topic:',
    'outlet:',
    'label:',
    'no:',
    'no:label',
    'is:',
    'is:read',
    'has:',
    'has:note',
    'before:',
  ],
  ...[
    'after:2026-07',
    '2026-07-02',
    '"',
    '\\',
    '\\"',
    '-',
    ' ',
    '\u3000',
    'water',
    'सरकार',
    '中国',
    '\ufeff',
  ],
];
const anyInput = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), anyText), { maxLength: 14 })
  .map((parts) => parts.join(''));

const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  fc.constantFrom('a b', '"', '\\', ' ', 'say "no"', 'C:\\', '"quoted"', 'مياه'),
);
const condition: Arbitrary<Omit<Term, 'isNegated'>> = fc.oneof(
  fc.record({
    type: fc.constant('word' as const),
    text: fc.constantFrom('water', 'covid-19', '10:30', 'سد', '水'),
  }),
  fc.record({ type: fc.constant('phrase' as const), text }),
  fc.record({
    type: fc.constantFrom('lens' as const, 'topic' as const, 'outlet' as const, 'label' as const),
    value: text,
  }),
  fc.record({ type: fc.constant('no' as const), value: fc.constant('label' as const) }),
  fc.record({ type: fc.constant('is' as const), value: fc.constantFrom(...STATES) }),
  fc.record({ type: fc.constant('has' as const), value: fc.constantFrom(...PARTS) }),
  fc.record({
    type: fc.constantFrom('before' as const, 'after' as const),
    value: fc.constantFrom('2026', '2026-07', '2026-07-02'),
  }),
);
const anyQuery: Arbitrary<Query> = fc
  .array(
    fc.tuple(condition, fc.boolean()).map(([term, isNegated]) => ({ ...term, isNegated }) as Term),
    { maxLength: 6 },
  )
  .chain((terms) => {
    const last = terms.at(-1);
    const canBeOpen =
      last !== undefined && ['phrase', 'lens', 'topic', 'outlet', 'label'].includes(last.type);
    return fc.boolean().map((isOpen) => ({ terms, isOpen: isOpen && canBeOpen }));
  });

describe('parsing and printing', () => {
  it('are inverse for every query', () => {
    holds(
      fc.property(anyQuery, (query) => {
        expect(parseQuery(printQuery(query))).toEqual(query);
      }),
      1000,
    );
  });

  it('are inverse for the result of parsing any input', () => {
    holds(
      fc.property(anyInput, (input) => {
        const query = parseQuery(input);
        expect(parseQuery(printQuery(query))).toEqual(query);
      }),
      2000,
    );
  });

  it.each(['"', '-', 'a ', '\\', 'label:', 'label:"', '" ', '\\"', ' '])('take linear time: %j', (piece) => {
    expect(
      growsLinearly(
        (input: string) => printQuery(parseQuery(input)),
        (size) => repeated(piece, size),
        50_000,
      ),
    ).toBe(true);
  });
});
