import { describe, expect, it } from 'vitest';
import { joinNotes, mergeOwnWords } from '../../../lib/db/own-words.ts';
import { highlightOf } from './highlight.ts';

describe('joining two notes', () => {
  it.each([
    [undefined, undefined, undefined],
    ['Ask again.', undefined, 'Ask again.'],
    [undefined, 'Ask again.', 'Ask again.'],
    ['Ask again.', 'Who signed?', 'Ask again.\n\nWho signed?'],
    ['Ask again.', 'Ask again. Who signed?', 'Ask again. Who signed?'],
    ['Ask again. Who signed?', 'Ask again.', 'Ask again. Who signed?'],
  ])('makes of %j and %j the note %j', (first, second, both) => {
    expect(joinNotes(first, second)).toBe(both);
  });
});

describe('merging the reader’s own words from two records', () => {
  it('keeps all labels, both notes and all highlights', () => {
    expect(
      mergeOwnWords(
        { labels: ['water', 'class'], note: 'Ask again.', highlights: [highlightOf('a'), highlightOf('b')] },
        {
          labels: ['tolls', 'water'],
          note: 'Who signed?',
          highlights: [highlightOf('b', { comment: 'Later' }), highlightOf('c')],
        },
      ),
    ).toEqual({
      labels: ['water', 'class', 'tolls'],
      note: 'Ask again.\n\nWho signed?',
      highlights: [highlightOf('a'), highlightOf('b', { comment: 'Later' }), highlightOf('c')],
    });
  });

  it('adds no field that both records lack', () => {
    expect(mergeOwnWords({}, {})).toEqual({});
  });
});
