import { describe, expect, it } from 'vitest';
import { joinNotes, mergeOwnWords } from '../../../lib/db/own-words.ts';
import type { Highlight } from '../../../lib/db/records.ts';

const highlight = (id: string, comment = ''): Highlight => ({
  id,
  section: 0,
  start: 0,
  endSection: 0,
  end: 4,
  version: 'v1',
  exact: 'Four',
  prefix: '',
  suffix: '',
  comment,
  createdAt: 1,
});

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
        { labels: ['water', 'class'], note: 'Ask again.', highlights: [highlight('a'), highlight('b')] },
        {
          labels: ['tolls', 'water'],
          note: 'Who signed?',
          highlights: [highlight('b', 'Later'), highlight('c')],
        },
      ),
    ).toEqual({
      labels: ['water', 'class', 'tolls'],
      note: 'Ask again.\n\nWho signed?',
      highlights: [highlight('a'), highlight('b', 'Later'), highlight('c')],
    });
  });

  it('adds no field that both records lack', () => {
    expect(mergeOwnWords({}, {})).toEqual({});
  });
});
