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
  ])('with the texts %j and %j gives the note %j', (first, second, both) => {
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

  it.each([
    ['the later time', { note: 'A', notedAt: 1 }, { note: 'B', notedAt: 2 }, 2],
    ['the later time', { note: 'A', notedAt: 2 }, { note: 'B', notedAt: 1 }, 2],
    ['the only known time', { note: 'A' }, { note: 'B', notedAt: 1 }, 1],
    ['the time of the only note', { notedAt: 9 }, { note: 'B', notedAt: 1 }, 1],
    ['the time of the longer note', { note: 'A and B', notedAt: 1 }, { note: 'B', notedAt: 2 }, 1],
    [
      'no time if that of the longer note is unknown',
      { note: 'A and B' },
      { note: 'B', notedAt: 2 },
      undefined,
    ],
    ['the first time of the same note', { note: 'A', notedAt: 1 }, { note: 'A', notedAt: 2 }, 1],
    ['the only known time of the same note', { note: 'A' }, { note: 'A', notedAt: 2 }, 2],
  ])('gives the note %s: %j and %j', (_, first, second, at) => {
    expect(mergeOwnWords(first, second).notedAt).toBe(at);
  });

  it('adds no field that both records lack', () => {
    expect(mergeOwnWords({}, {})).toEqual({});
  });
});
