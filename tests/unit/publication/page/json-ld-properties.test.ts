import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePageIdentity } from '../../../../lib/page/check-identity.ts';
import { articleNodes } from '../../../../lib/page/read-identity.ts';
import { mendedJson } from '../../../../lib/publication/page/metadata/mended-json.ts';
import { nearly } from '../../arbitraries.ts';
import { growsLinearly, holds, repeated } from '../../properties.ts';
import * as shape from '../../value-shapes.ts';
import { BASE, jsonLd } from './any-json-ld.ts';

describe('JSON-LD of any form', () => {
  it('gives valid article nodes, both directly and in the page identity that the background parses', () => {
    const words = shape.optional(shape.text(500));
    const node = shape.object({
      addresses: shape.list(shape.text(4096), 5),
      headline: words,
      published: words,
    });
    holds(
      fc.property(
        jsonLd,
        jsonLd,
        nearly({ address: BASE, loadedAs: BASE, headlines: ['Talks'] }),
        (a, b, message) => {
          expect(shape.list(node, 20)(articleNodes([a, b], BASE))).toBeUndefined();
          const identity = parsePageIdentity(
            typeof message === 'object' ? { ...message, jsonLd: [a, b], base: BASE } : message,
          );
          expect(shape.optional(shape.list(node, 20))(identity?.articles)).toBeUndefined();
        },
      ),
      150,
    );
  });

  it('keeps its value through the repair if it is valid', () => {
    // Exclude the control characters that JSON allows in texts, because the repair replaces them by spaces.
    const json = fc.json({ maxDepth: 4 }).filter((text) => !/[\u007f-\u009f]/.test(text));
    holds(
      fc.property(json, fc.constantFrom('', ';', ' // end', '<!--', ' '), (text, end) => {
        fc.pre(/^\s*[[{]/.test(text));
        expect(JSON.parse(mendedJson(text + end))).toEqual(JSON.parse(text));
      }),
      150,
    );
  });

  it('is repaired in linear time', () => {
    const parts = [
      '{',
      '}',
      '[',
      ']',
      '"',
      '\\',
      '\\"',
      ',',
      ':',
      '/*',
      '*/',
      '//',
      '\n',
      '<!--',
      '&quot;',
      'a',
      ' ,',
      '\u00a0',
    ];
    const piece = fc
      .array(fc.constantFrom(...parts), { minLength: 1, maxLength: 5 })
      .map((all) => all.join(''));
    holds(
      fc.property(piece, fc.constantFrom('', '{', '["', '[1'), (again, start) => {
        const text = (size: number): string => start + repeated(again, size);
        expect(growsLinearly(mendedJson, text, 5_000)).toBe(true);
      }),
      8,
    );
  });
});
