import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonPart, JsonSplitter } from '../../../lib/transfer/split-json.ts';
import { holds } from '../properties.ts';

/** Splits a text that arrives in pieces of this length. */
function split(text: string, length = text.length || 1): JsonPart[] {
  const parts: JsonPart[] = [];
  const splitter = new JsonSplitter((part) => parts.push(part));
  for (let at = 0; at < text.length; at += length) splitter.feed(text.slice(at, at + length));
  splitter.end();
  return parts;
}

describe('splitting JSON', () => {
  it.each([
    [
      '[1, "a,b]", {"c":[2]}]',
      [
        ['', '1'],
        ['', '"a,b]"'],
        ['', '{"c":[2]}'],
      ],
    ],
    [
      '{"a":[{"x":1},{"y":[2,3]}],"b":{"c":[4]},"d":"]"}',
      [
        ['a', '{"x":1}'],
        ['a', '{"y":[2,3]}'],
        ['b', '{"c":[4]}'],
        ['d', '"]"'],
      ],
    ],
    ['{"a":[],"b":[1]}', [['b', '1']]],
    [
      '{"a\\"b" : [ "\\\\" , 2 ] }',
      [
        ['a"b', '"\\\\" '],
        ['a"b', '2 '],
      ],
    ],
    ['[]', []],
    ['{}', []],
    ['', []],
    ['\ufeff{"a":1}', [['a', '1']]],
  ])('finds the elements and fields in %s', (text, expected) => {
    expect(split(text).map(({ field, text }) => [field, text])).toEqual(expected);
  });

  it('says in which line a part starts', () => {
    expect(split('[\n1,\n\n{"a":\n2},3]').map(({ line }) => line)).toEqual([2, 4, 5]);
  });

  it('marks the part in which the file ends', () => {
    expect(split('{"saved":[{"a":1},{"b":')).toEqual([
      { field: 'saved', text: '{"a":1}', line: 1 },
      { field: 'saved', text: '{"b":', line: 1, isCut: true },
    ]);
  });

  it('finds all elements of every list and every field, however the text is cut into pieces', () => {
    const value = fc.oneof(
      fc.array(fc.jsonValue()),
      fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }),
    );
    const law = fc.property(
      value,
      fc.integer({ min: 1, max: 9 }),
      fc.boolean(),
      (json, length, isIndented) => {
        const parts = split(JSON.stringify(json, null, isIndented ? 2 : 0), length);
        const expected = Array.isArray(json)
          ? json.map((element) => ['', element])
          : Object.entries(JSON.parse(JSON.stringify(json)) as object).flatMap(([field, of]) =>
              Array.isArray(of) ? of.map((element) => [field, element]) : [[field, of]],
            );
        expect(parts.map(({ field, text }) => [field, JSON.parse(text)])).toEqual(
          JSON.parse(JSON.stringify(expected)),
        );
      },
    );
    holds(law, 300);
  });
});
