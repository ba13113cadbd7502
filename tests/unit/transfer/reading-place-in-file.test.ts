import { describe, expect, it } from 'vitest';
import { readKeptAnalysis } from '../../../lib/transfer/analysis-in-file.ts';
import { analysisDocument, card, PUBLICATION } from '../sync/served-index.ts';

/** Returns the reading position of an analysis whose file states the share of the text that was read. */
function placeOf(share: number, sections: readonly (readonly unknown[])[]): unknown {
  const document = {
    ...analysisDocument('ferry'),
    sections: sections.map((content) => ({
      heading: 'Part',
      blocks: [{ type: 'paragraph', content }],
    })),
  };
  const publication = { name: 'NOLIGARCHY.US', url: PUBLICATION };
  const read = readKeptAnalysis(
    { card: card('ferry'), publication, document, reading: { position: share } },
    0,
  );
  return typeof read === 'string' ? read : read.kept.saved.position;
}

describe('a reading position that a file states as a share of the text', () => {
  it.each<[name: string, share: number, first: readonly unknown[], expected: object]>([
    ['plain text', 0.25, ['0123456789abcde'], { section: 0, offset: 7 }],
    [
      'deleted text',
      0.25,
      [{ type: 'deleted', content: ['0123456789'] }, 'abcde'],
      { section: 0, offset: 7 },
    ],
    ['a quotation', 0.9, [{ type: 'quotation', content: ['0123456789abcde'] }], { section: 1, offset: 12 }],
    ['a subscript', 0.9, ['x', { type: 'sub', content: ['123456789abcde'] }], { section: 1, offset: 12 }],
  ])('is found by counting the same characters as the page, with %s', (_, share, first, expected) => {
    expect(placeOf(share, [first, ['FGHIJKLMNOPQRST']])).toEqual(expected);
  });

  it.each([0, -0.5, 1.5])('is ignored if it is %d', (share) => {
    expect(placeOf(share, [['The talks resumed.']])).toBeUndefined();
  });
});
