import { describe, expect, it } from 'vitest';
import { mendedJson } from '../../../../../lib/publication/page/metadata/mended-json.ts';
import { growsLinearly, repeated } from '../../../properties.ts';

describe('mendedJson', () => {
  it.each<[what: string, written: string, value: unknown]>([
    ['a comma before a bracket, with white space between', '{"a": [1, 2 , \n ] ,\t}', { a: [1, 2] }],
    ['commas in texts and between values', '["a,]", ["b",], "c"]', ['a,]', ['b'], 'c']],
    ['comments before, in and after the value', '// one\n/* two */[1, // three\n2] // four', [1, 2]],
    ['a comment of many letters', `// ${'x'.repeat(30_000)}\n[1]`, [1]],
    ['a comment without a line end', '[1]//[2]', [1]],
  ])('repairs %s', (_, written, value) => {
    expect(JSON.parse(mendedJson(written))).toEqual(value);
  });

  it.each([
    '//',
    '// ',
    '/*',
    '*/',
    '],',
    '[],',
    '{},',
    ' ',
    ' }',
    ', ',
    '"',
    '"\\\\',
    '<!--',
    '&quot;',
    '[//',
  ])('takes linear time for many "%s"', (piece) => {
    expect(growsLinearly(mendedJson, (size) => `[${repeated(piece, size)}`, 10_000)).toBe(true);
    expect(growsLinearly(mendedJson, (size) => repeated(piece, size), 10_000)).toBe(true);
  });
});
