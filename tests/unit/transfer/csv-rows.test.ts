import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvSplitter, csvRow, separatorOf } from '../../../lib/transfer/csv-rows.ts';
import { holds } from '../properties.ts';

/** Splits a text that arrives in pieces of this length. */
function split(text: string, length = text.length || 1): { cells: readonly string[]; line: number }[] {
  const rows: { cells: readonly string[]; line: number }[] = [];
  const splitter = new CsvSplitter(separatorOf(text), (row) => rows.push(row));
  for (let at = 0; at < text.length; at += length) splitter.feed(text.slice(at, at + length));
  splitter.end();
  return rows;
}

describe('rows of CSV', () => {
  it.each([
    [
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a;b\r\n"1;2";3\r\n',
      [
        ['a', 'b'],
        ['1;2', '3'],
      ],
    ],
    [
      'a\tb\r1\t2\r',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\n"one\ntwo","say ""no"""\n',
      [
        ['a', 'b'],
        ['one\ntwo', 'say "no"'],
      ],
    ],
    [
      'a,b\n\n,\n1,',
      [
        ['a', 'b'],
        ['1', ''],
      ],
    ],
    [
      'a,b\nfive "feet",2',
      [
        ['a', 'b'],
        ['five "feet"', '2'],
      ],
    ],
    [
      'a,b\n"x" y,2',
      [
        ['a', 'b'],
        ['x y', '2'],
      ],
    ],
    [
      'a,b\n"x" y,2\n3,4\n5,"6"\n',
      [
        ['a', 'b'],
        ['x y', '2'],
        ['3', '4'],
        ['5', '6'],
      ],
    ],
    [
      'a,b\r\n1,2\n3,4\r5,6',
      [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
        ['5', '6'],
      ],
    ],
    ['a,b\n"never closed,2', [['a', 'b'], ['never closed,2']]],
    [
      '"a;b",c\n1,2',
      [
        ['a;b', 'c'],
        ['1', '2'],
      ],
    ],
  ])('are split at their separator and line end, but not within quotation marks: %j', (text, expected) => {
    expect(split(text).map(({ cells }) => cells)).toEqual(expected);
  });

  it('say in which line they start', () => {
    expect(split('a,b\r\n"1\r\n2",3\r\n\r\n4,5').map(({ line }) => line)).toEqual([1, 2, 5]);
  });

  it('are the same when they are written and split again, except blank rows, which are left out', () => {
    const character = fc.constantFrom('a', ' ', '"', ',', ';', '\n', '\r', 'ü', '1');
    const cell = fc.string({ unit: character }).filter((text) => !/^\s*\r/.test(text));
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    const law = fc.property(rows, fc.integer({ min: 1, max: 5 }), (table, length) => {
      const written = [['head', 'er'], ...table];
      const kept = written.filter((row) => row.some((one) => one.trim() !== ''));
      expect(split(written.map(csvRow).join(''), length).map(({ cells }) => cells)).toEqual(kept);
    });
    holds(law, 300);
  });

  it.each([
    ['=1+2', "'=1+2"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    [' =1', "' =1"],
    ['＝1', "'＝1"],
    ['a=1', 'a=1'],
    ['5-4', '5-4'],
  ])('never start with a formula: %s', (cell, expected) => {
    expect(csvRow([cell, -5])).toBe(`${expected},-5\r\n`);
  });
});
